"""The first run: identity and form, statutes, nominal value, accounts, members; any step can wait or be done again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coop_desk.core import words
from coop_desk.core.accounts import accounts
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.recovery import recovery_state
from coop_desk.screen import theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import AmountField, DayField, Field, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button, pill, set_property
from coop_desk.screen.side_by_side import NARROW
from coop_desk.topics.members import service as members
from coop_desk.topics.shares import service as shares
from coop_desk.topics.statutes import service as statutes
from coop_desk.topics.statutes.page import (
    IDENTITY_ABREAST,
    identity_facts,
    identity_fields,
    identity_from,
    identity_values,
    value_fields,
    value_text,
    value_values,
)
from coop_desk.topics.statutes.service import NewValue, ParameterRow

_STEPS_WIDE = 290
# What a first reading of the statutes answers; all the rest keeps the law until the statutes page changes it.
ASKED = (
    "externals_allowed",
    "auto_admission",
    "exclusion_allowed",
    "reimbursement_delay_years",
    "call_days_first",
    "max_proxies",
    "correspondence_vote",
    "remote_participation",
    "ago_second_call",
    "age_quorum_first",
    "age_quorum_second",
    "age_majority",
    "leader_max_term_years",
    "interest_on_shares",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, what it is for, whether it is done, and how it is shown."""

    name: str
    title: str
    done: bool
    show: Callable[[], None]


