"""argparse that speaks French: usage, help and errors."""

import argparse
import re
import sys
from typing import NoReturn

from coop_desk.core.i18n import _

BAD_USAGE = 2


def _in_french(message: str) -> str:
    said = (
        (r"the following arguments are required: (.*)", _("il manque : {0}")),
        (r"unrecognized arguments: (.*)", _("argument inconnu : {0}")),
        (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", _("{0} : {1} n’existe pas ; choisissez {2}")),
        (r"argument (.*): expected one argument", _("{0} attend une valeur")),
        (r"argument (.*): invalid (?:int|float) value: (.*)", _("{0} : {1} n’est pas un nombre")),
        (r"argument (.*): invalid .* value: (.*)", _("{0} : {1} ne convient pas")),
    )
    for pattern, french in said:
        if found := re.fullmatch(pattern, message):
            return french.format(*found.groups())
    return message


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or _("utilisation : "))  # type: ignore[arg-type]


class FrenchParser(argparse.ArgumentParser):
    """A parser whose every word is French; bad usage exits with 2."""

    def __init__(self, *, prog: str, description: str = "", epilog: str = "") -> None:
        super().__init__(
            prog=prog, description=description, epilog=epilog, formatter_class=_Formatter, add_help=False,
            allow_abbrev=False,
        )  # fmt: skip
        self._positionals.title = _("à indiquer")
        self._optionals.title = _("options")
        self.add_argument("-h", "--help", action="help", help=_("montre cette aide"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in French on stderr and exit with 2."""
        self.print_usage(sys.stderr)
        sys.stderr.write(_("{prog} : {message}\n").format(prog=self.prog, message=_in_french(message)))
        sys.exit(BAD_USAGE)
