"""Run the measures and print them.

python -m tests.bench [DIR of a big co-op already made]; python -m tests.bench sealed [long] for keys and journal only,
python -m tests.bench counting for votes only, python -m tests.bench fec for accounting files only,
python -m tests.bench leave for accounts of leave only, python -m tests.bench pay for months of pay only,
python -m tests.bench urn for sealed ballots and the recount script, python -m tests.bench rotation for the planner,
python -m tests.bench roles for the calendar of mandates.
"""

import sys
import tempfile
from pathlib import Path

from tests.bench import counting, fec, keys, leave, measures, pay, roles, rotation, urn

with tempfile.TemporaryDirectory() as place:
    if sys.argv[1:2] == ["sealed"]:
        for one in keys.sealed(Path(place), long="long" in sys.argv):
            print(one if isinstance(one, str) else one.line(), flush=True)
    elif sys.argv[1:2] == ["counting"]:
        for one in counting.counting():
            print(one if isinstance(one, str) else one.line(), flush=True)
    elif sys.argv[1:2] == ["fec"]:
        for one in fec.fec(Path(place)):
            print(one.line(), flush=True)
    elif sys.argv[1:2] == ["leave"]:
        for one in leave.leave(Path(place)):
            print(one.line(), flush=True)
    elif sys.argv[1:2] == ["pay"]:
        for one in pay.pay(Path(place)):
            print(one.line(), flush=True)
    elif sys.argv[1:2] == ["urn"]:
        for one in urn.urn():
            print(one.line(), flush=True)
    elif sys.argv[1:2] == ["roles"]:
        for one in (*roles.roles(), *roles.in_a_coop(Path(place))):
            print(one.line(), flush=True)
    elif sys.argv[1:2] == ["rotation"]:
        for line in rotation.rotation():
            print(line, flush=True)
    elif len(sys.argv) > 1:
        big = Path(sys.argv[1])
        told = [measures.first_window(), measures.pages(big, 10), measures.situation(big), measures.minutes()]
        for group in told:
            for one in group:
                print(one if isinstance(one, str) else one.line(), flush=True)
    else:
        for one in measures.everything(Path(place)):
            print(one if isinstance(one, str) else one.line(), flush=True)
