"""The measures under pytest: `pytest tests/bench -s`. Printed, never asserted."""

from pathlib import Path

import pytest

from tests.bench import measures


@pytest.mark.timeout(900)
def test_measures(tmp_path: Path) -> None:
    for one in measures.everything(tmp_path):
        print(one if isinstance(one, str) else one.line())
