"""Colours that can be read, sizes that grow together."""

import re

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from coop_desk.screen import theme
from coop_desk.screen.tokens import DARK, LIGHT, SHAPE_PAIRS, TEXT_PAIRS, Tokens, contrast


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_words_stand_out_from_their_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), SHAPE_PAIRS)
def test_rings_and_borders_that_mean_something_are_seen(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 3


def test_contrast_is_the_one_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_every_length_doubles_at_200_percent() -> None:
    once = [int(n) for n in re.findall(r"(\d+)px", theme.style_sheet(LIGHT, 100))]
    twice = [int(n) for n in re.findall(r"(\d+)px", theme.style_sheet(LIGHT, 200))]
    assert twice == [2 * n for n in once]


def test_the_look_reaches_the_palette_and_the_typeface(dressed: QApplication) -> None:
    theme.wear(dressed, theme.Look("dark", 150))
    assert theme.is_dark()
    assert dressed.palette().window().color().name().upper() == DARK.ground
    assert dressed.font().pixelSize() == 22
    assert theme.row_height() == 63
    theme.wear(dressed, theme.Look("light", 100, dense=True))
    assert not theme.is_dark()
    assert theme.row_height() == 32


def test_our_typeface_is_the_one_shipped(dressed: QApplication) -> None:
    assert theme.FAMILY in QFontDatabase.families()
    assert {"Regular", "SemiBold"} <= {style.replace(" ", "") for style in QFontDatabase.styles(theme.FAMILY)}
