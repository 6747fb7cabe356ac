"""Preparing a meeting: an agenda that moves under the keyboard, resolutions with their rule, attachments."""

from functools import partial
from pathlib import Path
from typing import Any

from coop_desk.core.chosen_file import content_of
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.saving import save
from coop_desk.core.words import full_day, integer
from coop_desk.screen import theme
from coop_desk.screen.ask_path import ask_new
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import (
    CheckField,
    ChoiceField,
    DayField,
    FileField,
    LongTextField,
    PersonField,
    TextField,
)
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.assemblies import service
from coop_desk.topics.assemblies.page.oppositions import OppositionsCard, without_room_field
from coop_desk.topics.assemblies.page.questions import PaperQuestions
from coop_desk.topics.assemblies.page.wording import (
    call_words,
    check_time,
    read_time,
    time_words,
)
from coop_desk.topics.assemblies.records import (
    AttachmentLine,
    BodyKind,
    ItemFile,
    ItemKind,
    MeetingFile,
    MeetingState,
    ResolutionFile,
    ResolutionKind,
)
from coop_desk.topics.assemblies.rules.agenda import kinds_for
from coop_desk.topics.assemblies.rules.oppositions import may_be_opposed
from coop_desk.topics.assemblies.rules.words import item_words, kind_words, short_kind_words, state_words
from coop_desk.topics.members import service as members


