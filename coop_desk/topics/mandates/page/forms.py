"""The forms of a mandate under way: papers, contract, publication, and each way it ends."""

from typing import TYPE_CHECKING, Any

from coop_desk.core.i18n import _
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
from coop_desk.topics.mandates import service
from coop_desk.topics.mandates.page.opening_forms import resolutions
from coop_desk.topics.mandates.records import Contract, EventKind, MandateCard, Paper, PostKind
from coop_desk.topics.mandates.rules.life import CONTRACT_WORDS, EVENT_WORDS
from coop_desk.topics.mandates.rules.posts import called_choices

if TYPE_CHECKING:
    from coop_desk.core.actions import Action
    from coop_desk.topics.mandates.page.register import MandatesPage

_WITHOUT_VOTE = (EventKind.RESIGNED, EventKind.DIED, EventKind.DEEMED_RESIGNED, EventKind.TERM_OVER)


def papers(page: "MandatesPage", card: MandateCard) -> Form:
    """Ask which papers came, and with the acceptance how the person is named (ELE-13)."""
    waited = [paper for paper in card.papers if paper.received_on is None]

    def send(said: dict[str, Any]) -> None:
        came = [paper.paper for paper in waited if said[paper.paper.value]]
        _done(page, service.receive_papers, card.line.id, came, said["on"], said["called"] or "", form=form)

    asked = called_choices(card.line.kind)
    hint = _("« {first} », « {second} »…").format(first=asked[0], second=asked[-1]) if len(asked) > 1 else ""
    form = Form(
        [
            *(CheckField(paper.paper.value, paper.words) for paper in waited),
            DayField("on", _("Reçues le"), required=True, today=page.desk.today, rules=("ELE-13",)),
            TextField("called", _("Se dit"), help=hint),
        ],
        submit=_("Enregistrer les pièces"),
        on_submit=send,
        on_cancel=page.refresh,
    )
    form.set_values({"on": page.desk.today} | {paper.paper.value: False for paper in waited})
    form.show_field("called", any(paper.paper is Paper.ACCEPTANCE for paper in waited))
    return form


def contract(page: "MandatesPage", card: MandateCard) -> Form:
    """Ask what the appointment says of the employment contract (ELE-05)."""

    def send(said: dict[str, Any]) -> None:
        _done(page, service.state_contract, card.line.id, said["status"], said["on"], said["how"] or "", form=form)

    form = Form(
        [
            ChoiceField("status", _("Contrat de travail"), [(one, _(words)) for one, words in CONTRACT_WORDS.items()],
                        required=True),
            LongTextField("how", _("Comment la subordination continue"), lines=3, rules=("ELE-05",)),
            DayField("on", _("Écrit le"), required=True, today=page.desk.today),
        ],
        submit=_("Enregistrer"),
        on_submit=send,
        on_cancel=page.refresh,
    )  # fmt: skip
    form.set_values({"status": Contract.SUSPENDED, "on": page.desk.today})
    return form


def asks_directorships(card: MandateCard) -> bool:
    """Whether the holder declares directorships: a director does (SA-04)."""
    return card.line.kind is PostKind.DIRECTOR


def directorships(page: "MandatesPage", card: MandateCard) -> Form:
    """Ask how many directorships the person declares, this one included (SA-04)."""

    def send(said: dict[str, Any]) -> None:
        _done(page, service.declare_directorships, card.line.id, said["count"], said["on"], form=form)

    form = Form(
        [
            IntegerField("count", _("Mandats tenus en tout"), required=True, least=1, rules=("SA-04",),
                         help=_("Dans les sociétés anonymes ayant leur siège en France, celui-ci compris.")),
            DayField("on", _("Déclaré le"), required=True, today=page.desk.today),
        ],
        submit=_("Enregistrer la déclaration"),
        on_submit=send,
        on_cancel=page.refresh,
    )  # fmt: skip
    form.set_values({"on": page.desk.today})
    return form


def registered(page: "MandatesPage", card: MandateCard) -> Form:
    """Tick that the appointment was registered and published (ELE-12)."""
    return _published(page, card, of_the_end=False)


def end_registered(page: "MandatesPage", card: MandateCard) -> Form:
    """Tick that the end was registered and published (ELE-12)."""
    return _published(page, card, of_the_end=True)


def _published(page: "MandatesPage", card: MandateCard, *, of_the_end: bool) -> Form:
    def send(said: dict[str, Any]) -> None:
        _done(page, service.mark_registered, card.line.id, said["on"], of_the_end=of_the_end, form=form)

    form = Form(
        [DayField("on", _("Inscrit et publié le"), required=True, today=page.desk.today, rules=("ELE-12",))],
        submit=_("C’est fait"),
        on_submit=send,
        on_cancel=page.refresh,
    )
    form.set_values({"on": page.desk.today})
    return form


