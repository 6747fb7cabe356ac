"""The tour: the demo opened and lived through, a picture of every page, every document, and an index to read."""

import html
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import coop_desk.app.models  # noqa: F401  (every table is known before the file is opened)
from coop_desk.app import (
    tour_absences,
    tour_elections,
    tour_entry,
    tour_exports,
    tour_handover,
    tour_pay,
    tour_pictures,
    tour_rotation,
    tour_skills,
)
from coop_desk.app.demo import FOUNDER, HOUR, Cast, Say, make_demo
from coop_desk.app.demo_accounts import DemoAccount
from coop_desk.app.demo_elections import PAGE
from coop_desk.core.clock import Clock
from coop_desk.core.file import CoopFile
from coop_desk.core.i18n import _
from coop_desk.core.saving import save
from coop_desk.core.words import fold, long_day

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from coop_desk.app.workspace import Workspace
    from coop_desk.core.desk import Desk
    from coop_desk.topics.assemblies.records import MeetingLine

INDEX = "index.html"
SECRETARY = "aminata.diallo"
PLAYED = ("assemblies.session", "minutes.meeting", "minutes.register")
"""Pages whose picture is taken while the assembly is played."""
OF_A_MEETING = ("assemblies.preparation", "convening", "convening.people")
SIZE = (1366, 768)


@dataclass(slots=True)
class Album:
    """What the tour has written so far: (file, words) of pages and of documents."""

    folder: Path
    pages: list[tuple[str, str]] = field(default_factory=list)
    documents: list[tuple[str, str]] = field(default_factory=list)

    def keep_page(self, widget: "QWidget", words: str) -> None:
        """Save the picture of a widget."""
        name = f"{len(self.pages) + 1:02d}-{_file_name(words)}.png"
        widget.grab().save(str(self.folder / "pages" / name))
        self.pages.append((f"pages/{name}", words))

    def keep_document(self, pdf: bytes, words: str) -> None:
        """Save a document."""
        name = f"{len(self.documents) + 1:02d}-{_file_name(words)}.pdf"
        save(self.folder / "documents" / name, pdf)
        self.documents.append((f"documents/{name}", words))


def make_tour(out: Path, say: Say, today: date | None = None) -> Path:
    """Write the tour into `out` (an earlier tour there is replaced) and return its index."""
    for part in ("pages", "documents"):
        shutil.rmtree(out / part, ignore_errors=True)
        (out / part).mkdir(parents=True)
    album = Album(out)
    with tempfile.TemporaryDirectory() as place, _application() as app:
        folder, accounts = make_demo(Path(place), say, today)
        stage = Stage(app, folder, album)
        say(_("Les pages, personne par personne…"))
        cast = _signed_in(stage.coop, accounts)
        _take_pages(stage, cast)
        tour_elections.take_elections(stage, cast)
        tour_absences.take_absences(stage, cast)
        tour_pay.take_pay(stage, cast)
        tour_exports.take_exports(stage, cast)
        tour_entry.take_entry(stage, cast)
        tour_pictures.take_pictures(stage, cast)
        tour_rotation.take_rotation(stage, cast)
        say(_("Une assemblée, de l’ouverture au procès-verbal scellé…"))
        _play_assembly(stage, cast)
        say(_("Les documents…"))
        _take_documents(cast, album)
        stage.close()
    index = out / INDEX
    save(index, _index(album).encode())
    return index


class Stage:
    """The program's own window, opened on the demo, and the album its pictures go to."""

    def __init__(self, app: "QApplication", folder: Path, album: Album) -> None:
        from coop_desk.app.window import Window

        self.app = app
        self.album = album
        self.window = Window()
        self.window.resize(*SIZE)
        self.window.show()
        self.window.furnish(folder)
        while self.window.coop is None:
            app.processEvents()
        self.coop = self.window.coop
        self.take(_("Qui êtes-vous ?"))

    def enter(self, desk: "Desk") -> "Workspace":
        """Let somebody in."""
        self.window.welcome(desk)
        assert self.window.workspace is not None  # noqa: S101
        return self.window.workspace

    def take(self, words: str) -> None:
        """Keep a picture of the window once what is read beside the screen is there."""
        from coop_desk.screen.background import ProgressLine

        self.app.processEvents()  # a page just opened shows what it waits for
        while any(line.isVisible() for line in self.window.findChildren(ProgressLine)):
            self.app.processEvents()
        for _turn in range(4):
            self.app.processEvents()
        self.album.keep_page(self.window, words)

    def close(self) -> None:
        """Close the window and the co-op with it."""
        self.window.close_coop()
        self.window.close()


