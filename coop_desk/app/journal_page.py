"""The journal on the screen: who did what, when, under which title, with old and new values (G16)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from coop_desk.core import words
from coop_desk.core.compartments.names import words_of
from coop_desk.core.i18n import N_, _, ngettext
from coop_desk.core.journal_words import changes_in_words, record_words, signature_words
from coop_desk.core.reading_journal import journal_lines
from coop_desk.screen import list_output, theme
from coop_desk.screen.card import Card
from coop_desk.screen.fields import ChoiceField
from coop_desk.screen.list import Filter, List
from coop_desk.screen.page import Page
from coop_desk.screen.pieces import Tone
from coop_desk.screen.table import Column

PERIODS = ((31, N_("Les 31 derniers jours")), (366, N_("Les 12 derniers mois")), (0, N_("Depuis le début")))
MOST = 20_000
_SHOWN = 20
"""Records shown of one line: a batch writes hundreds of them, which nobody reads one under the other."""
_DIGEST = re.compile(r"(sha256:[0-9a-f]{12})[0-9a-f]{52}")


class JournalPage(Page):
    """Lines newest first; one line opens its detail. Nobody can change or erase one."""

    title = N_("Journal")
    needs = journal_lines
    guide = "90-dossier"
    tip = N_(
        "Chaque saisie laisse ici une ligne, signée par la personne qui l’a faite, que nul ne peut modifier. "
        "Choisissez-en une pour la lire en entier."
    )

    def build(self) -> None:
        """Make the list, the choice of period and the card."""
        self.period = ChoiceField("period", _("Période"), [(days, _(said)) for days, said in PERIODS], required=True)
        self.period.lay_on_one_line()
        self.period.control.setMinimumWidth(theme.px(220))
        self.period.changed.connect(self.reload)
        row = QHBoxLayout()
        row.addWidget(self.period)
        row.addStretch(1)
        self.body.addLayout(row)
        self.list = List(
            _("Journal"),
            (
                Column(_("N°"), lambda line: line.seq, "integer"),
                Column(_("Date et heure"), lambda line: line.at, text=_instant, sort=lambda line: line.seq, width=170),
                Column(_("Personne"), lambda line: line.actor),
                Column(_("Acte"), lambda line: _(line.words), stretch=True),
                Column(_("Au titre de"), lambda line: line.title, shown=False),
                Column(
                    _("Issue"),
                    lambda line: _outcome(line),
                    "pill",
                    tone=_tone,
                ),
                Column(_("Signature"), _signed, hover=signature_words),
                Column(_("Détail"), lambda line: " ".join(line.said), shown=False),
            ),
            filters=(
                Filter(_("Refusés"), _refused),
                Filter(_("Avec changements"), lambda line: bool(line.changes)),
                Filter(_("Consultations"), _read),
                Filter(_("Non signés"), lambda line: not line.signed),
            ),
            key=lambda line: line.seq,
            counted=lambda n: ngettext("{n} ligne", "{n} lignes", n).format(n=words.integer(n)),
        )
        self.card = Card()
        self.list_and_card(self.list, self.card)
        self.list.chosen.connect(self.show_line)
        self.add_action(_("Exporter avec les valeurs"), self.ask_values_file, keys="Ctrl+Shift+E", verb=journal_lines)

    def load(self) -> None:
        """Read the lines of the period."""
        days = self.period.read()
        since: date | None = self.desk.today - timedelta(days=days) if days else None
        self.list.show_records(journal_lines(self.desk, since=since, limit=MOST))

    def open_record(self, record_id: Any) -> None:
        """Choose a line by its number."""
        self.list.choose(record_id)

    def show_line(self, line: Any) -> None:
        """Show one line whole, with what changed."""
        if line is None:
            return
        self.card.clear(_(line.words))
        self.card.add_pill(_outcome(line), _tone(line))
        self.card.add_facts(
            [(_("Quand"), _instant(line.at)), (_("Qui"), line.actor), (_("Au titre de"), line.title)],
        )
        self.card.add_text(signature_words(line))
        for sentence in line.said:
            self.card.add_text(sentence)
        if line.seen:
            seen = ngettext("Données lues d’une personne.", "Données lues de {n} personnes.", len(line.seen))
            self.card.add_text(seen.format(n=words.integer(len(line.seen))))
        for reading in line.sealed:
            self.card.add_text(_sealed_words(reading))
        for change in line.changes[:_SHOWN]:
            self._show_change(change)
        left = len(line.changes) - _SHOWN
        if left > 0:
            more = ngettext(
                "Et {n} autre fiche : « Exporter avec les valeurs » l’écrit aussi.",
                "Et {n} autres fiches : « Exporter avec les valeurs » les écrit aussi.",
                left,
            )
            self.card.add_text(more.format(n=words.integer(left)))

    def ask_values_file(self) -> None:
        """Ask for a file, then write the lines shown with every old and new value (G16)."""
        title = _("Exporter le journal avec les valeurs")
        list_output.ask_file(self, title, _("Journal avec les valeurs"), self.say_state, self.write_values)

    def write_values(self, path: Path) -> None:
        """Write one row for each value that changed; a line that changed nothing has one row."""
        from coop_desk.sheets.write import write_table

        heads = (
            _("N°"), _("Date et heure"), _("Personne"), _("Au titre de"), _("Acte"), _("Issue"), _("Signature"),
            _("Fiche"), _("Information"), _("Valeurs"),
        )  # fmt: skip
        rows = [row for line in self.list.shown_records() for row in _value_rows(line)]
        notice = _("EXEMPLE") if self.desk.coop.is_example else ""
        write_table(path, heads, rows, title=_("Journal"), notice=notice)

    def _show_change(self, change: dict[str, Any]) -> None:
        number = change.get("id", "")
        self.card.add_heading(_("{record} n° {number}").format(record=record_words(change["record"]), number=number))
        # A digest has no room here; the export with values has it whole.
        self.card.add_facts([(name, _DIGEST.sub(r"\1…", said)) for name, said in changes_in_words(change)])


def _value_rows(line: Any) -> Iterator[list[Any]]:
    who = [line.seq, _instant(line.at), line.actor, line.title, _(line.words), _outcome(line), signature_words(line)]
    for change in line.changes:
        record = _("{record} n° {number}").format(record=record_words(change["record"]), number=change.get("id", ""))
        yield from ([*who, record, name, values] for name, values in changes_in_words(change))
    if not line.changes:
        yield [*who, "", "", " ".join((*line.said, *(_sealed_words(reading) for reading in line.sealed)))]


def _instant(at: Any) -> str:
    local = at.astimezone()
    return f"{words.day(local.date())} {words.clock_time(at)}"


def _refused(line: Any) -> bool:
    return str(line.outcome) == "refused"


def _read(line: Any) -> bool:
    return str(line.outcome) == "read"


def _outcome(line: Any) -> str:
    return _("Refusé") if _refused(line) else _("Lu") if _read(line) else _("Fait")


def _tone(line: Any) -> Tone:
    return "bad" if _refused(line) else "plain" if _read(line) else "good"


def _signed(line: Any) -> str:
    return _("Signée") if line.signed else _("Non signée")


def _sealed_words(reading: Any) -> str:
    """How many people's protected data were read: whose, each of them reads alone."""
    said = ngettext(
        "Données protégées lues (« {what} ») : celles d’une personne, qui seule le lit dans « Mes données ».",
        "Données protégées lues (« {what} ») : celles de {n} personnes, et chacune le lit dans « Mes données ».",
        len(reading.boxes),
    )
    return said.format(what=words_of(reading.compartment), n=words.integer(len(reading.boxes)))
