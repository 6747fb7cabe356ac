"""Every power in the program, in one list a member can audit."""

from enum import StrEnum

from coop_desk.core.i18n import N_


class Right(StrEnum):
    """One power; who holds it, over whom and until when is said by titles and delegations."""

    ABSENCE_READ = "absence-read"
    ABSENCE_RECORD = "absence-record"
    ACCOUNTS_KEEP = "accounts-keep"
    BANK_EXPORT = "bank-export"
    BANK_READ = "bank-read"
    BANK_RECORD = "bank-record"
    COOP_READ = "coop-read"
    COOP_RECORD = "coop-record"
    DECISIONS_FOLLOW = "decisions-follow"
    DECISIONS_READ = "decisions-read"
    ELECTIONS_PREPARE = "elections-prepare"
    ELECTIONS_READ = "elections-read"
    ELECTIONS_RUN = "elections-run"
    ELECTIONS_TELL = "elections-tell"
    EMPLOYMENT_READ = "employment-read"
    EMPLOYMENT_RECORD = "employment-record"
    FILE_KEEP = "file-keep"
    GRANTS_GIVE = "grants-give"
    GRANTS_READ = "grants-read"
    IDENTITY_EXPORT = "identity-export"
    IDENTITY_READ = "identity-read"
    IDENTITY_RECORD = "identity-record"
    JOURNAL_READ = "journal-read"
    LEAVE_ASK = "leave-ask"
    LEAVE_DECIDE = "leave-decide"
    LEAVE_READ = "leave-read"
    LEAVE_RECORD = "leave-record"
    LEAVE_SETTINGS = "leave-settings"
    MANDATES_READ = "mandates-read"
    MANDATES_RECORD = "mandates-record"
    MEETINGS_PREPARE = "meetings-prepare"
    MEETINGS_READ = "meetings-read"
    MEETINGS_RUN = "meetings-run"
    MEMBERS_DETAILS_READ = "members-details-read"
    MEMBERS_READ = "members-read"
    MEMBERS_RECORD = "members-record"
    MINUTES_READ = "minutes-read"
    MINUTES_SEAL = "minutes-seal"
    MINUTES_WRITE = "minutes-write"
    OWN_FILE_CHANGE = "own-file-change"
    OWN_FILE_READ = "own-file-read"
    PAY_EXPORT = "pay-export"
    PAY_IMPORTED = "pay-imported"
    PAY_PREPARE = "pay-prepare"
    PAY_READ = "pay-read"
    PAY_RECORD = "pay-record"
    PAY_VALIDATE = "pay-validate"
    ROLES_HAND_OVER = "roles-hand-over"
    ROLES_READ = "roles-read"
    ROLES_RECORD = "roles-record"
    ROLES_WISH = "roles-wish"
    ROTATION_ADOPT = "rotation-adopt"
    ROTATION_PREPARE = "rotation-prepare"
    ROTATION_SWAP = "rotation-swap"
    SHARES_READ = "shares-read"
    SHARES_RECORD = "shares-record"
    SKILLS_CONFIRM = "skills-confirm"
    SKILLS_DECLARE = "skills-declare"
    SKILLS_READ = "skills-read"
    SKILLS_RECORD = "skills-record"
    STATUTES_READ = "statutes-read"
    STATUTES_RECORD = "statutes-record"
    SURPLUS_PREPARE = "surplus-prepare"
    SURPLUS_READ = "surplus-read"
    TEAMS_READ = "teams-read"
    TEAMS_RECORD = "teams-record"


