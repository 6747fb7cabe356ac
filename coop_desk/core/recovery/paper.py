"""The recovery code on paper: printed, read back, then the copy goes; once a year, who holds it."""

import secrets
from dataclasses import dataclass
from datetime import date

from coop_desk.core.actions import Act, action, query
from coop_desk.core.crypto import codes, derive
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.recovery.seed import SEED, kept_seed, remove
from coop_desk.core.recovery.state import state_of
from coop_desk.core.rights import Right

GROUPS = 7  # of the code on paper


@dataclass(frozen=True, slots=True)
class PaperCode:
    """What is printed for an envelope. `holder` is the trustee of a share, empty for the whole code."""

    code: str
    fingerprint: str
    on: date
    holder: str = ""
    index: int = 0
    needed: int = 0
    shares: int = 0

    def __repr__(self) -> str:
        return "PaperCode(•)"

    __str__ = __repr__


@query(Right.GRANTS_GIVE, N_("Lecture du code de secours à imprimer"))
def code_to_print(act: Act) -> PaperCode:
    """Open the seed kept by this person, to put it on paper. Raises RuleBroken KEY-19 when it is no longer there."""
    seed = kept_seed(act)
    root = derive.recovery_identity(seed)
    return PaperCode(codes.on_paper(seed), root.public.fingerprint, act.today)


def groups_to_type() -> tuple[int, int]:
    """Two groups of the code, chosen at random, to be typed back from the paper."""
    first, second = sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), 2))
    return first, second


@action(Right.GRANTS_GIVE, N_("Impression du code de secours"))
def code_was_printed(act: Act, typed: dict[int, str]) -> None:
    """Check the groups typed back from the paper, then remove the copy of the seed: only the paper opens from now on.

    Raises RuleBroken KEY-02 naming the group that is not the one printed.
    """
    groups = codes.on_paper(kept_seed(act)).split("-")
    if len(typed) < 2:
        raise RuleBroken("KEY-02", _("Recopiez deux groupes du code imprimé."))
    for place, group in sorted(typed.items()):
        if codes.folded(group) != codes.folded(groups[place - 1]):
            raise RuleBroken(
                "KEY-02",
                _("Le groupe n° {n} n’est pas celui du papier : comparez-le, caractère par caractère.").format(n=place),
            )
    remove(act, lambda wrap: wrap.what == SEED)
    act.say(_("Code de secours imprimé et relu ; la copie du trousseau est retirée."))


@action(Right.GRANTS_GIVE, N_("Vérification annuelle du code de secours"))
def code_is_held(act: Act, holder: str) -> None:
    """Note who holds the envelope, seen closed today; the question comes back in a year."""
    named = holder.strip()
    if not named:
        raise RuleBroken("KEY-21", _("Dites qui détient le code : une personne, et où est l’enveloppe."))
    if state_of(act).alarming:
        raise RuleBroken("KEY-19", _("Le code de secours n’est pas imprimé : personne ne peut en détenir l’enveloppe."))
    act.say(_("Le code de secours est détenu par {holder} ; l’enveloppe est fermée.").format(holder=named))