def _signed_in(coop: CoopFile, accounts: tuple[DemoAccount, ...]) -> Cast:
    from coop_desk.core.accounts import sign_in

    coop.clock = Clock()
    cast = Cast(coop, coop.clock)
    for account in accounts:
        if account.titles:
            desk = sign_in(coop, account.login, account.password)
            cast.people[account.login], cast.names[account.login] = desk.person_id, desk.name
            cast.passwords[account.login] = account.password
    return cast


@contextmanager
def _application() -> Iterator["QApplication"]:
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from coop_desk.app.start import application

    yield application()


def _take_pages(stage: Stage, cast: Cast) -> None:
    """Every page, each as the first person it is open to, then the help of one of them."""
    coming = _coming(cast).id
    seen: set[str] = {
        *PLAYED, *tour_elections.OF_ONE_ELECTION, *tour_pay.OF_ONE_MONTH, *tour_exports.OF_ONE_FORMAT,
        *tour_entry.OF_THE_DELEGATION,
    }  # fmt: skip
    for login in cast.people:
        space = stage.enter(cast.desk(login))
        for name, entry in space.entries.items():
            if name not in seen:
                seen.add(name)
                space.open_page(name, coming if name in OF_A_MEETING else None)
                stage.take(f"{_(entry.title)} ({cast.names[login]})")
        if login == FOUNDER:
            space.show_help()
            stage.take(_("Aide et raccourcis"))


def _coming(cast: Cast) -> "MeetingLine":
    """The meeting of the demo that is convened and not yet held."""
    from coop_desk.topics.assemblies import service as assemblies
    from coop_desk.topics.assemblies.records import MeetingState

    return next(m for m in assemblies.meetings(cast.desk(SECRETARY)) if m.state is MeetingState.CONVENED)


def _play_assembly(stage: Stage, cast: Cast) -> None:
    """The convened assembly, on its day, as the secretary holds it; a picture at each stage."""
    from coop_desk.topics.assemblies import service as assemblies
    from coop_desk.topics.assemblies.records import Votes
    from coop_desk.topics.minutes import service as minutes

    desk = cast.desk(SECRETARY)
    coming = _coming(cast)
    cast.on(coming.day, HOUR.hour - 1, 50)
    space = stage.enter(desk)

    def show(words: str) -> None:
        space.page("assemblies.session").make_stale()
        space.open_page("assemblies.session", coming.id)
        stage.take(words)

    people = [line.person.person_id for line in assemblies.room(desk, coming.id).people]
    for person in people[:18]:
        assemblies.mark_present(desk, coming.id, person)
    assemblies.give_proxy(desk, coming.id, people[19], people[4])
    show(_("Assemblée : on pointe les arrivées"))
    cast.later(15)
    assemblies.set_bureau(
        desk, coming.id, chair_id=cast.people["solene.marchand"], chair_capacity=_("gérante"),
        secretary_id=desk.person_id, teller_ids=[person for person in people[:18] if person != desk.person_id][4:6],
    )  # fmt: skip
    assemblies.open_meeting(desk, coming.id)
    for item in assemblies.meeting(desk, coming.id).items:
        assemblies.take_item(desk, item.id)
        assemblies.save_debate(desk, item.id, _("Le point est présenté ; personne ne demande la parole."))
        cast.later(8)
        for resolution in item.resolutions:
            against = 3 if "47" in resolution.text else 0
            voices = assemblies.room(desk, coming.id, resolution.id).in_room
            show(_("Assemblée : {title}").format(title=resolution.title))
            assemblies.record_vote(desk, resolution.id, Votes(in_favour=voices - against, against=against))
        for beside in item.beside:
            if beside.page == PAGE:
                tour_elections.play_election(stage, cast, beside.record_id, stage.album)
                space = stage.enter(desk)  # others signed in meanwhile
    show(_("Assemblée : tout est voté"))
    assemblies.close_meeting(desk, coming.id)
    cast.later(24 * 60)
    space.open_page("minutes.meeting", coming.id)
    stage.take(_("Procès-verbal assemblé, à relire"))
    minutes.seal_minutes(desk, coming.id)
    space.open_page("minutes.register")
    stage.take(_("Registre des procès-verbaux"))


