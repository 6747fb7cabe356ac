"""The rules of a vote and the sheet of a candidate, in words: for the call, the page and the papers."""

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import integer, listed
from coop_desk.topics.elections.records import CandidacyLine, ElectionFile, Occasion, Opening, Sheet, State, Way

Facts = tuple[tuple[str, str], ...]
"""Lines of a sheet: what, and in which words."""


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


def round_words(opening: Opening) -> str:
    """How a round is called: « Tour 2 », or the new ballot between equals."""
    return _("Nouveau scrutin") if opening.settles else _("Tour {n}").format(n=opening.round)


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


def candidate_lines(one: CandidacyLine) -> Facts:
    """What the call says of a candidate, line by line, with their list where there are lists (DOC-05)."""
    if not one.list_name:
        return sheet_lines(one.sheet)
    by_list = (_("Liste"), _("{name}, rang {n}").format(name=one.list_name, n=one.list_rank))
    return (by_list, *sheet_lines(one.sheet))


def sheet_lines(sheet: Sheet) -> Facts:
    """What is known of a candidate, line by line; what is not is said (DOC-05)."""
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


def state_words(state: State) -> str:
    """Where an election stands."""
    return {
        State.PREPARING: _("en préparation"),
        State.CALLING: _("candidatures"),
        State.OPEN: _("vote ouvert"),
        State.COUNTED: _("dépouillée"),
        State.PROCLAIMED: _("proclamée"),
        State.DONE: _("terminée"),
        State.ENDED: _("sans suite"),
    }[state]


def unfinished_words(title: str, state: State) -> str:
    """What is left to do of an election before its meeting closes, and how; nothing when it is proclaimed or ended."""
    told = {
        State.OPEN: _(
            "Le scrutin « {title} » est encore ouvert : dépouillez-le, ou arrêtez l’élection en disant pourquoi, "
            "puis levez la séance."
        ),
        State.COUNTED: _(
            "« {title} » est dépouillé sans être proclamé : proclamez-le, ou rattachez l’élection à la prochaine "
            "réunion."
        ),
    }
    not_voted = _("« {title} » n’a pas été voté : ouvrez le scrutin, ou rattachez l’élection à la prochaine réunion.")
    if state in (State.PREPARING, State.CALLING):
        return not_voted.format(title=title)
    return told.get(state, "").format(title=title)
