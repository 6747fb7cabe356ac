"""By which means each associate may be called (CALL-02, 03, 05, 06, 14)."""

from dataclasses import dataclass
from enum import StrEnum

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import _


class Means(StrEnum):
    """How something is sent."""

    REGISTERED = "registered"
    LETTER = "letter"
    EMAIL = "email"
    HAND = "hand"

    @property
    def words(self) -> str:
        """The means as it is shown."""
        return {
            Means.REGISTERED: _("lettre recommandée"),
            Means.LETTER: _("lettre simple"),
            Means.EMAIL: _("courriel"),
            Means.HAND: _("remise en main propre"),
        }[self]


@dataclass(frozen=True, slots=True)
class Ways:
    """The means that call one associate validly, the one to choose first, and why."""

    allowed: tuple[Means, ...]
    rule: str
    why: str

    @property
    def first(self) -> Means:
        """The means proposed."""
        return self.allowed[0]


def ways(form: str, mode: str, *, agreed: bool, email: str, days: int) -> Ways:
    """Say how to call somebody: `mode` is the statutes' call_mode, `agreed` their timely consent to e-mail."""
    if form == "SAS":
        return _ways_sas(mode, agreed=agreed, email=email)
    post = (Means.REGISTERED,) if form == "SARL" else (Means.LETTER, Means.REGISTERED)
    rule = "CALL-03" if form == "SARL" else "CALL-06"
    if agreed and email:
        return Ways((Means.EMAIL, *post), rule, _("accord pour le courriel reçu à temps"))
    why = _("pas d’accord pour le courriel {days} jours avant l’assemblée").format(days=days)
    return Ways(post, "CALL-02" if form == "SARL" else "CALL-05", why)


def _ways_sas(mode: str, *, agreed: bool, email: str) -> Ways:
    if mode == "email" and email:
        return Ways(
            (Means.EMAIL, Means.LETTER, Means.REGISTERED, Means.HAND), "CALL-14", _("courriel prévu par les statuts")
        )
    if mode == "email":
        return Ways((Means.LETTER, Means.REGISTERED, Means.HAND), "CALL-14", _("aucune adresse de courriel connue"))
    post = (Means.REGISTERED,) if mode == "registered" else (Means.LETTER, Means.REGISTERED, Means.HAND)
    if agreed and email:
        return Ways((Means.EMAIL, *post), "CALL-14", _("accord pour le courriel reçu à temps"))
    return Ways(post, "CALL-14", _("courrier prévu par les statuts"))


def check_means(chosen: Means, known: Ways, name: str) -> None:
    """Refuse a means that does not call this person validly; the message names those that do."""
    if chosen in known.allowed:
        return
    allowed = _(" ou ").join(means.words for means in known.allowed)
    if chosen is Means.EMAIL:
        raise RuleBroken(
            known.rule,
            _("{name} ne peut pas être convoqué par courriel : {why}. Choisissez {allowed}.").format(
                name=name, why=known.why, allowed=allowed
            ),
        )
    raise RuleBroken(
        known.rule,
        _("Une {means} ne suffit pas pour convoquer {name}. Choisissez {allowed}.").format(
            means=chosen.words, name=name, allowed=allowed
        ),
    )
