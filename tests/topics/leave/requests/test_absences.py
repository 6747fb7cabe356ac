"""Absences on a real file: asked, looked at, decided, recorded, cancelled; why is nobody else's business."""

from datetime import date

import pytest

from coop_desk.core.check import verify
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.topics.leave import service as leave
from coop_desk.topics.leave.requests import service
from coop_desk.topics.leave.requests.rules.states import State
from tests.conftest import TestCoop
from tests.topics.leave.requests.absent_people import absent_people, asked, signed_in


def plain(words: str) -> str:
    """French with plain spaces, to compare."""
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def left(coop: TestCoop, who: str) -> int:
    """What is left of paid leave once everything booked is taken, in thousandths."""
    return sum(line.balance for line in leave.own_accounts(coop.desk(who), date(2027, 5, 31)) if line.account.code == "CP")


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


def verify_absences(coop: TestCoop) -> list[str]:
    """What the verification of a co-op finds of leave."""
    return [said for one in verify(coop.file) for said in one.differences if "signé" not in said]
