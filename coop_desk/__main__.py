"""Start Coop Desk: the window without argument, the command line with one."""

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the program and return its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if not given or (len(given) == 1 and given[0].endswith((".coop", ".coop/", "coop.db"))):
        from coop_desk.app.start import open_window

        return open_window(given[0] if given else None)
    from coop_desk.app.command_line import run

    return run(given)


if __name__ == "__main__":
    sys.exit(main())
