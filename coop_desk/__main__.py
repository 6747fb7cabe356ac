"""Start Coop Desk: the window without argument or with a co-op, the command line with a command."""

import os
import sys

from coop_desk.core.i18n import choose_language


def main(arguments: list[str] | None = None) -> int:
    """Run the program and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    choose_language(os.environ.get("COOP_DESK_LANGUAGE", "fr"))
    if given and not (len(given) == 1 and _is_path(given[0])):
        from coop_desk.app.command_line import run

        return run(given)
    if not _has_screen():
        from coop_desk.app.command_line import no_screen

        return no_screen()
    from coop_desk.app.start import open_window

    return open_window(given[0] if given else None)


def _is_path(word: str) -> bool:
    """Whether this is a folder or a file rather than a command: no command holds a dot or a slash."""
    return not word.startswith("-") and any(mark in word for mark in (".", "/", os.sep))


def _has_screen() -> bool:
    """Whether Qt can show a window; without one it would stop the program at once, in English."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
