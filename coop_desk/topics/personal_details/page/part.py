"""One kind of details inside a card: its state, what it says once asked for, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from coop_desk.core import words
from coop_desk.core.i18n import _
from coop_desk.screen.card import Card
from coop_desk.screen.clipboard import KEPT_SECONDS
from coop_desk.screen.pieces import Tone, button
from coop_desk.topics.personal_details.records import BankDetails, Compartment, Details, IdentityDetails, State, Version
from coop_desk.topics.personal_details.rules.iban import in_fours, payment_words
from coop_desk.topics.personal_details.rules.nir import is_provisional, spaced

HIDDEN = "••••  ••••  ••••"
TONES: dict[State, Tone] = {
    State.GIVEN: "good",
    State.MISSING: "plain",
    State.WITHDRAWN: "plain",
    State.WAITING: "warn",
    State.SAME: "warn",
}


@dataclass(frozen=True, slots=True)
class Doing:
    """What the buttons of a part do; None where it may not be done."""

    show: Callable[[], object]
    hide: Callable[[], object]
    change: Callable[[], object] | None
    say: Callable[[str], object]
    withdraw: Callable[[], object] | None = None


def add_hidden(card: Card, compartment: Compartment, doing: Doing) -> None:
    """Show that something was given, without what."""
    card.add_facts([(_number_words(compartment), HIDDEN)])
    card.add_buttons(button(_("Afficher"), doing.show, icon="eye"), *_change(doing, _("Changer…")), *_withdraw(doing))


def add_shown(card: Card, compartment: Compartment, versions: tuple[Version, ...], doing: Doing) -> None:
    """Show what was given, the version in force first, then the former ones."""
    newest = versions[0]
    _add_details(card, newest)
    actions = [button(_("Masquer"), doing.hide, icon="eye-off")]
    if newest.details is not None:
        number = written(newest.details)
        name = _("Copier l’IBAN") if compartment is Compartment.BANK else _("Copier le numéro")
        actions.append(button(name, lambda: copy(number, doing.say), icon="copy"))
    card.add_buttons(*actions, *_change(doing, _("Changer…")), *([] if newest.withdrawn else _withdraw(doing)))
    if len(versions) > 1:
        card.add_heading(_("Versions précédentes"))
        for version in versions[1:]:
            _add_details(card, version)


def add_missing(card: Card, sentence: str, doing: Doing, give: str, *, former: bool = False) -> None:
    """Say that nothing is in force, and how to begin; `former`: what was given before can be shown."""
    card.add_text(sentence, secondary=True)
    buttons = _change(doing, give, role="primary")
    buttons += [button(_("Afficher ce qui était donné"), doing.show, icon="eye")] if former else []
    if buttons:
        card.add_buttons(*buttons)


def copy(number: str, say: Callable[[str], object]) -> None:
    """Put a number in the clipboard; the window's keeper takes it back."""
    QGuiApplication.clipboard().setText(number)
    say(_("Copié. Le presse-papiers sera vidé dans {n} secondes.").format(n=KEPT_SECONDS))


def written(details: Details) -> str:
    """The number as it is pasted in another program: without spaces."""
    return details.iban if isinstance(details, BankDetails) else details.nir


def _add_details(card: Card, version: Version) -> None:
    details = version.details
    said = _("Le {day}, par {name}").format(day=words.long_day(version.at.astimezone().date()), name=version.by)
    if version.waiting:
        said = _("{said} ; à relever par une personne qui en tient les clés").format(said=said)
    if version.withdrawn:
        card.add_facts([(_("À savoir"), _("Rien n’est plus en vigueur.")), (_("Retiré"), said)])
        return
    match details:
        case BankDetails():
            facts = [
                (_("IBAN"), in_fours(details.iban)),
                (_("BIC"), details.bic),
                (_("Titulaire du compte"), details.account_holder),
                (_("À savoir"), payment_words(details.iban)),
            ]
        case IdentityDetails():
            facts = [
                (_("Numéro de sécurité sociale"), spaced(details.nir)),
                (_("Lieu de naissance"), details.birth_place),
                (_("À savoir"), _("Numéro provisoire.") if is_provisional(details.nir) else ""),
            ]
        case None:
            facts = [(_("À savoir"), _("Écrit par un autre programme, illisible ici : demandez-le de nouveau."))]
    card.add_facts([*facts, (_("Donné"), said)])


def _change(doing: Doing, text: str, role: str = "") -> list[QPushButton]:
    return [button(text, doing.change, role=role, icon="" if role else "edit")] if doing.change is not None else []


def _withdraw(doing: Doing) -> list[QPushButton]:
    return [button(_("Retirer…"), doing.withdraw, icon="delete")] if doing.withdraw is not None else []


def _number_words(compartment: Compartment) -> str:
    return _("IBAN") if compartment is Compartment.BANK else _("Numéro de sécurité sociale")
