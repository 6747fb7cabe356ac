"""What changed between two exports of a month: by member, code and date, added, changed or removed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from coop_desk.core.i18n import _
from coop_desk.core.words import NBSP, day, euros, integer
from coop_desk.topics.payroll.records import FrozenMonth, Part


class Fact(NamedTuple):
    """One thing a month says, whatever the preset: whose, which code, which day ("" for the whole month), and how much.

    Quantities and days in thousandths, amounts in cents.
    """

    matricule: str
    code: str
    day: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `before` is empty when it was added, `after` when it was taken away."""

    matricule: str
    code: str
    day: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """Added, changed or removed."""
        if not self.before:
            return _("ajouté")
        return _("changé") if self.after else _("retiré")


def facts_of(month: FrozenMonth) -> tuple[Fact, ...]:
    """Everything a month says, in a fixed order."""
    found = []
    for line in month.variables:
        starts = line.starts.isoformat() if line.starts else ""
        ends = line.ends.isoformat() if line.ends and line.ends != line.starts else ""
        said = [("quantity", line.quantity), ("amount", line.amount), ("ends", ends), ("concerns", line.concerns),
                ("comment", line.comment)]  # fmt: skip
        found.append(Fact(line.matricule, line.code, starts, _said(said)))
    for one in month.absences:
        extension = None if one.extension is None else int(one.extension)
        returned = one.returned_on.isoformat() if one.returned_on else ""
        said = [("part", "" if one.part is Part.DAY else one.part.value), ("counted", one.counted),
                ("minutes", one.minutes), ("extension", extension), ("returned", returned),
                ("concerns", one.concerns), ("ground", one.ground), ("comment", one.comment)]  # fmt: skip
        found.append(Fact(one.matricule, one.code, one.day.isoformat(), _said(said)))
    return tuple(sorted(found))


def _said(pairs: Iterable[tuple[str, str | int | None]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in pairs if value not in (None, ""))


def differences(before: Iterable[Fact], after: Iterable[Fact]) -> tuple[Change, ...]:
    """What the second says more, less or otherwise than the first."""
    old, new = _by_key(before), _by_key(after)
    found = []
    for key in sorted(old.keys() | new.keys()):
        gone, come = list(old[key]), []
        for said in new[key]:
            if said in gone:
                gone.remove(said)
            else:
                come.append(said)
        for n in range(max(len(gone), len(come))):
            was = gone[n] if n < len(gone) else ""
            found.append(Change(*key, was, come[n] if n < len(come) else ""))
    return tuple(found)


def _by_key(facts: Iterable[Fact]) -> defaultdict[tuple[str, str, str], list[str]]:
    found: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for fact in sorted(facts):
        found[fact.matricule, fact.code, fact.day].append(_words(fact.said))
    return found


def _words(said: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(_in_words(name, value) for name, value in said) or _("présent")


def _in_words(name: str, value: str) -> str:
    if name in ("quantity", "counted"):
        return _number(int(value)) + (f"{NBSP}j" if name == "counted" else "")
    if name == "amount":
        return euros(int(value))
    if name == "minutes":
        return _("{n} min").format(n=integer(int(value)))
    if name in ("ends", "returned"):
        said = _("jusqu’au {day}") if name == "ends" else _("retour le {day}")
        return said.format(day=day(date.fromisoformat(value)))
    if name == "concerns":
        return _("pour {month}").format(month=value)
    if name == "extension":
        return _("prolongation") if value == "1" else _("premier arrêt")
    if name == "part":
        return _("matin") if value == Part.MORNING else _("après-midi")
    return value


def _number(thousandths: int) -> str:
    whole, rest = divmod(abs(thousandths), 1000)
    text = integer(whole) + (f",{rest:03d}".rstrip("0") if rest else "")
    return f"\N{MINUS SIGN}{text}" if thousandths < 0 else text
