"""What the person who asks may do today, under which title and until when, and every delegation they were given."""

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.grants import Grant, GrantProposal, Title, holding_of, people_by_id
from coop_desk.core.i18n import _
from coop_desk.core.own_keys import own_keys
from coop_desk.core.rights import WORDS, Right
from coop_desk.topics.own_data.records import Part, Value

HELD = {"grant.holder_id", "grant_proposal.holder_id", "grant_proposal.proposed_by"}
"""The columns naming somebody that these parts read."""


def parts(act: Act) -> list[Part]:
    """Return titles held today, what they allow, and every delegation ever given."""
    holding = holding_of(act.session, act.actor_id, act.today)
    names = {title.id: title.name for title in act.session.scalars(select(Title))}
    wanted = select(Grant).where(Grant.holder_id == act.actor_id).order_by(Grant.starts_on, Grant.id)
    return [
        Part(
            "titles",
            _("Titres aujourd’hui"),
            (Value("title", _("Titre")), Value("until", _("Jusqu’au"), "day"), Value("because", _("Décision"))),
            tuple((held.name, held.until, held.because) for held in holding.titles),
        ),
        Part(
            "rights",
            _("Ce que vous pouvez faire aujourd’hui"),
            (Value("right", _("Droit")), Value("over", _("Sur")), Value("under", _("Au titre de"))),
            tuple(
                (
                    _(WORDS[right]),
                    _("toute la coopérative") if people.everyone else _over(act, frozenset(people.ids)),
                    ", ".join(holding.under[right]),
                )
                for right, people in sorted(holding.covered.items(), key=lambda one: _(WORDS[one[0]]))
                if people
            ),
        ),
        Part(
            "grants",
            _("Délégations reçues"),
            (
                Value("what", _("Titre ou droit")),
                Value("starts_on", _("À partir du"), "day"),
                Value("ends_on", _("Jusqu’au"), "day"),
                Value("because", _("Décision")),
                Value("ended_because", _("Fin décidée par")),
            ),
            tuple(
                (
                    names[one.title_id] if one.title_id is not None else _(WORDS[Right(one.right or "")]),
                    one.starts_on,
                    one.ends_on,
                    one.because,
                    one.ended_because,
                )
                for one in act.session.scalars(wanted)
            ),
        ),
        _proposals(act, names),
        _keys(act),
    ]


def _proposals(act: Act, names: dict[int, str]) -> Part:
    people = people_by_id(act.session)
    mine = (GrantProposal.holder_id == act.actor_id) | (GrantProposal.proposed_by == act.actor_id)
    return Part(
        "proposals",
        _("Titres proposés, pour vous ou par vous"),
        (
            Value("what", _("Titre")),
            Value("holder", _("Pour")),
            Value("proposed_by", _("Proposé par")),
            Value("proposed_on", _("Proposé le"), "day"),
            Value("state", _("État")),
        ),
        tuple(
            (
                names[one.title_id],
                people[one.holder_id],
                people[one.proposed_by],
                one.proposed_on,
                _("décidé") if one.grant_id else one.dropped_because or _("à décider"),
            )
            for one in act.session.scalars(select(GrantProposal).where(mine).order_by(GrantProposal.id))
        ),
    )


def _keys(act: Act) -> Part:
    mine = own_keys.function(act)
    return Part(
        "keys",
        _("Vos clés"),
        (
            Value("fingerprint", _("Empreinte")),
            Value("generation", _("Numéro de la paire"), "integer"),
            Value("certified", _("Certifiées"), "yes_no"),
        ),
        ((mine.fingerprint, mine.generation, mine.certified),) if mine is not None else (),
    )


def _over(act: Act, people: frozenset[int]) -> str:
    others = len(people - {act.actor_id})
    if not others:
        return _("vous seulement")
    return _("les personnes nommées dans la délégation")
