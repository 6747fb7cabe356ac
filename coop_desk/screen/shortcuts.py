"""The shortcuts at hand on a page, read from the actions declared there."""

from PySide6.QtWidgets import QWidget

from coop_desk.screen.pieces import key_words


def shortcuts_at_hand(place: QWidget) -> list[tuple[str, str]]:
    """Every shortcut of a page as (keys, what it does), in the order declared."""
    found: dict[str, str] = {}
    for widget in (place, *place.findChildren(QWidget)):
        if widget is not place and not widget.isVisibleTo(place):
            continue
        for action in widget.actions():
            if not action.shortcut().isEmpty() and action.isVisible():
                found.setdefault(key_words(action), action.text())
    return list(found.items())
