"""The written questions of an assembly on a card: read, sent by oneself, or recorded from a paper (DOC-08)."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from coop_desk.core.i18n import _
from coop_desk.screen.card import Card
from coop_desk.screen.fields import DayField, LongTextField, PersonField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.topics.assemblies import service
from coop_desk.topics.assemblies.page.wording import question_words
from coop_desk.topics.assemblies.records import QuestionLine, Someone


def add_questions(card: Card, questions: Iterable[QuestionLine]) -> None:
    """Write each question with its answer."""
    for question in questions:
        add_question(card, question)


def add_question(card: Card, question: QuestionLine) -> None:
    """Write one question with its answer."""
    card.add_heading(question_words(question))
    card.add_text(question.text)
    if question.answer:
        card.add_text(_("Réponse : {answer}").format(answer=question.answer), secondary=True)


class OwnQuestions:
    """The questions of an assembly, and a form to send one's own."""

    def __init__(self, page: Page, card: Card, meeting_id: int) -> None:
        self.page, self.card, self.meeting_id = page, card, meeting_id

    def show(self) -> None:
        """Show the questions, then the form."""
        self.card.clear(_("Questions écrites"))
        self.card.add_text(_("La direction y répond pendant l’assemblée. Tous les associés peuvent les lire ici."))
        form = Form(
            [LongTextField("text", _("Votre question"), required=True, low=True, rules=("DOC-08",))],
            submit=_("Envoyer la question"),
            on_submit=lambda values: self.send(form, values["text"]),
            on_cancel=self.card.hide,
        )
        self.card.add(form)
        found = self.page.ask(service.questions, self.meeting_id)
        add_questions(self.card, found.value or ())
        self.card.show()
        form.begin()

    def send(self, form: Form, text: str) -> None:
        """Send one's own question."""
        if self.page.run(service.send_question, self.meeting_id, text, form=form):
            self.show()


class PaperQuestions:
    """The questions of an assembly, and a form to record those that came on paper."""

    def __init__(self, page: Page, card: Card, meeting_id: int, people: Iterable[Someone]) -> None:
        self.page, self.card, self.meeting_id = page, card, meeting_id
        self.people = [(person.person_id, person.name) for person in people]

    def show(self) -> None:
        """Show the questions, then the form for one more."""
        self.card.clear(_("Questions écrites"))
        self.card.add_text(
            _(
                "Celles que les associés envoient depuis leur poste arrivent seules. Enregistrez ici celles reçues par "
                "courrier ou par courriel ; les réponses se notent en séance."
            ),
            secondary=True,
        )
        found = self.page.ask(service.questions, self.meeting_id)
        for question in found.value or ():
            add_question(self.card, question)
            if question.on_paper and not question.answer:
                correct = button(_("Corriger"), partial(self.ask_correction, question))
                correct.setAccessibleName(_("Corriger la question de {name}").format(name=question.author.name))
                self.card.add_buttons(correct)
        self.card.add_heading(_("Question reçue sur papier"))
        form = self._form(_("Enregistrer la question"), self.card.hide)
        form.set_values({"received_on": self.page.desk.today})
        self.card.show()
        form.begin()

    def ask_correction(self, question: QuestionLine) -> None:
        """Ask for the right words of a question copied wrongly."""
        self.card.clear(_("Corriger la question de {name}").format(name=question.author.name))
        self.card.add_text(_("La saisie d’avant reste au journal."), secondary=True)
        form = self._form(_("Enregistrer la correction"), self.show, question.id)
        author, received_on = question.author.person_id, question.received_on
        form.set_values({"author_id": author, "received_on": received_on, "text": question.text})
        form.begin()

    def _form(self, submit: str, leave: Any, corrects: int | None = None) -> Form:
        form = Form(
            [
                PersonField("author_id", _("De"), self.people, required=True),
                DayField("received_on", _("Reçue le"), today=self.page.desk.today, required=True),
                LongTextField("text", _("Question"), required=True, low=True, rules=("DOC-08",)),
            ],
            submit=submit,
            on_submit=lambda values: self.save(form, values, corrects),
            on_cancel=leave,
        )
        self.card.add(form)
        return form

    def save(self, form: Form, values: dict[str, Any], corrects: int | None) -> None:
        """Keep a question, new or corrected."""
        if corrects is None:
            done = self.page.run(service.record_question, self.meeting_id, **values, form=form)
        else:
            done = self.page.run(service.correct_question, corrects, **values, form=form)
        if done:
            self.show()
