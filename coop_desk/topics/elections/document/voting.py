"""What people vote with: ballots to cut, the list to sign, the sheets to tally on."""

from coop_desk.core.i18n import _
from coop_desk.core.words import integer
from coop_desk.paper import forms, signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.pieces import Pieces
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.tables import Column, Table
from coop_desk.topics.elections.case_file import SAYS
from coop_desk.topics.elections.document.records import Round
from coop_desk.topics.elections.methods import resolution, schulze
from coop_desk.topics.elections.records import Opening
from coop_desk.topics.elections.rules.aims import instructions, scale_of
from coop_desk.topics.elections.rules.frozen import KINDS

SIGN = 11
"""Room for a signature, in millimetres."""
TALLY = 9


def says(method: str) -> str:
    """How a ballot of this method speaks: choice, approved, grades or ranking."""
    return SAYS.get(KINDS[method], "choice")


def answers(vote: Round) -> tuple[str, ...]:
    """What a ballot offers."""
    if vote.method == resolution.FULL:
        return (_("Pour"), _("Contre"), _("Abstention"))
    return vote.names


def ballots_pdf(vote: Round, copies: int, head: Letterhead) -> bytes:
    """Print so many ballots, all the same, to be cut; the instructions are those that the booth says."""
    wide = says(vote.method) == "grades"
    parts = (
        text.small(
            _(
                "{n} bulletins identiques à couper le long des pointillés. Ne rien écrire d’autre : tout signe annule."
            ).format(n=integer(copies))
        ),
        Pieces(_ballot(vote), copies, 1 if wide else 2),
    )
    return build(Sheet(head, _("Bulletins de vote"), parts))


def _ballot(vote: Round) -> tuple[Part, ...]:
    heading = vote.question
    if vote.round > 1:
        heading = _("{question} (tour n° {n})").format(question=vote.question, n=vote.round)
    return (
        text.subheading(heading),
        text.small(instructions(vote.method, vote.seats, vote.rules)),
        _boxes(vote),
        text.small(_("Pour voter blanc : laissez tout vide, ou cochez cette case seulement.")),
        forms.ticks(_("Vote blanc")),
    )


def _boxes(vote: Round) -> Table:
    kind = says(vote.method)
    if kind == "grades":
        scale = tuple(reversed(scale_of(vote.rules)))
        columns = (Column(_("Nom"), grows=True), *(Column(grade, "centre", 21, box=True) for grade in scale))
        return tables.table(columns, tuple((name, *("" for _grade in scale)) for name in vote.names), row_height=8)
    columns = (Column("", width=9, box=True), Column("", grows=True))
    return tables.table(columns, tuple(("", name) for name in answers(vote)), row_height=8)


def turnout_pdf(vote: Round, opening: Opening, head: Letterhead) -> bytes:
    """Print the list that voters sign: everyone present or represented, who casts the vote, room to sign."""
    columns = (
        Column(_("N°"), "right", 10),
        Column(_("Associé"), grows=True),
        Column(_("Représenté par"), width=45),
        Column(_("Signature de qui vote"), width=55),
    )
    rows = tuple(
        (str(place), one.person.name, one.holder.name if one.holder is not None else "", "")
        for place, one in enumerate(opening.voters, 1)
    )
    parts = (
        text.title(_("Liste d’émargement")),
        text.subtitle(_place(vote)),
        text.text(
            _("Chacun signe après avoir déposé son bulletin ; qui tient un pouvoir signe une fois par bulletin déposé.")
        ),
        tables.table(
            columns, rows, row_height=SIGN, upright=True,
            then=(
                forms.blanks(_("Inscrits"), _("Signatures"), _("Bulletins dans l’urne"), columns=3),
                _signing(),
            ),
        ),
    )  # fmt: skip
    return build(Sheet(head, _("Liste d’émargement : {question}").format(question=vote.question), parts))


def tally_pdf(vote: Round, head: Letterhead) -> bytes:
    """Print the sheet on which a teller counts by hand: one layout per way of voting."""
    parts = (
        text.title(_("Feuille de dépouillement")),
        text.subtitle(_place(vote)),
        forms.blanks(_("Scrutateur"), _("Bulletins dans l’urne"), _("Émargements"), columns=3),
        *_tally(vote),
        text.heading(_("Bulletins à part")),
        tables.table(
            (Column(_("Sorte"), width=35), Column(_("Motif"), grows=True), Column(_("Nombre"), width=25)),
            ((_("Blancs"), "", ""), (_("Nuls"), "", ""), (_("Nuls"), "", ""), (_("Nuls"), "", "")),
            row_height=TALLY,
            upright=True,
        ),
        _signing(),
    )
    return build(Sheet(head, _("Feuille de dépouillement : {question}").format(question=vote.question), parts))


def _tally(vote: Round) -> tuple[Part, ...]:
    kind, names = says(vote.method), answers(vote)
    if kind == "grades":
        scale = tuple(reversed(scale_of(vote.rules)))
        columns = (Column(_("Nom"), grows=True), *(Column(grade, "centre", 21) for grade in scale))
        return (
            text.text(_("Un bâton par bulletin dans la colonne de la mention ; le total de chaque ligne est le même.")),
            tables.table(
                columns, tuple((name, *("" for _grade in scale)) for name in names), row_height=16, upright=True
            ),
        )
    if kind != "ranking":
        columns = (
            Column(_("Nom"), width=50),
            Column(_("Bâtons, par paquets de cinq"), grows=True),
            Column(_("Total"), width=22),
        )
        return (tables.table(columns, tuple((name, "", "") for name in names), row_height=14, upright=True),)
    listed_names = tables.facts(tuple((str(place), name) for place, name in enumerate(names, 1)), 10)
    places = tuple(_("{n}e").format(n=n) if n > 1 else _("1er") for n in range(1, min(len(names), 12) + 1))
    columns = (
        Column(_("Bulletin n°"), "right", 22),
        *(Column(place, "centre", min(18, 135 / len(places))) for place in places),
    )
    rows = tuple((str(n), *("" for _place in places)) for n in range(1, 26))
    words = _(
        "Numérotez les bulletins après les avoir mélangés, puis recopiez l’ordre de chacun avec les numéros des noms."
    )
    if vote.method == schulze.FULL:
        words += " " + _("Entre ex æquo, mettez deux numéros dans la même case.")
    return (text.text(words), listed_names, tables.table(columns, rows, row_height=TALLY, upright=True))


def _signing() -> signatures.Signatures:
    return signatures.signatures(
        signatures.Signatory(_("Scrutateur"), " "), signatures.Signatory(_("Scrutateur"), " ")
    )  # fmt: skip


def _place(vote: Round) -> str:
    words = f"{vote.question} · {vote.method_words}"
    if vote.place:
        words += f" · {vote.place}"
    return f"{words} · {_('tour n° {n}').format(n=vote.round)}" if vote.round > 1 else words
