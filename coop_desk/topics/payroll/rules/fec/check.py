"""The check of a whole file of accounting entries, block after block, in bounded memory."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from sys import intern

from coop_desk.core.i18n import _, ngettext
from coop_desk.core.words import euros, integer
from coop_desk.topics.payroll.rules.fec import findings as rules
from coop_desk.topics.payroll.rules.fec.findings import Finding, Findings, Level
from coop_desk.topics.payroll.rules.fec.header import header_faults, name_faults
from coop_desk.topics.payroll.rules.fec.line import Asked, line_faults, wrong_length
from coop_desk.topics.payroll.rules.fec.numbers import EntryNumbers
from coop_desk.topics.payroll.rules.fec.values import COLUMNS, cents, day, is_account

ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ud800-\udfff]")
"""What no text holds: control characters, letters lost in a conversion, bytes that no letter has."""

_MOST_KNOWN = 10_000  # amounts and accounts remembered, so that each is read once


@dataclass(slots=True)
class Entry:
    """An entry under way: where it began, what all its lines must share, and what it still lacks."""

    journal: str
    number: str
    line: int
    label: str
    day: str
    piece: str
    balance: int = 0  # cents, debit less credit
    doubtful: bool = False  # a line of it could not be read: its balance says nothing
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What was read, and what was found. Amounts in cents."""

    lines: int
    entries: int
    debit: int
    credit: int
    separator: str
    findings: tuple[Finding, ...]
    counts: Mapping[tuple[str, Level], int]
    errors: int
    warnings: int


