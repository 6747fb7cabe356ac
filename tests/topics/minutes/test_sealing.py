"""From the closed assembly to sealed minutes, additifs and extracts, as stories on a real file."""

from dataclasses import replace
from datetime import date, time
from fractions import Fraction
from pathlib import Path

import pytest

from coop_desk.core.check import verify
from coop_desk.core.database import raw_connection
from coop_desk.core.errors import OutOfBounds, Refused, RuleBroken
from coop_desk.core.ids import PersonId
from coop_desk.core.words import NBSP, NNBSP, fold
from coop_desk.paper.sheet import page_texts
from coop_desk.topics.assemblies import service as assemblies
from coop_desk.topics.members import service as members
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.minutes import service
from coop_desk.topics.minutes.records import Named, Sending, Way
from coop_desk.topics.minutes.rules import SheetRun, digest
from coop_desk.topics.shares import service as shares
from coop_desk.topics.shares.records import Draft
from coop_desk.topics.shares.rules.movements import Kind
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.service import NewValue, Outside
from tests.topics.minutes.conftest import HELD, SINCE, Story, meet

GERANCE = {"signers": "Inès Pérez, gérante"}


@pytest.fixture
def held(story: Story) -> Story:
    """The assembly is over; nothing is written yet."""
    story.once(meet)
    return story


@pytest.fixture
def sealed(story: Story) -> Story:
    """The minutes of the assembly are sealed."""
    story.once(meet_and_seal)
    return story


def meet_and_seal(story: Story) -> None:
    """Hold the assembly, write who signs its minutes, seal them."""
    meet(story)
    service.write_parts(story.secretary, story.meeting_id, GERANCE)
    story.coop.on(date(2026, 6, 15))
    service.seal_minutes(story.secretary, story.meeting_id)


@pytest.fixture
def sealed_twice(story: Story) -> Story:
    """The minutes of two assemblies are sealed, and nothing is wrong with them."""
    story.once(meet_and_seal_twice)
    return story


def meet_and_seal_twice(story: Story) -> None:
    """A second assembly follows, sealed as well; the verification finds nothing."""
    meet_and_seal(story)
    next_assembly(story, 9)
    service.seal_minutes(story.secretary, story.meeting_id)
    assert differences(story) == []


def next_assembly(story: Story, month: int) -> None:
    """Hold another assembly later in the year and write who signs its minutes."""
    story.prepare(date(2026, month, 12))
    story.hold(day=date(2026, month, 12))
    service.write_parts(story.secretary, story.meeting_id, GERANCE)


def differences(story: Story) -> list[str]:
    """Everything a verification of the file finds about sealed minutes."""
    found = next(v for v in verify(story.coop.file) if v.what == "Procès-verbaux scellés")
    return list(found.differences)


def test_the_draft_takes_everything_from_the_meeting(held: Story) -> None:
    facts = service.minutes_of(held.secretary, held.meeting_id).facts
    assert (facts.associates, facts.employed, facts.votes, facts.proxy_limit) == (12, 11, 12, 1)
    assert (facts.held_on, facts.opened, facts.closed) == (HELD, time(14, 5), time(16, 21))
    assert facts.title == "Assemblée générale mixte"
    assert facts.chair == Named("Inès Pérez", "gérante")
    assert facts.secretary == Named("Éloïse Lefèvre")
    assert len(facts.having(Way.PRESENT)) == 9
    assert sorted({person.shares for person in facts.attendees}) == [0, 10]
    assert facts.sendings == (Sending("lettre recommandée", 12, date(2026, 5, 20), date(2026, 5, 20)),)
    assert facts.documents == ("Comptes annuels 2025",)
    first, second = facts.resolutions
    assert first.outcome is not None
    assert second.outcome is not None
    assert (first.outcome.votes_for, first.outcome.against, first.outcome.taking_part) == (8, 1, 9)
    assert (second.outcome.votes_for, second.outcome.taking_part) == (8, 8)
    assert second.before == ("À 15\u00a0h\u00a020, Camille Garnier quitte la séance.",)


