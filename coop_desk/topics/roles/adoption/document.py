"""A rotation plan on paper: its mandates, who was imposed, what stays empty, what it costs, why each is chosen."""

from coop_desk.core.i18n import _
from coop_desk.core.words import day as day_words
from coop_desk.core.words import integer
from coop_desk.paper import tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build, together
from coop_desk.paper.tables import Column
from coop_desk.topics.roles.adoption.records import PlanFile, PlanState
from coop_desk.topics.roles.adoption.rules.resolution import cost_words, pin_words, span_words
from coop_desk.topics.roles.adoption.rules.telling import leads


def plan_pdf(plan: PlanFile, head: Letterhead) -> bytes:
    """Print a plan: an annex to the minutes, or for those it is about."""
    line = plan.line
    span = span_words(line)
    parts: list[Part] = [
        text.title(_("Plan de rotation « {name} »").format(name=line.name)),
        text.subtitle(span[0].upper() + span[1:]),
    ]
    if line.decision:
        parts.append(text.text(_("Adopté : {decision}").format(decision=line.decision)))
    parts += [text.heading(_("Mandats")), _mandates(plan)]
    if plan.vacant:
        parts.append(text.heading(_("Sièges vacants")))
        parts += [
            text.text(text.Strong(told), follows=True) if leads(told) else text.item(told)
            for told in plan.vacancies_told
        ]
    if plan.to_fill:
        parts.append(together(text.heading(_("Élections et tirages à venir")), *map(text.item, plan.to_fill)))
    pins = [text.item(pin_words(pin)) for pin in line.pins]
    parts.append(
        together(
            text.heading(_("Personnes imposées ou écartées")),
            *(pins or [text.text(_("Personne n’a été imposé ni écarté."))]),
        )
    )
    parts += [together(text.heading(_("Coût, partie par partie")), _cost(plan)), text.small(cost_words(line))]
    if plan.loads:
        parts += [text.heading(_("Heures et part équitable")), _loads(plan)]
    if plan.chosen_told:
        parts.append(text.heading(_("Pourquoi ces personnes")))
        for told in (lines for lines in plan.chosen_told.values() if lines):
            parts.append(together(text.text(text.Strong(told[0]), follows=True), *map(text.item, told[1:3])))
            parts += map(text.item, told[3:])
    if plan.changes:
        parts += [
            text.heading(_("Ce qui avait changé le jour de l’adoption")),
            *(text.item(one) for one in plan.changes),
        ]
    name = _("Plan de rotation « {name} »").format(name=line.name)
    return build(Sheet(head, name, tuple(parts), draft=line.state is not PlanState.ADOPTED))


def _mandates(plan: PlanFile) -> Part:
    columns = (
        Column(_("Rôle"), grows=True),
        Column(_("Siège"), "right"),
        Column(_("Personne"), width=42),
        Column(_("Tuilage dès le"), width=24),
        Column(_("Du"), width=20),
        Column(_("Au"), width=20),
    )
    rows = tuple(
        (
            bar.role, str(bar.seat + 1), bar.name if bar.planned else _("{name} (déjà là)").format(name=bar.name),
            day_words(bar.shadow_from) if bar.shadow_from else "–", day_words(bar.starts_on), day_words(bar.ends_on),
        )
        for bar in plan.bars
    )  # fmt: skip
    return tables.table(columns, rows)


def _cost(plan: PlanFile) -> Part:
    columns = (Column(_("Partie"), grows=True), Column(_("Nombre"), "right"), Column(_("Points"), "right"))
    rows = tuple((part.words.capitalize(), integer(part.many), integer(part.points)) for part in plan.cost)
    total = ((_("Total"), "", integer(plan.line.objective)),)
    return tables.table(columns, rows, totals=total)


def _loads(plan: PlanFile) -> Part:
    columns = (
        Column(_("Personne"), grows=True), Column(_("Heures"), "right"), Column(_("Part équitable"), "right"),
        Column(_("Écart"), "right"),
    )  # fmt: skip
    rows = tuple((one.name, integer(one.load), integer(one.share), f"{one.excess:+d}".replace("-", "−"))
                 for one in plan.loads)  # fmt: skip
    return tables.table(columns, rows)
