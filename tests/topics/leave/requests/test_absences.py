"""Absences on a real file: asked, looked at, decided, recorded, cancelled; why is nobody else's business."""

from dataclasses import replace
from datetime import date

import pytest

from coop_desk.core.actions import Inner, transact
from coop_desk.core.check import verify
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.limits import EVERYONE
from coop_desk.core.reading_journal import journal_lines
from coop_desk.paper.sheet import page_texts
from coop_desk.topics.dashboard.service.leave import announcement_lines
from coop_desk.topics.leave import service as leave
from coop_desk.topics.leave.requests import service
from coop_desk.topics.leave.requests.records import AbsenceCard, AbsenceDay
from coop_desk.topics.leave.requests.rules.kinds import Reason
from coop_desk.topics.leave.requests.rules.states import State, Step, after
from tests.conftest import TestCoop
from tests.topics.leave.requests.absent_people import absent_people, asked, signed_in


def plain(words: str) -> str:
    """French with plain spaces, to compare."""
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def left(coop: TestCoop, who: str) -> int:
    """What is left of paid leave once everything booked is taken, in thousandths."""
    return sum(
        line.balance for line in leave.own_accounts(coop.desk(who), date(2027, 5, 31)) if line.account.code == "CP"
    )


def test_leave_is_looked_at_asked_decided_by_another_and_cancelled(coop: TestCoop) -> None:
    coop.once(absent_people)
    aicha, rose = coop.desk("aicha"), coop.desk("rose")
    august = asked(date(2026, 8, 3), date(2026, 8, 14))
    seen = service.preview_request(aicha, august)
    assert plain(seen.cost) == "11 jours en jours ouvrables", "Saturday 15 August is a holiday"
    assert (seen.before, seen.after) == (30_000, 19_000)
    assert set(seen.deciders) >= {"Rose Dumas", "Sacha Erdogan"}
    number = service.send_request(aicha, august)
    assert left(coop, "aicha") == 30_000, "nothing is booked by silence"
    with pytest.raises(RuleBroken, match="Déjà une absence du 03/08/2026"):
        service.send_request(aicha, asked(date(2026, 8, 14), date(2026, 8, 17)))

    signed_in(coop, "rose")
    waiting = service.requests_to_decide(rose)
    assert [(one.name, one.what) for one in waiting] == [("Aïcha Benali", "Congés payés")]
    with pytest.raises(Refused):
        service.approve_request(aicha, number)
    service.approve_request(rose, number)
    assert left(coop, "aicha") == 19_000
    with pytest.raises(RuleBroken, match="acceptée"):
        service.refuse_request(rose, number, "Trop tard")
    with pytest.raises(RuleBroken, match="exceptionnelles"):
        coop.on(date(2026, 7, 20))
        service.cancel_absence(rose, number, "Commande urgente")
    service.ask_cancellation(aicha, number)
    service.cancel_absence(rose, number)
    assert left(coop, "aicha") == 30_000
    card = service.own_leave(signed_in(coop, "aicha")).cards[0]
    assert (card.away.state, card.what, card.lines) == (State.CANCELLED, "Congés payés", ())
    assert [step.step for step in card.steps] == ["sent", "approved", "cancel_asked", "cancelled"]
    assert verify_absences(coop) == []


def test_a_taking_period_announced_late_or_never_is_said_before_a_request_is_sent(coop: TestCoop) -> None:
    coop.once(absent_people)
    aicha, rose = coop.desk("aicha"), coop.desk("rose")
    july = asked(date(2027, 7, 5), date(2027, 7, 9))

    def said() -> list[str]:
        return [plain(one.words) for one in service.preview_request(aicha, july).findings if "annonce" in one.words]

    def announce(on: date, starts_on: date) -> None:
        leave.change_setting(rose, "announced_on", on, starts_on, "Affichage et courriel")

    def recalled() -> list[str]:
        return [plain(one.what) for one in announcement_lines(rose)]

    announce(date(2026, 2, 27), date(2026, 5, 1))
    assert (said(), recalled()) == ([], []), "there is time to announce the next period"
    coop.on(date(2027, 2, 14))
    assert recalled() == ["Annoncer la période de prise des congés"]
    coop.on(date(2027, 3, 2))
    assert said() == [
        "La période de prise des congés s’annonce deux mois avant, le 01/03/2027 au plus tard : "
        "aucune annonce n’est enregistrée."
    ]
    with pytest.raises(RuleBroken, match="1er mai 2027 : indiquez".replace(" ", ".")):
        announce(date(2027, 3, 2), date(2027, 6, 1))
    with pytest.raises(RuleBroken, match="au plus tard aujourd’hui"):
        announce(date(2027, 3, 3), date(2027, 5, 1))
    announce(date(2027, 3, 2), date(2027, 5, 1))
    assert recalled() == []
    assert said()[0].endswith("au plus tard : elle l’a été le 02/03/2027.")
    announce(date(2027, 2, 20), date(2027, 5, 1))
    assert said() == [], "the day was mistyped, and is written again"


