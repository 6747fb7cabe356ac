"""The kinds of post, how they are called, and which a company of each form has."""

from collections.abc import Mapping
from dataclasses import dataclass

from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.topics.mandates.records import PostKind
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.profile import Profile

KIND_WORDS: Mapping[PostKind, str] = {
    PostKind.MANAGER: N_("Gérance"),
    PostKind.PRESIDENT: N_("Présidence"),
    PostKind.GENERAL_MANAGER: N_("Direction générale"),
    PostKind.DEPUTY: N_("Direction générale déléguée"),
    PostKind.DIRECTOR: N_("Conseil d’administration"),
    PostKind.CHAIR: N_("Présidence du conseil d’administration"),
    PostKind.SUPERVISORY: N_("Conseil de surveillance"),
    PostKind.DIRECTOIRE: N_("Directoire"),
    PostKind.ROLE: N_("Rôle"),
}

CALLED_WORDS: Mapping[PostKind, tuple[str, str]] = {
    PostKind.MANAGER: (N_("gérante"), N_("gérant")),
    PostKind.PRESIDENT: (N_("présidente"), N_("président")),
    PostKind.GENERAL_MANAGER: (N_("directrice générale"), N_("directeur général")),
    PostKind.DEPUTY: (N_("directrice générale déléguée"), N_("directeur général délégué")),
    PostKind.DIRECTOR: (N_("administratrice"), N_("administrateur")),
    PostKind.CHAIR: (N_("présidente du conseil d’administration"), N_("président du conseil d’administration")),
    PostKind.SUPERVISORY: (N_("membre du conseil de surveillance"), N_("membre du conseil de surveillance")),
    PostKind.DIRECTOIRE: (N_("membre du directoire"), N_("membre du directoire")),
}
"""How a woman or a man who holds the post may be named; nobody guesses: the person says."""

# Words right for everybody, until the person says how they are named.
NEUTRAL_WORDS: Mapping[PostKind, str] = {
    PostKind.MANAGER: N_("gérance"),
    PostKind.PRESIDENT: N_("présidence"),
    PostKind.GENERAL_MANAGER: N_("direction générale"),
    PostKind.DEPUTY: N_("direction générale déléguée"),
    PostKind.DIRECTOR: N_("membre du conseil d’administration"),
    PostKind.CHAIR: N_("présidence du conseil d’administration"),
    PostKind.SUPERVISORY: N_("membre du conseil de surveillance"),
    PostKind.DIRECTOIRE: N_("membre du directoire"),
}

BY_FORM: Mapping[Form, tuple[PostKind, ...]] = {
    Form.SARL: (PostKind.MANAGER, PostKind.SUPERVISORY),
    Form.SAS: (
        PostKind.PRESIDENT,
        PostKind.GENERAL_MANAGER,
        PostKind.DEPUTY,
        PostKind.DIRECTOR,
        PostKind.SUPERVISORY,
    ),
    Form.SA: (
        PostKind.DIRECTOR,
        PostKind.CHAIR,
        PostKind.GENERAL_MANAGER,
        PostKind.DEPUTY,
        PostKind.DIRECTOIRE,
        PostKind.SUPERVISORY,
    ),
}
"""The kinds a company of each form may have, beside roles."""

LEADERS = frozenset(PostKind) - {PostKind.ROLE, PostKind.SUPERVISORY}
"""The kinds whose holders lead the company; a supervisory board controls them."""

MANAGING = frozenset({PostKind.MANAGER, PostKind.PRESIDENT, PostKind.GENERAL_MANAGER, PostKind.DIRECTOIRE})
"""The kinds whose holders represent the company: they act under the title of its management."""

EXECUTIVE = LEADERS - {PostKind.DIRECTOR}
"""The kinds whose holders run the company from day to day: their employment contract is asked about (ELE-05)."""

BOARDS = frozenset({PostKind.DIRECTOR, PostKind.SUPERVISORY})
"""The kinds whose holders sit in a body that meets."""

REGISTERED = frozenset(PostKind) - {PostKind.ROLE}
"""The kinds whose appointments and ends are registered and published (ELE-12)."""

COOPTING = frozenset({PostKind.DIRECTOR, PostKind.SUPERVISORY})
"""The kinds whose body may co-opt until the next assembly ratifies, in an SA (SA-05)."""

MOST_DEPUTIES = 5
MOST_IN_DIRECTOIRE = 5
DIRECTOIRE_YEARS = 4
ROLE_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Expected:
    """A post that a company has by its form and its statutes."""

    kind: PostKind
    seats: int
    term_months: int
    paid: bool


def expected(profile: Profile, has_directoire: bool = False) -> tuple[Expected, ...]:
    """The posts no company of that form goes without (SARL-01, SAS-01, SA-01, SA-06, SA-20, SA-22)."""
    months = term_by_default
    if profile.form is Form.SARL:
        return (Expected(PostKind.MANAGER, 1, months(PostKind.MANAGER, profile), True),)
    if profile.form is Form.SAS:
        return (Expected(PostKind.PRESIDENT, 1, months(PostKind.PRESIDENT, profile), True),)
    if has_directoire:
        low = (size_of(PostKind.SUPERVISORY, profile) or (3, 18))[0]
        return (
            Expected(PostKind.DIRECTOIRE, 1, months(PostKind.DIRECTOIRE, profile), True),
            Expected(PostKind.SUPERVISORY, low, months(PostKind.SUPERVISORY, profile), False),
        )
    low = (size_of(PostKind.DIRECTOR, profile) or (3, 18))[0]
    return (
        Expected(PostKind.DIRECTOR, low, months(PostKind.DIRECTOR, profile), False),
        Expected(PostKind.CHAIR, 1, months(PostKind.CHAIR, profile), False),
        Expected(PostKind.GENERAL_MANAGER, 1, months(PostKind.GENERAL_MANAGER, profile), True),
    )


