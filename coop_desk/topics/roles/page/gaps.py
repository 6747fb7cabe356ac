"""«Écarts de compétences»: what roles ask for against what people hold, by role and by person."""

from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.roles.cover import service
from coop_desk.topics.roles.cover.records import RoleNeed, SkillGap
from coop_desk.topics.skills import service as skills


class GapsPage(Page):
    """The gaps between roles and people."""

    title = N_("Écarts de compétences")
    needs = service.role_needs
    guide = "07-couverture"
    tip = N_("En haut, ce que chaque rôle demande et qui l’atteint. En bas, ce qui manque à chaque titulaire.")

    def build(self) -> None:
        """Make both lists."""
        self.roles = List(
            _("Par rôle"),
            (
                Column(_("Rôle"), lambda one: one.role, stretch=True),
                Column(_("Compétence"), lambda one: one.skill, width=170),
                Column(_("Niveau"), lambda one: one.needed, "integer", width=80),
                Column(_("Titulaires"), _reaching, "pill", tone=_tone, width=150),
                Column(_("Qui d’autre l’atteint"), _others, width=330, hover=lambda one: ", ".join(one.others)),
            ),
            key=lambda one: (one.role_id, one.skill),
            counted=lambda n: ngettext("{n} demande", "{n} demandes", n).format(n=words.integer(n)),
            searchable=False,
        )
        self.people = List(
            _("Par personne"),
            (
                Column(_("Personne"), lambda one: one.person, width=180),
                Column(_("Rôle tenu"), lambda one: one.role, stretch=True),
                Column(_("Compétence"), lambda one: one.skill, width=170),
                Column(_("Demandé"), lambda one: one.needed, "integer", width=90),
                Column(_("Retenu"), lambda one: one.level, "integer", width=80),
                Column(_("Formation"), _training, width=230),
            ),
            key=lambda one: (one.role_id, one.person_id, one.skill),
            counted=lambda n: ngettext("{n} écart", "{n} écarts", n).format(n=words.integer(n)),
            searchable=False,
        )
        self.body.addWidget(self.roles, 1)
        self.body.addWidget(self.people, 1)
        self.connect_list(self.roles)
        self.roles.opened.connect(lambda one: self.go("roles", one.role_id))
        self.people.opened.connect(self._open_person)
        self.add_action(_("Carte des compétences"), lambda: self.go("skills"), verb=skills.matrix)
        self.add_action(_("Couverture"), lambda: self.go("roles.cover"), verb=service.cover_table)

    def load(self) -> None:
        """Show what is asked and what lacks."""
        needs, gaps = service.role_needs(self.desk), service.skill_gaps(self.desk)
        self.roles.show_records(needs)
        self.people.show_records(gaps)
        self.people.setVisible(bool(gaps))
        lacking = ngettext("{n} écart chez les titulaires", "{n} écarts chez les titulaires", len(gaps))
        self.say_facts(lacking.format(n=words.integer(len(gaps))))
        self.show_empty(
            not needs, _("Aucune fiche de rôle ne demande de compétence : choisissez-les dans la fiche d’un rôle.")
        )

    def open_record(self, record_id: Any) -> None:
        """Choose a line of the first list."""
        self.roles.choose(record_id)

    def _open_person(self, one: SkillGap) -> None:
        if one.skill_id is not None:
            self.go("skills", (one.person_id, one.skill_id))


def _reaching(one: RoleNeed) -> str:
    if not one.known:
        return _("hors de l’arbre")
    if not one.holders:
        return _("vacant")
    return _("{n} sur {all}").format(n=words.integer(one.reaching), all=words.integer(one.holders))


def _tone(one: RoleNeed) -> Any:
    return "warn" if one.lacking else "good"


def _others(one: RoleNeed) -> str:
    return ", ".join(one.others) or _("personne")


def _training(one: SkillGap) -> str:
    return _("atteint vers le {day}").format(day=words.day(one.trained_on)) if one.trained_on else _("aucune")
