"""The words of the convocations on the screen, with their placeholders and the way back to the original."""

from typing import Any

from coop_desk.core.i18n import N_, _
from coop_desk.screen.card import Card
from coop_desk.screen.fields import LongTextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.convening import service
from coop_desk.topics.convening.records import EditableText


class LettersPage(Page):
    """The parts of the letters that the co-operative may word itself."""

    title = N_("Textes des courriers")
    needs = service.letter_texts
    guide = "05-convocations"

    def build(self) -> None:
        self.list = List(
            _("Textes"),
            (
                Column(_("Texte"), lambda t: t.title, stretch=True),
                Column(_("Rédaction"), _wording, "pill", tone=lambda t: "accent" if t.changed else "plain"),
            ),
            key=lambda t: t.key,
            searchable=False,
            printable=False,
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_text)
        self.add_action(_("Convocation"), lambda: self.go("convening"), keys="Ctrl+J")

    def load(self) -> None:
        self.list.show_records(service.letter_texts(self.desk))

    def show_text(self, text: EditableText | None) -> None:
        """Show a text with its placeholders and a form to change it."""
        if text is None:
            return
        self.card.clear(text.title)
        self.card.add_pill(_wording(text), "accent" if text.changed else "plain")
        form = Form(
            [LongTextField("words", _("Texte"), lines=6, required=True, rules=("LETTER-01", "LETTER-02"))],
            submit=_("Enregistrer"),
            on_submit=lambda values: self.change(text, form, values),
        )
        form.set_values({"words": text.words})
        self.card.add(form)
        if text.changed:
            self.card.add_buttons(button(_("Rétablir le texte d’origine"), lambda: self.restore(text)))
        self.card.add_heading(_("Mots remplacés"))
        self.card.add_facts([(f"{{{name}}}", meaning) for name, meaning in text.placeholders])

    def change(self, text: EditableText, form: Form, values: dict[str, Any]) -> None:
        """Keep the co-operative's own words."""
        if self.run(service.change_letter_text, text.key, values["words"], form=form):
            self.show_text(self.list.chosen_record())

    def restore(self, text: EditableText) -> None:
        """Go back to the original words."""
        if self.run(service.restore_letter_text, text.key):
            self.show_text(self.list.chosen_record())


def _wording(text: EditableText) -> str:
    return _("Propre à la coopérative") if text.changed else _("D’origine")
