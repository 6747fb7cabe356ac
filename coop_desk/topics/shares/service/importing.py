"""Import of members with the shares they already hold, in one transaction (C09)."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select

from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.grants import holding_of as powers_of
from coop_desk.core.i18n import N_, _
from coop_desk.core.ids import PersonId
from coop_desk.core.rights import Right
from coop_desk.core.words import euros, integer
from coop_desk.sheets.preview import Difference, Preview
from coop_desk.sheets.table import SheetTable
from coop_desk.topics.members.columns import NameCase, OpeningHolding
from coop_desk.topics.members.service.importing import apply_import, plan_import
from coop_desk.topics.shares.model import ShareLeg
from coop_desk.topics.shares.records import Opening
from coop_desk.topics.shares.rules.movements import Holding, shares_words
from coop_desk.topics.shares.service.entering import open_holdings
from coop_desk.topics.shares.service.situations import situation_at
from coop_desk.topics.statutes.service import known_identity, share_nominals


@query(Right.SHARES_RECORD, N_("Aperçu d’un import d’associés et de leurs parts"))
def preview_import(
    act: Act, table: SheetTable, mapping: Mapping[str, str], case: NameCase = NameCase.AS_TYPED
) -> Preview:
    """Say what an import of members and holdings would do; nothing is changed."""
    _check_both(act)
    return plan_import(act, table, mapping, case, _Openings(act).compare).preview


@action(Right.SHARES_RECORD, N_("Import d’associés et de leurs parts"))
def import_members(
    act: Act, table: SheetTable, mapping: Mapping[str, str], case: NameCase = NameCase.AS_TYPED
) -> Preview:
    """Import every line of a file, members and opening holdings, or nothing (C09)."""
    _check_both(act)
    openings = _Openings(act)
    plan = plan_import(act, table, mapping, case, openings.compare)
    apply_import(act, plan, openings.record)
    open_holdings(act, openings.found)
    return plan.preview


def _check_both(act: Act) -> None:
    """Refuse whoever may not also keep the register of members, for everyone."""
    powers = powers_of(act.session, act.actor_id, act.today)
    if not (act.people.everyone and powers.people((Right.MEMBERS_RECORD,)).everyone):
        raise Refused(_("L’import inscrit des associés et leurs parts : il faut tenir les deux registres."))


class _Openings:
    """What people already hold, and what a file adds to it."""

    def __init__(self, act: Act) -> None:
        self.found: list[Opening] = []
        self._today = act.today
        self._held = {holding.person_id: holding for holding in situation_at(act, act.today).holdings}
        self._moved = set(act.session.scalars(select(ShareLeg.person_id).distinct()))
        known = known_identity(act, act.today) is not None
        recorded = share_nominals(act) if known else []
        self._nominals: list[tuple[date, int]] = recorded if len(recorded) > 1 else []
        self._implied: int | None = None

    def compare(self, person_id: PersonId | None, said: OpeningHolding) -> Sequence[Difference]:
        """Return what a line adds; RuleBroken when it contradicts the register."""
        self._check_worth(said)
        if person_id is None or person_id not in self._moved:
            return [
                Difference(_("Parts"), "", integer(said.shares)),
                Difference(_("Versé"), "", euros(self._paid(said))),
            ]
        held = self._held.get(person_id, Holding(person_id))
        if held.shares == said.shares and (said.paid is None or said.paid == held.paid_cents):
            return []
        raise RuleBroken(
            "REG-02",
            _(
                "Le registre compte {held} ({paid} versés), le fichier {said} : enregistrez le mouvement qui manque "
                "au lieu de l’importer."
            ).format(held=shares_words(held.shares), paid=euros(held.paid_cents), said=integer(said.shares)),
        )

    def record(self, person_id: PersonId, said: OpeningHolding) -> None:
        """Keep what is to be written for somebody who held nothing yet."""
        if person_id not in self._moved:
            day, nominal = said.since or self._today, self._nominal(said)
            self.found.append(Opening(person_id, day, said.shares, nominal, self._paid(said)))

    def _nominal(self, said: OpeningHolding) -> int:
        """Return the nominal value on the day; the one the file implies when none is recorded yet."""
        if self._nominals:
            place = bisect_right(self._nominals, (said.since or self._today, 10**18)) - 1
            return self._nominals[max(0, place)][1]
        implied = said.paid // said.shares if said.paid and said.paid % said.shares == 0 else self._implied
        if implied is None or self._implied not in (None, implied):
            raise RuleBroken(
                "FORM-08",
                _(
                    "Une part a une seule valeur nominale, et le fichier ne la donne pas. "
                    "Enregistrez-la d’abord dans les statuts."
                ),
            )
        self._implied = implied
        return implied

    def _paid(self, said: OpeningHolding) -> int:
        return said.shares * self._nominal(said) if said.paid is None else said.paid

    def _check_worth(self, said: OpeningHolding) -> None:
        worth = said.shares * self._nominal(said)
        if self._paid(said) > worth:
            raise RuleBroken(
                "SHA-01",
                _("{shares} à {nominal} font {worth} : {paid} versés, c’est trop.").format(
                    shares=shares_words(said.shares),
                    nominal=euros(self._nominal(said)),
                    worth=euros(worth),
                    paid=euros(self._paid(said)),
                ),
            )
