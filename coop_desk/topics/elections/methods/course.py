"""A count under way: its stages so far, and the decisions of the room it may use."""

from collections.abc import Sequence

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _
from coop_desk.core.words import listed
from coop_desk.topics.elections.methods.records import Decision, Definition, Figures, Needed, Result, Stage


class Pending(Exception):
    """The count stops here until the room has decided."""

    def __init__(self, needed: Needed) -> None:
        super().__init__(needed.why)
        self.needed = needed


class Course:
    """What a method writes while it counts."""

    def __init__(self, definition: Definition, decisions: Sequence[Decision] = ()) -> None:
        self.definition = definition
        self.stages: list[Stage] = []
        self.elected: list[str] = []
        self.figures: Figures = {}
        self._decisions = list(decisions)

    def tell(
        self,
        action: str,
        rule: str,
        sentence: str,
        *,
        before: Figures | None = None,
        after: Figures | None = None,
        elected: Sequence[str] = (),
    ) -> None:
        """Add a stage; those it elects are elected."""
        number = len(self.stages) + 1
        self.stages.append(Stage(number, action, rule, before or {}, after or {}, sentence, tuple(elected)))
        self.elected += elected

    def wait(self, kind: str, between: Sequence[str], why: str) -> Pending:
        """Return what to raise: the count goes on once this is decided."""
        return Pending(Needed(kind, tuple(between), why, len(self.stages) + 1))

    def decision(self, kind: str, between: Sequence[str]) -> Decision | None:
        """Take the decision recorded for this tie at this stage, if there is one."""
        for decision in self._decisions:
            found = (decision.kind, frozenset(decision.between), decision.stage)
            if found == (kind, frozenset(between), len(self.stages) + 1):
                self._decisions.remove(decision)
                return decision
        return None

    def result(self, needed: Needed | None) -> Result:
        """Close the count; a decision that settles nothing is refused (cites SCR-04)."""
        if self._decisions:
            left = self._decisions[0]
            raise RuleBroken(
                "SCR-04",
                _(
                    "La décision entrée pour départager {names} à l’étape {stage} ne répond à aucune égalité de ce "
                    "dépouillement. Retirez-la, ou vérifiez les bulletins."
                ).format(names=listed(left.between), stage=left.stage),
            )
        self.figures.setdefault("elected", list(self.elected))
        return Result(self.definition.method, tuple(self.elected), self.figures, tuple(self.stages), needed)
