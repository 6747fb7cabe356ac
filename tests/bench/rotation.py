"""Each case of rotation kept here: first plan, best plan, gap to the bound, memory of the planner. Times in seconds."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

CASES = Path(__file__).parent.parent / "cases" / "rotation"
ALLOWED = 60  # seconds of the processor
_ALONE = """
import json, resource, sys, time
from coop_desk.topics.roles.rotation.planning import plan
from coop_desk.topics.roles.rotation.reading import read_case
case, begun, seen = read_case(open(sys.argv[1], "rb").read()), time.process_time(), []
def told(progress):
    if not seen or progress.objective < seen[-1][1]:
        seen.append((time.process_time() - begun, progress.objective))
    return True
found = plan(case, float(sys.argv[2]), told)
print(json.dumps([seen[0][0], seen[-1][0], time.process_time() - begun, found.cost.objective, found.stopped,
                  resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def rotation() -> Iterator[str]:
    """Plan each case in a process of its own, as the program does."""
    for path in sorted(CASES.glob("*.json")):
        reference = json.loads(path.read_bytes())["reference"]
        done = subprocess.run(
            [sys.executable, "-c", _ALONE, str(path), str(ALLOWED)], capture_output=True, text=True, check=True
        )
        first, best, whole, cost, stopped, memory = json.loads(done.stdout)
        over = 100 * (cost / reference["bound"] - 1)
        yield (
            f"{path.stem}: first plan {first:.2f}, best {best:.1f}, end {whole:.1f} ({stopped}); cost {cost}, "
            f"{over:.1f} % over the bound (reference {reference['objective']}); {memory:.0f} MB"
        )
