"""The recovery code shared out between elected people: any k of them together open, with paper or side by side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coop_desk.core import slots
from coop_desk.core.actions import Act, Inner, action, query, transact
from coop_desk.core.compartments import epochs
from coop_desk.core.crypto import derive, shamir
from coop_desk.core.crypto.sealing import Unopened
from coop_desk.core.crypto.secret import Secret
from coop_desk.core.errors import RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.limits import EVERYONE
from coop_desk.core.model import PersonId
from coop_desk.core.recovery.paper import PaperCode
from coop_desk.core.recovery.seed import SEED, SHARE, fingerprint, keep_for, kept_seed, own_root, remove, seed_wraps
from coop_desk.core.recovery.state import state_of
from coop_desk.core.rights import Right
from coop_desk.core.words import listed

if TYPE_CHECKING:
    from coop_desk.core.desk import Desk
    from coop_desk.core.file import CoopFile

_FEWEST = 2  # trustees: one alone would be everything
_LOOK = Inner("core.recovery", N_("Code de secours"), reading=True)


@action(Right.GRANTS_GIVE, N_("Partage du code de secours"))
def entrust_code(act: Act, needed: int, trustees: Sequence[PersonId]) -> list[PaperCode]:
    """Cut the seed in one share for each trustee, any `needed` of which rebuild it; return them, to be printed.

    Each share is also sealed to its trustee's own keys. The seed is rebuilt from the shares, and its public key
    compared, before the copy is removed.
    """
    people = list(dict.fromkeys(int(p) for p in trustees))
    seed = kept_seed(act)
    remove(act, lambda wrap: wrap.what.startswith(SHARE))
    root, stored = own_root(act, seed)
    shares = shamir.split(seed, needed, len(people), stored.sign)
    for start in range(len(shares) - needed + 1):
        rebuilt = shamir.combined(shares[start : start + needed], needed, stored.sign)
        if derive.recovery_identity(rebuilt).public != root.public:
            raise RuleBroken("KEY-03", _("Les parts ne redonnent pas le code : rien n’a été changé. Recommencez."))
    names, printed = people_by_id(act.session), []
    for index, (person, share) in enumerate(zip(people, shares, strict=True), 1):
        keys = epochs.trust_of(act).keys_of(person)
        keep_for(act, root, stored.generation, keys, f"{SHARE}/{needed}/{len(people)}", shamir.to_seal(share))
        name = names[PersonId(person)]
        printed.append(PaperCode(share, root.public.fingerprint, act.today, name, index, needed, len(people)))
    remove(act, lambda wrap: wrap.what == SEED)
    root.forget()
    act.say(
        _("Code de secours partagé entre {names} ; il en faut {needed} ensemble.").format(
            names=listed([p.holder for p in printed]), needed=needed
        )
    )
    return printed


@query(Right.OWN_FILE_READ, N_("Lecture de sa part du code de secours"))
def own_share(act: Act) -> PaperCode:
    """Open one's own share, to print it again or to act beside another trustee. Raises RuleBroken KEY-19 or KEY-03."""
    ring = epochs.keyring_of(act)
    name = people_by_id(act.session)[PersonId(ring.person_id)]
    root = epochs.root_principal(act)
    for wrap in seed_wraps(act):
        if not wrap.what.startswith(SHARE) or (wrap.holder, wrap.generation) != (ring.person_id, ring.generation):
            continue
        try:
            if not epochs.trust_of(act).wrap_holds(wrap):
                raise Unopened
            index, share = shamir.unsealed(ring.open(wrap.box))
            shamir.check(share, root.sign)
        except (Unopened, RuleBroken, ValueError):
            raise RuleBroken(
                "KEY-03",
                _(
                    "La part de {name} n’est pas celle qui lui a été confiée : elle n’est pas employée. "
                    "Prenez sa feuille, ou une autre personne de confiance."
                ).format(name=name),
            ) from None
        _word, needed, shares = wrap.what.split("/")
        return PaperCode(share, fingerprint(root), act.today, name, index, int(needed), int(shares))
    raise RuleBroken("KEY-19", _("Aucune part du code de secours n’a été confiée à {name}.").format(name=name))


def seed_from_shares(coop: "CoopFile", shares: Sequence[str]) -> Secret:
    """Rebuild the seed from typed shares. Raises RuleBroken KEY-03 naming the share that is wrong or missing."""

    if coop.is_shut:
        root = slots.read(coop.folder).root
        return _rebuilt(shares, _FEWEST, root.public.sign if root is not None else b"")

    def rebuild(act: Act) -> Secret:
        return _rebuilt(shares, state_of(act).needed, epochs.root_principal(act).sign)

    return transact(coop, _LOOK, None, EVERYONE, "", rebuild)


def _rebuilt(shares: Sequence[str], needed: int, root: bytes) -> Secret:
    """`needed` is unknown once every trustee has lost their keys, or before the file is open: the paper says it."""
    seed = shamir.combined(list(shares), max(needed, _FEWEST, len(shares)), root)
    if derive.recovery_identity(seed).public.sign != root:
        raise RuleBroken(
            "KEY-03",
            _(
                "Ces parts ne redonnent pas le code : l’une d’elles vient d’un ancien partage, ou il en manque. "
                "Comparez la date imprimée sur chaque feuille."
            ),
        )
    return seed


def check_gathered(desks: Sequence["Desk"]) -> int:
    """Return how many more trustees are needed beside those signed in (« double clé »).

    Raises RuleBroken KEY-22 for the same person twice or a session of another co-op, KEY-19 for somebody who holds
    no share, KEY-03 for a share that is not theirs.
    """
    seen: set[PersonId] = set()
    needed = 2
    for desk in desks:
        if desk.coop is not desks[0].coop:
            raise RuleBroken("KEY-22", _("{name} est dans une autre coopérative.").format(name=desk.name))
        if desk.person_id in seen:
            raise RuleBroken(
                "KEY-22", _("{name} est déjà là : il faut une autre personne de confiance.").format(name=desk.name)
            )
        seen.add(desk.person_id)
        needed = own_share(desk).needed
    return max(0, needed - len(seen))


def seed_from_desks(coop: "CoopFile", desks: Sequence["Desk"]) -> Secret:
    """Rebuild the seed from trustees signed in side by side, without paper (« double clé »).

    Raises what `check_gathered` raises, and RuleBroken KEY-03 when they are too few.
    """
    missing = check_gathered(desks)
    if missing or not desks:
        raise RuleBroken(
            "KEY-03",
            _("Il faut {k} personnes de confiance ensemble ; {n} sont là.").format(
                k=len(desks) + missing, n=len(desks)
            ),
        )
    return seed_from_shares(coop, [own_share(desk).code for desk in desks])
