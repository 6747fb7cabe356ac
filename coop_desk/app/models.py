"""Every topic's tables, verbs and verifications, known before a file is made or opened."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from coop_desk import topics
from coop_desk.core import accounts, bundles, grants, journal
from coop_desk.core.backup import keepers
from coop_desk.core.compartments import delegating, powers, verifying
from coop_desk.core.compartments import model as compartments

CORE_TABLES = (accounts.Account, grants.Grant, grants.Title, grants.TitleRight, journal.JournalLine)
BACKUPS = (keepers.BackupKeeper,)
SEALED = (bundles.StoredBundle, compartments.Principal, delegating.key_delegations, powers, verifying)

for _topic in iter_modules(topics.__path__):
    for _room in ("model", "service"):
        if find_spec(f"{topics.__name__}.{_topic.name}.{_room}") is not None:
            import_module(f"{topics.__name__}.{_topic.name}.{_room}")