def test_whoever_signed_alone_may_take_no_long_leave_in_summer(coop: TestCoop) -> None:
    coop.once(absent_people)
    aicha, rose = coop.desk("aicha"), coop.desk("rose")

    def warned(first: date, last: date, **more: object) -> bool:
        found = service.preview_request(aicha, asked(first, last, **more)).findings
        return "one_block_of_at_least_12" in {one.code for one in found}

    july, august = (date(2026, 7, 13), date(2026, 7, 18)), (date(2026, 8, 3), date(2026, 8, 12))
    number = service.send_request(aicha, asked(*july))
    assert warned(*august)
    assert warned(*august, agreed_on=date(2026, 7, 3)), "nobody has signed tomorrow"
    assert not warned(*august, agreed_on=date(2026, 7, 1))
    signed_in(coop, "rose")
    service.approve_request(rose, number)
    reason = service.absences_of(rose, coop.person("aicha"))[0].reason
    assert reason is not None
    service.complete_absence(rose, number, replace(reason, agreed_on=date(2026, 7, 1)))
    signed_in(coop, "aicha")
    assert not warned(*august), "once signed, it counts for the year"


def verify_absences(coop: TestCoop) -> list[str]:
    """What the verification of a co-op finds of leave."""
    return [said for one in verify(coop.file) for said in one.differences if "signé" not in said]


def test_a_stop_gives_leave_back_and_nobody_else_learns_why(coop: TestCoop) -> None:
    team = coop.once(absent_people)
    aicha, bilal, rose, sacha = (coop.desk(who) for who in ("aicha", "bilal", "rose", "sacha"))
    number = service.send_request(aicha, asked(date(2026, 7, 20), date(2026, 8, 7)))
    signed_in(coop, "sacha")
    service.approve_request(sacha, number)
    assert left(coop, "aicha") == 12_000
    with pytest.raises(RuleBroken, match="seul le genre est gardé"):
        service.record_absence(
            rose, coop.person("aicha"), asked(date(2026, 7, 22), date(2026, 7, 24), "ABS_MAL", comment="Grippe")
        )
    stop = asked(date(2026, 7, 22), date(2026, 7, 24), "ABS_MAL", extension=False, certificate_on=date(2026, 7, 22))
    coop.on(date(2026, 7, 27))
    sick = service.record_absence(rose, coop.person("aicha"), stop)
    assert left(coop, "aicha") == 15_000, "three days of leave are given back"
    card = next(one for one in service.absences_of(rose, coop.person("aicha")) if one.id == sick)
    coop.on(date(2026, 8, 12))
    service.complete_absence(rose, sick, replace_dates(card, date(2026, 8, 10)))
    assert [(one.name, one.due) for one in service.letters(rose)] == [("Aïcha Benali", date(2026, 9, 10))]
    assert verify_absences(coop) == []

    seen = service.month_calendar(bilal, date(2026, 7, 1), team)
    row = next(one for one in seen.rows if one.name == "Aïcha Benali")
    assert row.marks[21] == "away"
    assert not hasattr(row.away[0], "reason")
    for verb, given in (
        (service.absences_of, (coop.person("aicha"),)),
        (service.kinds_between, (date(2026, 7, 1), date(2026, 7, 31))),
        (service.request_to_decide, (number,)),
        (service.statements_pdf, (date(2026, 7, 1),)),
    ):
        with pytest.raises(Refused):
            verb(bilal, *given)
    assert service.own_kinds(signed_in(coop, "aicha"))[sick] == "Maladie"
    printed = "".join(page_texts(service.calendar_pdf(bilal, date(2026, 7, 1), whole_year=False)))
    assert "Aïcha Benali" in printed
    assert "Maladie" not in printed
    journal = " ".join(map(str, journal_lines(coop.desk("manager"))))
    assert "ABS_MAL" not in journal
    assert "Maladie" not in journal
    assert "absence" in journal


