"""The demonstration co-op, made once and copied for each journey."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from coop_desk.app.demo import make_demo
from coop_desk.core import accounts
from tests.conftest import CHEAP

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo as it is on 21 November 2026, with cheap passwords."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "FULL_COST", CHEAP)
        patch.setattr(accounts, "LEAST_COST", CHEAP)
        folder, _people = make_demo(tmp_path_factory.mktemp("demo"), today=TODAY)
        return folder


@pytest.fixture
def demo(made_demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo to change freely."""
    return Path(shutil.copytree(made_demo, tmp_path / made_demo.name))
