"""What was recorded for the pay of the person who asks, read with their own key."""

from coop_desk.core.actions import Act
from coop_desk.core.i18n import _
from coop_desk.topics.own_data.records import Part, Value
from coop_desk.topics.payroll.rules.states import STATE_WORDS
from coop_desk.topics.payroll.service import own_pay_of


def parts(act: Act) -> list[Part]:
    """Return each line of each month of pay."""
    own = own_pay_of(act)
    rows = [(one.words, line.what, line.figure, _(STATE_WORDS[one.state])) for one in own.months for line in one.lines]
    return [
        Part(
            "pay",
            _("Variables de paie"),
            (
                Value("month", _("Mois")),
                Value("variable", _("Variable")),
                Value("figure", _("Saisie")),
                Value("state", _("État du mois")),
            ),
            tuple(rows),
        )
    ]
