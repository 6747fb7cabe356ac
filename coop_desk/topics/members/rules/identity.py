"""What may be written about a person: plain checks, said before anything is recorded."""

import re
from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.plain_text import LONGEST_NAME
from coop_desk.core.words import long_day

OLDEST = date(1880, 1, 1)
_EMAIL = re.compile(r"^[^@\s;,<>]+@[^@\s;,<>]+\.[^@\s;,<>.]+$")


def check_names(family_name: str, given_name: str, legal_person: bool) -> None:
    """Refuse somebody without name, or with characters no name holds."""
    if not family_name.strip():
        raise RuleBroken("REGISTER-ENTRY", _("Indiquez le nom."))
    if not given_name.strip() and not legal_person:
        raise RuleBroken("REGISTER-ENTRY", _("Indiquez le prénom."))
    if any(not character.isprintable() for character in family_name + given_name):
        raise RuleBroken("REGISTER-ENTRY", _("Le nom contient un caractère invisible : ressaisissez-le."))
    if max(len(family_name), len(given_name)) > LONGEST_NAME:
        raise RuleBroken(
            "REGISTER-ENTRY", _("Un nom a {n} caractères au plus : raccourcissez-le.").format(n=LONGEST_NAME)
        )


def check_birth_date(born: date | None, today: date) -> None:
    """Refuse a birth date in the future or more than a lifetime ago."""
    if born is not None and not OLDEST <= born <= today:
        message = _("La date de naissance du {day} n’est pas possible : vérifiez l’année.")
        raise RuleBroken("REGISTER-ENTRY", message.format(day=long_day(born)))


def check_email(email: str) -> None:
    """Refuse what is not an e-mail address."""
    if email.strip() and not _EMAIL.match(email.strip()):
        message = _("« {email} » n’est pas une adresse de courriel : elle s’écrit nom@exemple.fr.")
        raise RuleBroken("REGISTER-ENTRY", message.format(email=email.strip()))


def check_dates(entered_on: date | None, since: date) -> None:
    """Refuse an admission or a situation dated before the entry in the co-operative."""
    if since < OLDEST:
        message = _("La date du {day} n’est pas possible : vérifiez l’année.")
        raise RuleBroken("REGISTER-ENTRY", message.format(day=long_day(since)))
    if entered_on is not None and since < entered_on:
        message = _(
            "La situation commencerait le {since}, avant l’entrée dans la coopérative le {entered} : "
            "vérifiez les deux dates."
        )
        raise RuleBroken("REGISTER-ENTRY", message.format(since=long_day(since), entered=long_day(entered_on)))


def check_working_time(thousandths: int) -> None:
    """Refuse a working time of nothing, or over full time; 800 is 80 %."""
    if not 1 <= thousandths <= 1000:
        raise RuleBroken("REGISTER-ENTRY", _("Le temps de travail va de 1 % à 100 %."))


def check_period(started_on: date, ended_on: date | None) -> None:
    """Refuse a period that ends before it begins."""
    if ended_on is not None and ended_on < started_on:
        message = _("La fin, le {end}, précède le début, le {start} : vérifiez les deux dates.")
        raise RuleBroken("REGISTER-ENTRY", message.format(end=long_day(ended_on), start=long_day(started_on)))
