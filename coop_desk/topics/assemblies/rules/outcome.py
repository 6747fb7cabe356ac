"""From a count of votes to a result, by whole numbers, with a sentence members can check (QM-13, QM-14)."""

from dataclasses import dataclass
from fractions import Fraction

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import votes as voices
from coop_desk.topics.assemblies.records import Choice, Count, Votes, exact
from coop_desk.topics.assemblies.rules.law import Base, Majority, VotingRule


@dataclass(frozen=True, slots=True)
class Taking:
    """How many votes are entitled and take part in one resolution (QM-15 people already left out)."""

    entitled: Count
    present: Count
    represented: Count
    forms: Count = 0
    blank_proxies: Count = 0
    unit: int = 1
    """How many equal parts one vote is cut into, so that every count is a whole number of parts (CAP-06)."""
    quorum_only: Count = 0
    """Votes that leave the majority and stay in the quorum: the interested party of an SA (VOT-15)."""
    quorum_only_there: Count = 0
    """Those of them that are present, represented or by form."""

    @property
    def in_room(self) -> Count:
        """The votes that people present can cast: their own and the proxies that they hold."""
        return self.present + self.represented - self.blank_proxies

    @property
    def taking_part(self) -> Count:
        """Present, represented and by form: the P of the law."""
        return self.present + self.represented + self.forms

    @property
    def entitled_to_quorum(self) -> Count:
        """The votes that the quorum is a share of."""
        return self.entitled + self.quorum_only


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a vote gives."""

    quorum_needed: Count
    quorum_met: bool
    quorum_sentence: str
    needed_for: Count
    adopted: bool
    tie: bool
    sentence: str


def quorum_needed(rule: VotingRule, taking: Taking) -> Count:
    """The votes that must take part; 0 when the rule asks for none."""
    return _at_least(taking.entitled_to_quorum, rule.quorum, taking.unit)


def _at_least(base: Count, share: Fraction, unit: int) -> Count:
    """The smallest whole number of parts that reaches a share of the base."""
    return exact(Fraction(-(-base * unit * share.numerator // share.denominator), unit))


def quorum_met(rule: VotingRule, taking: Taking) -> bool:
    """Compared on whole numbers, never on percentages (QM-14)."""
    return quorum_base(rule, taking) * rule.quorum.denominator >= taking.entitled_to_quorum * rule.quorum.numerator


def quorum_base(rule: VotingRule, taking: Taking) -> Count:
    """The votes that count for the quorum: those that take part, or only those present."""
    return taking.present if rule.quorum_of_present else taking.taking_part + taking.quorum_only_there


def base_votes(rule: VotingRule, taking: Taking, votes: Votes) -> Count:
    """The votes that the majority is measured against."""
    if rule.majority.base is Base.ENTITLED:
        return taking.entitled
    if rule.majority.base is Base.TAKING_PART:
        return taking.taking_part
    cast = votes.in_favour + votes.against
    if rule.abstentions_cast:
        cast += votes.abstain
    if rule.blanks_cast:
        cast += votes.blank
    return cast


def needed_votes(majority: Majority, base: Count, unit: int = 1) -> Count:
    """The smallest number of votes in favour that adopts, never less than one part of a vote."""
    if majority.strict:
        parts = base * unit * majority.share.numerator // majority.share.denominator + 1
        return exact(Fraction(parts, unit))
    return max(exact(Fraction(1, unit)), _at_least(base, majority.share, unit))


def check_count(votes: Votes, taking: Taking) -> None:
    """Refuse a count below zero, above the votes in the room, or that no voices add up to (A09, VOT-02, CAP-06)."""
    room = taking.in_room
    if min(votes.in_favour, votes.against, votes.abstain, votes.blank, votes.null) < 0:
        raise RuleBroken("VOT-02", _("Un nombre de voix ne peut pas être négatif."))
    if votes.total > room:
        raise RuleBroken(
            "VOT-02",
            ngettext(
                "Vous avez saisi {total} voix pour {room} voix présente ou représentée : corrigez le compte.",
                "Vous avez saisi {total} voix pour {room} voix présentes ou représentées : corrigez le compte.",
                room,
            ).format(total=voices(votes.total), room=voices(room)),
        )
    counts = (votes.in_favour, votes.against, votes.abstain, votes.blank, votes.null)
    if any(count * taking.unit != int(count * taking.unit) for count in counts):
        raise RuleBroken(
            "CAP-06",
            _("Aucune addition des voix de la salle ne donne ce compte : relisez les voix de chacun."),
        )


def all_in_room(taking: Taking, choice: Choice) -> Votes:
    """Every vote of the room for one choice: what « unanimité » fills."""
    room = taking.in_room
    return Votes(
        in_favour=room if choice is Choice.FOR else 0,
        against=room if choice is Choice.AGAINST else 0,
        abstain=room if choice is Choice.ABSTAIN else 0,
    )


def outcome(rule: VotingRule, taking: Taking, votes: Votes, chair_in_favour: bool | None = None) -> Outcome:
    """The result of a vote. `votes` is the whole count, forms and blank proxies included.

    `chair_in_favour` decides a tie where the chair has a casting vote (SA-07), never in an assembly (QM-13).
    """
    if votes.total > taking.taking_part:
        raise RuleBroken("VOT-02", _("Il y a plus de suffrages que de voix présentes ou représentées."))
    met = quorum_met(rule, taking)
    base = base_votes(rule, taking, votes)
    needed = needed_votes(rule.majority, base, taking.unit)
    tie = votes.in_favour == votes.against and votes.in_favour > 0
    enough = votes.in_favour >= needed
    by_chair = rule.casting_vote and tie and not enough and chair_in_favour is True
    adopted = met and (enough or by_chair)
    return Outcome(
        quorum_needed=quorum_needed(rule, taking),
        quorum_met=met,
        quorum_sentence=quorum_sentence(rule, taking),
        needed_for=needed,
        adopted=adopted,
        tie=tie,
        sentence=_sentence(rule, taking, votes, base, needed, met, adopted, tie, by_chair),
    )


def quorum_sentence(rule: VotingRule, taking: Taking) -> str:
    """Whether enough votes take part, in words."""
    if not rule.quorum:
        return _("Aucun quorum n’est exigé.")
    needed, there = quorum_needed(rule, taking), quorum_base(rule, taking)
    if rule.quorum_of_present:
        told = ngettext(
            "Il faut {needed} membre présent ({share} des {entitled} membres) et il y en a {there}",
            "Il faut {needed} membres présents ({share} des {entitled} membres) et il y en a {there}",
            needed,
        )
    else:
        told = _quorum_of_votes(needed)
    told = told.format(
        needed=voices(needed),
        share=part(rule.quorum),
        entitled=voices(taking.entitled_to_quorum),
        there=voices(there),
    )
    if quorum_met(rule, taking):
        return _("{told} : le quorum est atteint.").format(told=told)
    return _("{told} : le quorum n’est pas atteint.").format(told=told)


def _quorum_of_votes(needed: Count) -> str:
    return ngettext(
        "Il faut {needed} voix présente ou représentée ({share} des {entitled} voix) et il y en a {there}",
        "Il faut {needed} voix présentes ou représentées ({share} des {entitled} voix) et il y en a {there}",
        needed,
    )


def part(share: Fraction) -> str:
    """A share in words: « un quart », « deux tiers »."""
    words = {
        Fraction(1, 2): _("la moitié"),
        Fraction(1, 3): _("un tiers"),
        Fraction(2, 3): _("les deux tiers"),
        Fraction(1, 4): _("un quart"),
        Fraction(3, 4): _("les trois quarts"),
        Fraction(1, 5): _("un cinquième"),
        Fraction(2, 5): _("les deux cinquièmes"),
        Fraction(3, 5): _("les trois cinquièmes"),
        Fraction(4, 5): _("les quatre cinquièmes"),
        Fraction(1): _("la totalité"),
    }
    return words.get(share) or f"{share.numerator}/{share.denominator}"


def _base_words(base: Base, count: Count) -> str:
    if base is Base.ENTITLED:
        return ngettext("de la seule voix", "des {count} voix", count).format(count=voices(count))
    if base is Base.TAKING_PART:
        return ngettext(
            "de la seule voix présente ou représentée", "des {count} voix présentes ou représentées", count
        ).format(count=voices(count))
    return ngettext("de la seule voix exprimée", "des {count} voix exprimées", count).format(count=voices(count))


def _required(majority: Majority, base: Count, needed: Count) -> str:
    if base == 0:
        return _("Aucune voix n’a été exprimée")
    if majority.share == 1:
        words = _("Il fallait l’unanimité {base}, soit {needed}")
    elif majority.strict and majority.share == Fraction(1, 2):
        words = _("Il fallait plus de la moitié {base}, soit {needed}")
    elif majority.strict:
        words = _("Il fallait davantage que {share} {base}, soit {needed}")
    else:
        words = _("Il fallait au moins {share} {base}, soit {needed}")
    return words.format(share=part(majority.share), base=_base_words(majority.base, base), needed=voices(needed))


def _sentence(
    rule: VotingRule,
    taking: Taking,
    votes: Votes,
    base: Count,
    needed: Count,
    met: bool,
    adopted: bool,
    tie: bool,
    by_chair: bool,
) -> str:
    if not met:
        return _("{quorum} La résolution ne peut pas être adoptée.").format(quorum=quorum_sentence(rule, taking))
    required = _required(rule.majority, base, needed)
    if base == 0:
        return _("{required} : la résolution est rejetée.").format(required=required)
    there = ngettext("Il y a {count} voix pour", "Il y a {count} voix pour", votes.in_favour).format(
        count=voices(votes.in_favour)
    )
    if by_chair:
        return _(
            "{required}. {there} et autant contre : la voix du président de séance est prépondérante et la "
            "résolution est adoptée."
        ).format(required=required, there=there)
    if adopted:
        return _("{required}. {there} : la résolution est adoptée.").format(required=required, there=there)
    if tie:
        return _("{required}. {there} et autant contre : à égalité, la résolution est rejetée.").format(
            required=required, there=there
        )
    return _("{required}. {there} : la résolution est rejetée.").format(required=required, there=there)


def rule_words(rule: VotingRule) -> str:
    """The rule in words, before any vote: what the preparation page shows."""
    bases = {
        Base.ENTITLED: _("de toutes les voix"),
        Base.TAKING_PART: _("des voix présentes ou représentées"),
        Base.CAST: _("des voix exprimées"),
    }
    base = bases[rule.majority.base]
    if rule.majority.share == 1:
        words = _("Adoptée à l’unanimité {base}.").format(base=base)
    elif rule.majority.strict:
        words = _("Adoptée par plus de {share} {base}.").format(share=part(rule.majority.share), base=base)
    else:
        words = _("Adoptée par au moins {share} {base}.").format(share=part(rule.majority.share), base=base)
    if not rule.quorum:
        return _("{majority} Pas de quorum.").format(majority=words)
    if rule.quorum_of_present:
        return _("{majority} Quorum : présence de {share} des membres.").format(majority=words, share=part(rule.quorum))
    return _("{majority} Quorum : {share} des voix présentes ou représentées.").format(
        majority=words, share=part(rule.quorum)
    )
