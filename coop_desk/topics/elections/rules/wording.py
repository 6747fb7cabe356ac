"""The rules of a vote and the sheet of a candidate, in words: for the call, the page and the papers."""

from collections.abc import Iterator, Mapping
from typing import Any

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.topics.elections.methods import lists, plurinominal, two_rounds
from coop_desk.topics.elections.records import ElectionFile, Occasion, Sheet, Way


def _base(rules: Mapping[str, Any]) -> str:
    return {
        "members": _("de tous les inscrits"),
        "present_or_represented": _("des présents ou représentés"),
        "expressed": _("des votes exprimés"),
    }[rules.get("base", "expressed")]


def majority_words(rules: Mapping[str, Any]) -> str:
    """Say a majority: « plus de la moitié de tous les inscrits »."""
    if rules.get("majority") == "relative":
        return _("le plus de voix l’emporte")
    share = str(rules.get("threshold", "1/2"))
    if rules.get("comparison") == "at_least":
        words = _("au moins {share} {base}")
    else:
        words = _("plus de {share} {base}")
    return words.format(share=_("la moitié") if share == "1/2" else share, base=_base(rules))


def rules_words(method: str, seats: int, rules: Mapping[str, Any]) -> tuple[str, ...]:
    """Say the rules of a vote, one sentence each."""
    return tuple(_rules(method, seats, rules))


def _rules(method: str, seats: int, rules: Mapping[str, Any]) -> Iterator[str]:
    if method == two_rounds.FULL:
        yield from _rounds(rules)
    if method == plurinominal.FULL:
        words = ngettext("Chaque bulletin porte {n} nom au plus.", "Chaque bulletin porte {n} noms au plus.", seats)
        yield words.format(n=integer(rules.get("max_names", seats)))
        yield _("Premier tour : {majority}.").format(majority=majority_words(rules))
        second = {**rules, "base": rules.get("round2_base", rules.get("base", "expressed"))}
        if rules.get("round2_majority", "relative") == "relative":
            second = {"majority": "relative"}
        yield _("Deuxième tour, pour les sièges restants : {majority}.").format(majority=majority_words(second))
    if method == lists.FULL:
        yield (
            _("La liste qui a la majorité prend tous les sièges.")
            if rules.get("variant") == "majority"
            else _("Les sièges se partagent à la plus forte moyenne, dans l’ordre de chaque liste.")
        )
    if "tie" in rules:
        yield tie_words(str(rules["tie"]))


def _rounds(rules: Mapping[str, Any]) -> Iterator[str]:
    if "consultation1" not in rules:
        yield _("Premier tour : {majority}.").format(majority=majority_words(rules))
        yield _("Deuxième tour, entre les deux premiers : le plus de voix l’emporte.")
        return
    for number in (1, 2, 3):
        given = rules.get(f"consultation{number}")
        if given is None:
            continue
        which = {1: _("Premier tour"), 2: _("Deuxième tour"), 3: _("Troisième tour")}[number]
        words = _("{round} : {majority}.").format(round=which, majority=majority_words(given))
        if "quorum" in given:
            words += " " + _("Quorum : {share} des inscrits.").format(share=given["quorum"]["share"])
        yield words


def tie_words(tie: str) -> str:
    """Say what settles a tie."""
    known = {
        "new ballot": _("À égalité : nouveau scrutin entre ceux qui sont à égalité."),
        "seniority, then eldest, then lot": _("À égalité : l’associé le plus ancien, puis le plus âgé, puis le sort."),
        "eldest, then lot": _("À égalité : la personne la plus âgée, puis le sort."),
        "vacant": _("À égalité : le siège reste vacant."),
        "lot": _("À égalité : tirage au sort dans la salle."),
    }
    return known.get(tie, tie)


def way_words(way: Way) -> str:
    """How people vote, inside a sentence."""
    return {
        Way.BOOTH: _("à bulletins secrets, dans l’isoloir"),
        Way.PAPER: _("à bulletins secrets, sur papier"),
        Way.BOTH: _("à bulletins secrets, dans l’isoloir et sur papier"),
        Way.HANDS: _("à main levée"),
        Way.ALOUD: _("à voix haute, chacun son tour"),
    }[way]


def occasion_words(occasion: Occasion) -> str:
    """Why somebody is to be chosen."""
    return {
        Occasion.RENEWAL: _("renouvellement"),
        Occasion.VACANCY: _("siège vacant"),
        Occasion.CREATION: _("création"),
        Occasion.REPLACEMENT: _("remplacement après révocation"),
        Occasion.MATTER: _("question à trancher"),
    }[occasion]


def seats_words(file: ElectionFile) -> str:
    """What is to be filled, in one sentence."""
    if file.post is None:
        return _("Question posée au vote : {title}.").format(title=file.title)
    words = ngettext("À pourvoir : {n} siège, {post} ({why}).", "À pourvoir : {n} sièges, {post} ({why}).", file.seats)
    return words.format(n=file.seats, post=file.post.name, why=occasion_words(file.occasion))


def method_sentence(file: ElectionFile) -> str:
    """How and by whom it is voted, in one sentence."""
    return _("Mode de scrutin : {method}, {way}. Votent {electorate}.").format(
        method=file.method_words[:1].lower() + file.method_words[1:],
        way=way_words(file.way),
        electorate=file.electorate_words,
    )


def term_words(months: int | None) -> str:
    """How long the mandate lasts; nothing when it is not said."""
    if not months:
        return ""
    if months % 12 == 0:
        return ngettext("Mandat de {n} an.", "Mandat de {n} ans.", months // 12).format(n=months // 12)
    return _("Mandat de {n} mois.").format(n=months)


def sheet_lines(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """What the call says of a candidate, line by line (DOC-05)."""
    age = ngettext("{n} an", "{n} ans", sheet.age).format(n=sheet.age) if sheet.age is not None else _("non renseigné")
    shares = ngettext("{n} part", "{n} parts", sheet.shares).format(n=integer(sheet.shares))
    lines = (
        (_("Âge"), age),
        (_("Profession"), sheet.profession),
        (_("Emploi dans la société"), _("oui") if sheet.employed else _("non")),
        (_("Parts détenues"), shares),
        (_("Fonctions exercées"), listed(list(sheet.posts)) or _("aucune")),
        (_("Activités des cinq dernières années"), sheet.five_years),
        (_("Motifs de la candidature"), sheet.motives),
    )
    return tuple((head, words or _("non renseigné")) for head, words in lines)
