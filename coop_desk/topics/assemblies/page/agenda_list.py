"""The points of a meeting with their results, as the meeting screen lists them."""

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer
from coop_desk.screen.list import List
from coop_desk.screen.pieces import Tone
from coop_desk.screen.table import Column
from coop_desk.topics.assemblies.page.wording import counts_words, result_tone, result_words
from coop_desk.topics.assemblies.records import ItemFile
from coop_desk.topics.assemblies.rules.words import item_words, short_kind_words


def agenda_list() -> List:
    """The list of points on the left of the meeting screen."""
    return List(
        _("Points de la séance"),
        (
            Column(_("Point"), lambda item: item.number, "integer", width=70),
            Column(_("Résolution"), lambda item: item.title, stretch=True),
            Column(_("Pour · Contre · Abst."), _counts, width=170),
            Column(_("Résultat"), _result, "pill", tone=_tone, width=160),
        ),
        counted=lambda n: ngettext("{n} point", "{n} points", n).format(n=integer(n)),
        searchable=False,
        printable=False,
    )


def _counts(item: ItemFile) -> str:
    return " ; ".join(counts_words(r.result.votes) for r in item.resolutions if r.result is not None)


def _result(item: ItemFile) -> str:
    if not item.resolutions:
        return item_words(item.kind)
    done = list(dict.fromkeys(filter(None, (result_words(r) for r in item.resolutions))))
    return ", ".join(done) if done else short_kind_words(item.resolutions[0].kind)


def _tone(item: ItemFile) -> Tone:
    decided = [r for r in item.resolutions if r.result is not None]
    if decided:
        return result_tone(decided[-1])
    return "accent" if item.resolutions else "plain"