def test_nobody_decides_for_oneself_nor_for_a_spouse(coop: TestCoop) -> None:
    coop.once(absent_people)
    rose, sacha = coop.desk("rose"), coop.desk("sacha")
    own = service.send_request(rose, asked(date(2026, 9, 7), date(2026, 9, 11)))
    with pytest.raises(RuleBroken, match="ses propres absences"):
        service.approve_request(rose, own)
    with pytest.raises(RuleBroken, match="ses propres absences"):
        service.record_absence(rose, coop.person("rose"), asked(date(2026, 9, 21), date(2026, 9, 22)))
    service.declare_couple(rose, coop.person("rose"), coop.person("sacha"))
    assert service.requests_to_decide(sacha) == []
    with pytest.raises(RuleBroken, match="conjoint"):
        service.approve_request(sacha, own)
    with pytest.raises(RuleBroken, match="une autre personne"):
        service.end_couple(sacha, coop.person("sacha"), coop.person("rose"))
    assert service.preview_request(rose, asked(date(2026, 9, 14), date(2026, 9, 15))).deciders == ("Anne Fondatrice",)
    with pytest.raises(RuleBroken, match="Personne ne tient encore"):
        service.send_request(coop.desk("aicha"), asked(date(2028, 1, 10), date(2028, 1, 12)))
    with pytest.raises(RuleBroken, match="Il reste 30"):
        service.send_request(
            coop.desk("bilal"), asked(date(2026, 8, 3), date(2026, 9, 11), exception="Famille au loin")
        )


def test_a_leave_over_two_years_is_sealed_with_each_and_paid_month_by_month(coop: TestCoop) -> None:
    coop.once(absent_people)
    aicha, rose = coop.desk("aicha"), coop.desk("rose")
    number = service.send_request(aicha, asked(date(2026, 12, 28), date(2027, 1, 8)))
    service.approve_request(rose, number)
    months = {month: paid(coop, "rose", month) for month in (date(2026, 12, 1), date(2027, 1, 1))}
    assert [len(days) for days in months.values()] == [4, 9]
    assert {day.code for days in months.values() for day in days} == {"ABS_CP"}
    assert sum(day.counted for days in months.values() for day in days) == 11_000
    service.change_dates(rose, number, date(2026, 12, 28), date(2026, 12, 30), "Commande de janvier")
    assert paid(coop, "rose", date(2027, 1, 1)) == ()
    assert left(coop, "aicha") == 27_000
    assert verify_absences(coop) == []


def paid(coop: TestCoop, who: str, month: date) -> tuple[AbsenceDay, ...]:
    """The days pay would read of a month."""
    desk = coop.desk(who)
    inner = Inner("test.pay", "Essai", reading=True)
    return transact(
        coop.file, inner, desk.person_id, EVERYONE, "", lambda act: service.absences_in(act, month), keys=desk.keyring
    )


def replace_dates(card: AbsenceCard, returned: date) -> Reason:
    """The reason with the return from it."""
    assert card.reason is not None
    return replace(card.reason, returned_on=returned)


STATES = [
    (None, Step.SENT, State.SUBMITTED),
    (None, Step.RECORDED, State.APPROVED),
    (State.SUBMITTED, Step.APPROVED, State.APPROVED),
    (State.SUBMITTED, Step.REFUSED, State.REFUSED),
    (State.SUBMITTED, Step.WITHDRAWN, State.CANCELLED),
    (State.APPROVED, Step.CANCEL_ASKED, State.APPROVED),
    (State.APPROVED, Step.CANCEL_REFUSED, State.APPROVED),
    (State.APPROVED, Step.CANCELLED, State.CANCELLED),
    (State.APPROVED, Step.CHANGED, State.APPROVED),
    (State.APPROVED, Step.COMPLETED, State.APPROVED),
]


def test_every_other_step_is_refused() -> None:
    told = {(before, step): then for before, step, then in STATES}
    for before in (None, *State):
        for step in Step:
            if (before, step) in told:
                assert after(before, step) is told[before, step]
            else:
                with pytest.raises(RuleBroken):
                    after(before, step)


def test_leave_that_a_stop_kept_from_being_taken_is_carried_over_and_dated_once_informed(coop: TestCoop) -> None:
    coop.once(absent_people)
    rose, bilal = coop.desk("rose"), coop.person("bilal")
    coop.on(date(2027, 4, 2))
    sick = service.record_absence(rose, bilal, asked(date(2027, 4, 1), date(2027, 5, 10), "ABS_MAL", extension=False))
    coop.on(date(2027, 5, 20))
    card = service.absences_of(rose, bilal)[0]
    service.complete_absence(rose, sick, replace_dates(card, date(2027, 5, 11)))
    (one,) = service.carry_overs(rose, bilal)
    assert (one.days, one.expires) == (30_000, None), "without the written information, nothing expires"
    service.carry_leave_over(rose, bilal, one.reference.first)
    assert service.carry_overs(rose, bilal) == []
    coop.on(date(2027, 6, 2))
    service.complete_absence(rose, sick, replace(replace_dates(card, date(2027, 5, 11)), informed_on=date(2027, 6, 1)))
    (one,) = service.carry_overs(rose, bilal)
    assert (one.expires, one.late) == (date(2028, 9, 1), False)
    service.carry_leave_over(rose, bilal, one.reference.first)
    assert service.carry_overs(rose, bilal) == []
    assert left(coop, "bilal") == 30_000
    assert verify_absences(coop) == []
