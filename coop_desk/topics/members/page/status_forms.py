"""The forms that change what a person is: candidature, admission, departure, vote, correction."""

from collections.abc import Callable
from datetime import date
from typing import Any

from coop_desk.core import words
from coop_desk.core.i18n import _
from coop_desk.screen.fields import ChoiceField, DayField, Field, LongTextField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page
from coop_desk.topics.members import service
from coop_desk.topics.members.records import HistoryLine, MemberFile
from coop_desk.topics.members.rules.categories import (
    CATEGORY_WORDS,
    CONTRACT_ENDS,
    LOSSES,
    REASON_WORDS,
    Category,
    Reason,
)

Done = Callable[[], object]


def categories() -> list[tuple[Category, str]]:
    """Return what a person can be, in words."""
    return [(category, _(text)) for category, text in CATEGORY_WORDS.items()]


def _reasons(kept: frozenset[Reason]) -> list[tuple[Reason, str]]:
    return [(reason, _(text)) for reason, text in REASON_WORDS.items() if reason in kept]


def departure(page: Page, file: MemberFile, done: Done, cancel: Done) -> Form:
    """Ask why and when an associate leaves; the statutes give the effect (C04)."""
    person_id, today = file.row.person_id, page.desk.today

    def send(said: dict[str, Any]) -> None:
        asked = (said["reason"], said["notice_on"], said["ends_on"], said["decision"] or "")
        if page.run(service.record_loss, person_id, *asked, form=form):
            done()

    works = file.row.category is Category.EMPLOYED
    offered = LOSSES if works else LOSSES - CONTRACT_ENDS
    form = Form(
        [
            ChoiceField("reason", _("Motif"), _reasons(offered), required=True, rules=("LOSS-08",)),
            DayField("notice_on", _("Annoncé le"), today=today, help=_("Démission, notification, mise en demeure.")),
            DayField(
                "ends_on",
                _("Prend effet le"),
                today=today,
                help=_("Fin du contrat, assemblée, décès."),
                rules=("LOSS-03",),
            ),
            TextField("decision", _("Décision ou clause citée"), rules=("LOSS-04", "LOSS-12")),
        ],
        submit=_("Enregistrer le départ"),
        on_submit=send,
        on_cancel=cancel,
    )
    return form


def new_status(page: Page, file: MemberFile, done: Done, cancel: Done) -> Form:
    """Ask for another change of situation: admission of right, hiring, end of a claim."""

    def send(said: dict[str, Any]) -> None:
        asked = (said["category"], said["effective_on"], said["reason"], said["decision"] or "")
        if page.run(service.record_status, file.row.person_id, *asked, form=form):
            done()

    form = Form(_status_fields(page.desk.today), on_submit=send, on_cancel=cancel)
    return form


def _status_fields(today: date, *more: tuple[str, str]) -> list[Field]:
    offered = frozenset(Reason) - {Reason.CORRECTION}
    return [
        ChoiceField("category", _("Situation"), [*categories(), *more], required=True),
        DayField("effective_on", _("À partir du"), required=True, today=today),
        ChoiceField("reason", _("Motif"), _reasons(offered), required=True),
        TextField("decision", _("Décision citée"), rules=("ADM-01", "LOSS-08")),
    ]


def correction(page: Page, file: MemberFile, done: Done, cancel: Done) -> Form:
    """Ask which line of the history was wrong, and what is right; the wrong line stays readable."""
    lines = {line.id: line for line in file.history if not line.replaced and line.category is not None}
    cancelled = "cancelled"

    def send(said: dict[str, Any]) -> None:
        if said["category"] == cancelled:
            done_ = page.run(service.cancel_status, said["line"], said["decision"] or "", form=form)
        else:
            asked = (said["category"], said["effective_on"], said["reason"], said["decision"] or "")
            done_ = page.run(service.correct_status, said["line"], *asked, form=form)
        if done_:
            done()

    fields = _status_fields(page.desk.today, (cancelled, _("Annuler cette ligne")))
    form = Form(
        [
            ChoiceField(
                "line",
                _("Ligne à corriger"),
                [(id_, history_words(line)) for id_, line in lines.items()],
                required=True,
            ),
            *fields,
        ],
        submit=_("Corriger"),
        on_submit=send,
        on_cancel=cancel,
    )

    def follow_line() -> None:
        line = lines.get(form.fields["line"].read())
        if line is not None:
            form.set_values(
                {
                    "category": line.category,
                    "effective_on": line.effective_on,
                    "reason": line.reason,
                    "decision": line.decision,
                }
            )

    def follow_category() -> None:
        kept = form.fields["category"].read() != cancelled
        form.show_field("effective_on", kept)
        form.show_field("reason", kept)

    form.fields["line"].changed.connect(follow_line)
    form.fields["category"].changed.connect(follow_category)
    if lines:
        form.set_values({"line": list(lines)[-1]})
        follow_line()
    return form


def history_words(line: HistoryLine) -> str:
    """Say one line of the history: 12/06/2026 : Associé salarié."""
    what = _(CATEGORY_WORDS[line.category]) if line.category else _("Ligne annulée")
    return _("{day} : {what}").format(day=words.day(line.effective_on), what=what)


def application(page: Page, file: MemberFile, done: Done, cancel: Done) -> Form:
    """Ask when somebody applied (C12)."""

    def send(said: dict[str, Any]) -> None:
        asked = (file.row.person_id, said["applied_on"], said["words"] or "")
        if page.run(service.record_application, *asked, form=form):
            done()

    form = Form(
        [
            DayField("applied_on", _("Demande reçue le"), required=True, today=page.desk.today, rules=("ADM-02",)),
            LongTextField("words", _("Remarque"), lines=2),
        ],
        submit=_("Enregistrer la candidature"),
        on_submit=send,
        on_cancel=cancel,
    )
    form.set_values({"applied_on": page.desk.today})
    return form


def decision(page: Page, file: MemberFile, verb: Callable[..., Any], submit: str, done: Done, cancel: Done) -> Form:
    """Ask for the day and the words of the decision on an application."""

    def send(said: dict[str, Any]) -> None:
        if page.run(verb, file.row.person_id, said["day"], said["decision"], form=form):
            done()

    form = Form(
        [
            DayField("day", _("Décidé le"), required=True, today=page.desk.today, rules=("ADM-02",)),
            TextField(
                "decision",
                _("Décision"),
                required=True,
                help=_("Par exemple : AGO du 12/06/2026, 3e résolution."),
                rules=("ADM-01",),
            ),
        ],
        submit=submit,
        on_submit=send,
        on_cancel=cancel,
    )
    form.set_values({"day": page.desk.today})
    return form


def vote(page: Page, file: MemberFile, verb: Callable[..., Any], submit: str, done: Done, cancel: Done) -> Form:
    """Ask from when and why the vote is suspended or given back."""

    def send(said: dict[str, Any]) -> None:
        if page.run(verb, file.row.person_id, said["day"], said["reason"], form=form):
            done()

    form = Form(
        [
            DayField("day", _("À partir du"), required=True, today=page.desk.today),
            TextField("reason", _("Motif"), required=True, rules=("QM-15",)),
        ],
        submit=submit,
        on_submit=send,
        on_cancel=cancel,
    )
    form.set_values({"day": page.desk.today})
    return form
