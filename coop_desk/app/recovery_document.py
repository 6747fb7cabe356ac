"""The recovery code on paper: a sheet folded in three for an envelope, nothing secret on its outer face."""

from coop_desk.core import words
from coop_desk.core.i18n import _
from coop_desk.core.recovery import PaperCode
from coop_desk.paper import signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.qr import QrCode
from coop_desk.paper.sheet import Part, Sheet, build_all
from coop_desk.paper.tables import Column


def recovery_sheets(papers: list[PaperCode], head: Letterhead) -> bytes:
    """Print one sheet for each code or share."""
    return build_all([_sheet(paper, head) for paper in papers], _("Code de secours"))


def _sheet(paper: PaperCode, head: Letterhead) -> Sheet:
    share = bool(paper.shares)
    name = _("Part du code de secours") if share else _("Code de secours")
    outside: list[Part] = [
        text.title(name),
        text.subtitle(_("Imprimé le {day}").format(day=words.long_day(paper.on))),
        text.text(
            _(
                "À glisser dans une enveloppe scellée, signée sur le rabat, rangée hors de l’ordinateur. À n’ouvrir "
                "que si les mots de passe sont perdus, devant témoins ; le journal garde leurs noms."
            )
        ),
    ]
    if share:
        outside.append(
            tables.facts(
                (
                    (_("Confiée à"), paper.holder),
                    (_("Part"), _("n° {n} sur {total}").format(n=paper.index, total=paper.shares)),
                    (_("Pour ouvrir"), _("{k} parts ensemble").format(k=paper.needed)),
                )
            )
        )
    groups = paper.code.split("-")
    inside: list[Part] = [
        text.small(_("Plier ici")),
        text.Rule(dashed=True),
        text.heading(_("Le code, groupe par groupe")),
        tables.table(
            tuple(Column(str(n), "centre", width=18) for n in range(1, len(groups) + 1)),
            (tuple(groups),),
            strong=frozenset({0}),
        ),
        text.small(
            _("Le dernier signe de chaque groupe le vérifie : un groupe mal recopié est nommé par le programme.")
        ),
        text.Gap(2),
        QrCode(paper.code),
        text.text(
            _("Empreinte de la clé de secours : {fingerprint}").format(fingerprint=paper.fingerprint), align="centre"
        ),
        text.Rule(dashed=True),
        text.small(_("Plier ici")),
    ]
    use: list[Part] = [
        text.heading(_("Pour s’en servir")),
        text.item(
            _("Ouvrez la coopérative dans Coop Desk ; à l’écran d’identification, choisissez « Mots de passe perdus ».")
        ),
        text.item(_("Recopiez le code, ou lisez le carré avec un lecteur de codes ; donnez les noms des présents.")),
        text.item(_("Choisissez à qui redonner un accès ; puis imprimez le nouveau code : celui-ci n’ouvre plus.")),
        signatures.signatures(
            signatures.Signatory(_("Mis sous enveloppe par"), paper.holder or " "),
            signatures.Signatory(_("Devant"), " "),
        ),
    ]
    return Sheet(head, name, (*outside, *inside, *use))
