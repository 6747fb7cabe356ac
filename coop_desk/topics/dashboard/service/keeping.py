"""What waits of the keeping of the file: backups, the recovery code, titles, keys."""

from datetime import timedelta

from coop_desk.core import recovery
from coop_desk.core.actions import Act, query
from coop_desk.core.backup.afterwards import keys_to_renew
from coop_desk.core.backup.verbs import WARN_DAYS, backups_since
from coop_desk.core.compartments import governing
from coop_desk.core.compartments.delegating import WRITERS, waiting_for_certificate
from coop_desk.core.compartments.opening import due_of_keys
from coop_desk.core.delegating import waiting_proposals
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.rights import Right
from coop_desk.core.words import integer, long_day
from coop_desk.topics.dashboard.rules import Todo


@query(Right.FILE_KEEP, N_("Sauvegardes à faire ou à essayer"))
def backup_lines(act: Act) -> list[Todo]:
    """Recall that the last verified backup is old, that one failed, or that none was tried for a month."""
    stands = backups_since(act)
    lines = []
    if stands.days_since >= WARN_DAYS or stands.problem:
        days = ngettext("Rien de vérifié depuis {n} jour.", "Rien de vérifié depuis {n} jours.", stands.days_since)
        why = stands.problem or days.format(n=integer(stands.days_since))
        lines.append(Todo("backup", _("Sauvegarder le dossier"), why, None, "backups"))
    if stands.drill_due and stands.last is not None:
        why = _("Une fois par mois : une sauvegarde qui ne se relit pas ne sert à rien.")
        lines.append(Todo("drill", _("Essayer de restaurer une sauvegarde"), why, None, "backups"))
    return lines


@query(Right.GRANTS_GIVE, N_("Code de secours à imprimer ou à vérifier"))
def recovery_lines(act: Act) -> list[Todo]:
    """Recall that the recovery code is not printed, from the day after its making; then, once a year, who holds it."""
    state = recovery.state_of(act)
    if state.alarming and state.since is not None:
        why = _("Code de secours non imprimé : un mot de passe perdu peut tout fermer.")
        return [Todo("recovery", _("Imprimer le code de secours"), why, state.since, "recovery")]
    checked = state.held_on or state.printed_on
    if checked is not None and act.today - checked >= timedelta(days=365):
        why = _("Retrouvez l’enveloppe, ou les personnes de confiance, et notez-le.")
        return [Todo("recovery", _("Qui détient le code de secours ?"), why, None, "recovery")]
    return []


@query(Right.GRANTS_GIVE, N_("Titres à décider, clés à certifier et gouvernance à signer"))
def grant_lines(act: Act) -> list[Todo]:
    """Recall the titles that nobody decided, the keys without certificate, the governance to sign or to take back."""
    proposed = [
        Todo(
            f"proposed:{one.id}",
            _("Décider : {title}, proposé à {name}").format(title=one.title, name=one.holder),
            _("Proposé par {name} le {day}").format(name=one.proposed_by, day=long_day(one.proposed_on)),
            one.starts_on,
            "grants",
        )
        for one in waiting_proposals(act)
        if not one.is_over(act.today)
    ]
    certifying = [
        Todo(
            f"certify:{one.person_id}",
            _("Certifier les clés de {name}").format(name=one.name),
            _("Comparez l’empreinte lue sur son écran."),
            None,
            "keys",
        )
        for one in waiting_for_certificate(act)
    ]
    return proposed + certifying + _in_two("governance", governing.due(act))


@query(Right.GRANTS_GIVE, *WRITERS, words=N_("Clés à remettre ou à renouveler"))
def key_lines(act: Act) -> list[Todo]:
    """Say what is owed of the keys, until it is done: hand over, renew, move what was dropped."""
    return _in_two("keys", due_of_keys(act)) + _in_two("restored", keys_to_renew(act))


def _in_two(name: str, sentences: list[str]) -> list[Todo]:
    """What is to be done is the first sentence of each, why the rest."""
    parts = [sentence.partition(". ") for sentence in sentences]
    return [Todo(f"{name}:{n}", what, why, None, "keys") for n, (what, _dot, why) in enumerate(parts)]
