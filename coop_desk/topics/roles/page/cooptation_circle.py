"""The circle of a co-optation: the sheet is read, colleagues name colleagues, a term always ends."""

from typing import Any, ClassVar

from coop_desk.core.i18n import N_, _
from coop_desk.core.words import integer, listed, long_day
from coop_desk.screen.fields import ChoiceField, DayField, Field, IntegerField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button
from coop_desk.topics.elections.circle.records import Circle
from coop_desk.topics.elections.page.circle_rounds import CirclePage
from coop_desk.topics.roles.cooptation import service


class CooptationCirclePage(CirclePage):
    """The rounds of a co-optation."""

    needs = service.circle
    guide = "07-cooptation"
    verbs: ClassVar = service
    record_pdf: ClassVar = service.cooptation_pdf
    back: ClassVar = (N_("Retour aux cooptations"), "roles.cooptations")

    def read(self, record_id: int) -> Circle:
        """What the circle has said so far, kept with the sheet and the term."""
        self.file = service.cooptation(self.desk, record_id)
        return self.file.circle

    def frame_of(self, here: Circle) -> str:
        """The sheet of the role and the term, to be read aloud before anything else."""
        return self.file.frame

    def more_to_propose(self, here: Circle) -> list[Field]:
        """The end of the term, and what an objection changed."""
        changed = _("Ce qui change dans le rôle ou sa durée")
        return [
            DayField("until", _("Fin du mandat"), required=True, today=self.desk.today, rules=("COO-01", "MAN-03")),
            *([TextField("amended", changed, help=_("Pour répondre à une objection."))] if here.rounds else []),
        ]

    def proposed_with(self, here: Circle) -> dict[str, Any]:
        """The same person and the same end as before, to be amended."""
        return {"until": self.file.term.ends_on, "proposal": here.proposal or self._proposed or None}

    def amended(self, values: dict[str, Any]) -> dict[str, Any]:
        """What goes with the person proposed."""
        return {"until": values["until"], "amended": values.get("amended") or ""}

    def _proposal(self, here: Circle) -> None:
        chosen = [one.name for one in self.file.line.endorsed]
        if not chosen:
            super()._proposal(here)
            if here.tally or not here.names_kept:
                self.step_card.add_heading(_("Ou retenir par décompte des voix"))
                self._count_form(here)
            self.step_card.add_heading(_("Ou s’arrêter là"))
            self._give_up_form()
            return
        self._ask(
            listed(chosen),
            _("Le cercle est d’accord. Il peut clore, ou retenir aussi quelqu’un d’autre pour la suite."),
        )
        self.step_card.add_buttons(button(_("Clore le cercle"), self.close_circle, role="primary"))
        self.step_card.add_heading(_("Ou proposer une autre personne"))
        self._propose_form(here)

    def _count_form(self, here: Circle) -> None:
        """Where the co-op decided to count: whom, because of which decision, how many where names are not written."""
        counted = here.tally if here.names_kept else tuple((name, 0) for name in here.names)
        words = _("{name}, {n} voix") if here.names_kept else "{name}"
        choices = [(name, words.format(name=name, n=integer(n))) for name, n in counted]
        votes: list[Field] = [] if here.names_kept else [
            IntegerField("votes", _("Voix"), required=True, least=0, most=len(here.participants), rules=("COO-07",))
        ]  # fmt: skip
        form = Form(
            [
                ChoiceField("outcome", _("Personne retenue"), choices, required=True, rules=("SCR-21", "COO-04")),
                *votes,
                TextField("decision", _("Décision de compter"), required=True, rules=("COO-07",),
                          help=_("La réunion et sa date. Il faut plus de la moitié du cercle.")),
            ],
            submit=_("Retenir cette personne"), on_submit=lambda said: self._count(form, said),
        )  # fmt: skip
        self.step_card.add(form)

    def _count(self, form: Form, said: dict[str, Any]) -> None:
        self.run(
            service.retain_by_count, self._record_id, said["outcome"], said["decision"] or "", said.get("votes") or 0,
            form=form,
        )  # fmt: skip

    def _give_up_form(self) -> None:
        why = TextField("because", _("Pourquoi le cercle s’arrête"), rules=("COO-05",))
        self.step_card.add(why)
        self.step_card.add_buttons(
            button(_("Clore sans personne"), lambda: self._run(service.close_cooptation, str(why.read() or "")))
        )

    def close_circle(self) -> None:
        """The circle is over: the seats are given from the list."""
        self._run(service.close_cooptation)

    def _done(self, here: Circle) -> None:
        self._proposed = ""
        until = self.file.term.ends_on
        if here.outcome:
            how = _("Par décompte, jusqu’au {day}.") if self.file.counted else _("Sans objection, jusqu’au {day}.")
            self._ask(here.outcome, how.format(day=long_day(until)))
        else:
            self._ask(_("Personne n’est retenu"), self.file.line.given_up)
        waits = any(one.waits for one in self.file.line.endorsed)
        words = _("Donner le siège") if waits else _("Voir la suite")
        self._buttons(
            (words, lambda: self.go("roles.cooptations", self._record_id)),
            (_("Imprimer la fiche"), self.print_record),
            first=True,
        )
