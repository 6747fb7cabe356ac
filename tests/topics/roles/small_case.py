"""A rotation small enough to be reckoned by hand, and by trying everything."""

from typing import Any

WEIGHTS = {
    "vacancy": 100, "coverage": 30, "max_over": 20, "over": [3, 2, 1], "preference": 2, "handover": 5,
    "missing_shadow": 15,
}  # fmt: skip


def role(id_: str = "paie", **also: Any) -> dict[str, Any]:
    """A role of one seat, taken up at any month, for one to four months."""
    return {
        "id": id_, "name": id_.capitalize(), "pole": "P", "mode": "rotating", "seats": 1, "load": 4,
        "shadow_months": 0, "shadow_load": 1, "term_min": 1, "term_max": 4, "start_months": [0, 1, 2, 3],
        "cooldown": 0, "requires": {}, "associates_only": False, "criticality": 1, "counts_in_equity": True, **also,
    }  # fmt: skip


def member(id_: str, **also: Any) -> dict[str, Any]:
    """Somebody always there, with time for two roles."""
    return {
        "id": id_, "name": id_.capitalize(), "associate": True, "fte": 100, "max_roles": 2, "capacity": 20,
        "skills": {}, "training": [], "absences": [], "present": [0, 3], "preferences": {}, "refuses": [],
        "endorsed": [], "history_months": 0, "history_load": 0, "held": [], **also,
    }  # fmt: skip


def case(**also: Any) -> dict[str, Any]:
    """Four months, one role, two people."""
    return {
        "format": "rotation-case/1", "name": "petit", "horizon": {"first_month": "2026-01", "months": 4},
        "weights": WEIGHTS, "equity": {"step": 2, "history_months": 6},
        "poles": [{"id": "P", "name": "Pôle", "max_handovers": 2}], "roles": [role()], "incompatible": [],
        "members": [member("ana"), member("bob")], "fixed": [], "apart": [], "coverage": [], **also,
    }  # fmt: skip


def mandate(member_id: str, first: int, last: int, role_id: str = "paie", seat: int = 0) -> dict[str, Any]:
    """A mandate as a file says it."""
    return {"role": role_id, "seat": seat, "member": member_id, "from": first, "to": last}
