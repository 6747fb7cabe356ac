"""Who may decide for somebody on a day, who of them is away, and what to do when nobody may."""

from datetime import date

from coop_desk.core.actions import Act
from coop_desk.core.grants import carried_rights, people_by_id, running_grants
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import day as short_day
from coop_desk.core.words import listed
from coop_desk.topics.leave.requests.rules.states import State
from coop_desk.topics.leave.requests.service.reading import absences_between, partners_of


def deciders_of(act: Act, person_id: PersonId, day: date) -> list[PersonId]:
    """Whoever may decide for somebody on a day: neither themselves nor their spouse or partner."""
    excluded = {person_id, *partners_of(act, person_id)}
    return [who for who in holders_over(act, person_id, day) if who not in excluded]


def holders_over(act: Act, person_id: PersonId, day: date) -> list[PersonId]:
    """Whoever holds the right to decide on the leave of somebody on a day, whoever they are to them."""
    titles = {
        line.title_id for line in carried_rights(act.session) if line.right == Right.LEAVE_DECIDE and line.everyone
    }
    found = [
        grant.holder_id
        for grant in running_grants(act.session, day)
        if (grant.title_id in titles or grant.right == Right.LEAVE_DECIDE)
        and (grant.over is None or person_id in grant.over)
    ]
    return list(dict.fromkeys(found))


def stand_in_words(act: Act, person_id: PersonId) -> tuple[tuple[str, ...], str]:
    """The names of who may decide today, and a sentence on who is away and who stands in."""
    names = people_by_id(act.session)
    able = sorted(deciders_of(act, person_id, act.today), key=lambda who: names[who])
    if not able:
        words = _(
            "Personne d’autre ne peut décider aujourd’hui. Demandez à la gérance d’enregistrer une délégation « RH : "
            "congés » dans « Qui peut quoi », ou portez la demande à l’instance qui décide."
        )
        return (), words
    out = {
        one.person_id: one.last
        for one in absences_between(act, act.today, act.today, people=able, states=(State.APPROVED,))
    }
    here = [names[one] for one in able if one not in out]
    if not out:
        return tuple(names[one] for one in able), ""
    gone = listed(
        [_("{name} (jusqu’au {day})").format(name=names[who], day=short_day(last)) for who, last in out.items()]
    )
    if not here:
        words = _("Absent en ce moment : {gone}. La demande l’attend, ou va à l’instance qui décide.")
        return tuple(names[one] for one in able), words.format(gone=gone)
    said = ngettext(
        "Absent en ce moment : {gone}. {here} peut décider.",
        "Absent en ce moment : {gone}. {here} peuvent décider.",
        len(here),
    )
    return tuple(names[one] for one in able), said.format(gone=gone, here=listed(here))
