"""The minutes of one meeting: recorded facts, words to write, what is missing, the seal and what follows it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSplitter

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import CheckField, ChoiceField, Field, FileField, IntegerField, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.topics.minutes import drafting, service
from coop_desk.topics.minutes.records import BOARDS, Facts, Named, Resolution
from coop_desk.topics.minutes.views import MinutesView, PieceView, in_groups


class MinutesOfMeetingPage(Page):
    """Write, check, seal, then complete the minutes of one meeting."""

    title = N_("Procès-verbal")
    needs = service.minutes_of
    guide = "06-proces-verbal"

    def build(self) -> None:
        self.meeting_id: int | None = None
        self.view: MinutesView | None = None
        self.form: Form | None = None
        self._typed = False
        self.facts = Card()
        self.work_card = Card()
        side = QSplitter(Qt.Orientation.Horizontal)
        side.setChildrenCollapsible(False)
        side.setHandleWidth(theme.px(16))
        for card in (self.facts, self.work_card):
            card.setMinimumWidth(theme.px(320))
            side.addWidget(card)
        side.setSizes([theme.px(460), theme.px(600)])
        self.body.addWidget(side, 1)
        self.preview_action = self.add_action(_("Aperçu"), self.preview, keys="Ctrl+P", verb=service.minutes_pdf)
        self.save_action = self.add_action(
            _("Enregistrer la rédaction"), self.save, keys="Ctrl+S", verb=service.write_parts, button=False
        )
        self.seal_action = self.add_action(
            _("Sceller…"), self.ask_seal, keys="Ctrl+Return", verb=service.seal_minutes, primary=True
        )
        self.to_list = self.add_action(_("Choisir une réunion"), lambda: self.go("minutes"), button=False)
        self.next_steps["A12"] = (_("Voir les assemblées"), lambda: self.go("assemblies"))

    def open_record(self, record_id: Any) -> None:
        if record_id != self.meeting_id:
            self.save_typed()
        self.meeting_id = record_id
        self.view = None
        self.reload()

    def load(self) -> None:
        if self.meeting_id is None:
            self.show_empty(True, _("Choisissez une réunion pour lire ou écrire son procès-verbal."), self.to_list)
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
        self.show_facts(facts)
        if self._typed and before is not None and not self.view.sealed:
            return
        if self.view.sealed:
            self.show_sealed()
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

    # -- facts and what is missing

    def show_facts(self, facts: Facts) -> None:
        """Show what the minutes take from the meeting, and the list of what they must contain."""
        card = self.facts
        card.clear(_("Repris de la séance"))
        if self.view and not self.view.sealed:
            self.show_missing()
            card.add_text(
                _("Ces faits viennent de la séance et des registres : rien n’est à recopier."), secondary=True
            )
        else:
            card.add_text(_("Ces faits sont ceux du procès-verbal scellé."), secondary=True)
        bureau = [facts.chair, *facts.tellers, facts.secretary]
        card.add_facts(
            [
                (_("Société"), f"{facts.company.name}, {facts.company.form}"),
                (_("Lieu"), facts.place),
                (_("Ouverture et clôture"), self.hours(facts)),
                (_("Convocation"), self.sendings(facts)),
                (_("Bureau"), words.listed([person.name for person in bureau if person])),
                (_("Présence"), self.presence(facts)),
                (_("Documents"), words.listed(facts.documents)),
            ]
        )
        if facts.resolutions:
            card.add_heading(_("Résolutions"))
            for resolution in facts.resolutions:
                card.add_facts([(f"{resolution.rank}. {resolution.title}", self.result(resolution))])
        if self.view and not self.view.sealed:
            self.show_checks()

    def show_missing(self) -> None:
        """Show first what prevents sealing."""
        view = self.view
        if view is None or not view.meeting_over:
            return
        left = len(view.missing)
        if not left:
            self.facts.add_pill(_("Prêt à sceller"), "good")
            return
        said = ngettext("Il manque {n} point", "Il manque {n} points", left).format(n=left)
        self.facts.add_pill(said, "warn")
        for check in view.missing:
            self.facts.add_text(f"{check.words} ({check.rule})")

    def show_checks(self) -> None:
        """Show what the form of the company asks of these minutes, and what is there."""
        view = self.view
        if view is None:
            return
        self.facts.add_heading(_("Ce que doit contenir ce procès-verbal"))
        for check in view.checks:
            mark = "✓" if check.done else ("✗" if check.blocking else "–")
            said = _("présent") if check.done else (_("manque") if check.blocking else _("conseillé"))
            line = self.facts.add_text(f"{mark} {check.words} · {check.rule}", secondary=check.done)
            line.setAccessibleName(f"{check.words}, {said}")

    def hours(self, facts: Facts) -> str:
        """Say from when to when."""
        opened = words.clock_time(facts.opened) if facts.opened else "…"
        closed = words.clock_time(facts.closed) if facts.closed else _("heure de clôture à écrire")
        return _("{opened} – {closed}").format(opened=opened, closed=closed)

    def sendings(self, facts: Facts) -> str:
        """Say what was sent and when."""
        return words.listed(
            [
                ngettext("{means} à {n} personne, le {day}", "{means} à {n} personnes, le {day}", s.people).format(
                    means=s.means, n=words.integer(s.people), day=words.day(s.first_day)
                )
                for s in facts.sendings
            ]
        )

    def presence(self, facts: Facts) -> str:
        """Say how many took part."""
        from coop_desk.topics.minutes.wording import taking_part, votes

        return _("{votes} sur {all} à l’ouverture").format(votes=votes(taking_part(facts)), all=votes(facts.votes))

    def result(self, resolution: Resolution) -> str:
        """Say the result of a vote in one sentence."""
        if resolution.withdrawn:
            return _("Retirée")
        if resolution.outcome is None:
            return _("Non mise aux voix")
        done = _("Adoptée") if resolution.outcome.adopted else _("Rejetée")
        return f"{done}. {resolution.outcome.sentence}"

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

    def fields(self, facts: Facts) -> list[Field]:
        """The fields of the parts, in the order they print."""
        fields: list[Field] = []
        for point in facts.points:
            title = _("Débats sur le point {n} : {title}").format(n=point.rank, title=point.title)
            fields.append(LongTextField(f"point:{point.id}", title, lines=6))
        fields += [
            LongTextField("debate", _("Débats généraux"), lines=3),
            LongTextField(
                "incidents", _("Autres incidents"), lines=2, help=_("Ceux notés en séance s’impriment déjà.")
            ),
            LongTextField("introduction", _("Introduction"), lines=2, help=_("Imprimée après la convocation.")),
            LongTextField("documents", _("Autres documents déposés, un par ligne"), lines=2),
            LongTextField("closing", _("Avant la clôture"), lines=2),
        ]
        if facts.body in BOARDS:
            fields.append(LongTextField("excused", _("Excusés, un nom par ligne"), lines=2))
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

    def written(self, view: MinutesView) -> dict[str, str]:
        """What the fields begin with: the words written, else what the meeting gives."""
        facts = view.facts
        values = {name: view.words(name) for name in ("introduction", "debate", "incidents", "closing", "documents")}
        values["opened"] = words.clock_time(facts.opened) if facts.opened else ""
        values["closed"] = words.clock_time(facts.closed) if facts.closed else ""
        values["called_by"] = facts.called_by
        values["signers"] = drafting.in_lines(facts.signers)
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

    def show_sealed(self) -> None:
        """Show the sealed pieces, and what may still be done."""
        view, card = self.view, self.work_card
        if view is None:
            return
        self.form = None
        card.clear(_("Procès-verbal n° {n}").format(n=view.pieces[0].number))
        card.add_pill(_("Scellé"), "good")
        for piece in view.pieces:
            self.show_piece(piece)
        card.add_heading(_("Ensuite"))
        if self.may(service.print_on_sheets):
            waiting = next((piece for piece in view.pieces if not piece.sheets), None)
            if waiting:
                card.add_buttons(button(_("Imprimer au registre…"), lambda: self.ask_sheets(waiting)))
            card.add_buttons(
                button(_("Extrait certifié…"), self.ask_extract),
                button(_("Ajouter un additif…"), self.ask_addendum),
            )
            card.add_buttons(button(_("Joindre un fichier signé…"), self.ask_signed_file))
        if self.may(service.write_dossier):
            card.add_buttons(button(_("Dossier d’assemblée…"), self.ask_dossier))

    def show_piece(self, piece: PieceView) -> None:
        """Show one sealed piece: when, by whom, its digest, its sheets, its signed files."""
        if piece.part:
            self.work_card.add_heading(_("Additif n° {n}").format(n=piece.part))
        sealed_on = words.long_day(piece.sealed_at.astimezone().date())
        self.work_card.add_facts(
            [
                (_("Scellé le"), _("{day}, par {who}").format(day=sealed_on, who=piece.sealed_by)),
                (_("Pages"), words.integer(piece.pages)),
                (_("Feuilles du registre"), piece.sheets_words or _("pas encore imprimé au registre")),
                (_("Empreinte SHA-256"), in_groups(piece.pdf_sha256)),
                *((_("Fichier joint"), f"{file.file_name} · {file.said}") for file in piece.signed_files),
            ]
        )

    def ask_in_card(self, title: str, fields: list[Field], submit: str, react: Any) -> Form:
        """Show a form in the card, with the way back to the sealed minutes."""
        self.work_card.clear(title)
        form = Form(fields, submit=submit, on_submit=react, on_cancel=self.show_sealed)
        self.form = form
        return form

    def place(self, form: Form) -> None:
        """Put the form in the card and the keyboard in its first field."""
        self.work_card.add(form)
        form.begin()

    def ask_sheets(self, piece: PieceView) -> None:
        """Ask on which pre-numbered sheets the piece is printed (REGI-02)."""
        following = self.ask(service.next_sheets, piece.id)
        form = self.ask_in_card(
            _("Imprimer au registre"),
            [
                IntegerField("first", _("Première feuille numérotée"), least=1, required=True, rules=("REGI-02",)),
                CheckField("two_sided", _("Imprimer au recto et au verso")),
            ],
            _("Inscrire et imprimer"),
            lambda values: self.print_on_sheets(piece, values),
        )
        if following and following.value:
            form.set_values({"first": following.value.first})
        self.work_card.add_text(
            _(
                "Chargez les feuilles cotées et paraphées dans l’imprimante. Une feuille entamée rejoint les "
                "précédentes et ne resservira pas."
            )
        )
        self.place(form)

    def print_on_sheets(self, piece: PieceView, values: dict[str, Any]) -> None:
        """Record the sheets, then show what to print on them."""
        printed = self.run(service.print_on_sheets, piece.id, values["first"], values["two_sided"], form=self.form)
        if printed and printed.value:
            self.show_pdf(printed.value, _("Impression au registre"), self.file_name())

    def ask_addendum(self) -> None:
        """Ask for the words of an additif."""
        form = self.ask_in_card(
            _("Ajouter un additif"),
            [
                LongTextField("words", _("Texte de l’additif"), lines=8, required=True),
                LongTextField("signers", _("Signataires, un par ligne : nom, qualité"), lines=3),
            ],
            _("Sceller l’additif…"),
            self.decide_addendum,
        )
        if self.view:
            form.set_values({"signers": drafting.in_lines(self.view.facts.signers)})
        self.work_card.add_text(_("Il complète le procès-verbal sans le modifier, et s’imprime à sa suite."))
        self.place(form)
        self.work_card.add_buttons(button(_("Aperçu de l’additif"), self.preview_addendum))

    def addendum_words(self) -> tuple[str, tuple[Named, ...]]:
        """What was typed for the additif."""
        values = self.form.values() if self.form else {}
        return values.get("words") or "", drafting.people(values.get("signers") or "")

    def preview_addendum(self) -> None:
        """Show the additif as it would print."""
        pdf = self.ask(service.addendum_pdf, self.meeting_id, *self.addendum_words())
        if pdf and pdf.value:
            self.show_pdf(pdf.value, _("Additif"), self.file_name("additif"))

    def decide_addendum(self, _values: dict[str, Any]) -> None:
        """Ask for the decision to seal the additif."""
        typed, signers = self.addendum_words()
        decide(
            self,
            _("Sceller cet additif ?"),
            _("Comme le procès-verbal, il ne pourra plus être modifié."),
            _("Sceller l’additif"),
            lambda: self.run(service.add_addendum, self.meeting_id, typed, signers, form=self.form),
        )

    def ask_extract(self) -> None:
        """Ask which resolutions to quote and who certifies (REGI-06)."""
        view = self.view
        if view is None:
            return
        quoted: list[Field] = [
            CheckField(str(r.id), f"{r.rank}. {r.title}") for r in view.facts.resolutions if r.outcome
        ]
        names = [signer.name for signer in view.facts.signers]
        form = self.ask_in_card(
            _("Extrait certifié conforme"),
            [
                *quoted,
                TextField("name", _("Nom de la personne qui certifie"), required=True),
                ChoiceField(
                    "capacity",
                    _("Qualité"),
                    [(c, c) for c in view.certifiers],
                    required=True,
                    rules=("REGI-06",),
                ),
            ],
            _("Établir l’extrait"),
            self.make_extract,
        )
        form.set_values({"name": names[0] if names else "", "capacity": view.certifiers[0]})
        self.place(form)

    def make_extract(self, values: dict[str, Any]) -> None:
        """Print the extract, to be signed by hand."""
        chosen = [int(name) for name, value in values.items() if name.isdigit() and value]
        certifier = Named(values["name"], values["capacity"])
        made = self.run(service.certified_extract, self.meeting_id, chosen, certifier, form=self.form)
        if made and made.value:
            self.show_pdf(made.value, _("Extrait certifié conforme"), self.file_name("extrait"))

    def ask_signed_file(self) -> None:
        """Ask for a file signed elsewhere (REGI-04)."""
        form = self.ask_in_card(
            _("Joindre un fichier signé"),
            [
                FileField("file", _("Fichier"), required=True),
                TextField("said", _("Comment il a été signé"), required=True),
            ],
            _("Joindre"),
            self.attach,
        )
        self.work_card.add_text(
            _(
                "Le fichier est gardé avec son empreinte. Coop Desk ne vérifie pas la signature : un PDF ou une "
                "signature dessinée ne sont pas une signature électronique avancée."
            )
        )
        self.place(form)

    def attach(self, values: dict[str, Any]) -> None:
        """Keep the file chosen."""
        path = Path(values["file"])
        if self.view:
            piece = self.view.pieces[0].id
            self.run(service.attach_signed_file, piece, path.name, path.read_bytes(), values["said"], form=self.form)

    def ask_dossier(self) -> None:
        """Ask where to write the dossier of the assembly (A18)."""
        form = self.ask_in_card(
            _("Dossier d’assemblée"),
            [FileField("folder", _("Dossier où l’écrire"), folder=True, required=True)],
            _("Écrire le dossier"),
            lambda values: self.write_dossier(Path(values["folder"])),
        )
        self.work_card.add_text(
            _(
                "Convocations, envois, feuille de présence, pouvoirs, procès-verbal, annexes et liste des empreintes, "
                "dans un dossier lisible sans Coop Desk."
            )
        )
        self.place(form)

    def write_dossier(self, folder: Path) -> None:
        """Write the dossier and say where it is."""
        written = self.run(service.write_dossier, self.meeting_id, folder, form=self.form)
        if written and written.value:
            self.say_state(_("Dossier écrit : {folder}").format(folder=written.value))

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when the page goes away or the screen locks."""
        self.save_typed()
        super().hideEvent(event)
