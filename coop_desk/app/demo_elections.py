"""The demo's elections: a board by papers keyed twice, a role without candidate, a vacant seat at the next assembly."""

from collections.abc import Sequence
from datetime import date

from coop_desk.app.demo import FOUNDER, Cast
from coop_desk.core.i18n import _
from coop_desk.core.ids import PersonId
from coop_desk.topics.elections import service
from coop_desk.topics.elections.circle import service as circles
from coop_desk.topics.elections.circle.records import Said, State
from coop_desk.topics.elections.paper_ballots import service as papers
from coop_desk.topics.elections.records import Answer, Declared, NewElection, Occasion, Sheet, Way
from coop_desk.topics.mandates import service as mandates
from coop_desk.topics.mandates.records import PostKind

SECRETARY = "aminata.diallo"
PAGE = "elections.election"
BOARD = ("thibault.oger", "nolwenn.jaouen", "boubacar.traore", "delphine.pincon", "remi.castel")
TELLERS = ("samir.benali", "linh.nguyen")
SEATS = 4
PAPERS = ("1 2 3", "1 3 2", "2 1", "2 4 1", "3 1 5", "3 4", "4 3 2 1", "4 2", "5 1 2", "2 5", "1", "3 2 5", "b")
READ_DIFFERENTLY = 4
"""The number of the paper that the two tellers read differently."""
STANDING = ("hugo.martel", "maiwenn.oeuvrard")
SCRUTINEERS = ("samir.benali", "linh.nguyen", "agathe.dupre")
RELAY = "nolwenn.jaouen"


def prepare_board(cast: Cast, item: int) -> int:
    """The supervisory board that more than twenty associates ask for: four seats, five candidates (SARL-04)."""
    desk = cast.desk(FOUNDER)
    mandates.lay_posts(desk)
    post = next(one for one in mandates.posts(desk) if one.kind is PostKind.SUPERVISORY)
    mandates.change_post(
        desk, post.id, name=post.name, seats=SEATS, term_months=post.term_months, title_code=post.title_code,
        paid=False,
    )  # fmt: skip
    election = _prepared(
        cast, item, post.id, SEATS, _("Élection du conseil de surveillance"), Occasion.CREATION, Way.PAPER,
        "stv.scottish/1",
    )  # fmt: skip
    said = (
        (_("menuisier"), _("atelier bois depuis 2016"), _("suivre les chantiers de près")),
        (_("chargée de communication"), _("associée depuis 2014"), _("rendre les comptes lisibles par tous")),
        (_("métallier"), _("atelier métal, tutorat des apprentis"), _("donner la parole à l’atelier métal")),
        (_("comptable"), _("comptabilité de la coopérative"), _("veiller à la trésorerie")),
        (_("ébéniste"), _("atelier bois, relation avec les clients"), _("garder du temps pour la formation")),
    )
    _stand(cast, election, BOARD, said)
    service.name_tellers(cast.desk(SECRETARY), election, [cast.people[login] for login in TELLERS])
    names = [one.ballot_name for one in service.election(cast.desk(SECRETARY), election).standing]
    service.enter_order(cast.desk(SECRETARY), election, names, cast.names[TELLERS[0]])
    return election


def vote_board(cast: Cast, election: int, day: date) -> None:
    """Two tellers key the papers apart, look together at the one they read differently; one elected person declines."""
    secretary = cast.desk(SECRETARY)
    service.open_round(secretary, election)
    first, second = (cast.desk(login) for login in TELLERS)
    papers.open_pile(first, election, len(PAPERS), len(PAPERS))
    for teller in (first, second):
        for number, said in enumerate(PAPERS, 1):
            mistaken = teller is second and number == READ_DIFFERENTLY
            papers.key_paper(teller, election, number, "2 1 4" if mistaken else said)
    papers.settle_paper(
        second, election, READ_DIFFERENTLY, PAPERS[READ_DIFFERENTLY - 1], _("un 4 mal formé, lu comme un 1")
    )
    result = papers.count_papers(first, election)
    while result.needed is not None:
        again = service.settle(secretary, election, result.needed.between[0], cast.names[TELLERS[1]])
        assert again is not None  # noqa: S101
        result = again
    elected = service.proclaim(secretary, election)
    for line in service.election(secretary, election).standing:
        if line.person.person_id in elected:
            declines = line.person.person_id == elected[-1]
            service.answer(secretary, line.id, Answer.DECLINED if declines else Answer.ACCEPTED)
    service.open_elected(secretary, election, day)


