"""What is kept sealed about somebody, what pages show of it, and what is known without opening anything."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId


class Compartment(StrEnum):
    """The two sealed compartments of this topic."""

    BANK = "bank"
    IDENTITY = "identity"

    @property
    def words(self) -> str:
        """What people call it."""
        return _("Coordonnées bancaires") if self is Compartment.BANK else _("Numéro de sécurité sociale")


@dataclass(frozen=True, slots=True)
class BankDetails:
    """Where to pay somebody; `account_holder` is empty when it is the person. No text of this object shows a value."""

    iban: str = field(repr=False)
    bic: str = field(default="", repr=False)
    account_holder: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class IdentityDetails:
    """The social-security number with its key, 15 characters, and where the person was born."""

    nir: str = field(repr=False)
    birth_place: str = field(default="", repr=False)


Details = BankDetails | IdentityDetails


@dataclass(frozen=True, slots=True)
class Version:
    """What was said once: the details (None when another program wrote something else), when, by whom.

    `waiting`: dropped, and not moved yet by anybody who holds the key. `withdrawn`: from then on, nothing is in force.
    """

    details: Details | None
    at: datetime
    by: str
    waiting: bool = False
    withdrawn: bool = False


class State(StrEnum):
    """What is known of somebody's details without opening them."""

    GIVEN = "given"
    MISSING = "missing"
    WITHDRAWN = "withdrawn"
    WAITING = "waiting"
    SAME = "same"


STATE_WORDS = {
    State.GIVEN: N_("Donné"),
    State.MISSING: N_("À demander"),
    State.WITHDRAWN: N_("Retiré"),
    State.WAITING: N_("Déposé, à relever"),
    State.SAME: N_("À vérifier"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of one person's details in one compartment, since when, and who has given the same."""

    state: State
    at: datetime | None = None
    same_as: tuple[str, ...] = ()

    @property
    def lacking(self) -> bool:
        """True when nothing is in force: never given, or withdrawn since."""
        return self.state in (State.MISSING, State.WITHDRAWN)

    @property
    def words(self) -> str:
        """The state in words."""
        return _(STATE_WORDS[self.state])


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in the list of a key holder; None where this session opens nothing."""

    person_id: PersonId
    name: str
    situation: str
    bank: Standing | None = None
    identity: Standing | None = None

    def standing(self, compartment: Compartment) -> Standing | None:
        """The state in one compartment."""
        return self.bank if compartment is Compartment.BANK else self.identity


@dataclass(frozen=True, slots=True)
class People:
    """Everybody with the state of their details, the compartments open here, and why another one is not."""

    lines: tuple[PersonLine, ...]
    open: tuple[Compartment, ...]
    closed: tuple[str, ...] = ()

    def waiting(self) -> int:
        """How many people wait to be moved from the drop-box."""
        found = (line.standing(each) for line in self.lines for each in self.open)
        return sum(1 for one in found if one is not None and one.state is State.WAITING)


@dataclass(frozen=True, slots=True)
class OwnPart:
    """One's own details of one kind, newest first; `hindrance` says why they cannot be given, or read, now."""

    compartment: Compartment
    versions: tuple[Version, ...]
    keepers: tuple[str, ...]
    may_give: bool
    hindrance: str = ""

    @property
    def withdrawn(self) -> bool:
        """True when the last thing said was that nothing holds any more."""
        return bool(self.versions) and self.versions[0].withdrawn


@dataclass(frozen=True, slots=True)
class OwnDetails:
    """One's own bank details and number."""

    bank: OwnPart
    identity: OwnPart

    def parts(self) -> tuple[OwnPart, OwnPart]:
        """Both, in the order they are shown."""
        return (self.bank, self.identity)