WORDS: dict[Right, str] = {
    Right.ABSENCE_READ: N_("Lire les motifs d’absence scellés"),
    Right.ABSENCE_RECORD: N_("Enregistrer les motifs d’absence scellés"),
    Right.ACCOUNTS_KEEP: N_("Ouvrir et fermer les accès des personnes"),
    Right.BANK_EXPORT: N_("Exporter les coordonnées bancaires scellées"),
    Right.BANK_READ: N_("Lire les coordonnées bancaires scellées"),
    Right.BANK_RECORD: N_("Enregistrer les coordonnées bancaires scellées"),
    Right.COOP_READ: N_("Lire l’identité de la coopérative"),
    Right.COOP_RECORD: N_("Modifier l’identité de la coopérative"),
    Right.DECISIONS_FOLLOW: N_("Suivre l’exécution des décisions"),
    Right.DECISIONS_READ: N_("Lire le registre des décisions"),
    Right.ELECTIONS_PREPARE: N_("Préparer les élections et recevoir les candidatures"),
    Right.ELECTIONS_READ: N_("Lire les élections et leurs résultats"),
    Right.ELECTIONS_RUN: N_("Tenir un scrutin : ouverture, dépouillement, proclamation"),
    Right.ELECTIONS_TELL: N_("Dépouiller les papiers d’un scrutin dont on est scrutateur"),
    Right.EMPLOYMENT_READ: N_("Lire les horaires, les matricules et les sites de travail"),
    Right.EMPLOYMENT_RECORD: N_("Enregistrer les horaires, les matricules et les sites de travail"),
    Right.FILE_KEEP: N_("Vérifier et sauvegarder le dossier de la coopérative"),
    Right.GRANTS_GIVE: N_("Enregistrer les titres et délégations décidés par la coopérative"),
    Right.GRANTS_READ: N_("Lire qui peut faire quoi"),
    Right.IDENTITY_EXPORT: N_("Exporter les numéros de sécurité sociale scellés"),
    Right.IDENTITY_READ: N_("Lire les numéros de sécurité sociale scellés"),
    Right.IDENTITY_RECORD: N_("Enregistrer les numéros de sécurité sociale scellés"),
    Right.JOURNAL_READ: N_("Lire le journal de tout ce qui a été fait"),
    Right.LEAVE_ASK: N_("Demander ses congés"),
    Right.LEAVE_DECIDE: N_("Accepter ou refuser les congés des autres"),
    Right.LEAVE_READ: N_("Lire les compteurs et les demandes de congés"),
    Right.LEAVE_RECORD: N_("Tenir les compteurs de congés et enregistrer les absences"),
    Right.LEAVE_SETTINGS: N_("Enregistrer les réglages des congés décidés par la coopérative"),
    Right.MANDATES_READ: N_("Lire le registre des mandats"),
    Right.MANDATES_RECORD: N_("Tenir le registre des mandats"),
    Right.MEETINGS_PREPARE: N_("Préparer et convoquer les assemblées et réunions"),
    Right.MEETINGS_READ: N_("Lire les assemblées et réunions"),
    Right.MEETINGS_RUN: N_("Tenir la séance : présences, pouvoirs, votes"),
    Right.MEMBERS_DETAILS_READ: N_("Lire les coordonnées et la situation des associés"),
    Right.MEMBERS_READ: N_("Lire le registre des associés"),
    Right.MEMBERS_RECORD: N_("Tenir le registre des associés"),
    Right.MINUTES_READ: N_("Lire les procès-verbaux"),
    Right.MINUTES_SEAL: N_("Sceller les procès-verbaux et certifier les extraits"),
    Right.MINUTES_WRITE: N_("Rédiger les procès-verbaux"),
    Right.OWN_FILE_CHANGE: N_("Modifier ses propres coordonnées"),
    Right.OWN_FILE_READ: N_("Lire sa propre fiche"),
    Right.PAY_EXPORT: N_("Exporter la paie scellée vers le cabinet comptable"),
    Right.PAY_IMPORTED: N_("Confirmer que la paie exportée s’est importée sans erreur"),
    Right.PAY_PREPARE: N_("Préparer les mois de paie"),
    Right.PAY_READ: N_("Lire la paie scellée"),
    Right.PAY_RECORD: N_("Enregistrer la paie scellée"),
    Right.PAY_VALIDATE: N_("Contrôler et valider les mois de paie"),
    Right.ROLES_HAND_OVER: N_("Cocher ses passations, apprendre à deux, laisser un bilan"),
    Right.ROLES_READ: N_("Lire les rôles, les missions et qui décide quoi"),
    Right.ROLES_RECORD: N_("Tenir les rôles, les missions et qui décide quoi"),
    Right.ROLES_WISH: N_("Dire ses souhaits et ses limites de rôles"),
    Right.ROTATION_ADOPT: N_("Enregistrer l’adoption d’un plan de rotation"),
    Right.ROTATION_PREPARE: N_("Préparer les plans de rotation et leurs réglages"),
    Right.ROTATION_SWAP: N_("Demander et accepter l’échange de ses mandats"),
    Right.SHARES_READ: N_("Lire le registre des parts sociales"),
    Right.SHARES_RECORD: N_("Enregistrer les mouvements de parts sociales"),
    Right.SKILLS_CONFIRM: N_("Confirmer les niveaux de compétence des autres"),
    Right.SKILLS_DECLARE: N_("Déclarer ses niveaux de compétence et ses formations"),
    Right.SKILLS_READ: N_("Lire la carte des compétences"),
    Right.SKILLS_RECORD: N_("Tenir l’arbre des compétences, les compétences clés et les déclarations des autres"),
    Right.STATUTES_READ: N_("Lire les règles statutaires"),
    Right.STATUTES_RECORD: N_("Enregistrer les changements de statuts décidés"),
    Right.SURPLUS_PREPARE: N_("Préparer la répartition des excédents et enregistrer celle que l’assemblée adopte"),
    Right.SURPLUS_READ: N_("Lire les simulations et les répartitions des excédents"),
    Right.TEAMS_READ: N_("Lire les pôles et les équipes"),
    Right.TEAMS_RECORD: N_("Composer les pôles et les équipes"),
}
