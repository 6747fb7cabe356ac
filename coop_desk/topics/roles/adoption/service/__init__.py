"""The verbs of rotation plans: what pages call with a desk, and what other parts call with their act."""

from coop_desk.topics.roles.adoption.service.adopting import adopt_plan, adopting_resolutions, check_adoption
from coop_desk.topics.roles.adoption.service.preparing import keep_plan, prepare_plan, set_aside
from coop_desk.topics.roles.adoption.service.reading import (
    compare_plans,
    compare_whole_plans,
    kept_plan,
    last_adopted,
    plan,
    plan_file,
    plan_lines,
    plans,
    whole_plan,
    why_chosen,
    why_not_me,
)
from coop_desk.topics.roles.adoption.service.settings import (
    ban,
    offered,
    pin,
    pins,
    pins_of,
    record_settings,
    rotation_settings,
    settings_of,
    unpin,
)
from coop_desk.topics.roles.adoption.service.submitting import (
    meetings_to_come,
    print_plan,
    print_whole_plan,
    submit_plan,
)
from coop_desk.topics.roles.adoption.service.swapping import answer_swap, ask_swap, decide_swap, swappable, swaps

__all__ = [
    "adopt_plan",
    "adopting_resolutions",
    "answer_swap",
    "ask_swap",
    "ban",
    "check_adoption",
    "compare_plans",
    "compare_whole_plans",
    "decide_swap",
    "keep_plan",
    "kept_plan",
    "last_adopted",
    "meetings_to_come",
    "offered",
    "pin",
    "pins",
    "pins_of",
    "plan",
    "plan_file",
    "plan_lines",
    "plans",
    "prepare_plan",
    "print_plan",
    "print_whole_plan",
    "record_settings",
    "rotation_settings",
    "set_aside",
    "settings_of",
    "submit_plan",
    "swappable",
    "swaps",
    "unpin",
    "whole_plan",
    "why_chosen",
    "why_not_me",
]
