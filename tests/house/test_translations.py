"""The English catalogue says what the program says, keeps the places to fill, and is read as it is written.

After a change of the .po: COOP_DESK_UPDATE_GOLDEN=1 pytest tests/house/test_translations.py, then commit both files.
"""

import os
import re
from collections.abc import Iterator

import polib
import pytest

from coop_desk.__main__ import main
from coop_desk.core.i18n import choose_language
from tests.house.sources import ROOT, texts_of_the_code, texts_of_the_resources

FOLDER = ROOT / "resources" / "translations" / "en" / "LC_MESSAGES"
WRITTEN = polib.pofile(str(FOLDER / "coop_desk.po"), encoding="utf-8")


@pytest.fixture
def french_again() -> Iterator[None]:
    """Speak French after the test."""
    yield
    choose_language("fr")


def places(text: str) -> list[str]:
    """The places to fill."""
    return sorted(re.findall(r"\{[^{}]*\}", text))


def test_every_text_of_the_catalogue_is_still_said_by_the_program() -> None:
    said = {said.text for said in (*texts_of_the_code(), *texts_of_the_resources())}
    assert [entry.msgid for entry in WRITTEN if entry.msgid not in said] == []


def test_every_translation_keeps_the_places_to_fill() -> None:
    wrong = []
    for entry in WRITTEN:
        for french, english in zip(
            (entry.msgid, entry.msgid_plural), (entry.msgstr or entry.msgstr_plural[0], entry.msgstr_plural.get(1, "")),
            strict=True,
        ):  # fmt: skip
            if places(french) != places(english):
                wrong.append(entry.msgid)
    assert wrong == []


def test_what_is_read_is_what_is_written() -> None:
    compiled = FOLDER / "coop_desk.mo"
    if os.environ.get("COOP_DESK_UPDATE_GOLDEN"):
        WRITTEN.save_as_mofile(str(compiled))
    read = {e.msgid: (e.msgstr, e.msgid_plural, e.msgstr_plural) for e in polib.mofile(str(compiled))}
    assert read == {e.msgid: (e.msgstr, e.msgid_plural, e.msgstr_plural) for e in WRITTEN}


@pytest.mark.usefixtures("french_again")
def test_the_language_is_chosen_before_the_program_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, usage in (("en", "usage: "), ("fr", "utilisation"), ("xx", "utilisation")):
        monkeypatch.setenv("COOP_DESK_LANGUAGE", language)
        with pytest.raises(SystemExit):
            main(["--help"])
        assert capsys.readouterr().out.startswith(usage)
