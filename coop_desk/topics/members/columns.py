"""The columns of a spreadsheet of members, and what one line of it says about a person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import day as day_words
from coop_desk.core.words import fold
from coop_desk.sheets.columns import Column, ParsedRow
from coop_desk.sheets.table import Cell
from coop_desk.sheets.values import (
    parse_amount,
    parse_date,
    parse_email,
    parse_integer,
    parse_line,
    parse_percent,
    parse_postcode,
    parse_text,
)
from coop_desk.topics.members.records import Contact
from coop_desk.topics.members.rules import identity
from coop_desk.topics.members.rules.categories import ASSOCIATES, CATEGORY_WORDS, Category
from coop_desk.topics.members.rules.takeover import Claim

T = TypeVar("T")


class NameCase(StrEnum):
    """What becomes of family names written in capitals."""

    AS_TYPED = "as_typed"
    LOWERED = "lowered"


@dataclass(frozen=True, slots=True)
class OpeningHolding:
    """The shares somebody holds when the register is taken over; `paid` in cents, None when not said."""

    shares: int
    paid: int | None
    since: date | None
    left_on: date | None


@dataclass(frozen=True, slots=True)
class ImportedPerson:
    """What one line of a file says about somebody; empty where it says nothing."""

    line: int
    family_name: str
    given_name: str
    number: str
    title: str
    birth_date: date | None
    contact: Contact
    notes: str
    category: Category
    entered_on: date | None
    admitted_on: date | None
    left_on: date | None
    working_time: int | None
    holding: OpeningHolding | None

    @property
    def name(self) -> str:
        """Given name then family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def legal_person(self) -> bool:
        """A company has a name only."""
        return not self.given_name

    def texts(self) -> dict[str, str]:
        """What the line says, by column, to be compared with the register; nothing where it is silent."""
        said = {
            "number": self.number,
            "family_name": self.family_name,
            "given_name": self.given_name,
            "title": self.title,
            "birth_date": day_or_nothing(self.birth_date),
            "address": self.contact.address,
            "post_code": self.contact.post_code,
            "city": self.contact.city,
            "country": self.contact.country,
            "email": self.contact.email,
            "phone": self.contact.phone,
            "category": _(CATEGORY_WORDS[self.category]),
            "entered_on": day_or_nothing(self.entered_on),
            "admitted_on": day_or_nothing(self.admitted_on),
            "left_on": day_or_nothing(self.left_on),
            "working_time": percent(self.working_time) if self.working_time else "",
            "notes": self.notes,
        }
        return {key: text for key, text in said.items() if text}

    def claim(self) -> Claim:
        """What the line says of the person's place in the co-operative."""
        return Claim(
            self.category, self.entered_on, self.admitted_on, self.left_on, works=self.working_time is not None
        )


def day_or_nothing(value: date | None) -> str:
    """Write a date as 12/06/2026, and no date as nothing."""
    return "" if value is None else day_words(value)


def percent(thousandths: int) -> str:
    """Write a working time: 800 is 80 %."""
    whole, tenth = divmod(thousandths, 10)
    return _("{whole},{tenth} %").format(whole=whole, tenth=tenth) if tenth else _("{whole} %").format(whole=whole)


_CATEGORIES = {
    Category.EMPLOYED: (
        "societariat salarie",
        "associe salarie",
        "associe employe",
        "salarie associe",
        "cooperateur",
        "associe",
    ),
    Category.EXTERNAL: (
        "societariat exterieur",
        "associe exterieur",
        "associe externe",
        "associe non salarie",
        "associe non employe",
    ),
    Category.CANDIDATE: ("candidature", "candidat", "postulant"),
    Category.FORMER: ("societariat termine", "ancien associe", "ancienne associe", "ex associe", "sorti", "parti"),
    Category.HOLDER: (
        "part sans vote",
        "parts sans vote",
        "detenteur sans vote",
        "porteur sans vote",
        "associe sans vote",
    ),
    Category.EMPLOYEE: ("salariat seul", "salarie non associe", "salarie", "employe", "employe non associe"),
}
_BY_WORDS = {words: category for category, all_words in _CATEGORIES.items() for words in all_words}


def parse_category(cell: Cell) -> Category | None:
    """Read a situation in the usual words, masculine, feminine or both (RuleBroken IMPORT-LINE)."""
    text = parse_line(cell)
    if text is None:
        return None
    plain = re.sub(r"\([^)]*\)|[·.][a-z·]+", "", fold(text)).replace("-", " ").replace("_", " ")
    found = _BY_WORDS.get(" ".join(_masculine(word) for word in plain.split()))
    if found is None:
        known = ", ".join(_(words) for words in CATEGORY_WORDS.values())
        message = _("« {text} » n’est pas une situation connue. Écrivez l’une de celles-ci : {known}.")
        raise RuleBroken("IMPORT-LINE", message.format(text=text[:40], known=known))
    return found


