"""What may be done once minutes are sealed: register, extract, additif, signed file, dossier."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton

from coop_desk.core import words
from coop_desk.core.chosen_file import content_of
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import CheckField, ChoiceField, Field, FileField, IntegerField, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.topics.minutes import drafting, service
from coop_desk.topics.minutes.records import Named
from coop_desk.topics.minutes.views import MinutesView, PieceView, in_groups


class SealedCard(Card):
    """The sealed pieces of one meeting, and the forms of what follows."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.view: MinutesView | None = None
        self.form: Form | None = None

    def show_view(self, view: MinutesView) -> None:
        """Show the sealed pieces of these minutes."""
        self.view = view
        self.show_sealed()

    @property
    def meeting_id(self) -> int:
        """The meeting whose minutes are shown."""
        return self.view.meeting_id if self.view else 0

    def file_name(self, kind: str = "proces-verbal") -> str:
        """Name of a file made from these minutes."""
        return f"{kind}-{self.view.facts.held_on:%Y-%m-%d}.pdf" if self.view else f"{kind}.pdf"

    def show_sealed(self) -> None:
        """Show the sealed pieces, and what may still be done."""
        view = self.view
        if view is None:
            return
        self.form = None
        self.clear(_("Procès-verbal n° {n}").format(n=view.pieces[0].number))
        self.add_pill(_("Scellé"), "good")
        for piece in view.pieces:
            self.show_piece(piece)
        if self.page.may(service.print_on_sheets) or self.page.may(service.write_dossier):
            self.add_heading(_("Ensuite"))
        ways: list[QPushButton] = []
        if self.page.may(service.print_on_sheets):
            waiting = next((piece for piece in view.pieces if not piece.sheets), None)
            if waiting:
                ways.append(button(_("Imprimer au registre…"), lambda: self.ask_sheets(waiting)))
            ways += [
                button(_("Extrait certifié…"), self.ask_extract),
                button(_("Ajouter un additif…"), self.ask_addendum),
                button(_("Joindre un fichier signé…"), self.ask_signed_file),
            ]
        if self.page.may(service.write_dossier):
            ways.append(button(_("Dossier d’assemblée…"), self.ask_dossier))
        if ways:
            self.add_buttons(*ways)

    def show_piece(self, piece: PieceView) -> None:
        """Show one sealed piece: when, by whom, its digest, its sheets, its signed files."""
        if piece.part:
            self.add_heading(_("Additif n° {n}").format(n=piece.part))
        sealed_on = words.long_day(piece.sealed_at.astimezone().date())
        self.add_facts(
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
        self.clear(title)
        form = Form(fields, submit=submit, on_submit=react, on_cancel=self.show_sealed)
        self.form = form
        return form

    def place(self, form: Form) -> None:
        """Put the form in the card and the keyboard in its first field."""
        self.add(form)
        form.begin()

    def ask_sheets(self, piece: PieceView) -> None:
        """Ask on which pre-numbered sheets the piece is printed (REGI-02)."""
        following = self.page.ask(service.next_sheets, piece.id)
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
        self.add_text(
            _(
                "Chargez les feuilles cotées et paraphées dans l’imprimante. Une feuille entamée rejoint les "
                "précédentes et ne resservira pas."
            )
        )
        self.place(form)

    def print_on_sheets(self, piece: PieceView, values: dict[str, Any]) -> None:
        """Record the sheets, then show what to print on them."""
        printed = self.page.run(service.print_on_sheets, piece.id, values["first"], values["two_sided"], form=self.form)
        if printed and printed.value:
            self.page.show_pdf(printed.value, _("Impression au registre"), self.file_name())

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
        self.add_text(_("Il complète le procès-verbal sans le modifier, et s’imprime à sa suite."))
        self.place(form)
        self.add_buttons(button(_("Aperçu de l’additif"), self.preview_addendum))

    def addendum_words(self) -> tuple[str, tuple[Named, ...]]:
        """What was typed for the additif."""
        values = self.form.values() if self.form else {}
        return values.get("words") or "", drafting.people(values.get("signers") or "")

    def preview_addendum(self) -> None:
        """Show the additif as it would print."""
        pdf = self.page.ask(service.addendum_pdf, self.meeting_id, *self.addendum_words())
        if pdf and pdf.value:
            self.page.show_pdf(pdf.value, _("Additif"), self.file_name("additif"))

    def decide_addendum(self, _values: dict[str, Any]) -> None:
        """Ask for the decision to seal the additif."""
        typed, signers = self.addendum_words()
        decide(
            self.page,
            _("Sceller cet additif ?"),
            _("Comme le procès-verbal, il ne pourra plus être modifié."),
            _("Sceller l’additif"),
            lambda: self.page.run(service.add_addendum, self.meeting_id, typed, signers, form=self.form),
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
        made = self.page.run(service.certified_extract, self.meeting_id, chosen, certifier, form=self.form)
        if made and made.value:
            self.page.show_pdf(made.value, _("Extrait certifié conforme"), self.file_name("extrait"))

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
        self.add_text(
            _(
                "Le fichier est gardé avec son empreinte. Coop Desk ne vérifie pas la signature : un PDF ou une "
                "signature dessinée ne sont pas une signature électronique avancée."
            )
        )
        self.place(form)

    def attach(self, values: dict[str, Any]) -> None:
        """Keep the file chosen."""
        path, view = Path(values["file"]), self.view
        if view is None:
            return
        try:
            content = content_of(path)
        except RuleBroken as refused:
            self.page.refuse(refused, self.form)
            return
        piece, said = view.pieces[0].id, values["said"]
        self.page.run(service.attach_signed_file, piece, path.name, content, said, form=self.form)

    def ask_dossier(self) -> None:
        """Ask where to write the dossier of the assembly (A18)."""
        form = self.ask_in_card(
            _("Dossier d’assemblée"),
            [FileField("folder", _("Dossier où l’écrire"), folder=True, required=True)],
            _("Écrire le dossier"),
            lambda values: self.write_dossier(Path(values["folder"])),
        )
        self.add_text(
            _(
                "Convocations, envois, feuille de présence, pouvoirs, procès-verbal, annexes et liste des empreintes, "
                "dans un dossier lisible sans Coop Desk."
            )
        )
        self.place(form)

    def write_dossier(self, folder: Path) -> None:
        """Write the dossier and say where it is."""
        written = self.page.run(service.write_dossier, self.meeting_id, folder, form=self.form)
        if written and written.value:
            self.page.say_state(_("Dossier écrit : {folder}").format(folder=written.value))
