"""From a spreadsheet to sealed, printed minutes: three people in turn, through the real window."""

import re
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from coop_desk.core import accounts
from coop_desk.core.check import verify
from coop_desk.core.clock import Clock
from coop_desk.core.database import raw_connection
from coop_desk.core.file import open_coop
from coop_desk.core.journal import printed
from coop_desk.core.words import fold
from coop_desk.paper.sheet import page_texts
from coop_desk.topics.assemblies.records import Choice, ItemKind, ResolutionKind
from tests.conftest import CHEAP, PASSWORD
from tests.file_key import learn_key
from tests.golden import check_text
from tests.journeys.room import Key, Mod, Room

SPREADSHEET = Path(__file__).parents[1] / "cases" / "coop" / "membres-excel-fr.csv"
PREPARED, SENT, HELD = date(2026, 5, 18), date(2026, 5, 20), date(2026, 6, 12)

RESOLUTIONS = (
    ("Approbation des comptes 2025", ResolutionKind.ORDINARY, {}),
    ("Répartition des excédents", ResolutionKind.ORDINARY, {}),
    ("Admission de Chloé Ménard", ResolutionKind.ORDINARY, {"admits": "Chloé MÉNARD"}),
    ("Rapport de révision", ResolutionKind.ORDINARY, {}),
    ("Modification de l’article 14", ResolutionKind.EXTRAORDINARY, {}),
    ("Pouvoirs pour les formalités", ResolutionKind.ORDINARY, {}),
)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    """A new PC: no co-op yet, no preferences."""
    monkeypatch.setattr(accounts, "FULL_COST", CHEAP)
    monkeypatch.setenv("COOP_DESK_CONFIG", str(tmp_path / "preferences"))
    made = Room(qtbot, PREPARED)
    monkeypatch.setattr(Clock, "pc_time", lambda _clock: made.now)
    return made


def test_from_a_spreadsheet_to_sealed_and_printed_minutes(room: Room, tmp_path: Path) -> None:
    found_the_coop(room, tmp_path)
    set_it_up(room)
    import_the_members(room)
    open_two_accounts(room)

    room.enter("eloise")
    meeting = prepare_the_assembly(room)
    convene_it(room, meeting)
    hold_it(room, meeting)

    room.enter("karim")
    seal_and_print(room, meeting, tmp_path / "pv.pdf")

    folder = room.window.coop.folder if room.window.coop else tmp_path
    room.window.close_coop()
    learn_key(folder, "anne")
    with open_coop(folder) as coop:
        assert [line for one in verify(coop) for line in one.differences] == []
    said = "\n\f\n".join(page_texts((tmp_path / "pv.pdf").read_bytes())) + "\n"
    check_text(said.replace(head_printed(said, folder), "ligne ··, empreinte ····"), "journeys/first-assembly")


def head_printed(said: str, folder: Path) -> str:
    """The head of the journal as printed: another each time, since each line has its own salt and each reading one."""
    found = re.search(r"ligne (\d+), empreinte ([A-Z2-7-]{24})$", said, re.MULTILINE)
    assert found
    with closing(raw_connection(folder / "coop.db")) as raw:
        (chain,) = raw.execute("SELECT hash FROM journal WHERE seq = ?", (int(found[1]),)).fetchone()
    assert found[2] == printed(chain)
    return found[0]


def found_the_coop(room: Room, parent: Path) -> None:
    """Anne creates the co-op from the first picture."""
    opening = room.window.opening
    room.press(opening, "Créer une coopérative")
    form = room.shown_form(opening)
    room.send(
        form, name="Les Ateliers du Canal", parent=parent, given_name="Anne", family_name="Fondatrice", login="anne",
        password=PASSWORD, again=PASSWORD,
    )  # fmt: skip
    room.wait(lambda: room.window.workspace is not None)


def set_it_up(room: Room) -> None:
    """The wizard: identity, statutes, nominal value; accounts and members come after."""
    page = room.go("setup")
    room.send(
        page.form, name="Les Ateliers du Canal", form="SARL", siren="900000001", rcs_city="Nantes",
        seat="12 quai du Canal, 44000 Nantes", created_on=date(2008, 3, 17),
    )  # fmt: skip
    assert page.refusal.words() == ""
    page.form.submit()
    room.settle()
    room.send(page.form, **{"value:share_nominal": 5000})
    assert "3 étapes faites" in page.head.facts()


def import_the_members(room: Room) -> None:
    """The spreadsheet, its columns as recognised, the preview, the import."""
    page = room.go("members.import")
    room.send(page.file_form, file=SPREADSHEET)
    room.wait(lambda: page.columns_form is not None and page.columns_form.isVisible())
    room.strike(page, Key.Key_Return, Mod.ControlModifier)
    room.wait(lambda: page.preview is not None)
    assert (page.preview.created, len(page.preview.errors)) == (28, 0)
    room.strike(page, Key.Key_Return, Mod.ControlModifier)
    room.wait(lambda: len(room.page().list.shown_records()) == 28)


