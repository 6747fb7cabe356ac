"""Who the co-operative is on one day, and how its financial year runs."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from coop_desk.core import words
from coop_desk.core.i18n import _
from coop_desk.topics.statutes.parameters import Form


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the co-operative is; what is not known yet is empty."""

    name: str
    form: Form
    seat: str = ""
    rcs_city: str = ""
    siren: str = ""
    created_on: date | None = None
    year_end_month: int = 12
    year_end_day: int = 31
    sarl_before_2005: bool = False
    has_auditor: bool = False
    amorcage_until: date | None = None
    example: bool = False
    since: date | None = None
    decision: str = ""

    @property
    def legal_form(self) -> str:
        """The form in full; letterheads add « à capital variable »."""
        forms = {
            Form.SARL: _("Société coopérative de production à responsabilité limitée"),
            Form.SA: _("Société coopérative de production anonyme"),
            Form.SAS: _("Société coopérative de production par actions simplifiée"),
        }
        return forms[self.form]

    @property
    def registration(self) -> str:
        """Registration in words: SIREN and city of the register."""
        if not self.siren:
            return _("En cours d’immatriculation")
        digits = words.NNBSP.join((self.siren[:3], self.siren[3:6], self.siren[6:]))
        return _("{siren} RCS {city}").format(siren=digits, city=self.rcs_city) if self.rcs_city else digits

    def year_end(self, year: int) -> date:
        """Return the last day of the financial year that ends in a calendar year."""
        last = monthrange(year, self.year_end_month)[1]
        return date(year, self.year_end_month, min(self.year_end_day, last))

    def last_year_end(self, day: date) -> date:
        """Return the last end of a financial year strictly before a day."""
        this = self.year_end(day.year)
        return this if this < day else self.year_end(day.year - 1)

    def year_end_after(self, day: date) -> date:
        """Return the end of the financial year a day belongs to."""
        this = self.year_end(day.year)
        return this if day <= this else self.year_end(day.year + 1)

    @property
    def year_end_in_words(self) -> str:
        """The end of the financial year as 31 décembre."""
        return words.long_day(date(2024, self.year_end_month, self.year_end_day)).rsplit(" ", 1)[0]
