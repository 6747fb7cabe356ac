"""What the register of members and the accounts hold on the person who asks."""

from sqlalchemy import select

from coop_desk.core.accounts import Account
from coop_desk.core.actions import Act
from coop_desk.core.i18n import _
from coop_desk.core.model import Person
from coop_desk.topics.members.model import Member
from coop_desk.topics.members.records import MemberFile
from coop_desk.topics.members.rules.categories import CATEGORY_WORDS, OUTCOME_WORDS, REASON_WORDS
from coop_desk.topics.members.rules.consent import CHANNEL_WORDS, Channel
from coop_desk.topics.members.rules.marital import ANSWER_WORDS, REGIME_WORDS, Regime, SpouseAnswer
from coop_desk.topics.members.service.files import read_file
from coop_desk.topics.own_data.records import Part, Value

HELD = {
    *("member.person_id", "member_details.person_id", "employment.person_id", "status_change.person_id"),
    *("vote_change.person_id", "application.person_id", "application_outcome.person_id", "email_consent.person_id"),
    *("marital_information.person_id", "team_membership.person_id", "account.holder_id"),
}
"""The columns naming somebody that these parts read."""


def parts(act: Act) -> list[Part]:
    """Return identity, details, account, and the whole file of the register."""
    inscribed = act.session.scalar(select(Member).where(Member.person_id == act.actor_id))
    file = read_file(act, act.actor_id) if inscribed is not None else None
    found = [_identity(act, inscribed, file)]
    return found + (_file(file) if file is not None else [])


def _identity(act: Act, inscribed: Member | None, file: MemberFile | None) -> Part:
    person = act.session.get_one(Person, act.actor_id)
    account = act.session.scalar(select(Account).where(Account.holder_id == act.actor_id))
    contact = file.contact if file else None
    held = (
        (Value("family_name", _("Nom")), person.family_name),
        (Value("given_name", _("Prénom")), person.given_name),
        (Value("number", _("Numéro d’associé")), inscribed.number if inscribed else ""),
        (Value("legal_person", _("Personne morale"), "yes_no"), inscribed.legal_person if inscribed else None),
        (Value("entered_on", _("Entrée dans la coopérative"), "day"), inscribed.entered_on if inscribed else None),
        (Value("title", _("Civilité")), file.title if file else ""),
        (Value("birth_date", _("Date de naissance"), "day"), file.birth_date if file else None),
        (Value("address", _("Adresse")), contact.address if contact else ""),
        (Value("post_code", _("Code postal")), contact.post_code if contact else ""),
        (Value("city", _("Ville")), contact.city if contact else ""),
        (Value("country", _("Pays")), contact.country if contact else ""),
        (Value("email", _("Courriel")), contact.email if contact else ""),
        (Value("phone", _("Téléphone")), contact.phone if contact else ""),
        (Value("notes", _("Remarques")), file.notes if file else ""),
        (Value("login", _("Identifiant")), account.login if account else ""),
        (Value("account_open", _("Accès ouvert"), "yes_no"), account.active if account else None),
        (
            Value("last_attempt", _("Dernière saisie du mot de passe"), "instant"),
            account.last_attempt if account else None,
        ),
        (
            Value("wrong_passwords", _("Essais refusés depuis le dernier accès"), "integer"),
            account.wrong_attempts if account else None,
        ),
    )
    values, row = zip(*held, strict=True)
    return Part("identity", _("Identité, coordonnées et accès"), values, (row,))


def _file(file: MemberFile) -> list[Part]:
    return [
        Part(
            "status",
            _("Situation dans la coopérative"),
            (
                Value("effective_on", _("À partir du"), "day"),
                Value("status", _("Situation")),
                Value("reason", _("Motif")),
                Value("decision", _("Décision")),
                Value("corrected", _("Corrigé depuis"), "yes_no"),
                Value("recorded_at", _("Saisi le"), "instant"),
            ),
            tuple(
                (
                    one.effective_on,
                    _(CATEGORY_WORDS[one.category]) if one.category else _("Ligne annulée"),
                    _(REASON_WORDS[one.reason]),
                    one.decision,
                    one.replaced,
                    one.recorded_at,
                )
                for one in file.history
            ),
        ),
        Part(
            "suspensions",
            _("Suspensions du droit de vote"),
            (
                Value("effective_on", _("À partir du"), "day"),
                Value("suspended", _("Vote suspendu"), "yes_no"),
                Value("reason", _("Motif")),
            ),
            tuple((one.effective_on, one.suspended, one.reason) for one in file.votes),
        ),
        Part(
            "contracts",
            _("Contrats de travail"),
            (
                Value("started_on", _("Début"), "day"),
                Value("ended_on", _("Fin"), "day"),
                Value("end_reason", _("Raison de la fin")),
                Value("working_time", _("Temps de travail"), "thousandths"),
            ),
            tuple((one.started_on, one.ended_on, one.end_reason, one.working_time) for one in file.jobs),
        ),
        Part(
            "applications",
            _("Candidatures"),
            (
                Value("applied_on", _("Reçue le"), "day"),
                Value("words", _("Texte")),
                Value("outcome", _("Issue")),
                Value("decided_on", _("Décidée le"), "day"),
                Value("decision", _("Décision")),
            ),
            tuple(
                (one.applied_on, one.words, _(OUTCOME_WORDS[one.outcome]), one.decided_on, one.decision)
                for one in file.applications
            ),
        ),
        Part(
            "consents",
            _("Accords pour le courriel"),
            (
                Value("dated", _("Date"), "day"),
                Value("given", _("Accord donné"), "yes_no"),
                Value("channel", _("Moyen")),
                Value("address", _("Adresse")),
            ),
            tuple((one.dated, one.given, _(CHANNEL_WORDS[Channel(one.channel)]), one.address) for one in file.consents),
        ),
        _marital(file),
        Part(
            "teams",
            _("Pôles et équipes"),
            (
                Value("service", _("Pôle")),
                Value("team", _("Équipe")),
                Value("joined_on", _("Depuis le"), "day"),
                Value("left_on", _("Départ"), "day"),
            ),
            tuple((one.service, one.team, one.joined_on, one.left_on) for one in file.teams),
        ),
    ]


def _marital(file: MemberFile) -> Part:
    said = file.marital
    values = (
        Value("regime", _("Régime")),
        Value("spouse_name", _("Conjoint")),
        Value("spouse_informed_on", _("Informé le"), "day"),
        Value("spouse_answer", _("Réponse")),
        Value("answered_on", _("Réponse du"), "day"),
    )
    row = (
        _(REGIME_WORDS[Regime(said.regime)]) if said.regime else "",
        said.spouse_name,
        said.spouse_informed_on,
        _(ANSWER_WORDS[SpouseAnswer(said.spouse_answer)]) if said.spouse_answer else "",
        said.answered_on,
    )
    return Part("marital", _("Situation matrimoniale"), values, (row,) if any(row) else ())
