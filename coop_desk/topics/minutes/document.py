"""The minutes on paper, their additifs and certified extracts: facts in, bytes of a PDF out."""

from dataclasses import dataclass
from datetime import date

from coop_desk.core import words
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build, print_sheets, together
from coop_desk.paper.signatures import Signatory, signatures
from coop_desk.paper.tables import Column, Table, table
from coop_desk.paper.text import (
    Gap,
    Italic,
    NewPage,
    Strong,
    heading,
    item,
    paragraphs,
    quoted,
    small,
    subheading,
    subtitle,
    text,
    title,
)
from coop_desk.topics.assemblies.records import BodyKind, Choice
from coop_desk.topics.minutes import wording
from coop_desk.topics.minutes.records import (
    AllocationTold,
    Attendee,
    Company,
    ElectionTold,
    Facts,
    Named,
    Outcome,
    Point,
    QuestionTold,
    Resolution,
    Seal,
)
from coop_desk.topics.minutes.wording import say

CHOICES = {
    Choice.FOR: "pour",
    Choice.AGAINST: "contre",
    Choice.ABSTAIN: "abstention",
    Choice.BLANK: "blanc",
    Choice.NULL: "nul",
}
KEPT_WHOLE = 900
"""Letters of a resolution under which its text stays on the page of its result."""
SPLIT_FROM = 4
"""Paragraphs of a longer one from which its first two and its last are kept with what they belong to."""


@dataclass(frozen=True, slots=True)
class Additif:
    """What is added to sealed minutes, with the seal it received, or none while it is a draft."""

    company: Company
    part: int
    number: int
    held_on: date
    words: str
    signers: tuple[Named, ...]
    seal: Seal | None


@dataclass(frozen=True, slots=True)
class Extract:
    """Resolutions quoted from sealed minutes, and who certifies the quotation."""

    facts: Facts
    seal: Seal
    digest: str
    resolutions: tuple[int, ...]
    certifier: Named
    made_on: date


@dataclass(frozen=True, slots=True)
class ProxyList:
    """The proxies of a meeting: giver, holder, hour, and why it ended."""

    company: Company
    title: str
    held_on: date
    lines: tuple[tuple[str, str, str, str], ...]


def print_minutes(facts: Facts, seal: Seal | None = None) -> tuple[bytes, int]:
    """Print minutes; without a seal every page says PROJET. Gives the PDF and its number of pages."""
    printed = print_sheets((_minutes(facts, seal),))
    return printed.pdf, printed.pages


def print_addendum(additif: Additif) -> tuple[bytes, int]:
    """Print an additif; without a seal every page says PROJET. Gives the PDF and its number of pages."""
    printed = print_sheets((_addendum(additif),))
    return printed.pdf, printed.pages


def print_extract(extract: Extract) -> bytes:
    """Print a certified extract, ready to be signed by hand."""
    return build(_extract(extract))


def print_proxies(proxies: ProxyList) -> bytes:
    """Print the list of proxies of a meeting."""
    columns = (
        Column("Mandant", width=48),
        Column("Mandataire", width=48),
        Column("Heure"),
        Column("Fin", grows=True),
    )
    listed: Part = table(columns, proxies.lines) if proxies.lines else text(say("presence", "no_proxy"))
    head = "Pouvoirs"
    parts = (title(head), subtitle(f"{proxies.title}, séance du {words.long_day(proxies.held_on)}"), listed)
    return build(Sheet(letterhead(proxies.company), f"{head}, {proxies.title}", parts))


def letterhead(company: Company) -> Letterhead:
    """Turn the legal mentions sealed with the minutes into the head of page one."""
    return Letterhead(
        company.name,
        company.form_words,
        company.seat,
        rcs_city=company.rcs_city,
        siren=company.siren,
        capital=company.capital_cents,
        demo=company.demo,
    )


def name(facts: Facts) -> str:
    """Name of the minutes at the foot of each page."""
    kind = "Procès-verbal de carence" if facts.failed else "Procès-verbal"
    return f"{kind}, {wording.article(facts.title)} du {words.long_day(facts.held_on)}"


