"""The result of an election, told stage by stage: to those at the PC, and to the room."""

from typing import Any

from coop_desk.core.i18n import N_, _
from coop_desk.screen.page import Page
from coop_desk.topics.elections import service
from coop_desk.topics.elections.page.told import CountTold, RoomTold
from coop_desk.topics.elections.records import ElectionFile
from coop_desk.topics.elections.telling import tell


class ResultPage(Page):
    """One count: the stage, its picture, its exact figures."""

    title = N_("Résultat")
    needs = service.election
    guide = "07-elections"
    tip = N_("Alt+→ passe à l’étape suivante, Alt+← revient. L’écran de salle suit : à la télécommande aussi.")
    reads_one_record = True

    def build(self) -> None:
        """Make the teller of stages and its actions."""
        self._election_id: int | None = None
        self._room: RoomTold | None = None
        self._file: ElectionFile | None = None
        self.told = CountTold()
        self.body.addWidget(self.told, 1)
        self.add_action(_("Retour à l’élection"), self.go_to_election, keys="Ctrl+B")
        self.add_action(_("Étape suivante"), self.told.go_on, keys="Alt+Right", button=False)
        self.add_action(_("Étape précédente"), self.told.go_back, keys="Alt+Left", button=False)
        self.print_action = self.add_action(_("Imprimer le résultat"), self.print_result, keys="Ctrl+R")
        self.room_action = self.add_action(_("Écran de salle"), self.show_room, keys="Ctrl+J", primary=True)

    def open_record(self, record_id: Any) -> None:
        """Tell the count of an election."""
        self._election_id = int(record_id)
        self.told.place = 0
        self.reload()

    def load(self) -> None:
        """Read the election and tell its count as it stands."""
        if self._election_id is None:
            self.show_empty(True, _("Ouvrez une élection depuis la liste."), alone=True)
            return
        file = self._file = service.election(self.desk, self._election_id)
        self.say_title(_("Résultat : {title}").format(title=file.title), file.meeting_words)
        counted = file.result is not None and bool(file.rounds)
        for action in (self.room_action, self.print_action):
            action.setEnabled(counted)
        self.show_empty(not counted, _("Rien n’est encore dépouillé."))
        if file.result is not None and file.rounds:
            self.told.show_told(tell(file.rounds[0].opening.ballot, file.result), self.told.place)

    def go_to_election(self) -> None:
        """Come back to the election."""
        self.go("elections.election", self._election_id)

    def show_room(self) -> None:
        """Open the screen of the room on the stage under the eyes."""
        if self._room is None:
            self._room = RoomTold(self.told, self._file.title if self._file else "")
        self._room.follow()
        self._room.show_in_room()

    def print_result(self) -> None:
        """Print the result with its stages."""
        if self._election_id is None:
            return
        pdf = self.ask(service.result_pdf, self._election_id)
        if pdf.value is not None:
            self.show_pdf(pdf.value, _("Résultat d’un vote"), _("resultat.pdf"))
