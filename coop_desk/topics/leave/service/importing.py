"""The bookkeeper's balances beside ours: each difference with the entries that explain ours, settled by a decision."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import fold
from coop_desk.sheets.columns import LineError, ParsedRow, check_required, parse_rows
from coop_desk.sheets.table import SheetTable
from coop_desk.topics.employment.service import employed_at, matricules
from coop_desk.topics.leave.columns import COLUMNS, CURRENT, FIGURES, PREVIOUS, REST, WHOLE
from coop_desk.topics.leave.records import Comparison, Correction, Gap
from coop_desk.topics.leave.rules import accounts, ledger
from coop_desk.topics.leave.rules.ledger import Entry
from coop_desk.topics.leave.rules.settings import LeaveSettings
from coop_desk.topics.leave.service.adjusting import propose_all
from coop_desk.topics.leave.service.ledger import everybody_s, post
from coop_desk.topics.leave.service.moving import last_period, opening
from coop_desk.topics.leave.service.settings import settings_at


@query(Right.LEAVE_RECORD, N_("Comparaison des compteurs avec les soldes du cabinet"))
def compare_balances(act: Act, table: SheetTable, mapping: Mapping[str, str], day: date) -> Comparison:
    """Every figure of the file beside ours at the end of a day, person by person; nothing is written."""
    return _compare(act, table, mapping, day)


@action(Right.LEAVE_RECORD, N_("Règlement des différences avec les soldes du cabinet"))
def settle_gaps(
    act: Act, table: SheetTable, mapping: Mapping[str, str], day: date, chosen: Collection[str], reason: str
) -> int:
    """Write an opening balance where an account is empty, and propose a correction elsewhere, for the gaps chosen.

    A correction still waits for a second person (LEAVE-94, LEAVE-98).
    """
    found = _compare(act, table, mapping, day)
    gaps = [gap for gap in found.gaps if gap.key in chosen and gap.difference]
    if not gaps:
        raise RuleBroken("LEAVE-98", _("Cochez au moins une différence à régler."))
    post(act, [_opening(act, gap, day) for gap in gaps if gap.empty])
    propose_all(
        act,
        [
            Correction(gap.person_id, gap.account.code, gap.difference, day, reason, gap.period)
            for gap in gaps
            if not gap.empty
        ],
    )
    said = ngettext("{n} différence réglée ou proposée.", "{n} différences réglées ou proposées.", len(gaps))
    act.say(said.format(n=len(gaps)))
    return len(gaps)


def _opening(act: Act, gap: Gap, day: date) -> Entry:
    return opening(act, gap.person_id, gap.account.code, gap.theirs, day, gap.period)


def _compare(act: Act, table: SheetTable, mapping: Mapping[str, str], day: date) -> Comparison:
    check_required(COLUMNS, mapping)
    if not ({"matricule", "family"} & set(mapping) and set(FIGURES) & set(mapping)):
        raise RuleBroken("LEAVE-98", _("Il faut le matricule ou le nom, et au moins une colonne de soldes."))
    if WHOLE in mapping and {PREVIOUS, CURRENT} & set(mapping):
        raise RuleBroken("LEAVE-98", _("Choisissez le solde entier, ou les soldes par période : pas les deux."))
    rows, errors = parse_rows(table, COLUMNS, mapping)
    known, settings = _Known(act, day), settings_at(act, day)
    periods = {PREVIOUS: last_period(act, day).first, CURRENT: settings.reference_period(day).first}
    gaps: list[Gap] = []
    for row in rows:
        who = known.person(row)
        if who is None:
            errors.append(
                LineError(row.line, "", "LEAVE-98", _("personne de ce nom ou de ce matricule n’est sous contrat"))
            )
            continue
        if any(gap.person_id == who for gap in gaps):
            errors.append(LineError(row.line, "", "LEAVE-98", _("cette personne est déjà plus haut dans le fichier")))
            continue
        gaps += [
            _gap(known, who, figure, int(row.values[figure]), periods.get(figure), settings, day)  # type: ignore[call-overload]
            for figure in FIGURES
            if row.values.get(figure) is not None
        ]
    missing = known.left_out({gap.person_id for gap in gaps})
    return Comparison(tuple(gaps), tuple(error.sentence() for error in errors), missing)


def _gap(
    known: "_Known", who: PersonId, figure: str, theirs: int, period: date | None, settings: LeaveSettings, day: date
) -> Gap:
    code = accounts.REST if figure == REST else accounts.PAID[settings.unit]
    own = tuple(entry for entry in known.entries.get(who, ()) if entry.account == code)
    ours = _ours(own, figure, settings.reference_period(day).first, day)
    shown = tuple(entry for entry in own if entry.effective_on <= day and _in_figure(entry, figure, settings, day))
    return Gap(
        f"{who}:{figure}", who, known.names[who], accounts.account(code), figure, period, theirs, ours, not own, shown
    )


def _in_figure(entry: Entry, figure: str, settings: LeaveSettings, day: date) -> bool:
    current = settings.reference_period(day).first
    if figure in (WHOLE, REST) or entry.period is None:
        return True
    return (entry.period >= current) == (figure == CURRENT)


def _ours(entries: Sequence[Entry], figure: str, current: date, day: date) -> int:
    """Our figure: the whole balance, or what is left of the lots of the period; what is owed is the current one's."""
    if figure in (WHOLE, REST):
        return ledger.balance(entries, day)
    found = ledger.state(entries, day)
    periods = {entry.number: entry.period for entry in entries}
    of_current = sum(lot.left for lot in found.lots if (periods[lot.number] or date.min) >= current)
    if figure == CURRENT:
        return of_current - found.owed
    return sum(lot.left for lot in found.lots) - of_current


class _Known:
    """Whom the lines of a file may be about, by number or by name."""

    def __init__(self, act: Act, day: date) -> None:
        self.names = people_by_id(act.session)
        self.entries = everybody_s(act)
        self._working = set(employed_at(act, day)) | set(self.entries)
        self._numbers = {number.casefold(): who for who, number in matricules(act, day).items()}
        self._named: dict[str, list[PersonId]] = {}
        for who in self._working:
            self._named.setdefault(_name_key(self.names[who]), []).append(who)

    def person(self, row: ParsedRow) -> PersonId | None:
        """The person of a line: by number, else by name when one person has it."""
        values: Mapping[str, Any] = row.values
        number = str(values.get("matricule") or "").strip().casefold()
        if number and number in self._numbers:
            return self._numbers[number]
        found = self._named.get(_name_key(f"{values.get('given') or ''} {values.get('family') or ''}"), [])
        return found[0] if len(found) == 1 else None

    def left_out(self, said: Collection[PersonId]) -> tuple[str, ...]:
        """Whoever is under contract and not in the file."""
        return tuple(sorted((self.names[who] for who in self._working - set(said)), key=fold))


def _name_key(name: str) -> str:
    """A name without case, accents or order of its words."""
    return " ".join(sorted(fold(name).split()))
