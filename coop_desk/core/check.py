"""Verify a co-op: the file, the links, the chain of the journal, and every record against what the journal says."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, Engine, Row, Select, Table, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapper, Session

from coop_desk.core import anchors, journal, signatures
from coop_desk.core.actions import Act, Inner, transact
from coop_desk.core.changes import journal_value
from coop_desk.core.disk_faults import french_faults
from coop_desk.core.errors import RuleBroken
from coop_desk.core.file import CoopFile
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.journal import JournalLine
from coop_desk.core.limits import EVERYONE, ActSession
from coop_desk.core.model import Base, PersonId


@dataclass(frozen=True, slots=True)
class Verified:
    """One thing verified: what, how many of them, and every difference found, in words."""

    what: str
    count: int
    differences: tuple[str, ...]


# What reading raises when another program wrote a date that is none, or text that is no JSON.
_UNREADABLE = (ValueError, TypeError, LookupError, OverflowError)
_PAGES_NAMED = 20
_DAMAGE = ("FILE-03", "FILE-11", "FILE-17")

Check = Callable[[Act], tuple[int, list[str]]]
_checks: list[tuple[str, Check]] = []


def checked(what: str) -> Callable[[Check], Check]:
    """Declare a verification of a topic: a function returning how many it looked at and the differences."""

    def declare(check: Check) -> Check:
        _checks.append((what, check))
        return check

    return declare


def verify(coop: CoopFile) -> list[Verified]:
    """Verify everything and return what was looked at, in order."""
    found: list[Verified] = []
    try:
        _verify(coop, found)
    except RuleBroken as broken:
        # Damage that hides the rest is a difference like the others, said after what could be looked at.
        if broken.rule not in _DAMAGE:
            raise
        words = _("le dossier est trop abîmé pour être lu plus loin ; restaurez la dernière sauvegarde")
        found.append(Verified(_("Suite de la vérification"), 0, (words,)))
    return found


def _verify(coop: CoopFile, found: list[Verified]) -> None:
    with french_faults(coop.folder):
        found.append(_integrity(coop.engine))
        found.append(_links(coop.engine))
    inner = Inner("core.verify", N_("Vérification du dossier"), reading=True)

    def look(act: Act) -> None:
        found.append(_chain(act.session))
        found.append(_signatures(act.session))
        found.append(_records(act.session))
        for what, check in _checks:
            try:
                count, differences = check(act)
            except _UNREADABLE:
                count, differences = 0, [_("un contenu illisible empêche cette vérification")]
            found.append(Verified(_(what), count, tuple(differences)))

    transact(coop, inner, PersonId(0), EVERYONE, "", look)


def _integrity(engine: Engine) -> Verified:
    with engine.connect() as connection:
        asked = connection.exec_driver_sql("PRAGMA cipher_integrity_check")
        sealed = [str(row[0]) for row in asked] if asked.returns_rows else []
        spoilt = [found.group(1) for line in sealed if (found := re.search(r"page (\d+)", line))]
        try:
            said = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check")]
        except DBAPIError:  # of a sealed file, a spoilt page is not even read
            said = []
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    differences = tuple(_("la page {n} du fichier a été changée ou abîmée").format(n=n) for n in spoilt[:_PAGES_NAMED])
    if said != ["ok"] and not differences:
        differences = (_("le fichier est abîmé ; restaurez la dernière sauvegarde"),)
    return Verified(_("Fichier, page par page"), int(pages), differences)


def _links(engine: Engine) -> Verified:
    with engine.connect() as connection:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    differences = tuple(
        _("{what} n° {id} renvoie à une fiche absente").format(what=_words_of(row[0]), id=row[1]) for row in broken
    )
    return Verified(_("Renvois entre les fiches"), len(Base.metadata.tables), differences)


def _chain(session: Session) -> Verified:
    words = {
        "missing": _("la ligne {seq} du journal manque"),
        "chain": _("la ligne {seq} du journal a été changée ou déplacée"),
        "touch": _("les renvois de la ligne {seq} du journal ont été changés"),
        "body": _("le contenu de la ligne {seq} du journal a été changé"),
        "erased": _("le contenu de la ligne {seq} du journal a été effacé, et ne devait pas l’être"),
    }
    try:
        differences = tuple(words[fault].format(seq=seq) for seq, fault in journal.broken_lines(session))
    except _UNREADABLE:
        session.expunge_all()
        numbers = session.scalars(select(JournalLine.seq)).all()
        unreadable = [
            seq for seq in numbers if _read(session, select(JournalLine).where(JournalLine.seq == seq)) is None
        ]
        differences = tuple(_("la ligne {seq} du journal est illisible").format(seq=seq) for seq in unreadable)
    return Verified(_("Chaîne du journal"), journal.head(session)[0], differences)


def _signatures(session: ActSession) -> Verified:
    """Each line whose actor has certified keys bears their signature, from the line where signatures begin."""
    words = {
        "signature": _("la signature de la ligne {seq} du journal n’est pas celle de la personne qu’elle nomme"),
        "unsigned": _("la ligne {seq} du journal n’est pas signée par la personne qu’elle nomme"),
    }
    differences: list[str] = []
    try:
        root = anchors.known_root(session)
        signers = signatures.Signers(session, root)
        if root and signers.begins is None:
            differences.append(_("le journal n’est pas signé : une personne de la gouvernance doit ouvrir sa session"))
        wrong = list(signatures.wrong_signatures(session, signers=signers, uncertified=True))
        differences += [words[fault].format(seq=seq) for seq, fault in wrong if fault in words]
        if waiting := [seq for seq, fault in wrong if fault not in words]:
            differences.append(
                ngettext(
                    "la ligne {first} du journal est signée avec des clés que la gouvernance n’a pas certifiées",
                    "{n} lignes du journal, depuis la ligne {first}, sont signées avec des clés que la gouvernance "
                    "n’a pas certifiées",
                    len(waiting),
                ).format(n=len(waiting), first=waiting[0])
            )
    except RuleBroken as broken:
        differences.append(broken.message)
    except _UNREADABLE:
        session.expunge_all()
        differences.append(_("un contenu illisible empêche cette vérification"))
    return Verified(_("Signatures du journal"), signatures.count(session), tuple(differences))


def _records(session: Session) -> Verified:
    """Replay the journal and compare: whatever was changed by another program is named."""
    expected = _replay(session)
    filled = _filled(session)
    count = 0
    differences: list[str] = []
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        if not isinstance(table, Table) or not (mapper.class_.__journalled__ and mapper.class_.__replayed__):
            continue
        known = expected.pop(table.name, {})
        # What a row is worth in a column that came after it: a migration wrote that, and no line of the journal.
        later = {c.name: c.info["before"] for c in table.columns if "before" in c.info}
        for id_, values in _stored(session, mapper) if table.name in filled else ():
            count += 1
            said = known.pop(id_, None)
            if said is None:
                differences.append(
                    _("{what} n° {id} : ajout inconnu du journal").format(what=_words_of(table.name), id=id_)
                )
                continue
            changed = (
                sorted(k for k in values if values[k] != said.get(k, later.get(k))) if values else [_("illisible")]
            )
            if changed:
                differences.append(
                    _("{what} n° {id} : changé hors du programme ({fields})").format(
                        what=_words_of(table.name), id=id_, fields=", ".join(changed)
                    )
                )
        differences += [_("{what} n° {id} : disparu").format(what=_words_of(table.name), id=id_) for id_ in known]
    return Verified(_("Fiches comparées au journal"), count, tuple(differences))


def _replay(session: Session) -> dict[str, dict[int, dict[str, Any]]]:
    state: dict[str, dict[int, dict[str, Any]]] = {}
    for body in session.scalars(select(JournalLine.body).order_by(JournalLine.seq)):
        try:
            changes = json.loads(body)["changes"]
        except _UNREADABLE:
            continue  # erased in time, or the chain has named this line
        for change in changes:
            rows = state.setdefault(change["record"], {})
            if change["new"] is None:
                rows.pop(change["id"], None)
            else:
                rows.setdefault(change["id"], {}).update(change["new"])
    return state


def _filled(session: Session) -> set[str]:
    """The tables that hold at least one row, asked for all at once: most of them are empty in a small co-op."""
    names, asked = _any_rows()
    found = session.execute(asked).one()
    return {name for name, filled in zip(names, found, strict=True) if filled}


@cache
def _any_rows() -> tuple[tuple[str, ...], Any]:
    """Ask of every table that the journal knows whether it holds a row."""
    known = [m for m in Base.registry.mappers if m.class_.__journalled__ and m.class_.__replayed__]
    return (
        tuple(str(mapper.class_.__tablename__) for mapper in known),
        select(*(select(_number(mapper)).exists() for mapper in known)),
    )


def _number(mapper: Mapper[Any]) -> Any:
    return getattr(mapper.class_, mapper.get_property_by_column(mapper.primary_key[0]).key)


def _stored(session: Session, mapper: Mapper[Any]) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Yield each row's number and values; no values when another program wrote what cannot be read."""
    attributes = [getattr(mapper.class_, a.key) for a in mapper.column_attrs]
    columns = [c for a in mapper.column_attrs if isinstance(c := a.columns[0], Column)]
    number = _number(mapper)
    rows = _read(session, select(number, *attributes))
    if rows is None:
        for id_ in session.scalars(select(number)).all():
            alone = _read(session, select(number, *attributes).where(number == id_))
            yield id_, _values(columns, alone[0]) if alone else None
    for row in rows or ():
        yield row[0], _values(columns, row)


def _values(columns: Sequence[Column[Any]], row: Row[Any]) -> dict[str, Any]:
    values: Sequence[Any] = row[1:]
    return {c.name: journal_value(value, c.info) for c, value in zip(columns, values, strict=True)}


def _read(session: Session, query: Select[Any]) -> Sequence[Row[Any]] | None:
    try:
        return session.execute(query).all()
    except _UNREADABLE:
        return None


def _words_of(table_name: str) -> str:
    for mapper in Base.registry.mappers:
        if isinstance(mapper.local_table, Table) and mapper.local_table.name == table_name:
            words: str = getattr(mapper.class_, "__words__", table_name)
            return words[:1].upper() + words[1:]
    return table_name
