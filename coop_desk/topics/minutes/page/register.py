"""The register of minutes: sealed pieces in order, their sheets and digests."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import IntegerField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.minutes import service
from coop_desk.topics.minutes.views import PieceView, in_groups


def name(piece: PieceView) -> str:
    """Name a piece in the list: n° 7, or its additif."""
    if piece.part:
        return _("n° {n}, additif {part}").format(n=piece.number, part=piece.part)
    return _("n° {n}").format(n=piece.number)


class RegisterPage(Page):
    """Every sealed piece, in the order of sealing."""

    title = N_("Registre des procès-verbaux")
    needs = service.register
    guide = "06-proces-verbal"
    tip = N_(
        "Chaque procès-verbal scellé est ici, sans trou dans les numéros. Indiquez les feuilles cotées et paraphées "
        "qu’il occupe : aucune ne sert deux fois."
    )

    def build(self) -> None:
        self.list = List(
            _("Registre des procès-verbaux"),
            (
                Column(_("Numéro"), name, width=130, sort=lambda p: (p.register, p.number, p.part)),
                Column(_("Réunion"), lambda p: p.title, stretch=True),
                Column(_("Tenue le"), lambda p: p.held_on, "day"),
                Column(_("Scellé le"), lambda p: p.sealed_at.astimezone().date(), "day"),
                Column(_("Feuilles"), lambda p: p.sheets_words, width=110),
                Column(_("Pages"), lambda p: p.pages, "integer"),
                Column(_("Registre"), lambda p: p.register, shown=False),
                Column(_("Empreinte SHA-256"), lambda p: p.pdf_sha256, shown=False),
            ),
            filters=(Filter(_("Sans feuilles"), lambda p: not p.sheets),),
            counted=lambda n: ngettext("{n} pièce scellée", "{n} pièces scellées", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_piece)
        self.list.opened.connect(lambda piece: self.go("minutes.meeting", piece.meeting_id))
        self.to_minutes = self.add_action(_("Voir les procès-verbaux"), lambda: self.go("minutes"), button=False)

    def load(self) -> None:
        pieces = service.register(self.desk)
        unprinted = sum(not piece.sheets for piece in pieces)
        self.say_facts(
            ngettext(
                "{n} pièce reste à imprimer au registre", "{n} pièces restent à imprimer au registre", unprinted
            ).format(n=words.integer(unprinted))
            if unprinted
            else _("Toutes les pièces scellées sont au registre")
        )
        self.list.show_records(pieces)
        self.show_empty(
            not pieces,
            _("Aucun procès-verbal scellé pour l’instant. Il prendra son numéro ici quand vous le scellerez."),
            self.to_minutes,
        )

    def open_record(self, record_id: Any) -> None:
        self.list.choose(record_id)

    def show_piece(self, piece: PieceView | None) -> None:
        """Show one sealed piece, and the sheets of its register."""
        if piece is None:
            return
        self.card.clear(piece.title)
        self.card.add_pill(_("Scellé {name}").format(name=name(piece)), "good")
        self.card.add_facts(
            [
                (_("Registre"), piece.register),
                (_("Scellé par"), piece.sealed_by),
                (_("Feuilles"), piece.sheets_words or _("pas encore imprimé au registre")),
                (_("Empreinte SHA-256"), in_groups(piece.pdf_sha256)),
                (_("Empreinte de la chaîne"), in_groups(piece.chained_hash)),
            ]
        )
        for file in piece.signed_files:
            self.card.add_facts(
                [(_("Fichier joint"), f"{file.file_name} · {file.said}"), (_("Empreinte"), in_groups(file.sha256))]
            )
        self.card.add_buttons(
            button(_("Lire"), lambda: self.read(piece), role="primary"),
            button(_("Ouvrir la réunion"), lambda: self.go("minutes.meeting", piece.meeting_id)),
        )
        lines = [line for line in service.sheets(self.desk) if line.body_id == piece.body_id]
        if lines:
            self.card.add_heading(_("Feuilles de ce registre"))
            for line in lines:
                span = words.integer(line.first) if line.first == line.last else f"{line.first} à {line.last}"
                self.card.add_facts([(_("Feuille {span}").format(span=span), line.purpose)])
        if lines and self.may(service.cancel_sheets):
            self.card.add_buttons(
                button(_("Annuler une feuille abîmée…"), lambda: self.ask_cancel(piece, lines[-1].last + 1))
            )

    def read(self, piece: PieceView) -> None:
        """Show the sealed bytes."""
        pdf = self.ask(service.piece_pdf, piece.id)
        if pdf and pdf.value:
            self.show_pdf(pdf.value, f"{piece.title}, {name(piece)}", f"proces-verbal-{piece.number}.pdf")

    def ask_cancel(self, piece: PieceView, following: int) -> None:
        """Ask which sheets are spoilt and why (REGI-02)."""
        self.card.clear(_("Annuler une feuille abîmée"))
        self.card.add_text(_("Elle reste au registre, barrée, et ne resservira pas."))
        form = Form(
            [
                IntegerField("first", _("De la feuille"), least=1, required=True, rules=("REGI-02",)),
                IntegerField("last", _("À la feuille"), least=1, required=True),
                TextField("reason", _("Raison"), required=True),
            ],
            submit=_("Annuler ces feuilles"),
            on_submit=lambda values: self.cancel(piece, form, values),
            on_cancel=lambda: self.show_piece(piece),
        )
        form.set_values({"first": following, "last": following})
        self.card.add(form)
        form.begin()

    def cancel(self, piece: PieceView, form: Form, values: dict[str, Any]) -> None:
        """Record the spoilt sheets."""
        done = self.run(
            service.cancel_sheets, piece.body_id, values["first"], values["last"], values["reason"], form=form
        )
        if done:
            self.show_piece(self.list.chosen_record())
