"""One's own pay as it was recorded, read with one's own key: nobody else's is opened."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.core.words import day as day_words
from coop_desk.core.words import listed
from coop_desk.topics.payroll.records import AbsenceLine
from coop_desk.topics.payroll.rules.keeping import MONTH, PersonMonth, person_month
from coop_desk.topics.payroll.rules.lines import line_words, quantity_words
from coop_desk.topics.payroll.rules.months import month_words
from coop_desk.topics.payroll.rules.states import State
from coop_desk.topics.payroll.service.reading import lives, variables
from coop_desk.topics.payroll.views import OwnLine, OwnMonth, OwnPay


@query(Right.OWN_FILE_READ, N_("Consultation de sa propre paie"))
def own_pay(act: Act) -> OwnPay:
    """Return what was recorded for oneself each month, newest first."""
    return own_pay_of(act)


def own_pay_of(act: Act) -> OwnPay:
    """One's own months, for the page and for what is held about oneself."""
    states = {life.month: life.state or State.OPEN for life in lives(act)}
    compartments = sorted({f"pay/{month[:4]}" for month in states}, reverse=True)
    waiting = [one for one in compartments if act.keys is None or act.sealed.awaits_keys(one)]
    months = []
    for compartment in compartments:
        for entry in act.sealed.own(compartment) if compartment not in waiting else ():
            if entry.payload.get("kind") == MONTH and entry.payload.get("month") in states:
                held = person_month(entry.person_id, entry.id, entry.payload)
                months.append(OwnMonth(held.month, month_words(held.month), states[held.month], _lines(act, held)))
    months.sort(key=lambda one: one.month, reverse=True)
    return OwnPay(tuple(months), tuple(_keepers(act, one) for one in waiting))


def _keepers(act: Act, compartment: str) -> str:
    """What to do to read one's own months of a year."""
    year = compartment.partition("/")[2]
    if act.keys is None:
        return _("Vos clés ne sont pas ouvertes : fermez votre session et identifiez-vous de nouveau.")
    names = listed(act.sealed.keepers(compartment)) or _("une personne qui en tient les clés")
    said = _("Votre paie de {year} se lira quand {names} aura ouvert sa session : vos clés sont à remettre.")
    return said.format(year=year, names=names)


def _lines(act: Act, held: PersonMonth) -> tuple[OwnLine, ...]:
    known = variables(act)
    found = [OwnLine(held.month, known[one.code].label, line_words(one, known[one.code])) for one in held.lines]
    by_absence: dict[tuple[str, str | None], list[AbsenceLine]] = {}
    for line in held.absences:
        by_absence.setdefault((line.absence_id, line.concerns), []).append(line)
    return (*found, *(_absence(held.month, lines) for lines in by_absence.values()))


def _absence(month: str, lines: list[AbsenceLine]) -> OwnLine:
    first = lines[0]
    days = _("du {first} au {last}").format(first=day_words(first.starts), last=day_words(first.ends))
    counted = quantity_words(sum(line.counted for line in lines))
    late = _("correction de {month}").format(month=month_words(first.concerns)) if first.concerns else ""
    return OwnLine(month, first.label, ", ".join(part for part in (counted, days, late) if part))
