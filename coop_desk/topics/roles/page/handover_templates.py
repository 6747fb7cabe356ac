"""«Modèles de passation»: what is handed over with each role, the usual template or the co-op's own."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.card import Card
from coop_desk.screen.fields import Field, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.roles.handover import service
from coop_desk.topics.roles.handover.records import KIND_WORDS, Kind, Template, TemplateVersion

LISTS = {"documents": Kind.DOCUMENT, "opens": Kind.OPEN, "closes": Kind.CLOSE, "trainings": Kind.TRAINING}


class HandoverTemplatesPage(Page):
    """The template of each role."""

    title = N_("Modèles de passation")
    needs = service.templates
    guide = "07-passations-de-role"
    tip = N_("Le modèle usuel vient de la fiche du rôle. Adoptez le vôtre : il servira aux passations à venir.")

    def build(self) -> None:
        """Make the list and its card."""
        self.list = List(
            _("Modèles"),
            (
                Column(_("Rôle"), lambda one: one.role, stretch=True),
                Column(_("Modèle"), version_words, width=150),
                Column(_("Adopté le"), lambda one: one.adopted_on, "day", width=110),
                Column(_("Lignes"), lines_in, "integer", width=90),
            ),
            key=lambda one: one.role_id,
            counted=lambda n: ngettext("{n} rôle", "{n} rôles", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_template)
        self.add_action(_("Toutes les passations"), lambda: self.go("roles.handovers"), verb=service.handovers)

    def load(self) -> None:
        """Show the roles."""
        found = service.templates(self.desk)
        self.list.show_records(found)
        self.show_empty(not found, _("Aucun rôle pour l’instant : ouvrez-en un, son modèle viendra de sa fiche."))

    def open_record(self, record_id: Any) -> None:
        """Choose a role."""
        self.list.choose(record_id)

    def show_template(self, one: TemplateVersion | None) -> None:
        """Show what is handed over with a role."""
        if one is None:
            return
        self.card.clear(one.role)
        said = version_words(one)
        self.card.add_text(f"{said[:1].upper()}{said[1:]}. {one.decision}".strip(), secondary=True)
        self.card.add_text(
            _("Chaque point d’une mission passe par quatre étapes : expliquer, faire ensemble, faire seul, fait."),
            secondary=True,
        )
        names = dict(one.missions)
        for mission, points in one.template.points:
            self.card.add_heading(names[mission])
            self.card.add_text("\n".join(f"– {point}" for point in points))
        for name, kind in LISTS.items():
            lines = getattr(one.template, name)
            if lines:
                self.card.add_heading(_(KIND_WORDS[kind]))
                self.card.add_text("\n".join(f"– {line}" for line in lines))
        if self.may(service.adopt_template):
            self.card.add_buttons(button(_("Adopter un modèle…"), lambda: self.ask_template(one), role="primary"))

    def ask_template(self, one: TemplateVersion) -> None:
        """Ask for the lines, one a line, and the decision."""
        points: list[Field] = [
            LongTextField(f"mission-{mission}", name, lines=3, low=True, required=True, rules=("HAND-01",))
            for mission, name in one.missions
        ]
        others: list[Field] = [
            LongTextField(name, _(KIND_WORDS[kind]), lines=4, low=True) for name, kind in LISTS.items()
        ]
        decision = TextField("decision", _("Décision"), required=True, rules=("MAND-04",),
                             help=_("La réunion ou l’assemblée, et sa date."))  # fmt: skip
        form = Form(
            [*points, *others, decision],
            submit=_("Adopter ce modèle"),
            on_submit=lambda said: self._adopt(one, said, form),
            on_cancel=lambda: self.show_template(one),
        )
        form.set_values(
            {
                **{f"mission-{mission}": "\n".join(lines) for mission, lines in one.template.points},
                **{name: "\n".join(getattr(one.template, name)) for name in LISTS},
            }
        )
        self.card.clear(one.role)
        self.card.add_text(_("Un point par ligne."), secondary=True)
        self.card.add(form)
        form.begin()

    def _adopt(self, one: TemplateVersion, said: dict[str, Any], form: Form) -> None:
        points = tuple(
            (mission, tuple((said[f"mission-{mission}"] or "").split("\n"))) for mission, _name in one.missions
        )
        template = Template(points, *(tuple((said[name] or "").split("\n")) for name in LISTS))
        if self.run(service.adopt_template, one.role_id, template, decision=said["decision"] or "", form=form):
            self.show_template(self.list.chosen_record())


def version_words(one: TemplateVersion) -> str:
    """Which template a role has."""
    return _("modèle n° {n}").format(n=one.version) if one.version else _("modèle usuel")


def lines_in(one: TemplateVersion) -> int:
    """Lines a plan would have, reviews aside."""
    points = sum(len(points) for _mission, points in one.template.points)
    return 4 * points + sum(len(getattr(one.template, name)) for name in LISTS)
