"""What is lost when somebody leaves a role before its term, in sentences."""

from datetime import date

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed, long_day
from coop_desk.topics.members.rules.admission import add_months
from coop_desk.topics.roles.handover.records import Handover, Kind
from coop_desk.topics.roles.handover.rules.ticking import named
from coop_desk.topics.roles.handover.service.reading import handovers_at
from coop_desk.topics.roles.seats.records import RoleMandateLine
from coop_desk.topics.roles.seats.service.ending import losses
from coop_desk.topics.roles.seats.service.reading import role_mandates
from coop_desk.topics.roles.service.reading import roles_at


@losses
def lost_by_leaving(act: Act, line: RoleMandateLine, on: date) -> tuple[str, ...]:
    """Shadow months that will be missing, trainings not finished, lines left open, a seat that nobody deputises."""
    return (*_shadow(act, line, on), *_lines(act, line, on), *_deputy(act, line, on))


def _shadow(act: Act, line: RoleMandateLine, on: date) -> list[str]:
    """The months of shadowing that whoever comes next will not have beside the holder."""
    role = next((one for one in roles_at(act, act.today) if one.id == line.role_id), None)
    if role is None or not role.sheet.shadow_months:
        return []
    coming = [
        one
        for one in role_mandates(act)
        if (one.role_id, one.seat) == (line.role_id, line.seat) and one.held and one.starts_on > on
    ]
    if not coming:
        n = role.sheet.shadow_months
        words = ngettext(
            "Le tuilage n’aura pas lieu : {n} mois aux côtés de {name}.",
            "Le tuilage n’aura pas lieu : {n} mois aux côtés de {name}.",
            n,
        )
        return [words.format(n=integer(n), name=line.name)]
    after = min(coming, key=lambda one: one.starts_on)
    begins = max(after.shadow_from or after.starts_on, act.today)
    lost = sum(add_months(begins, n + 1) > on for n in range(months_between(begins, after.starts_on)))
    if not lost:
        return []
    words = ngettext(
        "{after} perd {n} mois de tuilage avec {name}.", "{after} perd {n} mois de tuilage avec {name}.", lost
    )
    return [words.format(after=after.name, n=integer(lost), name=line.name)]


def months_between(first: date, last: date) -> int:
    """Months begun from one day to another."""
    return max(0, (last.year - first.year) * 12 + last.month - first.month + (last.day > first.day))


def _lines(act: Act, line: RoleMandateLine, on: date) -> list[str]:
    found = []
    for one in handovers_at(act, act.today):
        if not one.running or line.person_id not in (one.receiver_id, one.giver.person_id):
            continue
        if one.mandate_id == line.id:
            found += _received(one, line.name)
        elif one.role_id == line.role_id and one.giver.person_id == line.person_id:
            found += _given(one, on)
    return found


def _received(one: Handover, name: str) -> list[str]:
    """What the person who leaves had not finished learning themselves."""
    trainings = [line.words for line in one.left if line.kind is Kind.TRAINING]
    found = []
    if trainings:
        words = _("Formation de {name} non terminée : {what}.")
        found.append(words.format(name=name, what=listed(trainings)))
    others = len(one.left) - len(trainings)
    if others:
        words = ngettext(
            "Sa propre passation a encore {n} ligne ouverte.",
            "Sa propre passation a encore {n} lignes ouvertes.",
            others,
        )
        found.append(words.format(n=integer(others)))
    return found


def _given(one: Handover, on: date) -> list[str]:
    """What somebody else still waits to be handed, and when the days they had set fall after the departure."""
    waiting = [line for line in one.left if line.giver is None]
    late = [line for line in waiting if line.due > on]
    found = []
    if waiting:
        words = ngettext(
            "{n} ligne reste à transmettre à {name}, dont {late} prévue après le {day} : {names}.",
            "{n} lignes restent à transmettre à {name}, dont {late} prévues après le {day} : {names}.",
            len(waiting),
        )
        found.append(
            words.format(
                n=integer(len(waiting)), name=one.receiver, late=integer(len(late)), day=long_day(on),
                names=named(waiting),
            )
        )  # fmt: skip
    trainings = [line.words for line in one.left if line.kind is Kind.TRAINING]
    if trainings:
        words = _("Formation de {name} non terminée : {what}.")
        found.append(words.format(name=one.receiver, what=listed(trainings)))
    return found


def _deputy(act: Act, line: RoleMandateLine, on: date) -> list[str]:
    role = next((one for one in roles_at(act, max(on, act.today)) if one.id == line.role_id), None)
    if role is None or any(one.person_id != line.person_id for one in role.deputies):
        return []
    return [_("Le siège n’a pas de suppléance : personne n’est désigné pour remplacer {name}.").format(name=line.name)]