def test_what_people_write_is_kept_in_versions(held: Story) -> None:
    desk = held.secretary
    service.write_parts(desk, held.meeting_id, {"introduction": "Première version."})
    service.write_parts(desk, held.meeting_id, {"introduction": "Seconde version."})
    assert service.write_parts(desk, held.meeting_id, {"introduction": "Seconde version. "}) == ()
    assert service.minutes_of(desk, held.meeting_id).facts.story.introduction == "Seconde version."
    versions = service.versions(desk, held.meeting_id)
    assert [(v.version, v.words, v.written_by) for v in versions] == [
        (2, "Seconde version.", "Éloïse Lefèvre"),
        (1, "Première version.", "Éloïse Lefèvre"),
    ]


def test_the_debate_noted_in_the_room_is_edited_in_the_minutes(held: Story) -> None:
    point = f"point:{held.items[0]}"
    assert "présente les comptes" in service.minutes_of(held.secretary, held.meeting_id).facts.points[0].debate
    service.write_parts(held.secretary, held.meeting_id, {point: "Mme Pérez présente les comptes."})
    assert service.minutes_of(held.secretary, held.meeting_id).facts.points[0].debate.startswith("Mme Pérez")


def test_hours_that_cannot_be_read_are_refused(held: Story) -> None:
    for typed in ("25 h 10", "midi", "14h75"):
        with pytest.raises(RuleBroken):
            service.write_parts(held.secretary, held.meeting_id, {"closed": typed})
    service.write_parts(held.secretary, held.meeting_id, {"closed": "17 h 05"})
    assert service.minutes_of(held.secretary, held.meeting_id).facts.closed == time(17, 5)


def test_once_an_assembly_is_sealed_a_later_decision_taken_elsewhere_says_why(sealed: Story) -> None:
    sealed.coop.on(date(2026, 9, 1))
    manager, change = sealed.coop.desk("manager"), [NewValue("call_days_first", "20")]
    statutes.finish_set_up(manager)
    statutes.change_statutes(manager, change, date(2026, 6, 1), Outside("AGE", date(2026, 6, 1)))
    elsewhere = Outside("AGE, 1re résolution", date(2026, 8, 31))
    with pytest.raises(RuleBroken, match="choisissez-la à la page Décisions"):
        statutes.change_statutes(manager, change, date(2026, 8, 31), elsewhere)
    statutes.change_statutes(manager, change, date(2026, 8, 31), replace(elsewhere, why="panne de l’ordinateur"))
    said = statutes.history(manager, "call_days_first")[0].decision
    assert said.startswith(
        "Décision prise hors du programme\N{NO-BREAK SPACE}: AGE, 1re résolution, décision du 31 août"
    )
    assert said.endswith("(absente du programme\N{NO-BREAK SPACE}: panne de l’ordinateur)")


def test_an_open_meeting_cannot_be_sealed(story: Story) -> None:
    story.prepare()
    with pytest.raises(RuleBroken) as refused:
        service.seal_minutes(story.secretary, story.meeting_id)
    assert refused.value.rule == "A12"
    assert "n’est pas close" in refused.value.message


def test_incomplete_minutes_are_not_sealed_and_take_no_number(held: Story) -> None:
    service.write_parts(held.secretary, held.meeting_id, {"signers": "Éloïse Lefèvre"})
    with pytest.raises(RuleBroken) as refused:
        service.seal_minutes(held.secretary, held.meeting_id)
    assert refused.value.rule == "PV-02"
    assert service.register(held.secretary) == []
    service.write_parts(held.secretary, held.meeting_id, GERANCE)
    assert service.seal_minutes(held.secretary, held.meeting_id) == 1


def test_nothing_is_sealed_on_a_journal_that_another_program_changed(held: Story) -> None:
    service.write_parts(held.secretary, held.meeting_id, GERANCE)
    with raw_connection(held.coop.file.database) as raw:
        raw.execute("UPDATE journal SET action = 'core.autre' WHERE seq = 5")
    with pytest.raises(RuleBroken, match="La ligne n° 5 du journal") as refusal:
        service.seal_minutes(held.secretary, held.meeting_id)
    assert refusal.value.rule == "JOURNAL-01"
    assert not service.minutes_of(held.secretary, held.meeting_id).sealed


