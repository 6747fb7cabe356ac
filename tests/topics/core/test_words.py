"""French as it is written."""

import gettext
import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_desk.core import i18n, resources, words
from coop_desk.core.i18n import N_, _, choose_language, ngettext
from coop_desk.core.words import NBSP, NNBSP


@pytest.mark.parametrize(
    ("cents", "said"),
    [
        (0, "0,00 €"),
        (5, "0,05 €"),
        (123450, "1 234,50 €"),
        (100_000_000_00, "100 000 000,00 €"),
        (-1, "−0,01 €"),
        (-123450, "−1 234,50 €"),
    ],
)
def test_euros(cents: int, said: str) -> None:
    assert words.euros(cents) == said.replace(" ", NNBSP)


@pytest.mark.parametrize(("number", "said"), [(0, "0"), (999, "999"), (1000, "1 000"), (-12345678, "−12 345 678")])
def test_integers(number: int, said: str) -> None:
    assert words.integer(number) == said.replace(" ", NNBSP)


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_an_amount_reads_back(cents: int) -> None:
    said = words.amount(cents).replace(NNBSP, "").replace("\N{MINUS SIGN}", "-")
    whole, decimals = said.split(",")
    assert len(decimals) == 2
    assert int(whole + decimals) == cents


@pytest.mark.parametrize(
    ("day", "short", "long", "full"),
    [
        (date(2026, 6, 12), "12/06/2026", "12 juin 2026", "vendredi 12 juin 2026"),
        (date(2026, 1, 1), "01/01/2026", "1er janvier 2026", "jeudi 1er janvier 2026"),
        (date(2024, 2, 29), "29/02/2024", "29 février 2024", "jeudi 29 février 2024"),
        (date(987, 8, 3), "03/08/0987", "3 août 987", "vendredi 3 août 987"),
    ],
)
def test_days(day: date, short: str, long: str, full: str) -> None:
    assert words.day(day) == short
    assert words.long_day(day).replace(NBSP, " ") == long
    assert words.full_day(day).replace(NBSP, " ") == full


def test_hours() -> None:
    assert words.clock_time(time(9, 5)).replace(NBSP, " ") == "9 h 05"
    assert words.clock_time(datetime(2026, 6, 12, 14, 30)).replace(NBSP, " ") == "14 h 30"
    instant = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)
    here = instant.astimezone()
    assert words.clock_time(instant).replace(NBSP, " ") == f"{here.hour} h {here.minute:02d}"


@pytest.mark.parametrize(
    ("given_words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_lists(given_words: list[str], said: str) -> None:
    assert words.listed(given_words) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 6, 12), "aujourd’hui"),
        (date(2026, 6, 13), "demain"),
        (date(2026, 6, 11), "hier"),
        (date(2026, 6, 14), "dans 2 jours"),
        (date(2026, 6, 9), "il y a 3 jours"),
        (date(2026, 9, 12), "dans 3 mois"),
        (date(2026, 3, 12), "il y a 3 mois"),
        (date(2029, 6, 12), "dans 3 ans"),
        (date(2024, 6, 10), "il y a 2 ans"),
    ],
)
def test_how_far(day: date, said: str) -> None:
    assert words.ago_or_in(day, date(2026, 6, 12)) == said


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Élise", "elise"),
        ("ŒUVRE", "oeuvre"),
        ("Lætitia", "laetitia"),
        ("L’Haÿ", "l'hay"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("e\u0301te\u0301", "ete"),
        ("ﬁn", "fin"),
    ],
)
def test_search_folds_case_accents_and_ligatures(typed: str, folded: str) -> None:
    assert words.fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert words.fold(words.fold(text)) == words.fold(text)


def test_french_counts_zero_and_one_alike() -> None:
    assert [ngettext("{n} associé", "{n} associés", n).format(n=n) for n in (0, 1, 2)] == [
        "0 associé",
        "1 associé",
        "2 associés",
    ]
    assert N_("mot") == _("mot") == "mot"


def test_another_language_is_a_catalogue_and_french_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "translations" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
    catalogue.append(polib.POEntry(msgid="hier", msgstr="yesterday"))
    catalogue.append(
        polib.POEntry(msgid="{n} jour", msgid_plural="{n} jours", msgstr_plural={0: "{n} day", 1: "{n} days"})
    )
    catalogue.save_as_mofile(str(folder / "coop_desk.mo"))
    monkeypatch.setattr(resources, "path", lambda *parts: tmp_path.joinpath(*parts))
    monkeypatch.setattr(i18n, "_catalogue", gettext.NullTranslations())
    choose_language("en")
    assert _("hier") == "yesterday"
    assert [ngettext("{n} jour", "{n} jours", n) for n in (0, 1, 2)] == ["{n} days", "{n} day", "{n} days"]
    assert _("sans traduction") == "sans traduction"
    choose_language("fr")
    assert _("hier") == "hier"


def test_spaces_are_the_ones_of_french() -> None:
    assert (NBSP, NNBSP) == ("\u00a0", "\u202f")
    assert not re.search(r"[ .]", words.euros(123456789).replace(NNBSP, ""))
