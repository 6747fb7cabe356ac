"""Pages of the members keep what they remember out of the user's folder."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "config"))
