"""The colours of the screen, light and dark, and the arithmetic of their contrast."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One set of colours, each written `#RRGGBB`; the last four are those of bars, told apart by every eye."""

    ground: str
    surface: str
    side: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_ground: str
    on_accent: str
    warn: str
    warn_ground: str
    bad: str
    bad_ground: str
    good: str
    good_ground: str
    held: str
    on_held: str
    planned: str
    lacking: str


LIGHT = Tokens(
    ground="#F6F5F2",
    surface="#FFFFFF",
    side="#EDEAE4",
    line="#DDD9D2",
    edge="#8A847A",
    text="#23211E",
    muted="#6A645C",
    accent="#0B6B5D",
    accent_ground="#E3F0ED",
    on_accent="#FFFFFF",
    warn="#8A5300",
    warn_ground="#FBEFD9",
    bad="#A3262A",
    bad_ground="#FAE5E4",
    good="#2B6A2F",
    good_ground="#E4F1E2",
    held="#0072B2",
    on_held="#FFFFFF",
    planned="#E69F00",
    lacking="#D55E00",
)

DARK = Tokens(
    ground="#1C1D1F",
    surface="#26282B",
    side="#17181A",
    line="#3B3E42",
    edge="#7C8087",
    text="#ECEAE6",
    muted="#A9A59E",
    accent="#5CC4B3",
    accent_ground="#1F3B37",
    on_accent="#0C1F1C",
    warn="#E9B65F",
    warn_ground="#3D3118",
    bad="#F08C88",
    bad_ground="#45211F",
    good="#8CCB8C",
    good_ground="#21381F",
    held="#56B4E9",
    on_held="#0B1B26",
    planned="#E69F00",
    lacking="#D55E00",
)

TEXT_PAIRS = (
    ("text", "ground"),
    ("text", "surface"),
    ("text", "side"),
    ("text", "accent_ground"),
    ("text", "warn_ground"),
    ("text", "bad_ground"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("muted", "side"),
    ("muted", "accent_ground"),
    ("accent", "ground"),
    ("accent", "surface"),
    ("accent", "side"),
    ("accent", "accent_ground"),
    ("on_accent", "accent"),
    ("warn", "warn_ground"),
    ("bad", "bad_ground"),
    ("bad", "surface"),
    ("bad", "ground"),
    ("good", "good_ground"),
    ("on_held", "held"),
)
"""Every pair of tokens used as words on a ground: at least 4.5."""

SHAPE_PAIRS = (
    ("edge", "surface"),
    ("edge", "ground"),
    ("accent", "surface"),
    ("accent", "ground"),
    ("accent", "side"),
    ("bad", "surface"),
    ("held", "surface"),
    ("lacking", "surface"),
)
"""Every pair used as a border or ring that carries meaning: at least 3."""


def contrast(one: str, other: str) -> float:
    """Ratio of contrast between two `#RRGGBB` colours, from 1 to 21 (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
