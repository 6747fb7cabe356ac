"""What I wish of each role, what I refuse, what I am a candidate for, and how much I accept of it all."""

from typing import Any

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer, listed
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, DayField, IntegerField, LongTextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.table import Column
from coop_desk.topics.mandates.records import Tone
from coop_desk.topics.roles.wishes import service
from coop_desk.topics.roles.wishes.records import OwnWish, Wish
from coop_desk.topics.roles.wishes.rules import WISH_WORDS, wish_words

SAID = ("MAN-09",)


class OwnWishesPage(Page):
    """The roles of the co-op as one person wishes them."""

    title = N_("Mes souhaits")
    needs = service.own_wishes
    guide = "07-souhaits"
    tip = N_("Un souhait aide à préparer la rotation ; un refus l’empêche de vous donner ce rôle.")

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Mes souhaits"),
            (
                Column(_("Rôle"), lambda m: m.role, stretch=True),
                Column(_("Pôle"), lambda m: m.pole, width=190),
                Column(
                    _("Charge"), lambda m: m.load or None, "integer", width=90, hover=lambda m: _("heures par mois")
                ),
                Column(_("Titulaires"), lambda m: listed(m.holders), width=180),
                Column(_("Place"), place_words, width=150),
                Column(
                    _("Mon souhait"),
                    lambda m: wish_words(m.wish),
                    "pill",
                    tone=lambda m: tone_of_wish(m.wish),
                    width=170,
                ),
            ),
            filters=(Filter(_("Avec une place bientôt"), lambda m: bool(m.vacant or m.next_end)),),
            key=lambda m: m.role_id,
            counted=lambda n: ngettext("{n} rôle", "{n} rôles", n).format(n=integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(380))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_role)
        self.add_action(_("Mes limites"), self.ask_limits, keys="Ctrl+N", verb=service.set_limits, primary=True)
        self.add_action(_("Souhaits reçus"), lambda: self.go("roles.wishes"), verb=service.received_wishes)

    def load(self) -> None:
        """Show the roles with what was said of each, and the limits in force."""
        roles = service.own_wishes(self.desk)
        limits = service.own_limits(self.desk)
        words = _("{hours} heures par mois et {roles} rôles à la fois, au plus")
        said = words.format(hours=integer(limits.hours), roles=integer(limits.max_roles))
        self.say_facts(
            said if limits.since is not None else _("{limits} : vous n’avez rien dit encore").format(limits=said)
        )
        self.list.show_records(roles)
        self.show_empty(not roles, _("Aucun rôle n’est encore ouvert dans la coopérative."))

    def open_record(self, record_id: Any) -> None:
        """Choose a role."""
        self.list.choose(record_id)

    def show_role(self, role: OwnWish | None) -> None:
        """Ask what is wished of a role, and say who reads it."""
        if role is None:
            return
        self.card.clear(role.role)
        self.card.add_facts(
            (
                (_("Raison d’être"), role.purpose),
                (_("Choisi par"), role.mode_words),
                (_("Charge"), _("{n} heures par mois").format(n=integer(role.load)) if role.load else ""),
                (_("Place"), place_words(role)),
            )
        )
        if role.barred:
            self.card.add_text(role.barred)
        if not self.may(service.say_wish):
            return
        self.card.add_text(
            _(
                "Qui le lit : votre souhait et la raison d’un refus, vous et qui prépare la rotation. "
                "Une candidature et ses raisons, tout le monde."
            ),
            secondary=True,
        )
        self.card.add(self._form(role))
        self.card.show()

    def _form(self, role: OwnWish) -> Form:
        def send(said: dict[str, Any]) -> None:
            answer = said["answer"]
            done = self.run(
                service.say_wish, role.role_id, said["wish"], refuses=answer == "refuses", stands=answer == "stands",
                why=said["why"] or "", form=form,
            )  # fmt: skip
            if done:
                self.show_role(self.list.chosen_record())

        wishes = [(n, _(words)) for n, words in WISH_WORDS.items()]
        answers = [("none", _("Ni l’un ni l’autre")), ("refuses", _("Je refuse ce rôle"))]
        if not role.barred:
            answers.append(("stands", _("Je pose ma candidature")))
        form = Form(
            [
                ChoiceField("wish", _("Mon souhait"), wishes, required=True),
                ChoiceField("answer", _("Refus ou candidature"), answers, required=True, rules=("MAN-08",)),
                LongTextField("why", _("Pourquoi"), lines=3, rules=SAID),
            ],
            submit=_("Enregistrer"), on_submit=send, on_cancel=self.card.hide,
        )  # fmt: skip
        wish = role.wish
        answer = "refuses" if wish.refuses else "stands" if wish.stands else "none"
        form.set_values({"wish": wish.wish, "answer": answer, "why": wish.why})
        return form

    def ask_limits(self) -> None:
        """Ask how many hours a month and how many roles at once are accepted, from a day on."""
        limits = service.own_limits(self.desk)
        self.list.clear_choice()
        self.card.clear(_("Mes limites"))
        if limits.since is not None:
            self.card.add_text(_("En vigueur depuis le {day}.").format(day=day_words(limits.since)), secondary=True)

        def send(said: dict[str, Any]) -> None:
            if self.run(service.set_limits, said["hours"], said["roles"], said["from"], form=form):
                self.card.hide()

        form = Form(
            [
                IntegerField("hours", _("Heures de rôles, au plus"), unit=_("par mois"), required=True, least=0,
                             rules=("MAN-10",)),
                IntegerField("roles", _("Rôles à la fois, au plus"), required=True, least=0, rules=("MAN-10",)),
                DayField("from", _("À partir du"), required=True, today=self.desk.today, rules=("MAN-10",)),
            ],
            submit=_("Enregistrer"), on_submit=send, on_cancel=self.card.hide,
        )  # fmt: skip
        form.set_values({"hours": limits.hours, "roles": limits.max_roles, "from": self.desk.today})
        self.card.add(form)
        self.card.add_text(_("Qui les lit : vous et qui prépare la rotation. Un plan n’en demande jamais plus."),
                           secondary=True)  # fmt: skip
        self.card.show()
        form.begin()


def place_words(role: OwnWish) -> str:
    """Whether a seat is free, or when the first mandate ends."""
    if role.vacant:
        return ngettext("{n} siège vacant", "{n} sièges vacants", role.vacant).format(n=integer(role.vacant))
    return _("le {day}").format(day=day_words(role.next_end)) if role.next_end is not None else ""


def tone_of_wish(wish: Wish) -> Tone:
    """How a wish is coloured, beside its words."""
    if wish.refuses:
        return "warn"
    return "accent" if wish.stands else "good" if wish.wish > 0 else "plain"
