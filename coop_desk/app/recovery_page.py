"""The recovery code in the window: printed and read back, shared out between elected people, printed again."""

from typing import Any

from coop_desk.app.letterhead import letterhead_of
from coop_desk.app.recovery_document import recovery_sheets
from coop_desk.app.recovery_form import RecoveryForm
from coop_desk.core import recovery
from coop_desk.core.delegating import people
from coop_desk.core.i18n import N_, _
from coop_desk.core.words import listed, long_day
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page

MOST_TRUSTEES = 5


class RecoveryPage(Page):
    """One card: where the code is, then what can be done about it by this person."""

    title = N_("Code de secours")
    needs = recovery.recovery_state
    guide = "92-code-de-secours"
    tip = N_("Ce code rouvre tout quand les mots de passe sont perdus. Il tient sur une feuille, dans une enveloppe.")

    def build(self) -> None:
        """Make the card and the actions."""
        self.card = Card()
        self.body.addWidget(self.card)
        self.print_action = self.add_action(
            _("Imprimer le code"), self.print_code, keys="Ctrl+N", verb=recovery.code_to_print, primary=True
        )
        self.share_action = self.add_action(
            _("Partager entre plusieurs personnes"), self.ask_trustees, verb=recovery.entrust_code
        )
        self.own_action = self.add_action(_("Imprimer ma part"), self.print_own_share, verb=recovery.own_share)
        self.together_action = self.add_action(_("Ouvrir à plusieurs"), self.gather, verb=recovery.own_share)
        self.held_action = self.add_action(_("Noter qui le détient"), self.ask_holder, verb=recovery.code_is_held)
        self.renew_action = self.add_action(_("Code perdu : en faire un autre"), self.ask_why, verb=recovery.renew_code)

    def load(self) -> None:
        """Say where the code is."""
        state = recovery.recovery_state(self.desk)
        self.state = state
        self.card.clear(_("Où est le code de secours"))
        self.card.show()
        self.card.add_pill(_("À imprimer") if state.alarming else _("Imprimé"), "bad" if state.alarming else "good")
        self.card.add_text(state.words)
        trusted = listed(state.trustees) if state.trustees else ""
        self.card.add_facts(
            [
                (_("Personnes"), trusted),
                (_("Il en faut"), str(state.needed) if trusted else ""),
                (_("Détenu, vu le"), long_day(state.held_on) if state.held_on else ""),
                (_("Empreinte"), state.fingerprint),
            ]
        )
        if state.missing:
            self.card.add_text(
                _(
                    "Le code n’ouvre pas encore : {what}. Ce sera fait à la prochaine session d’une personne qui en "
                    "détient la clé."
                ).format(what=listed(state.missing))
            )
        if state.alarming:
            self.card.add_text(
                _(
                    "Tant qu’il n’est pas imprimé, la perte d’un seul mot de passe peut fermer pour toujours les "
                    "données protégées. Imprimez-le, ou partagez-le entre plusieurs personnes élues."
                )
            )
        for action in (self.print_action, self.share_action):
            action.setVisible(state.mine_to_print)
        for action in (self.own_action, self.together_action):
            action.setVisible(self.desk.name in state.trustees)
        self.held_action.setVisible(state.exists and not state.alarming)
        self.renew_action.setVisible(state.exists)

    # -- on paper

    def print_code(self) -> None:
        """Show the sheet, and ask for two groups of it."""
        done = self.ask(recovery.code_to_print)
        if not done or done.value is None:
            return
        self._show_sheets([done.value])
        first, second = recovery.groups_to_type()
        self.card.clear(_("Relire le papier"))
        self.card.add_text(_("Imprimez la feuille, puis recopiez deux groupes depuis le papier."))
        form = Form(
            tuple(
                TextField(
                    str(n),
                    _("Groupe n° {n}").format(n=n),
                    required=True,
                    rules=("KEY-02",) if n == first else (),
                    secret=True,
                )
                for n in (first, second)
            ),
            submit=_("Le papier est bon"),
            on_submit=lambda typed: self._read_back({int(n): group for n, group in typed.items()}, form),
            on_cancel=self.reload,
        )
        self.card.add(form)
        self.card.add_text(
            _("Ensuite seul le papier ouvre : la copie gardée dans votre trousseau est retirée."), secondary=True
        )

    def _read_back(self, typed: dict[int, str], form: Form) -> None:
        if self.run(recovery.code_was_printed, typed, form=form):
            self.close_pdf()

    # -- shared out

    def ask_trustees(self) -> None:
        """Ask who holds a share, and how many are needed together."""
        known = [(person, name) for person, name in people(self.desk)]
        self.card.clear(_("Partager le code"))
        self.card.add_text(
            _("Chaque personne reçoit une feuille, et sa part dans son propre trousseau. Aucune n’ouvre rien seule.")
        )
        fields: list[Any] = [
            PersonField(f"person{n}", _("Personne {n}").format(n=n), known, required=n <= 2)
            for n in range(1, MOST_TRUSTEES + 1)
        ]
        needed = ChoiceField(
            "needed", _("Parts nécessaires ensemble"), [(n, str(n)) for n in range(2, MOST_TRUSTEES + 1)], required=True
        )
        form = Form(
            (*fields, needed),
            submit=_("Partager et imprimer"),
            on_submit=lambda said: self._share(said, form),
            on_cancel=self.reload,
        )
        form.set_values({"needed": 2})
        self.card.add(form)
        form.begin()

    def _share(self, said: dict[str, Any], form: Form) -> None:
        chosen = [said[f"person{n}"] for n in range(1, MOST_TRUSTEES + 1) if said[f"person{n}"] is not None]
        done = self.run(recovery.entrust_code, said["needed"], chosen, form=form)
        if done and done.value is not None:
            self._show_sheets(done.value)

    def print_own_share(self) -> None:
        """Print one's own share again."""
        done = self.ask(recovery.own_share)
        if done and done.value is not None:
            self._show_sheets([done.value])

    # -- once a year, and when it is lost

    def ask_holder(self) -> None:
        """Ask who holds the envelope."""
        self.card.clear(_("Qui détient le code ?"))
        self.card.add_text(_("Retrouvez l’enveloppe et regardez qu’elle est fermée. La question revient chaque année."))
        form = Form(
            (TextField("holder", _("Détenu par"), required=True, rules=("KEY-21",), hint=_("nom, et où")),),
            submit=_("Noter"),
            on_submit=lambda said: self.run(recovery.code_is_held, said["holder"], form=form),
            on_cancel=self.reload,
        )
        self.card.add(form)
        form.begin()

    def ask_why(self) -> None:
        """Ask why another code is made, and who is there."""
        self.card.clear(_("Un autre code de secours"))
        self.card.add_text(
            _(
                "L’ancien code n’ouvrira plus rien, sauf les sauvegardes déjà faites. Le nouveau attend ici jusqu’à "
                "son impression ; les compartiments dont vous n’avez pas la clé le suivent à la prochaine session "
                "d’une personne qui la détient."
            )
        )
        form = Form(
            (
                TextField("why", _("Pourquoi"), required=True, hint=_("enveloppe perdue"), rules=("KEY-21",)),
                TextField("present", _("Personnes présentes"), required=True, help=_("Séparées par des virgules.")),
            ),
            submit=_("Faire un autre code"),
            on_submit=lambda said: self._renew(said, form),
            on_cancel=self.reload,
        )
        self.card.add(form)
        form.begin()

    def _renew(self, said: dict[str, Any], form: Form) -> None:
        present = said["present"].split(",")
        self.run_beside(
            _("Le code et le dossier changent de clé…"), recovery.replace_code, said["why"], present, form=form
        )

    # -- side by side

    def gather(self) -> None:
        """Bring enough trustees together on this PC, and use the recovery key without any paper."""
        self.card.clear(_("Ouvrir à plusieurs"))
        self.card.add_text(
            _("Chaque personne de confiance tape son mot de passe ici. Le journal garde qui était là."), secondary=True
        )
        self.together = RecoveryForm(self.desk.coop, self.desk)
        self.together.left.connect(self.reload)
        self.together.done.connect(self._opened_together)
        self.card.add(self.together)
        self.together.begin()

    def _opened_together(self) -> None:
        self.say_state(_("Accès redonné"))
        self.ran.emit()

    def _show_sheets(self, papers: list[recovery.PaperCode]) -> None:
        pdf = recovery_sheets(papers, letterhead_of(self.desk))
        self.show_pdf(pdf, _("Code de secours"), _("Code de secours.pdf"))