def _minutes(facts: Facts, seal: Seal | None) -> Sheet:
    parts: list[Part] = [
        title("Procès-verbal de carence" if facts.failed else "Procès-verbal"),
        subtitle(f"{facts.title} du {words.long_day(facts.held_on)}"),
        *paragraphs(wording.opening(facts)),
        *(part for told in wording.call(facts) for part in paragraphs(told)),
        *paragraphs(facts.story.introduction),
        *_section("Bureau", wording.bureau(facts)),
        *_attendance(facts),
        *_agenda(facts),
        *_documents(facts),
        *([] if facts.failed else _questions(facts)),
        *(_failure(facts) if facts.failed else _deliberations(facts)),
        *_incidents(facts),
        *_closing(facts),
        *_sealed(seal),
        *_annexes(facts),
    ]
    number = f"Procès-verbal n°{words.NBSP}{seal.number}" if seal else ""
    return Sheet(letterhead(facts.company), name(facts), tuple(parts), draft=seal is None, number=number)


def _section(head: str, told: list[str]) -> list[Part]:
    return [heading(head), *(part for sentence in told for part in paragraphs(sentence))] if told else []


def _attendance(facts: Facts) -> list[Part]:
    parts = _section("Présence et pouvoirs", wording.presence(facts))
    if not facts.held or not wording.listed_attendees(facts):
        return parts
    if wording.annexed_list(facts):
        return [*parts, text(say("presence", "table_annexed"))]
    lead = "table_here" if facts.body is BodyKind.GENERAL_ASSEMBLY else "board_here"
    return [*parts, text(say("presence", lead)), _names(facts)]


def _names(facts: Facts) -> Table:
    listed = wording.listed_attendees(facts)
    if facts.body is not BodyKind.GENERAL_ASSEMBLY:
        simple = (Column("Nom", grows=True), Column("Participation", width=90))
        return table(simple, tuple((person.name, wording.way(person)) for person in listed))
    columns = (
        Column("Nom", width=58),
        Column("Participation", grows=True),
        Column("Parts", "right"),
        Column("Voix", "right"),
    )
    counted = [person for person in listed if wording.counts(person)]
    totals = (
        f"Total de {wording.people(len(counted))} à l’ouverture",
        "",
        words.integer(sum(person.shares for person in counted)),
        words.votes(sum(person.votes for person in counted)),
    )
    return table(columns, tuple(_name(person) for person in listed), (totals,))


def _name(person: Attendee) -> tuple[str, str, str, str]:
    return person.name, wording.way(person), words.integer(person.shares), words.votes(person.votes)


def _agenda(facts: Facts) -> list[Part]:
    if not facts.points:
        return []
    lines = [item(point.title, mark=f"{point.rank}.") for point in facts.points]
    return [heading("Ordre du jour"), text(say("agenda", "lead"), follows=True), *lines]


def _documents(facts: Facts) -> list[Part]:
    if not facts.documents:
        return []
    lead = text(say("documents", "lead"), follows=True)
    return [heading("Documents"), lead, *(item(document) for document in facts.documents)]


def _deliberations(facts: Facts) -> list[Part]:
    parts: list[Part] = [heading("Débats et résolutions")]
    if facts.resolutions:
        parts.append(text(say("resolutions", "lead")))
    parts += paragraphs(facts.story.debate)
    annexes = wording.roll_calls(facts)
    for point in facts.points:
        parts += _point(point, annexes)
    return [*parts, *(part for told in facts.after for part in paragraphs(told))]


def _questions(facts: Facts) -> list[Part]:
    """The questions that were typed: those asked aloud."""
    told = facts.story.questions.strip()
    lead = text(say("questions", "lead"), follows=True)
    return [heading("Questions des associés"), lead, *paragraphs(told)] if told else []


def _point(point: Point, annexes: dict[int, int]) -> list[Part]:
    parts: list[Part] = [subheading(f"Point {point.rank}. {point.title}"), *paragraphs(point.debate)]
    for question in point.questions:
        parts += _question(question)
    if not (point.resolutions or point.elections or point.questions or point.debate.strip()):
        parts.append(text(say("resolutions", "no_vote")))
    ratifying = {election.ratification_id for election in point.elections}
    for resolution in point.resolutions:
        if resolution.id not in ratifying:
            parts += _told(resolution, annexes)
    for election in point.elections:
        parts += _election(election)
        for resolution in point.resolutions:
            if resolution.id == election.ratification_id:
                parts += _told(resolution, annexes)
        parts += [text(told) for told in election.ends]
    return parts


