"""The demonstration co-op, made once and copied for each journey."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import DEMO_DAY

TODAY = DEMO_DAY


@pytest.fixture
def demo(made_demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo to change freely."""
    return Path(shutil.copytree(made_demo, tmp_path / made_demo.name))
