"""The sentences of the minutes, in French as a lawyer writes them; the texts are in resources/letters."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import date, time
from functools import cache

from coop_desk.core import resources, words
from coop_desk.core.i18n import ngettext
from coop_desk.core.rulebook import rule
from coop_desk.paper.text import Strong, Words
from coop_desk.topics.assemblies.records import BodyKind, Count, VoteMode, exact
from coop_desk.topics.minutes.records import BOARDS, Attendee, Facts, Named, Outcome, Resolution, Seal, Way

ANNEX_FROM = 40
_ARTICLE = re.compile(r"[LRD]\.\s?[\d-]+")
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Read the sentences of the minutes, by section and name."""
    with resources.path("letters", "minutes.toml").open("rb") as stream:
        return tomllib.load(stream)


def say(section: str, name: str, /, **values: object) -> str:
    """Return one sentence with its values in place."""
    return sentences()[section][name].format(**values)


def counted(number: int, feminine: bool = False) -> str:
    """Write a number in words: 21 gives vingt et un, or vingt et une."""
    from num2words import num2words

    written: str = num2words(number, lang="fr")
    return written + "e" if feminine and written.endswith("un") else written


def year_in_words(value: date) -> str:
    """Write 2026 as deux mille vingt-six."""
    return counted(value.year)


def day_in_words(value: date) -> str:
    """Write a date as vendredi douze juin, the first as premier."""
    number = "premier" if value.day == 1 else counted(value.day)
    month = words.long_day(value).split(" ")[-2].split(words.NBSP)[-1]
    return f"{_DAYS[value.weekday()]} {number} {month}"


def hour_in_words(value: time) -> str:
    """Write 14:05 as quatorze heures cinq."""
    hours = ngettext("{n} heure", "{n} heures", value.hour).format(n=counted(value.hour, feminine=True))
    return f"{hours} {counted(value.minute, feminine=True)}" if value.minute else hours


def ordinal(number: int) -> str:
    """Write the rank of a resolution: première, deuxième, vingt et unième."""
    from num2words import num2words

    return "première" if number == 1 else str(num2words(number, to="ordinal", lang="fr"))


def votes(number: Count) -> str:
    """Write 17 voix."""
    return f"{words.votes(number)}{words.NBSP}voix"


def _many(number: int, one: str, several: str) -> str:
    return f"{words.integer(number)}{words.NBSP}{ngettext(one, several, number)}"


def named(person: Named) -> str:
    """Write a person with the capacity in which they act."""
    return f"{person.name}, {person.capacity}" if person.capacity else person.name


def listed(people: Sequence[Named]) -> str:
    """Write several people, capacities between brackets."""
    return words.listed([f"{person.name} ({person.capacity})" if person.capacity else person.name for person in people])


def raised(text: str) -> str:
    """Write the first letter as a capital."""
    return text[:1].upper() + text[1:]


def at_place(place: str) -> str:
    """Join a place to the sentence: « au siège social » stays, an address or a name is announced."""
    start = words.fold(place).split(" ")[0]
    if start in ("a", "au", "aux", "en", "dans", "chez", "sur", "par"):
        return article(place)
    announced = "à l’adresse suivante" if start[:1].isdigit() else "au lieu suivant"
    return f"{announced}{words.NBSP}: {place}"


def article(name: str) -> str:
    """Write « conseil d’administration » as it follows « membres du »; the first letter is made small."""
    return name[:1].lower() + name[1:]


def opening(facts: Facts) -> str:
    """Say when, where and who met."""
    kind = {
        BodyKind.GENERAL_ASSEMBLY: "assembly",
        BodyKind.BOARD: "board",
        BodyKind.SUPERVISORY_BOARD: "board",
    }
    return say(
        "opening",
        kind.get(facts.body, "other"),
        year=year_in_words(facts.held_on),
        day=day_in_words(facts.held_on),
        hour=hour_in_words(facts.opened) if facts.opened else "…",
        company=facts.company.name,
        kind=article(facts.title),
        body=article(facts.body_name) if facts.body in BOARDS else facts.body_name,
        place=at_place(facts.place),
    )


