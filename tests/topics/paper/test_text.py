"""Typed text is printed as it is, made safe and French; lines break where French lines may."""

import pytest

from coop_desk.paper import faces, lines, text
from coop_desk.paper.faces import TEXT

NBSP, NNBSP = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("l'ordre du jour", "l’ordre du jour"),
        ("Vraiment ? Oui ; bien !", f"Vraiment{NNBSP}? Oui{NNBSP}; bien{NNBSP}!"),
        ("Objet : quitus", f"Objet{NBSP}: quitus"),
        ("« oui »", f"«{NBSP}oui{NBSP}»"),
        ("1 234 567,50 €", f"1{NNBSP}234{NNBSP}567,50{NNBSP}€"),
        ("le n° 12 de l'art. 14", f"le n°{NBSP}12 de l’art.{NBSP}14"),
        ("à 14:05, voir https://coop.example/a?b=1", "à 14:05, voir https://coop.example/a?b=1"),
        ("cloche\x07 et \ud800 seul", "cloche\ufffd et \ufffd seul"),
        ("sens\u202einversé", "sens\ufffdinversé"),
        ("<b>x</b> & <img src='/etc/passwd'>", "<b>x</b> & <img src='/etc/passwd'>"),
        ("e\u0301tat", "état"),
        ("tiret\u00adoptionnel", "tiretoptionnel"),
    ],
)
def test_typed_text_becomes_safe_french(typed: str, printed: str) -> None:
    assert text.escape(typed) == printed


def words_of(line: lines.Line) -> str:
    return "".join(run.words for run in line.runs)


def test_lines_are_no_wider_than_the_room_and_lose_no_word() -> None:
    said = "L’assemblée approuve les comptes annuels de l’exercice clos le 31 décembre 2025. " * 5
    cut = lines.broken(said, TEXT, 200)
    assert all(line.width <= 200.01 for line in cut)
    assert " ".join(words_of(line) for line in cut) == said.strip()


def test_a_line_never_breaks_at_a_no_break_space() -> None:
    cut = lines.broken(f"xxxx 48{NNBSP}215,30{NNBSP}€{NNBSP};", TEXT, faces.width("xxxx 48 215", "serif", 10.5))
    assert [words_of(line)[:4] for line in cut][:2] == ["xxxx", f"48{NNBSP}2"]


def test_the_hyphen_that_must_not_break_is_printed_and_does_not_break() -> None:
    cut = lines.broken("aaaa bbbb\u2011cccc", TEXT, faces.width("aaaa bbbb-", "serif", 10.5))
    assert [words_of(line) for line in cut] == ["aaaa", "bbbb\u2011cccc"]


def test_a_compound_may_break_after_its_hyphen() -> None:
    cut = lines.broken("aaaa bbbb-cccc", TEXT, faces.width("aaaa bbbb-", "serif", 10.5))
    assert [words_of(line) for line in cut] == ["aaaa bbbb-", "cccc"]


def test_a_word_wider_than_the_line_is_cut_and_kept_whole() -> None:
    cut = lines.broken("W" * 300, TEXT, 100)
    assert "".join(words_of(line) for line in cut) == "W" * 300
    assert all(line.width <= 100.01 for line in cut)


def test_the_typefaces_hold_what_french_needs() -> None:
    for face in ("serif", "sans", "sans-strong"):
        for character in f"{NBSP}{NNBSP}œŒæàâçéèêëîïôùûüÿÀÉÈÇŒ«»’–—€…°":
            assert faces.holds(face, character), (face, character)


def test_a_character_no_typeface_holds_is_shown_as_missing_not_dropped() -> None:
    assert words_of(lines.broken("nom 王", TEXT, 500)[0]) == "nom ?"


def test_several_faces_in_one_text() -> None:
    (line,) = lines.broken(("Le quorum est ", text.Strong("atteint"), "."), TEXT, 500)
    assert [(run.words, run.face) for run in line.runs] == [
        ("Le quorum est ", "serif"),
        ("atteint", "serif-strong"),
        (".", "serif"),
    ]
