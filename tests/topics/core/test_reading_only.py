"""A co-op opened for reading only follows what is saved elsewhere, without asking the file at each button."""

from coop_desk.core import delegating
from coop_desk.core.desk import Desk
from coop_desk.core.file import open_coop
from tests.conftest import TestCoop


def test_a_title_given_elsewhere_is_held_at_once(coop: TestCoop) -> None:
    with open_coop(coop.file.folder, read_only=True, clock=coop.clock) as looked_at:
        desk = Desk(looked_at, coop.person("nobody"), "Chloé Hénaff", "nobody")
        before = desk.holding()
        assert desk.holding() is before
        today = coop.clock.today()
        delegating.give_title(coop.desk("founder"), coop.person("nobody"), "secretary", today, None, "Assemblée")
        assert "secretary" in [title.code for title in desk.titles]
        assert desk.holding() is not before
