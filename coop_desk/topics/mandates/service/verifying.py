"""What `coop-desk check` looks at in the register of mandates: seats, incompatible posts, titles.

A title held without a mandate is no difference: the co-op's past may explain it, and the start page says it.
"""

from collections import Counter, defaultdict

from coop_desk.core.actions import Act
from coop_desk.core.check import checked
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import long_day
from coop_desk.topics.mandates.records import MandateLine, PostKind
from coop_desk.topics.mandates.rules import eligibility
from coop_desk.topics.mandates.service.posts import posts_at
from coop_desk.topics.mandates.service.reading import known_mandates, mandates_at
from coop_desk.topics.mandates.service.titles import grant_of, waiting_proposal


@checked(N_("Registre des mandats"))
def verify_mandates(act: Act) -> tuple[int, list[str]]:
    """Return how many mandates run and every difference found, in words."""
    running = mandates_at(act, act.today)
    return len(running), [*_seats(act, running), *_together(running), *_without_title(act, running)]


def _seats(act: Act, running: list[MandateLine]) -> list[str]:
    held = Counter(line.post_id for line in running)
    said = _("{post} : plus de mandats en cours ({n}) que de sièges ({seats}).")
    return [
        said.format(post=p.name, n=held[p.id], seats=p.seats) for p in posts_at(act, act.today) if held[p.id] > p.seats
    ]


def _together(running: list[MandateLine]) -> list[str]:
    kinds: dict[int, list[PostKind]] = defaultdict(list)
    names = {line.person_id: line.name for line in running}
    for line in running:
        kinds[line.person_id].append(line.kind)
    return [
        _("{name} tient deux fonctions incompatibles ({rule}).").format(name=names[person], rule=rule)
        for person, held in kinds.items()
        if (rule := eligibility.incompatible(held)) is not None
    ]


def _without_title(act: Act, running: list[MandateLine]) -> list[str]:
    """A mandate whose post carries a title, with neither grant nor proposal: the powers do not follow."""
    known = known_mandates(act)
    found = []
    for line in running:
        one = known[line.id]
        if one.post.title_id is None or waiting_proposal(act, one) is not None:
            continue
        grant = grant_of(act, one)
        if grant is None or (grant.ends_on is not None and grant.ends_on < act.today):
            found.append(
                _("{post}, {name} : le mandat court depuis le {day} sans le titre de la fonction.").format(
                    post=line.post, name=line.name, day=long_day(line.starts_on)
                )
            )
    return found