def ratification(page: "MandatesPage", card: MandateCard) -> Form:
    """Ask what the assembly decided of a co-optation (SA-05)."""

    def send(said: dict[str, Any]) -> None:
        _done(page, service.ratify, card.line.id, ratified=said["ratified"], resolution_id=said["resolution"],
              on=said["on"], because=said["because"] or "", form=form)  # fmt: skip

    answers = [(True, _("ratifie la cooptation")), (False, _("ne la ratifie pas"))]
    form = Form(
        [
            ChoiceField("ratified", _("L’assemblée"), answers, required=True),
            PersonField("resolution", _("Résolution adoptée"), resolutions(page), hint=_("Mot, date…"),
                        help=_("Pour une ratification. Un refus se cite en dessous.")),
            DayField("on", _("Assemblée du"), today=page.desk.today, rules=("SA-05",)),
            TextField("because", _("Décision"), rules=("MAND-04",)),
        ],
        submit=_("Enregistrer"),
        on_submit=send,
        on_cancel=page.refresh,
    )  # fmt: skip
    return form


def ending(page: "MandatesPage", card: MandateCard) -> Form:
    """Ask how a mandate ends without a vote: resignation, death, age, term past."""

    def send(said: dict[str, Any]) -> None:
        _done(page, service.end_mandate, card.line.id, said["kind"], said["on"], said["because"] or "", form=form)

    form = Form(
        [
            ChoiceField("kind", _("Ce qui met fin au mandat"), [(one, _(EVENT_WORDS[one])) for one in _WITHOUT_VOTE],
                        required=True),
            DayField("on", _("Fin du mandat le"), required=True, today=page.desk.today, rules=("MAND-03",),
                     help=_("Une démission peut prendre effet plus tard.")),
            TextField("because", _("Lettre, acte ou motif"), help=_("Par exemple « lettre reçue le 3 mars ».")),
        ],
        submit=_("Mettre fin au mandat"),
        on_submit=send,
        on_cancel=page.refresh,
    )  # fmt: skip
    form.set_values({"kind": EventKind.RESIGNED, "on": page.desk.today})
    return form


def removal(page: "MandatesPage", card: MandateCard) -> Form:
    """Ask which adopted resolution removes the person, and whether they were heard (REM-01, REM-02)."""

    def send(said: dict[str, Any]) -> None:
        why = said["because"] or ""
        _done(page, service.remove, card.line.id, said["resolution"], heard=said["heard"], because=why, form=form)

    form = Form(
        [
            PersonField("resolution", _("Résolution adoptée"), resolutions(page), required=True, hint=_("Mot, date…"),
                        rules=("MAND-04", "REM-01"),
                        help=_("L’assemblée révoque à tout moment, même hors de l’ordre du jour (REM-01).")),
            CheckField("heard", _("La personne a été entendue avant le vote")),
            TextField("because", _("Motif"), rules=("REM-02",),
                      help=_("Une révocation brutale ou sans juste motif ouvre droit à réparation (REM-02).")),
        ],
        submit=_("Enregistrer la révocation"),
        on_submit=send,
        on_cancel=page.refresh,
    )  # fmt: skip
    return form


def mistaken(page: "MandatesPage", card: MandateCard) -> Form:
    """Ask why the mandate was written by mistake."""

    def send(said: dict[str, Any]) -> None:
        _done(page, service.mark_mistaken, card.line.id, said["why"], form=form)

    form = Form([TextField("why", _("Pourquoi"), required=True, rules=("MAND-03",))], submit=_("Inscrit par erreur"),
                on_submit=send, on_cancel=page.refresh)  # fmt: skip
    return form


def cancelling(page: "MandatesPage", _card: MandateCard, *, entry_id: int) -> Form:
    """Ask why one entry is cancelled."""

    def send(said: dict[str, Any]) -> None:
        _done(page, service.cancel_entry, entry_id, said["why"], form=form)

    form = Form([TextField("why", _("Pourquoi"), required=True, rules=("MAND-03", "MAND-02"))],
                submit=_("Annuler l’inscription"), on_submit=send, on_cancel=page.refresh)  # fmt: skip
    return form


def _done(page: "MandatesPage", verb: "Action[Any, Any]", *given: Any, form: Form, **named: Any) -> None:
    if page.run(verb, *given, form=form, **named):
        page.refresh()
