"""What is measured in a process of its own, answering with one JSON line: python -m tests.bench.alone NAME [...]."""

# Imports are inside: each of these is part of what is measured.
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

HEAVY = ("sqlalchemy", "alembic", "reportlab", "openpyxl", "python_calamine", "pypdfium2", "nacl")
OF_ONE_MEETING = ("assemblies.preparation", "assemblies.session", "convening", "convening.people", "minutes.meeting")
TYPED = "hénaff"


def resident() -> float:
    """Memory held by this process, in megabytes."""
    with open("/proc/self/statm", encoding="ascii") as told:
        return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def fec_check(path: str) -> dict[str, Any]:
    """A file of accounting entries, checked."""
    from coop_desk.topics.payroll.fec_file import check_file
    from coop_desk.topics.payroll.rules.fec.line import Asked

    check_file(Path(path), Asked())
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return {"most": int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6}


def bare_window() -> dict[str, Any]:
    """The least that Qt can show."""
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication([])
    window = QWidget()
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    return {"resident": resident()}


def first_window() -> dict[str, Any]:
    """Our window, before it is furnished."""
    from coop_desk.app.start import application

    app = application()
    from coop_desk.app.window import Window

    window = Window()
    window.show()
    app.processEvents()
    return {"resident": resident(), "heavy": [name for name in HEAVY if name in sys.modules]}


def sign_in() -> dict[str, Any]:
    """Our window, ready for somebody to come in."""
    from coop_desk.app.start import application

    app = application()
    from coop_desk.app.window import Window

    window = Window()
    window.show()
    app.processEvents()
    window.furnish(None)
    app.processEvents()
    return {"resident": resident()}


def all_pages(folder: str, meeting: str) -> dict[str, Any]:
    """Every page of a co-op, opened for the first time and again; then a name typed in the search."""
    from coop_desk.app.start import application

    app = application()
    from PySide6.QtCore import QEvent

    import coop_desk.app.models  # noqa: F401
    from coop_desk.app import menu
    from coop_desk.app.workspace import Workspace
    from coop_desk.core import accounts
    from coop_desk.core.file import open_coop
    from tests.file_key import PASSWORD

    menu.know_pages()
    with open_coop(Path(folder)) as coop:
        desk = accounts.sign_in(coop, "solene", PASSWORD)
        place = Workspace(desk)
        place.resize(1366, 768)
        place.show()
        app.processEvents()
        taken: dict[str, dict[str, float]] = {name: {} for name in place.entries}
        for visit in ("first", "again"):
            for name, times in taken.items():
                known = place._pages.get(name)
                if known is not None:  # else it was given up, and is made again
                    known.make_stale()
                start = time.perf_counter()
                place.open_page(name, int(meeting) if name in OF_ONE_MEETING else None)
                app.processEvents()
                times[visit] = time.perf_counter() - start
                app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # as the running program does
        typed = []
        for length in range(1, len(TYPED) + 1):
            place.search.setText(TYPED[:length])
            start = time.perf_counter()
            place.search.look()
            app.processEvents()
            typed.append(time.perf_counter() - start)
        return {"resident": resident(), "pages": taken, "typed": typed}


def our_minutes() -> dict[str, Any]:
    """Minutes of 60 resolutions and 300 attendees, imports included."""
    from tests.topics.minutes.examples import big_facts

    facts = big_facts(60, 300)
    start = time.perf_counter()
    from coop_desk.topics.minutes.document import print_minutes

    _content, pages = print_minutes(facts)
    return {"taken": time.perf_counter() - start, "pages": pages}


def bare_reportlab() -> dict[str, Any]:
    """As many lines, by the library alone."""
    start = time.perf_counter()
    from io import BytesIO

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    plain = getSampleStyleSheet()["Normal"]
    parts: list[Any] = [Table([[f"Associee Numero {n:03d}", "present", str(n), "1"] for n in range(300)])]
    for n in range(60):
        said = (f"Decision {n}", "L'assemblee generale decide. " * 8, "Resultat du vote : " + "adoptee. " * 12)
        parts += [Paragraph(text, plain) for text in said]
    SimpleDocTemplate(BytesIO(), pagesize=A4, invariant=1).build(parts)
    return {"taken": time.perf_counter() - start}


if __name__ == "__main__":
    answer = globals()[sys.argv[1]](*sys.argv[2:])
    print(json.dumps(answer), flush=True)
    os._exit(0)  # the end of Qt is not measured
