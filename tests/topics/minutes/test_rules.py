"""What minutes must contain and who signs; numbers and sheets without a gap."""

from dataclasses import replace

import pytest

from coop_desk.core.errors import RuleBroken
from coop_desk.core.rulebook import rule
from coop_desk.topics.assemblies.records import BodyKind
from coop_desk.topics.minutes import rules, wording
from coop_desk.topics.minutes.records import Facts, Named, Story, Way
from coop_desk.topics.minutes.rules import SheetRun
from tests.topics.minutes import examples


def in_form(form: str, **changes: object) -> Facts:
    """The example assembly held by a company of another form."""
    facts = examples.facts()
    return replace(facts, company=replace(facts.company, form=form), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "body", "content", "signing"),
    [
        ("SARL", BodyKind.GENERAL_ASSEMBLY, "PV-01", "PV-02"),
        ("SA", BodyKind.GENERAL_ASSEMBLY, "PV-03", "PV-03"),
        ("SAS", BodyKind.GENERAL_ASSEMBLY, "PV-06", "PV-06"),
        ("SA", BodyKind.BOARD, "PV-04", "PV-04"),
        ("SARL", BodyKind.SUPERVISORY_BOARD, "PV-04", "PV-04"),
        ("SARL", BodyKind.CIRCLE, "REUNION-01", "REUNION-01"),
    ],
)
def test_the_form_and_the_body_choose_the_rule(form: str, body: BodyKind, content: str, signing: str) -> None:
    assert rules.content_rule(form, body) == content
    assert rules.signing_rule(form, body) == signing
    assert rule(content).source


def test_whole_minutes_lack_nothing() -> None:
    rules.check_complete(examples.facts())
    assert all(check.done for check in rules.checklist(examples.facts()))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"place": ""}, "lieu"),
        ({"closed": None}, "clôture"),
        ({"chair": None}, "préside"),
        ({"chair": Named("Inès Pérez")}, "qualité"),
        ({"attendees": ()}, "présentes"),
        ({"signers": (Named("Malo Le Gall", "gérant"),)}, "Signature"),
        ({"signers": (Named("Inès Pérez", "présidente de séance"),)}, "gérance"),
        ({"associates": 0}, "Nombre d’associés"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, object], said: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        rules.check_complete(replace(examples.facts(), **changes))  # type: ignore[arg-type]
    assert said in refused.value.message


def test_debate_must_be_summed_up_or_said_empty() -> None:
    facts = examples.facts()
    silent = replace(facts, points=tuple(replace(point, debate="") for point in facts.points))
    with pytest.raises(RuleBroken, match="débats"):
        rules.check_complete(silent)
    rules.check_complete(replace(silent, story=Story(debate="Personne ne demande la parole.")))


def test_a_resolution_without_result_blocks_unless_withdrawn() -> None:
    facts = examples.facts()
    first = facts.points[0]
    unvoted = replace(first, resolutions=(replace(first.resolutions[0], outcome=None),))
    with pytest.raises(RuleBroken, match=r"Résultat de chaque vote.*1"):
        rules.check_complete(replace(facts, points=(unvoted, *facts.points[1:])))
    withdrawn = replace(first, resolutions=(replace(first.resolutions[0], outcome=None, withdrawn=True),))
    rules.check_complete(replace(facts, points=(withdrawn, *facts.points[1:])))


def test_a_circle_needs_neither_capacity_nor_debate() -> None:
    facts = examples.facts()
    silent = tuple(replace(point, debate="") for point in facts.points)
    circle = replace(facts, body=BodyKind.CIRCLE, points=silent, chair=Named("Awa Diop"), signers=(Named("Awa Diop"),))
    rules.check_complete(circle)
    with pytest.raises(RuleBroken, match="Signature"):
        rules.check_complete(replace(circle, signers=()))


