"""What waits of rotation plans: one voted and not recorded yet, swaps to answer or to decide."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.dashboard.rules import Todo
from coop_desk.topics.roles.adoption import service


@query(Right.ROTATION_ADOPT, N_("Plans de rotation votés et échanges à décider"))
def rotation_lines(act: Act) -> list[Todo]:
    """Recall the plans that a meeting adopted, and the swaps that both people accepted."""
    plans = [
        Todo(
            f"rotation:{line.id}",
            _("Ouvrir les mandats du plan « {name} »").format(name=line.name),
            _("L’assemblée l’a adopté : il reste à l’inscrire."),
            line.first_month,
            "roles.plan",
            line.id,
        )
        for line in service.voted_to_record(act)
    ]
    swaps = [
        Todo(
            f"swap:{line.id}",
            _("Décider d’un échange entre {one} et {other}").format(one=line.one_name, other=line.other_name),
            _("Les deux personnes l’acceptent : le pôle décide."),
            line.from_on,
            "roles.swaps",
            line.id,
        )
        for line in service.swaps_to_decide(act)
    ]
    return [*plans, *swaps]


@query(Right.ROTATION_SWAP, N_("Échanges de mandats demandés à la personne"))
def own_swap_lines(act: Act) -> list[Todo]:
    """Recall the swaps somebody asked of oneself."""
    return [
        Todo(
            f"own-swap:{line.id}",
            _("Répondre à {name}, qui propose d’échanger vos mandats").format(name=line.one_name),
            line.because,
            line.from_on,
            "roles.swaps",
            line.id,
        )
        for line in service.swaps_to_answer(act)
    ]
