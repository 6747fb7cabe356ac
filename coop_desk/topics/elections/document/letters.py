"""The call for candidates, and the draw committed before its sources are known (4.13)."""

from collections.abc import Sequence
from dataclasses import dataclass

from coop_desk.core.i18n import _
from coop_desk.paper import signatures, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.sheet import Part, Sheet, build, together
from coop_desk.paper.signatures import Signatory


@dataclass(frozen=True, slots=True)
class CallLetter:
    """What the call says: what is to be filled, until when, and what to send."""

    head: Letterhead
    title: str
    sentences: tuple[str, ...]
    until: str
    signatories: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """What is signed before the draw: the names and where chance will come from."""

    head: Letterhead
    title: str
    at: str
    names: tuple[str, ...]
    sources: tuple[str, ...]
    signers: tuple[str, ...]


def print_call(letter: CallLetter) -> bytes:
    """Print the call for candidates."""
    wanted = (
        _("nom, âge, profession et activités des cinq dernières années ;"),
        _("emploi dans la société, parts détenues et fonctions exercées ;"),
        _("motifs de la candidature ;"),
        _("déclaration de n’être frappé d’aucune interdiction de gérer, et extrait de casier judiciaire."),
    )
    parts: list[Part] = [
        text.title(_("Appel à candidatures")),
        text.subtitle(letter.title),
        *(text.text(words) for words in letter.sentences),
        text.text(_("Les candidatures sont reçues jusqu’au {day} inclus.").format(day=letter.until)),
        text.text(_("Joignez à votre candidature :"), follows=True),
        *(text.item(words) for words in wanted),
        text.text(
            _("Votre fiche est envoyée aux associés avec la convocation. Vous pouvez vous retirer jusqu’au vote.")
        ),
        together(signatures.signatures(*letter.signatories)),
    ]
    return build(Sheet(letter.head, _("Appel à candidatures – {title}").format(title=letter.title), tuple(parts)))


def print_commitment(kept: Commitment) -> bytes:
    """Print what is signed before the sources are known."""
    parts: list[Part] = [
        text.title(_("Engagement de tirage au sort")),
        text.subtitle(kept.title),
        text.text(_("Fixé le {at}, avant que les sources soient connues.").format(at=kept.at)),
        text.text(_("Noms, dans l’ordre où ils entrent dans le calcul :"), follows=True),
        *_numbered(kept.names),
        text.text(_("Sources, dans l’ordre où elles seront lues :"), follows=True),
        *_numbered(kept.sources),
        text.text(
            _(
                "Calcul : graine = SHA-256 des sources jointes par « | » ; à chaque tirage, huit octets de SHA-256 "
                "(graine, compteur) donnent un rang parmi les noms restants, sans reste qui favorise les premiers."
            )
        ),
        together(signatures.signatures(*(Signatory(_("Scrutateur"), name) for name in kept.signers))),
    ]
    return build(Sheet(kept.head, _("Engagement de tirage – {title}").format(title=kept.title), tuple(parts)))


def _numbered(words: Sequence[str]) -> list[Part]:
    return [text.item(one, f"{number}.") for number, one in enumerate(words, start=1)]
