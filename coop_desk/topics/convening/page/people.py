"""The people to call on the screen: how each may be called, the letters to print, what was sent."""

from pathlib import Path
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.saving import save
from coop_desk.screen.ask_path import ask_folder
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column
from coop_desk.topics.convening import service
from coop_desk.topics.convening.records import Calls, Recipient, SendingKind, SendingLine
from coop_desk.topics.convening.rules.means import Means

AFTER_THE_CALL = (SendingKind.REMINDER, SendingKind.DOCUMENTS)


class PeoplePage(Page):
    """Everybody to call to one meeting, and the register of what was sent to them."""

    title = N_("Personnes à convoquer")
    needs = service.call_progress
    guide = "05-convocations"
    reads_one_record = True
    tip = N_(
        "Choisissez plusieurs personnes avec Maj ou Ctrl, ou toutes avec Ctrl+A, "
        "puis enregistrez l’envoi une fois les lettres parties."
    )

    def build(self) -> None:
        self.meeting_id: int | None = None
        self.sent: dict[int, list[SendingLine]] = {}
        self.list = List(
            _("Personnes à convoquer"),
            (
                Column(_("Nom"), lambda r: r.name, stretch=True),
                Column(_("N°"), lambda r: r.number, shown=False),
                Column(_("Moyen"), _means, width=170, hover=lambda r: r.ways.why),
                Column(_("État"), _state, "pill", tone=_tone),
                Column(_("Envoyé le"), lambda r: r.called.sent_on if r.called else None, "day"),
                Column(_("Recommandé n°"), lambda r: r.called.reference if r.called else ""),
            ),
            filters=(
                Filter(_("À convoquer"), lambda r: r.called is None),
                Filter(_("Par lettre"), lambda r: _chosen_means(r) is not Means.EMAIL),
                Filter(_("Par courriel"), lambda r: _chosen_means(r) is Means.EMAIL),
            ),
            key=lambda r: r.person_id,
            counted=lambda n: ngettext("{n} personne", "{n} personnes", n).format(n=words.integer(n)),
        )
        self.list.choose_several()
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(lambda _one: self.show_chosen())
        self.list.view.selectionModel().selectionChanged.connect(lambda _on, _off: self.show_chosen())
        self.add_action(
            _("Imprimer les convocations"),
            self.print_all,
            keys="Ctrl+Return",
            verb=service.joined_convocations,
            primary=True,
        )
        self.add_action(_("Un fichier par personne"), self.save_each, keys="Ctrl+Shift+S", verb=service.convocations)
        self.add_action(_("Calendrier"), lambda: self.go("convening", self.meeting_id), keys="Ctrl+J")
        self.choose_action = self.add_action(_("Voir les assemblées"), lambda: self.go("assemblies"), button=False)
        self.next_steps["CALL-08"] = (
            _("Compléter l’ordre du jour"),
            lambda: self.go("assemblies.preparation", self.meeting_id),
        )

    def load(self) -> None:
        if self.meeting_id is None:
            self.meeting_id = service.next_to_call(self.desk)
        if self.meeting_id is None:
            self.show_empty(True, _("Aucune assemblée à convoquer. Préparez-en une."), self.choose_action, alone=True)
            return
        found = service.call_progress(self.desk, self.meeting_id)
        people, state = found.people, found.state
        self.sent = {}
        for line in found.sent:
            self.sent.setdefault(line.person_id, []).append(line)
        self.say_title(_("Convoquer – {title}").format(title=state.title), state.sentence)
        self.list.show_records(people)
        self.show_empty(not people, _("Personne n’est à convoquer à la date de cette réunion."), self.choose_action)

    def open_record(self, record_id: Any) -> None:
        self.meeting_id = int(record_id)
        self.card.hide()
        self.reload()

    # -- the card of those chosen

    def show_chosen(self) -> None:
        """Show one person, or what may be recorded for several."""
        people = [one for one in self.list.chosen_records() if one is not None]
        if not people:
            return
        if len(people) == 1:
            self._show_one(people[0])
        else:
            count = ngettext("{n} personne choisie", "{n} personnes choisies", len(people))
            self.card.clear(count.format(n=words.integer(len(people))))
        self.card.show()
        waiting = [one for one in people if one.called is None]
        if self.may(service.record_sending):
            self._offer_sending(waiting or people, (SendingKind.CONVOCATION,) if waiting else AFTER_THE_CALL)

    def _show_one(self, one: Recipient) -> None:
        self.card.clear(one.name)
        self.card.add_pill(_state(one), _tone(one))
        self.card.add_facts(
            [
                (_("Peut être convoqué par"), _(" ou ").join(means.words for means in one.ways.allowed)),
                (_("Pourquoi"), one.ways.why),
                (_("Adresse"), "\n".join(one.lines[1:])),
                (_("Courriel"), one.email),
            ]
        )
        self.card.add_buttons(button(_("Aperçu de sa convocation"), lambda: self.preview(one)))
        for line in self.sent.get(one.person_id, []):
            self._show_sending(line)

    def _show_sending(self, line: SendingLine) -> None:
        self.card.add_heading(
            _("{kind} du {day}").format(kind=line.kind.words.capitalize(), day=words.long_day(line.sent_on))
        )
        self.card.add_facts(
            [
                (_("Moyen"), line.means_words),
                (_("Référence"), line.reference),
                (_("Annulé"), line.cancelled),
                (_("Délai non respecté"), line.breach.words if line.breach else ""),
                (_("Enregistré par"), line.recorded_by),
            ]
        )
        if line.in_force and self.may(service.cancel_sending):
            form = Form(
                [TextField("reason", _("Motif de l’annulation"), required=True, rules=("SEND-04",))],
                submit=_("Annuler cet envoi"),
                danger=True,
                on_submit=lambda values: self.cancel(line, form, values),
            )
            self.card.add(form)

    def _offer_sending(self, people: list[Recipient], kinds: tuple[SendingKind, ...]) -> None:
        allowed = [means for means in people[0].ways.allowed if all(means in one.ways.allowed for one in people)]
        if not allowed:
            self.card.add_text(
                _("Ces personnes ne peuvent pas être convoquées par un même moyen : enregistrez-les séparément.")
            )
            return
        calling = SendingKind.CONVOCATION in kinds
        self.card.add_heading(_("Enregistrer l’envoi") if calling else _("Enregistrer un autre envoi"))
        form = Form(
            [
                *([] if calling else [_which(kinds)]),
                ChoiceField(
                    "means",
                    _("Moyen"),
                    [(means, means.words) for means in allowed],
                    required=True,
                    rules=("CALL-02", "CALL-03", "CALL-05", "CALL-06", "CALL-14"),
                ),
                DayField("sent_on", _("Envoyé le"), today=self.desk.today, required=True, rules=("SEND-02", "CALL-10")),
                _references(people),
                TextField("note", _("Observation")),
            ],
            submit=ngettext(
                "Enregistrer l’envoi à {n} personne", "Enregistrer l’envoi à {n} personnes", len(people)
            ).format(n=words.integer(len(people))),
            on_submit=lambda values: self.record(people, form, values),
        )
        form.set_values({"means": allowed[0], "sent_on": self.desk.today} | ({} if calling else {"kind": kinds[0]}))
        self.card.add(form)

    # -- verbs

    def record(self, people: list[Recipient], form: Form, values: dict[str, Any]) -> None:
        """Record that the convocations left, or what followed them."""
        numbers = [line.strip() for line in (values["references"] or "").splitlines()]
        references = {one.person_id: number for one, number in zip(people, numbers, strict=False) if number}
        done = self.run(
            service.record_sending,
            self.meeting_id,
            [one.person_id for one in people],
            Means(values["means"]),
            values["sent_on"],
            kind=SendingKind(values.get("kind") or SendingKind.CONVOCATION),
            references=references,
            note=values["note"] or "",
            form=form,
        )
        if done:
            if done.value:
                self.refusal.show_warning(" ".join(done.value))
            self.show_chosen()

    def cancel(self, line: SendingLine, form: Form, values: dict[str, Any]) -> None:
        """Cancel a sending, with its reason."""
        if self.run(service.cancel_sending, line.id, values["reason"], form=form):
            self.show_chosen()

    def preview(self, one: Recipient) -> None:
        """Show the convocation of one person as it will print."""
        pdf = self.ask(service.convocation, self.meeting_id, one.person_id)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Convocation de {name}").format(name=one.name), "convocation.pdf")

    def print_all(self) -> None:
        """Show the convocations of everybody, ready to print."""
        meeting_id = self.meeting_id
        if meeting_id is not None:
            self.work(
                _("Impression des convocations…"),
                lambda _progress: service.joined_convocations(self.desk, meeting_id),
                lambda pdf: self.show_pdf(pdf, _("Convocations"), "convocations.pdf"),
            )

    def save_each(self) -> None:
        """Ask for a folder and write one file per person in it."""
        ask_folder(self, _("Dossier où ranger les convocations"), self.write_each)

    def write_each(self, folder: Path) -> None:
        """Write the convocations in a folder, one file per person and one for all."""
        meeting_id = self.meeting_id
        if meeting_id is not None:
            self.work(
                _("Écriture des convocations…"),
                lambda _progress: _write(service.convocations(self.desk, meeting_id), folder),
                lambda count: self.say_written(count, folder),
            )

    def say_written(self, count: int, folder: Path) -> None:
        """Say how many files were written, and where."""
        said = ngettext("{n} fichier écrit dans {folder}", "{n} fichiers écrits dans {folder}", count)
        self.say_state(said.format(n=words.integer(count), folder=folder.name))


