"""Worked cases, played through the real services."""

import pytest

from tests.cases.conftest import CaseFile
from tests.cases.runners import runner_of
from tests.conftest import TestCoop


def test_a_worked_case_gives_what_it_expects(coop: TestCoop, case_file: CaseFile) -> None:
    if case_file.case is None:
        pytest.fail(case_file.fault)
    runner = runner_of(case_file.case)
    if runner is None:
        pytest.fail(f"{case_file.path.name} is of a kind that no runner knows")
    runner.run(coop, case_file.case)