def _question(question: QuestionTold) -> list[Part]:
    """A written question, then the answer of the leaders or its absence (DOC-08)."""
    day = words.long_day(question.received_on)
    head = text(say("questions", "asked", day=day, author=question.author), follows=True)
    asked = [quoted(line) for line in question.text.splitlines() if line.strip()]
    if not question.answer.strip():
        return [together(head, *asked), text(say("questions", "unanswered"))]
    return [together(head, *asked), text(say("questions", "answered"), follows=True), *paragraphs(question.answer)]


def _told(resolution: Resolution, annexes: dict[int, int]) -> list[Part]:
    return [*(text(told) for told in resolution.before), *_resolution(resolution, annexes.get(resolution.id))]


def _election(election: ElectionTold) -> list[Part]:
    """What is voted on, then every stage in its order, one sentence each."""
    head = text(Strong(say("elections", "heading", title=election.title)), follows=True)
    lead = [text(told) for told in election.lead]
    return [together(head, *lead[:1]), *lead[1:], *(item(told) for told in election.stages)]


def _resolution(resolution: Resolution, annex: int | None) -> list[Part]:
    """The text and its result; on one page together when the text is not long."""
    parts: list[Part] = [
        text((Strong(wording.heading(resolution)), f" ({wording.article(resolution.kind_words)})"), follows=True),
        *(quoted(line) for line in resolution.text.splitlines() if line.strip()),
    ]
    if resolution.amended:
        parts.append(text(say("resolutions", "amended")))
    if resolution.allocation is not None:
        parts += _allocation(resolution.allocation)
    if resolution.withdrawn or not resolution.outcome:
        return [*parts, text(say("resolutions", "withdrawn" if resolution.withdrawn else "not_voted"))]
    told = _result(resolution.outcome, annex)
    if resolution.effect:
        told.append(text(resolution.effect))
    if len(resolution.text) <= KEPT_WHOLE:
        return [together(*parts, *told), Gap(2)]
    lines = [line for line in resolution.text.splitlines() if line.strip()]
    if len(lines) < SPLIT_FROM or max(len(lines[0]) + len(lines[1]), len(lines[-1])) > KEPT_WHOLE:
        return [*parts, together(*told), Gap(2)]
    # The heading keeps two paragraphs with it, and the result the last one: neither begins or ends a page alone.
    return [together(*parts[:3]), *parts[3:-1], together(parts[-1], *told), Gap(2)]


def _allocation(told: AllocationTold) -> list[Part]:
    """The table that a resolution refers to, right under its text."""
    columns = (Column("Affectation", grows=True), Column("Montant", "decimal", 34), Column("Part", "right", 20))
    shown = table(columns, told.rows, totals=(told.total,))
    return [text(told.lead, follows=True), shown, *(small(note) for note in told.notes)]


def _result(outcome: Outcome, annex: int | None) -> list[Part]:
    heads = (
        Column("Corps électoral", "right", 33),
        Column("Prennent part", "right", 33),
        Column("Pour", "right", 21),
        Column("Contre", "right", 21),
        Column("Abstentions", "right", 26),
        Column("Blancs", "right", 18),
        Column("Nuls", "right", 18),
    )
    figures = (
        outcome.electorate,
        outcome.taking_part,
        outcome.votes_for,
        outcome.against,
        outcome.abstained,
        outcome.blank,
        outcome.void,
    )
    told: list[Part] = [
        text(wording.conditions(outcome, annex), follows=True),
        table(heads, (tuple(words.votes(n) for n in figures),)),
    ]
    told.append(text(wording.arithmetic(outcome)))
    if source := wording.sources(outcome.rules):
        told.append(small(say("resolutions", "source", source=source)))
    if outcome.corrected:
        told.append(small(outcome.corrected))
    return told


def _failure(facts: Facts) -> list[Part]:
    noted = say(
        "failure",
        "noted",
        votes=wording.votes(wording.taking_part(facts)),
        all_votes=words.votes(facts.votes),
    )
    return [
        heading("Constat de carence"),
        text(noted),
        text(facts.failed),
        *paragraphs(facts.story.debate),
        text(say("failure", "again")),
    ]


