"""«Clés confiées»: who holds the keys of the sealed data, from when to when, because of which decision."""

from typing import Any

from coop_desk.app.decision_fields import add_withdrawal, decision_fields, decision_of
from coop_desk.core import words
from coop_desk.core.compartments.delegating import (
    KeyDelegation,
    certify_keys,
    decide_keys,
    delegate_keys,
    deposit_keys,
    drop_keys,
    key_delegations,
    keys_due,
    keys_to_certify,
    propose_keys,
    revoke_keys,
    rotate_key,
)
from coop_desk.core.compartments.names import GOVERNANCE, READ, WRITE, words_of
from coop_desk.core.delegating import people
from coop_desk.core.errors import RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.own_keys import own_keys
from coop_desk.core.sealing_file import change_file_key, note_new_key
from coop_desk.screen.card import Card
from coop_desk.screen.dialog import decide
from coop_desk.screen.fields import CheckField, ChoiceField, DayField, PersonField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone, button
from coop_desk.screen.table import Column

TONES: dict[str, Tone] = {"proposed": "warn", "waiting": "warn", "ready": "accent", "running": "good"}
ALLOWS = {READ: N_("Lire"), WRITE: N_("Lire et écrire")}
ENDED = ("over", "revoked")


class KeysPage(Page):
    """Every delegation of keys with its state; each step of its life is done from its card."""

    title = N_("Clés confiées")
    needs = key_delegations
    guide = "81-cles-confiees"
    tip = N_(
        "Les données scellées ne s’ouvrent qu’avec une clé. La gouvernance en décide, et une personne qui tient la "
        "clé la remet."
    )

    def build(self) -> None:
        """Make the list, the card and the actions."""
        self.list = List(
            _("Clés confiées"),
            (
                Column(_("Données"), lambda row: row.words, stretch=True),
                Column(_("Personne"), lambda row: row.holder),
                Column(_("Permet"), lambda row: _(ALLOWS[row.right])),
                Column(_("Export"), lambda row: _("oui") if row.export else _("non"), shown=False),
                Column(_("Du"), lambda row: row.starts_on, "day"),
                Column(_("Au"), lambda row: row.ends_on, "day"),
                Column(_("État"), lambda row: row.state_words, "pill", tone=lambda row: TONES.get(row.state, "plain")),
                Column(_("Décision"), lambda row: row.decision or "", shown=False),
            ),
            filters=(
                Filter(_("En cours"), lambda row: row.state == "running"),
                Filter(_("À faire"), lambda row: row.state in ("proposed", "waiting") or row.rotation_owed),
            ),
            key=lambda row: row.id,
            counted=lambda n: ngettext("{n} délégation", "{n} délégations", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_delegation)
        self.add_action(_("Certifier des clés"), self.show_certifying, keys="Ctrl+T", verb=certify_keys)
        self.add_action(_("Changer la clé du dossier"), self.ask_other_file_key, verb=note_new_key)
        self.propose_action = self.add_action(
            _("Confier une clé"), self.show_proposing, keys="Ctrl+N", verb=propose_keys, primary=True
        )

    def load(self) -> None:
        """Read the delegations, what is due, and one's own fingerprint."""
        mine = own_keys(self.desk) if self.may(own_keys) else None
        if mine is not None:
            state = _("certifiées") if mine.certified else _("à certifier")
            self.say_facts(_("Vos clés : {fingerprint} ({state})").format(fingerprint=mine.fingerprint, state=state))
        found = key_delegations(self.desk)
        self.list.show_records(found)
        due = keys_due(self.desk)
        if due:
            self.refusal.show_warning(due[0], " ".join(due[1:]))
        self.show_empty(
            not found,
            _("Aucune clé confiée : rien n’est encore scellé. La gouvernance en décide."),
            self.propose_action,
        )

    def open_record(self, record_id: Any) -> None:
        """Choose a delegation by its number."""
        self.list.choose(record_id)

    def show_delegation(self, row: KeyDelegation | None) -> None:
        """Show one delegation and the next step of its life."""
        if row is None:
            return
        self.card.clear(row.words)
        self.card.add_pill(row.state_words, TONES.get(row.state, "plain"))
        self.card.add_facts(
            [
                (_("Personne"), row.holder),
                (_("Permet"), _(ALLOWS[row.right])),
                (_("Export"), _("permis") if row.export else ""),
                (_("À partir du"), words.long_day(row.starts_on)),
                (_("Jusqu’au"), words.long_day(row.ends_on) if row.ends_on else _("sans fin prévue")),
                (_("Proposée par"), row.proposed_by),
                (_("Décision"), row.decision or row.quoted),
            ]
        )
        if row.rotation_owed:
            self.card.add_text(
                _("La clé doit être renouvelée : cette personne, ou quelqu’un qui a eu son mot de passe, l’a connue.")
            )
        if (row.rotation_owed or self._writes_there(row)) and self.may(rotate_key):
            self.card.add_buttons(button(_("Renouveler la clé"), lambda: self.renew(row.compartment)))
        if row.state == "proposed":
            self._show_proposal(row)
        elif row.state == "waiting" and self.may(deposit_keys):
            self.card.add_buttons(
                button(_("Remettre la clé"), lambda: self._do(deposit_keys, row.id), role="primary", icon="key")
            )
        if row.state not in (*ENDED, "proposed") and self.may(revoke_keys):
            self._ask_end(row)

    def _writes_there(self, row: KeyDelegation) -> bool:
        """Whose delegation it is may renew its key at any time, as after a restoring."""
        mine = (row.person_id, row.right, row.state) == (self.desk.person_id, WRITE, "running")
        return mine and row.compartment != GOVERNANCE

    def renew(self, compartment: str) -> None:
        """Seal every record again under a new key, beside the screen: with many it takes seconds; it can be stopped."""

        def done(_count: int) -> None:
            self.say_saved()
            self.reload()
            self.ran.emit()
            self.show_delegation(self.list.chosen_record())

        self.work(_("La clé est renouvelée…"), lambda said: rotate_key(self.desk, compartment, said.say), done)

    def ask_other_file_key(self) -> None:
        """Say what another key of the file is for, then change it."""
        decide(
            self,
            _("Changer la clé du dossier ?"),
            _(
                "À faire quand une personne est partie, ou quand une copie du dossier a disparu : qui garde l’ancienne "
                "clé n’ouvre plus ce qui est inscrit désormais. Chacun garde son mot de passe. Les copies et les "
                "sauvegardes d’avant s’ouvrent toujours avec l’ancienne clé."
            ),
            _("Changer la clé"),
            lambda: self.run_beside(_("Le dossier change de clé…"), change_file_key),
        )

    def _show_proposal(self, row: KeyDelegation) -> None:
        self.card.add_text(_("Rien ne s’ouvre avant la décision."), secondary=True)
        if self.may(decide_keys) and row.person_id != self.desk.person_id:
            self.card.add_heading(_("Décider"))
            if row.quoted:
                self.card.add_text(_("Cette gouvernance va avec le titre déjà décidé : elle attend une signature."))
                sign = button(
                    _("Signer"), lambda: self._do(decide_keys, row.id, row.quoted), role="primary", icon="key"
                )
                self.card.add_buttons(sign)
            else:
                form = Form(
                    decision_fields(self.desk.today, required=True),
                    submit=_("Signer la décision"),
                    on_submit=lambda values: self._decide(row, values, form),
                )
                self.card.add(form)
        if self.may(drop_keys):
            add_withdrawal(self.card, lambda why, form: self._drop(row.id, why, form))

    def _decide(self, row: KeyDelegation, values: dict[str, Any], form: Form) -> None:
        decision = self._decision(values, form)
        if decision is not None:
            self._do(decide_keys, row.id, decision, form=form)

    def _decision(self, values: dict[str, Any], form: Form) -> str | None:
        """The decision in words; None when it is quoted by half, which the form then says."""
        try:
            return decision_of(values, self.desk.today)
        except RuleBroken as broken:
            self.refuse(broken, form)
            return None

    def _ask_end(self, row: KeyDelegation) -> None:
        self.card.add_heading(_("Révoquer"))
        form = Form(
            (TextField("why", _("Décision qui y met fin"), required=True, rules=("GRANT-03",)),),
            submit=_("Révoquer aussitôt"),
            danger=True,
            on_submit=lambda values: self._do(revoke_keys, row.id, values["why"], form=form),
        )
        self.card.add(form)

    def _drop(self, proposal_id: int, why: str, form: Form) -> None:
        if self.run(drop_keys, proposal_id, why, form=form):
            self.card.hide()

    def show_proposing(self) -> None:
        """Show the form that proposes a delegation of keys, or decides it at once when the decision is quoted."""
        known = self.ask(people)
        if not known:
            return
        self.list.clear_choice()
        self.card.clear(_("Confier une clé"))
        rules = ("GRANT-01", "KEY-05", "KEY-16")
        form = Form(
            (
                ChoiceField("compartment", _("Données"), self._compartments(), required=True, rules=rules[1:2]),
                PersonField("person_id", _("À qui"), known.value or (), required=True, rules=rules[:1]),
                ChoiceField(
                    "right",
                    _("Permet de"),
                    [(code, _(said)) for code, said in ALLOWS.items()],
                    required=True,
                    rules=rules[2:],
                ),
                CheckField("export", _("Permet aussi d’exporter")),
                DayField("starts_on", _("À partir du"), required=True, today=self.desk.today),
                DayField("ends_on", _("Jusqu’au"), today=self.desk.today, rules=("GRANT-04", "GRANT-08")),
                CheckField("same_day", _("Remettre la clé le jour même seulement")),
                *(decision_fields(self.desk.today, required=False) if self.may(delegate_keys) else ()),
            ),
            submit=_("Enregistrer"),
            on_submit=lambda values: self._propose(values, form),
            on_cancel=self.card.hide,
        )
        form.set_values({"starts_on": self.desk.today, "right": WRITE})
        self.card.add(form)
        self.card.show()
        form.begin()

    def _compartments(self) -> list[tuple[str, str]]:
        year = self.desk.today.year
        names = [GOVERNANCE, "bank", "identity"]
        names += [f"{kind}/{n}" for kind in ("pay", "absence") for n in (year, year + 1, year - 1)]
        return [(name, words_of(name)) for name in names]

    def _propose(self, values: dict[str, Any], form: Form) -> None:
        given = [values[name] for name in ("compartment", "person_id", "right", "starts_on", "ends_on")]
        more = {name: bool(values[name]) for name in ("export", "same_day")}
        decision = self._decision(values, form) if self.may(delegate_keys) else ""
        if decision is None:
            return
        if decision:
            done = self.run(delegate_keys, *given, decision, form=form, **more)
        else:
            done = self.run(propose_keys, *given, form=form, **more)
        if done:
            self.list.choose(done.value)

    def show_certifying(self) -> None:
        """Show the form that certifies somebody's keys, once their fingerprint was compared."""
        waiting = self.ask(keys_to_certify)
        if not waiting:
            return
        self.list.clear_choice()
        self.card.clear(_("Certifier des clés"))
        if not waiting.value:
            self.card.add_text(_("Toutes les clés sont certifiées."))
        else:
            self.card.add_text(
                _("La personne lit l’empreinte affichée sur son écran, à cette page. Recopiez ce qu’elle lit.")
            )
            form = Form(
                (
                    PersonField(
                        "person_id",
                        _("De qui"),
                        [(one.person_id, one.name) for one in waiting.value],
                        required=True,
                        rules=("GRANT-01",),
                    ),
                    TextField("fingerprint", _("Empreinte lue"), required=True, rules=("KEY-07",)),
                ),
                submit=_("Certifier"),
                on_submit=lambda values: self._certify(values, form),
                on_cancel=self.card.hide,
            )
            self.card.add(form)
        self.card.show()

    def _certify(self, values: dict[str, Any], form: Form) -> None:
        if self.run(certify_keys, values["person_id"], values["fingerprint"], form=form):
            self.show_certifying()

    def _do(self, verb: Any, *values: Any, form: Form | None = None) -> None:
        if self.run(verb, *values, form=form):
            self.show_delegation(self.list.chosen_record())