def prepare_vacancy(cast: Cast, item: int) -> int:
    """The seat that was declined, at the assembly to come: in the booth or on paper, the order drawn from a lottery."""
    secretary = cast.desk(SECRETARY)
    post = next(one for one in mandates.posts(secretary) if one.kind is PostKind.SUPERVISORY)
    election = _prepared(
        cast, item, post.id, 1, _("Siège vacant au conseil de surveillance"), Occasion.VACANCY, Way.BOTH,
        "majority.two_round/1",
    )  # fmt: skip
    said = (
        (_("soudeur"), _("atelier métal, sécurité des machines"), _("faire le lien entre les deux ateliers")),
        (_("responsable de la paie"), _("paie et congés"), _("que chacun comprenne sa paie")),
    )
    _stand(cast, election, STANDING, said)
    service.name_tellers(secretary, election, [cast.people[login] for login in SCRUTINEERS])
    service.commit_order(
        secretary, election, [_("Loto du samedi, premier numéro"), _("nombre de Samir sous enveloppe")]
    )
    cast.later(60)
    service.draw_order(secretary, election, ["23", "1871"], cast.names[SECRETARY])
    return election


def name_relay(cast: Cast, item: int, day: date) -> int:
    """The circle chooses who looks after the site, without candidate; one objection is raised, then lifted."""
    secretary = cast.desk(SECRETARY)
    post = mandates.open_post(cast.desk(FOUNDER), PostKind.ROLE, _("Référence site internet"), 1, 24)
    election = _prepared(
        cast, item, post, 1, _("Référence site internet"), Occasion.CREATION, Way.ALOUD, "election_without_candidate/1"
    )
    service.open_round(secretary, election)
    frame = _("Tenir le site à jour et répondre aux messages, deux ans. Critères : écrit bien, a du temps le lundi.")
    circles.begin_circle(secretary, election, True, frame)
    here = circles.circle(secretary, election)
    chosen = cast.names[RELAY]
    reasons = (_("écrit clairement"), _("a déjà mené la refonte"), _("répond vite"))
    for one, because in zip(here.participants, reasons, strict=False):
        circles.nominate(secretary, election, one.person_id, chosen, because)
    circles.end_round(secretary, election)
    circles.end_round(secretary, election)
    circles.propose(secretary, election, chosen, here.participants[0].person_id)
    worried = here.participants[-1].person_id
    load = _("sa charge est déjà lourde le lundi")
    circles.answer_proposal(
        secretary,
        election,
        [
            Said(one.person_id, State.OBJECTION, load)
            if one.person_id == worried
            else Said(one.person_id, State.CONSENT)
            for one in here.participants
        ],
    )
    circles.lift(secretary, election, 1, _("le lundi lui est libéré pour cela"))
    circles.conclude(secretary, election, chosen)
    service.proclaim(secretary, election)
    [line] = [one for one in service.election(secretary, election).candidacies if one.person.name == chosen]
    service.answer(secretary, line.id, Answer.ACCEPTED)
    service.open_elected(secretary, election, day)
    return election


def _prepared(
    cast: Cast, item: int, post: int, seats: int, title: str, why: Occasion, way: Way, method: str
) -> int:  # fmt: skip
    secretary = cast.desk(SECRETARY)
    proposed = service.proposal(secretary, post, seats, item, method)
    election = service.prepare_election(
        secretary, NewElection(title, post, why, seats, method, proposed.rules, way, item_id=item)
    )
    if way is not Way.ALOUD:
        service.call_candidates(secretary, election, cast.clock.today())
    return election


def _stand(cast: Cast, election: int, logins: Sequence[str], said: Sequence[tuple[str, str, str]]) -> None:
    for login, sheet in zip(logins, said, strict=True):
        person: PersonId = cast.people[login]
        service.record_candidacy(
            cast.desk(SECRETARY), election, person, cast.clock.today(), Sheet(profession=sheet[0], five_years=sheet[1],
            motives=sheet[2]), Declared(no_prohibition=True, record_checked=True),
        )  # fmt: skip
