"""The two errors that reach people, and the one that reaches developers."""


class Refused(Exception):
    """Nobody gave this person this power today; the message says so in French."""


class RuleBroken(Exception):
    """The law, the statutes or plain sense forbid it; `rule` is the rule's id, the message says what to do."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message


class OutOfBounds(RuntimeError):
    """The program tried to go round its own door to the data: a fault of ours, never of the person."""
