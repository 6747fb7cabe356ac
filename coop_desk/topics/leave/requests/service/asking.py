"""Asking for an absence: looked at before it is sent, kept as a draft, sent, withdrawn."""

from coop_desk.core.actions import Act, action, query
from coop_desk.core.crypto.identity import seal_to
from coop_desk.core.crypto.sealing import Unopened, pack, unpack
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import long_day
from coop_desk.topics.leave.requests.model import Absence, AbsenceDraft
from coop_desk.topics.leave.requests.records import Asked, Draft, Preview
from coop_desk.topics.leave.requests.rules import keeping, states
from coop_desk.topics.leave.requests.rules.keeping import Form, Sealed
from coop_desk.topics.leave.requests.rules.kinds import checked
from coop_desk.topics.leave.requests.rules.lines import years_of
from coop_desk.topics.leave.requests.rules.states import State, Step
from coop_desk.topics.leave.requests.service.reading import away, note, row_of
from coop_desk.topics.leave.requests.service.sealing import check_kept, seal
from coop_desk.topics.leave.requests.service.weighing import Standing, Weighed, preview, standing, weigh
from coop_desk.topics.leave.rules.counting import Part
from coop_desk.topics.leave.rules.settings import Span
from coop_desk.topics.leave.rules.taking import Level


@query(Right.LEAVE_ASK, Right.TEAMS_READ, words=N_("Aperçu d’une demande d’absence"))
def preview_request(act: Act, asked: Asked) -> Preview:
    """Return what one's own request costs and risks, with who else is away: nothing is sent."""
    return look(act, act.actor_id, asked)


@action(Right.LEAVE_ASK, N_("Envoi d’une demande d’absence"))
def send_request(act: Act, asked: Asked, draft_id: int | None = None) -> int:
    """Send one's own request; the draft it comes from is let go of. Raises the first fault found (ABSENCE-20 to 30)."""
    if not asked.reason.kind.asked:
        raise RuleBroken("ABSENCE-01", _("Cette absence ne se demande pas : la personne chargée des congés la saisit."))
    found = judged(act, act.actor_id, asked)
    row = new_row(act, act.actor_id, asked, State.SUBMITTED)
    note(act, row, Step.SENT)
    check_kept(act, years_of(found.lines))
    said = Sealed(Form.ASKED, row.id, 1, asked.reason, step=Step.SENT, lines=found.lines)
    seal(act, act.actor_id, said)
    if draft_id is not None:
        drop_draft.function(act, draft_id)
    act.say(words_of(row))
    return row.id


@action(Right.LEAVE_ASK, N_("Retrait d’une demande d’absence"))
def withdraw_request(act: Act, absence_id: int) -> None:
    """Take back one's own request before it is decided."""
    step(act, row_of(act, absence_id), Step.WITHDRAWN)


@action(Right.LEAVE_ASK, N_("Demande d’annulation d’une absence"))
def ask_cancellation(act: Act, absence_id: int) -> None:
    """Ask that one's own absence, already accepted, be cancelled; it stands until somebody decides."""
    row = row_of(act, absence_id)
    step(act, row, Step.CANCEL_ASKED)
    row.cancel_asked = True


@action(Right.LEAVE_ASK, N_("Brouillon d’une demande d’absence"))
def keep_draft(act: Act, asked: Asked, draft_id: int | None = None) -> int:
    """Keep a request that is not sent, sealed to its author alone."""
    Span(asked.first, asked.last)
    if act.keys is None:
        raise RuleBroken(
            "KEY-11", _("Vos clés ne sont pas ouvertes : fermez votre session et identifiez-vous de nouveau.")
        )
    row = act.session.get_one(AbsenceDraft, draft_id) if draft_id is not None else AbsenceDraft(person_id=act.actor_id)
    row.box = seal_to(act.keys.public.box, Secret(pack(_to_keep(asked))))
    row.kept_at = act.now
    act.session.add(row)
    act.session.flush()
    return row.id


@action(Right.LEAVE_ASK, N_("Abandon d’un brouillon de demande d’absence"))
def drop_draft(act: Act, draft_id: int) -> None:
    """Let go of one's own draft."""
    row = act.session.get_one(AbsenceDraft, draft_id)
    if row.person_id != act.actor_id:
        raise RuleBroken("ABSENCE-11", _("Ce brouillon n’est pas le vôtre."))
    act.session.delete(row)


def draft_of(act: Act, row: AbsenceDraft) -> Draft | None:
    """Open one's own draft; None when it was sealed to former keys."""
    if act.keys is None:
        return None
    try:
        kept = unpack(act.keys.open(row.box).reveal())
        asked = Asked(
            keeping.day_kept(kept["first"]), keeping.day_kept(kept["last"]), keeping.reason_kept(kept["reason"]),
            Part(kept["starts"]), Part(kept["ends"]),
        )  # fmt: skip
    except (Unopened, KeyError, ValueError, TypeError, RuleBroken):
        return None
    return Draft(row.id, asked, row.kept_at)


def _to_keep(asked: Asked) -> dict[str, object]:
    return {
        "v": 1,
        "first": asked.first.isoformat(),
        "last": asked.last.isoformat(),
        "starts": asked.starts.value,
        "ends": asked.ends.value,
        "reason": keeping.reason_to_keep(asked.reason),
    }


# --- Shared with deciding and recording ------------------------------------------------------------------


def look(act: Act, person_id: PersonId, asked: Asked, beside: int | None = None) -> Preview:
    """What an absence costs and risks; `beside`: the absence it takes the place of."""
    return preview(act, person_id, asked, _others(act, person_id, asked, beside))


def judged(act: Act, person_id: PersonId, asked: Asked, beside: int | None = None) -> Weighed:
    """The days of an absence that breaks no rule; raises the first one broken."""
    found = weigh(act, person_id, asked, _others(act, person_id, asked, beside))
    error = next((one for one in found.findings if one.level is Level.ERROR), None)
    if error is not None:
        raise RuleBroken(error.rule, error.words)
    return found


def _others(act: Act, person_id: PersonId, asked: Asked, beside: int | None) -> Standing:
    checked(asked.reason, asked.first)
    held = standing(act, person_id, asked.first, asked.last)
    return held.other_than(beside) if beside is not None else held


def new_row(act: Act, person_id: PersonId, asked: Asked, state: State) -> Absence:
    """The row everybody may see of a new absence."""
    row = Absence(
        person_id=person_id,
        first_day=asked.first,
        starts=asked.starts.value,
        last_day=asked.last,
        ends=asked.ends.value,
        state=state.value,
        cancel_asked=False,
    )
    act.session.add(row)
    act.session.flush()
    return row


def step(act: Act, row: Absence, what: Step, *, couple: bool = False) -> None:
    """Take a step, if it may be taken by this person from this state."""
    states.check_actor(what, int(act.actor_id), int(row.person_id), couple)
    row.state = states.after(State(row.state), what).value
    note(act, row, what)
    act.say(words_of(row))


def words_of(row: Absence) -> str:
    """The dates of an absence, which everybody may see."""
    shown = away(row)
    if shown.first == shown.last:
        return _("Le {day}.").format(day=long_day(shown.first))
    return _("Du {first} au {last}.").format(first=long_day(shown.first), last=long_day(shown.last))