class PreparationPage(Page):
    """The agenda of one meeting, before it is sent."""

    title = N_("Ordre du jour")
    needs = service.add_item
    guide = "05-tenir-une-assemblee"
    reads_one_record = True
    tip = N_(
        "Alt+↑ et Alt+↓ déplacent un point : les numéros suivent partout. "
        "Le type d’une résolution fixe son quorum et sa majorité, dits en toutes lettres."
    )

    def build(self) -> None:
        self.meeting_id = 0
        self.file: MeetingFile | None = None
        self.list = List(
            _("Ordre du jour"),
            (
                Column(_("N°"), lambda i: i.number, "integer", width=64),
                Column(_("Point"), lambda i: i.title, stretch=True),
                Column(_("Nature"), lambda i: item_words(i.kind), shown=False),
                Column(_("Résolutions"), _kinds),
                Column(_("Pièces"), lambda i: len(i.attachments) or None, "integer"),
            ),
            searchable=False,
            counted=lambda n: ngettext("{n} point", "{n} points", n).format(n=integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(360))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_item)
        self.new_action = self.add_action(
            _("Nouveau point"), self.new_item, keys="Ctrl+N", verb=service.add_item, primary=True
        )
        self.add_action(_("Monter"), lambda: self.move_item(-1), keys="Alt+Up", verb=service.move_item)
        self.add_action(_("Descendre"), lambda: self.move_item(1), keys="Alt+Down", verb=service.move_item)
        self.questions_action = self.add_action(
            _("Questions écrites"), self.show_questions, keys="Ctrl+U", verb=service.record_question
        )
        self.oppositions_action = self.add_action(
            _("Oppositions"), self.show_oppositions, keys="Ctrl+Shift+O", verb=service.record_opposition
        )
        self.add_action(_("Date et lieu"), self.edit_meeting, keys="Ctrl+M", verb=service.change_meeting)
        self.add_action(
            _("Convoquer"), lambda: self.go("convening", self.meeting_id), keys="Ctrl+J", verb=service.record_call
        )
        self.convene_action = self.add_action(_("Convoquer"), lambda: self.go("convening", self.meeting_id))
        self.call_action = self.add_action(
            _("Noter l’envoi de la convocation"), self.note_call, verb=service.record_call, button=False
        )
        self.again_action = self.add_action(
            _("Reprendre la préparation"), self.prepare_again, verb=service.prepare_again
        )
        self.add_action(
            _("Tenir la séance"),
            lambda: self.go("assemblies.session", self.meeting_id),
            keys="Ctrl+T",
            verb=service.open_meeting,
        )
        self.choose_action = self.add_action(_("Voir les assemblées"), lambda: self.go("assemblies"), button=False)

    def load(self) -> None:
        if not self.meeting_id:
            self.show_empty(True, _("Choisissez d’abord une réunion."), self.choose_action, alone=True)
            return
        self.file = service.meeting(self.desk, self.meeting_id)
        facts = self.file.meeting
        self.say_title(
            facts.title,
            _("{state} · {day} à {hour} · {place} · {call}").format(
                state=state_words(facts.state),
                day=full_day(facts.day),
                hour=time_words(facts.starts_at),
                place=facts.place,
                call=call_words(facts.call_number),
            ),
        )
        preparing = facts.state is MeetingState.PREPARING
        self.call_action.setVisible(preparing and self.may(service.record_call))
        self.again_action.setVisible(facts.state is MeetingState.CONVENED and self.may(service.prepare_again))
        self.new_action.setEnabled(preparing and facts.call_number == 1)
        general = facts.body_kind is BodyKind.GENERAL_ASSEMBLY
        self.questions_action.setVisible(general and not preparing and self.may(service.record_question))
        self._show_opposed(self.file)
        self.list.show_records(self.file.items)
        waiting = not self.file.items and self.card.isHidden()
        self.show_empty(waiting, _("L’ordre du jour est vide. Ajoutez le premier point."), self.new_action)

    def open_record(self, record_id: Any) -> None:
        self.meeting_id = int(record_id)
        self.card.hide()
        self.reload()
        if self.file is not None and self.file.items:
            self.list.choose(self.file.items[0].id)

    def move_item(self, by: int) -> None:
        """Move the chosen point up or down."""
        item = self.list.chosen_record()
        if item is not None:
            self.run(service.move_item, item.id, item.number + by)
            self.show_item(self.list.chosen_record())

    # -- one point

    def new_item(self) -> None:
        """Ask for a new point."""
        self.show_empty(False)
        self.list.clear_choice()
        self.card.clear(_("Nouveau point"))
        form = Form(
            _item_fields(),
            submit=_("Ajouter le point"),
            on_submit=lambda values: self.add_item(form, values),
            on_cancel=self.card.hide,
        )
        form.set_values({"kind": ItemKind.RESOLUTION})
        self.card.add(form)
        self.card.show()
        form.begin()

    def add_item(self, form: Form, values: dict[str, Any]) -> None:
        """Add the point and show it, ready for its resolution."""
        done = self.run(
            service.add_item,
            self.meeting_id,
            values["title"],
            ItemKind(values["kind"]),
            details=values["details"],
            presenter=values["presenter"],
            form=form,
        )
        if done:
            self.list.choose(done.value)

    def show_item(self, item: ItemFile | None) -> None:
        """Show a point with its resolutions and attachments."""
        if item is None or self.file is None:
            return
        self.card.clear(_("{n}. {title}").format(n=item.number, title=item.title))
        if self.file.meeting.state is not MeetingState.PREPARING:
            self.card.add_text(_("La convocation est partie : l’ordre du jour ne change plus."), secondary=True)
            for resolution in item.resolutions:
                self._read_resolution(resolution)
            self._show_attachments(item)
            return
        for resolution in item.resolutions:
            self._edit_resolution(resolution)
        if item.kind is ItemKind.RESOLUTION and not item.resolutions:
            self.offer_resolution(item)
        self._show_attachments(item)
        self._edit_item(item)
        if item.resolutions and self.file.meeting.call_number == 1:
            self.card.add_buttons(button(_("Autre résolution sur ce point"), lambda: self.offer_resolution(item)))
        self.card.add_buttons(button(_("Retirer le point"), lambda: self.ask_removal(item), role="danger"))

    def _edit_item(self, item: ItemFile) -> None:
        self.card.add_heading(_("Le point"))
        form = Form(
            _item_fields(),
            submit=_("Enregistrer le point"),
            on_submit=lambda values: self.save_item(item, form, values),
        )
        form.set_values({"title": item.title, "kind": item.kind, "presenter": item.presenter, "details": item.details})
        self.card.add(form)

    def save_item(self, item: ItemFile, form: Form, values: dict[str, Any]) -> None:
        """Keep the words of a point."""
        if self.run(service.change_item, item.id, **values | {"kind": ItemKind(values["kind"])}, form=form):
            self.show_item(self.list.chosen_record())

    def ask_removal(self, item: ItemFile) -> None:
        """Ask before taking a point off."""
        decide(
            self,
            _("Retirer le point {n} ?").format(n=item.number),
            _("Ses résolutions et ses pièces jointes partent avec lui."),
            _("Retirer"),
            lambda: self.remove_item(item),
            danger=True,
        )

    def remove_item(self, item: ItemFile) -> None:
        """Take a point off the agenda."""
        self.card.hide()
        self.run(service.remove_item, item.id)

    # -- its resolutions

    def offer_resolution(self, item: ItemFile) -> None:
        """Ask for the text to put to the vote."""
        self.card.add_heading(_("Nouvelle résolution"))
        form = Form(
            [*self._resolution_fields(), self._candidate_field()],
            submit=_("Ajouter la résolution"),
            on_submit=lambda values: self.add_resolution(item, form, values),
        )
        form.set_values({"title": item.title if not item.resolutions else "", "by_leaders": True})
        form.fields["kind"].write(kinds_for(self.file.meeting.body_kind)[0] if self.file else None)
        self.card.add(form)

    def add_resolution(self, item: ItemFile, form: Form, values: dict[str, Any]) -> None:
        """Put a text to the vote under a point."""
        secret = True if values["secret"] else None
        done = self.run(
            service.add_resolution,
            item.id,
            values["title"],
            values["text"],
            ResolutionKind(values["kind"]),
            by_leaders=values["by_leaders"],
            secret=secret,
            admits_id=values["admits"],
            form=form,
        )
        if done:
            self.show_item(self.list.chosen_record())

    def _edit_resolution(self, resolution: ResolutionFile) -> None:
        self.card.add_heading(_("Résolution n° {n}").format(n=resolution.number))
        self.card.add_text(resolution.rule_words, secondary=True)
        if resolution.admits is not None:
            self.card.add_text(_("Son adoption admet {name}.").format(name=resolution.admits.name), secondary=True)
        form = Form(
            self._resolution_fields(),
            submit=_("Enregistrer la résolution"),
            on_submit=lambda values: self.save_resolution(resolution, form, values),
        )
        form.set_values(
            {
                "title": resolution.title,
                "text": resolution.text,
                "kind": resolution.kind,
                "by_leaders": resolution.by_leaders,
                "secret": resolution.secret,
            }
        )
        self.card.add(form)
        self.card.add_buttons(
            button(_("Retirer la résolution"), lambda: self.remove_resolution(resolution), role="danger")
        )

    def save_resolution(self, resolution: ResolutionFile, form: Form, values: dict[str, Any]) -> None:
        """Keep the words and the kind of a resolution."""
        values = values | {"kind": ResolutionKind(values["kind"])}
        if self.run(service.change_resolution, resolution.id, **values, form=form):
            self.show_item(self.list.chosen_record())

    def remove_resolution(self, resolution: ResolutionFile) -> None:
        """Take a resolution off the agenda."""
        if self.run(service.remove_resolution, resolution.id):
            self.show_item(self.list.chosen_record())

    def _read_resolution(self, resolution: ResolutionFile) -> None:
        self.card.add_heading(_("Résolution n° {n}").format(n=resolution.number))
        self.card.add_text(resolution.text)
        self.card.add_text(resolution.rule_words, secondary=True)

    def _resolution_fields(self) -> list[Any]:
        kinds = kinds_for(self.file.meeting.body_kind) if self.file else ()
        return [
            TextField("title", _("Titre"), required=True, rules=("CALL-08",)),
            _low(LongTextField("text", _("Texte soumis au vote"), required=True, lines=5), 6),
            ChoiceField(
                "kind", _("Type"), [(k, kind_words(k)) for k in kinds], required=True, rules=("AG-03", "AG-04")
            ),
            CheckField("by_leaders", _("Présentée ou soutenue par la direction")),
            CheckField("secret", _("Vote à bulletin secret")),
        ]

    def _candidate_field(self) -> PersonField:
        people = []
        if self.may(members.applications):
            pending = [line for line in members.applications(self.desk) if line.outcome.value == "pending"]
            people = [(int(line.person_id), line.name) for line in pending]
        return PersonField(
            "admits", _("Candidature que l’adoption admet"), people, help=_("La personne vote dès son admission.")
        )

    # -- its attachments

    def _show_attachments(self, item: ItemFile) -> None:
        self.card.add_heading(_("Pièces jointes"))
        for line in item.attachments:
            self.card.add_facts([(line.title, _("{name}, {size}").format(name=line.file_name, size=_size(line)))])
            ways = [button(_("Enregistrer une copie"), partial(self.save_copy, line))]
            if self.file is not None and self.file.meeting.state is MeetingState.PREPARING:
                ways.append(button(_("Retirer"), partial(self.detach, line), role="danger", name=_("Retirer la pièce")))
            self.card.add_buttons(*ways)
        form = Form(
            [TextField("title", _("Titre de la pièce")), FileField("file", _("Fichier"), required=True)],
            submit=_("Joindre"),
            on_submit=lambda values: self.attach(item, form, values),
        )
        self.card.add(form)

    def attach(self, item: ItemFile, form: Form, values: dict[str, Any]) -> None:
        """Join a file of this PC to a point."""
        path = Path(values["file"])
        try:
            content = content_of(path)
        except RuleBroken as broken:
            self.refuse(broken, form)
            return
        done = self.run(service.attach, item.id, values["title"], path.name, content, form=form)
        if done:
            self.show_item(self.list.chosen_record())

    def detach(self, line: AttachmentLine) -> None:
        """Take an attachment off."""
        if self.run(service.detach, line.id):
            self.show_item(self.list.chosen_record())

    def save_copy(self, line: AttachmentLine) -> None:
        """Write an attachment where the person chooses."""
        content = self.ask(service.attachment_content, line.id)

        def write(path: Path) -> None:
            try:
                save(path, content.value or b"")
            except RuleBroken as broken:
                self.refuse(broken)
            else:
                self.say_state(_("Copie enregistrée."))

        if content:
            ask_new(self, _("Enregistrer une copie"), line.file_name, write)

    # -- its written questions

    def show_questions(self) -> None:
        """Show the written questions of the assembly, and record one that came on paper (DOC-08)."""
        self.list.clear_choice()
        if self.file is not None:
            people = [line.person for line in self.file.attendance]
            PaperQuestions(self, self.card, self.meeting_id, people).show()

    # -- the oppositions to an assembly held entirely at a distance

    def _show_opposed(self, file: MeetingFile) -> None:
        """Offer the oppositions of an assembly without a room, and warn when a room is needed (VOT-13)."""
        facts = file.meeting
        opposable = facts.without_room and may_be_opposed(facts.form, facts.kind)
        may = opposable and facts.state is MeetingState.CONVENED and self.may(service.oppositions)
        self.oppositions_action.setVisible(may)
        if not may:
            return
        found = service.oppositions(self.desk, facts.id)
        if found.reached:
            self.refusal.show_warning(
                _("Cette assemblée ne peut pas se tenir entièrement à distance : donnez-lui un lieu."),
                found.words,
                (_("Reprendre la préparation"), self.prepare_again),
            )

    def show_oppositions(self) -> None:
        """Show who opposes, and record one more."""
        self.list.clear_choice()
        OppositionsCard(self, self.card, self.meeting_id).show()

    # -- the meeting itself

    def edit_meeting(self) -> None:
        """Change the date, the hour, the place or the name."""
        if self.file is None:
            return
        facts = self.file.meeting
        self.list.clear_choice()
        self.card.clear(_("Date et lieu"))
        form = Form(
            [
                DayField("day", _("Date"), today=self.desk.today, required=True),
                TextField("starts_at", _("Heure"), required=True, check=check_time),
                TextField("place", _("Lieu"), required=True),
                without_room_field(),
                CheckField("annual_accounts", _("Approuve les comptes de l’année")),
                TextField("title", _("Autre nom"), help=_("Laissez vide pour le nom qui suit les résolutions.")),
            ],
            on_submit=lambda values: self.save_meeting(form, values),
            on_cancel=self.card.hide,
        )
        form.set_values(
            {
                "day": facts.day,
                "starts_at": time_words(facts.starts_at),
                "place": facts.place,
                "annual_accounts": facts.annual_accounts,
                "without_room": facts.without_room,
            }
        )
        self.card.add(form)
        self.card.show()
        form.begin()

    def save_meeting(self, form: Form, values: dict[str, Any]) -> None:
        """Keep the date and the place."""
        hour = read_time(values.pop("starts_at"))
        if self.run(service.change_meeting, self.meeting_id, starts_at=hour, **values, form=form):
            self.card.hide()

    def note_call(self) -> None:
        """Ask when the call was sent."""
        self.list.clear_choice()
        self.card.clear(_("Envoi de la convocation"))
        self.card.add_text(
            _("L’ordre du jour ne changera plus, et les statuts de ce jour régleront quorum et majorité.")
        )
        form = Form(
            [DayField("sent_on", _("Envoyée le"), today=self.desk.today, required=True, rules=("CALL-10",))],
            submit=_("Noter l’envoi"),
            on_submit=lambda values: self.save_call(form, values),
            on_cancel=self.card.hide,
        )
        form.set_values({"sent_on": self.desk.today})
        self.card.add(form)
        self.card.show()
        form.begin()

    def save_call(self, form: Form, values: dict[str, Any]) -> None:
        """Keep the day of the call."""
        if self.run(service.record_call, self.meeting_id, values["sent_on"], form=form):
            self.card.hide()

    def prepare_again(self) -> None:
        """Open the agenda again after a call."""
        decide(
            self,
            _("Reprendre la préparation ?"),
            _("Une nouvelle convocation devra partir à tout le monde, dans les délais."),
            _("Reprendre"),
            lambda: self.run(service.prepare_again, self.meeting_id),
        )


def _item_fields() -> list[Any]:
    kinds = [(kind, item_words(kind)) for kind in ItemKind]
    return [
        TextField("title", _("Titre du point"), required=True, rules=("CALL-08", "AGD-05", "CALL-09")),
        ChoiceField("kind", _("Nature"), kinds, required=True),
        TextField("presenter", _("Présenté par")),
        _low(LongTextField("details", _("Précisions"), lines=2), 2),
    ]


def _low(field: LongTextField, lines: int) -> LongTextField:
    field.area.setMaximumHeight(theme.px(22 * lines + 20))
    return field


def _kinds(item: ItemFile) -> str:
    kinds = dict.fromkeys(short_kind_words(resolution.kind) for resolution in item.resolutions)
    return ", ".join(kinds) if kinds else item_words(item.kind)


def _size(line: AttachmentLine) -> str:
    return _("{n} Ko").format(n=integer(max(1, line.size // 1000)))
