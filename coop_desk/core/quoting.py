"""The decision behind a delegation, as it is quoted: an assembly and its resolution, a co-optation, a mandate."""

from datetime import date

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import long_day

KINDS: dict[str, str] = {
    "assembly": N_("Assemblée générale"),
    "meeting": N_("Réunion d’une instance"),
    "cooptation": N_("Cooptation"),
    "mandate": N_("Mandat"),
}
_SENTENCES = {
    "assembly": N_("Assemblée générale du {day}, résolution {reference}"),
    "meeting": N_("Réunion du {day}, {reference}"),
    "cooptation": N_("Cooptation du {day}, {reference}"),
    "mandate": N_("Mandat du {day}, {reference}"),
}


def quoted(kind: str, day: date | None, reference: str, today: date) -> str:
    """Return the decision in words. Raises RuleBroken GRANT-03 when it cannot be found again from them."""
    said = reference.strip()
    if kind not in KINDS or day is None or not said:
        raise RuleBroken(
            "GRANT-03",
            _(
                "Citez la décision : sa nature, sa date, et de quoi la retrouver (numéro de la résolution, instance, "
                "mandat)."
            ),
        )
    if day > today:
        raise RuleBroken("GRANT-03", _("La décision citée n’a pas encore été prise : corrigez sa date."))
    return _(_SENTENCES[kind]).format(day=long_day(day), reference=said)