def test_sealing_twice_is_refused_and_leaves_no_gap(sealed: Story) -> None:
    with pytest.raises(RuleBroken, match="déjà scellé"):
        service.seal_minutes(sealed.secretary, sealed.meeting_id)
    next_assembly(sealed, 9)
    assert service.seal_minutes(sealed.secretary, sealed.meeting_id) == 2
    first, second = service.register(sealed.secretary)
    assert (first.number, second.number) == (1, 2)
    assert differences(sealed) == []


def test_sealed_minutes_are_the_same_bytes_for_ever(sealed: Story) -> None:
    pdf = service.minutes_pdf(sealed.secretary, sealed.meeting_id)
    (piece,) = service.register(sealed.secretary)
    assert digest(pdf) == piece.pdf_sha256
    sealed.coop.on(date(2027, 1, 1))
    assert service.minutes_pdf(sealed.secretary, sealed.meeting_id) == pdf
    text = " ".join(page_texts(pdf))
    assert "PROJET" not in text
    assert "Première pièce scellée" in text
    assert "Tête du journal" in text


@pytest.mark.parametrize("who", ["keeper", "manager", "secretary", "founder"])
def test_nobody_changes_sealed_minutes(sealed: Story, who: str) -> None:
    with pytest.raises((RuleBroken, Refused)):
        service.write_parts(sealed.coop.desk(who), sealed.meeting_id, {"introduction": "Autre chose."})


def test_reading_is_open_to_associates_and_sealing_is_not(sealed: Story) -> None:
    associate = sealed.coop.desk_of(sealed.people[5], "Camille Fontaine")
    assert service.minutes_pdf(associate, sealed.meeting_id).startswith(b"%PDF")
    with pytest.raises(Refused):
        service.add_addendum(associate, sealed.meeting_id, "Moi aussi.")
    with pytest.raises(Refused):
        service.register(sealed.coop.desk("nobody"))


def test_an_additif_prints_after_the_original(sealed: Story) -> None:
    desk = sealed.secretary
    original = page_texts(service.minutes_pdf(desk, sealed.meeting_id))
    assert "PROJET" in page_texts(service.addendum_pdf(desk, sealed.meeting_id, "Lire 12 000 €."))[0]
    assert service.add_addendum(desk, sealed.meeting_id, "Lire 12 000 €.") == 1
    assert service.add_addendum(desk, sealed.meeting_id, "Et 24 000 €.", [Named("Inès Pérez", "gérante")]) == 2
    pages = page_texts(service.minutes_pdf(desk, sealed.meeting_id))
    assert pages[: len(original)] == original
    assert "Additif n°\u00a01" in pages[len(original)].replace("n° 1", "n°\u00a01")
    assert [piece.part for piece in service.minutes_of(desk, sealed.meeting_id).pieces] == [0, 1, 2]
    assert differences(sealed) == []
    with pytest.raises(RuleBroken):
        service.add_addendum(desk, sealed.meeting_id, "  ")


def test_an_additif_waits_for_the_seal(held: Story) -> None:
    with pytest.raises(RuleBroken):
        service.add_addendum(held.secretary, held.meeting_id, "Trop tôt.")


def test_an_extract_quotes_the_sealed_minutes_and_is_journalled(sealed: Story) -> None:
    desk = sealed.secretary
    pdf = service.certified_extract(desk, sealed.meeting_id, [sealed.resolutions[1]], Named("Inès Pérez", "gérance"))
    text = " ".join(page_texts(pdf))
    assert "L’article 14 est remplacé." in text
    assert "L’assemblée approuve les comptes." not in text
    assert "certifié conforme" in text
    (piece,) = service.register(desk)
    assert piece.pdf_sha256 in text
    with pytest.raises(RuleBroken) as refused:
        service.certified_extract(
            desk, sealed.meeting_id, [sealed.resolutions[1]], Named("Éloïse Lefèvre", "secrétaire de l’assemblée")
        )
    assert refused.value.rule == "REGI-06"
    with pytest.raises(RuleBroken):
        service.certified_extract(desk, sealed.meeting_id, [999], Named("Inès Pérez", "gérance"))


