"""A password that somebody else knows: other keys for its owner, and what the former ones opened sealed anew."""

from coop_desk.core.accounts import FULL_COST, account_of, check_password
from coop_desk.core.actions import Act, action
from coop_desk.core.compartments import delegating, enrolment, epochs, governing
from coop_desk.core.compartments.model import Wrap
from coop_desk.core.compartments.names import number
from coop_desk.core.crypto.passwords import Cost
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.grants import people_by_id
from coop_desk.core.i18n import N_, _
from coop_desk.core.model import Person, PersonId
from coop_desk.core.rights import Right


@action(
    Right.OWN_FILE_CHANGE,
    *delegating.WRITERS,  # who writes in a compartment seals everybody's records there anew
    words=N_("Remplacement de clés dont le mot de passe a été divulgué"),
)
def replace_leaked_password(act: Act, present: str, new: str, *, cost: Cost | None = None) -> list[str]:
    """Take other keys under a new password; the session ends with it. Return what was done and what is left to do.

    Raises Refused when the present password is wrong, RuleBroken KEY-41 while this person alone governs, KEY-42 while
    they alone keep the recovery code.
    """
    account = account_of(act, act.actor_id)
    check_password(new, act.session.get_one(Person, act.actor_id).name, account.login)
    if not enrolment.knows(act, present):
        raise Refused(_("Le mot de passe actuel ne convient pas."))
    _check_somebody_certifies(act)
    _check_no_seed(act)
    said = enrolment.disclosed(act, new, cost or FULL_COST)
    names = people_by_id(act.session)
    able = [names[PersonId(p)] for p in governing.others(act, int(act.actor_id))]
    said.append(
        _("Vos nouvelles clés sont à certifier par {names} : lisez-lui votre empreinte, page « Mes données ».").format(
            names=" / ".join(able)
        )
    )
    for sentence in said:
        act.say(sentence)
    return said


def _check_somebody_certifies(act: Act) -> None:
    if governing.others(act, int(act.actor_id)):
        return
    raise RuleBroken(
        "KEY-41",
        _(
            "Personne d’autre ne pourrait certifier vos nouvelles clés. Changez d’abord votre mot de passe, puis "
            "confiez la gouvernance des clés à une autre personne, et recommencez ; ou employez le code de secours."
        ),
    )


def _check_no_seed(act: Act) -> None:
    ring = epochs.keyring_of(act)
    kept = number("wrap", enrolment.SEED, 1, ring.person_id, ring.generation, "seed")
    if act.session.get(Wrap, kept) is not None:
        raise RuleBroken(
            "KEY-42",
            _(
                "Le code de secours n’existe que dans votre trousseau : imprimez-le d’abord, page « Code de secours », "
                "ou il serait perdu."
            ),
        )
