"""What people read: French, well set, with no word of a database, and every rule, table, action and right in words."""

import ast
import re
from collections.abc import Callable

import pytest

from coop_desk.core import rulebook
from coop_desk.core.model import Base
from coop_desk.core.rights import WORDS, Right
from tests.house.sources import Said, marked, sources, texts_of_the_code, texts_of_the_resources, verbs


def texts() -> tuple[Said, ...]:
    """Everything people read."""
    return (*texts_of_the_code(), *texts_of_the_resources())


def bare(text: str) -> str:
    """The text without its places to fill, its addresses and its hours."""
    return re.sub(r"\{[^{}]*\}|https?://\S*|\d:\d\d", "", text)


def matches(pattern: str) -> Callable[[str], object]:
    return lambda text: re.search(pattern, bare(text), re.IGNORECASE)


FAULTS: dict[str, Callable[[str], object]] = {
    "a plain space, or none, before a colon": matches(r"(?<!\u00a0):"),
    "a plain space, or none, before ; ! ?": matches(r"(?<![\u202f;!?])[;!?]"),
    "a plain space, or none, inside « »": matches(r"«(?!\u00a0)|(?<!\u00a0)»"),
    "a plain space, or none, before % or €": matches(r"(?<!\u202f)[%€](?!\w)"),
    "a plain space between a sign and its number": matches(
        r"(?:\bn°|\bart\.|\b[LRD]\.|\barticles?(?= [\dLRD]\b)) |(?-i:\bMM?\. [A-ZÀ-Ý])"
    ),
    "a straight quote": matches(r"[\"']"),
    "three dots for an ellipsis": matches(r"\.\.\."),
    "œ in two letters": matches(r"\b(?:coeur|oeuvre|voeu|noeud|soeur|oeil)"),
    "a word of the database": matches(
        r"base de données|\btable\b|enregistrement n°|\bSQL\b|\bnull\b|clé (?:primaire|étrangère)"
        r"|\butilisateur|\brequête"
    ),
    "tutoiement": matches(r"\b(?:tu|toi|ton|tes|ta)\b"),
    "English": matches(r"\b(?:please|error|warning|cancel|save|the|delete)\b"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_text_has(fault: str) -> None:
    wrong = [f"{said.where}  {said.text}" for said in texts() if FAULTS[fault](said.text)]
    assert wrong == []


def test_each_fault_is_seen_when_planted() -> None:
    planted = {
        "a plain space, or none, before a colon": "Nom : {name}",
        "a plain space, or none, before ; ! ?": "Vraiment ?",
        "a plain space, or none, inside « »": "« Nom »",
        "a plain space, or none, before % or €": "50 %",
        "a plain space between a sign and its number": "loi n°\u00a078-763, art. 5",
        "a straight quote": "l'accès",
        "three dots for an ellipsis": "Attendez...",
        "œ in two letters": "le coeur",
        "a word of the database": "La table des associés",
        "tutoiement": "Choisis ton nom",
        "English": "Cancel",
    }
    assert planted.keys() == FAULTS.keys()
    for fault, text in planted.items():
        assert FAULTS[fault](text), fault
    good = (
        "«\u00a0Nom\u00a0»\u00a0: l’accès de {name}\u202f? 50\u202f%, 3\u202f€… "
        "à 14:30, art.\u00a0L.\u00a0223-27, M.\u00a0Le Goff, l’œuvre est notable."
    )
    assert not [fault for fault, seen in FAULTS.items() if seen(good)]


def test_there_is_something_to_read() -> None:
    assert len(texts_of_the_code()) > 500
    assert len(texts_of_the_resources()) > 50


def test_only_plain_texts_are_translated() -> None:
    """No f-string, no sum, no variable made on the spot: a catalogue could not hold it."""
    wrong = [
        f"{source.name}:{call.lineno}"
        for source in sources()
        for call, argument in marked(source)
        if isinstance(argument, ast.JoinedStr | ast.BinOp)
    ]
    assert wrong == []


def test_every_rule_that_is_cited_is_described() -> None:
    described = set(rulebook.rules())
    cited: list[Said] = []
    for source in sources():
        for node in source.nodes:
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and re.fullmatch(r"(?!UTF)[A-Z]{2,10}-\d{2}", value):
                cited.append(Said(f"{source.name}:{node.lineno}", value))
        for name, call in source.calls:
            if name == "RuleBroken" and call.args and isinstance(call.args[0], ast.Constant):
                cited.append(Said(f"{source.name}:{call.lineno}", str(call.args[0].value)))
    assert len(cited) > 50
    assert [f"{said.where}  {said.text}" for said in cited if said.text not in described] == []


def test_every_rule_has_words_and_a_source() -> None:
    for rule in rulebook.rules().values():
        assert rule.words.strip(), rule.id
        assert rule.source.strip(), rule.id


def test_every_table_says_what_a_row_is_called() -> None:
    named = {mapper.class_: vars(mapper.class_).get("__words__", "") for mapper in Base.registry.mappers}
    assert [model.__name__ for model, words in named.items() if not words] == []
    words = list(named.values())
    assert sorted({w for w in words if words.count(w) > 1}) == []


def test_every_action_is_said_in_french_and_differently() -> None:
    assert len(verbs()) > 20
    for verb in verbs():
        assert re.match(r"[A-ZÀ-Ý«]", verb.words), verb.name
        assert not verb.words.endswith("."), verb.name
    said = [verb.words for verb in verbs() if not verb.reading]
    assert sorted({w for w in said if said.count(w) > 1}) == []


def test_every_right_has_words_is_carried_by_a_title_and_opens_something() -> None:
    import tomllib

    from coop_desk.core import resources
    from coop_desk.core.compartments.names import RIGHTS

    assert set(WORDS) == set(Right)
    assert len(set(WORDS.values())) == len(Right)
    titles = tomllib.loads(resources.path("titles.toml").read_text(encoding="utf-8"))
    carried = {right for title in titles.values() for reach in ("self", "everyone") for right in title.get(reach, ())}
    entrusted = {right.value for of_one in RIGHTS.values() for right in of_one if right}
    assert carried.isdisjoint(entrusted), "what is sealed is opened by a delegation of keys, never by a title"
    assert carried | entrusted == {right.value for right in Right}
    opening = {right for verb in verbs() for right in verb.rights}
    assert set(Right) == opening, "a right that opens nothing is a promise"
