"""The start page on the screen: what waits, the next meeting, two figures."""

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.figures import Figure
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button, label
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.screen.table import Column
from coop_desk.topics.dashboard import service
from coop_desk.topics.dashboard.rules import Todo, Urgency, urgency
from coop_desk.topics.dashboard.service import meetings
from coop_desk.topics.dashboard.service.meetings import NextMeeting

TONES: dict[Urgency, Tone] = {Urgency.LATE: "bad", Urgency.SOON: "warn", Urgency.LATER: "plain"}


class HomePage(Page):
    """Everything that waits for the person signed in; Enter opens the record that settles it."""

    title = N_("À faire")
    needs = service.home
    guide = "00-premiers-pas"

    def build(self) -> None:
        self.list = List(
            _("À faire"),
            (
                Column(_("Quand"), self.when, "pill", tone=self.tone, width=140, sort=lambda t: (t.due is None, t.due)),
                Column(_("Quoi"), lambda t: t.what, stretch=True, hover=lambda t: t.why),
                Column(_("À propos de"), lambda t: t.why),
            ),
            counted=lambda n: ngettext("{n} chose à faire", "{n} choses à faire", n).format(n=words.integer(n)),
            searchable=False,
        )
        self.card = Card(_("Prochaine réunion"))
        self.card.setMinimumWidth(theme.px(260))
        self.body.addWidget(SideBySide(self.list, self.card, (7, 3)), 1)
        self.connect_list(self.list)
        self.prepare_action = self.add_action(_("Préparer une réunion"), lambda: self.go("assemblies"), button=False)
        self.list.opened.connect(lambda line: self.go(line.page, line.record_id))

    def load(self) -> None:
        lines = service.todo(self.desk)
        name = service.home(self.desk)
        today = words.full_day(self.desk.today)
        self.say_facts(f"{name} · {today}" if name else today)
        self.show_figures(*(Figure(figure.value, figure.caption) for figure in service.key_figures(self.desk)))
        self.list.show_records(lines)
        self.list.setVisible(bool(lines))
        meeting = meetings.next_meeting(self.desk) if self.may(meetings.next_meeting) else None
        self.show_side(bool(lines), meeting)
        self.show_empty(
            not lines and meeting is None,
            _("Rien ne vous attend aujourd’hui. Les échéances, procès-verbaux et remboursements s’afficheront ici."),
            self.prepare_action if self.may(meetings.calling_lines) else None,
        )

    def show_side(self, waiting: bool, meeting: NextMeeting | None) -> None:
        """Show the next meeting, and say it when nothing else waits."""
        self.card.clear("" if waiting else _("Rien d’autre ne vous attend"))
        self.card.add(label(_("Séance en cours") if meeting and meeting.under_way else _("Prochaine réunion"), "label"))
        if meeting is not None:
            self.show_meeting(meeting)
            return
        self.card.add_text(_("Aucune réunion n’est prévue."), secondary=True)
        if self.may(meetings.calling_lines):
            self.card.add_buttons(button(_("Préparer une réunion"), lambda: self.go("assemblies")))

    def show_meeting(self, meeting: NextMeeting) -> None:
        """Show when and where the next meeting is."""
        self.card.add_title(meeting.title)
        self.card.add_pill(
            _("En cours") if meeting.under_way else words.ago_or_in(meeting.day, self.desk.today), "accent"
        )
        self.card.add_facts(
            [
                (_("Date"), words.full_day(meeting.day)),
                (_("Heure"), words.clock_time(meeting.starts_at)),
                (_("Lieu"), meeting.place),
            ]
        )
        self.card.add_buttons(button(_("Ouvrir"), lambda: self.go("assemblies", meeting.id), role="primary"))

    def when(self, line: Todo) -> str:
        """Say when, as people say it."""
        if line.due is None:
            return _("dès que possible")
        if line.due < self.desk.today:
            return _("en retard")
        return words.ago_or_in(line.due, self.desk.today)

    def tone(self, line: Todo) -> Tone:
        """Tone of the pill that says when."""
        return TONES[urgency(line.due, self.desk.today)]