def _write(calls: Calls, folder: Path) -> int:
    for one in calls.each:
        save(folder / one.file_name, one.pdf)
    save(folder / "convocations.pdf", calls.joined)
    return len(calls.each) + 1


def _which(kinds: tuple[SendingKind, ...]) -> ChoiceField:
    return ChoiceField("kind", _("Envoi"), [(kind, kind.words.capitalize()) for kind in kinds], required=True)


def _references(people: list[Recipient]) -> LongTextField | TextField:
    if len(people) == 1:
        return TextField("references", _("Numéro de recommandé"))
    return LongTextField(
        "references",
        _("Numéros de recommandé, un par ligne"),
        lines=min(len(people), 6),
        help=_("Dans l’ordre : {names}.").format(names=", ".join(one.name for one in people)),
    )


def _chosen_means(one: Recipient) -> Means:
    return one.called.means if one.called else one.ways.first


def _means(one: Recipient) -> str:
    return _chosen_means(one).words


def _state(one: Recipient) -> str:
    if one.called is not None:
        return _("Envoyée hors délai") if one.called.breach else _("Envoyée")
    return _("À convoquer") if one.reachable else _("Adresse incomplète")


def _tone(one: Recipient) -> Tone:
    if one.called is not None:
        return "bad" if one.called.breach else "good"
    return "plain" if one.reachable else "warn"
