"""Assemblies: the events of a meeting played through the service, one by one, on a real file."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

from coop_desk.core.desk import Desk
from coop_desk.core.errors import RuleBroken
from coop_desk.core.ids import PersonId
from coop_desk.core.words import NBSP
from coop_desk.topics.assemblies import service
from coop_desk.topics.assemblies.records import Choice, ItemKind, OffAgenda, ResolutionKind, ResultFile, Votes
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register, suspend_vote
from coop_desk.topics.shares.records import Draft
from coop_desk.topics.shares.rules.movements import Kind
from coop_desk.topics.shares.service import record_movement
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.service import NewValue, record_identity, set_up_statutes
from tests.conftest import TestCoop

TOPIC = "assemblies"
NOMINAL = 1500  # cents a share
FIRST_DAY, SECOND_DAY = date(2026, 6, 12), date(2026, 7, 3)
KEYS = {
    "id", "form", "call", "entitled", "events", "expected", "notes", "name", "source", "verified", "data_origin",
    "statutes", "suspended", "body", "external", "cooperatives", "shares",
    "annual_accounts",
}  # fmt: skip
EVENT_KEYS = {
    "arrive": {"who", "identified_by"},
    "leave": {"who"},
    "proxy": {"from", "to"},
    "withdraw": {"from"},
    "correspondence": {"who", "votes", "vote", "received", "electronic_at"},
    "resolution": {
        "kind", "votes", "admits", "excluded", "secret", "unanimous", "roll_call", "by_leaders", "off_agenda", "title",
    },
}  # fmt: skip
VOTES = {"for": "in_favour", "against": "against", "abstain": "abstain", "blank": "blank", "null": "null"}
EXPECTED = {
    "entitled": "entitled", "present": "present", "represented": "represented", "correspondence": "forms",
    "quorum_needed": "quorum_needed", "quorum_met": "quorum_met", "needed_for": "needed_for", "adopted": "adopted",
    "tie": "tie", "weights": "weights",
}  # fmt: skip
RULE = re.compile(r"\b[A-Z]{2,6}-\d{2}\b")


def recognises(case: Mapping[str, Any]) -> bool:
    """An assembly has a form of company, entitled people and events."""
    return {"form", "entitled", "events"} <= set(case)


def run(coop: TestCoop, case: Mapping[str, Any]) -> None:
    """Play the case and compare every result and every refusal."""
    _check_keys(case)
    told = Told(coop, case)
    results, refused = told.play()
    wanted = case["expected"]
    assert [event for event, _result in results] == [line["resolution"] for line in wanted["resolutions"]]
    for (event, result), line in zip(results, wanted["resolutions"], strict=True):
        keys = set(line) - {"resolution", "why", "sentence"}
        assert keys <= set(EXPECTED), f"{event}: unknown results {sorted(keys - set(EXPECTED))}"
        found = {key: getattr(result, EXPECTED[key]) for key in keys}
        if "weights" in keys:
            codes = {int(person): code for code, person in told.people.items()}
            found["weights"] = {
                codes[person]: votes for person, votes in result.weights if codes[person] in line["weights"]
            }
        assert found == {key: _exact(line[key]) for key in keys}, f"{event}: {result.sentence}"
        for words in line.get("sentence", []):
            assert words in f"{result.quorum_sentence} {result.sentence}".replace(NBSP, " "), (
                f"{event}: {result.sentence}"
            )
    assert list(refused) == [line["event"] for line in wanted.get("refused", [])]
    for line in wanted.get("refused", []):
        rule = RULE.search(line.get("rule") or line.get("why", ""))
        assert rule is None or refused[line["event"]].rule == rule.group(), refused[line["event"]].message


class Told:
    """One case on its way: who is who, and which resolution is which."""

    def __init__(self, coop: TestCoop, case: Mapping[str, Any]) -> None:
        self.coop = coop
        self.case = case
        self.desk: Desk = coop.desk("secretary")
        self.people: dict[str, PersonId] = {}
        self.resolutions: dict[str, int] = {}
        self.meeting = 0

    def play(self) -> tuple[list[tuple[str, ResultFile]], dict[str, RuleBroken]]:
        """Found the co-op, convene, open, and play the events in order."""
        self._found()
        self._register()
        self._convene()
        results: list[tuple[str, ResultFile]] = []
        refused: dict[str, RuleBroken] = {}
        for event in self.case["events"]:
            try:
                result = self._event(event)
            except RuleBroken as broken:
                refused[event["id"]] = broken
            else:
                if result is not None:
                    results.append((event["id"], result))
        kept = {r.id: r.result for r in service.meeting(self.desk, self.meeting).resolutions}
        assert all(kept[self.resolutions[event]] == result for event, result in results)
        return results, refused

    def _found(self) -> None:
        statutes = dict(self.case.get("statutes") or {})
        old = bool(statutes.pop("sarl_before_2005", False))
        manager = self.coop.desk("manager")
        record_identity(
            manager, Identity("Cas", Form(self.case["form"]), created_on=date(2004, 1, 5), sarl_before_2005=old)
        )
        if statutes:
            set_up_statutes(manager, [NewValue(key, _text(v), reason="cas") for key, v in statutes.items()])

    def _register(self) -> None:
        registrar = self.coop.desk("registrar")
        entitled, suspended = list(self.case["entitled"]), list(self.case.get("suspended") or [])
        admitted = {e["admits"] for e in self.case["events"] if e.get("admits")}
        named = {e[key] for e in self.case["events"] for key in ("who", "from", "to") if e.get(key)}
        external, companies = set(self.case.get("external", ())), set(self.case.get("cooperatives", ()))
        all_of_them: dict[str, NewMember] = {}
        for code in dict.fromkeys([*entitled, *suspended, *sorted(admitted), *sorted(named)]):
            inside = code in entitled or code in suspended
            category = Category.EMPLOYED if inside else Category.CANDIDATE if code in admitted else Category.EMPLOYEE
            since = date(2020, 1, 6)
            category = Category.EXTERNAL if code in external else category
            company = code in companies
            all_of_them[code] = NewMember(
                "Cas",
                category,
                since,
                given_name="" if company else code,
                employed_from=None if code in external else since,
                legal_person=company,
                cooperative=company,
            )
        self.people |= self.coop.at_once(
            "registrar", lambda act: {code: register(act, new).person_id for code, new in all_of_them.items()}
        )
        for code, number in self.case.get("shares", {}).items():
            draft = Draft(
                Kind.SUBSCRIPTION, since, self.people[code], shares=number, amount_cents=number * NOMINAL, reason="cas"
            )
            record_movement(registrar, draft)
        for code in suspended:
            suspend_vote(registrar, self.people[code], date(2026, 1, 2), "cas")

    def _convene(self) -> None:
        self.coop.on(FIRST_DAY - timedelta(days=30))
        accounts = bool(self.case.get("annual_accounts", False))
        self.meeting = service.prepare_meeting(self.desk, FIRST_DAY, time(14), "Siège", annual_accounts=accounts)
        asked = [e for e in self.case["events"] if e["do"] == "resolution" and not e.get("off_agenda")]
        for event in asked:
            self._put(event, service.add_item(self.desk, self.meeting, event["id"]))
        if not asked:
            service.add_item(self.desk, self.meeting, "Point")
        self._open(FIRST_DAY, FIRST_DAY - timedelta(days=30))
        if self.case.get("call", 1) == 2:
            service.declare_failure(self.desk, self.meeting)
            self.meeting = service.call_again(self.desk, self.meeting, SECOND_DAY, time(14), "Siège")
            again = service.meeting(self.desk, self.meeting).resolutions
            self.resolutions = {r.title: r.id for r in again}
            self._open(SECOND_DAY, FIRST_DAY)

    def _open(self, day: date, sent_on: date) -> None:
        service.record_call(self.desk, self.meeting, sent_on)
        self.coop.on(day, 14)
        service.open_meeting(self.desk, self.meeting)

    def _put(self, event: Mapping[str, Any], item: int) -> None:
        off = OffAgenda(event["off_agenda"]) if event.get("off_agenda") else None
        self.resolutions[event["id"]] = service.add_resolution(
            self.desk,
            item,
            event["id"],
            event["id"],
            ResolutionKind(event["kind"]),
            by_leaders=event.get("by_leaders", True),
            secret=bool(event.get("secret", False)),
            admits_id=self.people[event["admits"]] if event.get("admits") else None,
            off_agenda=off,
        )

    def _event(self, event: Mapping[str, Any]) -> ResultFile | None:
        do, people = event["do"], self.people
        if do == "arrive":
            service.mark_present(
                self.desk, self.meeting, people[event["who"]], identified_by=event.get("identified_by")
            )
        elif do == "leave":
            service.mark_left(self.desk, self.meeting, people[event["who"]])
        elif do == "proxy":
            holder = people[event["to"]] if event["to"] is not None else None
            service.give_proxy(self.desk, self.meeting, people[event["from"]], holder)
        elif do == "withdraw":
            service.withdraw_proxy(self.desk, self.meeting, people[event["from"]])
        elif do == "correspondence":
            self._form(event)
        else:
            return self._vote(event)
        return None

    def _form(self, event: Mapping[str, Any]) -> None:
        asked = event.get("votes") or dict.fromkeys(self.resolutions, event.get("vote", "abstain"))
        choices = {self.resolutions[key]: Choice(value) for key, value in asked.items()}
        day = service.meeting(self.desk, self.meeting).meeting.day
        received = date.fromisoformat(event["received"]) if "received" in event else day - timedelta(days=10)
        hour = time.fromisoformat(event["electronic_at"]) if "electronic_at" in event else None
        service.receive_form(self.desk, self.meeting, self.people[event["who"]], received, choices, electronic_at=hour)

    def _vote(self, event: Mapping[str, Any]) -> ResultFile:
        if event.get("off_agenda"):
            item = service.add_item_in_session(self.desk, self.meeting, event["id"], ItemKind.RESOLUTION)
            self._put(event, item)
        resolution = self.resolutions[event["id"]]
        if event.get("excluded"):
            out = [self.people[code] for code in event["excluded"]]
            service.exclude_people(self.desk, resolution, out, "convention")
        if event.get("unanimous"):
            return service.record_unanimity(self.desk, resolution)
        if "roll_call" in event:
            choices = {int(self.people[code]): Choice(value) for code, value in event["roll_call"].items()}
            return service.record_roll_call(self.desk, resolution, choices)
        votes = Votes(**{VOTES[key]: _exact(count) for key, count in event["votes"].items()})
        return service.record_vote(self.desk, resolution, votes)


def _check_keys(case: Mapping[str, Any]) -> None:
    assert set(case) <= KEYS, f"unknown keys {sorted(set(case) - KEYS)}"
    assert case.get("call", 1) in (1, 2), f"unknown call {case.get('call')!r}"
    assert case.get("body", "general_assembly") == "general_assembly", f"unknown body {case.get('body')!r}"
    assert set(case["expected"]) <= {"resolutions", "refused"}, f"unknown results {sorted(case['expected'])}"
    for event in case["events"]:
        assert event["do"] in EVENT_KEYS, f"{event['id']}: unknown event {event['do']!r}"
        unknown = set(event) - EVENT_KEYS[event["do"]] - {"id", "do", "note", "notes"}
        assert not unknown, f"{event['id']}: unknown keys {sorted(unknown)}"
        if event["do"] == "resolution":
            kinds = [kind.value for kind in ResolutionKind]
            assert event["kind"] in kinds, f"{event['id']}: unknown kind {event['kind']!r}"
            assert set(event.get("votes", {})) <= set(VOTES), f"{event['id']}: unknown votes {event['votes']}"


def _exact(value: Any) -> Any:
    """A count of votes written as a fraction, « 6/5 », as the exact number."""
    if isinstance(value, dict):
        return {key: _exact(one) for key, one in value.items()}
    return Fraction(value) if isinstance(value, str) else value


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)
