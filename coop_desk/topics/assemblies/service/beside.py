"""What other topics hold under a point of an agenda; each declares how it is found."""

from collections.abc import Callable, Mapping

from coop_desk.core.actions import Act
from coop_desk.topics.assemblies.beside import Beside

Source = Callable[[Act, int], Mapping[int, tuple[Beside, ...]]]
_SOURCES: list[Source] = []


def beside_points(source: Source) -> Source:
    """Declare what a topic above holds under the points of a meeting, by the id of the point."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def beside(act: Act, meeting_id: int) -> dict[int, tuple[Beside, ...]]:
    """Everything that stands beside the resolutions of a meeting."""
    found: dict[int, tuple[Beside, ...]] = {}
    for source in _SOURCES:
        for item_id, here in source(act, meeting_id).items():
            found[item_id] = found.get(item_id, ()) + here
    return found