def test_sheets_follow_each_other_through_the_register(sealed: Story) -> None:
    desk = sealed.secretary
    service.add_addendum(desk, sealed.meeting_id, "Lire 12 000 €.")
    minutes, additif = service.register(desk)
    assert service.print_on_sheets(desk, minutes.id, 21).startswith(b"%PDF")
    after = 21 + minutes.pages
    service.cancel_sheets(desk, minutes.body_id, after, after, "feuille déchirée")
    assert service.next_sheets(desk, additif.id) == SheetRun(after + 1, after + additif.pages)
    with pytest.raises(RuleBroken):
        service.print_on_sheets(desk, additif.id, after)
    service.print_on_sheets(desk, additif.id, after + 1, two_sided=True)
    with pytest.raises(RuleBroken, match="déjà au registre"):
        service.print_on_sheets(desk, minutes.id, after + 2)
    lines = service.sheets(desk)
    assert [line.first for line in lines] == [21, after, after + 1]
    assert "feuille déchirée" in lines[1].purpose
    assert service.register(desk)[0].sheets == (SheetRun(21, after - 1),)
    assert differences(sealed) == []


def test_a_file_signed_elsewhere_is_kept_with_its_digest(sealed: Story) -> None:
    desk = sealed.secretary
    (piece,) = service.register(desk)
    found = service.attach_signed_file(desk, piece.id, "pv-signé.pdf", b"%PDF signed", "Signé à la main, numérisé.")
    assert found == digest(b"%PDF signed")
    (kept,) = service.register(desk)[0].signed_files
    assert service.signed_file(desk, kept.id) == b"%PDF signed"
    with pytest.raises(RuleBroken):
        service.attach_signed_file(desk, piece.id, "vide.pdf", b"", "")


def test_a_failed_assembly_has_its_minutes_of_failure(story: Story) -> None:
    from coop_desk.topics.assemblies import service as assemblies
    from coop_desk.topics.assemblies.records import ResolutionKind

    story.prepare(first_kind=ResolutionKind.EXTRAORDINARY)
    desk = story.secretary
    story.coop.on(HELD, 14)
    for person in story.people[:2]:
        assemblies.mark_present(desk, story.meeting_id, person)
    assemblies.set_bureau(
        desk, story.meeting_id, chair_id=story.people[0], chair_capacity="gérante", secretary_id=story.people[1]
    )
    assemblies.open_meeting(desk, story.meeting_id)
    story.coop.on(HELD, 14, 30)
    assemblies.declare_failure(desk, story.meeting_id)
    service.write_parts(desk, story.meeting_id, GERANCE)
    service.seal_minutes(desk, story.meeting_id)
    text = " ".join(page_texts(service.minutes_pdf(desk, story.meeting_id)))
    assert "Procès-verbal de carence" in text
    assert "2 voix sur 12" in text.replace("\u00a0", " ")


def tamper(story: Story, statement: str) -> None:
    """Change the file with another SQLite program."""
    database = next(Path(story.coop.file.folder).glob("*.db"))
    with raw_connection(database) as other:
        other.execute(statement)
    other.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE sealed_piece SET pdf = CAST(pdf || 'x' AS BLOB) WHERE number = 1", "le PDF scellé a été modifié"),
        ("UPDATE sealed_piece SET facts = CAST(facts || ' ' AS BLOB) WHERE number = 1", "faits scellés"),
        ("UPDATE sealed_piece SET held_on = '2026-06-13' WHERE number = 1", "chaîne des scellés est rompue"),
        ("UPDATE sealed_piece SET number = 3 WHERE number = 2", "numéros manquants"),
        ("UPDATE vote_result SET in_room = replace(in_room, '8', '7')", "n’est plus celui qui a été scellé"),
        ("UPDATE sealed_piece SET journal_hash = 'AAAA' WHERE number = 1", "tête du journal"),
    ],
)
def test_what_was_changed_with_another_program_is_named(sealed_twice: Story, statement: str, said: str) -> None:
    tamper(sealed_twice, statement)
    found = differences(sealed_twice)
    assert any(said in difference for difference in found), found


