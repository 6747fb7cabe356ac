"""The rounds of a circle around one PC: one step at a time, in large words; the program counts and never proposes."""

from functools import partial
from typing import Any, ClassVar

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.screen.card import Card
from coop_desk.screen.fields import CheckField, ChoiceField, Field, IntegerField, LongTextField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.picture import PictureView
from coop_desk.screen.pieces import button, label
from coop_desk.screen.side_by_side import SideBySide
from coop_desk.topics.elections.chart import number, tally_chart
from coop_desk.topics.elections.circle.records import Circle, Objection, Said, State, Step

SHORT = 40
"""Letters up to which a question is said in the largest words."""
MANY = 12
"""Names from which one is typed rather than looked for in a list."""


class CirclePage(Page):
    """The step of a circle at the left, what was said so far at the right; `verbs` says where it is written."""

    title = N_("Tours de parole")
    tip = N_(
        "Une seule chose à la fois : chacun parle à son tour, la personne proposée en dernier. Le programme compte ; "
        "c’est à l’animateur de proposer."
    )
    reads_one_record = True
    verbs: ClassVar[Any]
    record_pdf: ClassVar[Any]
    back: ClassVar[tuple[str, str]]
    """The words of the way back, and the page it leads to."""

    def build(self) -> None:
        """Make the place of the step and of what was said."""
        self._record_id: int | None = None
        self._proposed = ""
        """Whom the facilitator proposes, where the group wants no name written: it stays on this page."""
        self._said: list[Said] = []
        self.circle: Circle
        self.form: Form
        self.how: TextField
        self.step_card = Card()
        self.so_far = Card(_("Ce qui a été dit"))
        self.body.addWidget(SideBySide(self.step_card, self.so_far, (3, 2)), 1)
        words, page = self.back
        self.add_action(_(words), lambda: self.go(page, self._record_id), keys="Ctrl+B")
        self.print_action = self.add_action(
            _("Imprimer la fiche"), self.print_record, keys="Ctrl+R", verb=self.record_pdf
        )

    @property
    def under_way(self) -> bool:
        """Whether answers that are not written yet would be lost."""
        return bool(self._said or self._proposed)

    def open_record(self, record_id: Any) -> None:
        """Show a circle."""
        if self._record_id != int(record_id):
            self._record_id, self._proposed, self._said = int(record_id), "", []
        self.reload()

    def load(self) -> None:
        """Read the circle and show its step."""
        if self._record_id is None:
            self.show_empty(True, _("Ouvrez un cercle depuis la liste."), alone=True)
            return
        self.show_empty(False)
        self.circle = self.read(self._record_id)
        self.show_step(self.circle)

    def read(self, record_id: int) -> Circle:
        """What the circle has said so far."""
        found: Circle = self.verbs.circle(self.desk, record_id)
        return found

    def show_step(self, here: Circle) -> None:
        """Show the step a circle is at."""
        people = len(here.participants)
        words = ngettext("{n} participant", "{n} participants", people).format(n=integer(people))
        kept = {None: "", True: _(" · noms consignés"), False: _(" · noms non consignés")}[here.names_kept]
        self.say_title(here.title, words + kept)
        self.print_action.setEnabled(here.step is Step.DONE)
        self._show_so_far(here)
        if not self.may(self.verbs.begin_circle) and here.step is not Step.DONE:
            self._ask(_("Le tour est en cours"), _("La personne qui tient la séance écrit ce qui se dit."))
            return
        {
            Step.RECORDING: self._recording,
            Step.DISCUSSION: self._discussion,
            Step.NOMINATION: self._nomination,
            Step.CHANGE: self._change,
            Step.PROPOSAL: self._proposal,
            Step.ANSWERS: self._answers,
            Step.OBJECTIONS: self._objections,
            Step.ACCEPTANCE: self._acceptance,
            Step.DONE: self._done,
        }[here.step](here)

    # ------------------------------------------------------------------------------------------------------ the steps

    def _recording(self, here: Circle) -> None:
        frame = _("La proposition") if here.matter else _("Le rôle, ses critères et sa durée")
        self._ask(
            _("Le groupe accepte-t-il que les noms et les raisons soient écrits ?"),
            _("Demandez-le à chacun. Sans l’accord de tous, seuls les nombres et le résultat sont gardés."),
        )
        self._form(
            [
                LongTextField("frame", frame, required=True, lines=4, rules=("SCR-21",)),
                CheckField("names", _("Tout le groupe accepte que noms et raisons soient écrits")),
            ],
            _("Commencer"),
            lambda values: self._run(self.verbs.begin_circle, bool(values["names"]), values["frame"] or ""),
        )
        self.form.set_values({"frame": self.frame_of(here)})

    def frame_of(self, here: Circle) -> str:
        """The frame to begin with, where it is known already."""
        return here.frame

    def _discussion(self, here: Circle) -> None:
        self._ask(here.proposal, _("Clarifications d’abord, réactions ensuite : chacun parle une fois, à son tour."))
        if here.names_kept:
            self._form(
                [
                    ChoiceField(
                        "kind", _("Nature"), [(False, _("Clarification")), (True, _("Réaction"))], required=True
                    ),
                    LongTextField("words", _("Ce qui est dit"), required=True, lines=2, rules=("SCR-22",)),
                ],
                _("Écrire"),
                lambda values: self._run(self.verbs.remark, values["kind"], values["words"] or ""),
            )
        self._buttons((_("Passer au tour d’objections"), lambda: self._run(self.verbs.end_round)))

    def _nomination(self, here: Circle) -> None:
        self._ask(_("Qui, et pourquoi ?"), _("Chacun nomme une personne et dit ses raisons, toujours positives."))
        self._spoken(here, {one.by for one in here.nominations}, here.names)

    def _change(self, here: Circle) -> None:
        self._ask(_("Quelqu’un change-t-il d’avis ?"), _("On ne reporte sa voix que sur une personne déjà nommée."))
        named = [name for name, _n in here.tally]
        self._spoken(here, set(), tuple(name for name in here.names if name in named))

    def _spoken(self, here: Circle, done: set[int], names: tuple[str, ...]) -> None:
        if not here.names_kept:
            self._counts(here)
            return
        left = [one for one in here.participants if one.person_id not in done]
        if left:
            self._form(
                [
                    ChoiceField("by", _("Qui parle"), [(one.person_id, one.name) for one in left], required=True),
                    _name_field(here, names),
                    TextField("because", _("Parce que")),
                ],
                _("Écrire"),
                lambda values: self._run(
                    self.verbs.nominate, values["by"], values["name"] or "", values["because"] or ""
                ),
            )
        if not left or here.step is Step.CHANGE:
            self._buttons((_("Finir ce tour"), lambda: self._run(self.verbs.end_round)), first=not left)

    def _counts(self, here: Circle) -> None:
        """Only how many spoke is written; who named whom is remembered by the circle."""
        if here.step is Step.CHANGE:
            self._form(
                [IntegerField("said", _("Combien ont changé d’avis"), required=True, least=0)],
                _("Finir ce tour"),
                lambda values: self._run(self.verbs.end_round, values["said"], 0),
            )
            return
        self._form(
            [
                IntegerField("said", _("Nominations faites"), required=True, least=0, rules=("SCR-01",)),
                IntegerField("named", _("Personnes nommées"), required=True, least=0),
            ],
            _("Finir ce tour"),
            lambda values: self._run(self.verbs.end_round, values["said"], values["named"]),
        )

    def _proposal(self, here: Circle) -> None:
        self._ask(_("Que propose l’animateur ?"), _("D’après les raisons entendues, pas d’après le nombre de voix."))
        self._propose_form(here)

    def _propose_form(self, here: Circle) -> None:
        field: Field
        if here.matter:
            field = LongTextField("proposal", _("Proposition amendée"), required=True, lines=3, rules=("SCR-21",))
        else:
            names = [name for name, _n in here.tally] if here.names_kept else list(here.names)
            choices = sorted((name, name) for name in names)
            field = ChoiceField("proposal", _("Personne proposée"), choices, required=True, rules=("SCR-21",))
        people = [(one.person_id, one.name) for one in here.participants]
        by: list[Field] = [PersonField("by", _("Proposé par"), people)] if here.names_kept else []
        self._form([field, *by, *self.more_to_propose(here)], _("Proposer"), self.propose)
        self.form.set_values(self.proposed_with(here))

    def more_to_propose(self, here: Circle) -> list[Field]:
        """What else goes with a proposal."""
        return []

    def proposed_with(self, here: Circle) -> dict[str, Any]:
        """What the form of a proposal begins with."""
        return {}

    def amended(self, values: dict[str, Any]) -> dict[str, Any]:
        """What else the verb takes with a proposal."""
        return {}

    def propose(self, values: dict[str, Any]) -> None:
        """Keep what is proposed; where no name is written, on this page only."""
        said = values["proposal"] or ""
        if self._run(self.verbs.propose, said, values.get("by"), **self.amended(values)):
            self._said = []
            self._proposed = "" if self.circle.names_kept or self.circle.matter else said
            self.load()

    def _answers(self, here: Circle) -> None:
        proposed = here.proposal or self._proposed
        if not proposed:  # the program was closed since: the name was nowhere but here
            self._ask(_("Qui est proposé ?"), _("Le nom n’a pas été écrit : choisissez de nouveau la personne."))
            choices = [(name, name) for name in here.names]
            self._form(
                [ChoiceField("name", _("Personne proposée"), choices, required=True)], _("Continuer"), self._recall
            )
            return
        left = [one for one in here.participants if one.person_id not in {said.by for said in self._said}]
        left.sort(key=lambda one: one.name == proposed)  # the person is heard last
        if not left:
            self._run(self.verbs.answer_proposal, self._said)
            return
        speaker = left[0]
        self._ask(proposed, _("{name}, avez-vous une objection ?").format(name=speaker.name))
        self._form(
            [TextField("because", _("Raison, si c’est une objection"))],
            _("Consent"),
            lambda _values: self.hear(speaker.person_id, State.CONSENT),
        )
        self._buttons(
            (_("Se retire, sans bloquer"), lambda: self.hear(speaker.person_id, State.STAND_ASIDE)),
            (_("Objecte"), lambda: self.hear(speaker.person_id, State.OBJECTION)),
        )
        heard = ngettext("{n} réponse sur {all}", "{n} réponses sur {all}", len(self._said))
        words = heard.format(n=integer(len(self._said)), all=integer(len(here.participants)))
        self.step_card.add_text(words, secondary=True)

    def _recall(self, values: dict[str, Any]) -> None:
        self._proposed = values["name"]
        self.load()

    def hear(self, person: int, state: State) -> None:
        """Take an answer; they are written together once everybody has spoken."""
        because = str(self.form.values()["because"] or "")
        if state is State.OBJECTION and not because.strip():
            self.refusal.show_warning(_("Une objection se dit avec sa raison."), _("Écrivez-la, puis recommencez."))
            return
        self.refusal.hide()
        self._said.append(Said(person, state, because if state is State.OBJECTION else ""))
        self.show_step(self.circle)

    def _objections(self, here: Circle) -> None:
        self._said = []
        last = here.last
        standing = last.standing if last is not None else ()
        self._ask(
            here.proposal or self._proposed or here.title,
            _("Une objection éclaire le groupe : levez-la en répondant, ou proposez autrement."),
        )
        if here.names_kept:
            self.how = TextField("how", _("Comment l’objection est levée"))
            self.step_card.add(self.how)
        for one in standing:
            self.step_card.add(label(_objection(one), "strong", wrap=True))
            choices = [button(_("Levée par son auteur"), partial(self.lift, one, by_group=False))]
            if here.dismissing:
                choices.append(button(_("Jugée non fondée"), partial(self.lift, one, by_group=True)))
            self.step_card.add_buttons(*choices)
        self.step_card.add_heading(_("Ou proposer autrement"))
        self._propose_form(here)

    def lift(self, one: Objection, *, by_group: bool) -> None:
        """Answer an objection, and say how."""
        how = str(self.how.read() or "") if self.circle.names_kept else ""
        self._run(self.verbs.lift, one.number, how, by_group=by_group)

    def _acceptance(self, here: Circle) -> None:
        self._said = []
        proposed = here.proposal or self._proposed
        if here.matter:
            self._ask(here.proposal, _("Aucune objection ne subsiste."))
            self._buttons((_("Adopter"), lambda: self._run(self.verbs.conclude, here.proposal)), first=True)
            return
        if not proposed:
            self._ask(_("Qui est proposé ?"), _("Le nom n’a pas été écrit : choisissez de nouveau la personne."))
            choices = [(name, name) for name in here.names]
            self._form(
                [ChoiceField("name", _("Personne proposée"), choices, required=True)], _("Continuer"), self._recall
            )
            return
        self._ask(proposed, _("Aucune objection ne subsiste. Acceptez-vous ce rôle ?"))
        self._buttons(
            (_("Accepte"), lambda: self._run(self.verbs.conclude, proposed)),
            (_("Décline"), self.decline),
            first=True,
        )

    def decline(self) -> None:
        """The person declines: somebody else may be proposed."""
        self._proposed = ""
        self._run(self.verbs.decline)

    def _done(self, here: Circle) -> None:
        raise NotImplementedError

    # --------------------------------------------------------------------------------------------------------- pieces

    def _ask(self, question: str, how: str) -> None:
        """Say the step in large words."""
        self.step_card.clear()
        self.step_card.add(label(question, "booth-title" if len(question) <= SHORT else "booth-strong", wrap=True))
        self.step_card.add(label(how, "booth", wrap=True))

    def _form(self, fields: list[Field], submit: str, react: Any) -> None:
        self.form = Form(fields, submit=submit, on_submit=react)
        self.step_card.add(self.form)
        self.form.begin()

    def _buttons(self, *buttons: tuple[str, Any], first: bool = False) -> None:
        """Offer what may be done; `first` says that the first one is what comes now."""
        roles = ["primary" if first and place == 0 else "" for place in range(len(buttons))]
        made = [button(words, react, role=role) for (words, react), role in zip(buttons, roles, strict=True)]
        self.step_card.add_buttons(*made)

    def _run(self, verb: Any, *values: Any, **named: Any) -> bool:
        form = getattr(self, "form", None)
        return bool(self.run(verb, self._record_id, *values, form=form if _is_there(form) else None, **named))

    def _show_so_far(self, here: Circle) -> None:
        self.so_far.clear(_("Ce qui a été dit"))
        if here.frame:
            self.so_far.add_text(here.frame)
        if here.names_kept and here.tally:
            picture = PictureView()
            self.so_far.add(picture)
            picture.show_chart(tally_chart(dict(here.tally), written=number), _("Nominations"))
        elif here.nominated:
            words = ngettext("{n} nomination", "{n} nominations", here.nominated)
            self.so_far.add_text(words.format(n=integer(here.nominated)))
        for one in (*here.nominations, *here.changes):
            words = _("{by} nomme {name}").format(by=one.by_name, name=one.name or _("personne"))
            self.so_far.add_text(f"{words} : {one.because}" if one.because else words, secondary=True)
        for said in here.remarks:
            self.so_far.add_text(said.words, secondary=True)
        for place, answers in enumerate(here.rounds, 1):
            self.so_far.add_heading(_("Tour d’objections n° {n}").format(n=integer(place)))
            counts = (
                ngettext("{n} consentement", "{n} consentements", answers.consents).format(n=integer(answers.consents)),
                ngettext("{n} retrait", "{n} retraits", answers.aside).format(n=integer(answers.aside)),
                ngettext("{n} objection", "{n} objections", len(answers.objections)).format(
                    n=integer(len(answers.objections))
                ),
            )
            self.so_far.add_text(f"{listed(counts)}.")
            for objection in answers.objections:
                self.so_far.add_text(_objection(objection), secondary=True)

    def print_record(self) -> None:
        """Print the record of the circle."""
        if self._record_id is not None:
            pdf = self.ask(self.record_pdf, self._record_id)
            if pdf.value is not None:
                self.show_pdf(pdf.value, _("Fiche du cercle"), _("cercle.pdf"))


def _objection(one: Objection) -> str:
    words = _("Objection n° {n}").format(n=integer(one.number))
    if one.by_name:
        words = _("{by} : {because}").format(by=one.by_name, because=one.because)
    end = {"": _("subsiste"), "author": _("levée par son auteur"), "group": _("jugée non fondée")}[one.lifted]
    if one.how:
        end = _("{end}, {how}").format(end=end, how=one.how)
    return _("{words} ({end})").format(words=words, end=end)


def _name_field(here: Circle, names: tuple[str, ...]) -> Field:
    """Whom somebody names: from a list while it is short, else typed; nobody where the rules let it."""
    choices = [(name, name) for name in names]
    if len(names) < MANY:
        nobody = [("", _("Personne"))] if here.blank else []
        return ChoiceField("name", _("Nomme"), choices + nobody, required=True, rules=("SCR-21",))
    help_ = _("Laissez vide si la personne passe son tour.") if here.blank else ""
    return PersonField("name", _("Nomme"), choices, required=not here.blank, rules=("SCR-21",), help=help_)


def _is_there(form: Form | None) -> bool:
    """Whether a form is still on the page."""
    from shiboken6 import isValid

    return form is not None and isValid(form) and form.isVisible()
