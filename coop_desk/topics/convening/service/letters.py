"""The co-operative's own words for its convocations, and the original ones (G20)."""

import tomllib
from functools import cache

from sqlalchemy import select

from coop_desk.core import resources
from coop_desk.core.actions import Act, action, query
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _
from coop_desk.core.rights import Right
from coop_desk.topics.convening.model import LetterText
from coop_desk.topics.convening.records import EditableText
from coop_desk.topics.convening.rules.letters import check_words

EDITABLE = ("opening", "opening_other", "second_call", "closing")


@cache
def originals() -> dict[str, dict[str, str]]:
    """Read the original texts and their placeholders."""
    with resources.path("letters", "convocation.toml").open("rb") as stream:
        return tomllib.load(stream)


def words_in_force(act: Act) -> dict[str, str]:
    """Return each editable text as the co-operative words it today."""
    rows = act.session.scalars(select(LetterText).order_by(LetterText.id))
    own = {row.key: row.words for row in rows}
    return {key: own.get(key) or originals()[key]["words"] for key in EDITABLE}


@query(Right.MEETINGS_PREPARE, N_("Consultation des textes de convocation"))
def letter_texts(act: Act) -> list[EditableText]:
    """Return the editable texts with their placeholders."""
    words = words_in_force(act)
    known = tuple(originals()["placeholders"].items())
    return [
        EditableText(key, originals()[key]["title"], words[key], originals()[key]["words"], known) for key in EDITABLE
    ]


@action(Right.MEETINGS_PREPARE, N_("Modification d’un texte de convocation"))
def change_letter_text(act: Act, key: str, words: str) -> None:
    """Word a part of the convocations; unknown placeholders are refused."""
    check_words(words, originals()["placeholders"])
    _write(act, key, words.strip())
    act.say(_("Texte modifié : {title}").format(title=originals()[key]["title"]))


@action(Right.MEETINGS_PREPARE, N_("Rétablissement d’un texte de convocation"))
def restore_letter_text(act: Act, key: str) -> None:
    """Go back to the original words of a part of the convocations."""
    _write(act, key, "")
    act.say(_("Texte d’origine rétabli : {title}").format(title=originals()[key]["title"]))


def _write(act: Act, key: str, words: str) -> None:
    if key not in EDITABLE:
        raise RuleBroken("LETTER-01", _("Ce texte n’existe pas."))
    act.session.add(LetterText(key=key, words=words, recorded_at=act.now, recorded_by_id=act.actor_id))
    act.session.flush()
