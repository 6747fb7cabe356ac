"""The meetings of every body: the list, and how to begin a new one."""

from typing import Any

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import ago_or_in, full_day, integer
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import CheckField, ChoiceField, DayField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.assemblies import service
from coop_desk.topics.assemblies.page.oppositions import without_room_field
from coop_desk.topics.assemblies.page.questions import OwnQuestions
from coop_desk.topics.assemblies.page.wording import (
    STATE_TONES,
    call_words,
    check_time,
    read_time,
    time_words,
)
from coop_desk.topics.assemblies.records import BodyKind, MeetingLine, MeetingState
from coop_desk.topics.assemblies.rules.agenda import ENDED, RUNNING
from coop_desk.topics.assemblies.rules.questions import ASKED
from coop_desk.topics.assemblies.rules.words import state_words


class MeetingsPage(Page):
    """Assemblies and meetings, past and to come."""

    title = N_("Assemblées")
    needs = service.meetings
    guide = "05-tenir-une-assemblee"
    tip = N_(
        "Préparez l’ordre du jour, convoquez, puis tenez la séance d’ici. "
        "Chaque réunion garde ses présences, ses votes et ses décisions."
    )

    def build(self) -> None:
        self.list = List(
            _("Assemblées et réunions"),
            (
                Column(_("Date"), lambda m: m.day, "day", hover=lambda m: ago_or_in(m.day, self.desk.today)),
                Column(_("Réunion"), lambda m: m.title, stretch=True),
                Column(_("Convocation"), lambda m: call_words(m.call_number), shown=False),
                Column(_("Lieu"), lambda m: m.place, shown=False),
                Column(_("Résolutions"), lambda m: m.resolutions, "integer"),
                Column(_("Adoptées"), lambda m: m.adopted, "integer"),
                Column(_("État"), lambda m: state_words(m.state), "pill", tone=lambda m: STATE_TONES[m.state]),
            ),
            filters=(
                Filter(_("À tenir"), lambda m: m.state not in ENDED),
                Filter(_("Assemblées"), lambda m: m.body_kind is BodyKind.GENERAL_ASSEMBLY),
            ),
            counted=lambda n: ngettext("{n} réunion", "{n} réunions", n).format(n=integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(360))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_meeting)
        self.list.opened.connect(self.enter)
        self.new_action = self.add_action(
            _("Nouvelle réunion"), self.new_meeting, keys="Ctrl+N", verb=service.prepare_meeting, primary=True
        )
        self.add_action(_("Instances"), lambda: self.go("assemblies.bodies"), keys="Ctrl+I", verb=service.create_body)
        self.add_action(
            _("Registre des décisions"),
            lambda: self.go("assemblies.decisions"),
            keys="Ctrl+D",
            verb=service.decisions,
        )

    def load(self) -> None:
        meetings = service.meetings(self.desk)
        coming = sum(1 for meeting in meetings if meeting.state not in ENDED)
        self.say_facts(
            ngettext("{n} réunion à tenir", "{n} réunions à tenir", coming).format(n=integer(coming)) if coming else ""
        )
        self.list.show_records(meetings)
        sentence = _("Aucune réunion pour l’instant. Préparez la première : une date, un lieu, un ordre du jour.")
        self.show_empty(not meetings and not self.card.isVisible(), sentence, self.new_action)

    def open_record(self, record_id: Any) -> None:
        self.list.choose(record_id)

    def enter(self, meeting: MeetingLine) -> None:
        """Go where the work on this meeting is."""
        preparing = meeting.state is MeetingState.PREPARING and self.may(service.add_item)
        self.go("assemblies.preparation" if preparing else "assemblies.session", meeting.id)

    def show_meeting(self, meeting: MeetingLine | None) -> None:
        """Show one meeting and what can be done with it."""
        if meeting is None:
            return
        self.card.clear(meeting.title)
        self.card.add_pill(state_words(meeting.state), STATE_TONES[meeting.state])
        self.card.add_facts(
            [
                (_("Quand"), _("{day} à {hour}").format(day=full_day(meeting.day), hour=time_words(meeting.starts_at))),
                (_("Lieu"), meeting.place),
                (_("Convocation"), call_words(meeting.call_number)),
                (_("Résolutions"), _resolutions_words(meeting)),
            ]
        )
        self._offer_ways(meeting)

    def show_questions(self, meeting: MeetingLine) -> None:
        """Show the written questions of an assembly, and let an associate send one (DOC-08)."""
        OwnQuestions(self, self.card, meeting.id).show()

    def new_meeting(self) -> None:
        """Ask what is needed to prepare a meeting."""
        bodies = self.ask(service.bodies)
        if not bodies:
            return
        choices = [(body.id, body.name) for body in bodies.value or ()]
        self.show_empty(False)
        self.list.clear_choice()
        self.card.clear(_("Nouvelle réunion"))
        form = Form(
            [
                ChoiceField("body", _("Instance"), choices, required=True),
                DayField("day", _("Date"), today=self.desk.today, required=True),
                TextField("hour", _("Heure"), required=True, check=check_time, hint=_("14 h 30")),
                TextField("place", _("Lieu"), required=True),
                without_room_field(),
                CheckField("accounts", _("Approuve les comptes de l’année")),
                CheckField("in_writing", _("Consultation écrite, sans réunion"), rules=("VOT-14",)),
            ],
            submit=_("Préparer l’ordre du jour"),
            on_submit=lambda values: self.prepare(form, values),
            on_cancel=self.forget_new,
        )
        self.card.add(form)
        self.card.show()
        form.begin()

    def prepare(self, form: Form, values: dict[str, Any]) -> None:
        """Prepare the meeting and go to its agenda."""
        done = self.run(
            service.prepare_meeting,
            values["day"],
            read_time(values["hour"]),
            values["place"],
            body_id=values["body"] or None,
            annual_accounts=values["accounts"],
            in_writing=values["in_writing"],
            without_room=values["without_room"],
            form=form,
        )
        if done:
            self.card.hide()
            self.go("assemblies.preparation", done.value)

    def forget_new(self) -> None:
        """Give up a new meeting."""
        self.card.hide()
        self.reload()

    def _offer_ways(self, meeting: MeetingLine) -> None:
        ways = []
        if meeting.state not in ENDED and self.may(service.add_item):
            ways.append(button(_("Convocations"), lambda: self.go("convening", meeting.id)))
            words = _("Ordre du jour")
            role = "primary" if meeting.state is MeetingState.PREPARING else ""
            ways.append(button(words, lambda: self.go("assemblies.preparation", meeting.id), role=role))
        if meeting.state not in ENDED and self.may(service.mark_present):
            words = _("Reprendre la séance") if meeting.state in RUNNING else _("Tenir la séance")
            role = "" if meeting.state is MeetingState.PREPARING else "primary"
            ways.append(button(words, lambda: self.go("assemblies.session", meeting.id), role=role))
        if meeting.state in ASKED and meeting.body_kind is BodyKind.GENERAL_ASSEMBLY:
            ways.append(button(_("Questions écrites"), lambda: self.show_questions(meeting)))
        if meeting.state in ENDED:
            ways.append(button(_("Procès-verbal"), lambda: self.go("minutes.meeting", meeting.id)))
            ways.append(button(_("Voir la séance"), lambda: self.go("assemblies.session", meeting.id), role="primary"))
        self.card.add_buttons(*ways)


def _resolutions_words(meeting: MeetingLine) -> str:
    if meeting.state not in ENDED:
        return ngettext("{n} à voter", "{n} à voter", meeting.resolutions).format(n=integer(meeting.resolutions))
    return ngettext("{n} adoptée sur {all}", "{n} adoptées sur {all}", meeting.adopted).format(
        n=integer(meeting.adopted), all=integer(meeting.resolutions)
    )