def open_two_accounts(room: Room) -> None:
    """Éloïse will keep the assemblies, Karim manages; each already stands in the register."""
    for login, name, title in (("eloise", "Éloïse LEFÈVRE", "secretary"), ("karim", "Karim Ménard", "manager")):
        page = room.go("accounts")
        room.strike(page, Key.Key_N, Mod.ControlModifier)
        form = room.shown_form(page.card)
        form.fields["person_id"].line.setText(name)
        room.send(form, login=login, password=PASSWORD)
        room.wait(lambda at=login, shown=page.list: at in {row.login for row in shown.shown_records()})
        page = room.go("grants")
        room.strike(page, Key.Key_N, Mod.ControlModifier)
        form = room.shown_form(page.card)
        form.fields["person_id"].line.setText(name)
        room.send(form, code=title, decision_kind="assembly", decided_on=date(2026, 5, 2), reference="3")
        assert fold(name) in {fold(grant.holder) for grant in page.list.shown_records()}


def prepare_the_assembly(room: Room) -> int:
    """Éloïse writes the agenda: six points, six resolutions."""
    page = room.go("assemblies")
    room.strike(page, Key.Key_N, Mod.ControlModifier)
    form = room.shown_form(page.card)
    room.send(form, body=0, day=HELD, hour="14 h", place="Salle de l’Écluse, Nantes", accounts=True)
    page = room.page()
    for title, kind, more in RESOLUTIONS:
        room.strike(page, Key.Key_N, Mod.ControlModifier)
        room.send(room.shown_form(page.card), title=title, kind=ItemKind.RESOLUTION)
        form = room.shown_form(page.card, "admits")
        if "admits" in more:
            form.fields["admits"].line.setText(more["admits"])
        room.send(form, title=title, text=f"L’assemblée générale adopte : {title[0].lower()}{title[1:]}.", kind=kind)
    assert len(page.file.resolutions) == 6
    return int(page.meeting_id)


def convene_it(room: Room, meeting: int) -> None:
    """The convocations are printed, then sent to everybody and recorded."""
    room.on(SENT)
    page = room.go("convening.people", meeting)
    room.strike(page, Key.Key_Return, Mod.ControlModifier)
    room.wait(lambda: page._preview is not None and page._preview.isVisible())
    page.close_pdf()
    room.settle()
    room.strike(page.list.view, Key.Key_A, Mod.ControlModifier)
    room.send(room.shown_form(page.card, "sent_on"), sent_on=SENT)
    room.wait(lambda: all(one.called for one in page.list.shown_records()))


def hold_it(room: Room, meeting: int) -> None:
    """Attendance and proxies by keyboard, six votes, the close."""
    room.on(HELD, 13, 50)
    page = room.go("assemblies.session", meeting)
    box = page.attendance.box
    names = [line.person.name for line in page.room.people]
    for name in names[:15]:
        room.qtbot.keyClicks(box, fold(name))
        room.qtbot.keyClick(box, Key.Key_Return)
        room.settle()
    assert page.room.present == 15
    giver, holder = names[20], names[3]
    room.qtbot.keyClicks(box, fold(giver))
    room.settle()
    line = next(e for e in page.side_card.findChildren(QLineEdit) if e.accessibleName() == "À" and e.isVisible())
    room.qtbot.keyClicks(line, fold(holder))
    room.press(page.side_card, "Enregistrer le pouvoir")
    assert page.room.represented == 1
    room.strike(page, Key.Key_F4)
    form = room.shown_form(page.side_card, "chair")
    form.fields["chair"].line.setText("Karim Ménard")
    room.send(form, capacity="gérant", secretary="Éloïse LEFÈVRE")
    room.on(HELD, 14, 5)
    room.strike(page, Key.Key_O, Mod.ControlModifier)
    room.settle()
    assert page.file.meeting.opened_at is not None
    for number, votes in enumerate(((13, 2, 1), (12, 3, 1), None, None, (12, 3, 1), None)):
        if number:
            room.strike(page, Key.Key_Return, Mod.ControlModifier)
            room.settle()
        room.on(HELD, 14, 10 + 8 * number)
        page.item_panel.notes.area.setPlainText(f"Débat sur le point {number + 1}.")
        page.item_panel.notes.save_now()
        counting = page.item_panel.counting
        if votes is None:
            room.qtbot.keyClick(counting.boxes[Choice.FOR], Key.Key_U)
        else:
            for choice, count in zip((Choice.FOR, Choice.AGAINST, Choice.ABSTAIN), votes, strict=True):
                room.qtbot.keyClicks(counting.boxes[choice], str(count))
                room.qtbot.keyClick(counting.boxes[choice], Key.Key_Return)
        room.settle()
        assert page.file.resolutions[number].result is not None, page.refusal.words()
    assert [r.result.adopted for r in page.file.resolutions] == [True, False, True, True, True, True]
    room.on(HELD, 15, 20)
    room.strike(page, Key.Key_L, Mod.ControlModifier | Mod.ShiftModifier)
    room.confirm("Lever la séance")
    assert page.file.meeting.closed_at is not None, page.refusal.words()


def seal_and_print(room: Room, meeting: int, out: Path) -> None:
    """Karim reads the draft, seals it and saves the PDF."""
    room.on(date(2026, 6, 15))
    page = room.go("minutes.meeting", meeting)
    assert page.view.missing == (), page.view.missing
    room.strike(page, Key.Key_Return, Mod.ControlModifier)
    room.confirm("Sceller")
    room.wait(lambda: page.view is not None and page.view.sealed)
    page.preview()
    room.wait(lambda: page._preview is not None and page._preview.isVisible())
    out.write_bytes(page._preview._pdf)
