"""Who is in the room at one moment, and who takes part in one vote (A06, ADM-10, VOT-11, VOT-15)."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import lcm

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import clock_time
from coop_desk.core.words import day as day_words
from coop_desk.core.words import votes as voices
from coop_desk.topics.assemblies.records import BodyKind, Choice, Count, PresenceKind, Votes, exact
from coop_desk.topics.assemblies.rules.law import Terms
from coop_desk.topics.assemblies.rules.outcome import Taking

ELECTRONIC_UNTIL = time(15)
"""Until when the electronic form of an SA may arrive on the eve (VOT-09)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the attendance record."""

    id: int
    kind: PresenceKind
    person_id: int
    holder_id: int | None = None
    cancels_id: int | None = None
    choices: Mapping[int, Choice] = field(default_factory=dict)
    at: datetime | None = None
    identified_by: str = ""
    """How somebody who arrives at a distance was identified; nothing for the room."""


@dataclass(frozen=True, slots=True)
class Room:
    """Who is present, which proxies and which forms stand."""

    present: frozenset[int] = frozenset()
    proxies: Mapping[int, int | None] = field(default_factory=dict)
    """Giver to holder; None is a blank proxy."""
    forms: Mapping[int, Mapping[int, Choice]] = field(default_factory=dict)
    remote: Mapping[int, str] = field(default_factory=dict)
    """Those present at a distance, and how each was identified; they count like the others (VOT-12)."""

    def held_by(self, holder: int) -> tuple[int, ...]:
        """The givers whose proxy this person holds, whether or not it counts now."""
        return tuple(giver for giver, to in self.proxies.items() if to == holder)


@dataclass(frozen=True, slots=True)
class Participation:
    """Who takes part in one vote and how: the electorate frozen with the result."""

    entitled: tuple[int, ...]
    present: tuple[int, ...]
    represented: tuple[tuple[int, int | None], ...]
    forms: tuple[tuple[int, Choice], ...]
    weights: Mapping[int, Count] = field(default_factory=dict)
    """The votes of each person, where they are not one each (CAP-06)."""
    quorum_only: tuple[tuple[int, bool], ...] = ()
    """Who counts for the quorum alone, and whether they are there (VOT-15)."""

    @property
    def taking(self) -> Taking:
        """The same as numbers."""
        return Taking(
            self.votes_of(self.entitled),
            self.votes_of(self.present),
            self.votes_of(giver for giver, _holder in self.represented),
            self.votes_of(person for person, _choice in self.forms),
            self.votes_of(giver for giver, holder in self.represented if holder is None),
            self.unit,
            self.votes_of(person for person, _there in self.quorum_only),
            self.votes_of(person for person, there in self.quorum_only if there),
        )

    @property
    def unit(self) -> int:
        """How many equal parts one vote is cut into so that every voice is a whole number of them."""
        return lcm(*(Fraction(weight).denominator for weight in self.weights.values()))

    def votes_of(self, people: Iterable[int]) -> Count:
        """The votes of some people together, exactly."""
        return exact(sum((self.weights.get(person, 1) for person in people), start=Fraction(0)))

    def count(self, choices: Iterable[tuple[int, Choice]]) -> Votes:
        """A count of single answers, each for the votes of its owner."""
        by_choice: dict[Choice, list[int]] = {choice: [] for choice in Choice}
        for person, choice in choices:
            by_choice[choice].append(person)
        return Votes(*(self.votes_of(by_choice[choice]) for choice in Choice))


def standing_entries(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that were not cancelled, in order."""
    listed = list(entries)
    cancelled = {entry.cancels_id for entry in listed if entry.kind is PresenceKind.CANCELLED}
    return [entry for entry in listed if entry.kind is not PresenceKind.CANCELLED and entry.id not in cancelled]


