"""The co-op where amounts of pay and reasons of absence were planted, made once for every attack on them."""

from collections.abc import Iterator

import pytest

from coop_desk.core import accounts
from tests.attacks.planted_pay import PlantedPay
from tests.conftest import CHEAP


@pytest.fixture(scope="session")
def planted_once_in_pay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlantedPay]:
    """Only looked at; a look may leave a line in the journal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "FULL_COST", CHEAP)
        profile = tmp_path_factory.mktemp("planted-pay-profile")
        patch.setenv("COOP_DESK_CONFIG", str(profile))
        made = PlantedPay(tmp_path_factory.mktemp("planted-pay"), profile)
        yield made
        made.file.close()
