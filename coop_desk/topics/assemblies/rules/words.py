"""The French of the codes that meetings store."""

from coop_desk.core.i18n import _
from coop_desk.topics.assemblies.records import (
    BodyKind,
    Choice,
    FollowUpState,
    IncidentKind,
    ItemKind,
    MeetingKind,
    MeetingState,
    PresenceKind,
    ResolutionKind,
    Standing,
    VoteMode,
)


def kind_words(kind: ResolutionKind) -> str:
    """What a kind of resolution is called."""
    return {
        ResolutionKind.ORDINARY: _("Ordinaire"),
        ResolutionKind.EXTRAORDINARY: _("Extraordinaire"),
        ResolutionKind.LEADERS: _("Nomination ou révocation de la direction"),
        ResolutionKind.SEAT: _("Transfert du siège"),
        ResolutionKind.NATIONALITY: _("Changement de nationalité"),
        ResolutionKind.BODY: _("Décision de l’instance"),
    }[kind]


def short_kind_words(kind: ResolutionKind) -> str:
    """The same in one word, for a column."""
    return {
        ResolutionKind.ORDINARY: _("Ordinaire"),
        ResolutionKind.EXTRAORDINARY: _("Extraordinaire"),
        ResolutionKind.LEADERS: _("Direction"),
        ResolutionKind.SEAT: _("Siège"),
        ResolutionKind.NATIONALITY: _("Nationalité"),
        ResolutionKind.BODY: _("Décision"),
    }[kind]


def body_words(kind: BodyKind) -> str:
    """What a kind of body is called."""
    return {
        BodyKind.GENERAL_ASSEMBLY: _("Assemblée générale"),
        BodyKind.BOARD: _("Conseil d’administration"),
        BodyKind.SUPERVISORY_BOARD: _("Conseil de surveillance"),
        BodyKind.CIRCLE: _("Cercle"),
        BodyKind.TEAM: _("Équipe"),
    }[kind]


def meeting_kind_words(kind: MeetingKind) -> str:
    """What a kind of meeting is called."""
    return {
        MeetingKind.ORDINARY: _("Ordinaire"),
        MeetingKind.EXTRAORDINARY: _("Extraordinaire"),
        MeetingKind.MIXED: _("Mixte"),
        MeetingKind.BODY: _("Réunion"),
    }[kind]


def state_words(state: MeetingState) -> str:
    """Where a meeting stands, in words."""
    return {
        MeetingState.PREPARING: _("En préparation"),
        MeetingState.CONVENED: _("Convoquée"),
        MeetingState.OPEN: _("En séance"),
        MeetingState.SUSPENDED: _("Suspendue"),
        MeetingState.CLOSED: _("Tenue"),
        MeetingState.FAILED: _("Sans quorum"),
    }[state]


def item_words(kind: ItemKind) -> str:
    """What a kind of agenda item is called."""
    return {
        ItemKind.RESOLUTION: _("À voter"),
        ItemKind.INFORMATION: _("Pour information"),
        ItemKind.DISCUSSION: _("Pour débat"),
        ItemKind.WRITTEN_QUESTIONS: _("Questions écrites"),
        ItemKind.OTHER_BUSINESS: _("Questions diverses"),
    }[kind]


def choice_words(choice: Choice) -> str:
    """An answer in words."""
    return {
        Choice.FOR: _("Pour"),
        Choice.AGAINST: _("Contre"),
        Choice.ABSTAIN: _("Abstention"),
        Choice.BLANK: _("Blanc"),
        Choice.NULL: _("Nul"),
    }[choice]


def mode_words(mode: VoteMode) -> str:
    """How a vote was taken, in words."""
    return {
        VoteMode.HANDS: _("à main levée"),
        VoteMode.UNANIMITY: _("à l’unanimité des voix de la salle"),
        VoteMode.ROLL_CALL: _("par appel nominal"),
        VoteMode.SECRET: _("à bulletin secret"),
    }[mode]


def standing_words(standing: Standing, remote: bool = False) -> str:
    """How somebody takes part, in words."""
    if remote and standing is Standing.PRESENT:
        return _("À distance")
    return {
        Standing.PRESENT: _("En salle"),
        Standing.REPRESENTED: _("Par pouvoir"),
        Standing.BY_FORM: _("Par correspondance"),
        Standing.ABSENT: _("Absence"),
    }[standing]


def entry_words(kind: PresenceKind) -> str:
    """An entry of the attendance record in words."""
    return {
        PresenceKind.ARRIVED: _("Arrivée"),
        PresenceKind.LEFT: _("Départ"),
        PresenceKind.PROXY_GIVEN: _("Pouvoir"),
        PresenceKind.PROXY_WITHDRAWN: _("Pouvoir retiré"),
        PresenceKind.FORM_RECEIVED: _("Vote par correspondance"),
        PresenceKind.CANCELLED: _("Annulation"),
    }[kind]


def incident_words(kind: IncidentKind) -> str:
    """A kind of incident in words."""
    return {
        IncidentKind.SUSPENDED: _("Suspension de séance"),
        IncidentKind.RESUMED: _("Reprise de séance"),
        IncidentKind.TECHNICAL: _("Incident technique"),
        IncidentKind.OTHER: _("Incident"),
    }[kind]


def follow_up_words(state: FollowUpState) -> str:
    """Where the carrying out of a decision stands, in words."""
    return {
        FollowUpState.TO_DO: _("À faire"),
        FollowUpState.UNDER_WAY: _("En cours"),
        FollowUpState.DONE: _("Faite"),
        FollowUpState.DROPPED: _("Abandonnée"),
    }[state]
