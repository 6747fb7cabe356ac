"""The demo's confidential details: who was entrusted with the keys, and who gave theirs. Every number is invented."""

from datetime import date, timedelta

from coop_desk.app.demo import FOUNDER, Cast, working_day
from coop_desk.core.compartments.delegating import delegate_keys
from coop_desk.core.compartments.names import WRITE
from coop_desk.core.i18n import _
from coop_desk.core.words import long_day
from coop_desk.topics.personal_details import service
from coop_desk.topics.personal_details.records import BankDetails, Compartment, IdentityDetails

KEEPERS = {Compartment.BANK: "yann.kervella", Compartment.IDENTITY: "maiwenn.oeuvrard"}
ACCOUNTS = {
    "zoe.aubry": BankDetails("FR76 9990 0001 0020 2600 0000 055"),
    "samir.benali": BankDetails("FR76 9990 0001 0120 2600 0791 948"),
    "nolwenn.jaouen": BankDetails(
        "FR76 9990 0001 0220 2600 1583 841", account_holder="Nolwenn Jaouen et Colin Sauvage"
    ),
    "colin.sauvage": BankDetails("FR76 9990 0001 0220 2600 1583 841", account_holder="Nolwenn Jaouen et Colin Sauvage"),
    "piotr.wozniak": BankDetails("DE89 3704 0044 0532 0130 00", "COBADEFFXXX"),
    "katell.salaun": BankDetails("FR76 9990 0001 0320 2600 2375 734"),
}
NUMBERS = {
    "nolwenn.jaouen": IdentityDetails("2 85 05 44 109 001 86", "Nantes"),
    "hugo.martel": IdentityDetails("1 79 03 44 109 012 96", "Nantes"),
    "agathe.dupre": IdentityDetails("2 94 07 2A 004 015 93", "Ajaccio"),
    "linh.nguyen": IdentityDetails("7 90 11 69 352 005 60"),
}


def entrust(cast: Cast) -> None:
    """Entrust the two compartments, on the day the poles were made."""
    today = cast.clock.today()
    because = _("Assemblée constitutive des pôles, {day}").format(day=long_day(today))
    for compartment, login in KEEPERS.items():
        delegate_keys(
            cast.desk(FOUNDER), compartment, cast.people[login], WRITE, today, None, because,
            export=compartment is Compartment.BANK,
        )  # fmt: skip


def give(cast: Cast, year: int) -> None:
    """Give what people gave before Christmas; the keepers took it in two days later."""
    cast.on(working_day(date(year, 12, 19)))
    for login, account in ACCOUNTS.items():
        service.give_own_details(cast.desk(login), account)
    for login, number in NUMBERS.items():
        service.give_own_details(cast.desk(login), number)
    cast.on(working_day(date(year, 12, 21)), 16)
    _take_in(cast)


def change(cast: Cast, year: int) -> None:
    """Another bank for one of them, and a paper recorded for somebody else."""
    cast.on(working_day(date(year, 12, 18)), 17)
    service.give_own_details(cast.desk("samir.benali"), BankDetails("FR76 9990 0001 0420 2600 3167 627"))
    service.record_bank(
        cast.desk(KEEPERS[Compartment.BANK]),
        cast.people["brigitte.fontaine"],
        BankDetails("FR76 9990 0001 0520 2600 3959 520"),
    )
    _take_in(cast)


def drop(cast: Cast, today: date) -> None:
    """What waits in the drop-box for the next session of the keeper."""
    cast.on(today - timedelta(days=2), 11)
    service.give_own_details(cast.desk("linh.nguyen"), BankDetails("FR76 9990 0001 0620 2600 4751 413"))


def _take_in(cast: Cast) -> None:
    service.take_in_bank(cast.desk(KEEPERS[Compartment.BANK]))
    service.take_in_identity(cast.desk(KEEPERS[Compartment.IDENTITY]))