class Check:
    """Give it the name of the file, then its blocks of whole lines in order, then ask for the report."""

    def __init__(self, name: str, newline: str, asked: Asked) -> None:
        self.found = Findings()
        self._name = name
        self._asked = asked
        self._newline = newline
        self._separator = ""
        self._stopped = False
        self._number = 0  # of the last line read
        self._lines = 0
        self._debit = self._credit = 0
        self._doubtful = False
        self._amounts: dict[str, int | None] = {}
        self._days: set[str] = set()
        self._entry_days: set[str] = set()
        self._accounts: set[str] = set()
        self._here = Entry("", "", 0, "", "", "")
        self._open: dict[tuple[str, str], Entry] = {}
        self._numbers = EntryNumbers()
        self._watched = {
            root: [0, 0]
            for root, total in (("421", asked.net), ("641", asked.gross), ("442", asked.withheld))
            if total is not None
        }

    def block(self, text: str, *, odd: bool) -> None:
        """Check a block of whole lines, the last one without its end; `odd` when it holds a character of `ODD`."""
        texts = text.split(self._newline)
        breaks = text.count("\n") + text.count("\r")
        suspect = odd or breaks != (len(texts) - 1) * len(self._newline)
        if not self._number:
            self._number = 1
            header = texts.pop(0)
            self._separator, self._stopped = header_faults(self.found, header)
            self._odd_characters(1, header)
        if not self._stopped:
            self._check(texts, suspect)
        self._number += len(texts)

    def _check(self, texts: list[str], suspect: bool) -> None:
        """Read lines fast; one that is not plainly good is judged again, rule by rule."""
        separator, watched, here = self._separator, self._watched, self._here
        amounts, days, entry_days, accounts = self._amounts, self._days, self._entry_days, self._accounts
        debits = credits_ = 0
        for number, text in enumerate(texts, self._number + 1):
            fields = text.split(separator)
            if len(fields) != 18:
                self._cut(number, text, fields)
                here = self._here
                continue
            (
                journal, label, entry, when, account, account_label, other, other_label, piece, piece_day, words,
                debit, credit, letter, letter_day, valid, foreign, currency,
            ) = fields  # fmt: skip
            paid = amounts[debit] if debit in amounts else self._amount(debit)
            owed = amounts[credit] if credit in amounts else self._amount(credit)
            good = (
                (when in entry_days or self._entry_day(when))
                and (piece_day in days or self._day(piece_day))
                and (valid in days or self._day(valid))
                and (account in accounts or self._account(account))
                and paid is not None
                and owed is not None
                and (paid == 0) != (owed == 0)
                and not suspect
                and (other == other_label or bool(other.strip()) == bool(other_label.strip()))
                and (letter == letter_day or bool(letter.strip()) == bool(letter_day.strip()))
                and (not letter_day or letter_day in days or self._day(letter_day))
                and (foreign == currency or bool(foreign.strip()) == bool(currency.strip()))
                and (not foreign or cents(foreign.removeprefix("-")) is not None)
                and not (journal.isspace() or label.isspace() or entry.isspace())
                and not (account_label.isspace() or piece.isspace() or words.isspace())
                and bool(journal and label and entry and account_label and piece and words)
            )
            if not good:
                if suspect:
                    self._odd_characters(number, text)
                line_faults(self.found, number, fields, self._asked)
            if entry != here.number or journal != here.journal:
                here = self._enter(number, fields)
            elif (when != here.day or piece != here.piece or label != here.label) and not here.differs:
                self._differs(number, fields)
            if paid is None or owed is None:
                here.doubtful = self._doubtful = True
                paid, owed = paid or 0, owed or 0
            here.balance += paid - owed
            debits += paid
            credits_ += owed
            if watched and account[:3] in watched:
                watched[account[:3]][0] += paid
                watched[account[:3]][1] += owed
        self._debit += debits
        self._credit += credits_
        self._lines += len(texts)

    # ---------------------------------------------------------------------------------------------- values known

    def _amount(self, text: str) -> int | None:
        if len(self._amounts) > _MOST_KNOWN:
            self._amounts.clear()
        read = self._amounts[text] = cents(text)
        return read

    def _day(self, text: str) -> bool:
        if day(text) is None:
            return False
        self._days.add(text)
        return True

    def _entry_day(self, text: str) -> bool:
        when, period = day(text), self._asked.period
        if when is None or (period and not period[0] <= when <= period[1]):
            return False
        self._entry_days.add(text)
        return True

    def _account(self, text: str) -> bool:
        if not is_account(text):
            return False
        if len(self._accounts) > _MOST_KNOWN:
            self._accounts.clear()
        self._accounts.add(text)
        return True

    # --------------------------------------------------------------------------------------------------- entries

    def _enter(self, number: int, fields: list[str]) -> Entry:
        """Leave the entry under way for that of a line; one that balances needs no more memory."""
        self._leave()
        journal, label, entry, when, piece = fields[0], fields[1], fields[2], fields[3], fields[8]
        here = self._open.get((journal, entry))
        if here is None:
            here = Entry(intern(journal), entry, number, intern(label), intern(when), piece)
            if not self._numbers.add(journal, entry, number):
                self.found.add(rules.ONE_PIECE, number, COLUMNS[2], entry, lambda: _(
                    "L’écriture {number} du journal {journal} revient, alors qu’elle était équilibrée plus haut. "
                    "Vérifiez que ce numéro ne sert pas à deux écritures."
                ).format(number=rules.shown(entry), journal=rules.shown(journal)))  # fmt: skip
        self._here = here
        if (when != here.day or piece != here.piece or label != here.label) and not here.differs:
            self._differs(number, fields)
        return here

    def _leave(self) -> None:
        left = self._here
        if left.balance or left.doubtful:
            self._open[left.journal, left.number] = left
        else:
            self._open.pop((left.journal, left.number), None)

    def _differs(self, number: int, fields: list[str]) -> None:
        """Say once for an entry that its lines have not the same journal, date and piece (FEC-14)."""
        here = self._here
        here.differs = True
        at = next(at for at, mine in ((3, here.day), (8, here.piece), (1, here.label)) if fields[at] != mine)
        self.found.add(rules.ONE_PIECE, number, COLUMNS[at], fields[at], lambda: _(
            "Les lignes d’une écriture ont le même journal, la même date et la même pièce. L’écriture {number} "
            "commence autrement à la ligne {line}. Corrigez l’une des deux."
        ).format(number=rules.shown(here.number), line=integer(here.line)))  # fmt: skip

    def _cut(self, number: int, text: str, fields: list[str]) -> None:
        """Say what is wrong with a line that has not 18 fields; the entry it seems to be of is not judged."""
        self._odd_characters(number, text)
        wrong_length(self.found, number, text, self._separator, len(fields))
        if not text.strip():
            return
        self._doubtful = True
        if len(fields) > len(COLUMNS) // 2 and (fields[0], fields[2]) != (self._here.journal, self._here.number):
            self._enter(number, fields)
        self._here.doubtful = True

    def _odd_characters(self, number: int, text: str) -> None:
        if ODD.search(text) is None:
            return
        fields = text.split(self._separator) if self._separator else [text]
        at = next(at for at, field in enumerate(fields) if ODD.search(field))
        self.found.add(rules.ENCODING, number, COLUMNS[min(at, len(COLUMNS) - 1)], fields[at], lambda: _(
            "Un caractère ne se lit pas. Refaites l’export en UTF-8 ou en ISO 8859-15."
        ))  # fmt: skip

    # ------------------------------------------------------------------------------------------------ whole file

    def report(self) -> Report:
        """Judge what only the whole file tells, and return everything that was found."""
        if not self._stopped:
            self._leave()
            self._balances()
            self._gaps()
            self._totals()
        if not self._asked.importing:
            name_faults(self.found, self._name)
        found = self.found
        ordered = sorted(found.kept, key=lambda one: (one.line is None, one.line or 0))
        return Report(
            self._lines, len(self._numbers), self._debit, self._credit, self._separator, tuple(ordered),
            dict(found.counts), found.count("error"), found.count("warning"),
        )  # fmt: skip

    def _balances(self) -> None:
        if not self._lines:
            self.found.add(rules.NO_ENTRY, self._number or None, "", "", lambda: _(
                "Le fichier n’a aucune écriture. Refaites l’export sur la bonne période."
            ))  # fmt: skip
        for entry in sorted(self._open.values(), key=lambda entry: entry.line):
            if not entry.doubtful:
                self.found.add(
                    rules.BALANCE, entry.line, COLUMNS[2], entry.number,
                    lambda entry=entry: _(  # type: ignore[misc]
                        "L’écriture {number} du journal {journal} n’est pas équilibrée. {gap} Corrigez-la."
                    ).format(
                        number=rules.shown(entry.number), journal=rules.shown(entry.journal), gap=_gap(entry.balance)
                    ),
                )  # fmt: skip
        balance = self._debit - self._credit
        if balance and not self._doubtful:
            self.found.add(rules.TOTAL_BALANCE, None, COLUMNS[11], _plain(self._debit), lambda: _(
                "Le total du fichier n’est pas équilibré. {gap} Corrigez les écritures signalées, puis refaites "
                "l’export."
            ).format(gap=_gap(balance)))  # fmt: skip

    def _gaps(self) -> None:
        for gap in self._numbers.gaps():
            self.found.add(
                rules.NUMBERS, gap.line, COLUMNS[2], gap.first,
                lambda gap=gap: ngettext(  # type: ignore[misc]
                    "Il manque un numéro avant cette ligne dans le journal {journal} : {first}. Retrouvez l’écriture. "
                    "Si tous les journaux se partagent une seule suite de numéros, ce n’est pas un défaut.",
                    "Il manque {n} numéros dans le journal {journal}, le premier avant cette ligne : {first}. "
                    "Retrouvez les écritures. Si tous les journaux se partagent une seule suite de numéros, ce n’est "
                    "pas un défaut.",
                    gap.missing,
                ).format(n=integer(gap.missing), journal=rules.shown(gap.journal), first=rules.shown(gap.first)),
            )  # fmt: skip

    def _totals(self) -> None:
        asked = self._asked
        for rule, root, side, expected in (
            (rules.NET, "421", 1, asked.net),
            (rules.GROSS, "641", 0, asked.gross),
            (rules.WITHHELD, "442", 1, asked.withheld),
        ):
            if expected is None or self._watched[root][side] == expected:
                continue
            read = self._watched[root][side]
            self.found.add(
                rule, None, COLUMNS[11 + side], _plain(read),
                lambda root=root, side=side, read=read, expected=expected: _(  # type: ignore[misc]
                    "Le {side} des comptes {root} est de {read} et la paie donne {expected}. Cherchez la ligne qui "
                    "manque ou le total mal recopié."
                ).format(
                    side=_("crédit") if side else _("débit"), root=root, read=euros(read), expected=euros(expected)
                ),
            )  # fmt: skip


def _gap(balance: int) -> str:
    side = _("Le débit dépasse le crédit de {gap}.") if balance > 0 else _("Le crédit dépasse le débit de {gap}.")
    return side.format(gap=euros(abs(balance)))


def _plain(cents_: int) -> str:
    return f"{cents_ // 100},{cents_ % 100:02d}"
