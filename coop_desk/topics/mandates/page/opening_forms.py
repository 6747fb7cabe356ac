"""The forms that open a mandate: taking over one that runs, co-opting a member of the board."""

from typing import TYPE_CHECKING, Any

from coop_desk.core.i18n import _
from coop_desk.screen.fields import CheckField, ChoiceField, DayField, IntegerField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.topics.mandates import service
from coop_desk.topics.mandates.records import RegisterLine
from coop_desk.topics.members import service as members

if TYPE_CHECKING:
    from coop_desk.topics.mandates.page.register import MandatesPage


def taking_over(page: "MandatesPage", line: RegisterLine | None) -> Form:
    """Ask for a mandate that runs already: who, since when, until which assembly, by which decision."""
    posts = service.posts(page.desk)

    def send(said: dict[str, Any]) -> None:
        done = page.run(
            service.take_over, said["post"], said["person"], starts_on=said["since"], because=said["because"] or "",
            until_assembly_of=said["year"], resolution_id=said["resolution"], appointed=said["appointed"],
            called=said["called"] or "", grant_id=line.untied_grant_id if line is not None else None, form=form,
        )  # fmt: skip
        if done and done.value is not None:
            page.opened(done.value)

    form = Form(
        [
            ChoiceField(
                "post", _("Fonction"), [(post.id, post.name) for post in posts], required=True,
                rules=("MAND-02", "MAND-05"),
            ),
            PersonField("person", _("Personne"), people(page), required=True, rules=("ELE-01", "MAND-01", "PROC-02")),
            TextField("called", _("Se dit"), help=_("Par exemple « gérante » ou « gérant ».")),
            DayField("since", _("Depuis le"), required=True, today=page.desk.today, rules=("MAND-03",)),
            IntegerField(
                "year", _("Finit avec l’assemblée de l’année"), rules=("ELE-09", "ELE-11"),
                help=_("Vide : la durée habituelle de la fonction."),
            ),
            PersonField("resolution", _("Résolution adoptée"), resolutions(page), hint=_("Mot, date…")),
            TextField(
                "because", _("Décision"), rules=("MAND-04",),
                help=_("Si la résolution n’est pas inscrite ici : « Assemblée du 14 juin 2024, résolution n° 5 »."),
            ),
            CheckField("appointed", _("Nomination par les premiers statuts")),
        ],
        submit=_("Reprendre le mandat"),
        on_submit=send,
        on_cancel=page.refresh,
    )  # fmt: skip
    first = line.post_id if line is not None else (posts[0].id if posts else None)
    form.set_values({"post": first, "person": line.untied_person_id if line is not None else None, "appointed": False})
    if line is not None and line.starts_on is not None:
        form.set_values({"since": line.starts_on})
    return form


def coopting(page: "MandatesPage") -> Form:
    """Ask whom the board co-opted, and in whose place (SA-05)."""
    places = service.seats_to_coopt(page.desk)
    by_mandate = {place.id: place for place in places}

    def send(said: dict[str, Any]) -> None:
        place = by_mandate[said["replaces"]]
        done = page.run(
            service.coopt, place.post_id, said["person"], starts_on=said["on"], because=said["because"],
            replaces_id=place.id, called=said["called"] or "", form=form,
        )  # fmt: skip
        if done and done.value is not None:
            page.opened(done.value)

    choices = [(place.id, _("{post} : {name}").format(post=place.post, name=place.name)) for place in places]
    form = Form(
        [
            ChoiceField(
                "replaces", _("À la place de"), choices, required=True, rules=("SA-05",),
                help="" if choices else _("Aucun siège d’un conseil n’est vacant par décès ou démission."),
            ),
            PersonField("person", _("Personne cooptée"), people(page), required=True,
                        rules=("ELE-01", "ELE-03", "MAND-01", "PROC-02", "SA-03", "SA-04")),
            TextField("called", _("Se dit"), help=_("Par exemple « administratrice » ou « administrateur ».")),
            DayField("on", _("Cooptation du"), required=True, today=page.desk.today, rules=("MAND-03",)),
            TextField("because", _("Réunion du conseil"), required=True, rules=("MAND-04",)),
        ],
        submit=_("Enregistrer la cooptation"),
        on_submit=send,
        on_cancel=page.refresh,
    )  # fmt: skip
    return form


def people(page: "MandatesPage") -> list[tuple[int, str]]:
    """Everybody in the register, by name."""
    return [(int(row.person_id), row.name) for row in members.members(page.desk)]


def resolutions(page: "MandatesPage") -> list[tuple[int, str]]:
    """The adopted resolutions, the latest first, to quote one."""
    return service.adopted_resolutions(page.desk)
