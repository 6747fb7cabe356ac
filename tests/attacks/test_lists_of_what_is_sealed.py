"""A14: a list that shows what is sealed about others is neither printed nor exported as it stands.

The export of sealed data is a right of its own, which leaves a line in the journal and says who did it.
"""

import ast
from pathlib import Path

import pytest

TOPICS = Path(__file__).parents[2] / "coop_desk" / "topics"
SHOWN = (
    "leave/page/deciding.py",
    "leave/page/recording.py",
    "payroll/page/checks.py",
    "payroll/page/entry_lines.py",
    "payroll/page/estimate.py",
    "payroll/page/handing_over.py",
    "payroll/page/history.py",
    "payroll/page/month_card.py",
    "payroll/page/months.py",
    "personal_details/page/details.py",
    "surplus/page/people.py",
)
"""The files whose lists show reasons of absence, pay, bank details or numbers of other people."""


def lists_in(source: str) -> list[ast.Call]:
    """Each list that a page makes."""
    return [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "List"
    ]


def stays(made: ast.Call) -> bool:
    """Whether it can be neither printed nor exported."""
    said = {word.arg: word.value for word in made.keywords}
    return isinstance(said.get("printable"), ast.Constant) and said["printable"].value is False  # type: ignore[attr-defined]


@pytest.mark.parametrize("file", SHOWN)
def test_a_list_of_what_is_sealed_stays_in_the_window(file: str) -> None:
    made = lists_in((TOPICS / file).read_text(encoding="utf-8"))
    assert made
    assert all(stays(each) for each in made)


def test_the_look_sees_a_list_that_may_leave() -> None:
    (made,) = lists_in("List('Absences', (), searchable=False)")
    assert not stays(made)
