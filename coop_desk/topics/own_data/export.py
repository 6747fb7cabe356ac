"""Everything held on one person as JSON: a format other programs read (GDPR, art. 15 and 20)."""

import json
from datetime import date, datetime
from typing import Any

from coop_desk.topics.own_data.records import OwnData

FORMAT = "coop-desk/own-data"
VERSION = 1


def own_data_json(found: OwnData) -> bytes:
    """Write it in UTF-8; days as 2026-06-12, instants in UTC, amounts in cents."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "cooperative": found.coop,
        "person": {"id": found.person_id, "name": found.name},
        "at": _plain(found.at),
        "parts": [
            {
                "key": part.key,
                "title": part.title,
                "columns": {value.key: {"title": value.title, "kind": value.kind} for value in part.values},
                "rows": [
                    {value.key: _plain(one) for value, one in zip(part.values, row, strict=True)} for row in part.rows
                ],
            }
            for part in found.parts
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
