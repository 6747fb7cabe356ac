"""Who does what, on any day: the roles by pole, one role as a card, its sheet, its deputies."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QPushButton

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer, listed, long_day
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.day_line import day_field, day_line, day_of
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import (
    ChoiceField,
    DayField,
    IntegerField,
    PersonField,
    TextField,
)
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.elections import service as elections
from coop_desk.topics.mandates import service as mandates
from coop_desk.topics.members import service as members
from coop_desk.topics.roles import service
from coop_desk.topics.roles.cooptation import service as cooptation
from coop_desk.topics.roles.drawing import service as drawing
from coop_desk.topics.roles.page.incompatible import Incompatible
from coop_desk.topics.roles.page.required_skills import skill_pairs
from coop_desk.topics.roles.page.sheet_form import new_missions, sheet_fields, sheet_of, sheet_values
from coop_desk.topics.roles.records import Deputy, RoleLine, RoleMode, Sheet
from coop_desk.topics.roles.rules.sheets import MODE_WORDS, holder_words, skills_words
from coop_desk.topics.skills import service as skills


class RolesPage(Page):
    """The roles of a day, by pole."""

    title = N_("Rôles")
    needs = service.roles
    guide = "07-roles"
    tip = N_("Un pôle réunit des rôles, un rôle porte des missions. Changez la date en haut pour revoir un autre jour.")

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.on = day_field(self.desk.today)
        self.list = List(
            _("Rôles"),
            (
                Column(_("Rôle"), lambda r: r.name, stretch=True),
                Column(_("Pôle"), lambda r: r.pole, width=190),
                Column(_("Titulaires"), lambda r: listed([holder_words(one) for one in r.holders]), width=220),
                Column(_("Suppléance"), lambda r: listed([one.name for one in r.deputies]), width=150),
                Column(_("État"), state_words, "pill", width=140, tone=lambda r: "warn" if r.vacant else "good"),
                Column(_("Missions"), lambda r: "; ".join(r.missions), shown=False),
            ),
            counted=lambda n: ngettext("{n} rôle", "{n} rôles", n).format(n=integer(n)),
        )
        self.card = Card()
        self.incompatible = Incompatible(self, self.card, lambda: self.show_role(self.list.chosen_record()))
        self.card.setMinimumWidth(theme.px(380))
        self.body.addLayout(day_line(self.on, self._day_typed))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_role)
        self.share_action = self.add_action(
            _("Partager un poste"), lambda: self.go("roles.sharing"), verb=service.share_post, primary=True
        )
        self.add_action(_("Nouveau rôle"), self.new_role, keys="Ctrl+N", verb=service.open_role)
        self.add_action(_("Nouveau pôle"), self.new_pole, verb=service.open_pole)
        self.add_action(_("Cooptations"), lambda: self.go("roles.cooptations"), verb=cooptation.cooptations)
        self.add_action(_("Tirages au sort"), lambda: self.go("roles.drawing"), verb=drawing.draws_for_roles)
        self.add_action(_("Qui décide quoi"), lambda: self.go("roles.matters"), verb=service.matters)
        self.add_action(_("Organisation"), lambda: self.go("roles.organisation"), verb=service.roles)
        self.add_action(_("Imprimer « Qui fait quoi »"), self.print_all, keys="Ctrl+R", verb=service.who_does_what_pdf)

    @property
    def day(self) -> date:
        """The day whose roles are shown."""
        return day_of(self.on, self.desk.today)

    def _day_typed(self) -> None:
        self.card.hide()
        self.reload()

    def load(self) -> None:
        """Show the roles of the day, and what is wrong with them."""
        lines = service.roles(self.desk, self.day)
        orphans = [line.name for line in service.missions(self.desk, self.day) if line.orphan]
        self.list.show_records(lines)
        vacant = sum(line.vacant for line in lines)
        said = [ngettext("{n} rôle", "{n} rôles", len(lines)).format(n=integer(len(lines)))]
        if vacant:
            said.append(ngettext("{n} siège vacant", "{n} sièges vacants", vacant).format(n=integer(vacant)))
        self.say_facts(_("{day} : {facts}").format(day=long_day(self.day), facts=listed(said)))
        warnings = list(service.clashes(self.desk, self.day))
        if orphans:
            warnings.append(_("Missions que personne ne porte : {names}.").format(names=listed(orphans)))
        if warnings:
            self.refusal.show_warning(_("À revoir ensemble"), " ".join(warnings))
        else:
            self.refusal.hide()
        self.show_empty(
            not lines and self.day == self.desk.today,
            _("Aucun rôle pour l’instant. Partagez un poste en pôles, ou ouvrez un pôle puis un rôle."),
            self.share_action if self.may(service.share_post) else None,
        )

    def open_record(self, record_id: Any) -> None:
        """Choose a role."""
        self.list.choose(record_id)

    def show_role(self, role: RoleLine | None) -> None:
        """Show a role with its missions, its holders and what may be done."""
        if role is None:
            return
        sheet = role.sheet
        self.card.clear(role.name)
        self.card.add_pill(state_words(role), "warn" if role.vacant else "good")
        terms = _("de {least} à {most} mois").format(least=integer(sheet.term_min), most=integer(sheet.term_max))
        hours = _("{n} heures par mois").format(n=integer(sheet.load)) if sheet.load else ""
        self.card.add_facts(
            (
                (_("Pôle"), role.pole),
                (_("Raison d’être"), sheet.purpose),
                (_("Choisi par"), _(MODE_WORDS[sheet.mode])),
                (_("Mandats"), terms),
                (_("Charge"), hours),
                (_("Compétences"), skills_words(sheet.requires)),
                (_("Décide seul"), sheet.alone),
                (_("Titre"), role.title),
            )
        )
        self.card.add_heading(_("Missions"))
        self.card.add_text("\n".join(f"– {name}" for name in role.missions) or _("Aucune."))
        self.card.add_heading(_("Titulaires"))
        for one in role.holders:
            since = _("{name}, depuis le {day}. Fin du mandat : {until}.")
            self.card.add_text(since.format(name=holder_words(one), day=day_words(one.since), until=one.until_words))
        if not role.holders:
            self.card.add_text(_("Personne pour l’instant."), secondary=True)
        self._show_deputies(role)
        self.incompatible.show(role)
        words = _("Fiche n° {n}, adoptée le {day} : {decision}")
        said = words.format(n=role.version, day=day_words(role.adopted_on), decision=role.decision)
        self.card.add_text(said, secondary=True)
        self._show_buttons(role)

    def _show_deputies(self, role: RoleLine) -> None:
        self.card.add_heading(_("Suppléance"))
        for one in role.deputies:
            until = _(", jusqu’au {day}").format(day=day_words(one.until)) if one.until else ""
            words = _("{name}, depuis le {day}{until}")
            self.card.add_text(words.format(name=one.name, day=day_words(one.since), until=until))
        if not role.deputies:
            self.card.add_text(_("Personne ne remplace en cas d’absence courte."), secondary=True)

    def _show_buttons(self, role: RoleLine) -> None:
        buttons = [button(_("Imprimer la fiche"), lambda: self.print_sheet(role))]
        if self.may(service.adopt_sheet):
            buttons.append(button(_("Adopter une fiche…"), lambda: self.change_sheet(role), role="primary"))
        if self.may(mandates.change_post):
            buttons.append(button(_("Sièges et titre…"), lambda: self.go("mandates.posts", role.post_id)))
        if self.may(service.name_deputy):
            buttons.append(button(_("Nommer une suppléance…"), lambda: self.add_deputy(role)))
            buttons += [self._end_button(one) for one in role.deputies]
        buttons += self._choice_buttons(role)
        if role.holders:
            held = role.holders[0].mandate_id
            buttons.append(button(_("Mandats"), lambda: self.go("roles.mandates", held), role="link"))
        self.card.add_buttons(*buttons)

    def _choice_buttons(self, role: RoleLine) -> list[QPushButton]:
        """What fills a seat of this role, by the mode its sheet says."""
        mode = role.sheet.mode
        if mode is RoleMode.COOPTED and self.may(cooptation.open_cooptation):
            return [button(_("Coopter…"), lambda: self.go("roles.cooptations", ("role", role.id)))]
        if mode is RoleMode.LOT and self.may(drawing.freeze_draw):
            return [button(_("Tirer au sort…"), lambda: self.go("roles.drawing", ("role", role.id)))]
        if mode is RoleMode.ELECTED and self.may(elections.elections):
            return [button(_("Élections"), lambda: self.go("elections"), role="link")]
        return []

    def _end_button(self, deputy: Deputy) -> QPushButton:
        name = _("Fin de la suppléance de {name}").format(name=deputy.name)
        return button(_("Fin de la suppléance"), lambda: self._end_deputy(deputy.id), role="quiet", name=name)

    # -- forms in the card

    def new_pole(self) -> None:
        """Ask for a pole."""
        self._begin(_("Nouveau pôle"))

        def send(said: dict[str, Any]) -> None:
            done = self.run(
                service.open_pole, said["name"], purpose=said["purpose"] or "", max_handovers=said["starts"], form=form
            )
            if done:
                self.card.hide()

        form = Form(
            [
                TextField("name", _("Nom"), required=True, rules=("ROLE-03",)),
                TextField("purpose", _("Raison d’être")),
                IntegerField("starts", _("Changements par mois, au plus"), required=True, least=1,
                             help=_("Pour que tout le pôle ne change pas de mains d’un coup.")),
            ],
            submit=_("Ouvrir le pôle"), on_submit=send, on_cancel=self.card.hide,
        )  # fmt: skip
        form.set_values({"starts": 1})
        self._show(form)

    def new_role(self) -> None:
        """Ask for a role and its first sheet."""
        poles = self.ask(service.poles).value or []
        self._begin(_("Nouveau rôle"))

        def send(said: dict[str, Any]) -> None:
            done = self.run(
                service.open_role, said["pole"], said["name"], sheet_of(said, Sheet()),
                decision=said["decision"] or "", seats=said["seats"], new=new_missions(said), form=form,
            )  # fmt: skip
            if done:
                self.list.choose(done.value)
                self.show_role(self.list.chosen_record())

        form = Form(
            [
                ChoiceField("pole", _("Pôle"), [(one.id, one.name) for one in poles], required=True,
                            help="" if poles else _("Ouvrez d’abord un pôle.")),
                TextField("name", _("Nom du rôle"), required=True, rules=("MAND-05", "ROLE-03")),
                IntegerField("seats", _("Sièges"), required=True, least=1, rules=("MAND-02",)),
                *sheet_fields(self._missions(()), self._skills(), Sheet()),
                TextField("decision", _("Décision"), required=True, rules=("MAND-04", "ROLE-05"),
                          help=_("La réunion ou l’assemblée, et sa date.")),
            ],
            submit=_("Ouvrir le rôle"), on_submit=send, on_cancel=self.card.hide, abreast=skill_pairs({}),
        )  # fmt: skip
        form.set_values({"seats": 1, **sheet_values(Sheet(), self._missions(()))})
        self._show(form)

    def change_sheet(self, role: RoleLine) -> None:
        """Ask for a new version of the sheet."""
        offered = self._missions(role.sheet.missions)
        self._begin(role.name, keep=True)

        def send(said: dict[str, Any]) -> None:
            done = self.run(
                service.adopt_sheet, role.id, sheet_of(said, role.sheet), said["adopted_on"],
                decision=said["decision"] or "", new=new_missions(said), form=form,
            )  # fmt: skip
            if done:
                self.show_role(self.list.chosen_record())

        form = Form(
            [
                *sheet_fields(offered, self._skills(), role.sheet),
                DayField("adopted_on", _("Adoptée le"), required=True, today=self.desk.today, rules=("ROLE-05",)),
                TextField("decision", _("Décision"), required=True, rules=("MAND-04",),
                          help=_("La réunion ou l’assemblée, et sa date.")),
            ],
            submit=_("Adopter cette fiche"), on_submit=send, on_cancel=lambda: self.show_role(role),
            abreast=skill_pairs(role.sheet.requires),
        )  # fmt: skip
        form.set_values({"adopted_on": self.desk.today, **sheet_values(role.sheet, offered)})
        self._show(form)

    def add_deputy(self, role: RoleLine) -> None:
        """Ask who stands in."""
        people = [(one.person_id, one.name) for one in members.members(self.desk)]
        self._begin(role.name, keep=True)

        def send(said: dict[str, Any]) -> None:
            if self.run(service.name_deputy, role.id, said["person"], said["from"], said["to"], form=form):
                self.show_role(self.list.chosen_record())

        form = Form(
            [
                PersonField("person", _("Qui remplace"), people, required=True, rules=("ROLE-07",)),
                DayField("from", _("À partir du"), required=True, today=self.desk.today),
                DayField("to", _("Jusqu’au"), today=self.desk.today, help=_("Laissez vide si rien n’est fixé.")),
            ],
            submit=_("Nommer"), on_submit=send, on_cancel=lambda: self.show_role(role),
        )  # fmt: skip
        form.set_values({"from": self.desk.today})
        self._show(form)

    def _end_deputy(self, deputy_id: int) -> None:
        decide(
            self,
            _("Mettre fin à cette suppléance ?"),
            _("Elle reste dans l’histoire du rôle."),
            _("Mettre fin"),
            lambda: self.show_role(self.list.chosen_record()) if self.run(service.end_deputy, deputy_id) else None,
        )

    def _missions(self, carried: tuple[int, ...]) -> list[tuple[int, str]]:
        """The missions a sheet may list: its own and those nobody carries."""
        lines = self.ask(service.missions).value or []
        return [(line.id, line.name) for line in lines if line.orphan or line.id in carried]

    def _skills(self) -> list[tuple[str, str]]:
        """The code and the name of each skill of the tree."""
        branches = (self.ask(skills.skill_tree).value or []) if self.may(skills.skill_tree) else []
        return [(skill.code, skill.name) for branch in branches for skill in branch.skills]

    def _begin(self, title: str, *, keep: bool = False) -> None:
        self.show_empty(False)
        if not keep:
            self.list.clear_choice()
        self.card.clear(title)

    def _show(self, form: Form) -> None:
        self.card.add(form)
        self.card.show()
        form.begin()

    # -- paper

    def print_all(self) -> None:
        """Preview « Qui fait quoi »."""
        pdf = self.ask(service.who_does_what_pdf, self.day)
        if pdf.value is not None:
            self.show_pdf(pdf.value, _("Qui fait quoi"), "qui-fait-quoi.pdf")

    def print_sheet(self, role: RoleLine) -> None:
        """Preview the sheet of a role."""
        pdf = self.ask(service.role_pdf, role.id)
        if pdf.value is not None:
            self.show_pdf(pdf.value, _("Fiche de rôle, {role}").format(role=role.name), "fiche-de-role.pdf")


def state_words(role: RoleLine) -> str:
    """Whether every seat is held."""
    if not role.vacant:
        return _("au complet")
    return ngettext("{n} siège vacant", "{n} sièges vacants", role.vacant).format(n=integer(role.vacant))
