"""What a group wants from a vote, and the method that gives it: three plain sentences for each (section 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.words import integer
from coop_desk.topics.elections.methods import (
    alternative,
    approval,
    consent,
    judgment,
    lists,
    plurinominal,
    resolution,
    schulze,
    transferable,
    two_rounds,
    without_candidate,
)


@dataclass(frozen=True, slots=True)
class Aim:
    """What the group wants, and how the method works: how one votes, how one counts, what to know."""

    method: str
    want: str
    votes: str
    counts: str
    know: str
    seats: str
    """« one », « several » or « matter »."""


AIMS = (
    Aim(
        two_rounds.FULL,
        N_("Une seule personne à la tête : gérance, présidence"),
        N_("Chacun écrit un nom, ou vote blanc."),
        N_("Qui a la majorité demandée l’emporte au premier tour ; sinon un second tour oppose les deux premiers."),
        N_("La façon la plus connue, et celle qui atteint par elle-même la majorité des statuts."),
        "one",
    ),
    Aim(
        plurinominal.FULL,
        N_("Un conseil à plusieurs sièges, personne par personne"),
        N_("Chacun coche au plus autant de noms qu’il y a de sièges."),
        N_("Les noms qui ont la majorité prennent les sièges, du plus soutenu au moins soutenu ; un second tour "
           "pourvoit les sièges restants."),
        N_("Une majorité unie peut prendre tous les sièges."),
        "several",
    ),
    Aim(
        transferable.FULL,
        N_("Un conseil où chaque sensibilité a sa place"),
        N_("Chacun classe les noms dans son ordre de préférence, autant qu’il veut."),
        N_("Qui atteint le quota est élu ; ses voix de trop, et celles des noms éliminés, vont au choix suivant."),
        N_("Le calcul prend plusieurs étapes : le programme les raconte une par une, avec les transferts."),
        "several",
    ),
    Aim(
        lists.FULL,
        N_("Un conseil présenté par équipes constituées"),
        N_("Chacun choisit une liste entière, sans rayer de nom."),
        N_("Les sièges se partagent à la plus forte moyenne, puis vont aux noms dans l’ordre de la liste."),
        N_("On choisit une équipe et son projet, pas chaque personne."),
        "several",
    ),
    Aim(
        judgment.FULL,
        N_("Plusieurs candidatures proches, et un groupe habitué"),
        N_("Chacun donne une mention à chaque nom, de « À rejeter » à « Très bien »."),
        N_("La mention du milieu de tous les bulletins classe les noms ; à mention égale on retire une mention à "
           "chacun et on compare de nouveau."),
        N_("Une mention oubliée vaut « À rejeter » : il faut mentionner tout le monde."),
        "one",
    ),
    Aim(
        schulze.FULL,
        N_("La personne qui bat chacune des autres en duel"),
        N_("Chacun classe les noms ; les ex æquo sont permis."),
        N_("On compare les noms deux à deux sur tous les bulletins : qui gagne chaque duel l’emporte."),
        N_("Un nom non classé vient après tous les autres ; en cas de cycle, on compare des chemins de duels."),
        "one",
    ),
    Aim(
        alternative.FULL,
        N_("Une seule personne, en un seul tour, à plusieurs candidatures"),
        N_("Chacun classe les noms dans son ordre de préférence, autant qu’il veut."),
        N_("On élimine le dernier, un par un ; ses bulletins vont au choix suivant, jusqu’à ce que quelqu’un ait plus "
           "de la moitié."),
        N_("Remplace plusieurs tours, sans faire revenir les votants."),
        "one",
    ),
    Aim(
        approval.FULL,
        N_("Un rôle, une cooptation : qui convient au plus grand nombre"),
        N_("Chacun coche tous les noms qui lui conviennent."),
        N_("On additionne : les noms les plus cochés prennent les sièges."),
        N_("Très simple à compter à la main ; cocher plusieurs noms n’affaiblit aucun d’eux."),
        "one",
    ),
    Aim(
        without_candidate.FULL,
        N_("Confier un rôle dans un cercle, sans campagne ni candidature"),
        N_("Chacun nomme une personne et dit pourquoi, puis peut reporter sa voix sur quelqu’un de déjà nommé."),
        N_("L’animateur propose une personne ; elle prend le rôle quand aucune objection ne subsiste."),
        N_("On parle à voix haute : la personne est entendue en dernier et peut décliner."),
        "one",
    ),
    Aim(
        consent.FULL,
        N_("Une question ordinaire, à construire ensemble"),
        N_("On clarifie la proposition, on réagit, on l’amende, puis chacun consent, se retire ou objecte."),
        N_("Elle est adoptée quand aucune objection ne subsiste au dernier tour."),
        N_("Une décision que la loi réserve à l’assemblée est ensuite confirmée par une résolution."),
        "matter",
    ),
    Aim(
        resolution.FULL,
        N_("Une question ordinaire, par oui ou par non"),
        N_("Chacun répond pour, contre ou abstention."),
        N_("Elle est adoptée quand les voix pour atteignent la majorité, et le quorum s’il y en a un."),
        N_("C’est une résolution : inscrivez-la à l’ordre du jour de la réunion, elle se vote là."),
        "matter",
    ),
)  # fmt: skip


def aim_of(method: str) -> Aim:
    """The sentences of a method; raises LookupError where none is said."""
    return next(aim for aim in AIMS if aim.method == method)


def instructions(method: str, seats: int, rules: Mapping[str, Any]) -> str:
    """What the ballot and the booth tell the voter, in one or two sentences."""
    if method == plurinominal.FULL:
        most = int(rules.get("max_names", seats))
        words = ngettext(
            "Cochez {n} nom au plus. Un bulletin qui en porte plus est nul.",
            "Cochez {n} noms au plus. Un bulletin qui en porte plus est nul.",
            most,
        )
        return words.format(n=integer(most))
    told = {
        two_rounds.FULL: _("Cochez un seul nom."),
        lists.FULL: _("Cochez une seule liste, sans rayer ni ajouter de nom."),
        approval.FULL: _("Cochez tous les noms qui vous conviennent."),
        judgment.FULL: _("Donnez une mention à chaque nom. Une mention oubliée vaut « {worst} ».").format(
            worst=scale_of(rules)[0]
        ),
        alternative.FULL: _("Écrivez 1 devant votre premier choix, puis 2, 3… autant que vous voulez, sans ex æquo."),
        transferable.FULL: _("Écrivez 1 devant votre premier choix, puis 2, 3… autant que vous voulez, sans ex æquo."),
        schulze.FULL: _(
            "Écrivez 1 devant votre premier choix, puis 2, 3… Les ex æquo sont permis. Un nom sans numéro vient après "
            "tous les autres."
        ),
        resolution.FULL: _("Cochez une seule réponse."),
    }
    return told[method]


def scale_of(rules: Mapping[str, Any]) -> tuple[str, ...]:
    """The grades of a judgment, worst first."""
    return tuple(rules.get("scale_worst_to_best", judgment.SCALE))


_BASES = {
    "members": N_("de tous les inscrits"),
    "present_or_represented": N_("des présents ou représentés"),
    "expressed": N_("des exprimés"),
}


def rule_words(method: str, rules: Mapping[str, Any]) -> tuple[str, ...]:
    """Say the rules of a vote, one sentence each."""
    told = []
    if method == two_rounds.FULL:
        first, second = rules.get("consultation1", rules), rules.get("consultation2")
        told.append(_("Premier tour : {majority}.").format(majority=_majority(first)))
        told.append(
            _("Second tour : {majority}.").format(majority=_majority(second))
            if second
            else _("Second tour : le plus de voix.")
        )
    if method == plurinominal.FULL:
        told.append(_("Premier tour : {majority}.").format(majority=_majority(rules)))
        second = {**rules, "base": rules.get("round2_base", rules.get("base", "expressed"))}
        told.append(
            _("Second tour : {majority}.").format(majority=_majority(second))
            if rules.get("round2_majority") == "absolute"
            else _("Second tour : le plus de voix.")
        )
    if method == lists.FULL:
        told.append(_("Partage des sièges à la plus forte moyenne."))
    if tie := str(rules.get("tie", "")):
        told.append(_tie(tie))
    return tuple(told)


def _majority(rules: Mapping[str, Any]) -> str:
    share = str(rules.get("threshold", "1/2"))
    of = _(_BASES[rules.get("base", "expressed")])
    at_least = rules.get("comparison") == "at_least"
    if share == "1/2":
        return (_("au moins la moitié {of}") if at_least else _("plus de la moitié {of}")).format(of=of)
    return (_("au moins {share} {of}") if at_least else _("plus de {share} {of}")).format(share=share, of=of)


def _tie(tie: str) -> str:
    if tie == "vacant":
        return _("À égalité, le siège reste vacant.")
    if tie.startswith("new"):
        return _("À égalité, on vote de nouveau.")
    if tie.startswith("seniority"):
        return _("À égalité, l’ancienneté décide, puis l’âge, puis le sort.")
    if tie.startswith("eldest"):
        return _("À égalité, l’âge décide, puis le sort.")
    return _("À égalité, le sort décide, tiré dans la salle.")
