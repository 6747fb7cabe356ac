"""What mends an election on its page: another meeting, a count to correct."""

from functools import partial
from typing import TYPE_CHECKING, Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.screen.fields import ChoiceField, IntegerField, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button
from coop_desk.topics.elections import service
from coop_desk.topics.elections.paper_ballots import reading
from coop_desk.topics.elections.records import Count, ElectionFile, Opening, Source, State
from coop_desk.topics.elections.rules.wording import round_words
from coop_desk.topics.elections.urn.ballots import options

if TYPE_CHECKING:
    from coop_desk.topics.elections.page.election import ElectionPage

MOVABLE = (State.PREPARING, State.CALLING, State.COUNTED)


def ask_place(page: "ElectionPage", file: ElectionFile) -> None:
    """Offer another point to vote at: another assembly, or the second call of this one (SARL-02)."""
    if file.state not in MOVABLE or not page.may(service.attach_election):
        return
    found = page.ask(service.choices).value
    places = [(one.item_id, one.words) for one in (found.places if found else ()) if one.item_id != file.item_id]
    if not places:
        return
    page.card.add_heading(_("Voter dans une autre réunion"))
    form = Form(
        [ChoiceField("item", _("Point de l’ordre du jour"), places, required=True, rules=("PROC-01", "AGD-05"))],
        submit=_("Rattacher"),
        on_submit=lambda values: page.run(service.attach_election, file.id, values["item"], form=form),
    )
    page.card.add(form)


def offer_correction(page: "ElectionPage", file: ElectionFile) -> None:
    """Offer to correct the last count made by hand, until the mandates open."""
    last = file.rounds[-1]
    if last.count is None or last.count.source not in (Source.PAPER, Source.HANDS):
        return
    if file.state in (State.COUNTED, State.PROCLAIMED) and page.may(service.correct_count):
        ask = partial(ask_correction, page, last.opening, last.count)
        page.card.add_buttons(button(_("Rectifier ce dépouillement…"), ask, role="link"))


def ask_correction(page: "ElectionPage", opening: Opening, count: Count) -> None:
    """Ask for the right count, written over the wrong one, and why it was wrong."""
    page.card.clear(_("Rectifier le dépouillement : {round}").format(round=round_words(opening)))
    page.card.add_text(
        _("L’ancien dépouillement reste lisible ; le procès-verbal rappelle pourquoi il a été rectifié.")
    )
    page.card.add_facts([(str(at), name) for at, name in enumerate(options(opening.ballot), 1)])
    form = Form(
        [
            LongTextField(
                "lots",
                _("Bulletins, par lots identiques"),
                required=True,
                lines=max(len(count.ballots), 3),
                rules=("SCR-05",),
                help=_(
                    "Une ligne par lot : nombre de bulletins, deux-points, puis les numéros des noms. "
                    "b : blanc, n : nul."
                ),
            ),
            IntegerField("voted", _("Émargements"), required=True, least=0, rules=("SCR-01",)),
            TextField("reason", _("Pourquoi"), required=True, rules=("PROC-06",)),
        ],
        submit=_("Rectifier le dépouillement"),
        on_submit=lambda values: _correct(page, opening, count, form, values),
        on_cancel=page.reload,
    )
    form.set_values({"lots": reading.lots_of(opening.ballot, count.ballots), "voted": count.voted})
    page.card.add(form)
    page.card.show()
    form.begin()


def _correct(page: "ElectionPage", opening: Opening, count: Count, form: Form, values: dict[str, Any]) -> None:
    try:
        ballots = reading.read_lots(opening.ballot, values["lots"])
    except RuleBroken as error:
        form.refuse(error)
        return
    page.run(service.correct_count, count.id, ballots, values["voted"], values["reason"], form=form)