def test_minutes_of_failure_need_no_vote() -> None:
    facts = examples.facts()
    empty = tuple(replace(point, debate="", resolutions=()) for point in facts.points)
    rules.check_complete(replace(facts, points=empty, failed="Le quorum manque."))


def test_an_sa_asks_for_its_bureau_and_its_convocation() -> None:
    bureau = (Named("Inès Pérez"), Named("Zoé Lacroix"), Named("Malo Le Gall"), Named("Chloé Hénaff"))
    rules.check_complete(in_form("SA", signers=bureau))
    for changes, said in (
        ({"tellers": ()}, "scrutateurs"),
        ({"sendings": ()}, "convocation"),
        ({"signers": bureau[:2]}, "bureau"),
    ):
        with pytest.raises(RuleBroken, match=said):
            rules.check_complete(in_form("SA", **{"signers": bureau, **changes}))


def test_a_board_is_signed_by_its_chair_and_a_member_or_by_two_members() -> None:
    board = replace(in_form("SA"), body=BodyKind.BOARD)
    chair, member, absent = Named("Inès Pérez"), Named("Awa Diop"), Named("Clara Vidal")
    assert rules.signature_check(replace(board, signers=(chair, member))).done
    assert rules.signature_check(replace(board, signers=(member, Named("Omar Benali")))).done
    assert not rules.signature_check(replace(board, signers=(chair,))).done
    assert not rules.signature_check(replace(board, signers=(chair, absent))).done


@pytest.mark.parametrize(
    ("form", "body", "expected"),
    [
        ("SARL", BodyKind.GENERAL_ASSEMBLY, ["Inès Pérez", "Tom Gérant"]),
        ("SA", BodyKind.GENERAL_ASSEMBLY, ["Inès Pérez", "Zoé Lacroix", "Malo Le Gall", "Chloé Hénaff"]),
        ("SA", BodyKind.BOARD, ["Inès Pérez", "Chloé Hénaff"]),
        ("SAS", BodyKind.GENERAL_ASSEMBLY, ["Inès Pérez", "Chloé Hénaff"]),
    ],
)
def test_signers_are_proposed_by_form(form: str, body: BodyKind, expected: list[str]) -> None:
    proposed = rules.default_signers(replace(in_form(form), body=body), [Named("Tom Gérant", "gérance")])
    assert [signer.name for signer in proposed] == expected


def test_the_bureau_of_an_sa_signs_with_what_each_one_does() -> None:
    facts = replace(
        in_form("SA"), tellers=(Named("Chloé Hénaff"), Named("Omar Benali")), secretary=Named("Omar Benali")
    )
    assert [signer.capacity for signer in rules.default_signers(facts, [])][1:] == [
        "scrutateur",
        "scrutateur et secrétaire de séance",
    ]


def test_managers_sign_an_sarl_under_the_same_word() -> None:
    leaders = [Named("Inès Pérez", "gérance"), Named("Tom Gérant", "gérance")]
    proposed = rules.default_signers(in_form("SARL"), leaders)
    assert [(one.name, one.capacity) for one in proposed] == [
        ("Inès Pérez", "gérance, présidence de séance"),
        ("Tom Gérant", "gérance"),
    ]


def test_without_secretary_somebody_present_signs_with_the_chair() -> None:
    proposed = rules.default_signers(in_form("SAS", secretary=None), [])
    assert [signer.name for signer in proposed] == ["Inès Pérez", "Chloé Hénaff"]
    assert examples.facts().having(Way.PRESENT)[1].name == "Chloé Hénaff"


