"""The sheet of a draw: signed before the sources are known, then enough to find the order again by hand."""

from coop_desk.core.i18n import _
from coop_desk.core.words import clock_time, integer, listed, long_day
from coop_desk.core.words import day as day_words
from coop_desk.paper import signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build
from coop_desk.paper.tables import Column
from coop_desk.topics.roles.drawing.records import DrawFile, DrawState


def draw_pdf(draw: DrawFile, head: Letterhead) -> bytes:
    """Print the frozen list and the sources, then the order, each draw, and the answers."""
    frozen = draw.frozen_at.astimezone()
    when = _("le {day} à {hour}").format(day=long_day(draw.frozen_on), hour=clock_time(frozen))
    facts = (
        (_("Pôle"), draw.pole),
        (_("Sièges à pourvoir"), integer(draw.seats)),
        (_("Mandat"), _("du {first} au {last}").format(first=long_day(draw.starts_on), last=long_day(draw.ends_on))),
        (_("Liste figée"), when),
        (_("Empreinte"), draw.fingerprint),
    )
    parts: list[Part] = [
        text.title(_("Tirage au sort")),
        text.subtitle(draw.role),
        tables.facts(facts),
        text.small(_("L’empreinte est le SHA-256 des codes triés, un par ligne, sans fin de ligne après le dernier.")),
        text.heading(_("Sources annoncées")),
        *(text.item(words) for words in _sources(draw)),
    ]
    if draw.state is DrawState.FROZEN:
        columns = (Column(_("Code")), Column(_("Nom"), grows=True))
        parts += [
            text.heading(_("Personnes sur la liste")),
            tables.table(columns, tuple((one.code, one.name) for one in draw.eligible)),
            text.text(_("La liste est signée avant que les sources soient lues.")),
        ]
    elif draw.given_up:
        parts.append(text.text(_("Tirage abandonné : {why}").format(why=draw.given_up)))
    else:
        parts += [*_order(draw), *_answers(draw)]
    parts.append(
        signatures.signatures(
            signatures.Signatory(_("Pour la coopérative"), " "), signatures.Signatory(_("Témoin"), " ")
        )
    )
    return build(Sheet(head, _("Tirage au sort, {role}").format(role=draw.role), tuple(parts)))


def _sources(draw: DrawFile) -> list[str]:
    if not draw.read:
        return list(draw.sources)
    return [f"{source} : {said}" for source, said in zip(draw.sources, draw.read, strict=True)]


def _order(draw: DrawFile) -> list[Part]:
    if not draw.steps:
        ranks = (Column(_("Rang"), "right"), Column(_("Code")), Column(_("Nom"), grows=True))
        ranked = tuple((integer(rank), one.code, one.name) for rank, one in enumerate(draw.drawn, 1))
        by = _("Tiré à la main par {name}.").format(name=draw.drawn_by)
        return [text.heading(_("Ordre du tirage")), text.text(by), tables.table(ranks, ranked)]
    names = {one.code: one.name for one in draw.drawn}
    columns = (
        Column(_("Rang"), "right"),
        Column(_("Compteur"), "right"),
        Column(_("Nombre"), "right"),
        Column(_("Restants"), "right"),
        Column(_("Reste"), "right"),
        Column(_("Code")),
        Column(_("Nom"), grows=True),
    )
    rows = tuple(
        (integer(rank), str(one.counter), str(one.value), str(one.left), str(one.place), one.name, names[one.name])
        for rank, one in enumerate(draw.steps, 1)
    )
    joined = "|".join(draw.read)
    how = _(
        "Pour le refaire : la graine est le SHA-256 du texte « {joined} ». À chaque rang, le nombre est fait des "
        "8 premiers octets du SHA-256 de la graine suivie du compteur sur 8 octets. On divise ce nombre par les codes "
        "restants, triés : le reste, compté à partir de 0, désigne le code. Un nombre trop grand pour être juste est "
        "sauté et le compteur avance."
    )
    return [
        text.heading(_("Ordre du tirage")),
        tables.table(columns, rows),
        text.small(how.format(joined=joined)),
        text.small(_("Graine : {seed}").format(seed=draw.seed)),
    ]


def _answers(draw: DrawFile) -> list[Part]:
    parts: list[Part] = [text.heading(_("Réponses, dans l’ordre"))]
    for one in draw.answers:
        words = _("{name} accepte le {day}.") if one.accepts else _("{name} refuse le {day}.")
        said = words.format(name=one.name, day=day_words(one.on))
        parts.append(text.item(f"{said} {one.because}" if one.because else said))
    if draw.following is not None:
        parts.append(text.text(_("À répondre maintenant : {name}.").format(name=draw.following.name)))
    if draw.taken:
        parts.append(text.text(text.Strong(_("Le siège revient à {names}.").format(names=listed(draw.taken)))))
    elif draw.state is DrawState.NOBODY:
        parts.append(text.text(text.Strong(_("Personne n’a accepté."))))
    return parts
