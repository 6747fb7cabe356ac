"""The forms that travel with a convocation: proxy, vote by correspondence, request for documents."""

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import clock_time, full_day, integer
from coop_desk.paper import forms, signatures, tables, text
from coop_desk.paper.sheet import Part, together
from coop_desk.paper.signatures import Signatory
from coop_desk.paper.tables import Column
from coop_desk.topics.convening.document.occasion import Addressee, Occasion, in_sentence, subtitle


def proxy_form(occasion: Occasion, to: Addressee) -> list[Part]:
    """Write the proxy form with its reminders (VOT-03, VOT-04, VOT-05, VOT-06)."""
    meeting = occasion.meeting
    giver = _("{name}, associé n° {number}") if to.number else _("{name}, associé")
    limit = ngettext(
        "un associé peut recevoir au plus {n} pouvoir",
        "un associé peut recevoir au plus {n} pouvoirs",
        occasion.max_proxies,
    ).format(n=integer(occasion.max_proxies))
    reminders = [
        _("Le pouvoir ne peut être donné qu’à un autre associé (loi n° 78-763 du 19 juillet 1978, art. 14)."),
        _("Pour cette assemblée, {limit} (même article).").format(limit=limit),
        _("On ne peut pas à la fois être présent et donner pouvoir, ni partager son vote."),
    ]
    if occasion.blank_proxies:
        reminders.append(
            _(
                "Un pouvoir sans nom vaut vote pour les résolutions présentées ou soutenues par {leaders}, "
                "et contre les autres."
            ).format(leaders=occasion.leaders)
        )
    else:
        reminders.append(_("Un pouvoir sans le nom du mandataire n’est pas compté."))
    if occasion.correspondence_until and meeting.form == "SA":
        reminders.append(
            _(
                "Vous avez trois choix : donner pouvoir à un autre associé, voter par correspondance, "
                "ou renvoyer un pouvoir sans nom."
            )
        )
        reminders.append(
            _(
                "Si un pouvoir et un formulaire de vote reviennent ensemble, le pouvoir est pris en compte, "
                "sous réserve des votes exprimés dans le formulaire."
            )
        )
    return [
        text.NewPage(),
        text.title(_("Pouvoir")),
        text.subtitle(subtitle(occasion)),
        text.text(_("Je soussigné(e)"), follows=True),
        text.text(text.Strong(giver.format(name=to.name, number=to.number)), follows=True),
        text.text(_("donne pouvoir à l’associé dont le nom suit :"), follows=True),
        forms.blanks(_("Nom et prénom")),
        text.Gap(2),
        text.text(
            _(
                "de me représenter à l’{assembly} de la société {company} du {day} à {hour}, {place}, de prendre part "
                "aux délibérations et de voter en mon nom sur les points de l’ordre du jour. Ce pouvoir vaut pour "
                "toute assemblée réunie sur une nouvelle convocation avec le même ordre du jour."
            ).format(
                assembly=occasion.assembly,
                company=occasion.head.name,
                day=full_day(meeting.day),
                hour=clock_time(meeting.starts_at),
                place=in_sentence(meeting.place),
            )
        ),
        *_to_sign(_("Signature, précédée de « Bon pour pouvoir »"), to),
        text.heading(_("À savoir")),
        *(text.item(words) for words in reminders),
    ]


def correspondence_form(occasion: Occasion, to: Addressee) -> list[Part]:
    """Write the correspondence form, one line a resolution (VOT-08 to VOT-11)."""
    until = occasion.correspondence_until
    if until is None:
        return []
    choices = (Column(_("Pour"), "centre", 18, box=True), Column(_("Contre"), "centre", 18, box=True),
               Column(_("Abstention"), "centre", 22, box=True))  # fmt: skip
    columns = (Column(_("N°"), "right"), Column(_("Résolution"), grows=True), *choices)
    rows = tuple((str(one.number), one.title, "", "", "") for one in occasion.resolutions)
    parts: list[Part] = [
        text.NewPage(),
        text.title(_("Vote par correspondance")),
        text.subtitle(subtitle(occasion)),
        text.text(text.Strong(_voter(to)), follows=True),
        text.text(_("Cochez une seule case par résolution."), follows=True),
        tables.table(columns, rows, row_height=8),
    ]
    if occasion.meeting.form == "SA":
        parts += [
            text.text(_("Si des amendements ou des résolutions nouvelles sont présentés en séance :"), follows=True),
            together(
                forms.ticks(
                    _("je m’abstiens"), _("je donne pouvoir à l’associé dont le nom suit, pour voter en mon nom")
                ),
                forms.blanks(_("Nom et prénom")),
            ),
        ]
    parts += _to_sign(_("Signature"), to)
    parts += [
        text.heading(_("À savoir")),
        text.item(_("Ce formulaire doit parvenir au siège social au plus tard le {day}.").format(day=full_day(until))),
        text.item(_("Une résolution sans case cochée, ou avec plusieurs, n’est pas un vote exprimé.")),
    ]
    if occasion.meeting.form == "SA":
        parts.append(
            text.item(_("L’abstention, le vote blanc et le vote nul ne sont pas comptés dans les voix exprimées "
                        "(code de commerce, art. L. 225-107)."))
        )  # fmt: skip
    parts.append(
        text.item(_("Le formulaire vaut pour les assemblées successives convoquées avec le même ordre du jour."))
    )
    return parts


def request_form(occasion: Occasion, to: Addressee) -> list[Part]:
    """Write the request for documents of an SA (DOC-04)."""
    return [
        text.NewPage(),
        text.title(_("Demande de documents")),
        text.subtitle(subtitle(occasion)),
        text.text(text.Strong(_voter(to)), follows=True),
        text.text(
            _(
                "Je demande l’envoi des documents et renseignements prévus aux articles R. 225-81 et R. 225-83 du code "
                "de commerce, à l’adresse suivante :"
            ),
            follows=True,
        ),
        forms.blanks(_("Adresse"), ""),
        text.Gap(2),
        forms.ticks(
            _("pour cette assemblée"),
            _("pour cette assemblée et, par demande unique, pour chacune des assemblées suivantes"),
        ),
        text.text(
            _(
                "Cette demande est reçue jusqu’au cinquième jour avant l’assemblée. Les mêmes documents peuvent être "
                "lus au siège social pendant les quinze jours qui la précèdent."
            )
        ),
        *_to_sign(_("Signature"), to),
    ]


def _voter(to: Addressee) -> str:
    return _("{name}, associé n° {number}").format(name=to.name, number=to.number) if to.number else to.name


def _to_sign(words: str, to: Addressee) -> list[Part]:
    return [
        text.Gap(2),
        forms.blanks(_("Fait à"), _("le"), columns=2),
        text.Gap(3),
        signatures.signatures(Signatory(words, to.name)),
    ]
