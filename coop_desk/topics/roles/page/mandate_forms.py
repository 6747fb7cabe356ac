"""The forms of the register of the mandates of roles: a mandate decided, an interim, an early end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from coop_desk.core.i18n import _
from coop_desk.core.words import listed
from coop_desk.screen.fields import CheckField, ChoiceField, DayField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.topics.mandates.rules.terms import last_day
from coop_desk.topics.members import service as members
from coop_desk.topics.roles import service as roles
from coop_desk.topics.roles.handover.service import role_warnings
from coop_desk.topics.roles.records import RoleLine
from coop_desk.topics.roles.seats import service
from coop_desk.topics.roles.seats.records import RoleMandateLine, SeatLine
from coop_desk.topics.roles.seats.rules import INTERIM_MONTHS, seat_words

if TYPE_CHECKING:
    from coop_desk.topics.roles.page.mandates import RoleMandatesPage

SEATED = ("MAN-01", "MAN-02", "ROLE-06", "MAN-04", "MAN-08")
DATED = ("MAN-03", "MAN-06")


@dataclass(frozen=True, slots=True)
class Asked:
    """What another step proposes of an interim: the seat, the days, who stands in, and who is away."""

    role_id: int
    seat: int
    starts_on: date
    ends_on: date | None
    stand_ins: tuple[tuple[int, str], ...]
    away: str = ""


def recording(page: "RoleMandatesPage", line: SeatLine | None) -> Form:
    """Ask for a mandate that the co-op decided, quoting the decision."""
    open_ = page.ask(roles.roles, page.desk.today).value or []

    def send(said: dict[str, Any]) -> None:
        role_id, seat = said["seat"]
        done = page.run(
            service.record_role_mandate, role_id, seat, said["person"], said["from"], said["to"],
            said["because"] or "", shadow_from=said["shadow"], form=form,
        )  # fmt: skip
        if done:
            page.open_record(done.value)
            page.refresh()

    form = Form(
        [
            ChoiceField("seat", _("Rôle"), _seats(open_), required=True, rules=("MAN-05", "ROLE-03")),
            PersonField("person", _("Qui"), _people(page), required=True, rules=SEATED),
            DayField("from", _("Premier jour"), required=True, today=page.desk.today),
            DayField("to", _("Dernier jour"), required=True, today=page.desk.today, rules=DATED),
            DayField("shadow", _("Tuilage à partir du"), today=page.desk.today,
                     help=_("Pour accompagner la personne en place. Laissez vide s’il n’y en a pas.")),
            TextField("because", _("Décision"), required=True, rules=("MAND-04",),
                      help=_("La réunion ou l’assemblée, et sa date.")),
        ],
        submit=_("Inscrire le mandat"), on_submit=send, on_cancel=page.refresh,
    )  # fmt: skip
    for name in ("seat", "person", "from"):
        form.fields[name].changed.connect(lambda: _warn_of_learner(page, form))
    if line is not None and line.gap is not None:
        first = max(line.gap.starts_on, page.desk.today)
        term = page.ask(service.term_from, line.gap.role_id, line.gap.seat, first).value
        last = term.ends_on if term is not None else None
        form.set_values({"seat": (line.gap.role_id, line.gap.seat), "from": first, "to": last})
    else:
        form.set_values({"from": page.desk.today})
    return form


def _warn_of_learner(page: "RoleMandatesPage", form: Form) -> None:
    """Say that somebody still learns what the role asks for, before the mandate is written (E07)."""
    seat, person, first = (form.fields[name].so_far() for name in ("seat", "person", "from"))
    if seat is None or person is None or first is None:
        return
    warnings = page.ask(role_warnings, seat[0], person, first).value
    if warnings:
        page.refusal.show_warning(_("Pas encore autonome"), " ".join(warnings))


def entrusting(page: "RoleMandatesPage", line: SeatLine | None, asked: Asked | None) -> Form:
    """Ask who holds a seat for three months at most; when its holder is away, who comes back after."""
    if asked is None and line is not None and line.gap is not None:
        first = max(line.gap.starts_on, page.desk.today)
        asked = Asked(line.gap.role_id, line.gap.seat, first, line.gap.ends_on, ())
    open_ = page.ask(roles.roles, page.desk.today).value or []

    def send(said: dict[str, Any]) -> None:
        role_id, seat = said["seat"]
        done = page.run(
            service.record_interim, role_id, seat, said["person"], said["from"], said["to"], said["because"] or "",
            returns=said["returns"], form=form,
        )  # fmt: skip
        if done:
            page.open_record(done.value)
            page.refresh()

    names = listed([name for _id, name in asked.stand_ins]) if asked is not None else ""
    form = Form(
        [
            ChoiceField("seat", _("Rôle"), _seats(open_), required=True, rules=("ROLE-03",)),
            PersonField("person", _("Qui assure l’intérim"), _people(page), required=True, rules=SEATED,
                        help=_("Supplée déjà ce rôle : {names}.").format(names=names) if names else ""),
            DayField("from", _("Premier jour"), required=True, today=page.desk.today, rules=("MAN-07",)),
            DayField("to", _("Dernier jour"), required=True, today=page.desk.today, rules=DATED,
                     help=_("Trois mois au plus, sans vote.")),
            CheckField("returns", _("La personne absente reprend le lendemain")),
            TextField("because", _("Pourquoi"), required=True, rules=("MAND-04",),
                      help=_("« Absence longue », « le temps de coopter »… Jamais un motif de santé.")),
        ],
        submit=_("Confier l’intérim"), on_submit=send, on_cancel=page.refresh,
    )  # fmt: skip
    first = asked.starts_on if asked is not None else page.desk.today
    longest = last_day(first, INTERIM_MONTHS)
    values: dict[str, Any] = {"from": first, "to": longest, "returns": bool(asked and asked.away)}
    if asked is not None:
        values["seat"] = (asked.role_id, asked.seat)
        values["to"] = min(longest, asked.ends_on) if asked.ends_on is not None else longest
        if asked.stand_ins:
            values["person"] = asked.stand_ins[0][0]
    form.set_values(values)
    form.show_field("returns", asked is None or bool(asked.away))
    return form


def leaving(page: "RoleMandatesPage", line: RoleMandateLine, then: Callable[[dict[str, Any]], None]) -> Form:
    """Ask the last day and the reason; `then` shows what it would do."""
    others = others_of(page, line)
    form = Form(
        [
            DayField("on", _("Dernier jour du mandat"), required=True, today=page.desk.today, rules=("MAN-07",),
                     help=_("Ce qui est tenu jusque-là reste.")),
            TextField("reason", _("Pourquoi"), required=True, rules=("MAN-07",),
                      help=_("« Départ de la coopérative », « change de métier »… Jamais un motif de santé.")),
            TextField("because", _("Lettre ou décision")),
            CheckField("all", _("Finir aussi ses autres mandats : {names}").format(
                names=listed([one.role for one in others]))),
        ],
        submit=_("Voir ce que cela change"), on_submit=then, on_cancel=page.refresh,
    )  # fmt: skip
    form.set_values(
        {"on": page.desk.today if line.starts_on <= page.desk.today else line.starts_on - timedelta(days=1)}
    )
    form.show_field("all", bool(others))
    return form


def others_of(page: "RoleMandatesPage", line: RoleMandateLine) -> list[RoleMandateLine]:
    """The other mandates of the same person that are not over."""
    known = page.ask(service.mandates_of_roles).value or ()
    today = page.desk.today
    return [
        one
        for one in known
        if one.person_id == line.person_id and one.id != line.id and one.held and one.ends_on > today
    ]


def _seats(open_: list[RoleLine]) -> list[tuple[tuple[int, int], str]]:
    return [
        ((role.id, seat), seat_words(role.name, seat, role.seats)) for role in open_ for seat in range(role.seats)
    ]  # fmt: skip


def _people(page: "RoleMandatesPage") -> list[tuple[Any, str]]:
    return [(one.person_id, one.name) for one in members.members(page.desk)] if page.may(members.members) else []
