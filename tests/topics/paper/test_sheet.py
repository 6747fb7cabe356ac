"""Documents become PDFs: every page named and numbered, marks on each, tables and signatures never badly cut."""

import re
from pathlib import Path

import pytest

from coop_desk.paper import forms, signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build, build_all, join, page_texts, print_sheets, together
from coop_desk.paper.tables import Column
from tests.golden import check_pages

CANAL = Letterhead(
    "Les Ateliers du Canal",
    "Société coopérative de production à responsabilité limitée",
    "12, quai du Canal, 44000 Nantes",
    "Nantes",
    "732829320",
    6_840_000,
)
LOREM = "L’assemblée générale approuve les comptes annuels de l’exercice clos le 31 décembre 2025. "


def sheet(*parts: Part, **more: object) -> Sheet:
    return Sheet(CANAL, "Relevé d’essai", tuple(parts), **more)  # type: ignore[arg-type]


def rows(count: int) -> tuple[tuple[str, ...], ...]:
    return tuple((str(n), f"Personne {n}", f"{n * 7},50") for n in range(1, count + 1))


COLUMNS = (Column("N°", "right"), Column("Nom", grows=True), Column("Montant", "decimal"))


def test_the_same_document_gives_the_same_bytes() -> None:
    one = sheet(text.title("Titre"), text.text(LOREM * 30), tables.table(COLUMNS, rows(60)))
    assert build(one) == build(one)


def test_the_letterhead_carries_the_legal_mentions_always_with_variable_capital() -> None:
    page = page_texts(build(sheet(text.text("Corps"))))[0]
    assert "à capital variable de 68\u202f400,00\u202f€" in page
    assert "732\u202f829\u202f320 RCS Nantes" in page
    said = Letterhead("X", "Société coopérative, à capital variable", "").legal_lines()
    assert said == ("Société coopérative, à capital variable",)


def test_every_page_names_the_document_and_counts_the_pages() -> None:
    pages = page_texts(build(sheet(text.text(LOREM * 120), number="Procès-verbal n° 12")))
    assert len(pages) > 2
    for place, page in enumerate(pages, 1):
        assert "Relevé d’essai" in page
        assert "Procès-verbal n° 12" in page
        assert f"{place}/{len(pages)}" in page


def test_a_draft_and_an_example_say_so_on_every_page() -> None:
    demo = Letterhead("Coop", "Société coopérative", "Nantes", demo=True)
    drafted = Sheet(demo, "Essai", (text.text(LOREM * 120),), draft=True)
    for page in page_texts(build(drafted)):
        assert "PROJET" in page
        assert "EXEMPLE" in page
    for page in page_texts(build(sheet(text.text(LOREM * 120)))):
        assert "PROJET" not in page
        assert "EXEMPLE" not in page


def test_register_sheets_are_numbered_from_the_first_one() -> None:
    printed = print_sheets([sheet(text.text(LOREM * 120), first_leaf=37)])
    pages = page_texts(printed.pdf)
    assert printed.pages == len(pages)
    assert [f"Feuillet {37 + n}" in page for n, page in enumerate(pages)] == [True] * len(pages)


def test_several_documents_in_one_file_keep_their_own_page_numbers() -> None:
    one = sheet(text.text(LOREM * 60))
    pages = page_texts(build_all([one, sheet(text.text("Court"))], "Lot"))
    assert [re.findall(r"\d+/\d+$", page, re.M)[-1] for page in pages] == ["1/2", "2/2", "1/1"]


def test_a_table_repeats_its_heads_and_never_leaves_the_total_alone() -> None:
    for count in range(30, 60):
        pages = page_texts(build(sheet(tables.table(COLUMNS, rows(count), totals=(("", "Total", "1,00"),)))))
        assert all("Montant" in page for page in pages), count
        assert "Personne" in pages[-1], count
        assert sum(page.count("Personne") for page in pages) == count


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for lines_before in range(20, 60):
        filler = [text.text("Une ligne.") for _ in range(lines_before)]
        pages = page_texts(build(sheet(*filler, text.heading("Intitulé"), text.text(LOREM * 3))))
        with_heading = next(page for page in pages if "Intitulé" in page)
        assert "L’assemblée générale approuve" in with_heading, lines_before


def test_signature_blocks_stay_with_their_names_and_their_place() -> None:
    people = [signatures.Signatory("Scrutateur", name) for name in ("Ana Un", "Bea Deux", "Cleo Trois")]
    for lines_before in range(20, 40):
        filler = [text.text("Une ligne.") for _ in range(lines_before)]
        pages = page_texts(build(sheet(*filler, signatures.signatures(*people, place_and_date="Fait à Nantes."))))
        assert sum("Ana Un" in p and "Cleo Trois" in p and "Fait à Nantes" in p for p in pages) == 1


