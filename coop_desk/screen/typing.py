"""What is being typed on a page, to keep it when the window locks and to put it back afterwards."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from coop_desk.screen.fields import CheckField, ChoiceField, Field, FileField, LongTextField, PasswordField, TextField
from coop_desk.screen.form import Form
from coop_desk.screen.page import Page


def unfinished(page: Page) -> list[dict[str, Any]]:
    """Each form of the page that was changed and not sent: how to find it again, and what it holds."""
    return [
        {"action": page.last_action, "chosen": page.chosen_keys(), "fields": list(form.fields), "typed": _typed(form)}
        for form in page.findChildren(Form)
        if form.typed and _typed(form)
    ]


def put_back(page: Page, draft: dict[str, Any]) -> bool:
    """Open the form again and fill it; False when the page no longer offers it."""
    page.choose_keys(draft["chosen"])
    form = _form_of(page, draft)
    if form is None and draft["action"]:
        page.do_again(draft["action"])
        form = _form_of(page, draft)
    if form is None:
        return False
    for name, value in draft["typed"].items():
        _retype(form.fields[name], value)
    form.typed = True
    return True


def in_words(draft: dict[str, Any]) -> str:
    """What was typed, on one line, when its form cannot be found again."""
    return " · ".join(value for value in draft["typed"].values() if isinstance(value, str) and value)


def _form_of(page: Page, draft: dict[str, Any]) -> Form | None:
    found = [form for form in page.findChildren(Form) if list(form.fields) == draft["fields"] and _offered(form)]
    return found[-1] if found else None


def _offered(form: Form) -> bool:
    """In sight, or about to be: Qt shows a form a moment after it is made."""
    return not form.isHidden() or not form.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def _typed(form: Form) -> dict[str, Any]:
    kept = {name: _raw(field) for name, field in form.fields.items() if not field.secret}
    return {name: value for name, value in kept.items() if value not in (None, "")}


def _raw(field: Field) -> Any:
    match field:
        case PasswordField() | FileField():
            return None
        case TextField():
            return None if field.line.echoMode() == QLineEdit.EchoMode.Password else field.line.text()
        case LongTextField():
            return field.area.toPlainText()
        case ChoiceField():
            return field.box.currentText()
        case CheckField():
            return field.box.isChecked()
    return None


def _retype(field: Field, value: Any) -> None:
    match field:
        case TextField():
            field.line.setText(value)
        case LongTextField():
            field.area.setPlainText(value)
        case ChoiceField():
            field.box.setCurrentIndex(field.box.findText(value))
        case CheckField():
            field.box.setChecked(value)
