"""What minutes must contain, who signs and certifies; numbers, sheets and seals without a gap."""

import hashlib
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import fold, listed
from coop_desk.topics.assemblies.records import BodyKind
from coop_desk.topics.minutes.records import BOARDS, Facts, Named, Way

FIRST = "0" * 64
INTERNAL = "REUNION-01"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list the secretary sees: what a rule asks, and whether it is there."""

    rule: str
    words: str
    done: bool
    blocking: bool = True


@dataclass(frozen=True, slots=True)
class SheetRun:
    """Pre-numbered sheets used together, both ends included; `purpose` says for what."""

    first: int
    last: int
    purpose: str = ""


def content_rule(form: str, body: BodyKind) -> str:
    """Rule that lists the content of these minutes (PV-01, PV-03, PV-04, PV-06); the law asks nothing of a circle."""
    if body in (BodyKind.CIRCLE, BodyKind.TEAM):
        return INTERNAL
    if body in BOARDS:
        return "PV-04"
    return {"SARL": "PV-01", "SA": "PV-03"}.get(form, "PV-06")


def signing_rule(form: str, body: BodyKind) -> str:
    """Rule that says who signs these minutes (PV-02, PV-03, PV-04, PV-06)."""
    rule = content_rule(form, body)
    return "PV-02" if rule == "PV-01" else rule


def checklist(facts: Facts) -> tuple[Check, ...]:
    """List what these minutes must contain by their form, and what is still missing (PV-01 to PV-07)."""
    rule = content_rule(facts.company.form, facts.body)
    lines = [
        Check(rule, _("Date, lieu et heure d’ouverture"), bool(facts.place and facts.opened)),
        Check(rule, _("Heure de clôture"), facts.closed is not None),
        _of_the_chair(facts, rule),
        Check(rule, _("Personnes présentes ou représentées"), bool(facts.attendees)),
        Check(rule, _("Ordre du jour"), bool(facts.points)),
    ]
    lines += _of_the_call(facts, rule) + _of_the_bureau(facts, rule) + _of_the_vote(facts, rule)
    if facts.body is BodyKind.GENERAL_ASSEMBLY:
        lines.append(Check(rule, _("Documents et rapports soumis"), bool(facts.documents), blocking=False))
        lines.append(Check("PV-07", _("Nombre d’associés, employés et extérieurs, et voix"), facts.associates > 0))
    return (*lines, signature_check(facts))


def _of_the_chair(facts: Facts, rule: str) -> Check:
    if rule == INTERNAL:
        return Check(rule, _("Nom de la personne qui anime"), facts.chair is not None, blocking=False)
    return Check(rule, _("Nom et qualité de la personne qui préside"), bool(facts.chair and facts.chair.capacity))


def _of_the_call(facts: Facts, rule: str) -> list[Check]:
    return [
        Check(
            rule,
            _("Mode et date de la convocation"),
            bool(facts.sendings or (facts.called_on and facts.company.form != "SA")),
            blocking=facts.company.form == "SA" and facts.body is BodyKind.GENERAL_ASSEMBLY,
        )
    ]


def _of_the_bureau(facts: Facts, rule: str) -> list[Check]:
    if facts.company.form != "SA" or facts.body is not BodyKind.GENERAL_ASSEMBLY or facts.failed:
        return []
    return [
        Check(
            rule,
            _("Bureau : deux scrutateurs et un secrétaire"),
            len(facts.tellers) >= 2 and bool(facts.secretary),
        )
    ]


def _of_the_vote(facts: Facts, rule: str) -> list[Check]:
    if facts.failed:
        return [Check("MEET-05", _("Constat du défaut de quorum"), True)]
    told = [facts.story.debate, *(point.debate for point in facts.points)]
    lines = [
        Check(
            rule,
            _("Résumé des débats (à défaut, écrire que personne n’a demandé la parole)"),
            any(words.strip() for words in told),
            blocking=rule != INTERNAL,
        )
    ]
    if facts.questions:
        unanswered = [question.author for question in facts.questions if not question.answer.strip()]
        lines.append(
            Check("DOC-08", _("Réponse à chaque question écrite") + _ranks(unanswered), not unanswered, blocking=False)
        )
    if facts.elections:
        waiting = [election.title for election in facts.elections if not election.complete]
        lines.append(Check(rule, _("Résultat de chaque élection") + _ranks(waiting), not waiting))
    if facts.resolutions:
        without_text = [str(r.rank) for r in facts.resolutions if not r.text.strip()]
        unvoted = [str(r.rank) for r in facts.resolutions if r.outcome is None and not r.withdrawn]
        lines += [
            Check(rule, _("Texte de chaque résolution") + _ranks(without_text), not without_text),
            Check(rule, _("Résultat de chaque vote") + _ranks(unvoted), not unvoted),
        ]
    return lines


def _ranks(missing: Sequence[str]) -> str:
    return _(" : manque pour {ranks}").format(ranks=listed(missing)) if missing else ""


def signature_check(facts: Facts) -> Check:
    """Say whether those who must sign are among the signers (PV-02, PV-03, PV-04, PV-06)."""
    rule = signing_rule(facts.company.form, facts.body)
    names = {signer.name for signer in facts.signers}
    if rule == INTERNAL:
        return Check(rule, _("Signature d’un participant au moins"), bool(names))
    chair = bool(facts.chair and facts.chair.name in names)
    if rule == "PV-02":
        managed = any("geran" in fold(signer.capacity) for signer in facts.signers)
        return Check(
            rule,
            _("Signature de la gérance et, si elle est autre, de la présidence de séance"),
            chair and managed,
        )
    if rule == "PV-03":
        bureau = {person.name for person in (facts.chair, facts.secretary, *facts.tellers) if person}
        return Check(rule, _("Signature de tous les membres du bureau"), chair and bureau <= names)
    if rule == "PV-04":
        others = {attendee.name for attendee in facts.having(Way.PRESENT)} & names
        enough = len(others) >= 2 if not chair else len(others | {facts.chair.name if facts.chair else ""}) >= 2
        return Check(
            rule,
            _("Signature de la présidence et d’un autre membre, ou de deux membres si elle est empêchée"),
            enough,
        )
    return Check(rule, _("Signature de la présidence et d’un autre participant"), chair and len(names) >= 2)


def default_signers(facts: Facts, leaders: Sequence[Named]) -> tuple[Named, ...]:
    """Propose who signs: leaders and chair (SARL), bureau (SA), chair and one other (boards, SAS)."""
    rule = signing_rule(facts.company.form, facts.body)
    chair = (facts.chair,) if facts.chair else ()
    if rule == "PV-02":
        return _once((*(_as_leader(one, leaders) for one in chair), *leaders))
    if rule == "PV-03":
        return _once((*chair, *_bureau(facts)))
    if facts.secretary and facts.chair and facts.secretary.name != facts.chair.name:
        return _once((*chair, _with_capacity(facts.secretary, _("secrétaire de séance"))))
    others = [attendee for attendee in facts.having(Way.PRESENT) if attendee.name not in {c.name for c in chair}]
    return _once((*chair, *(Named(attendee.name) for attendee in others[:1])))


def _as_leader(chair: Named, leaders: Sequence[Named]) -> Named:
    """The chair, said as the other leaders are when one of them."""
    same = next((leader for leader in leaders if leader.name == chair.name), None)
    if same is None:
        return chair
    return Named(chair.name, _("{capacity}, présidence de séance").format(capacity=same.capacity))


def _bureau(facts: Facts) -> Iterable[Named]:
    """The tellers and the secretary, each with what they do; somebody may do both."""
    writes = facts.secretary.name if facts.secretary else ""
    for teller in facts.tellers:
        both = teller.name == writes
        yield _with_capacity(teller, _("scrutateur et secrétaire de séance") if both else _("scrutateur"))
    if facts.secretary:
        yield _with_capacity(facts.secretary, _("secrétaire de séance"))


def _with_capacity(person: Named, capacity: str) -> Named:
    return person if person.capacity else Named(person.name, capacity)


def _once(people: Iterable[Named]) -> tuple[Named, ...]:
    kept: dict[str, Named] = {}
    for person in people:
        kept.setdefault(person.name, person)
    return tuple(kept.values())


def check_complete(facts: Facts) -> None:
    """Refuse to seal while something compulsory is missing; the message names every missing line."""
    missing = [check for check in checklist(facts) if check.blocking and not check.done]
    if missing:
        raise RuleBroken(
            missing[0].rule,
            _("Le procès-verbal n’est pas complet. Il manque : {missing}.").format(
                missing=" ; ".join(check.words for check in missing)
            ),
        )


def certifiers(form: str, body: BodyKind) -> tuple[str, ...]:
    """Capacities that may certify an extract (REGI-06)."""
    if form == "SA" and body is BodyKind.GENERAL_ASSEMBLY:
        return (
            _("présidence du conseil d’administration"),
            _("administrateur exerçant la direction générale"),
            _("secrétaire de l’assemblée"),
        )
    if form == "SA":
        return (
            _("présidence du conseil"),
            _("direction générale"),
            _("direction générale déléguée"),
            _("fondé de pouvoir habilité à cet effet"),
        )
    return (_("gérance"),) if form == "SARL" else (_("présidence de la société"),)


def check_certifier(form: str, body: BodyKind, capacity: str) -> None:
    """Refuse a capacity that may not certify (REGI-06)."""
    allowed = certifiers(form, body)
    if capacity not in allowed:
        raise RuleBroken(
            "REGI-06",
            _("Seuls peuvent certifier cet extrait : {allowed}. Choisissez l’un d’eux.").format(
                allowed=listed(allowed)
            ),
        )


def next_number(numbers: Iterable[int]) -> int:
    """Number of the next minutes of a register: the last plus one, never one again."""
    return max(numbers, default=0) + 1


def holes(numbers: Iterable[int]) -> tuple[int, ...]:
    """Numbers missing between 1 and the last, or found twice."""
    found = sorted(numbers)
    twice = {a for a, b in itertools.pairwise(found) if a == b}
    return tuple(sorted(set(range(1, (found or [0])[-1] + 1)) - set(found) | twice))


def sheets_needed(pages: int, two_sided: bool) -> int:
    """Sheets that so many pages take; a sheet even partly used is used (REGI-02)."""
    return -(-pages // 2) if two_sided else pages


def next_sheets(used: Sequence[SheetRun], start: int, count: int) -> SheetRun:
    """Sheets the next printing takes: those right after the last used; `start` when the register is new."""
    first = used[-1].last + 1 if used else start
    return SheetRun(first, first + count - 1)


def check_sheets(used: Sequence[SheetRun], taken: SheetRun) -> None:
    """Refuse sheets used before, or that leave a gap after the last one (REGI-02)."""
    if taken.first < 1 or taken.last < taken.first:
        raise RuleBroken("REGI-02", _("Indiquez le numéro de la première feuille, à partir de 1."))
    for run in used:
        if taken.first <= run.last and run.first <= taken.last:
            raise RuleBroken(
                "REGI-02",
                _("La feuille {n} a déjà servi ({purpose}). Prenez la feuille {next}.").format(
                    n=max(run.first, taken.first), purpose=run.purpose, next=used[-1].last + 1
                ),
            )
    if used and taken.first != used[-1].last + 1:
        raise RuleBroken(
            "REGI-02",
            _("Les feuilles se suivent : la prochaine est la {n}. Déclarez annulées les feuilles abîmées.").format(
                n=used[-1].last + 1
            ),
        )


def broken_sheets(used: Sequence[SheetRun]) -> tuple[tuple[SheetRun, SheetRun], ...]:
    """Pairs of neighbouring runs that do not follow each other."""
    return tuple((a, b) for a, b in itertools.pairwise(used) if b.first != a.last + 1)


def digest(content: bytes) -> str:
    """SHA-256 of a document, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def chained(previous: str, sealed: Mapping[str, object]) -> str:
    """Digest that ties a sealed document to the one before; the first is tied to 64 zeros."""
    written = json.dumps(dict(sealed), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return digest(f"{previous}\n{written}".encode())
