"""One person in the room: arrival, departure, proxy, correspondence form."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from coop_desk.core.i18n import _
from coop_desk.core.words import clock_time, listed
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button, pill
from coop_desk.topics.assemblies import service
from coop_desk.topics.assemblies.page.attendance import TONES
from coop_desk.topics.assemblies.page.wording import check_time, read_time
from coop_desk.topics.assemblies.records import Choice, MeetingFile, PresenceKind, Standing
from coop_desk.topics.assemblies.room_records import EntryLine, RoomLine, RoomState
from coop_desk.topics.assemblies.rules.words import choice_words, entry_words, standing_words

BLANK = 0
SHOWN_ENTRIES = 6
Run = Callable[..., Any]


def fill_person_card(
    card: Card,
    file: MeetingFile,
    room: RoomState,
    line: RoomLine,
    entries: list[EntryLine],
    run: Run,
    ask_distance: Callable[[], None],
) -> None:
    """Show one person and what can be noted about them; `run` runs a verb and loads again."""
    meeting, person = file.meeting.id, line.person.person_id
    card.clear(line.person.name)
    card.add(pill(standing_words(line.standing, line.remote), TONES[line.standing]))
    card.add_facts(
        [
            (_("Pouvoir donné à"), line.holder.name if line.holder else _("sans nom") if line.gave_proxy else ""),
            (_("Porte le pouvoir de"), listed([giver.name for giver in line.holds])),
            (_("Vote par correspondance"), _("formulaire reçu") if line.sent_form else ""),
        ]
    )
    arrival: list[QWidget] = []
    if line.standing is Standing.PRESENT:
        arrival.append(button(_("Noter le départ"), lambda: run(service.mark_left, meeting, person)))
    else:
        arrival.append(button(_("Noter l’arrivée"), lambda: run(service.mark_present, meeting, person), role="primary"))
        if room.remote_allowed:
            arrival.append(button(_("À distance  F6"), ask_distance, name=_("Noter la présence à distance")))
    if line.gave_proxy:
        arrival.append(button(_("Retirer le pouvoir"), lambda: run(service.withdraw_proxy, meeting, person)))
    card.add_buttons(*arrival)
    if line.standing is not Standing.PRESENT and not line.gave_proxy:
        _offer_proxy(card, room, line, meeting, run)
    if line.standing is not Standing.PRESENT and room.forms_allowed and not line.sent_form:
        _offer_form(card, file, line, run)
    _show_entries(card, entries, run)


def _offer_proxy(card: Card, room: RoomState, line: RoomLine, meeting: int, run: Run) -> None:
    card.add_heading(_("Donne pouvoir"))
    others = [(other.person.person_id, other.person.name) for other in room.people if other.person != line.person]
    if room.blank_proxies_allowed:
        others.append((BLANK, _("Pouvoir sans nom")))
    form = Form(
        [PersonField("holder", _("À"), others, required=True, rules=("VOT-03", "VOT-04", "VOT-05", "VOT-07"))],
        submit=_("Enregistrer le pouvoir"),
        on_submit=lambda values: run(
            service.give_proxy, meeting, line.person.person_id, values["holder"] or None, form=form
        ),
    )
    card.add(form)


def _offer_form(card: Card, file: MeetingFile, line: RoomLine, run: Run) -> None:
    card.add_heading(_("A voté par correspondance"))
    choices = [(c, choice_words(c)) for c in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)]
    asked = [resolution for resolution in file.resolutions if resolution.result is None]
    fields: list[Any] = [DayField("received", _("Formulaire reçu le"), required=True, rules=("VOT-09", "VOT-10"))]
    if file.meeting.form == "SA":
        fields.append(TextField("hour", _("Heure, s’il est arrivé par voie électronique"), check=check_time))
    fields += [
        ChoiceField(str(each.id), _("{n}. {title}").format(n=each.number, title=each.title), choices) for each in asked
    ]

    def submit(values: dict[str, Any]) -> None:
        answers = {each.id: Choice(values[str(each.id)]) for each in asked if values[str(each.id)] is not None}
        run(
            service.receive_form,
            file.meeting.id,
            line.person.person_id,
            values["received"],
            answers,
            electronic_at=read_time(values.get("hour") or ""),
            form=form,
        )

    form = Form(fields, submit=_("Enregistrer le formulaire"), on_submit=submit)
    card.add(form)


def _show_entries(card: Card, entries: list[EntryLine], run: Run) -> None:
    shown = [entry for entry in entries if entry.kind is not PresenceKind.CANCELLED][:SHOWN_ENTRIES]
    if not shown:
        return
    card.add_heading(_("Dernières entrées"))
    for entry in shown:
        words = _("{time} · {what} · {who}").format(
            time=clock_time(entry.at), what=entry_words(entry.kind), who=entry.person.name
        )
        if entry.cancelled:
            card.add_text(_("{words} · annulée").format(words=words), secondary=True)
        else:
            card.add_text(words, secondary=True)
    latest = shown[0]
    if not latest.cancelled:
        card.add_buttons(
            button(_("Annuler la dernière entrée"), lambda: run(service.cancel_entry, latest.id), role="quiet")
        )
