"""The demonstration co-op, made once and copied for each journey."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import DEMO_DAY, EVE

TODAY = DEMO_DAY


@pytest.fixture
def demo(made_demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo to change freely."""
    return Path(shutil.copytree(made_demo, tmp_path / made_demo.name))


@pytest.fixture
def eve_of_poles(made_demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo on the eve of its poles: its manager does everything."""
    return Path(shutil.copytree(made_demo.parent / EVE / made_demo.name, tmp_path / made_demo.name))
