"""The rules of one vote, read strictly: what is not understood is refused by name (cites SCR-06)."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import listed

REMARKS = {"note", "notes", "comment"}
MOST = 10**15  # no vote of people has more; the figures stay short


class Settings:
    """The rules not read yet; `close` refuses those that nobody asked for."""

    def __init__(self, rules: Mapping[str, Any], place: str = "rules") -> None:
        self._left = {key: value for key, value in rules.items() if key not in REMARKS}
        self._place = place

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def take(self, key: str, default: Any = None) -> Any:
        """Return one rule as it stands."""
        return self._left.pop(key, default)

    def whole(self, key: str) -> int | None:
        """Return a whole number, or None when it is not there."""
        value = self.take(key)
        return value if value is None else whole(value, f"{self._place}.{key}")

    def flag(self, key: str, default: bool) -> bool:
        """Return a yes or a no."""
        value = self.take(key, default)
        if not isinstance(value, bool):
            raise not_understood(f"{self._place}.{key}", value)
        return value

    def share(self, key: str, default: str) -> Fraction:
        """Return an exact share written « 1/2 »."""
        return share(self.take(key, default), f"{self._place}.{key}")

    def one_of(self, key: str, known: Mapping[str, Sequence[str]], default: str) -> str:
        """Return the short name of a rule that may be written in several ways."""
        value = self.take(key, default)
        for name, others in known.items():
            if value == name or value in others:
                return name
        raise not_understood(f"{self._place}.{key}", value)

    def within(self, key: str) -> "Settings":
        """Return the rules kept under a key."""
        value = self.take(key, {})
        if not isinstance(value, dict):
            raise not_understood(f"{self._place}.{key}", value)
        return Settings(value, f"{self._place}.{key}")

    def close(self) -> None:
        """Refuse what is left."""
        if "weights" in self._left or "weight" in self._left:
            raise RuleBroken(
                "VOT-01",
                _("Dans une Scop chaque associé a une voix : retirez les poids des votes (« {place} »).").format(
                    place=self._place
                ),
            )
        if self._left:
            raise RuleBroken(
                "SCR-06",
                _("Règle du vote inconnue dans « {place} » : {names}. Corrigez-la ou retirez-la.").format(
                    place=self._place, names=listed(sorted(self._left))
                ),
            )


def not_understood(place: str, value: object) -> RuleBroken:
    """Say which value is not understood."""
    return RuleBroken(
        "SCR-06",
        _("« {place} » : la valeur « {value} » n’est pas comprise. Corrigez-la.").format(
            place=place, value=str(value)[:80]
        ),
    )


def whole(value: object, place: str, least: int = 0) -> int:
    """Read a whole number, not too large."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= MOST:
        raise not_understood(place, value)
    return value


def share(value: object, place: str) -> Fraction:
    """Read an exact number that is not negative: « 1/2 », « 0.05 » or a whole number; never a floating one."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST:
        return Fraction(value)
    if isinstance(value, str) and re.fullmatch(r"\d{1,12}(?:/0*[1-9]\d{0,11}|\.\d{1,9})?", value):
        return Fraction(value)
    raise not_understood(place, value)
