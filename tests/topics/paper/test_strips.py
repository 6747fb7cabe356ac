"""Pictures made of strips: bars over months, meters and boards, laid once, cut between two strips on paper."""

from datetime import date

import pytest

from coop_desk.paper import strips, text
from coop_desk.paper.boards import Board, BoardCard, BoardGroup, CardLine
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.meters import Fill, Meter, MeterChart, MeterRow
from coop_desk.paper.pictures import Box, Label
from coop_desk.paper.sheet import Sheet, build, page_texts
from coop_desk.paper.timelines import Bar, Line, Look, Timeline, legend

FIRST = date(2026, 1, 1)


def bar(name: str, starts: date, ends: date, look: Look = Look.FILLED) -> Bar:
    return Bar((name, starts), starts, ends, name, look, f"{name} du {starts} au {ends}")


def timeline(*lines: Line) -> Timeline:
    return Timeline(FIRST, 24, lines, "Calendrier")


def test_a_bar_stands_on_its_days_and_keeps_to_what_is_shown() -> None:
    long = bar("Inès Pérez", date(2025, 6, 1), date(2029, 1, 1))
    half = bar("Hugo Martel", date(2026, 3, 1), date(2026, 3, 15))
    chart = timeline(Line(1, "Paie", (long,)), Line(2, "Congés", (half,)))
    assert chart.strip(0, 100, 2400).spots[0].left == 0
    assert chart.strip(0, 100, 2400).spots[0].width == pytest.approx(2400, abs=2)
    (spot,) = chart.strip(1, 100, 2400).spots
    assert (round(spot.left), round(spot.width)) == (200, round(100 * 15 / 31 - 1.5))
    assert spot.words == half.words


def test_people_at_the_same_time_stand_one_under_the_other_and_shadows_below() -> None:
    one = bar("Inès Pérez", date(2026, 1, 1), date(2026, 6, 30))
    two = bar("Hugo Martel", date(2026, 6, 1), date(2026, 12, 31))
    three = bar("Colin Sauvage", date(2026, 7, 1), date(2026, 9, 30))
    shadow = bar("Hugo Martel", date(2026, 5, 1), date(2026, 5, 31), Look.SHADOW)
    chart = timeline(Line(1, "Paie", (one, two, three, shadow)), Line(2, "Congés", (one,)))
    tops = {spot.key: spot.top for spot in chart.strip(0, 100, 800).spots}
    assert tops[two.key] > tops[one.key] == tops[three.key]
    assert tops[shadow.key] > tops[two.key]
    assert chart.height(0, 800) > chart.height(1, 800)


@pytest.mark.parametrize(
    ("name", "room", "said"),
    [
        ("Nolwenn Jaouen", 200, "Nolwenn Jaouen"),
        ("Nolwenn Jaouen", 70, "Nolwenn J."),
        ("Nolwenn Jaouen", 55, "Nolwenn"),
        ("Nolwenn Jaouen", 20, "NJ"),
        ("Nolwenn Jaouen", 5, ""),
        ("Accueil des visiteurs", 80, "Accueil des…"),
        ("Maud Le Gall", 30, "MLG"),
        ("", 100, ""),
    ],
)
def test_a_name_is_written_as_it_fits(name: str, room: float, said: str) -> None:
    assert strips.fitted(name, room) == said


def test_every_kind_of_bar_differs_by_more_than_its_colour() -> None:
    drawn = set()
    for look in Look:
        chart = timeline(Line(1, "Paie", (bar("Inès Pérez", FIRST, date(2027, 1, 1), look),)))
        box = next(shape for shape in chart.strip(0, 100, 800).shapes if isinstance(shape, Box))
        drawn.add((bool(box.fill and box.fill != "surface"), box.thick, box.dash, bool(box.hatch), box.falling))
    assert len(drawn) == len(Look)
    assert [shape.words for shape in legend({Look.FILLED: "en cours"}, 300).shapes if isinstance(shape, Label)]


def test_hours_above_what_is_accepted_are_hatched_and_strong() -> None:
    chart = timeline(Line("hours", "Heures", figures=(12,) * 23 + (24,), most=20))
    labels = [one for one in chart.strip(0, 100, 1200).shapes if isinstance(one, Label) and one.words in ("12", "24")]
    assert [one.strong for one in labels] == [False] * 23 + [True]
    meter = MeterChart(("Pointe",), (1,), (24,), (
        MeterRow(1, "Inès", (Meter(24, 20, "24 h", Fill.OVER, limit=True),), "Inès : 24 h"),), "")  # fmt: skip
    assert any(isinstance(one, Box) and one.falling for one in meter.strip(0, 60, 400).shapes)


def test_paper_cuts_between_strips_repeats_the_head_and_keeps_a_heading_with_what_it_heads() -> None:
    lines = [
        Line((pole, seat), f"Pôle {pole}" if not seat else f"Rôle {pole}.{seat}",
             () if not seat else (bar("Inès Pérez", FIRST, date(2027, 1, 1)),), heading=not seat)
        for pole in range(12) for seat in range(4)
    ]  # fmt: skip
    board = Board((BoardGroup("Paie", "", (BoardCard(1, "Paie", (CardLine("siège vacant", lacks=True),), ""),)),), "")
    head = Letterhead("Les Ateliers du Canal", "SCOP SARL", "1 quai", "Nantes", "123456789")
    parts = (text.title("Calendrier"), timeline(*lines), board)
    pages = page_texts(build(Sheet(head, "Calendrier", parts, landscape=True)))
    wide = page_texts(build(Sheet(head, "Calendrier", parts, landscape=True, a3=True)))
    assert len(pages) == 3 >= len(wide)
    assert all("2026" in page and "janv." in page for page in pages[:-1])
    for page in pages:
        named = [line for line in page.splitlines() if line.startswith(("Pôle", "Rôle"))]
        assert not named or not named[-1].startswith("Pôle")
    assert "siège vacant" in "".join(pages)
    assert sum("Rôle" in line for page in pages for line in page.splitlines()) == 36
