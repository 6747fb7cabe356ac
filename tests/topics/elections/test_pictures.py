"""The pictures of a count: what they show, the same on screen and on paper."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.pictures import Box, Chart, GradeChart, Label, Mark, Tone, laid, svg
from coop_desk.paper.sheet import Sheet, build, page_texts
from coop_desk.topics.elections.case_file import read_case
from coop_desk.topics.elections.methods import count
from coop_desk.topics.elections.telling import Told, tell
from tests.golden import check_text

CASES = Path(__file__).parents[2] / "cases" / "elections"
COLOURS: dict[Tone, str] = dict.fromkeys(
    ("ink", "muted", "line", "strong", "soft", "on strong", "limit", "surface"), "#123456"
)


def told(name: str) -> Told:
    case = read_case((CASES / f"{name}.json").read_bytes())
    return tell(case.definition, count(case.definition, case.ballots, case.decisions))


def described(chart: Chart) -> list[str]:
    """What is drawn, in words: boxes by length, lines, and every word."""
    lines = []
    for shape in laid(chart, 600).shapes:
        match shape:
            case Label():
                lines.append(f"  {'**' if shape.strong else ''}{shape.words} @ {shape.x:.0f},{shape.y:.0f}")
            case Box():
                lines.append(f"  [{shape.fill or shape.shade}] {shape.x:.0f}+{shape.width:.0f},{shape.y:.0f}")
            case Mark():
                lines.append(f"  -- {shape.points[0][0]:.0f} {shape.tone}")
    return lines


@pytest.mark.parametrize(
    "name",
    [
        "plurinominal_board_five_seats",
        "stv_food_wikipedia",
        "irv_tennessee",
        "mj_small_same_gauge",
        "schulze_45_voters",
        "list_dhondt_wikipedia",
        "election_without_candidate",
        "scop_gerant_two_consultations",
    ],
)
def test_a_count_is_told_stage_by_stage_with_its_pictures_and_figures(name: str) -> None:
    found = told(name)
    lines = [found.method_words]
    for step in found.steps:
        lines += [f"{step.number}. {step.sentence}", *(f"  {what} {value}" for what, value in step.facts)]
        lines += [" | ".join(row) for row in (step.head, *step.rows) if row]
        lines += described(step.chart) if step.chart is not None else []
    check_text("\n".join([*lines, found.outcome, ""]), f"elections/told/{name}")


def test_every_picture_of_every_case_stays_in_its_frame_and_is_written_for_the_screen_and_for_paper() -> None:
    charts = [
        step.chart for path in sorted(CASES.glob("*.json")) for step in told(path.stem).steps if step.chart is not None
    ]
    for chart in charts:
        picture = laid(chart, 420)
        for shape in picture.shapes:
            if isinstance(shape, Box):
                assert shape.width >= 0
                assert shape.y + shape.height <= picture.height
            if isinstance(shape, Label):
                assert 0 <= shape.y <= picture.height
        ElementTree.fromstring(svg(picture, COLOURS, "Source Sans 3"))
    head = Letterhead("Les Ateliers du Canal", "société à responsabilité limitée", "Nantes")
    pages = page_texts(build(Sheet(head, "Essai", tuple(charts))))
    assert "bat chacun des autres" in "".join(pages)


def test_the_middle_of_the_grades_is_the_grade_that_wins_the_comparison() -> None:
    chart = told("mj_opinionway_2012").picture
    assert isinstance(chart, GradeChart)
    for row in chart.rows:
        worse = sum(row.counts[row.median + 1 :])
        assert worse < (sum(row.counts) + 1) // 2 <= worse + row.counts[row.median]