def call(facts: Facts) -> list[str]:
    """Say who called the meeting, by which means and when, and whether it is a second call."""
    told: list[str] = []
    sendings = words.listed([_sending(s.means, s.people, s.first_day, s.last_day) for s in facts.sendings])
    caller = say("call", "caller", caller=facts.called_by) if facts.called_by else ""
    if sendings:
        told.append(say("call", "sent", caller=caller, sendings=sendings))
    elif facts.called_on:
        told.append(say("call", "on", caller=caller, day=words.long_day(facts.called_on)))
    elif caller:
        told.append(say("call", "alone", caller=caller))
    if facts.call_rank > 1 and facts.first_call_on:
        told.append(say("call", "second", first=words.long_day(facts.first_call_on)))
    elif facts.call_rank > 1:
        told.append(say("call", "second_undated"))
    return [*told, *facts.distance]


def _sending(means: str, people: int, first: date, last: date) -> str:
    who = _many(people, "personne", "personnes")
    name = "one_day" if first == last else "several_days"
    return say("call", name, means=means, people=who, first=words.long_day(first), last=words.long_day(last))


def bureau(facts: Facts) -> list[str]:
    """Say who chairs, counts, writes, and who else attends."""
    told = [say("bureau", "chair", chair=named(facts.chair))] if facts.chair else []
    if facts.tellers:
        name = "teller" if len(facts.tellers) == 1 else "tellers"
        told.append(say("bureau", name, tellers=listed(facts.tellers)))
    if facts.secretary:
        told.append(say("bureau", "secretary", secretary=named(facts.secretary)))
    if facts.guests:
        told.append(say("bureau", "guests", guests=listed(facts.guests)))
    return told


def presence(facts: Facts) -> list[str]:
    """Say what the attendance sheet proves: who holds votes, how many take part, which proxies."""
    if not facts.held:
        return [say("presence", "not_held")]
    if facts.body in BOARDS:
        return [say("presence", "board_sheet")]
    if facts.body is not BodyKind.GENERAL_ASSEMBLY:
        return [say("presence", "other_sheet")]
    if not any(counts(one) or one.note for one in facts.attendees):
        return [_electorate(facts), say("presence", "nobody")]
    by_post = facts.having(Way.BY_POST)
    annexed = say("presence", "proxies_and_forms" if by_post else "proxies")
    return [
        say("presence", "sheet", annexed=annexed),
        _electorate(facts),
        _sheet_counts(facts),
        *_remote(facts),
        _proxies(facts),
    ]


def _sheet_counts(facts: Facts) -> str:
    return say(
        "presence",
        "counts",
        counts=_counts(facts),
        votes=votes(taking_part(facts)),
        all_votes=words.votes(facts.votes),
    )


def _remote(facts: Facts) -> list[str]:
    """Name those who take part at a distance and how they were identified (VOT-12)."""
    names = [f"{a.name} ({a.identified_by})" for a in facts.attendees if a.identified_by and a.way is Way.PRESENT]
    if not names:
        return []
    return [say("presence", "remote_one" if len(names) == 1 else "remote", names=words.listed(names))]


def _electorate(facts: Facts) -> str:
    outside = facts.associates - facts.employed
    scaled = any(attendee.votes != 1 for attendee in facts.attendees)
    return say(
        "presence",
        "scaled" if scaled else "associates" if outside else "all_employed",
        associates=_many(facts.associates, "associé", "associés"),
        employed=_many(facts.employed, "employé", "employés"),
        external=_many(outside, "extérieur", "extérieurs"),
        votes=votes(facts.votes),
    )


def taking_part(facts: Facts) -> Count:
    """Votes present, represented or cast by post when the meeting opened."""
    return exact(sum(a.votes for a in facts.having(Way.PRESENT, Way.REPRESENTED, Way.BY_POST)))


def counts(attendee: Attendee) -> bool:
    """Whether somebody was present, represented or voting by post when the meeting opened."""
    return attendee.way in (Way.PRESENT, Way.REPRESENTED, Way.BY_POST)


def people(number: int) -> str:
    """Write 17 associés."""
    return _many(number, "associé", "associés")


def _counts(facts: Facts) -> str:
    ways = Counter(attendee.way for attendee in facts.attendees)
    told = [_many(ways[Way.PRESENT], "associé présent", "associés présents")]
    if ways[Way.REPRESENTED]:
        told.append(_many(ways[Way.REPRESENTED], "associé représenté", "associés représentés"))
    if ways[Way.BY_POST]:
        told.append(_many(ways[Way.BY_POST], "associé votant par correspondance", "associés votant par correspondance"))
    return words.listed(told)


def _proxies(facts: Facts) -> str:
    used = len(facts.having(Way.REPRESENTED))
    if not used:
        return say("presence", "no_proxy")
    spoken = f"{counted(used)} {ngettext('pouvoir est utilisé', 'pouvoirs sont utilisés', used)}"
    return say("presence", "proxy_use", used=raised(spoken), limit=counted(facts.proxy_limit))


