"""Verify what is sealed without opening it: each record the journal knows is there, under the present key."""

from sqlalchemy import select

from coop_desk.core.actions import Act
from coop_desk.core.check import checked
from coop_desk.core.compartments import epochs, sealed
from coop_desk.core.compartments.model import ROOT, Epoch, Principal, SealedRecord
from coop_desk.core.compartments.names import words_of
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _


@checked(N_("Enregistrements scellés"))
def _records(act: Act) -> tuple[int, list[str]]:
    known = set(sealed.times_written(act))
    rows = {row.id: row for row in act.session.scalars(select(SealedRecord))}
    differences = [_("Enregistrement scellé n° {n} : disparu").format(n=n) for n in sorted(known - set(rows))]
    differences += [
        _("Enregistrement scellé n° {n} : ajout inconnu du journal").format(n=n) for n in sorted(set(rows) - known)
    ]
    for compartment in sorted({row.compartment for row in rows.values()}):
        present = _present(act, compartment)
        differences += [
            _("Enregistrement scellé n° {n} : scellé sous une autre clé que la présente").format(n=row.id)
            for row in rows.values()
            if row.compartment == compartment and row.n != present
        ]
    return len(rows), differences


def _present(act: Act, compartment: str) -> int | None:
    try:
        epoch = epochs.current_epoch(act, compartment)
    except RuleBroken:
        return None
    return epoch.n if epoch is not None else None


@checked(N_("Clés annoncées et certifiées"))
def _keys(act: Act) -> tuple[int, list[str]]:
    trust = epochs.trust_of(act)
    compartments = sorted(set(act.session.scalars(select(Epoch.compartment))))
    differences = [
        _("« {what} » : la clé en cours n’est pas celle que le journal annonce").format(what=words_of(c))
        for c in compartments
        if _present(act, c) is None
    ]
    people = list(act.session.scalars(select(Principal).where(Principal.holder != ROOT)))
    differences += [
        _("Clés publiques n° {n} : le certificat n’est pas le bon").format(n=p.id)
        for p in people
        if p.certificate is not None and not trust.certified(p)
    ]
    return len(compartments) + len(people), differences
