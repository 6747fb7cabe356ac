"""«Qui peut quoi» on paper: by person, by right, and what each title allows, on a day."""

from coop_desk.core import words
from coop_desk.core.i18n import _
from coop_desk.core.who_may import Power, RightHolders, WhoMay
from coop_desk.paper import tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build, together
from coop_desk.paper.tables import Column


def who_may_pdf(found: WhoMay, head: Letterhead) -> bytes:
    """Print who may do what on a day, so that it can be read aloud and posted."""
    parts: list[Part] = [
        text.title(_("Qui peut quoi")),
        text.subtitle(_("Au {day}").format(day=words.long_day(found.day))),
        text.heading(_("Par personne")),
        _people(found.people),
        *_waiting(found),
        text.heading(_("Par droit")),
        tables.table(
            (Column(_("Droit"), width=70), Column(_("Qui"), grows=True)),
            tuple((one.right, holders_words(one)) for one in found.rights),
        ),
        text.heading(_("Ce que permet chaque titre")),
    ]
    for title in found.titles:
        lead: list[Part] = [text.subheading(title.name)]
        if title.automatic:
            lead.append(text.small(_("Ce titre vient de la situation de la personne.")))
        items = [text.item(_("{right} (sur soi)").format(right=right)) for right in title.over_oneself]
        items += [text.item(right) for right in title.over_everyone]
        parts += [together(*lead, *items[:2]), *items[2:]]
    return build(Sheet(head, _("Qui peut quoi"), tuple(parts)))


def _waiting(found: WhoMay) -> list[Part]:
    """What is proposed and what is owed, on the day of printing: nothing of it opens anything."""
    parts: list[Part] = []
    if found.proposed:
        parts += [text.heading(_("Proposé, à décider")), _people(found.proposed, decided=False)]
    if found.owed:
        parts += [text.heading(_("Clés : ce qui reste à faire")), *(text.item(sentence) for sentence in found.owed)]
    return parts


def _people(found: tuple[Power, ...], *, decided: bool = True) -> Part:
    columns = (
        Column(_("Personne")),
        Column(_("Titre ou droit")),
        Column(_("Sur")),
        Column(_("Depuis le")),
        Column(_("Jusqu’au")),
        *((Column(_("Décision"), grows=True),) if decided else ()),
    )
    rows = tuple(
        (
            one.holder,
            one.what,
            one.over,
            words.day(one.since) if one.since else "",
            words.day(one.until) if one.until else _("sans fin"),
            *((one.because,) if decided else ()),
        )
        for one in found
    )
    return tables.table(columns, rows)


def holders_words(one: RightHolders) -> str:
    """Say who holds a right: titles that come by themselves, then people with their title and its end."""
    named = [_("toute personne au titre « {title} »").format(title=title) for title in one.by_standing]
    for power in one.holders:
        until = _(", jusqu’au {day}").format(day=words.day(power.until)) if power.until else ""
        named.append(_("{name} ({title}{until})").format(name=power.holder, title=power.what, until=until))
    return words.listed(named) if named else _("personne")
