"""A plan on its way to force: put to a meeting, or adopted by what was decided."""

from typing import Any

from coop_desk.core.i18n import _
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.roles.adoption import service
from coop_desk.topics.roles.adoption.records import PlanFile


class Adopting(Page):
    """The forms of the page of a plan that lead to a decision, in its card."""

    card: Card
    plan_id: int | None
    file: PlanFile | None

    def show_cost(self) -> None:
        """Go back to what the plan costs."""
        raise NotImplementedError

    def ask_meeting(self) -> None:
        """Ask for the meeting whose agenda will hold the resolution."""
        meetings = service.meetings_to_come(self.desk)
        self.card.clear(_("Préparer la résolution"))
        if not meetings:
            self.card.add_text(_("Aucune réunion n’est en préparation : préparez-en une, puis revenez ici."))
            self.card.add_buttons(button(_("Assemblées"), lambda: self.go("assemblies"), role="primary"))
            self.card.show()
            return

        def send(said: dict[str, Any]) -> None:
            if self.run(service.submit_plan, self.plan_id, said["meeting"], form=form):
                self.go("assemblies.preparation", said["meeting"])

        words = _("{title}, le {day}")
        choices = [(one.id, words.format(title=one.title or one.body_name, day=day_words(one.day))) for one in meetings]
        form = Form(
            [ChoiceField("meeting", _("Réunion"), choices, required=True, rules=("ROT-46", "AG-04", "CALL-08"))],
            submit=_("Mettre à l’ordre du jour"), on_submit=send, on_cancel=self.show_cost,
        )  # fmt: skip
        self.card.add_text(
            _(
                "Le texte cite les mandats, les personnes imposées ou écartées, le coût et le moindre coût possible. "
                "Le plan est joint."
            )
        )
        self.card.add(form)
        self.card.show()
        form.begin()

    def ask_adoption(self) -> None:
        """Look at the plan against the co-op of today, then ask for the decision."""
        asked = self.ask(service.check_adoption, self.plan_id)
        if asked.value is None:
            return
        check = asked.value
        self.card.clear(_("Adopter ce plan"))
        if check.faults:
            self.card.add_pill(_("ce plan ne tient plus"), "bad")
        else:
            self.card.add_pill(_("toutes les règles sont respectées"), "good")
        for sentence in check.faults:
            self.card.add_text(sentence)
        if check.now is not None and check.now != check.before:
            words = _("Coût aujourd’hui : {now}, au lieu de {before}.")
            self.card.add_text(words.format(now=integer(check.now), before=integer(check.before)))
        if check.learners:
            self.card.add_pill(_("pas encore autonomes"), "warn")
        for sentence in check.learners:
            self.card.add_text(sentence)
        if not check.faults:
            self._adoption_form()
        if check.changes:
            self.card.add_heading(_("Ce qui a changé depuis le calcul"))
        for sentence in check.changes:
            self.card.add_text(sentence)
        self.card.show()

    def _adoption_form(self) -> None:
        offered = service.offered(self.desk)
        resolutions = service.adopting_resolutions(self.desk, self.plan_id or 0)
        people = List(_("Qui a décidé"), (Column(_("Personne"), lambda one: one[1], stretch=True),),
                      key=lambda one: one[0], printable=False)  # fmt: skip
        people.choose_several()
        people.show_records(offered.people)
        people.setMinimumHeight(theme.px(220))
        form = Form(
            [
                ChoiceField("resolution", _("Résolution"), resolutions, rules=("MAND-04",),
                            help=_("Vide : décision prise autrement.")),
                TextField("decision", _("Décision"), required=True, rules=("ROT-47",),
                          help=_("La réunion qui a décidé.")),
                DayField("day", _("Décidé le"), required=True, today=self.desk.today),
            ],
            submit=_("Adopter ce plan"), on_submit=lambda said: self._adopt(form, said, people),
            on_cancel=self.show_cost,
        )  # fmt: skip

        def follow() -> None:
            otherwise = form.fields["resolution"].read() is None
            for name in ("decision", "day"):
                form.show_field(name, otherwise)
            people.setVisible(otherwise)

        form.set_values({"resolution": self.file.line.resolution_id if self.file else None, "day": self.desk.today})
        form.fields["resolution"].changed.connect(follow)
        self.card.add(form)
        self.card.add(people)
        follow()

    def _adopt(self, form: Form, said: dict[str, Any], people: List) -> None:
        if said["resolution"] is not None:
            done = self.run(service.adopt_plan, self.plan_id, resolution_id=said["resolution"], form=form)
        else:
            deciders = [one[0] for one in people.chosen_records()]
            done = self.run(
                service.adopt_plan, self.plan_id, decision=said["decision"] or "", decided_on=said["day"],
                deciders=deciders, form=form,
            )  # fmt: skip
        if done:
            self.show_cost()
