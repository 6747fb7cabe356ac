"""The check of a file of a million accounting lines, beside the csv module reading it alone. Times in seconds."""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

from coop_desk.topics.payroll.fec_file import check_file
from coop_desk.topics.payroll.rules.fec.line import Asked
from coop_desk.topics.payroll.rules.fec.values import COLUMNS
from tests.bench.counting import in_turn
from tests.bench.measures import Measure
from tests.bench.measures import alone as memory

LINES = 1_000_000
AIM = 6.0


def make(path: Path, lines: int = LINES) -> Path:
    """Write a balanced year: four journals, three lines an entry, letters, accents, amounts that hardly come twice."""
    chance = Random(5)
    numbers = dict.fromkeys(("AC", "VE", "BQ", "OD"), 0)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("\t".join(COLUMNS) + "\r\n")
        written = 0
        while written < lines:
            journal = chance.choice(tuple(numbers))
            numbers[journal] += 1
            day = f"2026{1 + chance.randrange(12):02d}{1 + chance.randrange(28):02d}"
            net, tax = chance.randrange(1, 5_000_000), chance.randrange(1, 900_000)
            begin = f"{journal}\tJournal {journal}\t{numbers[journal]:06d}\t{day}"
            end = f"F{written}\t{day}\tFacture reçue, à régler n° {written}"
            letter = f"AB{written}\t{day}" if chance.random() < 0.5 else "\t"
            for account, other, debit, credit in (
                ("401000\tFournisseurs", f"F{chance.randrange(2000)}\tLa Scierie du Canal", 0, net + tax),
                ("607000\tAchats de marchandises", "\t", net, 0),
                ("445660\tTVA déductible", "\t", tax, 0),
            ):
                paid, owed = (f"{cents // 100},{cents % 100:02d}" for cents in (debit, credit))
                let = letter if other != "\t" else "\t"
                file.write(f"{begin}\t{account}\t{other}\t{end}\t{paid}\t{owed}\t{let}\t{day}\t\t\r\n")
            written += 3
    return path


def fec(place: Path) -> Iterator[Measure]:
    """Time both, one after the other; then the memory, which must not grow with the file."""
    path = make(place / "732829320FEC20261231.txt")

    def alone() -> None:
        with path.open(encoding="utf-8", newline="") as file:
            for _row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                pass

    def ours() -> None:
        assert check_file(path, Asked()).report.errors == 0

    mine, theirs = in_turn(ours, alone, 3)
    yield Measure("FEC check of a million lines", mine, theirs, "csv module alone", AIM)
    _taken, full = memory("fec_check", path)
    _taken, tenth = memory("fec_check", make(place / "tenth.txt", LINES // 10))
    yield Measure("most memory of that check", full["most"], tenth["most"], "of a tenth of the lines", 1.5, "Mo")
