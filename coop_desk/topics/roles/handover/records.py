"""What pages, documents and neighbours read about hand-overs: plain, frozen records."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coop_desk.core.i18n import N_
from coop_desk.core.ids import PersonId


class Kind(StrEnum):
    """What a line is about."""

    MISSION = "mission"
    DOCUMENT = "document"
    OPEN = "access_to_open"
    CLOSE = "access_to_close"
    TRAINING = "training"
    REVIEW = "review"


class Stage(StrEnum):
    """How far a point of a mission has been handed over."""

    EXPLAIN = "explain"
    TOGETHER = "together"
    WATCHED = "watched"
    DONE = "done"


class Side(StrEnum):
    """On which side somebody ticks."""

    GIVER = "giver"
    RECEIVER = "receiver"


class GiverKind(StrEnum):
    """Who the giver is to the role."""

    HOLDER = "holder"
    POST = "post"
    BUDDY = "buddy"
    NOBODY = "nobody"


class Alert(StrEnum):
    """How a hand-over stands on a day."""

    OVER = "over"
    READY = "ready"
    CALM = "calm"
    ORANGE = "orange"
    RED = "red"
    DROPPED = "dropped"


KIND_WORDS = {
    Kind.MISSION: N_("Mission"),
    Kind.DOCUMENT: N_("Documents à remettre"),
    Kind.OPEN: N_("Accès à ouvrir"),
    Kind.CLOSE: N_("Accès à fermer"),
    Kind.TRAINING: N_("Formations"),
    Kind.REVIEW: N_("Points d’étape"),
}
STAGE_WORDS = {
    Stage.EXPLAIN: N_("Expliquer"),
    Stage.TOGETHER: N_("Faire ensemble"),
    Stage.WATCHED: N_("Faire seul, sous regard"),
    Stage.DONE: N_("Fait"),
}


@dataclass(frozen=True, slots=True)
class Template:
    """What is handed over with a role: the points of each mission, then documents, accesses and trainings."""

    points: tuple[tuple[int, tuple[str, ...]], ...] = ()
    documents: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    trainings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """A template of a role; version 0 is the usual one, made from the sheet."""

    role_id: int
    role: str
    template: Template
    missions: tuple[tuple[int, str], ...]
    version: int = 0
    adopted_on: date | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """Who ticked a line for one side, and when."""

    by_id: int
    by: str
    at: datetime
    said: str = ""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line to write in a plan."""

    kind: Kind
    words: str
    due: date
    mission: str = ""
    stage: Stage | None = None
    starts: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the ticks that stand; `closed`: both ticked it, or the receiver when nobody hands over."""

    id: int
    kind: Kind
    mission: str
    stage: Stage | None
    words: str
    starts: date | None
    due: date
    giver: Tick | None
    receiver: Tick | None
    closed: bool


@dataclass(frozen=True, slots=True)
class Giver:
    """Who hands over, and why it is so; nobody when no one is left who knows."""

    kind: GiverKind
    person_id: int | None = None
    name: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """A hand-over as it stands on a day. `side`: where whoever looks ticks, if anywhere."""

    id: int
    mandate_id: int
    role_id: int
    role: str
    pole: str
    seat: int
    receiver_id: int
    receiver: str
    giver: Giver
    begins_on: date
    takes_over_on: date
    template_version: int
    decision: str
    lines: tuple[Line, ...]
    """Empty in a list, once it no longer runs."""
    total: int
    """All lines, read or not."""
    alert: Alert
    ended_at: datetime | None = None
    side: Side | None = None

    @property
    def done(self) -> int:
        """Lines closed: all of them once it is over."""
        return self.total if self.alert is Alert.OVER else sum(line.closed for line in self.lines)

    @property
    def left(self) -> tuple[Line, ...]:
        """Lines still open."""
        return tuple(line for line in self.lines if not line.closed)

    @property
    def running(self) -> bool:
        """Whether it still changes."""
        return self.alert not in (Alert.OVER, Alert.DROPPED)


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready the holder of a mandate is on a day: lines done of all of them."""

    handover_id: int
    mandate_id: int
    role_id: int
    role: str
    seat: int
    person_id: int
    name: str
    giver: Giver
    takes_over_on: date
    done: int
    total: int
    alert: Alert


class RampState(StrEnum):
    """How a plan to learn stands."""

    RUNNING = "running"
    LATE = "late"
    AUTONOMOUS = "autonomous"
    STOPPED = "stopped"


class RampEvent(StrEnum):
    """What happens to a plan to learn."""

    STEP_DONE = "step_done"
    STEP_BACK = "step_taken_back"
    TARGET = "target_moved"
    AUTONOMOUS = "declared_autonomous"
    STOPPED = "plan_stopped"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a plan to learn, and when it was done."""

    words: str
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ramp:
    """A plan to learn a mission or a skill: learner, buddy, steps, target date."""

    id: int
    learner_id: PersonId
    learner: str
    buddy_id: PersonId
    buddy: str
    mission_id: int | None
    skill: str
    what: str
    starts_on: date
    target_on: date
    because: str
    steps: tuple[Step, ...]
    state: RampState
    declared_by: str = ""
    declared_on: date | None = None
    said: str = ""

    @property
    def running(self) -> bool:
        """Whether it still changes."""
        return self.state in (RampState.RUNNING, RampState.LATE)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who stand in for each other; `away`: when both are absent, in words."""

    id: int
    one_id: PersonId
    one: str
    two_id: PersonId
    two: str
    role_id: int | None
    role: str
    skill: str
    starts_on: date
    ends_on: date | None
    decision: str
    away: tuple[tuple[date, date], ...] = ()

    def stands_on(self, day: date) -> bool:
        """Whether it is valid that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Answers:
    """The four questions at the end of a mandate."""

    worked: str
    hard: str
    attention: str
    advice: str


QUESTIONS = {
    "worked": N_("Ce qui a marché"),
    "hard": N_("Ce qui a été difficile"),
    "attention": N_("Les collègues ont-ils eu l’attention qu’un responsable leur aurait donnée ?"),
    "advice": N_("Conseil à la personne suivante"),
}


@dataclass(frozen=True, slots=True)
class RetroLine:
    """A mandate and its retrospective, when it was written and whoever looks may read it."""

    mandate_id: int
    role_id: int
    role: str
    author_id: int
    author: str
    starts_on: date
    ends_on: date
    answers: Answers | None
    written_at: datetime | None
    mine: bool
