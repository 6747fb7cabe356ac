"""The bureau of the meeting: who chairs, who writes, who counts."""

from collections.abc import Callable
from typing import Any

from coop_desk.core.i18n import _
from coop_desk.screen.card import Card
from coop_desk.screen.fields import PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.topics.assemblies.records import MeetingFile
from coop_desk.topics.assemblies.room_records import BureauChoice, RoomState


def fill_bureau_card(
    card: Card,
    file: MeetingFile,
    room: RoomState,
    choice: BureauChoice,
    save: Callable[[Form, dict[str, Any]], object],
) -> Form:
    """Ask who holds the bureau, with the rule in words (MEET-01, MEET-02)."""
    card.clear(_("Bureau de la séance"))
    card.add_text(choice.words, secondary=True)
    everyone = [(line.person.person_id, line.person.name) for line in room.people]
    chairs = [(person.person_id, person.name) for person in choice.chairs] or everyone
    known = {person for person, _name in chairs}
    chairs += [pair for pair in everyone if pair[0] not in known]
    counting = [PersonField(f"teller{n}", _("Scrutateur ou scrutatrice {n}").format(n=n), everyone) for n in (1, 2)]
    if choice.tellers_needed:
        for field in counting:
            field.required = True
    form = Form(
        [
            PersonField("chair", _("Présidence de séance"), chairs, required=True, rules=("MEET-01",)),
            TextField("capacity", _("Qualité"), hint=_("gérante, présidente, doyen d’âge…")),
            TextField("secretary", _("Secrétariat de séance"), required=True, rules=("MEET-02",)),
            *counting,
        ],
        submit=_("Enregistrer le bureau"),
        on_submit=lambda values: save(form, _verb_values(values, everyone)),
    )
    bureau = file.bureau
    form.set_values(
        {
            "chair": bureau.chair.person_id if bureau.chair else None,
            "capacity": bureau.chair_capacity,
            "secretary": bureau.secretary_name,
            **{f"teller{n}": teller.person_id for n, teller in enumerate(bureau.tellers[:2], start=1)},
        }
    )
    card.add(form)
    return form


def _verb_values(values: dict[str, Any], everyone: list[tuple[int, str]]) -> dict[str, Any]:
    typed = values["secretary"]
    same = [person for person, name in everyone if name.casefold() == typed.casefold()]
    return {
        "chair_id": values["chair"],
        "chair_capacity": values["capacity"],
        "secretary_id": same[0] if len(same) == 1 else None,
        "secretary_name": "" if len(same) == 1 else typed,
        "teller_ids": tuple(found for found in (values["teller1"], values["teller2"]) if found is not None),
    }
