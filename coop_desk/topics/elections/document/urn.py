"""What a sealed urn prints: the minute of its opening, the shares of its key, the minute of its closing."""

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import clock_time, integer, listed, long_day
from coop_desk.paper import signatures, tables, text
from coop_desk.paper.letterhead import Letterhead
from coop_desk.paper.qr import QrCode
from coop_desk.paper.sheet import Part, Sheet, build, build_all
from coop_desk.paper.tables import Column
from coop_desk.topics.elections.urn.records import SharePaper, Urn


def zero_minute_pdf(urn: Urn, head: Letterhead) -> bytes:
    """Print the minute of zero: the urn is empty, nobody has voted, whose key opens it."""
    number = len(urn.opening.voters)
    voters = ngettext("{n} personne peut voter", "{n} personnes peuvent voter", number).format(n=integer(number))
    parts: tuple[Part, ...] = (
        text.title(_("Procès-verbal d’ouverture de l’urne")),
        text.subtitle(urn.opening.question),
        text.text(
            _(
                "Le {day} à {time}, l’urne scellée a été ouverte. Elle est vide : 0 bulletin, 0 émargement ; {voters}."
            ).format(day=long_day(urn.at.astimezone().date()), time=clock_time(urn.at), voters=voters)
        ),
        text.text(_("Un bulletin d’essai a été scellé puis ouvert avec les parts, et écarté.")),
        *_people(urn),
        *(text.item(words) for words in urn.warnings),
        *_signed(urn),
    )
    return build(Sheet(head, _("Ouverture de l’urne : {question}").format(question=urn.opening.question), parts))


def _people(urn: Urn) -> tuple[Part, ...]:
    held = [_("{name} (part n° {n})").format(name=one.person.name, n=one.share) for one in urn.scrutineers]
    opening = _("{k} parts sur {n} sont nécessaires. S’il en reste moins, le vote est perdu et se tient de nouveau.")
    facts = [
        (_("Organisation"), urn.organiser.name),
        (_("Émargement"), urn.officer.name),
        (_("Scrutateurs"), listed(held)),
        (_("Pour ouvrir"), opening.format(k=urn.needed, n=len(urn.scrutineers))),
        (_("Second sceau"), urn.mixer.name if urn.mixer is not None else ""),
        (_("Empreinte de la clé"), urn.proof),
        (_("Empreinte de la définition"), urn.opening.digest),
    ]
    roles = _twice(urn)
    parts: list[Part] = [tables.facts(tuple((name, words) for name, words in facts if words))]
    if roles:
        parts.append(text.text(_("Dans deux rôles à la fois : {names}.").format(names=listed(roles))))
    return tuple(parts)


def _twice(urn: Urn) -> list[str]:
    roles = [urn.organiser, urn.officer, *(one.person for one in urn.scrutineers)]
    ids = [one.person_id for one in roles]
    return [
        one.name
        for place, one in enumerate(roles)
        if ids.count(one.person_id) > 1 and ids.index(one.person_id) == place
    ]


def closing_minute_pdf(urn: Urn, head: Letterhead) -> bytes:
    """Print the minute of closing: marks, ballots, follow-up codes and their digest; LookupError while it is open."""
    closing = urn.closing
    if closing is None:
        raise LookupError(urn.id)
    facts = (
        (
            _("Fermée"),
            _("le {day} à {time}").format(day=long_day(closing.at.astimezone().date()), time=clock_time(closing.at)),
        ),
        (_("Par"), listed([closing.by.name, closing.beside.name])),
        (_("Émargements"), integer(closing.voted)),
        (_("Votes sur papier, en plus"), integer(closing.on_paper) if closing.on_paper else ""),
        (_("Bulletins dans l’urne"), integer(closing.ballots)),
        (_("Empreinte des codes"), closing.codes_digest),
    )
    balanced = closing.ballots == closing.voted
    parts: list[Part] = [
        text.title(_("Procès-verbal de fermeture de l’urne")),
        text.subtitle(urn.opening.question),
        tables.facts(tuple((name, words) for name, words in facts if words)),
        text.text(
            _("Il y a autant de bulletins que d’émargements.")
            if balanced
            else _(
                "Les bulletins et les émargements ne sont pas en même nombre : la différence est consignée ci-dessous."
            )
        ),
        *(text.item(incident.words) for incident in urn.incidents),
    ]
    if urn.counted is not None:
        opened = _("Ouverte avec les parts {shares} : {n} bulletins lus.").format(
            shares=listed([str(share) for share in urn.counted.shares]), n=integer(urn.counted.opened)
        )
        if urn.counted.altered:
            opened += " " + _("Sceaux altérés : {n}.").format(n=integer(urn.counted.altered))
        parts.append(text.text(opened))
    parts += [
        *_signed(urn),
        text.heading(_("Codes de suivi")),
        text.text(_("Chacun peut y retrouver le sien : son bulletin est dans l’urne. Un code ne dit rien du choix.")),
        tables.table(tuple(Column("") for _column in range(3)), _abreast(closing.codes)),
    ]
    return build(Sheet(head, _("Fermeture de l’urne : {question}").format(question=urn.opening.question), tuple(parts)))


def _abreast(codes: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    padded = (*codes, *("" for _blank in range(-len(codes) % 3)))
    return tuple(padded[at : at + 3] for at in range(0, len(padded), 3))


def _signed(urn: Urn) -> tuple[Part, ...]:
    people = [signatures.Signatory(_("Scrutateur"), one.person.name) for one in urn.scrutineers]
    return (signatures.signatures(*people, signatures.Signatory(_("Émargement"), urn.officer.name)),)


def shares_pdf(papers: tuple[SharePaper, ...], head: Letterhead) -> bytes:
    """Print one sheet per share, once: it is never kept."""
    return build_all([_share(paper, head) for paper in papers], _("Parts de la clé de l’urne"))


def _share(paper: SharePaper, head: Letterhead) -> Sheet:
    name = _("Clé du second sceau") if paper.mixer else _("Part de la clé de l’urne")
    facts = [(_("Confiée à"), paper.holder), (_("Scrutin"), paper.question)]
    if not paper.mixer:
        facts.append((_("Part"), _("n° {n} sur {total}").format(n=paper.number, total=paper.shares)))
        facts.append((_("Pour ouvrir"), _("{k} parts ensemble").format(k=paper.needed)))
    groups = paper.code.split("-")
    parts: tuple[Part, ...] = (
        text.title(name),
        text.subtitle(_("Imprimée le {day}").format(day=long_day(paper.on))),
        tables.facts(tuple(facts)),
        text.text(
            _(
                "Gardez cette feuille sur vous jusqu’au dépouillement et ne la montrez à personne : réunies, les parts "
                "ouvrent tous les bulletins. Le programme ne la garde pas et ne peut pas la réimprimer."
            )
        ),
        tables.table(
            tuple(Column(str(n), "centre", 18) for n in range(1, len(groups) + 1)),
            (tuple(groups),),
            strong=frozenset({0}),
        ),
        QrCode(paper.code),
        text.small(_("Empreinte de la clé : {proof}").format(proof=paper.proof)),
    )
    return Sheet(head, name, parts)
