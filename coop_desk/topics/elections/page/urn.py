"""An urn on the screen: who holds a share, the shares on paper, the closing by two, the count with the shares."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction

from coop_desk.core import resources
from coop_desk.core.actions import Verb
from coop_desk.core.errors import Refused, RuleBroken
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.saving import save
from coop_desk.core.words import clock_time, integer, listed, long_day
from coop_desk.screen import list_output
from coop_desk.screen.ask_path import ask_new
from coop_desk.screen.card import Card
from coop_desk.screen.fields import CheckField, ChoiceField, PasswordField, PersonField, TextField
from coop_desk.screen.figures import Figure
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import button
from coop_desk.topics.elections.methods.records import Ballot
from coop_desk.topics.elections.page.booth import BoothScreen
from coop_desk.topics.elections.paper_ballots.service import settled_papers
from coop_desk.topics.elections.records import Opening, Way
from coop_desk.topics.elections.urn import service
from coop_desk.topics.elections.urn.ceremony import Ceremony
from coop_desk.topics.elections.urn.records import IncidentKind, Plan, Urn, UrnState

MOST_SHARES = 5


class UrnPage(Page):
    """One round of voting in the booth, from its opening to its count; opened from its election."""

    title = N_("Urne")
    needs = service.urn_at
    guide = "09-voter-sur-l-ordinateur"
    tip = N_("La clé de l’urne est partagée sur papier : l’ordinateur ne la garde pas, et personne ne l’ouvre seul.")
    reads_one_record = True

    def build(self) -> None:
        """One card, filled with the step the vote is at."""
        self._opening_id: int | None = None
        self._ceremony: Ceremony | None = None
        self._typed: dict[int, str] = {}
        self.card = Card()
        self.body.addWidget(self.card, 1)
        self.booth_action = self.add_action(
            _("Ouvrir l’isoloir"), self.enter_booth, keys="Ctrl+N", verb=service.booth, primary=True
        )
        self.zero_action = self.add_action(_("Procès-verbal d’ouverture"), self.print_zero, verb=service.urn)
        self.closing_action = self.add_action(_("Procès-verbal de clôture"), self.print_closing, verb=service.urn)
        self.incident_action = self.add_action(_("Porter un incident"), self.ask_incident, verb=service.record_incident)
        self.export_action = self.add_action(_("Export public"), self.save_export, verb=service.public_export)
        self.whole_action = self.add_action(
            _("Export des scrutateurs"), self.save_whole_export, verb=service.scrutineers_export
        )
        self.lost_action = self.add_action(_("Scrutin perdu"), self.ask_lost, verb=service.declare_lost)
        self.erase_action = self.add_action(_("Effacer les bulletins scellés"), self.erase, verb=service.erase_urn)
        self.urn: Urn | None = None

    @property
    def under_way(self) -> bool:
        """Whether shares are out that are not typed back yet, or are being typed for the count."""
        return self._ceremony is not None or bool(self._typed)

    def open_record(self, record_id: Any) -> None:
        """Show the urn of a round, by the number of its opening."""
        if record_id != self._opening_id:
            self._drop()
        self._opening_id = int(record_id)
        self.reload()

    def load(self) -> None:
        """Show the step the vote is at."""
        if self._opening_id is None:
            self.show_empty(True, _("Ouvrez une urne depuis son élection."), alone=True)
            return
        self.show_empty(False)
        if self.under_way:
            return
        self.urn = service.urn_at(self.desk, self._opening_id)
        self._show_actions()
        self.figures.setVisible(False)
        if self.urn is None:
            self._ask_plan()
        else:
            self._tell(self.urn)

    # -- where it stands

    def _show_actions(self) -> None:
        urn = self.urn
        state = urn.state if urn is not None else None
        erasable = urn is not None and urn.kept_until is not None and urn.kept_until < self.desk.today
        shown: tuple[tuple[QAction, Verb, bool], ...] = (
            (self.booth_action, service.booth, state is UrnState.OPEN),
            (self.zero_action, service.urn, urn is not None),
            (self.closing_action, service.urn, urn is not None and urn.closing is not None),
            (self.incident_action, service.record_incident, state in (UrnState.OPEN, UrnState.CLOSED)),
            (self.export_action, service.public_export, state is UrnState.COUNTED),
            (self.whole_action, service.scrutineers_export, state is UrnState.COUNTED),
            (self.lost_action, service.declare_lost, state in (UrnState.OPEN, UrnState.CLOSED) or self._gone()),
            (self.erase_action, service.erase_urn, erasable),
        )
        for action, verb, visible in shown:
            action.setVisible(visible and self.may(verb))

    def _gone(self) -> bool:
        """Whether the vote is lost and nobody has said why yet."""
        urn = self.urn
        return (
            urn is not None
            and urn.state is UrnState.LOST
            and not any(one.kind is IncidentKind.LOST for one in urn.incidents)
        )

    def _tell(self, urn: Urn) -> None:
        self.say_title(_("Urne"), urn.opening.question)
        if urn.voted is not None and urn.ballots is not None:
            voted, everybody = urn.voted + urn.on_paper, len(urn.opening.voters)
            self.show_figures(
                Figure(
                    integer(voted),
                    ngettext("votant sur {n}", "votants sur {n}", voted).format(n=integer(everybody)),
                ),
                Figure(integer(urn.ballots), ngettext("bulletin dans l’urne", "bulletins dans l’urne", urn.ballots)),
            )
        self.card.clear(_state_words(urn.state))
        self.card.show()
        if urn.state is UrnState.CLOSED and self.may(service.count_urn):
            self._ask_share(urn)
        holders = [_("{name} (part n° {n})").format(name=one.person.name, n=one.share) for one in urn.scrutineers]
        self.card.add_facts(
            [
                (_("Ouverte le"), _("{day} à {time}").format(
                    day=long_day(urn.at.astimezone().date()), time=clock_time(urn.at.astimezone()))),
                (_("Organisation"), urn.organiser.name),
                (_("Tenue de l’isoloir"), urn.officer.name),
                (_("Scrutateurs"), listed(holders)),
                (_("Parts pour ouvrir"), str(urn.needed)),
                (_("Mélangeur"), urn.mixer.name if urn.mixer else ""),
                (_("Empreinte de la clé"), urn.proof),
            ]
        )  # fmt: skip
        for warning in urn.warnings if urn.counted is None else ():
            self.card.add_text(warning, secondary=True)
        for incident in urn.incidents:
            self.card.add_text(_("Incident : {words}").format(words=incident.words))
        if urn.state is UrnState.LOST:
            self.card.add_text(_("Ce scrutin est perdu : aucun bulletin ne peut être compté. Il doit être refait."))
            self._offer_election(urn)
        elif urn.state is UrnState.OPEN and self.may(service.close_urn):
            self._ask_closing(urn)
        elif urn.counted is not None:
            self._tell_count(urn)

    def _tell_count(self, urn: Urn) -> None:
        if urn.counted is None:
            return
        numbers = listed([str(n) for n in urn.counted.shares])
        said = ngettext(
            "Ouverte avec les parts {shares} : {n} bulletin.", "Ouverte avec les parts {shares} : {n} bulletins.",
            urn.counted.opened,
        ).format(shares=numbers, n=integer(urn.counted.opened))  # fmt: skip
        self.card.add_text(said)
        export = self.ask(service.public_export, urn.opening.election_id, urn.opening.id)
        if export and export.value is not None:
            self.card.add_facts([(_("Dernière empreinte de l’export"), export.value.head)])
            for warning in export.value.warnings:
                self.card.add_text(warning, secondary=True)
        if urn.kept_until is not None:
            self.card.add_text(
                _("Les bulletins scellés sont gardés jusqu’au {day}, pour le cas d’une contestation.").format(
                    day=long_day(urn.kept_until)
                ),
                secondary=True,
            )
        self._offer_election(urn)

    def _offer_election(self, urn: Urn) -> None:
        election = urn.opening.election_id
        self.card.add_buttons(button(_("Voir l’élection"), lambda: self.go("elections.election", election)))

    # -- opening

    def _ask_plan(self) -> None:
        if self._opening_id is None:
            return
        before = service.before_opening(self.desk, self._opening_id)
        opening = before.opening
        self.say_title(_("Ouvrir l’urne"), opening.question)
        if not self.may(service.begin_ceremony):
            self.card.clear(_("L’urne n’est pas encore ouverte"))
            self.card.show()
            return
        people = [(one.person_id, one.name) for one in before.people]
        self.card.clear(_("Qui tient la clé"))
        self.card.show()
        self.card.add_text(
            _(
                "La clé de l’urne est coupée en parts, une par scrutateur, imprimées sur papier. Aucun ne l’ouvre "
                "seul, et l’ordinateur ne la garde pas. Un candidat n’est pas scrutateur."
            )
        )
        tellers = [one.person_id for one in before.tellers]
        numbers = range(1, MOST_SHARES + 1)
        fields: list[Any] = [
            PersonField(f"person{n}", _("Scrutateur {n}").format(n=n), people, required=n <= 2, rules=("URN-02",))
            for n in numbers
        ]
        fields += [
            ChoiceField(
                "needed", _("Parts nécessaires ensemble"), [(n, str(n)) for n in range(2, MOST_SHARES + 1)],
                required=True, rules=("URN-01",),
            ),
            PersonField("officer", _("Tient l’isoloir et la liste"), people, required=True),
            PersonField(
                "mixer", _("Mélangeur"), people,
                help=_("Mode renforcé : un second sceau, ouvert à la clôture par quelqu’un qui n’est pas scrutateur."),
            ),
            CheckField("void", _("Permettre le vote nul volontaire")),
        ]  # fmt: skip
        form = Form(fields, submit=_("Partager la clé"), on_submit=lambda said: self._begin(opening, said, form))
        form.set_values(
            {f"person{n}": person for n, person in zip(numbers, tellers, strict=False)}
            | {"needed": 2 if len(tellers) < 5 else 3, "officer": int(self.desk.person_id)}
        )
        self.card.add(form)

    def _begin(self, opening: Opening, said: dict[str, Any], form: Form) -> None:
        chosen = [said[f"person{n}"] for n in range(1, MOST_SHARES + 1)]
        plan = Plan(
            tuple(int(person) for person in chosen if person is not None),
            said["needed"],
            int(said["officer"]),
            int(said["mixer"]) if said["mixer"] is not None else None,
            bool(said["void"]),
        )
        warned = self._try(form, service.urn_warnings, opening.id, plan)
        begun = self._try(form, service.begin_ceremony, opening.id, plan) if warned else None
        if warned and begun:
            self._ceremony = begun[0]
            self._show_warnings(warned[0])

    def _try(self, form: Form, query: Any, *values: Any) -> tuple[Any] | None:
        try:
            return (query(self.desk, *values),)
        except (Refused, RuleBroken) as error:
            self.refuse(error, form)
            return None

    def _show_warnings(self, warnings: tuple[str, ...]) -> None:
        self.card.clear(_("Avant d’ouvrir"))
        for warning in warnings:
            self.card.add_text(warning)
        self.card.add_text(
            _(
                "L’ordinateur voit le vote pendant qu’on le tape. Une caméra, un programme espion ou une aide à "
                "distance le verraient aussi. Si ce n’est pas acceptable, votez sur papier."
            )
        )
        self.card.add_buttons(
            button(_("C’est dit : imprimer les parts"), self._next_share, role="primary"),
            button(_("Annuler"), self._cancel),
        )

    def _next_share(self) -> None:
        """One holder at the screen at a time: their sheet, then their typing back."""
        ceremony = self._ceremony
        if ceremony is None:
            return
        if not ceremony.waiting:
            self._ask_opening(ceremony)
            return
        number = ceremony.waiting[0]
        done = len(ceremony.numbers) - len(ceremony.waiting)
        self.card.clear(ceremony.holder(number))
        self.card.add_text(
            _("Feuille {n} sur {all}. Les autres se tournent.").format(n=done + 1, all=len(ceremony.numbers))
        )
        self.card.add_text(
            _(
                "Imprimez votre feuille, puis retapez le code depuis le papier : c’est la preuve qu’il se relit. Elle "
                "ne s’imprime plus ensuite, et le fichier n’est gardé nulle part."
            )
        )
        self.card.add_buttons(button(_("Imprimer la feuille"), lambda: self._print_share(number), role="primary"))
        form = Form(
            (TextField("code", _("Code de la feuille"), required=True, rules=("URN-03",), secret=True),),
            submit=_("C’est retapé"),
            on_submit=lambda said: self._confirm(number, said["code"], form),
            on_cancel=self._cancel,
        )
        self.card.add(form)

    def _print_share(self, number: int) -> None:
        from coop_desk.topics.elections.document.urn import shares_pdf

        ceremony = self._ceremony
        if ceremony is not None:
            pdf = shares_pdf((ceremony.paper(number),), list_output.letterhead(self.desk))
            self.show_pdf(pdf, _("Part de la clé"), "", kept=False)

    def _confirm(self, number: int, typed: str, form: Form) -> None:
        ceremony = self._ceremony
        if ceremony is None:
            return
        try:
            ceremony.confirm(number, typed)
        except RuleBroken as error:
            self.refuse(error, form)
            return
        self.close_pdf()
        self._next_share()

    def _ask_opening(self, ceremony: Ceremony) -> None:
        self.card.clear(_("Ouvrir l’urne"))
        self.card.add_text(
            _(
                "Toutes les parts sont retapées. Un bulletin d’essai va être scellé, ouvert avec les parts, puis "
                "jeté ; l’urne s’ouvre ensuite, vide. Imprimez et signez le procès-verbal d’ouverture."
            )
        )
        self.card.add_facts([(_("Empreinte de la clé"), ceremony.proof)])
        self.card.add_buttons(
            button(_("Essayer, puis ouvrir l’urne"), self._open, role="primary"), button(_("Annuler"), self._cancel)
        )

    def _open(self) -> None:
        ceremony, self._ceremony = self._ceremony, None
        if ceremony is None:
            return
        if self.run(service.open_urn, ceremony):
            self.print_zero()
        else:
            self._ceremony = ceremony

    def _cancel(self) -> None:
        self._drop()
        self.reload()

    def _drop(self) -> None:
        if self._ceremony is not None:
            self._ceremony.forget()
        self._ceremony = None
        self._typed = {}

    # -- the vote

    def enter_booth(self) -> None:
        """Give the whole screen to the booth."""
        if self.urn is not None:
            found = self.ask(service.booth, self.urn.id)
            if found:
                self.whole_screen_asked.emit(BoothScreen(self.desk, self.urn.id))

    # -- closing

    def _ask_closing(self, urn: Urn) -> None:
        self.card.add_heading(_("Clore, à deux"))
        self.card.add_text(
            _(
                "Une deuxième personne de ce scrutin donne son identifiant et son mot de passe. L’urne doit contenir "
                "autant de bulletins que d’émargements. Plus personne ne vote ensuite."
            )
        )
        fields: list[Any] = [
            TextField("login", _("Identifiant de la deuxième personne"), required=True, rules=("URN-07",)),
            PasswordField("password", _("Son mot de passe")),
        ]
        if urn.reinforced:
            fields.append(TextField("mixer", _("Code du mélangeur"), required=True, rules=("URN-03",), secret=True))
        form = Form(fields, submit=_("Clore l’urne"), on_submit=lambda said: self._close(urn, said, form))
        self.card.add(form)

    def _close(self, urn: Urn, said: dict[str, Any], form: Form) -> None:
        from coop_desk.core.accounts import sign_in

        desk = self.desk
        beside: list[Any] = []

        def closing() -> None:
            if self.run(service.close_urn, urn.id, beside[0], said.get("mixer") or "", form=form):
                self.print_closing()
            beside[0].close()

        def signed(found: Any) -> None:
            beside.append(found)
            closing()

        self.work(
            _("Vérification du mot de passe"),
            lambda _progress: sign_in(desk.coop, said["login"], said["password"]),
            signed,
            form=form,
        )

    # -- counting

    def _ask_share(self, urn: Urn) -> None:
        """The scrutineers come one after another; what each types is hidden from the others."""
        left = [one for one in urn.scrutineers if one.share not in self._typed]
        self.card.add_heading(_("Dépouiller"))
        n = len(self._typed)
        self.card.add_text(
            ngettext("{n} part tapée sur {k} nécessaires.", "{n} parts tapées sur {k} nécessaires.", n).format(
                n=n, k=urn.needed
            )
        )
        if n >= urn.needed:
            self.card.add_buttons(
                button(_("Ouvrir l’urne et compter"), lambda: self._count(urn), role="primary"),
                button(_("Recommencer"), self._cancel),
            )
            return
        form = Form(
            (
                ChoiceField("share", _("Scrutateur"), [(one.share, one.person.name) for one in left], required=True),
                TextField("code", _("Code de sa feuille"), required=True, rules=("URN-03",), secret=True),
            ),
            submit=_("Part suivante"),
            on_submit=lambda said: self._take_share(urn, said, form),
        )
        form.set_values({"share": left[0].share})
        self.card.add(form)

    def _take_share(self, urn: Urn, said: dict[str, Any], form: Form) -> None:
        if self._try(form, service.check_share, urn.id, said["share"], said["code"]) is None:
            return
        self._typed[said["share"]] = said["code"]
        form.clear()
        self._tell(urn)

    def _count(self, urn: Urn) -> None:
        papers: Sequence[Ballot] = ()
        if urn.opening.way is Way.BOTH:
            keyed = self.ask(settled_papers, urn.opening.election_id)
            if not keyed:
                return
            papers = keyed.value or ()
        typed, self._typed = self._typed, {}
        if self.run(service.count_urn, urn.id, typed, papers):
            self.say_state(_("Dépouillé"))
        else:
            self.reload_keeping_refusal()

    def reload_keeping_refusal(self) -> None:
        """Ask for the shares again under what was refused."""
        if self.urn is not None:
            self._tell(self.urn)

    # -- incidents, papers

    def ask_incident(self) -> None:
        """Ask what happened, for the minutes."""
        urn = self.urn
        if urn is None:
            return
        self._ask_words(
            _("Porter un incident au procès-verbal"),
            [
                (IncidentKind.DIFFERENCE, _("Écart entre émargements et bulletins")),
                (IncidentKind.ALTERED, _("Scellé altéré")),
                (IncidentKind.OTHER, _("Autre")),
            ],
            lambda kind, words, form: self.run(service.record_incident, urn.id, kind, words, form=form),
        )

    def ask_lost(self) -> None:
        """Ask why the vote is given up."""
        urn = self.urn
        if urn is not None:
            self._ask_words(
                _("Déclarer le scrutin perdu"),
                [(IncidentKind.LOST, _("Scrutin perdu"))],
                lambda _kind, words, form: self.run(service.declare_lost, urn.id, words, form=form),
            )

    def _ask_words(self, title: str, kinds: list[tuple[IncidentKind, str]], send: Any) -> None:
        self.card.clear(title)
        form = Form(
            (
                ChoiceField("kind", _("Nature"), kinds, required=True),
                TextField("words", _("Ce qui s’est passé, et ce qui est décidé"), required=True, rules=("URN-16",)),
            ),
            submit=_("Porter au procès-verbal"),
            on_submit=lambda said: send(said["kind"], said["words"], form),
            on_cancel=self.reload,
        )
        form.set_values({"kind": kinds[0][0]})
        self.card.add(form)
        form.begin()

    def print_zero(self) -> None:
        """The minute of zero, to sign before the first vote."""
        from coop_desk.topics.elections.document.urn import zero_minute_pdf

        if self.urn is not None:
            pdf = zero_minute_pdf(self.urn, list_output.letterhead(self.desk))
            self.show_pdf(pdf, _("Procès-verbal d’ouverture de l’urne"), _("Ouverture de l’urne.pdf"))

    def print_closing(self) -> None:
        """The closing minute, with the codes."""
        from coop_desk.topics.elections.document.urn import closing_minute_pdf

        if self.urn is not None and self.urn.closing is not None:
            pdf = closing_minute_pdf(self.urn, list_output.letterhead(self.desk))
            self.show_pdf(pdf, _("Procès-verbal de clôture de l’urne"), _("Clôture de l’urne.pdf"))

    def save_export(self) -> None:
        """Save what anybody needs to count again, and the script beside it."""
        if self.urn is not None:
            opening = self.urn.opening
            self._save(self.ask(service.public_export, opening.election_id, opening.id), _("export du scrutin.txt"))

    def save_whole_export(self) -> None:
        """Save the export with every ranking, for the scrutineers."""
        if self.urn is not None:
            done = self.run(service.scrutineers_export, self.urn.opening.election_id, self.urn.opening.id)
            self._save(done, _("export des scrutateurs.txt"))

    def _save(self, done: Any, name: str) -> None:
        if done and done.value is not None:
            text = done.value.text
            ask_new(self, _("Enregistrer l’export"), name, lambda path: self._write(path, text))

    def _write(self, path: Path, text: str) -> None:
        """Write the export, and beside it the script that counts it again."""
        try:
            save(path, text.encode())
            save(path.with_name("recompter.py"), resources.path("recount", "recompter.py").read_bytes())
        except RuleBroken as broken:
            self.refuse(broken)
        else:
            self.say_state(_("Enregistré avec recompter.py dans {name}").format(name=path.parent.name))

    def erase(self) -> None:
        """Erase the sealed ballots once nobody can challenge the vote any more."""
        if self.urn is not None:
            self.run(service.erase_urn, self.urn.id)


def _state_words(state: UrnState) -> str:
    return {
        UrnState.OPEN: _("Le scrutin est ouvert"),
        UrnState.CLOSED: _("L’urne est close, elle attend son dépouillement"),
        UrnState.COUNTED: _("L’urne est dépouillée"),
        UrnState.LOST: _("Le scrutin est perdu"),
    }[state]
