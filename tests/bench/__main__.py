"""Run the measures and print them: python -m tests.bench [DIR of a big co-op already made]."""

import sys
import tempfile
from pathlib import Path

from tests.bench import measures

with tempfile.TemporaryDirectory() as place:
    if len(sys.argv) > 1:
        big = Path(sys.argv[1])
        told = [measures.first_window(), measures.pages(big, 10), measures.situation(big), measures.minutes()]
        for group in told:
            for one in group:
                print(one if isinstance(one, str) else one.line(), flush=True)
    else:
        for one in measures.everything(Path(place)):
            print(one if isinstance(one, str) else one.line(), flush=True)
