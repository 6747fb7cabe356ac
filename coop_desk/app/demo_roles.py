"""The demo's poles: a manager leaves for a few months, her missions are shared out, and who decides what is written."""

from datetime import date

from coop_desk.app.demo import Cast
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.mandates.records import PostKind
from coop_desk.topics.roles import service
from coop_desk.topics.roles.records import Level, PoleDraft, RoleDraft, RoleMode, Shared, Sheet
from coop_desk.topics.roles.rules.sharing import TEMPLATE

SECRETARY = "aminata.diallo"
HOLDERS = (("hugo.martel",), ("colin.sauvage",), ("nils.ferrand", "nolwenn.jaouen"))


def share(cast: Cast, day: date) -> None:
    """Share the management's daily missions out into three poles, adopt the sheet of one role, name a deputy."""
    cast.on(day)
    desk = cast.desk(SECRETARY)
    post = next(one.id for one in service.posts_to_share(desk) if one.kind is PostKind.MANAGER)
    names = [_(mission) for _pole, roles in TEMPLATE for _role, _seats, missions in roles for mission in missions]
    noted = dict(zip(names, service.note_missions(desk, names, post), strict=True))
    because = _("Réunion de l’équipe du {day}").format(day=long_day(day))
    people = iter(HOLDERS)
    poles = tuple(
        PoleDraft(
            _(pole),
            tuple(
                RoleDraft(
                    _(role), tuple(noted[_(each)] for each in missions),
                    tuple(int(cast.people[login]) for login in next(people)), seats,
                )
                for role, seats, missions in roles
            ),
        )
        for pole, roles in TEMPLATE
    )  # fmt: skip
    made = service.share_post(desk, Shared(post, poles, day, day, 12, because))
    pay = next(role for role in service.roles(desk) if role.id == made[1])
    sheet = Sheet(
        purpose=_("Que chacun soit payé juste et à temps, et que les congés se décident sans attendre."),
        missions=pay.sheet.missions,
        mode=RoleMode.COOPTED,
        alone=_("Les congés de moins de deux semaines quand le pôle garde deux personnes."),
        load=12,
        term_min=6,
        term_max=12,
        cooldown=6,
        shadow_months=2,
        shadow_load=4,
        requires={_("droit social"): 2, _("tableur"): 2},
        confidential=_("Les salaires et les motifs d’absence, pendant le mandat et avec les clés confiées."),
    )
    service.adopt_sheet(desk, pay.id, sheet, day, decision=because)
    service.name_deputy(desk, pay.id, cast.people["chiara.rossi"], day)
    for matter, level, limit, conditions in (
        (_("Achat"), Level.PERSON, 10_000, ""),
        (_("Achat"), Level.CIRCLE, 200_000, _("Avec deux devis.")),
        (_("Achat"), Level.ASSEMBLY, None, _("Au-delà.")),
        (_("Embauche"), Level.CIRCLE, None, _("Par consentement, après une période d’essai discutée.")),
    ):
        service.record_matter(desk, matter, level, decision=because, decided_on=day, limit=limit, conditions=conditions)
    service.record_matter(
        desk, _("Congé de moins de deux semaines"), Level.ROLE, decision=because, decided_on=day, role_id=pay.id
    )