@pytest.mark.parametrize(
    ("form", "body", "capacity", "allowed"),
    [
        ("SARL", BodyKind.GENERAL_ASSEMBLY, "gérance", True),
        ("SARL", BodyKind.GENERAL_ASSEMBLY, "secrétaire de l’assemblée", False),
        ("SA", BodyKind.GENERAL_ASSEMBLY, "secrétaire de l’assemblée", True),
        ("SA", BodyKind.BOARD, "secrétaire de l’assemblée", False),
        ("SA", BodyKind.BOARD, "fondé de pouvoir habilité à cet effet", True),
        ("SAS", BodyKind.GENERAL_ASSEMBLY, "présidence de la société", True),
    ],
)
def test_only_some_may_certify(form: str, body: BodyKind, capacity: str, allowed: bool) -> None:
    if allowed:
        rules.check_certifier(form, body, capacity)
    else:
        with pytest.raises(RuleBroken) as refused:
            rules.check_certifier(form, body, capacity)
        assert refused.value.rule == "REGI-06"


@pytest.mark.parametrize(
    ("numbers", "following", "holes"),
    [([], 1, ()), ([1], 2, ()), ([1, 2, 3], 4, ()), ([1, 3], 4, (2,)), ([2], 3, (1,)), ([1, 2, 2], 3, (2,))],
)
def test_numbers_follow_without_a_gap(numbers: list[int], following: int, holes: tuple[int, ...]) -> None:
    assert rules.next_number(numbers) == following
    assert rules.holes(numbers) == holes


USED = [SheetRun(12, 15, "procès-verbal n°\u00a01"), SheetRun(16, 16, "annulée")]


@pytest.mark.parametrize(("pages", "two_sided", "sheets"), [(1, False, 1), (5, False, 5), (5, True, 3), (4, True, 2)])
def test_a_sheet_partly_used_is_used(pages: int, two_sided: bool, sheets: int) -> None:
    assert rules.sheets_needed(pages, two_sided) == sheets


def test_the_next_sheet_is_the_one_after_the_last_used() -> None:
    assert rules.next_sheets([], 12, 4) == SheetRun(12, 15)
    assert rules.next_sheets(USED, 1, 3) == SheetRun(17, 19)
    rules.check_sheets(USED, SheetRun(17, 19))
    rules.check_sheets([], SheetRun(31, 33))


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        (SheetRun(15, 17), "feuille 15 a déjà servi"),
        (SheetRun(16, 16), "annulée"),
        (SheetRun(18, 20), "la prochaine est la 17"),
        (SheetRun(3, 5), "la prochaine est la 17"),
        (SheetRun(0, 2), "à partir de 1"),
    ],
)
def test_no_sheet_serves_twice_and_none_is_skipped(taken: SheetRun, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        rules.check_sheets(USED, taken)


def test_broken_runs_are_found() -> None:
    assert rules.broken_sheets(USED) == ()
    assert rules.broken_sheets([USED[0], SheetRun(18, 19)]) == ((USED[0], SheetRun(18, 19)),)


def test_the_chain_depends_on_everything_before() -> None:
    first = rules.chained(rules.FIRST, {"number": 1})
    assert first != rules.chained(rules.FIRST, {"number": 2})
    assert rules.chained(first, {"number": 2}) != rules.chained(rules.FIRST, {"number": 2})
    assert len(first) == 64


def test_who_takes_part_at_a_distance_is_named_and_reputed_present() -> None:
    facts = examples.facts()
    first, *others = facts.attendees
    remote = replace(facts, attendees=(replace(first, identified_by="code personnel"), *others))
    told = " ".join(wording.presence(remote))
    assert f"est réputé présent pour le calcul du quorum et de la majorité : {first.name} (code personnel)." in told
    assert wording.way(remote.attendees[0]) == "présence à distance"
    assert "réputé" not in " ".join(wording.presence(facts))


def test_the_minutes_of_an_sa_say_that_the_interested_party_stays_in_the_quorum() -> None:
    voted = examples.facts().resolutions[2].outcome
    assert voted is not None
    assert "et hors du calcul : Paul Petit" in wording.conditions(voted, None)
    in_quorum = replace(voted, left_out_stay_in_quorum=True)
    assert "hors de la majorité mais dans le quorum : Paul Petit" in wording.conditions(in_quorum, None)