class SetupPage(Page):
    """Everything a new co-operative records first, step by step."""

    title = N_("Mise en place")
    needs = statutes.set_up_statutes
    guide = "02-mise-en-place"

    def build(self) -> None:
        """Make the column of steps and the card of the step shown."""
        self._current = "identity"
        self._skipped: set[str] = set()
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(8))
        self._buttons: dict[str, QPushButton] = {}
        self.card = Card()
        self.card.setMinimumHeight(theme.px(420))
        self._steps_side = QWidget()
        self._steps_side.setLayout(self._column)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.px(24))
        self._row.addWidget(self._steps_side)
        self._row.addWidget(self.card, 1)
        self.body.addLayout(self._row, 1)
        self.form: Form | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the steps over the card when there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._steps_side.setMaximumWidth(theme.px(_STEPS_WIDE if not narrow else 2 * _STEPS_WIDE))
        self._steps_side.setMinimumWidth(theme.px(_STEPS_WIDE))

    @property
    def under_way(self) -> bool:
        """Once a step was put off."""
        return bool(self._skipped)

    def load(self) -> None:
        """Show which steps are done, and the first that waits."""
        steps = self._steps()
        done = sum(step.done for step in steps)
        said = ngettext("{done} étape faite sur {all}", "{done} étapes faites sur {all}", done)
        self.say_facts(said.format(done=done, all=len(steps)))
        self._show_column(steps)
        waiting = next((step for step in steps if not step.done and step.name not in self._skipped), steps[-1])
        current = next((step for step in steps if step.name == self._current), waiting)
        self._open(waiting if current.done else current)

    def _steps(self) -> list[Step]:
        state = statutes.set_up_state(self.desk)
        people = len(members.members(self.desk)) if self.may(members.members) else 0
        steps = [
            Step("identity", _("Identité et forme"), state.identity, self.show_identity),
            Step("statutes", _("Statuts"), state.values, self.show_statutes),
            Step("nominal", _("Valeur nominale"), state.nominal, self.show_nominal),
            Step("members", _("Associés et parts"), people > 0, self.show_members),
            Step("end", _("Terminé"), not state.open, self.show_end),
        ]
        if self.may(accounts):
            opened = len(accounts(self.desk)) > 1
            steps.insert(3, Step("accounts", _("Accès des personnes"), opened, self.show_accounts))
        if self.may(recovery_state):
            printed = not recovery_state(self.desk).alarming
            steps.insert(-1, Step("recovery", _("Code de secours"), printed, self.show_recovery))
        return steps

    def _show_column(self, steps: list[Step]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._buttons = {}
        for place, step in enumerate(steps, start=1):
            self._column.addWidget(self._step_line(place, step))
        self._column.addStretch(1)

    def _step_line(self, place: int, step: Step) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        made = button(f"{place}. {step.title}", lambda: self._open(step), role="link")
        made.setCheckable(False)
        row.addWidget(made)
        row.addStretch(1)
        row.addWidget(pill(*self._state(step)))
        self._buttons[step.name] = made
        return line

    def _state(self, step: Step) -> tuple[str, Any]:
        if step.done:
            return _("Fait"), "good"
        return (_("Passé"), "plain") if step.name in self._skipped else (_("À faire"), "warn")

    def _open(self, step: Step) -> None:
        self._current = step.name
        for name, made in self._buttons.items():
            set_property(made, "current", name == step.name)
        self.form = None
        step.show()

    def _next(self) -> None:
        """Go to the step after the current one, this one being left for later."""
        if self._current != "end":
            self._skipped.add(self._current)
        steps = self._steps()
        names = [step.name for step in steps]
        after = steps[min(names.index(self._current) + 1, len(steps) - 1)]
        self._current = after.name
        self._show_column(steps)
        self._open(after)

    def _offer(self, form: Form, values: dict[str, Any]) -> None:
        form.set_values(values)
        self.form = form
        self.card.add(form)
        self.card.add_buttons(button(_("Passer cette étape"), self._next, role="link"))
        if self.isVisible():
            form.begin()

    # -- the steps

    def show_identity(self) -> None:
        """Ask who the co-operative is."""
        self.card.clear(_("Identité et forme"))
        self.card.add_text(
            _("Ces mentions figurent en tête de tous vos documents. La forme fixe les règles de vos assemblées."),
            secondary=True,
        )
        who = statutes.identity(self.desk)
        if who is not None and not statutes.set_up_state(self.desk).open:
            self.card.add_facts(identity_facts(who))
            self.card.add_buttons(button(_("Modifier dans les statuts"), lambda: self.go("statutes"), role="link"))
            return
        form = Form(
            identity_fields(self.desk.today),
            submit=_("Enregistrer et continuer"),
            on_submit=lambda values: self.run(statutes.record_identity, identity_from(values, who), form=form),
            abreast=IDENTITY_ABREAST,
        )
        first = {"name": self.desk.coop.name, "year_end_day": 31, "year_end_month": 12}
        self._offer(form, identity_values(who) if who else first)

    def _needs_identity(self) -> bool:
        if statutes.identity(self.desk) is not None:
            return False
        self.card.add_text(_("Cette étape a besoin de la forme de la coopérative : commencez par l’identité."))
        self.card.add_buttons(
            button(_("Identité et forme"), lambda: self._open(self._steps()[0]), role="primary"),
            button(_("Passer cette étape"), self._next, role="link"),
        )
        return True

    def show_statutes(self) -> None:
        """Ask the values that differ most between statutes; the law answers for the others."""
        self.card.clear(_("Ce que disent vos statuts"))
        if self._needs_identity():
            return
        if self._closed():
            return
        self.card.add_text(
            _(
                "Chaque réponse est celle de la loi ou de l’usage. Corrigez ce que vos statuts disent autrement ; "
                "les autres règles se changent à la page Statuts."
            ),
            secondary=True,
        )
        rows = {row.key: row for row in statutes.parameters(self.desk)}
        asked = [rows[key] for key in ASKED]
        fields = [field for row in asked for field in value_fields(row.parameter, (row.rule,), row.words)]
        form = Form(
            fields,
            submit=_("Enregistrer et continuer"),
            on_submit=lambda values: self._save(asked, form, values),
        )
        shown: dict[str, Any] = {}
        for row in asked:
            shown |= value_values(row.parameter, row.value)
        self._offer(form, shown)

    def _save(self, asked: list[ParameterRow], form: Form, values: dict[str, Any]) -> None:
        new = [NewValue(row.key, value_text(row.parameter, values)) for row in asked]
        self.run(statutes.set_up_statutes, new, form=form)

    def show_nominal(self) -> None:
        """Ask the value of a share, and the highest capital known."""
        self.card.clear(_("Valeur nominale d’une part"))
        if self._needs_identity() or self._closed():
            return
        self.card.add_text(
            _(
                "Une seule valeur pour toutes les parts. Si le capital a été plus haut autrefois, dites-le : les "
                "remboursements ne peuvent pas le faire descendre sous la moitié de ce plus haut montant."
            ),
            secondary=True,
        )
        (row,) = (row for row in statutes.parameters(self.desk) if row.key == "share_nominal")
        fields: list[Field] = [
            *value_fields(row.parameter, (row.rule,), _("Valeur nominale")),
            TextField("article", _("Article des statuts"), hint=_("art. 8")),
            AmountField("highest", _("Capital le plus élevé atteint avant aujourd’hui"), rules=("REF-13",)),
            DayField("reached_on", _("Atteint le"), today=self.desk.today, rules=("REF-13",)),
            TextField("source", _("D’après"), hint=_("comptes 2023"), rules=("REF-13",)),
        ]
        form = Form(
            fields,
            submit=_("Enregistrer et continuer"),
            on_submit=lambda values: self._save_nominal(row, form, values),
        )
        self._offer(form, value_values(row.parameter, row.value))

    def _save_nominal(self, row: ParameterRow, form: Form, values: dict[str, Any]) -> None:
        if values["highest"]:
            day = values["reached_on"] or self.desk.today
            source = values["source"] or ""
            if not self.run(shares.record_highest_capital, values["highest"], day, source, form=form):
                return
        new = NewValue(row.key, value_text(row.parameter, values), values["article"] or "")
        self.run(statutes.set_up_statutes, [new], form=form)

    def _closed(self) -> bool:
        if statutes.set_up_state(self.desk).open:
            return False
        self.card.add_text(
            _("La mise en place est terminée : chaque changement cite maintenant la résolution qui l’a décidé.")
        )
        self.card.add_buttons(button(_("Ouvrir les statuts"), lambda: self.go("statutes"), role="primary"))
        return True

    def show_accounts(self) -> None:
        """Say who may sign in, and where to open accounts."""
        self.card.clear(_("Accès des personnes"))
        self.card.add_text(
            _(
                "Votre accès est ouvert. Ouvrez-en un à chaque personne qui tiendra un registre ou une assemblée, puis "
                "proposez son titre : gérance, secrétariat des assemblées, tenue des registres."
            ),
            secondary=True,
        )
        for one in accounts(self.desk):
            self.card.add_text(f"{one.name} ({one.login})")
        self.card.add_buttons(
            button(_("Ouvrir un accès"), lambda: self.go("accounts"), role="primary"),
            button(_("Proposer un titre"), lambda: self.go("grants")),
            button(_("Passer cette étape"), self._next, role="link"),
        )

    def show_members(self) -> None:
        """Send to the import of the spreadsheet."""
        self.card.clear(_("Associés et parts"))
        self.card.add_text(
            _(
                "Importez votre tableur : CSV, Excel ou LibreOffice. Les colonnes sont reconnues, un aperçu montre ce "
                "qui sera créé, et rien ne change avant votre accord."
            ),
            secondary=True,
        )
        if self.may(members.members):
            count = len(members.members(self.desk))
            if count:
                self.card.add_text(
                    ngettext("{n} personne est inscrite.", "{n} personnes sont inscrites.", count).format(
                        n=words.integer(count)
                    )
                )
        self.card.add_buttons(
            button(_("Importer un tableur"), lambda: self.go("members.import"), role="primary"),
            button(_("Saisir un associé"), lambda: self.go("members")),
            button(_("Passer cette étape"), self._next, role="link"),
        )

    def show_recovery(self) -> None:
        """Say what the recovery code is for, and where it is printed or shared out."""
        self.card.clear(_("Code de secours"))
        self.card.add_text(recovery_state(self.desk).words)
        self.card.add_text(
            _(
                "Les coordonnées bancaires, la paie et les motifs d’absence ne s’ouvrent qu’avec un mot de passe, ou "
                "avec ce code. Mots de passe oubliés et code perdu : ces données sont perdues, pour tout le monde."
            )
        )
        self.card.add_text(
            _("Sur papier, dans une enveloppe scellée ; ou partagé entre plusieurs personnes élues."), secondary=True
        )
        self.card.add_buttons(
            button(_("Imprimer ou partager le code"), lambda: self.go("recovery"), role="primary"),
            button(_("Passer cette étape"), self._next, role="link"),
        )

    def show_end(self) -> None:
        """Close the set-up, or say that it is closed."""
        self.card.clear(_("Terminé"))
        if self._closed():
            return
        left = [step.title for step in self._steps()[:-1] if not step.done]
        if left:
            self.card.add_text(_("Il reste : {steps}. Vous pourrez y revenir.").format(steps=words.listed(left)))
        self.card.add_text(
            _(
                "En terminant, vous fermez la mise en place : tout changement des statuts citera ensuite la résolution "
                "qui l’a décidé. Terminez quand les statuts enregistrés sont bien les vôtres."
            )
        )
        self.card.add_buttons(
            button(_("Terminer la mise en place"), lambda: self.run(statutes.finish_set_up), role="primary")
        )