def _masculine(word: str) -> str:
    singular = word.rstrip("s") if len(word) > 4 else word
    feminine = {"associee": "associe", "salariee": "salarie", "exterieure": "exterieur", "candidate": "candidat"}
    more = {"employee": "employe", "cooperatrice": "cooperateur", "sortie": "sorti", "partie": "parti"}
    return {**feminine, **more}.get(singular, singular)


def parse_title(cell: Cell) -> str | None:
    """Read Mme or M. in its usual forms."""
    text = parse_line(cell)
    if text is None:
        return None
    word = fold(text).rstrip(".")
    if word in {"mme", "madame", "mlle", "mademoiselle", "f"}:
        return "Mme"
    if word in {"m", "mr", "monsieur", "h"}:
        return "M."
    message = _("« {text} » n’est pas une civilité : écrivez Mme, M. ou rien.").format(text=text[:40])
    raise RuleBroken("IMPORT-LINE", message)


COLUMNS = (
    Column("number", N_("N°"), parse_line, ("numéro", "numéro d’associé", "n° associé", "matricule", "no", "num")),
    Column(
        "family_name",
        N_("Nom"),
        parse_line,
        ("nom de famille", "nom d’usage", "nom de naissance", "raison sociale", "dénomination"),
        required=True,
    ),
    Column("given_name", N_("Prénom"), parse_line, ("prénoms", "prénom usuel")),
    Column("title", N_("Civilité"), parse_title, ("civ", "titre")),
    Column(
        "birth_date",
        N_("Né(e) le"),
        parse_date,
        ("date de naissance", "naissance", "né le", "née le", "date naissance"),
    ),
    Column("address", N_("Adresse"), parse_text, ("adresse postale", "rue", "voie", "adresse 1")),
    Column("address_more", N_("Complément d’adresse"), parse_text, ("adresse 2", "complément")),
    Column("post_code", N_("Code postal"), parse_postcode, ("cp", "code")),
    Column("city", N_("Ville"), parse_line, ("commune", "localité")),
    Column("country", N_("Pays"), parse_line),
    Column(
        "email",
        N_("Courriel"),
        parse_email,
        ("e-mail", "email", "mail", "mél", "adresse électronique", "adresse e-mail", "adresse mail"),
    ),
    Column("phone", N_("Téléphone"), parse_line, ("tél", "tel", "portable", "mobile", "numéro de téléphone")),
    Column("category", N_("Situation"), parse_category, ("catégorie", "statut", "qualité", "type", "collège")),
    Column(
        "entered_on",
        N_("Entrée"),
        parse_date,
        ("date d’entrée", "entré le", "entrée le", "embauche", "date d’embauche", "embauché le"),
    ),
    Column("admitted_on", N_("Admission"), parse_date, ("admis le", "admise le", "date d’admission", "associé depuis")),
    Column("left_on", N_("Sortie"), parse_date, ("sorti le", "sortie le", "date de sortie", "départ", "parti le")),
    Column("working_time", N_("Temps de travail"), parse_percent, ("quotité", "taux d’emploi", "etp")),
    Column("shares", N_("Parts"), parse_integer, ("nombre de parts", "parts sociales", "nb parts", "nb de parts")),
    Column(
        "paid",
        N_("Versé"),
        parse_amount,
        ("montant versé", "capital versé", "libéré", "montant libéré", "versé en euros"),
    ),
    Column("notes", N_("Remarques"), parse_text, ("notes", "observations", "commentaire", "commentaires")),
)


TITLES = {column.key: column.title for column in COLUMNS}