def _take_documents(cast: Cast, album: Album) -> None:
    """Every document of the demo, once of each kind per meeting."""
    from coop_desk.topics.assemblies import service as assemblies
    from coop_desk.topics.convening import service as convening
    from coop_desk.topics.members import service as members
    from coop_desk.topics.minutes import service as minutes
    from coop_desk.topics.roles import service as roles
    from coop_desk.topics.roles.cooptation import service as cooptation
    from coop_desk.topics.roles.drawing import service as drawing
    from coop_desk.topics.roles.seats import service as seats
    from coop_desk.topics.shares import service as shares
    from coop_desk.topics.surplus import service as surplus

    registrar, secretary = cast.desk("yann.kervella"), cast.desk(SECRETARY)
    someone = cast.people["solene.marchand"]
    day = cast.clock.today()
    album.keep_document(members.register_pdf(registrar), _("Registre des associés"))
    album.keep_document(members.person_pdf(registrar, someone), _("Fiche d’un associé"))
    album.keep_document(shares.print_movements(registrar), _("Registre des mouvements de parts"))
    album.keep_document(shares.print_situation(registrar, day), _("Situation des parts"))
    album.keep_document(shares.print_holders(registrar, day), _("Liste des détenteurs"))
    album.keep_document(shares.print_statement(registrar, someone), _("Attestation de parts"))
    album.keep_document(shares.print_certificate(registrar, someone), _("Certificat de parts"))
    album.keep_document(shares.print_subscription_form(registrar), _("Bulletin de souscription"))
    for pdf, words in tour_absences.documents(cast):
        album.keep_document(pdf, words)
    album.keep_document(tour_exports.export_sheet(cast), _("Bordereau d’un export de la paie"))
    album.keep_document(tour_entry.hand_over_sheet(cast), _("Passation de la délégation paie et congés"))
    album.keep_document(roles.who_does_what_pdf(secretary), _("Qui fait quoi"))
    album.keep_document(roles.who_decides_pdf(secretary), _("Qui décide quoi"))
    album.keep_document(seats.role_mandates_pdf(secretary), _("Mandats des rôles"))
    for held in cooptation.cooptations(secretary):
        words = _("Cooptation, {role}").format(role=held.role)
        album.keep_document(cooptation.cooptation_pdf(secretary, held.id), words)
    for draw in drawing.draws_for_roles(secretary):
        album.keep_document(drawing.draw_pdf(secretary, draw.id), _("Tirage au sort, {role}").format(role=draw.role))
    for pdf, words in tour_pictures.documents(cast):
        album.keep_document(pdf, words)
    for pdf, words in tour_rotation.documents(cast):
        album.keep_document(pdf, words)
    for pdf, words in tour_handover.documents(cast):
        album.keep_document(pdf, words)
    for pdf, words in tour_skills.documents(cast):
        album.keep_document(pdf, words)
    album.keep_document(roles.role_pdf(secretary, roles.roles(secretary)[-1].id), _("Fiche d’un rôle"))
    for one in surplus.surplus(secretary).adopted:
        about = str(one.year_end.year)
        album.keep_document(
            surplus.print_allocation(secretary, one.id), _("Répartition des excédents {year}").format(year=about)
        )
        album.keep_document(
            surplus.print_own_slip(secretary, one.id), _("Part des excédents {year}").format(year=about)
        )
    for meeting in sorted(assemblies.meetings(secretary), key=lambda m: m.day):
        about = long_day(meeting.day)
        album.keep_document(
            convening.joined_convocations(secretary, meeting.id), _("Convocations du {day}").format(day=about)
        )
        album.keep_document(
            convening.attendance_sheet(secretary, meeting.id), _("Feuille de présence du {day}").format(day=about)
        )
        album.keep_document(minutes.minutes_pdf(secretary, meeting.id), _("Procès-verbal du {day}").format(day=about))
    tour_elections.keep_papers(cast, album)


def _index(album: Album) -> str:
    """One page that opens in any browser: pictures and links."""
    pictures = "\n".join(
        f'<figure><a href="{file}"><img src="{file}" alt=""></a><figcaption>{html.escape(words)}</figcaption></figure>'
        for file, words in album.pages
    )
    links = "\n".join(f'<li><a href="{file}">{html.escape(words)}</a></li>' for file, words in album.documents)
    return f"""<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>{_("Visite de Coop Desk")}</title>
<style>body{{font:16px/1.5 sans-serif;max-width:72em;margin:2em auto;padding:0 1em}}
figure{{display:inline-block;width:30%;margin:1%;vertical-align:top}}img{{width:100%;border:1px solid #ddd}}</style>
<h1>{_("Visite de Coop Desk")}</h1>
<p>{_("Une coopérative inventée : chaque page, puis chaque document.")}</p>
<h2>{_("Pages")}</h2>
{pictures}
<h2>{_("Documents")}</h2>
<ul>
{links}
</ul>
</html>
"""


def _file_name(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")[:60]
