"""Start Coop Desk: the window without argument or with a co-op, the command line with a command."""

import os
import sys

from coop_desk.core.i18n import choose_language


def main(arguments: list[str] | None = None) -> int:
    """Run the program and return its exit code."""
    if arguments is None:
        write_names_in_utf8("coop_desk")
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["--sheet-reader"]:  # a packed program reading a spreadsheet apart: it needs nothing else
        from coop_desk.sheets.reader import main as read

        return read(*given[1:])
    if given[:1] == ["--rotation-planner"]:  # a packed program planning apart
        from coop_desk.topics.roles.adoption.planner import main as plan

        return plan()
    choose_language(os.environ.get("COOP_DESK_LANGUAGE", "fr"))
    if given and not (len(given) == 1 and _is_path(given[0])):
        from coop_desk.app.command_line import run

        return run(given)
    if not _has_screen():
        from coop_desk.app.command_line import no_screen

        return no_screen()
    from coop_desk.app.start import open_window

    return open_window(given[0] if given else None)


def write_names_in_utf8(module: str) -> None:
    """Start again in UTF-8 where the language of the PC cannot write every name of file, such as « Délégué € »."""
    if sys.getfilesystemencoding().lower() == "utf-8" or getattr(sys, "frozen", False):
        return
    os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", module, *sys.argv[1:]])  # noqa: S606


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
