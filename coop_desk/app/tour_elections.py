"""The tour's elections: one prepared, one counted stage by stage, one in the booth, one without candidate."""

from typing import TYPE_CHECKING, cast

from coop_desk.app.demo import Cast
from coop_desk.app.demo_elections import SCRUTINEERS, SECRETARY
from coop_desk.core.i18n import _
from coop_desk.topics.elections import service
from coop_desk.topics.elections.methods.records import Void
from coop_desk.topics.elections.paper_ballots import service as papers
from coop_desk.topics.elections.records import Answer, ElectionFile, Opening, Way
from coop_desk.topics.elections.urn import service as urns
from coop_desk.topics.elections.urn.records import Marked, Plan

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from coop_desk.app.tour import Album, Stage
    from coop_desk.core.desk import Desk
    from coop_desk.topics.elections.page.result import ResultPage
    from coop_desk.topics.elections.urn.ceremony import Ceremony

OF_ONE_ELECTION = (
    "elections.election", "elections.result", "elections.papers", "elections.aloud", "elections.urn",
    "elections.methods", "elections.rehearsal",
)  # fmt: skip
"""Pages whose picture is taken with an election in them."""
ON_PAPER = ("1", "1")
"""What the papers say of those who do not want the booth."""


def take_elections(stage: "Stage", cast: Cast) -> None:
    """The pages of the elections that are over, of the one prepared, and what helps to choose a method."""
    desk = cast.desk(SECRETARY)
    space = stage.enter(desk)

    def show(page: str, record: int, words: str) -> None:
        space.open_page(page, record)
        stage.take(words)

    for line in service.elections(desk):
        file = service.election(desk, line.id)
        show("elections.election", line.id, _("Élection : {title}").format(title=file.title))
        if file.way is Way.ALOUD:
            show("elections.aloud", line.id, _("Tours de parole : {title}").format(title=file.title))
        elif file.result is not None:
            _result(stage, file)
        elif file.standing:
            show("elections.methods", line.id, _("Choisir par ce que le groupe veut"))
            show("elections.rehearsal", line.id, _("Répétition avec de faux bulletins"))


def play_election(stage: "Stage", cast: Cast, election: int, album: "Album") -> None:
    """A round in the booth, from the shares of the key to the mandate, with each page and each paper on the way."""
    secretary = cast.desk(SECRETARY)
    space = stage.enter(secretary)
    for pdf, words in (
        (service.candidates_pdf(secretary, election), _("Candidats au siège vacant")),
        (service.call_pdf(secretary, election), _("Appel à candidatures")),
        (service.commitment_pdf(secretary, election), _("Engagement de tirage")),
    ):
        album.keep_document(pdf, words)
    opening = service.open_round(secretary, election)
    space.open_page("elections.urn", opening.id)
    stage.take(_("Urne : qui tient la clé"))
    _press(stage, _("Partager la clé"))
    stage.take(_("Urne : ce qu’il faut dire avant d’ouvrir"))
    _press(stage, _("C’est dit : imprimer les parts"))
    stage.take(_("Urne : chaque part se retape"))
    _press(stage, _("Annuler"))
    urn, codes = _opened(cast, secretary, opening, album)
    _vote(stage, cast, secretary, urn, opening)
    space.page("elections.urn").reload()
    stage.take(_("Urne : le vote est ouvert"))
    closed = urns.close_urn(secretary, urn, cast.desk(SCRUTINEERS[0]))
    space.page("elections.urn").reload()
    stage.take(_("Urne close : chacun tape sa part"))
    from coop_desk.app.letterhead import letterhead_of
    from coop_desk.topics.elections.document.urn import closing_minute_pdf

    album.keep_document(closing_minute_pdf(closed, letterhead_of(secretary)), _("Clôture de l’urne"))
    _key_papers(stage, cast, election)
    space = stage.enter(secretary)
    space.open_page("elections.urn", opening.id)
    on_paper = papers.settled_papers(secretary, election)
    urns.count_urn(secretary, urn, {1: codes[1], 3: codes[3]}, on_paper)
    space.page("elections.urn").reload()
    stage.take(_("Urne dépouillée"))
    _result(stage, service.election(secretary, election))
    service.proclaim(secretary, election)
    file = service.election(secretary, election)
    for line in file.candidacies:
        if file.proclaimed and line.person in file.proclaimed.elected:
            service.answer(secretary, line.id, Answer.ACCEPTED)
    service.open_elected(secretary, election, cast.clock.today())
    space.open_page("elections.election", election)
    stage.take(_("Élection terminée : le mandat est ouvert"))


def keep_papers(cast: Cast, album: "Album") -> None:
    """The papers of every election of the demo."""
    from coop_desk.topics.elections.circle.service import circle_pdf

    secretary = cast.desk(SECRETARY)
    for line in service.elections(secretary):
        if service.election(secretary, line.id).way is Way.ALOUD:
            album.keep_document(circle_pdf(secretary, line.id), _("Cercle : {title}").format(title=line.title))
            continue
        for pdf, words in (
            (service.ballots_pdf(secretary, line.id), _("Bulletins : {title}")),
            (service.turnout_pdf(secretary, line.id), _("Émargement : {title}")),
            (service.tally_pdf(secretary, line.id), _("Dépouillement : {title}")),
            (service.result_pdf(secretary, line.id), _("Résultat : {title}")),
        ):
            album.keep_document(pdf, words.format(title=line.title))


