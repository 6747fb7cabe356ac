"""The look of the screen: palette, style sheet, typeface and sizes, light or dark, 100 to 200 %."""

import re
from dataclasses import asdict, dataclass, fields
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from coop_desk.core import resources
from coop_desk.screen.tokens import DARK, LIGHT, Tokens

Scheme = Literal["system", "light", "dark"]
FAMILY = "Source Sans 3"
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
FONT_FILES = ("Regular", "SemiBold", "Italic", "Bold")


@dataclass(frozen=True, slots=True)
class Look:
    """What a person chose for the screen: colours, text size (100 to 200 %), tight rows or not."""

    scheme: Scheme = "system"
    text_percent: int = 100
    dense: bool = False


class System(QObject):
    """Says when the system turned light or dark and our look followed."""

    turned = Signal()


class _Now:
    look = Look()
    tokens = LIGHT
    fonts_ready = False
    following = False


system = System()


def px(length: int) -> int:
    """A length of the design (pixels at 100 %) at the chosen text size."""
    return max(1, round(length * _Now.look.text_percent / 100))


def colour(token: str) -> QColor:
    """The colour that a token has now."""
    return QColor(getattr(_Now.tokens, token))


def colour_name(token: str) -> str:
    """The colour that a token has now, as `#RRGGBB`."""
    return str(getattr(_Now.tokens, token))


def row_height() -> int:
    """Height of a table row, comfortable or dense."""
    return px(32 if _Now.look.dense else 42)


def look() -> Look:
    """The look in force."""
    return _Now.look


def is_dark() -> bool:
    """Whether the dark palette is in force."""
    return QColor(_Now.tokens.ground).lightness() < 128


def wear(app: QApplication, chosen: Look) -> None:
    """Dress the whole application in a look; told again when the system turns light or dark."""
    _load_fonts()
    if not _Now.following:
        _Now.following = True
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: _follow(app))
    _Now.look = chosen
    _Now.tokens = _tokens_for(chosen.scheme)
    app.setStyle("fusion")
    app.setPalette(_palette(_Now.tokens))
    app.setFont(font())
    app.setStyleSheet(style_sheet(_Now.tokens, chosen.text_percent))


def font(size: int = 15, weight: int = 400) -> QFont:
    """The typeface of the screen at a size of the design."""
    made = QFont(FAMILY)
    made.setPixelSize(px(size))
    made.setWeight(QFont.Weight(weight))
    return made


def style_sheet(tokens: Tokens, text_percent: int) -> str:
    """The style sheet of the application for these colours and this text size."""
    source = resources.path("style", "coop-desk.qss").read_text(encoding="utf-8")
    coloured = Template(source).substitute(asdict(tokens), name="")
    return re.sub(r"(\d+)px", lambda found: f"{_scaled(int(found[1]), text_percent)}px", coloured)


def _scaled(length: int, text_percent: int) -> int:
    return 0 if length == 0 else max(1, round(length * text_percent / 100))


def _follow(app: QApplication) -> None:
    if _Now.look.scheme == "system":
        wear(app, _Now.look)
        system.turned.emit()


def _tokens_for(scheme: Scheme) -> Tokens:
    hints = QGuiApplication.styleHints()
    if scheme == "system" and _wants_high_contrast():
        return _system_tokens(QGuiApplication.palette())
    dark = scheme == "dark" or (scheme == "system" and hints.colorScheme() == Qt.ColorScheme.Dark)
    return DARK if dark else LIGHT


def _wants_high_contrast() -> bool:
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):  # told by Qt from 6.10 on
        return False
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def _system_tokens(palette: QPalette) -> Tokens:
    """The colours of a high-contrast system theme, put under our names."""
    text, ground = palette.windowText().color().name(), palette.window().color().name()
    mark, on_mark = palette.highlight().color().name(), palette.highlightedText().color().name()
    filled = {field.name: text for field in fields(Tokens)}
    for token in ("ground", "surface", "side", "accent_ground", "warn_ground", "bad_ground", "good_ground"):
        filled[token] = ground
    return Tokens(**(filled | {"accent": mark, "on_accent": on_mark, "held": mark, "on_held": on_mark}))


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.ground,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.ground,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Mid: tokens.line,
        role.Dark: tokens.edge,
    }
    palette = QPalette()
    for name, value in colours.items():
        palette.setColor(name, QColor(value))
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.muted))
    return palette


def _load_fonts() -> None:
    if _Now.fonts_ready:
        return
    _Now.fonts_ready = True
    for weight in FONT_FILES:
        file = resources.path("fonts", f"SourceSans3-{weight}.ttf")
        if file.exists():
            QFontDatabase.addApplicationFont(str(file))