def room_after(entries: Iterable[Entry]) -> Room:
    """Replay the attendance record: an arriving giver ends their proxy and their form."""
    present: set[int] = set()
    proxies: dict[int, int | None] = {}
    forms: dict[int, Mapping[int, Choice]] = {}
    remote: dict[int, str] = {}
    for entry in standing_entries(entries):
        if entry.kind is PresenceKind.ARRIVED:
            present.add(entry.person_id)
            proxies.pop(entry.person_id, None)
            forms.pop(entry.person_id, None)
            if entry.identified_by:
                remote[entry.person_id] = entry.identified_by
        elif entry.kind is PresenceKind.LEFT:
            present.discard(entry.person_id)
            remote.pop(entry.person_id, None)
        elif entry.kind is PresenceKind.PROXY_GIVEN:
            proxies[entry.person_id] = entry.holder_id
        elif entry.kind is PresenceKind.PROXY_WITHDRAWN:
            proxies.pop(entry.person_id, None)
        elif entry.kind is PresenceKind.FORM_RECEIVED:
            forms[entry.person_id] = entry.choices
    return Room(frozenset(present), proxies, forms, remote)


def participation(
    room: Room,
    electorate: Set[int],
    excluded: Set[int] = frozenset(),
    resolution_id: int | None = None,
    weights: Mapping[int, Count] | None = None,
    *,
    stay_in_quorum: bool = False,
) -> Participation:
    """Who takes part in a vote; excluded people cannot vote, nor vote for others (VOT-15).

    They leave N, which every majority of all votes is measured on (QM-15). In an SARL they leave the quorum as well
    (L. 223-19); in an SA the law takes them out of the majority alone (L. 225-40), so with `stay_in_quorum` they are
    told apart and the quorum still counts them. A vote they hold by proxy cannot be cast: it is not there (VOT-02).
    """
    voters = electorate - excluded
    present = room.present & voters
    represented = []
    forms = []
    for person in sorted(voters - present):
        form = room.forms.get(person)
        written = form.get(resolution_id) if form is not None and resolution_id is not None else None
        holder = room.proxies.get(person)
        counts = person in room.proxies and (holder is None or holder in present)
        if counts and written is None:
            represented.append((person, holder))
        elif form is not None:
            forms.append((person, written or Choice.ABSTAIN))
    kept = sorted(electorate & excluded) if stay_in_quorum else []
    return Participation(
        tuple(sorted(voters)),
        tuple(sorted(present)),
        tuple(represented),
        tuple(forms),
        dict(weights or {}),
        tuple((person, _takes_part(room, person, present)) for person in kept),
    )


def _takes_part(room: Room, person: int, able: Set[int]) -> bool:
    """Whether somebody is present, by form, or represented by somebody able to vote or without a name."""
    if person in room.present or person in room.forms:
        return True
    return person in room.proxies and (room.proxies[person] is None or room.proxies[person] in able)


def told(taking_part: Participation, sentence: str) -> str:
    """The sentence of a result, after what the externals weigh in it where they vote by capital (CAP-06)."""
    weighed = [person for person in taking_part.entitled if taking_part.weights.get(person, 1) != 1]
    if not weighed:
        return sentence
    words = ngettext(
        "Selon son capital, {n} associé extérieur a {votes} des {all} voix. {sentence}",
        "Selon leur capital, {n} associés extérieurs ont ensemble {votes} des {all} voix. {sentence}",
        len(weighed),
    )
    votes, everyone = taking_part.votes_of(weighed), taking_part.votes_of(taking_part.entitled)
    return words.format(n=len(weighed), votes=voices(votes), all=voices(everyone), sentence=sentence)


def form_votes(taking_part: Participation) -> Votes:
    """The votes of the correspondence forms; a form silent on a resolution abstains (VOT-08)."""
    return taking_part.count(taking_part.forms)


def blank_proxy_votes(taking_part: Participation, by_leaders: bool) -> Votes:
    """Blank proxies count for what the leaders present or support, against the rest (VOT-05)."""
    blank = taking_part.taking.blank_proxies
    return Votes(in_favour=blank) if by_leaders else Votes(against=blank)


def check_arrival(room: Room, electorate: Set[int], person: int, name: str) -> None:
    """Refuse to count someone twice, or someone who may not vote."""
    if person not in electorate:
        raise RuleBroken(
            "VOT-03",
            _(
                "{name} n’a pas le droit de vote dans cette instance : inscrivez cette personne parmi les invités."
            ).format(name=name),
        )
    if person in room.present:
        raise RuleBroken("MEET-03", _("{name} est déjà dans la salle.").format(name=name))