def _opened(cast: Cast, secretary: "Desk", opening: Opening, album: "Album") -> tuple[int, dict[int, str]]:
    """Share the key, type every share back, open the urn; return it and the codes as they are on paper."""
    from coop_desk.app.letterhead import letterhead_of
    from coop_desk.topics.elections.document.urn import shares_pdf, zero_minute_pdf

    scrutineers = tuple(int(cast.people[login]) for login in SCRUTINEERS)
    plan = Plan(scrutineers=scrutineers, needed=2, officer=int(secretary.person_id))
    ceremony: Ceremony = urns.begin_ceremony(secretary, opening.id, plan)
    sheets = [ceremony.paper(number) for number in ceremony.numbers]
    head = letterhead_of(secretary)
    album.keep_document(shares_pdf(tuple(sheets[:1]), head), _("Part de la clé d’une urne"))
    codes = {paper.number: paper.code for paper in sheets}
    for number, code in codes.items():
        ceremony.confirm(number, code)
    urn = urns.open_urn(secretary, ceremony)
    album.keep_document(zero_minute_pdf(urn, head), _("Ouverture de l’urne"))
    return urn.id, codes


def _vote(stage: "Stage", cast: Cast, secretary: "Desk", urn: int, opening: Opening) -> None:
    """One voter in the booth, the others as they would."""
    from coop_desk.app.tour import SIZE
    from coop_desk.topics.elections.page.booth import BoothScreen

    screen = BoothScreen(secretary, urn)
    screen.resize(*SIZE)
    screen.show()

    def take(words: str) -> None:
        stage.app.processEvents()
        stage.album.keep_page(screen, words)

    take(_("Isoloir : le code de qui le tient"))
    screen.show_list()
    take(_("Isoloir : qui vient voter ?"))
    screen.call(screen.booth.lines[0])
    take(_("Isoloir : à vous"))
    screen.show_ballot()
    take(_("Isoloir : le bulletin"))
    screen.confirm(opening.ballot.candidates[0])
    take(_("Isoloir : relire avant de déposer"))
    screen.cast()
    take(_("Isoloir : le bulletin est dans l’urne"))
    screen.wait()
    take(_("Isoloir : personne suivante"))
    screen.close()
    screen.deleteLater()
    a, b = opening.ballot.candidates
    waiting = [line.person for line in urns.booth(secretary, urn).lines if line.marked is Marked.WAITING]
    for voter in waiting[-len(ON_PAPER) :]:
        urns.sign_for_paper(secretary, urn, voter.person_id)
    for place, voter in enumerate(waiting[: -len(ON_PAPER)]):
        mark = Void.BLANK if place == 0 else b if place % 6 == 1 else a
        urns.cast_ballot(secretary, urn, voter.person_id, mark)


def _key_papers(stage: "Stage", cast: Cast, election: int) -> None:
    """Two tellers key the papers of those who did not want the booth; they read one of them differently."""
    first, second = (cast.desk(login) for login in SCRUTINEERS[:2])
    papers.open_pile(first, election, len(ON_PAPER), len(ON_PAPER))
    for number, said in enumerate(ON_PAPER, 1):
        papers.key_paper(first, election, number, said)
    space = stage.enter(second)
    papers.key_paper(second, election, 1, ON_PAPER[0])
    space.open_page("elections.papers", election)
    stage.take(_("Papiers : la deuxième saisie, sans voir la première"))
    papers.key_paper(second, election, 2, "2")
    space.page("elections.papers").reload()
    stage.take(_("Papiers : une lecture diffère, à trancher ensemble"))
    papers.settle_paper(second, election, 2, ON_PAPER[1], _("un 1 pris pour un 2"))


def _result(stage: "Stage", file: ElectionFile) -> None:
    """Every stage of a count on its page, and the last on the screen of the room."""
    from coop_desk.topics.elections.page.told import RoomTold

    space = stage.window.workspace
    assert space is not None  # noqa: S101
    space.open_page("elections.result", file.id)
    page = cast("ResultPage", space.page("elections.result"))
    steps = page.told.told.steps if page.told.told is not None else ()
    for place in range(len(steps)):
        page.told.go_to(place)
        stage.take(_("Résultat, étape {n} : {title}").format(n=place + 1, title=file.title))
    room = RoomTold(page.told, file.title)
    room.resize(1366, 768)
    room.show()
    stage.app.processEvents()
    stage.album.keep_page(room, _("Écran de salle : {title}").format(title=file.title))
    room.close()
    room.deleteLater()


def _press(stage: "Stage", words: str) -> None:
    """Press the button that says this."""
    from PySide6.QtWidgets import QPushButton

    place: QWidget = stage.window
    for one in place.findChildren(QPushButton):
        if one.isVisible() and one.text() == words:
            one.click()
            return
    raise LookupError(words)
