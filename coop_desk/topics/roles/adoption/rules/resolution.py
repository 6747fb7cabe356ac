"""A plan as a meeting votes on it: the title and the text of the resolution, which minutes then quote."""

from collections.abc import Sequence
from datetime import date

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed, long_day, long_month
from coop_desk.topics.roles.adoption.records import PinLine, PlanBar, PlanLine, VacantSpell
from coop_desk.topics.roles.rotation.calendar import VOWELS
from coop_desk.topics.roles.rotation.planning import STOP_WORDS

MOST_LINES = 40
"""Mandates listed in the text; a larger plan is read in its annex."""


def resolution_title(line: PlanLine) -> str:
    """What the point and the resolution are called."""
    return _("Plan de rotation « {name} »").format(name=line.name)


def resolution_text(line: PlanLine, bars: Sequence[PlanBar], vacant: Sequence[VacantSpell], annex: str = "") -> str:
    """The text put to the vote: mandates, who was imposed or kept off, what stays empty, cost and bound."""
    planned = [bar for bar in bars if bar.planned]
    words = _("Le plan de rotation « {name} », {months}, est adopté : il ouvre {many}.")
    many = ngettext("{n} mandat", "{n} mandats", len(planned)).format(n=integer(len(planned)))
    said = [words.format(name=line.name, months=span_words(line), many=many)]
    if len(planned) <= MOST_LINES:
        several = {bar.role_id for bar in bars if bar.seat} | {spell.role_id for spell in vacant if spell.seat}
        said += [mandate_words(bar, bar.role_id in several) for bar in planned]
    else:
        said.append(_("Les mandats sont ceux de l’annexe."))
    said += [pin_words(pin) for pin in line.pins] or [_("Personne n’a été imposé ni écarté.")]
    said += [
        _("Reste à pourvoir : {role}, siège {seat}, du {first} au {last}.").format(
            role=spell.role, seat=spell.seat + 1, first=long_day(spell.first), last=long_day(spell.last)
        )
        for spell in vacant
    ]
    said.append(cost_words(line))
    if annex:
        said.append(_("Annexe : « {name} », empreinte SHA-256 {print}.").format(name=line.name, print=annex))
    return "\n".join(said)


def span_words(line: PlanLine) -> str:
    """The months of a plan: « d’octobre 2026 à septembre 2027 »."""
    first = long_month(line.first_month)
    words = _("d’{first} à {last}") if first[0] in VOWELS else _("de {first} à {last}")
    return words.format(first=first, last=long_month(last_month(line)))


def last_month(line: PlanLine) -> date:
    """The first day of the last month of a plan."""
    at = line.first_month.year * 12 + line.first_month.month - 2 + line.months
    return date(at // 12, at % 12 + 1, 1)


def mandate_words(bar: PlanBar, numbered: bool = True) -> str:
    """One mandate of a plan in a line, with the number of its seat where the role has several."""
    words = _("{where} : {name}, du {first} au {last}.")
    if bar.shadow_from is not None:
        words = _("{where} : {name}, du {first} au {last}, tuilage dès le {shadow}.")
    where = _("{role}, siège {seat}").format(role=bar.role, seat=bar.seat + 1) if numbered else bar.role
    return words.format(
        where=where, name=bar.name, first=long_day(bar.starts_on), last=long_day(bar.ends_on),
        shadow=long_day(bar.shadow_from or bar.starts_on),
    )  # fmt: skip


def pin_words(pin: PinLine) -> str:
    """Somebody imposed or kept off, and why, in a line."""
    words = (
        _("Imposé : {name} sur « {role} »{where}{why}.")
        if pin.imposed
        else _("Écarté : {name} de « {role} »{where}{why}.")
    )
    where = [
        *([_("siège {n}").format(n=pin.seat + 1)] if pin.seat is not None else []),
        *([_("en {month}").format(month=long_month(pin.month))] if pin.month is not None else []),
    ]
    said = _(" ({where})").format(where=listed(where)) if where else ""
    why = _(" : {why}").format(why=pin.because.rstrip(".")) if pin.because else ""
    return words.format(name=pin.name, role=pin.role, where=said, why=why)


def cost_words(line: PlanLine) -> str:
    """What a plan costs, the bound, how it was found: what anybody needs to find it again."""
    words = _("Coût du plan : {cost} points. Calcul : {solver}, graine {seed}, {stopped}.")
    if line.bound is not None:
        words = _(
            "Coût du plan : {cost} points ; aucun plan ne descend sous {bound}. Calcul : {solver}, graine {seed}, "
            "{stopped}."
        )
    return words.format(
        cost=integer(line.objective), bound=integer(line.bound or 0), solver=line.solver or _("sans solveur"),
        seed=line.seed, stopped=_(STOP_WORDS[line.stopped]),
    )  # fmt: skip