def check_distance(terms: Terms, body: BodyKind, annual_accounts: bool, identified_by: str) -> None:
    """Refuse a presence at a distance that the law or the statutes do not allow (VOT-12); other bodies decide."""
    if not identified_by.strip():
        raise RuleBroken("VOT-12", _("Dites comment la personne est identifiée : code personnel, image et voix."))
    if body is not BodyKind.GENERAL_ASSEMBLY:
        return
    if not terms.remote:
        raise RuleBroken(
            "VOT-12",
            _("Les statuts ne prévoient pas la participation à distance : la personne vient ou donne pouvoir."),
        )
    if terms.form == "SARL" and annual_accounts:
        raise RuleBroken(
            "VOT-12",
            _(
                "Une SARL n’approuve pas ses comptes annuels avec des participants à distance : la personne vient "
                "ou donne pouvoir."
            ),
        )


def check_some_in_room(room: Room, terms: Terms, body: BodyKind) -> None:
    """Refuse to open the assembly of an SA or an SAS with nobody in a room, unless the statutes allow it (VOT-13)."""
    nobody = bool(room.present) and room.present <= set(room.remote)
    if nobody and body is BodyKind.GENERAL_ASSEMBLY and terms.form in ("SA", "SAS") and not terms.remote_alone:
        raise RuleBroken(
            "VOT-13",
            _(
                "Tous les présents sont à distance, et les statuts ne prévoient pas d’assemblée sans lieu de réunion : "
                "pointez au moins une personne dans la salle."
            ),
        )


def check_departure(room: Room, person: int, name: str) -> None:
    """Refuse the departure of someone who is not there."""
    if person not in room.present:
        raise RuleBroken("MEET-03", _("{name} n’est pas dans la salle.").format(name=name))


def check_form(
    room: Room,
    electorate: Set[int],
    person: int,
    name: str,
    terms: Terms,
    received_on: date,
    meeting_day: date,
    electronic_at: time | None = None,
) -> None:
    """Refuse a correspondence form that the law or the statutes do not take (VOT-08, VOT-09, VOT-10)."""
    if person not in electorate:
        raise RuleBroken("VOT-08", _("{name} n’a pas le droit de vote dans cette instance.").format(name=name))
    if not terms.correspondence:
        raise RuleBroken("VOT-10", _("Les statuts ne prévoient pas le vote par correspondance."))
    last = meeting_day - timedelta(days=terms.correspondence_days)
    eve = meeting_day - timedelta(days=1)
    if electronic_at is not None and terms.form == "SA" and last < eve:
        if received_on > eve or (received_on == eve and electronic_at > ELECTRONIC_UNTIL):
            raise RuleBroken(
                "VOT-09",
                _(
                    "Un formulaire électronique arrive la veille de l’assemblée, le {eve}, à {hour} au plus tard."
                ).format(eve=day_words(eve), hour=clock_time(ELECTRONIC_UNTIL)),
            )
    elif received_on > last:
        raise RuleBroken(
            "VOT-09",
            _("Le formulaire devait arriver au plus tard le {last} ; il est arrivé le {received}.").format(
                last=day_words(last), received=day_words(received_on)
            ),
        )
    if person in room.present:
        raise RuleBroken("VOT-07", _("{name} est dans la salle et vote en personne.").format(name=name))
    if person in room.forms:
        raise RuleBroken("VOT-08", _("Le formulaire de {name} est déjà enregistré.").format(name=name))


def check_roll_call(choices: Mapping[int, Choice], taking_part: Participation) -> None:
    """Refuse an answer from someone who has no voice in this vote (VOT-02)."""
    voices = set(taking_part.present) | {giver for giver, holder in taking_part.represented if holder is not None}
    if set(choices) - voices:
        raise RuleBroken("VOT-02", _("L’appel nominal contient une personne qui n’a pas de voix sur ce point."))