def test_a_sealed_row_cannot_be_changed_from_the_program(sealed: Story) -> None:
    from coop_desk.core.actions import action
    from coop_desk.core.rights import Right
    from coop_desk.topics.minutes.model import SealedPiece

    @action(Right.MINUTES_SEAL, "Essai de falsification")
    def falsify(act) -> None:  # type: ignore[no-untyped-def]
        act.session.get_one(SealedPiece, 1).number = 12

    from coop_desk.core.actions import declared

    try:
        with pytest.raises(OutOfBounds):
            falsify(sealed.secretary)
    finally:
        declared.pop(falsify.name)


def test_the_list_says_which_meetings_await_their_minutes(held: Story) -> None:
    (line,) = service.minutes_list(held.secretary)
    assert (line.over, line.number, line.started) == (True, None, False)
    service.write_parts(held.secretary, held.meeting_id, GERANCE)
    service.seal_minutes(held.secretary, held.meeting_id)
    (line,) = service.minutes_list(held.secretary)
    assert replace(line).number == 1


def test_the_dossier_holds_everything_with_its_digests(sealed: Story, tmp_path: Path) -> None:
    desk = sealed.secretary
    (piece,) = service.register(desk)
    service.add_addendum(desk, sealed.meeting_id, "Lire 12 000 €.")
    service.attach_signed_file(desk, piece.id, "pv ../signé.pdf", b"%PDF signed", "Signé à la main, numérisé.")
    written = service.write_dossier(desk, sealed.meeting_id, tmp_path)
    found = {path.relative_to(written).as_posix(): path.read_bytes() for path in written.rglob("*") if path.is_file()}
    assert set(found) == {
        "EMPREINTES.txt",
        "annexes/01 comptes.pdf",
        "convocations.pdf",
        "feuille-de-presence.pdf",
        "fichiers-signes/01 pv ..-signé.pdf",
        "ordre-du-jour.pdf",
        "pouvoirs.pdf",
        "proces-verbal-1-additif-1.pdf",
        "proces-verbal-1.pdf",
        "registre-des-envois.pdf",
    }
    listed = dict(reversed(line.split("  ", 1)) for line in found["EMPREINTES.txt"].decode().splitlines())
    assert listed == {path: digest(content) for path, content in found.items() if path != "EMPREINTES.txt"}
    assert found["proces-verbal-1.pdf"] == service.piece_pdf(desk, piece.id)
    with pytest.raises(RuleBroken, match="existe déjà"):
        service.write_dossier(desk, sealed.meeting_id, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_dossier_says_when_it_cannot_be_written(sealed: Story, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken):
        service.write_dossier(sealed.secretary, sealed.meeting_id, tmp_path / "absent")


def test_a_meeting_to_come_does_not_tell_what_has_not_happened(story: Story) -> None:
    story.prepare()
    text = " ".join(page_texts(service.minutes_pdf(story.secretary, story.meeting_id)))
    assert "n’a pas encore été tenue" in text
    assert "est levée" not in text
    assert "Aucun incident" not in text


def a_candidate(story: Story) -> PersonId:
    """Yanis Kaci asks to be admitted at the assembly that is prepared."""
    story.coop.on(date(2026, 5, 2))
    registrar = story.coop.desk("registrar")
    candidate = members.register_member(
        registrar, NewMember("Kaci", Category.CANDIDATE, date(2026, 5, 2), "Yanis")
    ).person_id
    members.record_application(registrar, candidate, date(2026, 5, 2))
    story.prepare(admits=candidate)
    return candidate


def test_whoever_is_admitted_in_the_meeting_votes_on_what_follows(story: Story) -> None:
    candidate = a_candidate(story)
    story.hold(leaving=False, arriving=candidate)
    view = service.minutes_of(story.secretary, story.meeting_id)
    first, second = view.facts.resolutions
    assert first.effect == "Yanis Kaci, dont l’admission vient d’être votée, prend part aux votes suivants."
    assert first.outcome is not None
    assert second.outcome is not None
    assert (first.outcome.electorate, second.outcome.electorate) == (12, 13)
    assert (view.facts.associates, view.facts.votes) == (12, 12)
    assert not any("rejoint" in sentence for r in (first, second) for sentence in r.before)
    (admitted,) = [person for person in view.facts.attendees if person.name == "Yanis Kaci"]
    assert admitted.note == "à compter de son admission en séance"


def test_whoever_is_admitted_but_never_comes_is_not_told_as_taking_part(story: Story) -> None:
    a_candidate(story)
    story.hold(leaving=False)
    facts = service.minutes_of(story.secretary, story.meeting_id).facts
    first, second = facts.resolutions
    assert first.effect == "Yanis Kaci, dont l’admission vient d’être votée, a le droit de vote à compter de ce moment."
    assert second.outcome is not None
    assert (second.outcome.electorate, second.outcome.taking_part) == (13, 9)
    text = " ".join(page_texts(service.minutes_pdf(story.secretary, story.meeting_id)))
    assert text.count("Yanis Kaci") == 1


def test_people_are_listed_by_family_name_and_whoever_gives_a_proxy_later_is_named(story: Story) -> None:
    story.prepare()
    story.coop.on(HELD, 14)
    for person in story.people[:9]:
        assemblies.mark_present(story.secretary, story.meeting_id, person)
    assemblies.open_meeting(story.secretary, story.meeting_id)
    story.coop.on(HELD, 15)
    assemblies.give_proxy(story.secretary, story.meeting_id, story.people[10], story.people[0])
    assemblies.record_unanimity(story.secretary, story.resolutions[0])
    attendees = service.minutes_of(story.secretary, story.meeting_id).facts.attendees
    assert [fold(one.name.split(" ", 1)[1]) for one in attendees] == sorted(
        fold(one.name.split(" ", 1)[1]) for one in attendees
    )
    assert [one.note for one in attendees if one.note] == ["pouvoir donné en cours de séance"]


def test_what_the_meeting_did_not_record_is_written_in_the_minutes(held: Story) -> None:
    service.write_parts(held.secretary, held.meeting_id, {"place": "à Rezé", "chair": "Inès Pérez, cogérante"})
    facts = service.minutes_of(held.secretary, held.meeting_id).facts
    assert (facts.place, facts.chair) == ("à Rezé", Named("Inès Pérez", "cogérante"))


def test_votes_by_capital_are_told_exactly_and_sealed(story: Story) -> None:
    manager, registrar = story.coop.desk("manager"), story.coop.desk("registrar")
    statutes.set_up_statutes(manager, [NewValue("external_votes", "capital_scaled")])
    bought = Draft(Kind.SUBSCRIPTION, SINCE, story.people[11], shares=10, amount_cents=50000, reason="reprise")
    shares.record_movement(registrar, bought)
    story.prepare()
    story.hold(leaving=False)
    service.write_parts(story.secretary, story.meeting_id, GERANCE)
    before = service.minutes_of(story.secretary, story.meeting_id).facts
    story.coop.on(date(2026, 6, 15))
    service.seal_minutes(story.secretary, story.meeting_id)
    facts = service.minutes_of(story.secretary, story.meeting_id).facts
    # Three employees hold 30 shares of 40: 11 employees × 10 / 30 = 11/3 votes, a quarter of 44/3.
    assert facts.votes == before.votes == Fraction(44, 3)
    assert facts.attendees == before.attendees
    assert next(a.votes for a in facts.attendees if a.shares == 10 and a.votes != 1) == Fraction(11, 3)
    text = "\n".join(page_texts(service.minutes_pdf(story.secretary, story.meeting_id))).replace("\n", " ")
    said = text.replace(NBSP, " ").replace(NNBSP, " ")
    assert "disposent ensemble de 14 + 2/3 voix" in said
    assert "Selon son capital, 1 associé extérieur a 3 + 2/3 des 14 + 2/3 voix." in said
    assert "Il fallait plus de la moitié des 14 + 2/3 voix, soit 7 + 2/3." in said
    assert "art. 3 bis" in said
    assert differences(story) == []
