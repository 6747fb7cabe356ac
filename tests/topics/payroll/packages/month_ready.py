"""October 2026 validated in a small co-op: Rose prepares, Sacha validates, Odile keeps the books outside."""

from datetime import date

from coop_desk.core import delegating as titles
from coop_desk.core.compartments import delegating as keys
from coop_desk.core.compartments.opening import settle_desk
from coop_desk.core.outside_access import open_outside_access
from coop_desk.topics.employment import service as employment
from coop_desk.topics.members.records import NewMember
from coop_desk.topics.members.rules.categories import Category
from coop_desk.topics.members.service import register_member
from coop_desk.topics.payroll import service as pay
from coop_desk.topics.payroll.rules.keeping import Exchange
from coop_desk.topics.payroll.rules.lines import Line
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.identity import Identity
from coop_desk.topics.statutes.parameters import Form
from tests.conftest import CHEAP, TestCoop
from tests.file_key import PASSWORD

MONTH = "2026-10"
DECISION = "Décision de l’assemblée du 12 juin 2026"
FULL = (420, 420, 420, 420, 420, 0, 0)
HIRED = date(2025, 9, 1)


def month_ready(coop: TestCoop) -> None:
    """Everything up to the validation of October 2026."""
    coop.on(date(2026, 9, 1))
    registrar, founder = coop.desk("registrar"), coop.desk("founder")
    canal = Identity("Les Ateliers du Canal", Form.SARL, "1 quai Haut, Nantes", siren="732829320", created_on=HIRED)
    statutes.record_identity(coop.desk("manager"), canal)
    statutes.set_up_statutes(coop.desk("manager"), [statutes.NewValue("share_nominal", "5000")])
    statutes.finish_set_up(coop.desk("manager"))
    for rank, (who, given, family) in enumerate(
        (("rose", "Rose", "Dumas"), ("sacha", "Sacha", "Erdogan"), ("aicha", "Aïcha", "Benali")), 1
    ):
        coop.join(who, given, family, None)
        new = NewMember(family, Category.EMPLOYED, HIRED, given, employed_from=HIRED, person_id=coop.person(who))
        register_member(registrar, new)
        employment.record_schedule(registrar, coop.person(who), HIRED, [FULL])
        employment.record_matricule(registrar, coop.person(who), HIRED, f"{rank:03d}")
    for who, title in (("rose", "pay_delegate"), ("sacha", "pay_validator")):
        titles.give_title(founder, coop.person(who), title, date(2026, 9, 1), None, DECISION)
    for year in ("2026", "2025"):
        keys.delegate_keys(
            founder, f"pay/{year}", coop.person("rose"), "write", date(2026, 9, 1), None, DECISION, export=True
        )
    keys.delegate_keys(founder, "pay/2026", coop.person("sacha"), "read", date(2026, 9, 1), None, DECISION)
    coop.cast["odile"] = open_outside_access(
        founder, "odile", PASSWORD, "Odile", "Le Goff", "Cabinet Ouest", date(2027, 3, 31),
        pay_years=(2026,), cost=CHEAP,
    )  # fmt: skip
    coop.names["odile"] = ("Odile", "Le Goff")
    for proposed in titles.proposed_titles(founder):
        titles.decide_title(founder, proposed.id, DECISION)
    for delegation in keys.key_delegations(founder):
        if delegation.state == "proposed":
            keys.decide_keys(founder, delegation.id, DECISION)
    settle_desk(coop.desk("rose"))  # as signing in does: the keys are handed over
    coop.on(date(2026, 10, 1))
    pay.set_siret(coop.desk("rose"), "73282932000074")
    validate(coop, MONTH)


def validate(coop: TestCoop, month: str, hours: int = 3500) -> None:
    """Open a month, type two lines, prepare and validate it."""
    rose, sacha = coop.desk("rose"), coop.desk("sacha")
    if pay.pay_months(rose) and month in {row.month for row in pay.pay_months(rose)}:
        held = next(one for one in pay.pay_month(rose, month).people if one.person_id == coop.person("aicha")).held
        was = next(line for line in held.lines if line.code == "H_SUP25")
        changes = [Exchange(coop.person("aicha"), was, Line("H_SUP25", quantity=hours))]
    else:
        pay.open_month(rose, month)
        changes = [
            Exchange(coop.person("aicha"), None, Line("H_SUP25", quantity=hours)),
            Exchange(coop.person("sacha"), None, Line("REMB_FRAIS", amount=4830, comment="Train pour Nantes")),
        ]
    pay.change_lines(rose, month, changes)
    pay.prepare_month(rose, month)
    pay.validate_month(sacha, month)
