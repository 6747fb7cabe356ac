"""Worked cases, played through the real services."""

import pytest

from tests.cases.conftest import CaseFile
from tests.cases.runners import runner_of
from tests.conftest import TestCoop


@pytest.mark.timeout(1200)
def test_a_worked_case_gives_what_it_expects(
    coop: TestCoop, case_file: CaseFile, request: pytest.FixtureRequest
) -> None:
    if case_file.case is None:
        pytest.fail(case_file.fault)
    runner = runner_of(case_file.case)
    if runner is None:
        pytest.fail(f"{case_file.path.name} is of a kind that no runner knows")
    shortly = case_file.ours and not request.config.getoption("--long")
    run = getattr(runner, "run_shortly", runner.run) if shortly else runner.run
    run(coop, case_file.case)
