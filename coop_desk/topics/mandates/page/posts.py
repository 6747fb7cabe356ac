"""The posts on the screen: seats, term, title that goes with each; those the co-op adds."""

from typing import Any

from coop_desk.core.delegating import titles
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import integer
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import CheckField, ChoiceField, IntegerField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.mandates import service
from coop_desk.topics.mandates.records import PostKind, PostLine
from coop_desk.topics.mandates.rules.posts import BY_FORM, KIND_WORDS, ROLE_MONTHS, term_words
from coop_desk.topics.members import service as members
from coop_desk.topics.statutes import service as statutes


class PostsPage(Page):
    """Every post, its seats and its term."""

    title = N_("Fonctions")
    needs = service.open_post
    guide = "07-mandats"
    tip = N_(
        "Les fonctions de la loi s’ouvrent d’elles-mêmes. Ajoutez un rôle de cercle, ou un conseil de surveillance."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Fonctions"),
            (
                Column(_("Fonction"), lambda p: p.name, stretch=True),
                Column(_("Sièges"), lambda p: p.seats, "integer"),
                Column(_("Tenus"), lambda p: p.held, "integer"),
                Column(_("Durée"), lambda p: term_words(p.term_months)),
                Column(_("Titre"), lambda p: p.title),
            ),
            counted=lambda n: ngettext("{n} fonction", "{n} fonctions", n).format(n=integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(360))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_post)
        self.add_action(_("Mandats"), lambda: self.go("mandates"), keys="Ctrl+R")
        self.new_action = self.add_action(
            _("Nouvelle fonction"), self.new_post, keys="Ctrl+N", verb=service.open_post, primary=True
        )

    def load(self) -> None:
        """Show the posts open today."""
        lines = service.posts(self.desk)
        self.list.show_records(lines)
        self.show_empty(not lines, _("Aucune fonction : enregistrez d’abord l’identité et les statuts."))

    def open_record(self, record_id: Any) -> None:
        """Choose a post."""
        self.list.choose(record_id)

    def show_post(self, post: PostLine | None) -> None:
        """Show a post and what may be changed of it."""
        if post is None:
            return
        self.card.clear(post.name)
        vacant = ngettext("{n} siège vacant", "{n} sièges vacants", post.vacant).format(n=integer(post.vacant))
        self.card.add_pill(vacant if post.vacant else _("au complet"), "warn" if post.vacant else "good")
        ends = _("à l’issue d’une assemblée annuelle (ELE-11)") if post.until_assembly else _("à une date")
        self.card.add_facts(((_("Nature"), _(KIND_WORDS[post.kind])), (_("Finit"), ends), (_("Instance"), post.body)))
        form = Form(
            self._fields(),
            submit=_("Enregistrer"),
            on_submit=lambda values: self._change(post, form, values),
        )
        form.set_values(
            {"name": post.name, "seats": post.seats, "months": post.term_months, "title": post.title_code or None,
             "paid": post.paid}
        )  # fmt: skip
        self.card.add(form)
        if not post.held:
            self.card.add_buttons(button(_("Fermer la fonction…"), lambda: self._ask_close(post), role="danger"))

    def new_post(self) -> None:
        """Ask for a post the co-op adds."""
        profile = self.ask(statutes.profile).value
        if profile is None:
            return
        self.show_empty(False)
        self.list.clear_choice()
        self.card.clear(_("Nouvelle fonction"))
        kinds = [(kind, _(KIND_WORDS[kind])) for kind in (PostKind.ROLE, *BY_FORM[profile.form])]
        form = Form(
            [
                ChoiceField("kind", _("Nature"), kinds, required=True, rules=("MAND-05",)),
                *self._fields(),
                PersonField("team", _("Équipe ou pôle"), self._teams(), help=_("Pour un rôle.")),
            ],
            submit=_("Ouvrir la fonction"),
            on_submit=lambda values: self._open(form, values),
            on_cancel=self.card.hide,
        )
        form.set_values({"kind": PostKind.ROLE, "seats": 1, "months": ROLE_MONTHS, "paid": False})
        self.card.add(form)
        self.card.show()
        form.begin()

    def _fields(self) -> list[Any]:
        offered = [(title.code, title.name) for title in titles(self.desk) if not title.automatic]
        return [
            TextField("name", _("Nom"), required=True),
            IntegerField("seats", _("Sièges"), required=True, least=1,
                         rules=("MAND-02", "SA-01", "SA-06", "SA-20", "SA-22", "SARL-04", "SAS-02")),
            IntegerField("months", _("Durée du mandat"), unit=_("mois"), required=True, least=1,
                         rules=("ELE-09", "ELE-11", "SA-21")),
            ChoiceField("title", _("Titre dans le programme"), offered,
                        help=_("Les droits que la personne tient pendant son mandat.")),
            CheckField("paid", _("Fonction rémunérée")),
        ]  # fmt: skip

    def _teams(self) -> list[tuple[int, str]]:
        if not self.may(members.teams_at):
            return []
        return [(row.id, row.name) for top in members.teams_at(self.desk) for row in (top, *top.teams)]

    def _open(self, form: Form, values: dict[str, Any]) -> None:
        done = self.run(
            service.open_post, values["kind"], values["name"], values["seats"], values["months"],
            title_code=values["title"] or "", paid=values["paid"],
            team_id=values["team"] if values["kind"] is PostKind.ROLE else None, form=form,
        )  # fmt: skip
        if done:
            self.list.choose(done.value)
            self.show_post(self.list.chosen_record())

    def _change(self, post: PostLine, form: Form, values: dict[str, Any]) -> None:
        done = self.run(
            service.change_post, post.id, name=values["name"], seats=values["seats"], term_months=values["months"],
            title_code=values["title"] or "", paid=values["paid"], form=form,
        )  # fmt: skip
        if done:
            self.show_post(self.list.chosen_record())

    def _ask_close(self, post: PostLine) -> None:
        decide(
            self,
            _("Fermer la fonction « {name} » ?").format(name=post.name),
            _("Ses mandats passés restent au registre."),
            _("Fermer"),
            lambda: self._close(post),
            danger=True,
        )

    def _close(self, post: PostLine) -> None:
        if self.run(service.close_post, post.id, self.desk.today):
            self.card.hide()