def _incidents(facts: Facts) -> list[Part]:
    told = facts.story.incidents.strip() or (say("incidents", "none") if facts.held else "")
    if not told:
        return []
    return [heading("Incidents de séance"), *paragraphs(told)]


def _closing(facts: Facts) -> list[Part]:
    if not facts.held:
        return []
    levied, drawn = wording.closing(facts)
    lead = [heading("Clôture"), *paragraphs(facts.story.closing)]
    if not facts.signers:
        return [*lead, text(levied), text(drawn)]
    return [*lead, together(text(levied), text(drawn), _blocks(facts.signers))]


def _blocks(signers: tuple[Named, ...]) -> Part:
    return signatures(*(Signatory(wording.raised(signer.capacity), signer.name) for signer in signers))


def _sealed(seal: Seal | None) -> list[Part]:
    return [together(*(small(told) for told in wording.sealed(seal)))] if seal else []


def _annexes(facts: Facts) -> list[Part]:
    parts: list[Part] = []
    if wording.annexed_list(facts):
        head = heading("Annexe 1 — Associés présents, représentés ou votant par correspondance")
        parts += [NewPage(), head, _names(facts)]
    annexes = wording.roll_calls(facts)
    for resolution in facts.resolutions:
        if resolution.outcome and resolution.id in annexes:
            parts += [NewPage(), *_roll_call(resolution, resolution.outcome, annexes[resolution.id])]
    return parts


def _roll_call(resolution: Resolution, outcome: Outcome, annex: int) -> list[Part]:
    rank = f"{wording.ordinal(resolution.rank)} résolution"
    return [
        heading(f"Annexe {annex} — Appel nominal sur la {rank}"),
        text(Italic(resolution.title), follows=True),
        _roll_call_table(outcome),
    ]


def _roll_call_table(outcome: Outcome) -> Part:
    columns = (Column("Nom", grows=True), Column("Vote exprimé par", width=58), Column("Vote", width=30))
    rows = tuple((line.name, line.holder or line.name, CHOICES[line.choice]) for line in outcome.roll_call)
    if all(line.votes == 1 for line in outcome.roll_call):
        return table(columns, rows)
    counts = (words.votes(line.votes) for line in outcome.roll_call)
    return table(
        (*columns, Column("Voix", "right")), tuple((*row, count) for row, count in zip(rows, counts, strict=True))
    )


def _addendum(additif: Additif) -> Sheet:
    head = f"Additif n°{words.NBSP}{additif.part} au procès-verbal n°{words.NBSP}{additif.number}"
    lead = say("addendum", "lead", number=additif.number, day=words.long_day(additif.held_on))
    signed = say("addendum", "signed", signers=wording.listed(additif.signers) or "…")
    parts: list[Part] = [
        title(head),
        subtitle(f"Réunion du {words.long_day(additif.held_on)}"),
        text(lead),
        *paragraphs(additif.words),
        together(text(signed), _blocks(additif.signers)),
        *_sealed(additif.seal),
    ]
    return Sheet(letterhead(additif.company), head, tuple(parts), draft=additif.seal is None)


def _extract(extract: Extract) -> Sheet:
    facts, seal = extract.facts, extract.seal
    number = f"n°{words.NBSP}{seal.number}"
    lead = say(
        "extract",
        "lead",
        number=seal.number,
        register=wording.article(seal.register),
        day=words.long_day(facts.held_on),
        title=wording.article(facts.title),
        sealed=words.long_day(seal.sealed_at.astimezone().date()),
        digest=extract.digest,
    )
    quoted_ones = [r for r in facts.resolutions if r.id in extract.resolutions]
    parts: list[Part] = [
        title(f"Extrait du procès-verbal {number}"),
        subtitle(f"{facts.title} du {words.long_day(facts.held_on)}"),
        text(lead),
        *(part for resolution in quoted_ones for part in _resolution(resolution, None)),
        together(text(say("extract", "certified", day=words.long_day(extract.made_on))), _blocks((extract.certifier,))),
    ]
    return Sheet(letterhead(facts.company), f"Extrait du procès-verbal {number}", tuple(parts))