def way(attendee: Attendee) -> str:
    """Say in the table how somebody took part."""
    told = {
        Way.PRESENT: "présence à distance" if attendee.identified_by else "présence",
        Way.REPRESENTED: f"pouvoir à {attendee.holder}" if attendee.holder else "pouvoir sans nom",
        Way.BY_POST: "vote par correspondance",
        Way.EXCUSED: "absence excusée",
        Way.ABSENT: "absence",
    }[attendee.way]
    if attendee.way is Way.ABSENT and attendee.note:
        return attendee.note
    return f"{told}, {attendee.note}" if attendee.note else told


def listed_attendees(facts: Facts) -> tuple[Attendee, ...]:
    """Those the minutes name: everybody for a board, those who took part for an assembly."""
    if facts.body is not BodyKind.GENERAL_ASSEMBLY:
        return facts.attendees
    return tuple(a for a in facts.attendees if a.way is not Way.ABSENT or a.note)


def annexed_list(facts: Facts) -> bool:
    """Whether the list of names is long enough to go to an annex."""
    return len(listed_attendees(facts)) > ANNEX_FROM


def roll_calls(facts: Facts) -> dict[int, int]:
    """Annex number of each roll call, by resolution id."""
    first = 2 if annexed_list(facts) else 1
    taken = [r.id for r in facts.resolutions if r.outcome and r.outcome.roll_call]
    return {resolution: first + position for position, resolution in enumerate(taken)}


def heading(resolution: Resolution) -> str:
    """Write the heading of a resolution: Première résolution — Approbation des comptes."""
    return f"{ordinal(resolution.rank).capitalize()} résolution — {resolution.title}"


def conditions(outcome: Outcome, annex: int | None) -> str:
    """Say how the vote was taken, and who had no vote."""
    told = [
        {
            VoteMode.SECRET: say("resolutions", "secret"),
            VoteMode.ROLL_CALL: say("resolutions", "roll_call", annex=annex) if annex else "",
        }.get(outcome.mode, say("resolutions", "hands"))
    ]
    if outcome.left_out:
        people = listed(outcome.left_out)
        how = "left_out_of_majority" if outcome.left_out_stay_in_quorum else "left_out"
        told.append(say("resolutions", how, people=people))
    return " ".join(part for part in told if part)


def sources(rules: Sequence[str]) -> str:
    """Name the sources of the rules that were applied, once each."""
    named_once = list(dict.fromkeys(one for id_ in rules for one in re.split(r"\s*;\s*", rule(id_).source)))
    kept = [one for one in named_once if not any(_within(one, other) for other in named_once)]
    return f"{words.NNBSP}; ".join(kept)


def _within(source: str, other: str) -> bool:
    """Whether another source of the same text names all the articles of this one, and more."""
    (law, _mark, articles), (same, _mark, more) = source.partition(" art. "), other.partition(" art. ")
    return law == same and set(_ARTICLE.findall(articles)) < set(_ARTICLE.findall(more))


def arithmetic(outcome: Outcome) -> Words:
    """Say the quorum, then the arithmetic of the result; what was decided stands out."""
    before, decided, after = outcome.sentence.rpartition(say("resolutions", "decided"))
    if not decided:
        before, after = f"{outcome.sentence} ", say("resolutions", "adopted" if outcome.adopted else "rejected")
    return (f"{outcome.quorum_sentence} {before}".lstrip(), Strong(decided + after))


def closing(facts: Facts) -> list[str]:
    """Say when the meeting ended and who signs."""
    hour = hour_in_words(facts.closed) if facts.closed else "…"
    levied = say("closing", "levied_failed" if facts.failed else "levied", hour=hour)
    signers = listed(facts.signers) or "…"
    return [levied, say("closing", "drawn", signers=signers)]


def sealed(seal: Seal) -> list[str]:
    """Say what was sealed, by whom, tied to which piece and to which line of the journal."""
    local = seal.sealed_at.astimezone()
    told = say(
        "seal",
        "addendum" if seal.part else "minute",
        part=seal.part,
        number=seal.number,
        register=article(seal.register),
        day=words.long_day(local.date()),
        hour=words.clock_time(local),
        by=seal.sealed_by,
    )
    previous = say("seal", "previous", previous=seal.previous) if seal.previous.strip("0") else say("seal", "first")
    return [
        told,
        previous,
        say("seal", "journal", line=words.integer(seal.journal_number), hash=seal.journal_hash),
    ]
