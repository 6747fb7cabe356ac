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
    _folder = f"{topics.__name__}.{_topic.name}"
    _rooms = [each.name for each in iter_modules(import_module(_folder).__path__) if each.ispkg]
    for _place in (_folder, *(f"{_folder}.{_name}" for _name in _rooms if _name != "page")):  # pages bring Qt
        for _room in ("model", "service"):
            if find_spec(f"{_place}.{_room}") is not None:
                import_module(f"{_place}.{_room}")
