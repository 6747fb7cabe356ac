"""The elections: the list, and how a new one is prepared."""

from typing import Any

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import integer
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, IntegerField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.screen.table import Column
from coop_desk.topics.elections import service
from coop_desk.topics.elections.page.election_words import STATE_TONES
from coop_desk.topics.elections.records import ElectionLine, ElectorateOf, NewElection, Occasion, State
from coop_desk.topics.elections.rules.wording import occasion_words, state_words
from coop_desk.topics.elections.service import Choices
from coop_desk.topics.mandates.service import lay_posts

ENDED = (State.DONE, State.ENDED)


class ElectionsPage(Page):
    """Every election, from the vacancy to the mandates."""

    title = N_("Élections")
    needs = service.elections
    guide = "07-elections"
    tip = N_(
        "Une élection se lit pas à pas : ce qui est fait, ce qui reste. Entrée ouvre celle que vous avez choisie ; "
        "Ctrl+N en prépare une."
    )

    def build(self) -> None:
        """Make the list, its card and the actions."""
        self.list = List(
            _("Élections"),
            (
                Column(_("Élection"), lambda e: e.title, stretch=True),
                Column(_("À pourvoir"), lambda e: e.post, width=180),
                Column(_("Date"), lambda e: e.day, "day"),
                Column(_("Candidats"), lambda e: e.candidates, "integer"),
                Column(_("Élus"), lambda e: e.elected, shown=False),
                Column(_("Mode de scrutin"), lambda e: e.method_words, shown=False),
                Column(
                    _("Où elle en est"), lambda e: state_words(e.state), "pill", tone=lambda e: STATE_TONES[e.state]
                ),
            ),
            filters=(Filter(_("À finir"), lambda e: e.state not in ENDED),),
            counted=lambda n: ngettext("{n} élection", "{n} élections", n).format(n=integer(n)),
        )
        self.card = Card()
        self.card.setMinimumWidth(theme.px(340))
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_election)
        self.list.opened.connect(lambda e: self.go("elections.election", e.id))
        self.new_action = self.add_action(
            _("Nouvelle élection"), self.new_election, keys="Ctrl+N", verb=service.prepare_election, primary=True
        )
        self.add_action(_("Choisir une façon de voter"), lambda: self.go("elections.methods"), keys="Ctrl+M")

    def load(self) -> None:
        """Read the elections."""
        found = service.elections(self.desk)
        waiting = sum(one.state not in ENDED for one in found)
        self.say_facts(
            ngettext("{n} élection à finir", "{n} élections à finir", waiting).format(n=integer(waiting))
            if waiting
            else ""
        )
        self.list.show_records(found)
        sentence = _("Aucune élection pour l’instant. Préparez la première : ce qui est à pourvoir, et où l’on vote.")
        self.show_empty(not found and not self.card.isVisible(), sentence, self.new_action)

    def open_record(self, record_id: Any) -> None:
        """Choose an election."""
        self.list.choose(record_id)

    def show_election(self, line: ElectionLine | None) -> None:
        """Show one election in short."""
        if line is None:
            return
        self.card.clear(line.title)
        self.card.add_pill(state_words(line.state), STATE_TONES[line.state])
        self.card.add_facts(
            [
                (_("À pourvoir"), line.post),
                (_("Réunion"), line.meeting_words),
                (_("Mode de scrutin"), line.method_words),
                (_("Élus"), line.elected),
                (_("À faire"), "" if line.state in ENDED else line.next_words),
            ]
        )
        self.card.add_buttons(
            button(_("Ouvrir"), lambda: self.go("elections.election", line.id), role="primary"),
        )

    # -- a new one

    def new_election(self) -> None:
        """Ask what is to be filled, and where people vote."""
        self.ask(lay_posts)  # those the law asks for can be filled before anybody opened the page of mandates
        found = self.ask(service.choices)
        if not found or found.value is None:
            return
        choices = found.value
        self.show_empty(False)
        self.list.clear_choice()
        self.card.clear(_("Nouvelle élection"))
        form = Form(
            [
                TextField("title", _("Ce que l’élection pourvoit"), required=True, hint=_("Élection de la gérance")),
                ChoiceField("post", _("Fonction"), [(one.id, one.name) for one in choices.posts]),
                ChoiceField("occasion", _("Motif"), [(one, occasion_words(one).capitalize()) for one in Occasion]),
                IntegerField("seats", _("Sièges à pourvoir"), least=1, required=True),
                ChoiceField(
                    "place",
                    _("Où l’on vote"),
                    _places(choices),
                    required=True,
                    help=_("Un point à voter d’une réunion, ou une équipe ou une instance sans réunion."),
                    rules=("PROC-01", "AGD-05", "REM-01", "CALL-08"),
                ),
            ],
            submit=_("Préparer l’élection"),
            on_submit=lambda values: self.prepare(form, choices, values),
            on_cancel=self.forget_new,
        )
        form.set_values({"seats": 1})
        form.fields["post"].changed.connect(lambda: self._propose_seats(form, choices))
        self.card.add(form)
        self.card.show()
        form.begin()

    def _propose_seats(self, form: Form, choices: Choices) -> None:
        """As many seats as nobody holds, or all of them when a term ends."""
        post = next((one for one in choices.posts if one.id == form.fields["post"].read()), None)
        if post is not None:
            occasion = Occasion.VACANCY if post.vacant else Occasion.RENEWAL
            form.set_values({**form.values(), "seats": post.vacant or post.seats, "occasion": occasion})

    def prepare(self, form: Form, choices: Choices, values: dict[str, Any]) -> None:
        """Prepare it by what the statutes and the post propose, and go to it."""
        place, number = values["place"]
        item = number if place == "item" else None
        proposed = self.ask(service.proposal, values["post"], values["seats"], item)
        if not proposed or proposed.value is None:
            return
        occasion = values["occasion"] or (Occasion.RENEWAL if values["post"] else Occasion.MATTER)
        done = self.run(
            service.prepare_election,
            NewElection(
                title=values["title"],
                post_id=values["post"],
                occasion=occasion,
                seats=values["seats"],
                method=proposed.value.method,
                rules=proposed.value.rules,
                way=proposed.value.way,
                electorate_of={"team": ElectorateOf.TEAM, "body": ElectorateOf.BODY}.get(place, ElectorateOf.ASSEMBLY),
                team_id=number if place == "team" else None,
                body_id=number if place == "body" else None,
                item_id=item,
            ),
            form=form,
        )
        if done:
            self.card.hide()
            self.go("elections.election", done.value)

    def forget_new(self) -> None:
        """Give up a new election."""
        self.card.hide()
        self.reload()


def _places(choices: Choices) -> list[tuple[tuple[str, int], str]]:
    return [
        *((("item", one.item_id), one.words) for one in choices.places),
        *((("team", team), _("Équipe « {name} », sans réunion").format(name=name)) for team, name in choices.teams),
        *((("body", body), _("{name}, sans réunion").format(name=name)) for body, name in choices.bodies),
    ]
