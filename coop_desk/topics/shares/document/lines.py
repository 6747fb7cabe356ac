"""How one movement is said on paper: shares that move, and what goes with it."""

from coop_desk.core.i18n import _
from coop_desk.core.words import NNBSP, integer
from coop_desk.core.words import day as day_words
from coop_desk.topics.shares.records import MovementRow
from coop_desk.topics.shares.rules.movements import FUNDS_WORDS


def shares_moved(row: MovementRow) -> str:
    """Say how many shares moved: signed when they are made or cancelled, plain between two people."""
    if row.shares == 0:
        return ""
    if row.old_holder and row.new_holder:
        return integer(abs(row.shares))
    return f"+{integer(row.shares)}" if row.shares > 0 else integer(row.shares)


def own_shares(row: MovementRow) -> str:
    """Say how the shares of one person changed, signed."""
    if row.shares == 0:
        return ""
    return f"+{integer(row.shares)}" if row.shares > 0 else integer(row.shares)


def observations(row: MovementRow) -> str:
    """Say what goes with a movement: what it takes back, its decision, its source of money, its reason."""
    said = []
    if row.reverses is not None:
        said.append(_("annule le n° {number}").format(number=row.reverses))
    if row.reversed_by is not None:
        said.append(_("annulé par le n° {number}").format(number=row.reversed_by))
    said += [row.decision, _(FUNDS_WORDS[row.funds]) if FUNDS_WORDS[row.funds] else ""]
    if row.due_on is not None:
        said.append(_("remboursable à partir du {day}").format(day=day_words(row.due_on)))
    if row.reason:
        said.append(_("motif : {reason}").format(reason=row.reason))
    return f"{NNBSP}; ".join(one for one in [*said, row.note] if one)
