"""The roles nobody may hold together with one: said on its card, declared and ended there."""

from collections.abc import Callable
from functools import partial
from typing import Any

from coop_desk.core.i18n import _
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import ChoiceField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.topics.roles import service
from coop_desk.topics.roles.records import RoleLine


class Incompatible:
    """The part of a card that tells them; `back` shows the role again."""

    def __init__(self, page: Page, card: Card, back: Callable[[], None]) -> None:
        self.page, self.card, self.back = page, card, back

    def show(self, role: RoleLine) -> None:
        """Tell with which roles, and why; offer to declare another or to end one."""
        names = {one.id: one.name for one in self.page.ask(service.roles).value or []}
        pairs = self.page.ask(service.incompatibilities).value or []
        may = self.page.may(service.declare_incompatible)
        found = [(row, two if one == role.id else one, why) for row, one, two, why in pairs if role.id in (one, two)]
        if not found and not may:
            return
        self.card.add_heading(_("Rôles incompatibles"))
        buttons = []
        for row, other, why in found:
            name = names.get(other, "")
            self.card.add_text(_("« {role} » : {why}").format(role=name, why=why))
            if may:
                words = _("Fin de l’incompatibilité avec « {role} »").format(role=name)
                buttons.append(button(words, partial(self._end, row), role="quiet"))
        if not found:
            self.card.add_text(_("Aucun : une même personne peut tenir ce rôle et un autre."), secondary=True)
        if may:
            taken = {role.id, *(other for _row, other, _why in found)}
            others = [(id_, name) for id_, name in names.items() if id_ not in taken]
            self.card.add_buttons(
                button(_("Déclarer un rôle incompatible…"), lambda: self.ask(role, others), role="quiet"), *buttons
            )

    def ask(self, role: RoleLine, others: list[tuple[int, str]]) -> None:
        """Ask with which role, and why."""
        self.card.clear(role.name)

        def send(said: dict[str, Any]) -> None:
            if self.page.run(service.declare_incompatible, role.id, said["role"], said["because"] or "", form=form):
                self.back()

        form = Form(
            [
                ChoiceField("role", _("Rôle incompatible"), others, required=True, rules=("ROLE-06",)),
                TextField("because", _("Pourquoi"), required=True, rules=("ROLE-06",),
                          help=_("Qui tient la caisse ne la contrôle pas, par exemple.")),
            ],
            submit=_("Déclarer"), on_submit=send, on_cancel=self.back,
        )  # fmt: skip
        self.card.add(form)
        self.card.show()
        form.begin()

    def _end(self, row_id: int) -> None:
        def end() -> None:
            if self.page.run(service.end_incompatible, row_id):
                self.back()

        decide(
            self.page,
            _("Mettre fin à cette incompatibilité ?"),
            _("À partir de demain, une même personne pourra tenir les deux rôles."),
            _("Mettre fin"),
            end,
        )
