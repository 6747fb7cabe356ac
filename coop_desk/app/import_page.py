"""The import of members as the program offers it: the shares they already hold come along."""

from collections.abc import Callable
from typing import ClassVar

from coop_desk.core.backup import moments
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.sheets.preview import Preview
from coop_desk.topics.members.page.importing import ImportPage
from coop_desk.topics.shares import service as shares


class ImportWithSharesPage(ImportPage):
    """Members and opening holdings in one import."""

    needs = shares.import_members
    preview_verb: ClassVar[Callable[..., Preview]] = shares.preview_import
    import_verb: ClassVar[Callable[..., Preview]] = shares.import_members

    def bring_in(self) -> None:
        """Back up first: a whole file of people is brought in at once."""
        try:
            moments.before(self.desk.coop, _("avant un import"))
        except RuleBroken as broken:
            self.refuse(broken)
            return
        super().bring_in()
