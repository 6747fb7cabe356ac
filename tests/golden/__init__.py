"""Golden texts: what each printed document says, reviewed by a person and compared word for word.

After reading a difference and finding it right: COOP_DESK_UPDATE_GOLDEN=1 pytest ..., then commit the new text.
"""

import os
from pathlib import Path

from coop_desk.paper.sheet import page_texts

FOLDER = Path(__file__).parent


def check_pages(pdf: bytes, name: str) -> None:
    """Compare the text of each page of a PDF with the golden text of that name."""
    check_text("\n\f\n".join(page_texts(pdf)) + "\n", name)


def check_text(said: str, name: str) -> None:
    """Compare a text with the golden text of that name."""
    golden = FOLDER / f"{name}.txt"
    if os.environ.get("COOP_DESK_UPDATE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(said, encoding="utf-8", newline="\n")
    assert said == golden.read_text(encoding="utf-8")
