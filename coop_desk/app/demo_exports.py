"""The demo's exports: each month handed to the bookkeeper, one of them twice; what she ticks and what she asks."""

from datetime import date

from coop_desk.app.demo import FOUNDER, Cast
from coop_desk.core.compartments.delegating import delegate_keys
from coop_desk.core.compartments.names import READ
from coop_desk.core.compartments.opening import settle_desk
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.payroll import service as pay
from coop_desk.topics.payroll.exporter.reading_preset import preset_data
from coop_desk.topics.payroll.exporter.shelf import shipped
from coop_desk.topics.payroll.packages import service
from coop_desk.topics.payroll.rules.keeping import Exchange
from coop_desk.topics.payroll.rules.lines import Line

BOOKKEEPER = "odile.tanguy"
SOFTWARE = "Silae 2026.3"
SIRET = "90000000100017"
CODES = {
    "H_SUP25": "HS25", "H_NUIT": "HNUIT", "TITRES_RESTO": "TR", "PRIME_ANCIENNETE": "ANC", "REMB_TRANSPORT": "TRANSP",
    "REMB_FRAIS": "NDF", "ABS_CP": "CP", "ABS_MAL": "MAL", "ACOMPTE": "ACPT", "RET_PARTS_SOCIALES": "PARTS",
}  # fmt: skip


def begin(cast: Cast, delegate: str, years: list[str]) -> None:
    """Entrust the years to the bookkeeper, to read and take out, and keep the format with the codes of the firm."""
    founder, since = cast.desk(FOUNDER), cast.clock.today()
    mission = _("Lettre de mission du {day}").format(day=long_day(since))
    for year in years:
        ends = date(int(years[-1]) + 1, 6, 30)
        delegate_keys(founder, f"pay/{year}", cast.people[BOOKKEEPER], READ, since, ends, mission, export=True)
    desk = cast.desk(delegate)
    settle_desk(desk)
    pay.set_siret(desk, SIRET)
    codes = {code: {"code": target} for code, target in CODES.items()}
    preset = preset_data(shipped("silae"))
    service.save_layout(desk, _("Silae du cabinet"), preset | {"codes": codes | preset["codes"]}, "silae")


def hand_over(cast: Cast, delegate: str, month: str) -> None:
    """Export a month; the bookkeeper imports it the same day."""
    cast.later(60)
    service.export_month(cast.desk(delegate), month, "silae-du-cabinet")
    cast.later(120)
    service.confirm_import(cast.desk(BOOKKEEPER), month, 1, cast.clock.today(), SOFTWARE)


def hand_over_twice(cast: Cast, delegate: str, validator: str, month: str, who: str) -> None:
    """Export a month, open it again for an hour that was forgotten, and export it under the next number."""
    cast.later(60)
    service.export_month(cast.desk(delegate), month, "silae-du-cabinet")
    desk, reason = cast.desk(delegate), _("Deux heures de nuit oubliées par l’équipe")
    pay.ask_reopening(desk, month, reason)
    cast.later(30)
    pay.reopen_month(cast.desk(validator), month)
    pay.change_lines(desk, month, [Exchange(cast.people[who], None, Line("H_NUIT", 2_000))])
    pay.prepare_month(desk, month)
    cast.later(30)
    pay.validate_month(cast.desk(validator), month)
    service.export_month(desk, month, "silae-du-cabinet", reason)
    cast.later(120)
    service.confirm_import(cast.desk(BOOKKEEPER), month, 2, cast.clock.today(), SOFTWARE)


def hand_over_and_ask(cast: Cast, delegate: str, month: str) -> None:
    """Export the last month; the bookkeeper has not imported it and asks something."""
    cast.later(60)
    service.export_month(cast.desk(delegate), month, "silae-du-cabinet")
    cast.later(180)
    question = _("La retenue pour parts sociales de ce mois est-elle la dernière ?")
    service.write_message(cast.desk(BOOKKEEPER), month, question)