def test_parts_kept_together_are_on_one_page() -> None:
    for lines_before in range(25, 45):
        filler = [text.text("Une ligne.") for _ in range(lines_before)]
        kept = together(text.text("Premier"), text.text("Deuxième"), text.text("Troisième"))
        pages = page_texts(build(sheet(*filler, kept)))
        assert sum("Premier" in page and "Troisième" in page for page in pages) == 1


def test_a_cell_longer_than_a_page_is_cut_between_its_lines() -> None:
    pages = page_texts(build(sheet(tables.table((Column("Texte", grows=True),), ((LOREM * 200,), ("fin",))))))
    assert len(pages) > 2
    assert "fin" in pages[-1]
    assert sum(page.count("approuve") for page in pages) == 200


def test_markup_typed_by_people_is_printed_as_typed() -> None:
    typed = "<b>x <Le Chêne> <img src='/etc/passwd'/> & </para>"
    pages = page_texts(build(sheet(text.title(typed), text.text(typed), tables.table((Column("A"),), ((typed,),)))))
    assert pages[0].count("<Le Chêne>") == 3


def test_a_row_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells for 3 columns"):
        tables.table(COLUMNS, (("1", "x"),))


def test_finished_files_are_joined_without_touching_their_pages() -> None:
    one, two = build(sheet(text.text("Procès-verbal"))), build(sheet(text.text("Additif")))
    pages = page_texts(join([one, two]))
    assert ["Procès-verbal" in pages[0], "Additif" in pages[1]] == [True, True]


def test_the_file_says_its_title_and_language() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(build(sheet(text.text("Corps"))))
    assert document.get_metadata_dict()["Title"] == "Relevé d’essai"
    document.close()
    assert b"/Lang (fr-FR)" in build(sheet(text.text("Corps")))


def test_paragraphs_are_built_on_paper_only() -> None:
    package = Path(__file__).parents[3] / "coop_desk"
    forbidden = re.compile(r"^\s*(from|import) reportlab|\bdrawString\(|\bbeginText\(|\btextOut\(", re.M)
    guilty = [
        str(file.relative_to(package))
        for file in package.rglob("*.py")
        if forbidden.search(file.read_text(encoding="utf-8")) and file.parent.name != "paper"
    ]
    assert guilty == []
    kit = "".join(file.read_text(encoding="utf-8") for file in (package / "paper").glob("*.py"))
    assert "Paragraph(" not in kit
    assert "drawString(" not in kit


def test_a_page_of_everything_reads_as_its_golden_text() -> None:
    page = sheet(
        text.title("Procès-verbal de l’assemblée générale ordinaire annuelle"),
        text.subtitle("Vendredi 12 juin 2026, à 14 h 05"),
        tables.facts((("Date", "12 juin 2026"), ("Lieu", "Siège social"))),
        text.heading("Première résolution"),
        text.quoted(LOREM * 2),
        text.item("Rapport de gestion"),
        text.item("Comptes annuels", mark="2."),
        tables.table(COLUMNS, rows(4), totals=(("", "Total", "1\u202f234,50"),)),
        forms.blanks("Nom", "Prénom", columns=2),
        forms.ticks("Pour", "Contre", "Abstention", abreast=True),
        text.Rule(dashed=True),
        signatures.signatures(
            signatures.Signatory("Présidente de séance", "Inès Pérez"),
            signatures.Signatory("Secrétaire", "Élodie Œuvrard"),
            place_and_date="Fait à Nantes, le 12 juin 2026.",
        ),
        address=("Madame Inès Pérez", "4, rue des Lilas", "44000 Nantes"),
    )
    check_pages(build(page), "paper/everything")


def test_a_long_table_begins_under_its_heading_rather_than_on_the_next_page() -> None:
    pages = page_texts(build(sheet(text.text("Un mot."), text.heading("Liste"), tables.table(COLUMNS, rows(90)))))
    assert "Liste" in pages[0]
    assert "Personne 1" in pages[0]


def test_a_table_longer_than_a_page_goes_with_its_heading_wherever_it_begins() -> None:
    """Where nothing but the heading would fit, both go to the next page; nothing is refused."""
    for height in range(170, 216, 3):
        long = sheet(text.Gap(height), text.heading("Liste longue"), tables.table(COLUMNS, rows(120)))
        pages = page_texts(build(long))
        assert all("Personne 1" in page for page in pages if "Liste longue" in page), height


def test_what_certifies_a_table_stays_with_its_last_rows() -> None:
    people = signatures.signatures(signatures.Signatory("Bureau"), place_and_date="Certifié exact.")
    for count in range(20, 60):
        one = tables.table(COLUMNS, rows(count), totals=(("", "Total", "1,00"),), then=(forms.blanks("Voix"), people))
        last = page_texts(build(sheet(one)))[-1]
        assert "Bureau" in last, count
        assert last.count("Personne") >= 2, count
