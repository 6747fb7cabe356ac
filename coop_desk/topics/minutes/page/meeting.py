"""The minutes of one meeting: recorded facts, words to write, what is missing, the seal and what follows it."""

from typing import Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coop_desk.core import words
from coop_desk.core.i18n import N_, _
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import Field, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.topics.assemblies.records import BodyKind
from coop_desk.topics.minutes import drafting, service
from coop_desk.topics.minutes.page.facts import FactsCard
from coop_desk.topics.minutes.page.sealed import SealedCard
from coop_desk.topics.minutes.records import BOARDS, Facts
from coop_desk.topics.minutes.views import MinutesView

PLAIN_PARTS = ("introduction", "debate", "questions", "incidents", "closing", "documents")


def chair_known(facts: Facts) -> bool:
    """Whether the meeting says enough of its chair; the law asks a capacity except in a circle or a team."""
    internal = facts.body in (BodyKind.CIRCLE, BodyKind.TEAM)
    return bool(facts.chair and (facts.chair.capacity or internal))


class MinutesOfMeetingPage(Page):
    """Write, check, seal, then complete the minutes of one meeting."""

    title = N_("Procès-verbal")
    needs = service.minutes_of
    guide = "06-proces-verbal"
    reads_one_record = True

    def build(self) -> None:
        self.meeting_id: int | None = None
        self.view: MinutesView | None = None
        self.form: Form | None = None
        self._typed = False
        self.facts = FactsCard()
        self.work_card = Card()
        self.after = SealedCard(self)
        self.after.hide()
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        for card in (self.facts, self.work_card, self.after):
            card.setMinimumWidth(theme.px(320))
        column.addWidget(self.work_card)
        column.addWidget(self.after)
        self.body.addWidget(SideBySide(self.facts, work, (2, 3)), 1)
        self.preview_action = self.add_action(_("Aperçu"), self.preview, keys="Ctrl+P", verb=service.minutes_pdf)
        self.save_action = self.add_action(
            _("Enregistrer la rédaction"), self.save, keys="Ctrl+S", verb=service.write_parts, button=False
        )
        self.seal_action = self.add_action(
            _("Sceller…"), self.ask_seal, keys="Ctrl+Return", verb=service.seal_minutes, primary=True
        )
        self.to_list = self.add_action(_("Choisir une réunion"), lambda: self.go("minutes"), button=False)
        self.next_steps["A12"] = (_("Voir les assemblées"), lambda: self.go("assemblies"))

    @property
    def under_way(self) -> bool:
        """While something typed could not be kept."""
        return self._typed

    def open_record(self, record_id: Any) -> None:
        if record_id != self.meeting_id:
            self.save_typed()
        self.meeting_id = record_id
        self.view = None
        self.reload()

    def load(self) -> None:
        if self.meeting_id is None:
            sentence = _("Choisissez une réunion pour lire ou écrire son procès-verbal.")
            self.show_empty(True, sentence, self.to_list, alone=True)
            return
        self.show_empty(False)
        before = self.view
        self.view = service.minutes_of(self.desk, self.meeting_id)
        facts = self.view.facts
        self.say_title(
            _("Procès-verbal, {title}").format(title=facts.title[:1].lower() + facts.title[1:]), self.facts_line(facts)
        )
        self.seal_action.setEnabled(not self.view.sealed and self.may(service.seal_minutes))
        self.seal_action.setVisible(not self.view.sealed and self.may(service.seal_minutes))
        self.facts.show_view(self.view)
        self.work_card.setVisible(not self.view.sealed)
        self.after.setVisible(self.view.sealed)
        if self._typed and before is not None and not self.view.sealed:
            return
        if self.view.sealed:
            self.form = None
            self.after.show_view(self.view)
        else:
            self.show_writing()

    def facts_line(self, facts: Facts) -> str:
        """Say under the title when it was held and where it stands."""
        day = words.full_day(facts.held_on)
        if self.view and self.view.sealed:
            piece = self.view.pieces[0]
            return _("{day} · scellé sous le n° {n} le {sealed}").format(
                day=day, n=piece.number, sealed=words.long_day(piece.sealed_at.astimezone().date())
            )
        return _("{day} · projet").format(day=day)

    # -- writing

    def show_writing(self) -> None:
        """Show the parts people write, in one form."""
        view = self.view
        if view is None:
            return
        self._typed = False
        card = self.work_card
        card.clear(_("À écrire"))
        if not self.may(service.write_parts):
            card.add_text(_("Ce procès-verbal est en cours de rédaction."))
            return
        facts = view.facts
        self.form = Form(self.fields(facts))
        self.form.set_values(self.written(view))
        self.form.changed.connect(self.note_typed)
        card.add(self.form)
        card.add_buttons(button(_("Enregistrer la rédaction"), self.save, role="primary", hint="Ctrl+S"))
        last = max(view.parts, key=lambda part: part.written_at, default=None)
        if last:
            card.add_text(
                _("Dernière version : {time}, {who}").format(
                    time=words.clock_time(last.written_at), who=last.written_by
                ),
                secondary=True,
            )
            card.add_buttons(button(_("Versions précédentes"), self.show_versions))

    def show_versions(self) -> None:
        """Show what was written before, by whom and when."""
        self.save_typed()
        found = self.ask(service.versions, self.meeting_id)
        titles = {name: field.title for name, field in self.form.fields.items()} if self.form else {}
        self.form = None
        card = self.work_card
        card.clear(_("Versions précédentes"))
        card.add_buttons(button(_("Revenir à la rédaction"), self.show_writing, role="primary"))
        for part in found.value or ():
            card.add_heading(titles.get(part.name, part.name))
            day = words.day(part.written_at.astimezone().date())
            card.add_text(
                _("Version {n}, le {day} à {time}, {who}").format(
                    n=part.version, day=day, time=words.clock_time(part.written_at), who=part.written_by
                ),
                secondary=True,
            )
            card.add_text(part.words or _("(vide)"))

    def fields(self, facts: Facts) -> list[Field]:
        """The fields of the parts, in the order they print."""
        fields: list[Field] = []
        for point in facts.points:
            title = _("Débats sur le point {n} : {title}").format(n=point.rank, title=point.title)
            fields.append(LongTextField(f"point:{point.id}", title, lines=6))
        fields += [
            LongTextField("debate", _("Débats généraux"), lines=3),
            LongTextField(
                "questions",
                _("Questions posées de vive voix"),
                lines=2,
                help=_("Une par ligne : de qui, la question, la réponse. Les questions écrites viennent de la séance."),
            ),
            LongTextField(
                "incidents", _("Autres incidents"), lines=2, help=_("Ceux notés en séance s’impriment déjà.")
            ),
            LongTextField("introduction", _("Introduction"), lines=2, help=_("Imprimée après la convocation.")),
            LongTextField("documents", _("Autres documents déposés, un par ligne"), lines=2),
            LongTextField("closing", _("Avant la clôture"), lines=2),
        ]
        if facts.body in BOARDS:
            fields.append(LongTextField("excused", _("Excusés, un nom par ligne"), lines=2))
        if self.asks("place", bool(facts.place)):
            fields.append(TextField("place", _("Lieu"), required=True))
        if self.asks("chair", chair_known(facts)):
            fields.append(TextField("chair", _("Présidence : nom, qualité"), required=True))
        fields += [
            TextField("called_by", _("Convoquée par")),
            TextField("opened", _("Heure d’ouverture"), help=_("Comme 14 h 05."), required=True),
            TextField("closed", _("Heure de clôture"), help=_("Comme 16 h 30."), required=True),
            LongTextField("signers", _("Signataires, un par ligne : nom, qualité"), lines=2, required=True),
        ]
        for field in fields:
            if isinstance(field, LongTextField):
                field.area.setMaximumHeight(field.area.minimumHeight())
        return fields

    def asks(self, name: str, known: bool) -> bool:
        """Whether a fact of the meeting is asked here, because the meeting did not record it."""
        return not known or bool(self.view and self.view.words(name))

    def written(self, view: MinutesView) -> dict[str, str]:
        """What the fields begin with: the words written, else what the meeting gives."""
        facts = view.facts
        values = {name: view.words(name) for name in PLAIN_PARTS}
        values["opened"] = words.clock_time(facts.opened) if facts.opened else ""
        values["closed"] = words.clock_time(facts.closed) if facts.closed else ""
        values["called_by"] = facts.called_by
        values["signers"] = drafting.in_lines(facts.signers)
        if self.asks("place", bool(facts.place)):
            values["place"] = facts.place
        if self.asks("chair", chair_known(facts)):
            values["chair"] = drafting.in_lines((facts.chair,) if facts.chair else ())
        if facts.body in BOARDS:
            values["excused"] = view.words("excused")
        return values | {f"point:{point.id}": point.debate for point in facts.points}

    def note_typed(self) -> None:
        """Remember that something typed is not kept yet."""
        self._typed = True
        self.say_state(_("Rédaction non enregistrée"))

    def changes(self) -> dict[str, str]:
        """The parts that differ from what is shown as written."""
        if self.form is None or self.view is None:
            return {}
        before = self.written(self.view)
        typed = {name: value or "" for name, value in self.form.values().items()}
        return {name: value for name, value in typed.items() if value.strip() != before.get(name, "").strip()}

    def save(self) -> bool:
        """Keep what was typed; the page then shows what it changes."""
        changes = self.changes()
        self._typed = False
        if not changes or self.meeting_id is None:
            return True
        done = self.run(service.write_parts, self.meeting_id, changes, form=self.form)
        self._typed = not done
        return bool(done)

    def save_typed(self) -> None:
        """Keep what was typed before the page goes away."""
        if self._typed and self.view is not None and not self.view.sealed:
            self.save()

    def preview(self) -> None:
        """Show the minutes as they print, with what was just typed."""
        self.save_typed()
        if self.meeting_id is None or self.view is None:
            return
        pdf = self.ask(service.minutes_pdf, self.meeting_id)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, self.view.facts.title, self.file_name())

    def file_name(self, kind: str = "proces-verbal") -> str:
        """Name of a file made from these minutes."""
        return f"{kind}-{self.view.facts.held_on:%Y-%m-%d}.pdf" if self.view else f"{kind}.pdf"

    # -- the seal

    def ask_seal(self) -> None:
        """Ask for the decision to seal."""
        self.save_typed()
        view = self.view
        if view is None:
            return
        if view.missing and view.meeting_over:
            self.refusal.show_warning(
                _("Le procès-verbal n’est pas complet."),
                _("Il manque : {missing}.").format(missing=" ; ".join(check.words for check in view.missing)),
            )
            return
        decide(
            self,
            _("Sceller ce procès-verbal ?"),
            _(
                "Il recevra le numéro suivant du registre et son empreinte. Plus personne ne pourra le modifier, vous "
                "compris. Une erreur se corrigera par un additif."
            ),
            _("Sceller"),
            self.seal,
        )

    def seal(self) -> None:
        """Seal the minutes."""
        self.run(service.seal_minutes, self.meeting_id)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when the page goes away or the screen locks."""
        self.save_typed()
        super().hideEvent(event)
