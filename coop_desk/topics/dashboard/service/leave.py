"""What waits of leave: requests, accounts, the period to announce, letters, and one's own days that expire."""

from coop_desk.core.actions import Act, query
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import integer, long_day
from coop_desk.topics.dashboard.rules import Todo
from coop_desk.topics.leave.requests.service import deciding_due, letters_waiting, own_due
from coop_desk.topics.leave.rules.explained import from_thousandths, in_days
from coop_desk.topics.leave.rules.telling import month_words
from coop_desk.topics.leave.service import announcement_due, corrections_to_agree, month_to_recall


@query(Right.LEAVE_DECIDE, N_("Demandes d’absence à décider"))
def leave_lines(act: Act) -> list[Todo]:
    """Recall the requests and cancellations that wait for this person's answer: who and when, never why (L02)."""
    return [
        Todo(
            f"leave:{one.absence_id}",
            (
                _("Répondre à l’annulation demandée : {name}")
                if one.cancellation
                else _("Décider une absence : {name}")
            ).format(name=one.name),
            _("Du {first} au {last}").format(first=long_day(one.first), last=long_day(one.last)),
            one.first,
            "leave.deciding",
            one.absence_id,
        )
        for one in deciding_due(act)
    ]


@query(Right.LEAVE_RECORD, N_("Mois de congés à clore et corrections à accorder"))
def account_lines(act: Act) -> list[Todo]:
    """Recall the month to close and the corrections that this person may agree to (LEAVE-94, LEAVE-97)."""
    found = []
    due = month_to_recall(act)
    if due is not None:
        what = _("Clore le mois de {month}").format(month=month_words(due.year, due.month))
        why = _("Chacun y acquiert ses congés.")
        found.append(Todo(f"leave:closing:{due}", what, why, None, "leave.closing"))
    n = corrections_to_agree(act)
    if n:
        what = ngettext("Accorder {n} correction de compteur", "Accorder {n} corrections de compteurs", n)
        why = _("Proposées par une autre personne ; elles ne comptent pas encore.")
        found.append(Todo("leave:corrections", what.format(n=integer(n)), why, None, "leave.accounts", "corrections"))
    return found


@query(Right.LEAVE_SETTINGS, N_("Période de prise des congés à annoncer"))
def announcement_lines(act: Act) -> list[Todo]:
    """Recall that the next taking period is to be announced, two months and a half before it begins (LEAVE-34)."""
    due = announcement_due(act)
    if due is None:
        return []
    starts_on, limit = due
    why = _("Elle commence le {day} et s’annonce à chacun deux mois avant.").format(day=long_day(starts_on))
    what = _("Annoncer la période de prise des congés")
    return [Todo(f"leave:announcement:{starts_on}", what, why, limit, "leave.settings", "announced_on")]


@query(Right.LEAVE_RECORD, N_("Lettres d’information à remettre"))
def letter_lines(act: Act) -> list[Todo]:
    """Count the letters due after a return, without naming anybody here (LEAVE-21)."""
    n = letters_waiting(act)
    if not n:
        return []
    what = ngettext("Remettre {n} lettre d’information", "Remettre {n} lettres d’information", n)
    why = _("Dans le mois du retour : les jours de congés restants et leur date limite.")
    return [Todo("leave:letters", what.format(n=integer(n)), why, None, "leave.recording")]


@query(Right.LEAVE_ASK, N_("Congés à prendre bientôt"))
def own_leave_lines(act: Act) -> list[Todo]:
    """Recall what expires of one's own leave within sixty days."""
    what = _("Prendre {days} de congés avant leur date limite")
    return [
        Todo(
            f"leave:expires:{on}", what.format(days=in_days(from_thousandths(left))), _("Ensuite ils sont perdus."), on,
            "leave.own",
        )
        for on, left in own_due(act)
    ]  # fmt: skip
