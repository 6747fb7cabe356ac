"""The verbs of exports: what pages and the command line call with a desk."""

from coop_desk.topics.payroll.packages.service.exporting import (
    compare_package,
    confirm_import,
    export_month,
    exports_at,
    months_to_export,
    package,
    preview_layout,
    summary,
    take_package,
    try_export,
)
from coop_desk.topics.payroll.packages.service.in_use import layout_in_use
from coop_desk.topics.payroll.packages.service.layouts import (
    import_layout,
    layout,
    layouts,
    retire_layout,
    save_layout,
    shared_layout,
)
from coop_desk.topics.payroll.packages.service.questions import messages, unanswered, write_message

__all__ = [
    "compare_package",
    "confirm_import",
    "export_month",
    "exports_at",
    "import_layout",
    "layout",
    "layout_in_use",
    "layouts",
    "messages",
    "months_to_export",
    "package",
    "preview_layout",
    "retire_layout",
    "save_layout",
    "shared_layout",
    "summary",
    "take_package",
    "try_export",
    "unanswered",
    "write_message",
]
