"""The presets that come with the program, one JSON document each."""

from functools import cache

from coop_desk.core import resources
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import listed
from coop_desk.topics.payroll.exporter.preset import Preset
from coop_desk.topics.payroll.exporter.reading_preset import read_preset

NAMES = (
    "generique", "123-paie", "silae", "ebp-paie", "spaiectacle", "sage-100-paie", "sage-hr", "timmi", "cegid-quadra",
    "isapaye", "openpaye", "nibelis", "payfit",
)  # fmt: skip


@cache
def shipped(name: str) -> Preset:
    """Return a preset by its name. Raises RuleBroken PRESET-07 when there is none."""
    if name not in NAMES:
        raise RuleBroken(
            "PRESET-07",
            _("Le format « {name} » n’existe pas. Existent : {known}.").format(name=name, known=listed(list(NAMES))),
        )
    return read_preset(resources.path("presets", f"{name}.json").read_bytes())
