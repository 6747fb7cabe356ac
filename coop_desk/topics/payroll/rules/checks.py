"""Everything looked at before a month is prepared: what blocks first, then what is to be read (section by section).

Each point names the person, says what is wrong and what to do. Pure: facts in, points out.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.words import day as day_words
from coop_desk.core.words import euros, listed, long_day
from coop_desk.topics.payroll.records import AbsenceLine, Part, PersonLine
from coop_desk.topics.payroll.rules.catalogue import SHARES_KEPT, Unit, Variable
from coop_desk.topics.payroll.rules.lines import Line, figure_words, quantity_words
from coop_desk.topics.payroll.rules.months import first_day, last_day, month_words
from coop_desk.topics.payroll.rules.shares import cap_passed


class Check(StrEnum):
    """The kinds of point."""

    NO_MATRICULE = "no_matricule"
    SAME_MATRICULE = "same_matricule"
    OVERLAP = "overlap"
    NO_CONTRACT = "no_contract"
    UNKNOWN_UNIT = "unknown_unit"
    UNMAPPED = "unmapped"
    NO_COMMENT = "no_comment"
    ABSENCES_CLOSED = "absences_closed"
    ABSENCES_CHANGED = "absences_changed"
    SHARES_ORDER = "shares_order"
    SHARES_CAP = "shares_cap"
    SHARES_REFUSED = "shares_refused"
    HOURS = "hours"
    NEGATIVE = "negative"
    NOT_APPROVED = "not_approved"
    SICKNESS = "sickness"
    NOT_INFORMED = "not_informed"
    ENTRY = "entry"
    EXIT = "exit"
    HOLIDAY = "holiday"
    SOLIDARITY = "solidarity"
    EXPIRY = "expiry"
    DUPLICATE = "duplicate"
    DIFFERS = "differs"
    NOTHING_BEFORE = "nothing_before"


BLOCKING = frozenset(
    {
        Check.NO_MATRICULE, Check.SAME_MATRICULE, Check.OVERLAP, Check.NO_CONTRACT, Check.UNKNOWN_UNIT, Check.UNMAPPED,
        Check.NO_COMMENT, Check.ABSENCES_CLOSED, Check.ABSENCES_CHANGED, Check.SHARES_ORDER, Check.SHARES_CAP,
        Check.SHARES_REFUSED,
    }
)  # fmt: skip
"""A month with one of these is not prepared."""

KIND_WORDS = {
    Check.NO_MATRICULE: N_("Matricule"),
    Check.SAME_MATRICULE: N_("Matricule"),
    Check.OVERLAP: N_("Absences qui se recouvrent"),
    Check.NO_CONTRACT: N_("Contrat"),
    Check.UNKNOWN_UNIT: N_("Unité"),
    Check.UNMAPPED: N_("Code sans correspondance"),
    Check.NO_COMMENT: N_("Commentaire"),
    Check.ABSENCES_CLOSED: N_("Absences"),
    Check.ABSENCES_CHANGED: N_("Absences"),
    Check.SHARES_ORDER: N_("Retenue pour parts"),
    Check.SHARES_CAP: N_("Retenue pour parts"),
    Check.SHARES_REFUSED: N_("Retenue pour parts"),
    Check.HOURS: N_("Durée du travail"),
    Check.NEGATIVE: N_("Compteur négatif"),
    Check.NOT_APPROVED: N_("Congé sans accord"),
    Check.SICKNESS: N_("Arrêt à compléter"),
    Check.NOT_INFORMED: N_("Retour d’arrêt"),
    Check.ENTRY: N_("Entrée"),
    Check.EXIT: N_("Sortie"),
    Check.HOLIDAY: N_("Jour férié travaillé"),
    Check.SOLIDARITY: N_("Journée de solidarité"),
    Check.EXPIRY: N_("Congés bientôt perdus"),
    Check.DUPLICATE: N_("Saisie en double"),
    Check.DIFFERS: N_("Écart avec les mois d’avant"),
    Check.NOTHING_BEFORE: N_("Mois d’avant"),
}

STOPS = frozenset({"ABS_MAL", "ABS_AT", "ABS_TRAJET", "ABS_MP"})
SICK = frozenset({"ABS_MAL"})
EXTRA = ("H_SUP25", "H_SUP50")
COMPLEMENTARY = ("H_COMP10", "H_COMP25")
A_WEEK = 48 * 60_000
"""The most hours of one week, in thousandths of an hour, times sixty."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One point: of whom (None: of the month), in words, and what to do about it."""

    check: Check
    name: str
    words: str
    to_do: str
    person_id: PersonId | None = None

    @property
    def blocks(self) -> bool:
        """Whether the month waits for it."""
        return self.check in BLOCKING

    @property
    def kind(self) -> str:
        """The kind in words."""
        return _(KIND_WORDS[self.check])


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person in the month.

    `contracts`: first and last days. `due`: minutes of their schedule by day, holidays left aside. `holidays`: those
    of the month at their site, with whether people work. `before`: figures by code in each of the months before.
    """

    person: PersonLine
    lines: tuple[Line, ...]
    absences: tuple[AbsenceLine, ...]
    contracts: tuple[tuple[date, date | None], ...] = ()
    due: Mapping[date, int] | None = None
    full_time: bool = True
    holidays: Mapping[date, tuple[str, bool]] | None = None
    negative: tuple[tuple[str, int], ...] = ()
    expiring: tuple[tuple[str, int], ...] = ()
    asked: tuple[tuple[date, date], ...] = ()
    before: tuple[Mapping[str, int], ...] = ()
    shares_refusal: str = ""


@dataclass(frozen=True, slots=True)
class MonthFacts:
    """What is known of a month.

    `targets`: the codes and units that the layout of the co-op knows, None without one. `no_solidarity`: the sites
    whose day of solidarity nobody fixed, "" where the co-op described none.
    """

    month: str
    people: tuple[Facts, ...]
    variables: Mapping[str, Variable]
    targets: Mapping[str, frozenset[Unit]] | None = None
    absences_closed: str = ""
    absences_changed: tuple[PersonId, ...] = ()
    no_solidarity: tuple[str, ...] = ()
    before_closed: str = ""


def findings(facts: MonthFacts) -> tuple[Finding, ...]:
    """Return every point, what blocks first, then by kind and person."""
    found = [*_of_month(facts), *(one for of_one in facts.people for rule in _RULES for one in rule(of_one, facts))]
    order = {check: at for at, check in enumerate(Check)}
    return tuple(sorted(found, key=lambda one: (not one.blocks, order[one.check])))


def _of_month(facts: MonthFacts) -> Iterator[Finding]:
    if facts.absences_closed:
        yield Finding(
            Check.ABSENCES_CLOSED, "", facts.absences_closed,
            _("Demandez ces clés à la gérance dans « Clés confiées », puis relevez les absences."),
        )  # fmt: skip
    changed = set(facts.absences_changed)
    for of_one in facts.people:
        if of_one.person.person_id in changed:
            yield _point(
                Check.ABSENCES_CHANGED, of_one, _("Ses absences ont changé depuis le relevé."),
                _("Relevez de nouveau les absences du mois."),
            )  # fmt: skip
    for site in facts.no_solidarity:
        yield Finding(
            Check.SOLIDARITY, site,
            _("La journée de solidarité de {year} n’est pas fixée.").format(year=facts.month[:4]),
            _("Fixez-la sur la page des sites de travail."),
        )  # fmt: skip
    yield from _same_matricule(facts)
    if facts.before_closed:
        yield Finding(
            Check.NOTHING_BEFORE, "", facts.before_closed,
            _("Les écarts avec ces mois ne sont pas cherchés : comparez vous-même avec les bulletins."),
        )  # fmt: skip


def _same_matricule(facts: MonthFacts) -> Iterator[Finding]:
    counted = Counter(one.person.matricule for one in facts.people if one.person.matricule)
    for of_one in facts.people:
        if counted[of_one.person.matricule] > 1:
            said = _("Le matricule {matricule} est aussi celui de quelqu’un d’autre.")
            yield _point(
                Check.SAME_MATRICULE, of_one, said.format(matricule=of_one.person.matricule),
                _("Corrigez-le dans « Temps de travail »."),
            )  # fmt: skip


def _point(check: Check, of_one: Facts, words: str, to_do: str) -> Finding:
    return Finding(check, of_one.person.name, words, to_do, of_one.person.person_id)


def _matricule(of_one: Facts, _facts: MonthFacts) -> Iterator[Finding]:
    if not of_one.person.matricule:
        yield _point(
            Check.NO_MATRICULE, of_one, _("Aucun matricule : le logiciel de paie ne saurait pas de qui il s’agit."),
            _("Demandez-le au cabinet et enregistrez-le dans « Temps de travail »."),
        )  # fmt: skip


def _overlap(of_one: Facts, _facts: MonthFacts) -> Iterator[Finding]:
    by_day: dict[date, list[AbsenceLine]] = {}
    for line in of_one.absences:
        if line.concerns is None:
            by_day.setdefault(line.day, []).append(line)
    for day in sorted(by_day):
        there = sorted(by_day[day], key=lambda line: line.part)
        for one, other in pairwise(there):
            if one.absence_id != other.absence_id and (Part.DAY in (one.part, other.part) or one.part is other.part):
                said = _("Deux absences le {day} : {one} et {other}.")
                yield _point(
                    Check.OVERLAP, of_one, said.format(day=long_day(day), one=one.label, other=other.label),
                    _("Annulez ou raccourcissez l’une des deux dans « Congés et absences »."),
                )  # fmt: skip
                return


def _contract(of_one: Facts, facts: MonthFacts) -> Iterator[Finding]:
    outside = sorted({day for day in _days_said(of_one, facts) if not _under_contract(of_one, day)})
    if outside:
        said = ngettext("Aucun contrat le {days}.", "Aucun contrat les {days}.", len(outside))
        yield _point(
            Check.NO_CONTRACT, of_one, said.format(days=listed([day_words(day) for day in outside[:5]])),
            _("Enregistrez le contrat dans « Associés », ou corrigez la date saisie."),
        )  # fmt: skip
    whole = any(line.concerns is None and facts.variables[line.code].unit is Unit.HOURS for line in of_one.lines)
    first, last = first_day(facts.month), last_day(facts.month)
    if whole and not outside and not any(a <= last and (b is None or b >= first) for a, b in of_one.contracts):
        yield _point(
            Check.NO_CONTRACT, of_one, _("Des heures sont saisies, sans contrat ce mois-ci."),
            _("Portez-les en correction du mois travaillé, ou enregistrez le contrat dans « Associés »."),
        )  # fmt: skip


def _days_said(of_one: Facts, facts: MonthFacts) -> Iterator[date]:
    for line in of_one.lines:
        if facts.variables[line.code].unit is not Unit.TEXT:
            yield from (day for day in (line.starts, line.ends) if day is not None)
    yield from (line.day for line in of_one.absences if line.counted > 0)


def _under_contract(of_one: Facts, day: date) -> bool:
    return any(start <= day and (end is None or end >= day) for start, end in of_one.contracts)


def _layout(of_one: Facts, facts: MonthFacts) -> Iterator[Finding]:
    if facts.targets is None:
        return
    for code in dict.fromkeys([*(one.code for one in of_one.lines), *(one.code for one in of_one.absences)]):
        variable = facts.variables[code]
        units = facts.targets.get(code)
        if units is None:
            said = _("{variable} ({code}) n’a pas de correspondance dans le format du cabinet.")
            yield _point(
                Check.UNMAPPED, of_one, said.format(variable=variable.label, code=code),
                _("Demandez au cabinet le code de cette rubrique et écrivez-le dans « Formats d’export »."),
            )  # fmt: skip
        elif units and variable.unit not in units:
            said = _("{variable} ({code}) est dans une unité que le format du cabinet ne connaît pas.")
            yield _point(
                Check.UNKNOWN_UNIT, of_one, said.format(variable=variable.label, code=code),
                _("Corrigez la conversion de ce code dans « Formats d’export »."),
            )  # fmt: skip


def _comments(of_one: Facts, facts: MonthFacts) -> Iterator[Finding]:
    for line in of_one.lines:
        variable = facts.variables[line.code]
        if variable.noted and not line.comment:
            yield _point(
                Check.NO_COMMENT, of_one, _("{variable} : dites de quoi il s’agit.").format(variable=variable.label),
                _("Ajoutez un commentaire à cette ligne."),
            )  # fmt: skip


def _shares(of_one: Facts, facts: MonthFacts) -> Iterator[Finding]:
    held = [line for line in of_one.lines if line.code == SHARES_KEPT and (line.amount or 0) > 0]
    if not held:
        return
    if any(line.order_on is None for line in held):
        yield _point(
            Check.SHARES_ORDER, of_one, _("La retenue pour parts n’a pas d’ordre écrit de l’associé."),
            _("Faites signer l’ordre, puis indiquez sa date avec la retenue."),
        )  # fmt: skip
    elif any(line.order_on is not None and line.order_on > last_day(facts.month) for line in held):
        yield _point(
            Check.SHARES_ORDER, of_one, _("L’ordre écrit est daté d’après le mois."),
            _("Reportez la retenue au mois qui suit l’ordre."),
        )  # fmt: skip
    total = sum(line.amount or 0 for line in of_one.lines if line.code == SHARES_KEPT)
    due = max((line.pay_due or 0 for line in held), default=0)
    if not due:
        yield _point(
            Check.SHARES_CAP, of_one, _("Le salaire dû du mois manque : le plafond d’un dixième ne se vérifie pas."),
            _("Demandez au cabinet le net dû de ce mois et indiquez-le avec la retenue."),
        )  # fmt: skip
    elif cap_passed(total, due):
        said = _("La retenue de {kept} dépasse le dixième du salaire dû, {most} (SHA-06).")
        yield _point(
            Check.SHARES_CAP, of_one, said.format(kept=euros(total), most=euros(due // 10)),
            _("Ramenez-la à ce montant, le reste sur les mois suivants."),
        )  # fmt: skip
    if of_one.shares_refusal:
        yield _point(
            Check.SHARES_REFUSED, of_one, of_one.shares_refusal,
            _("Corrigez le montant : la souscription s’inscrit au registre quand le mois est validé."),
        )  # fmt: skip


def _hours(of_one: Facts, facts: MonthFacts) -> Iterator[Finding]:
    said = {line.code: 0 for line in of_one.lines}
    for line in of_one.lines:
        if line.concerns is None:
            said[line.code] += line.quantity or 0
    extra = sum(said.get(code, 0) for code in EXTRA)
    more = sum(said.get(code, 0) for code in COMPLEMENTARY)
    due = sum((of_one.due or {}).values())
    days = (last_day(facts.month) - first_day(facts.month)).days + 1
    most = A_WEEK * days // 7
    if (extra or more) and due * 1000 + (extra + more) * 60 > most:
        words = _("{hours} heures en plus de l’horaire : au-delà de 48 heures par semaine sur le mois.")
        yield _point(
            Check.HOURS, of_one, words.format(hours=quantity_words(extra + more)),
            _("Vérifiez la virgule, puis les semaines une à une (code du travail, art. L. 3121-20)."),
        )  # fmt: skip
    elif more * 60 * 3 > due * 1000 and more:
        yield _point(
            Check.HOURS, of_one, _("Les heures complémentaires dépassent le tiers de l’horaire du mois."),
            _("Un temps partiel ne va pas au-delà (code du travail, art. L. 3123-20)."),
        )  # fmt: skip
    if extra and not of_one.full_time:
        yield _point(
            Check.HOURS, of_one, _("Des heures supplémentaires sont saisies pour un temps partiel."),
            _("Ce sont des heures complémentaires, sauf semaine de plus de 35 heures : vérifiez le code."),
        )  # fmt: skip


def _balances(of_one: Facts, facts: MonthFacts) -> Iterator[Finding]:
    for account, balance in of_one.negative:
        said = _("{account} : {days} jours en fin de mois.")
        yield _point(
            Check.NEGATIVE, of_one, said.format(account=account, days=quantity_words(balance)),
            _("Vérifiez les congés pris par anticipation, ou passez les jours en sans solde."),
        )  # fmt: skip
    for account, left in of_one.expiring:
        said = _("{account} : {days} jours se perdent dans les 60 jours.")
        yield _point(
            Check.EXPIRY, of_one, said.format(account=account, days=quantity_words(left)),
            _("Prévenez la personne, et voyez la date avec elle dans ses compteurs."),
        )  # fmt: skip
    for first, last in of_one.asked:
        said = _("Congé demandé du {first} au {last}, sans réponse.")
        yield _point(
            Check.NOT_APPROVED, of_one, said.format(first=day_words(first), last=day_words(last)),
            _("Faites répondre à la demande : le silence n’est jamais un accord."),
        )  # fmt: skip


def _stops(of_one: Facts, facts: MonthFacts) -> Iterator[Finding]:
    seen: set[str] = set()
    for line in of_one.absences:
        if line.code not in STOPS or line.absence_id in seen:
            continue
        seen.add(line.absence_id)
        if line.extension is None or (line.extension and line.initial_stop is None):
            said = _("{label} du {day} : premier arrêt ou prolongation, cela n’est pas dit.")
            yield _point(
                Check.SICKNESS, of_one, said.format(label=line.label, day=day_words(line.starts)),
                _("Complétez l’absence, avec la date de l’arrêt initial pour une prolongation."),
            )  # fmt: skip
        back = line.returned_on
        if line.code in SICK and back is not None and line.informed_on is None and back <= last_day(facts.month):
            said = _("Retour d’arrêt le {day}, sans date d’information sur les congés reportés.")
            yield _point(
                Check.NOT_INFORMED, of_one, said.format(day=day_words(back)),
                _("Remettez l’écrit dans le mois du retour et indiquez sa date (art. L. 3141-19-3)."),
            )  # fmt: skip


def _moves(of_one: Facts, facts: MonthFacts) -> Iterator[Finding]:
    first, last = first_day(facts.month), last_day(facts.month)
    for start, end in of_one.contracts:
        if first <= start <= last:
            yield _point(
                Check.ENTRY, of_one, _("Entre le {day}.").format(day=long_day(start)), _to_say(of_one, "ENTREE")
            )
        if end is not None and first <= end <= last:
            yield _point(Check.EXIT, of_one, _("Part le {day}.").format(day=long_day(end)), _to_say(of_one, "SORTIE"))


def _to_say(of_one: Facts, code: str) -> str:
    if any(line.code == code for line in of_one.lines):
        return _("L’événement est saisi : rien de plus à faire ici.")
    if code == "ENTREE":
        return _("Saisissez l’événement « Entrée » pour que le cabinet le voie.")
    return _("Saisissez l’événement « Sortie » avec son motif, et les congés à payer.")


def _holidays(of_one: Facts, facts: MonthFacts) -> Iterator[Finding]:
    away = {line.day for line in of_one.absences if line.concerns is None}
    for day, (name, worked) in (of_one.holidays or {}).items():
        there = worked and (of_one.due or {}).get(day, 0) > 0 and day not in away and _under_contract(of_one, day)
        if there and not any(line.code == "H_FERIE" for line in of_one.lines):
            said = _("{holiday} ({day}) est travaillé sur son site, sans heures de jour férié ni repos.")
            yield _point(
                Check.HOLIDAY, of_one, said.format(holiday=name, day=day_words(day)),
                _("Saisissez ses heures de jour férié, ou son absence ce jour-là."),
            )  # fmt: skip


def _duplicates(of_one: Facts, facts: MonthFacts) -> Iterator[Finding]:
    counted = Counter(line.place for line in of_one.lines)
    for place, times in counted.items():
        if times > 1:
            said = _("{variable} est saisi {n} fois pour la même date.")
            yield _point(
                Check.DUPLICATE, of_one, said.format(variable=facts.variables[place[0]].label, n=times),
                _("Gardez une seule ligne, ou dites en commentaire pourquoi il y en a plusieurs."),
            )  # fmt: skip


def _differences(of_one: Facts, facts: MonthFacts) -> Iterator[Finding]:
    """Compare with the mean of the last three months, counted in whole units: more than half away is shown."""
    if not of_one.before:
        return
    now: Counter[str] = Counter()
    for line in of_one.lines:
        if line.concerns is None and facts.variables[line.code].unit is not Unit.TEXT:
            now[line.code] += line.figure
    months = len(of_one.before)
    for code in dict.fromkeys([*now, *(code for month in of_one.before for code in month)]):
        usual = sum(month.get(code, 0) for month in of_one.before)
        if usual and abs(now[code] * months - usual) * 2 > usual:
            unit = facts.variables[code].unit
            said = _("{variable} : {now}, au lieu de {usual} en moyenne les mois d’avant.")
            yield _point(
                Check.DIFFERS, of_one,
                said.format(
                    variable=facts.variables[code].label, now=figure_words(now[code], unit),
                    usual=figure_words(usual // months, unit),
                ),
                _("Vérifiez la saisie ; si elle est juste, rien à faire."),
            )  # fmt: skip


_RULES: tuple[Callable[[Facts, MonthFacts], Iterator[Finding]], ...] = (
    _matricule, _overlap, _contract, _layout, _comments, _shares, _hours, _balances, _stops, _moves, _holidays,
    _duplicates, _differences,
)  # fmt: skip


def figures_of(lines: Sequence[Line]) -> dict[str, int]:
    """The figures of a month by code, corrections left aside, to compare with those of another."""
    found: Counter[str] = Counter()
    for line in lines:
        if line.concerns is None:
            found[line.code] += line.figure
    return dict(found)


def in_words(month: str, found: Sequence[Finding]) -> str:
    """Say how many points block a month."""
    blocking = sum(one.blocks for one in found)
    said = ngettext("{n} point bloque {month}.", "{n} points bloquent {month}.", blocking)
    return said.format(n=blocking, month=month_words(month))
