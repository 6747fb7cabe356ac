"""An absence in a card: what it is where it may be read, its days, and what happened to it, by whom."""

from datetime import date

from coop_desk.core import words
from coop_desk.core.i18n import _
from coop_desk.screen.card import Card
from coop_desk.screen.pieces import Tone
from coop_desk.topics.leave.requests.records import AbsenceCard, Away
from coop_desk.topics.leave.requests.rules.kinds import Reason
from coop_desk.topics.leave.requests.rules.lines import cost_words
from coop_desk.topics.leave.requests.rules.states import STATE_WORDS, STEP_WORDS, State
from coop_desk.topics.leave.rules.counting import Part

STATE_TONES: dict[State, Tone] = {
    State.SUBMITTED: "warn",
    State.APPROVED: "good",
    State.REFUSED: "bad",
    State.CANCELLED: "plain",
}


def add_absence(card: Card, found: AbsenceCard, *, named: bool = False) -> None:
    """Tell an absence whole; `named` when it is somebody else's."""
    card.clear(found.name if named else (found.what or _("Absence")))
    card.add_pill(state_words(found.away), STATE_TONES[found.away.state])
    card.add_facts(
        [
            (_("Absence"), found.what if named else ""),
            (_("Dates"), dates_words(found.away)),
            (_("Durée"), cost_words(found.lines) if found.lines else ""),
            *(_facts(found.reason) if found.reason is not None else []),
        ]
    )
    if found.hindrance:
        card.add_text(found.hindrance, secondary=True)
    for said in found.corrections:
        card.add_text(said, secondary=True)
    card.add_heading(_("Ce qui s’est passé"))
    for step in found.steps:
        at = step.at.astimezone()
        said = _("{step} le {day} par {name}").format(
            step=_(STEP_WORDS[step.step]), day=words.day(at.date()), name=step.by
        )
        card.add_text(f"{said[0].upper()}{said[1:]}.")
        if step.why:
            card.add_text(_("« {words} »").format(words=step.why))
        if step.under:
            card.add_text(_("Au titre de : {title}").format(title=step.under), secondary=True)


def state_words(away: Away) -> str:
    """Where an absence stands."""
    if away.cancel_asked:
        return _("annulation demandée")
    return _(STATE_WORDS[away.state])


def dates_words(away: Away) -> str:
    """From when to when, half days said."""
    first = words.full_day(away.first)
    if away.first == away.last and away.starts is Part.WHOLE and away.ends is Part.WHOLE:
        return first
    after = _(" (après-midi)") if away.starts is Part.AFTERNOON else ""
    until = _(" (à midi)") if away.ends is Part.MORNING else ""
    if away.first == away.last:
        return f"{first}{after}{until}"
    return _("du {first}{after} au {last}{until}").format(
        first=first, after=after, last=words.full_day(away.last), until=until
    )


def _facts(reason: Reason) -> list[tuple[str, str]]:
    def on(day: date | None) -> str:
        return words.long_day(day) if day is not None else ""

    arrest = ""
    if reason.extension is not None:
        arrest = _("prolongation") if reason.extension else _("premier arrêt")
    return [
        (_("Message"), reason.comment),
        (_("Événement du"), on(reason.event_on)),
        (_("Arrêt"), arrest),
        (_("Arrêt initial du"), on(reason.initial_stop)),
        (_("Papier reçu le"), on(reason.certificate_on)),
        (_("Dernier jour travaillé"), on(reason.last_worked)),
        (_("Retour le"), on(reason.returned_on)),
        (_("Information remise le"), on(reason.informed_on)),
        (_("Exception"), reason.exception),
        (_("Accord pour un congé fractionné, signé le"), on(reason.agreed_on)),
    ]