def person_of(row: ParsedRow, case: NameCase, today: date) -> ImportedPerson:
    """Return what a line says about somebody; RuleBroken when its dates contradict each other."""
    said = row.values
    family, given = _read(said, "family_name", str) or "", _read(said, "given_name", str) or ""
    entered, admitted = _read(said, "entered_on", date), _read(said, "admitted_on", date)
    left, hundredths = _read(said, "left_on", date), _read(said, "working_time", int)
    category = _category(said, admitted, left, hundredths)
    if category in ASSOCIATES | {Category.FORMER, Category.HOLDER}:
        admitted = admitted or entered
    _check_dates(category, entered, admitted, left, today)
    _check_birth(_read(said, "birth_date", date), today)
    if not given and category is not Category.EXTERNAL:
        raise RuleBroken("IMPORT-LINE", _("Il manque le prénom. Sans prénom, seule une société associée s’importe."))
    street = [_read(said, key, str) for key in ("address", "address_more")]
    return ImportedPerson(
        line=row.line,
        family_name=lowered(family) if case is NameCase.LOWERED else family,
        given_name=given,
        number=_read(said, "number", str) or "",
        title=_read(said, "title", str) or "",
        birth_date=_read(said, "birth_date", date),
        contact=Contact(
            address="\n".join(part for part in street if part),
            post_code=_read(said, "post_code", str) or "",
            city=_read(said, "city", str) or "",
            country=_read(said, "country", str) or "",
            email=_read(said, "email", str) or "",
            phone=_read(said, "phone", str) or "",
        ),
        notes=_read(said, "notes", str) or "",
        category=category,
        entered_on=entered,
        admitted_on=admitted,
        left_on=left,
        working_time=hundredths // 10 if hundredths else None,
        holding=_holding(said, admitted, left),
    )


def _read(said: Mapping[str, object], key: str, kind: type[T]) -> T | None:
    value = said.get(key)
    return value if isinstance(value, kind) else None


def _category(said: Mapping[str, object], admitted: date | None, left: date | None, hundredths: int | None) -> Category:
    found = _read(said, "category", Category)
    if found is not None:
        return found
    if left is not None:
        return Category.FORMER
    if admitted is not None:
        return Category.EMPLOYED if hundredths else Category.EXTERNAL
    message = _("La situation manque : sociétariat salarié, sociétariat extérieur, candidature ou sociétariat terminé.")
    raise RuleBroken("IMPORT-LINE", message)


def _check_dates(
    category: Category, entered: date | None, admitted: date | None, left: date | None, today: date
) -> None:
    for when in (entered, admitted, left):
        if when is not None and when > today:
            message = _("La date du {day} est dans l’avenir : enregistrez ce changement le jour venu.")
            raise RuleBroken("IMPORT-LINE", message.format(day=day_words(when)))
    if category in ASSOCIATES and admitted is None:
        raise RuleBroken("IMPORT-LINE", _("Il manque la date d’admission, ou au moins la date d’entrée."))
    if category in {Category.FORMER, Category.HOLDER} and (admitted is None or left is None):
        raise RuleBroken("IMPORT-LINE", _("Pour un ancien associé, il faut les dates d’admission et de sortie."))
    if category not in {Category.FORMER, Category.HOLDER} and left is not None:
        message = _("Une date de sortie est donnée : la situation devrait être « Sociétariat terminé ».")
        raise RuleBroken("IMPORT-LINE", message)
    if entered and admitted and admitted < entered:
        message = _("L’admission du {admitted} précède l’entrée du {entered}.")
        raise RuleBroken("IMPORT-LINE", message.format(admitted=day_words(admitted), entered=day_words(entered)))
    if admitted and left and left < admitted:
        message = _("La sortie du {left} précède l’admission du {admitted}.")
        raise RuleBroken("IMPORT-LINE", message.format(left=day_words(left), admitted=day_words(admitted)))


def _check_birth(born: date | None, today: date) -> None:
    try:
        identity.check_birth_date(born, today)
    except RuleBroken as broken:
        raise RuleBroken("IMPORT-LINE", broken.message) from None


def _holding(said: Mapping[str, object], since: date | None, left: date | None) -> OpeningHolding | None:
    shares, paid = _read(said, "shares", int), _read(said, "paid", int)
    if (shares or 0) < 0 or (paid or 0) < 0:
        raise RuleBroken("IMPORT-LINE", _("Les parts et le montant versé ne peuvent être négatifs."))
    if not shares and paid:
        raise RuleBroken("IMPORT-LINE", _("Un montant est versé mais aucune part n’est détenue."))
    return OpeningHolding(shares, paid, since, left) if shares else None


def lowered(name: str) -> str:
    """Write a name in capitals as a name: LEFÈVRE-D’ANGELO gives Lefèvre-D’Angelo; others stay as typed."""
    letters = [character for character in name if character.isalpha()]
    if len(letters) < 2 or any(character.islower() for character in letters):
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word.group().capitalize(), name)


def same_words(before: str, after: str) -> bool:
    """Tell whether two texts differ by more than the shape of apostrophes and spaces."""
    return _plain(before) == _plain(after)


def _plain(text: str) -> str:
    return " ".join(text.replace("'", "’").split())
