"""What should travel with a convocation: the documents the law names, looked for among those joined."""

from dataclasses import dataclass

from coop_desk.core.i18n import _
from coop_desk.core.words import fold


@dataclass(frozen=True, slots=True)
class Expected:
    """A document the law names, the rule that names it, and the words that tell it in a title."""

    words: str
    rule: str
    told_by: tuple[str, ...]


def expected(form: str, *, annual_accounts: bool, auditor: bool) -> tuple[Expected, ...]:
    """The documents to join, besides the agenda and the draft resolutions the program prints itself."""
    found = []
    if annual_accounts and form in ("SARL", "SA"):
        found.append(Expected(_("comptes annuels"), "DOC-01" if form == "SARL" else "DOC-05", ("compte", "bilan")))
    if annual_accounts and auditor and form in ("SARL", "SA"):
        rule = "DOC-01" if form == "SARL" else "DOC-05"
        found.append(Expected(_("rapport du commissaire aux comptes"), rule, ("commissaire",)))
    if form == "SA":
        found.append(Expected(_("exposé sommaire de la situation"), "DOC-04", ("expose",)))
    return tuple(found)


def missing(wanted: tuple[Expected, ...], titles: tuple[str, ...]) -> tuple[Expected, ...]:
    """The expected documents that no title tells."""
    folded = [fold(title) for title in titles]
    return tuple(one for one in wanted if not any(word in title for word in one.told_by for title in folded))
