"""The skills a role asks for, chosen from the tree, each beside its level; what an old sheet wrote freely stays."""

from collections.abc import Mapping, Sequence
from typing import Any

from coop_desk.core.i18n import _
from coop_desk.screen.fields import ChoiceField, Field
from coop_desk.topics.skills.rules.levels import AUTONOMOUS, HIGHEST, level_words

LEAST = 3
"""Lines shown at least; there is always an empty one."""


def skill_fields(skills: Sequence[tuple[str, str]], requires: Mapping[str, int]) -> list[Field]:
    """A skill and its level on each line; `skills`: the code and the name of each one of the tree."""
    known = {code for code, _name in skills}
    free = [(code, _("{name} (hors de l’arbre)").format(name=code)) for code in sorted(requires) if code not in known]
    levels = [(level, level_words(level)) for level in range(1, HIGHEST + 1)]
    fields: list[Field] = []
    for n in range(_lines(requires)):
        title = _("Compétence demandée") if not n else _("Autre compétence")
        fields.append(ChoiceField(f"skill-{n}", title, [*skills, *free], one_of_many=n > 0, rules=("ROLE-04",)))
        fields.append(ChoiceField(f"level-{n}", _("Niveau"), levels, required=True))
    return fields


def skill_pairs(requires: Mapping[str, int]) -> list[tuple[str, str]]:
    """The fields that stand on one line."""
    return [(f"skill-{n}", f"level-{n}") for n in range(_lines(requires))]


def skill_values(requires: Mapping[str, int]) -> dict[str, Any]:
    """What the fields say of a sheet."""
    asked = sorted(requires.items())
    found: dict[str, Any] = {}
    for n in range(_lines(requires)):
        found[f"skill-{n}"], found[f"level-{n}"] = asked[n] if n < len(asked) else (None, AUTONOMOUS)
    return found


def skills_said(said: Mapping[str, Any]) -> dict[str, int]:
    """The skills the fields say; of one named twice, the highest level."""
    found: dict[str, int] = {}
    for name, code in said.items():
        if name.startswith("skill-") and code is not None:
            found[code] = max(found.get(code, 0), said[f"level-{name.removeprefix('skill-')}"])
    return found


def _lines(requires: Mapping[str, int]) -> int:
    return max(LEAST, len(requires) + 1)
