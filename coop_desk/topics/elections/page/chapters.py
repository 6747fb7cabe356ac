"""The steps of an election, each in the card: what is known of it, and the forms that make it go on."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import clock_time, integer, listed, long_day
from coop_desk.screen.fields import (
    CheckField,
    ChoiceField,
    DayField,
    IntegerField,
    LongTextField,
    PersonField,
    TextField,
)
from coop_desk.screen.form import Form
from coop_desk.screen.pieces import button
from coop_desk.topics.elections import service
from coop_desk.topics.elections.methods import METHODS, lists
from coop_desk.topics.elections.page import mending
from coop_desk.topics.elections.page.election_words import way_choices
from coop_desk.topics.elections.records import (
    Answer,
    CandidacyLine,
    Declared,
    ElectionFile,
    Opening,
    Sheet,
    State,
    Way,
)
from coop_desk.topics.elections.rules.aims import rule_words
from coop_desk.topics.elections.rules.defaults import methods_for
from coop_desk.topics.elections.rules.minuted import counted, opened, rounds_told
from coop_desk.topics.elections.rules.steps import Chapter, Step, between_equals, elected_lines, next_step
from coop_desk.topics.elections.rules.wording import method_sentence, round_words, seats_words, sheet_lines, term_words
from coop_desk.topics.elections.urn.service import urn_at
from coop_desk.topics.mandates.records import PostKind

if TYPE_CHECKING:
    from coop_desk.topics.elections.page.election import ElectionPage

FROZEN = (State.OPEN, State.COUNTED, State.PROCLAIMED, State.DONE, State.ENDED)


class Chapters:
    """Fills the card of the page with one step."""

    def __init__(self, page: "ElectionPage") -> None:
        self.page = page
        self._form: Form | None = None
        self._says: QLabel | None = None

    def show(self, chapter: Chapter, file: ElectionFile) -> None:
        """Show one step."""
        self._form = self._says = None
        show: dict[Chapter, Callable[[ElectionFile], None]] = {
            Chapter.PREPARE: self._prepare,
            Chapter.CANDIDATES: self._candidates,
            Chapter.TELLERS: self._tellers,
            Chapter.ORDER: self._order,
            Chapter.VOTE: self._vote,
            Chapter.ROOM: self._room,
            Chapter.RATIFY: self._ratify,
            Chapter.RESULT: self._result,
            Chapter.MANDATES: self._mandates,
        }
        show[chapter](file)

    def begin(self) -> None:
        """Put the keyboard in the form of the step."""
        if self._form is not None:
            self._form.begin()

    # ------------------------------------------------------------------------------------------------ the pieces

    def _text(self, *sentences: str, secondary: bool = False) -> None:
        for words in sentences:
            if words:
                self.page.card.add_text(words, secondary=secondary)

    def _ask(self, fields: list[Any], submit: str, save: Callable[[Form, dict[str, Any]], Any]) -> Form:
        """Put a form under what is said; `begin` puts the keyboard in the first one."""
        form = Form(fields, submit=submit, on_submit=lambda values: save(form, values))
        self.page.card.add(form)
        self._form = self._form or form
        return form

    # ------------------------------------------------------------------------------------------------ preparation

    def _prepare(self, file: ElectionFile) -> None:
        self._text(seats_words(file), term_words(file.term_months), method_sentence(file))
        self._text(*rule_words(file.method, file.rules))
        if file.ratified:
            self._text(_("L’assemblée ratifie ensuite, à bulletin secret, par oui ou par non."))
        mending.ask_place(self.page, file)
        if file.state in FROZEN or not self.page.may(service.change_election):
            return
        self.page.card.add_heading(_("Changer"))
        found = self.page.ask(
            service.proposal, file.post.id if file.post else None, file.seats, file.item_id, file.method
        )
        ways = found.value.ways if found.value is not None else (file.way,)
        kind = PostKind(file.post.kind) if file.post else None
        form = self._ask(
            [
                ChoiceField(
                    "method",
                    _("Mode de scrutin"),
                    [(one, _(METHODS[one].words)) for one in methods_for(kind, file.seats)],
                    required=True,
                    help=_("Changer de mode de scrutin reprend les règles proposées par les statuts."),
                ),
                ChoiceField("way", _("Façon de voter"), way_choices(ways), required=True, rules=("VOT-16",)),
                CheckField("ratified", _("Faire ratifier par l’assemblée"), rules=("PROC-01",)),
            ],
            _("Enregistrer"),
            partial(self._save_changes, file),
        )
        form.set_values({"method": file.method, "way": file.way, "ratified": file.ratified})
        self.page.card.add_buttons(
            button(
                _("Choisir par ce que le groupe veut"),
                partial(self.page.go, "elections.methods", file.id),
                role="link",
            )
        )

    def _save_changes(self, file: ElectionFile, form: Form, values: dict[str, Any]) -> None:
        if values["method"] != file.method:
            self.page.run(service.change_election, file.id, method=values["method"], form=form)
            return
        self.page.run(service.change_election, file.id, way=values["way"], ratified=values["ratified"], form=form)

    # ------------------------------------------------------------------------------------------------- candidates

    def _candidates(self, file: ElectionFile) -> None:
        if file.candidates_until is not None:
            self._text(_("Candidatures reçues jusqu’au {day}.").format(day=long_day(file.candidates_until)))
        may = file.state not in FROZEN and self.page.may(service.record_candidacy)
        doubts = self.page.ask(service.doubts, file.id).value or () if may and file.standing else ()
        for one in file.candidacies:
            self._candidate(one, may)
            self._text(
                *(
                    _("À vérifier : {words}").format(words=d.words)
                    for d in doubts
                    if d.person_id == one.person.person_id
                )
            )
        if not may:
            if not file.candidacies:
                self._text(_("Personne ne s’est présenté."))
            return
        if file.candidates_until is not None and file.order is None:
            self.page.card.add_heading(_("Nouvelle candidature"))
            self._ask_candidacy(file)
        self.page.card.add_heading(_("Appel à candidatures"))
        form = self._ask(
            [DayField("until", _("Dernier jour"), today=self.page.desk.today, required=True, rules=("PROC-01",))],
            _("Appeler les candidatures") if file.candidates_until is None else _("Changer le dernier jour"),
            lambda form, values: self.page.run(service.call_candidates, file.id, values["until"], form=form),
        )
        form.set_values({"until": file.candidates_until or file.meeting_day})
        if file.candidates_until is not None:
            self.page.card.add_buttons(button(_("Imprimer l’appel"), partial(self._print_call, file), icon="print"))

    def _candidate(self, one: CandidacyLine, may: bool) -> None:
        self.page.card.add_heading(one.person.name)
        if one.withdrawn_on is not None:
            self._text(_("Candidature retirée le {day}.").format(day=long_day(one.withdrawn_on)), secondary=True)
            return
        if one.list_name:
            self._text(_("Liste « {name} », rang {rank}.").format(name=one.list_name, rank=one.list_rank))
        self.page.card.add_facts([(what, words) for what, words in sheet_lines(one.sheet)])
        if may:
            withdraw = lambda: self.page.run(service.withdraw_candidacy, one.id, self.page.desk.today)
            self.page.card.add_buttons(
                button(_("Retirer"), withdraw, role="link", name=_("Retirer : {name}").format(name=one.person.name))
            )

    def _ask_candidacy(self, file: ElectionFile) -> None:
        found = self.page.ask(service.voters_known, file.id)
        standing = {one.person.person_id for one in file.standing}
        people = [(one.person_id, one.name) for one in found.value or () if one.person_id not in standing]
        rules = ("PROC-01", "PROC-02", "PROC-05", "ELE-01", "ELE-03", "SA-03", "SA-04", "MAND-01")
        by_list: list[Callable[[], Any]] = [
            lambda: TextField("list_name", _("Liste"), required=True, rules=("SCR-14",)),
            lambda: IntegerField("list_rank", _("Rang sur la liste"), least=1, required=True),
        ]
        form = self._ask(
            [
                PersonField("person", _("Personne"), people, required=True, rules=rules),
                DayField("received", _("Reçue le"), today=self.page.desk.today, required=True),
                *(make() for make in by_list if file.method == lists.FULL),
                TextField("profession", _("Profession")),
                LongTextField("five_years", _("Activités des cinq dernières années"), lines=2),
                LongTextField("motives", _("Motifs"), lines=2),
                IntegerField("directorships", _("Sièges d’administrateur tenus ailleurs"), least=0),
                CheckField("no_prohibition", _("Déclare n’être frappé d’aucune interdiction de gérer")),
                CheckField("record_checked", _("Extrait de casier judiciaire reçu")),
                CheckField("auditor", _("Commissaire aux comptes ou réviseur de la coopérative")),
            ],
            _("Inscrire la candidature"),
            partial(self._save_candidacy, file),
        )
        form.set_values({"received": self.page.desk.today})

    def _save_candidacy(self, file: ElectionFile, form: Form, values: dict[str, Any]) -> None:
        self.page.run(
            service.record_candidacy,
            file.id,
            values["person"],
            values["received"],
            Sheet(
                profession=values["profession"] or "",
                five_years=values["five_years"] or "",
                motives=values["motives"] or "",
            ),
            Declared(
                no_prohibition=values["no_prohibition"],
                record_checked=values["record_checked"],
                directorships=values["directorships"] or 0,
                auditor=values["auditor"],
            ),
            list_name=values.get("list_name") or "",
            list_rank=values.get("list_rank") or 0,
            form=form,
        )

    def _print_call(self, file: ElectionFile) -> None:
        pdf = self.page.ask(service.call_pdf, file.id)
        if pdf.value is not None:
            self.page.show_pdf(pdf.value, _("Appel à candidatures"), "appel-a-candidatures.pdf")

    def _print_commitment(self, file: ElectionFile) -> None:
        pdf = self.page.ask(service.commitment_pdf, file.id)
        if pdf.value is not None:
            self.page.show_pdf(pdf.value, _("Engagement de tirage au sort"), "engagement-de-tirage.pdf")

    # ---------------------------------------------------------------------------------------------------- tellers

    def _tellers(self, file: ElectionFile) -> None:
        self._text(_("Ils ouvrent les bulletins, ou gardent chacun une part de la clé de l’urne. Deux au moins ; "
                     "aucun n’est candidat."))  # fmt: skip
        for one in file.tellers:
            self.page.card.add_heading(one.name)
            left = [other.person_id for other in file.tellers if other != one]
            if file.state not in FROZEN and self.page.may(service.name_tellers):
                self.page.card.add_buttons(
                    button(
                        _("Retirer"),
                        partial(self.page.run, service.name_tellers, file.id, left),
                        role="link",
                        name=_("Retirer : {name}").format(name=one.name),
                    )
                )
        if file.state in FROZEN or not self.page.may(service.name_tellers):
            return
        found = self.page.ask(service.voters_known, file.id)
        named = {one.person_id for one in (*file.tellers, *(each.person for each in file.standing))}
        people = [(one.person_id, one.name) for one in found.value or () if one.person_id not in named]
        self._ask(
            [PersonField("person", _("Personne"), people, required=True, rules=("PROC-05", "PROC-06"))],
            _("Nommer scrutateur"),
            lambda form, values: self.page.run(
                service.name_tellers, file.id, [*(one.person_id for one in file.tellers), values["person"]], form=form
            ),
        )

    # ------------------------------------------------------------------------------------------------------ order

    def _order(self, file: ElectionFile) -> None:
        order = file.order
        if order is not None and order.drawn:
            self._text(
                _("Ordre : {names}.").format(names=listed(list(order.drawn))),
                _("Tiré par {by}.").format(by=order.by) if order.by else "",
                *(f"{s} : {v}" for s, v in zip(order.sources, order.values, strict=False)),
                _("Graine : {seed}").format(seed=order.seed) if order.seed else "",
            )
        if file.state in FROZEN or not self.page.may(service.enter_order) or (order is not None and order.drawn):
            return
        self._text(_("Le premier nom d’un bulletin est favorisé : l’ordre se tire au sort."), secondary=True)
        if order is None:
            names = [one.ballot_name for one in file.standing] if file.method != lists.FULL else None
            self._by_hand(file, names or sorted({one.list_name for one in file.standing}))
            self.page.card.add_heading(_("Tirage que chacun peut refaire"))
            self._text(_("Fixez d’abord d’où viendra le hasard : un tirage public à venir, un nombre sous enveloppe."))
            self._ask(
                [LongTextField("sources", _("Une source par ligne"), lines=3, required=True, rules=("SCR-23",))],
                _("Engager le tirage"),
                lambda form, values: self.page.run(
                    service.commit_order, file.id, values["sources"].splitlines(), form=form
                ),
            )
            return
        self._text(_("Engagé : {names}.").format(names=listed(list(order.names))))
        self.page.card.add_buttons(
            button(_("Imprimer l’engagement"), partial(self._print_commitment, file), icon="print")
        )
        self._ask(
            [
                *(TextField(f"value{n}", source, required=True) for n, source in enumerate(order.sources)),
                TextField("by", _("Entré par"), required=True),
            ],
            _("Tirer l’ordre"),
            lambda form, values: self.page.run(
                service.draw_order,
                file.id,
                [values[f"value{n}"] for n in range(len(order.sources))],
                values["by"],
                form=form,
            ),
        )

    def _by_hand(self, file: ElectionFile, names: list[str]) -> None:
        self.page.card.add_heading(_("Tirage fait dans la salle"))
        form = self._ask(
            [
                LongTextField("names", _("Noms dans l’ordre tiré, un par ligne"), lines=len(names), required=True,
                              rules=("SCR-23",)),
                TextField("by", _("Tiré par"), required=True),
            ],
            _("Garder cet ordre"),
            lambda form, values: self.page.run(
                service.enter_order,
                file.id,
                [name.strip() for name in values["names"].splitlines() if name.strip()],
                values["by"],
                form=form,
            ),
        )  # fmt: skip
        form.set_values({"names": "\n".join(names)})

    # ------------------------------------------------------------------------------------------------------- vote

    def _vote(self, file: ElectionFile) -> None:
        if not file.rounds:
            self._text(
                _("Le vote n’est pas ouvert."),
                _("À l’ouverture, les candidats, les règles et la liste des votants se figent."),
            )
            return
        told = rounds_told(file)
        for one in file.rounds:
            self.page.card.add_heading(round_words(one.opening))
            self._text(opened(one.opening, in_short=True), secondary=True)
            self._text(*counted(one), *(stage.sentence for stage in told[one.opening.id]))
        mending.offer_correction(self.page, file)
        if next_step(file) is Step.NEXT_ROUND:
            self._say_new_ballot(file)
            mending.ask_place(self.page, file)
        if file.state is State.OPEN and file.opening is not None:
            self._says = self.page.card.add_text("")
            self.say_turnout()
            self._open_vote(file, file.opening)

    def _say_new_ballot(self, file: ElectionFile) -> None:
        if between_equals(file) and file.result is not None and file.result.needed is not None:
            self._text(
                file.result.needed.why,
                _(
                    "Le nouveau scrutin s’ouvre comme un tour : un nom par bulletin, le plus de voix l’emporte. Les "
                    "bulletins déjà dépouillés ne se mêlent pas aux nouveaux. Égalité encore : on vote de nouveau."
                ),
            )

    def _open_vote(self, file: ElectionFile, opening: Opening) -> None:
        ways = []
        if opening.way in (Way.PAPER, Way.BOTH) and not self.page.may(service.open_round):
            tellers = button(_("Papiers"), partial(self.page.go, "elections.papers", file.id), role="primary")
            self.page.card.add_buttons(tellers)
        if not self.page.may(service.open_round):
            return
        if opening.way in (Way.BOOTH, Way.BOTH):
            ways.append(
                button(_("Urne et isoloir"), partial(self.page.go, "elections.urn", opening.id), role="primary")
            )
        if opening.way in (Way.PAPER, Way.BOTH):
            ways.append(button(_("Papiers"), partial(self.page.go, "elections.papers", file.id), role="primary"))
        if opening.way is Way.ALOUD:
            ways.append(button(_("Tours de parole"), partial(self.page.go, "elections.aloud", file.id), role="primary"))
        self.page.card.add_buttons(*ways)
        if opening.way is Way.HANDS:
            names = opening.ballot.candidates
            self._ask(
                [
                    *(IntegerField(f"name{n}", name, least=0, required=True) for n, name in enumerate(names)),
                    IntegerField("blank", _("Votes blancs"), least=0, rules=("SCR-01",)),
                ],
                _("Enregistrer les mains comptées"),
                lambda form, values: self.page.run(
                    service.count_hands,
                    file.id,
                    {name: values[f"name{n}"] for n, name in enumerate(names)},
                    values["blank"] or 0,
                    form=form,
                ),
            )

    def say_turnout(self) -> None:
        """Say how many voted, in figures only, while the vote is open."""
        file = self.page.file
        if self._says is None or file is None or file.opening is None:
            return
        opening = file.opening
        words = ngettext("{n} voix peut encore être attendue.", "{n} voix attendues.", len(opening.voters))
        said = words.format(n=integer(len(opening.voters)))
        urn = self.page.ask(urn_at, opening.id).value if opening.way in (Way.BOOTH, Way.BOTH) else None
        if urn is not None and urn.ballots is not None:
            said = ngettext(
                "{n} bulletin dans l’urne, {all} voix attendues.",
                "{n} bulletins dans l’urne, {all} voix attendues.",
                urn.ballots,
            ).format(n=integer(urn.ballots), all=integer(len(opening.voters)))
        self._says.setText(said)

    def go_and_count(self) -> None:
        """Go where the open round is voted and counted."""
        file = self.page.file
        if file is None or file.opening is None:
            return
        way = file.opening.way
        if way is Way.HANDS:
            self.page.list.choose(Chapter.VOTE)
            self.begin()
        elif way is Way.PAPER:
            self.page.go("elections.papers", file.id)
        elif way is Way.ALOUD:
            self.page.go("elections.aloud", file.id)
        else:
            self.page.go("elections.urn", file.opening.id)

    # ------------------------------------------------------------------------------------------ ties, ratification

    def _room(self, file: ElectionFile) -> None:
        for one in file.decisions:
            names = listed(list(one.decision.between))
            words = _("Entre {names} : {chosen}, {by}.") if one.decision.chosen else _("Entre {names} : par les dates.")
            self._text(words.format(names=names, chosen=one.decision.chosen, by=one.decision.by))
        if next_step(file) is not Step.SETTLE or file.result is None or file.result.needed is None:
            return
        needed = file.result.needed
        self._text(needed.why)
        if not self.page.may(service.settle):
            return
        if needed.kind in ("age", "seniority"):
            self._text(_("Les dates sont celles du registre."), secondary=True)
            settle = button(_("Départager"), lambda: self.page.run(service.settle, file.id), role="primary")
            self.page.card.add_buttons(settle)
        elif needed.kind == "vacant":
            leave = button(_("Laisser vacant"), lambda: self.page.run(service.settle, file.id), role="primary")
            self.page.card.add_buttons(leave)
        else:
            self._ask(
                [
                    ChoiceField("chosen", _("Nom désigné"), [(name, name) for name in needed.between], required=True),
                    TextField("by", _("Qui a tiré au sort"), required=True, rules=("SCR-04",)),
                ],
                _("Garder cette décision"),
                lambda form, values: self.page.run(service.settle, file.id, values["chosen"], values["by"], form=form),
            )

    def _ratify(self, file: ElectionFile) -> None:
        found = file.ratification
        if found is None:
            self._text(_("Une fois quelqu’un désigné, l’assemblée ratifie à bulletin secret, par oui ou par non."))
            return
        self._text(_("Résolution n° {n}.").format(n=found.number), found.sentence)
        if found.adopted is None:
            self._text(_("Elle se vote dans la séance, comme les autres résolutions."))
            self.page.card.add_buttons(button(_("Aller à la séance"), self.page.go_to_meeting, role="primary"))
        elif not found.adopted and next_step(file) is Step.DECIDE and self.page.may(service.end_election):
            self._text(_("La désignation tombe. L’assemblée décide : voter de nouveau, ou s’arrêter là."))
            self.ask_end(_("La ratification est refusée."))

    def ask_end(self, reason: str = "") -> None:
        """Ask why the election stops, and whether it is held anew."""
        file = self.page.file
        if file is None:
            return
        if not reason:
            self.page.card.clear(_("Arrêter l’élection"))
        form = self._ask(
            [
                TextField("reason", _("Pourquoi"), required=True, rules=("PROC-01",)),
                CheckField("again", _("Préparer aussitôt une nouvelle élection, avec les mêmes candidats")),
            ],
            _("Arrêter l’élection"),
            partial(self._end, file),
        )
        form.set_values({"reason": reason, "again": bool(reason)})
        self.page.card.show()
        form.begin()

    def _end(self, file: ElectionFile, form: Form, values: dict[str, Any]) -> None:
        done = self.page.run(service.end_election, file.id, values["reason"], again=values["again"], form=form)
        if done and done.value is not None:
            self.page.open_record(done.value)

    # ---------------------------------------------------------------------------------------------- result, mandates

    def _result(self, file: ElectionFile) -> None:
        if file.proclaimed is None:
            self._text(file.ended_because or _("Rien n’est encore proclamé."))
            return
        names = listed([one.name for one in file.proclaimed.elected])
        self._text(_("Proclamé à {hour} : {names}.").format(hour=clock_time(file.proclaimed.at), names=names or "—"))
        self._text(file.ended_because)
        for one in elected_lines(file):
            self.page.card.add_heading(one.person.name)
            words = {
                Answer.NONE: _("Pas encore de réponse."),
                Answer.ACCEPTED: _("Accepte le mandat."),
                Answer.DECLINED: _("Décline : le siège reste vacant."),
            }
            self._text(words[one.answer])
            if file.state is State.PROCLAIMED and self.page.may(service.answer):
                says = partial(self.page.run, service.answer, one.id)
                name = one.person.name
                self.page.card.add_buttons(
                    button(
                        _("Accepte"),
                        partial(says, Answer.ACCEPTED),
                        role="primary" if one.answer is Answer.NONE else "",
                        name=_("{name} accepte").format(name=name),
                    ),
                    button(_("Décline"), partial(says, Answer.DECLINED), name=_("{name} décline").format(name=name)),
                )

    def _mandates(self, file: ElectionFile) -> None:
        for one in file.mandates:
            self.page.card.add_heading(one.holder.name)
            self.page.card.add_facts([(_("À partir du"), long_day(one.starts_on)), (_("Fin"), one.until_words)])
        if file.mandates:
            self.page.card.add_buttons(button(_("Registre des mandats"), lambda: self.page.go("mandates")))
        if next_step(file) is not Step.MANDATES or not self.page.may(service.open_elected):
            return
        form = self._ask(
            [DayField("starts", _("À partir du"), today=self.page.desk.today, required=True, rules=("ELE-11",))],
            _("Ouvrir les mandats"),
            lambda form, values: self.page.run(service.open_elected, file.id, values["starts"], form=form),
        )
        form.set_values({"starts": file.meeting_day or self.page.desk.today})