def supervisory_board(profile: Profile) -> Expected:
    """The supervisory board that more than twenty associates make compulsory (SARL-04, SAS-02)."""
    low = (size_of(PostKind.SUPERVISORY, profile) or (3, 9))[0]
    return Expected(PostKind.SUPERVISORY, low, term_by_default(PostKind.SUPERVISORY, profile), False)


def size_of(kind: PostKind, profile: Profile) -> tuple[int, int] | None:
    """The smallest and the largest size of a body; None when neither law nor statutes set one."""
    if kind is PostKind.DIRECTOR:
        return profile.span("board_size")
    if kind is PostKind.SUPERVISORY:
        return profile.span("supervisory_board_size")
    if kind is PostKind.DIRECTOIRE:
        return 1, MOST_IN_DIRECTOIRE
    if kind is PostKind.DEPUTY:
        return 1, MOST_DEPUTIES
    return (1, 1) if kind in (PostKind.PRESIDENT, PostKind.CHAIR, PostKind.GENERAL_MANAGER) else None


def legal_least(kind: PostKind, form: Form) -> int:
    """The smallest size the law leaves to a body: three members (SA-01, SA-22, SARL-04); one elsewhere."""
    return 3 if kind in BOARDS and (form is Form.SA or kind is PostKind.SUPERVISORY) else 1


def size_rule(kind: PostKind, form: Form) -> str:
    """The rule behind the size of a body."""
    if kind is PostKind.SUPERVISORY:
        return {Form.SARL: "SARL-04", Form.SAS: "SAS-02", Form.SA: "SA-22"}[form]
    return {PostKind.DIRECTOR: "SA-01", PostKind.DIRECTOIRE: "SA-20"}.get(kind, "SA-06")


def longest_term(kind: PostKind, profile: Profile, *, in_first_statutes: bool = False) -> int | None:
    """The longest term in years (ELE-09, SA-01, SARL-04); None for a role, whose term the co-op chooses."""
    if kind is PostKind.ROLE:
        return None
    if kind is PostKind.SUPERVISORY:
        most = profile.number("supervisory_term_years")
    else:
        most = profile.number("leader_max_term_years")
    first = profile.form is Form.SA and in_first_statutes and kind in BOARDS
    return min(most, 3) if first else most


def term_by_default(kind: PostKind, profile: Profile) -> int:
    """The term to propose, in months: the longest, four years for a directoire (SA-21), two for a role."""
    most = longest_term(kind, profile)
    if most is None:
        return ROLE_MONTHS
    return 12 * (min(most, DIRECTOIRE_YEARS) if kind is PostKind.DIRECTOIRE else most)


def check_post(kind: PostKind, name: str, seats: int, term_months: int, profile: Profile) -> None:
    """Refuse a post that the form, the law or the statutes exclude (MAND-05, ELE-09, SA-01, SA-21)."""
    if kind is not PostKind.ROLE and kind not in BY_FORM[profile.form]:
        raise RuleBroken(
            "MAND-05",
            _("Une {form} n’a pas de fonction « {name} ».").format(form=profile.form.value, name=_(KIND_WORDS[kind])),
        )
    if not name.strip():
        raise RuleBroken("MAND-05", _("Donnez un nom à la fonction."))
    if seats < 1:
        raise RuleBroken("MAND-05", _("Une fonction a au moins un siège."))
    size = size_of(kind, profile)
    if size is not None and not size[0] <= seats <= size[1]:
        words = _("{name} : de {low} à {high} sièges par la loi ou les statuts.")
        alone = _("{name} : un seul siège par la loi.")
        raise RuleBroken(
            size_rule(kind, profile.form),
            (alone if size == (1, 1) else words).format(name=_(KIND_WORDS[kind]), low=size[0], high=size[1]),
        )
    check_term(kind, term_months, profile)


def check_term(kind: PostKind, term_months: int, profile: Profile, *, in_first_statutes: bool = False) -> None:
    """Refuse a term beyond the longest (ELE-09), or not in whole years where an assembly ends it (ELE-11)."""
    if term_months < 1:
        raise RuleBroken("ELE-09", _("La durée du mandat manque."))
    most = longest_term(kind, profile, in_first_statutes=in_first_statutes)
    if most is None:
        return
    if term_months > 12 * most:
        words = ngettext(
            "La durée est de {n} an au plus par la loi ou les statuts.",
            "La durée est de {n} ans au plus par la loi ou les statuts.",
            most,
        )
        raise RuleBroken("ELE-09", words.format(n=most))
    if term_months % 12:
        raise RuleBroken(
            "ELE-11", _("Ce mandat finit avec une assemblée annuelle : donnez sa durée en années entières.")
        )
    if kind is PostKind.DIRECTOIRE and term_months < 24:
        raise RuleBroken("SA-21", _("Le directoire est nommé pour deux ans au moins."))


def term_words(months: int) -> str:
    """A term in words: years when it is whole years, months else."""
    if months % 12:
        return _("{n} mois").format(n=months)
    return ngettext("{n} an", "{n} ans", months // 12).format(n=months // 12)


def neutral_words(kind: PostKind, name: str) -> str:
    """How a holder is named who has not said it: words right for everybody."""
    return name if kind is PostKind.ROLE else _(NEUTRAL_WORDS[kind])


def called_choices(kind: PostKind) -> tuple[str, ...]:
    """The ways a holder may be named, to choose from; any other may be typed."""
    return tuple(dict.fromkeys(_(words) for words in CALLED_WORDS.get(kind, ())))
