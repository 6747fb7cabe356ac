"""Where the recovery key is: with whom it waits to be printed, since when it is, who holds it."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from coop_desk.core.actions import Act, query
from coop_desk.core.compartments import epochs
from coop_desk.core.compartments.model import ROOT, Epoch, Wrap
from coop_desk.core.compartments.names import number, words_of
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.journal import DONE, JournalLine, JournalTouch
from coop_desk.core.model import PersonId
from coop_desk.core.recovery.seed import SEED, SHARE, fingerprint, seed_wraps
from coop_desk.core.rights import Right
from coop_desk.core.trusted_time import paris_date
from coop_desk.core.words import listed, long_day

PRINTED = ("core.code_was_printed", "core.entrust_code")
HELD = "core.code_is_held"
USED = "core.recover"


@dataclass(frozen=True, slots=True)
class RecoveryState:
    """Where the recovery key is. `since`: the day of the present key; `held_on`: when somebody last said who holds it.

    `needed` and `trustees` are 0 and empty while it was not shared out; `words` says all of it. `used_on` is the day
    of a use that no new sheet has followed; `missing` names the compartments that the present code does not open yet.
    """

    exists: bool
    since: date | None
    printed_on: date | None
    held_on: date | None
    used_on: date | None
    waits_with: tuple[str, ...]
    mine_to_print: bool
    needed: int
    trustees: tuple[str, ...]
    fingerprint: str
    missing: tuple[str, ...]
    words: str

    @property
    def alarming(self) -> bool:
        """True while nobody could open anything if a password were lost."""
        return self.exists and self.printed_on is None


@query(Right.GRANTS_READ, N_("Consultation du code de secours"))
def recovery_state(act: Act) -> RecoveryState:
    """Say where the recovery key is, without opening anything."""
    return state_of(act)


@query(Right.OWN_FILE_READ, N_("Usage récent du code de secours"))
def recovery_use(act: Act) -> str:
    """Say that the code was used, by whom, until the next one is printed: everybody sees it. Empty otherwise."""
    used, printed = _last(act, (USED,)), _last(act, PRINTED)
    if used is None or (printed is not None and printed[0] > used[0]):
        return ""
    body = act.session.scalar(select(JournalLine.body).where(JournalLine.seq == used[0])) or "{}"
    said = next(iter(json.loads(body).get("said", ())), "")
    return _("Le {day} : {said}").format(day=long_day(used[1]), said=said)


def state_of(act: Act) -> RecoveryState:
    """Say where the recovery key is, for any page."""
    names = people_by_id(act.session)
    root = epochs.trust_of(act).newest(ROOT)
    made = _made(act, f"principal:{root.id}" if root else "")
    since = paris_date(made[1]) if made is not None else None
    kept = [w for w in seed_wraps(act) if w.what == SEED]
    shares = [w for w in seed_wraps(act) if w.what.startswith(SHARE)]
    waits = tuple(sorted(names.get(PersonId(w.holder), "") for w in kept))
    trustees = tuple(sorted(names.get(PersonId(w.holder), "") for w in shares))
    needed = int(shares[0].what.split("/")[1]) if shares else 0
    printed = _last(act, PRINTED)
    on = printed[1] if printed is not None and made is not None and printed[0] > made[0] and not kept else None
    used, held = _last(act, (USED,)), _last(act, (HELD,))
    if root is None:
        words = _("La clé de secours sera créée à la prochaine session de la gérance.")
    elif on is None:
        words = _("Code de secours non imprimé : il n’existe que dans le trousseau de {name}.").format(
            name=listed(waits) or _("personne")
        )
    elif trustees:
        words = _("Code de secours partagé le {day} entre {names} ; il en faut {needed} ensemble.").format(
            day=long_day(on), names=listed(trustees), needed=needed
        )
    else:
        words = _("Code de secours imprimé le {day}. Vérifiez chaque année qui détient l’enveloppe.").format(
            day=long_day(on)
        )
    return RecoveryState(
        exists=root is not None,
        since=since,
        printed_on=on,
        held_on=held[1] if held and printed and held[0] > printed[0] else None,
        used_on=used[1] if used is not None and on is None else None,
        waits_with=waits,
        mine_to_print=any(w.holder == act.actor_id for w in kept),
        needed=needed,
        trustees=trustees,
        fingerprint=fingerprint(root) if root is not None else "",
        missing=_missing(act, root.generation) if root is not None else (),
        words=words,
    )


def _missing(act: Act, generation: int) -> tuple[str, ...]:
    """Compartments whose present key was not sealed to the present recovery key: a holder does it at their session."""
    newest: dict[str, int] = {}
    for compartment, n in act.session.execute(select(Epoch.compartment, Epoch.n)):
        newest[compartment] = max(n, newest.get(compartment, 0))
    return tuple(
        words_of(compartment)
        for compartment, n in sorted(newest.items())
        if act.session.get(Wrap, number("wrap", compartment, n, ROOT, generation, epochs.KEY)) is None
    )


def _made(act: Act, record: str) -> tuple[int, datetime] | None:
    row = act.session.execute(
        select(JournalLine.seq, JournalLine.at)
        .join(JournalTouch, JournalTouch.seq == JournalLine.seq)
        .where(JournalTouch.record == record)
        .order_by(JournalLine.seq)
        .limit(1)
    ).first()
    return (row.seq, row.at) if row is not None else None


def _last(act: Act, actions: tuple[str, ...]) -> tuple[int, date] | None:
    """Number and day of the newest line of one of these actions."""
    row = act.session.execute(
        select(JournalLine.seq, JournalLine.at)
        .where(JournalLine.action.in_(actions), JournalLine.outcome == DONE)
        .order_by(JournalLine.seq.desc())
        .limit(1)
    ).first()
    return (row.seq, paris_date(row.at)) if row is not None else None
