"""The co-operative’s identity on one day, and the mentions its documents carry (FORM-09)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from coop_desk.core import words
from coop_desk.core.i18n import _
from coop_desk.topics.statutes.parameters import Form
from coop_desk.topics.statutes.rules import siren_in_words


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
        """The form in full, as documents to third parties say it."""
        forms = {
            Form.SARL: _("Société coopérative de production à responsabilité limitée, à capital variable"),
            Form.SA: _("Société coopérative de production anonyme, à capital variable"),
            Form.SAS: _("Société coopérative de production par actions simplifiée, à capital variable"),
        }
        return forms[self.form]

    @property
    def registration(self) -> str:
        """Registration as printed: RCS city and SIREN."""
        if not self.siren:
            return _("En cours d’immatriculation")
        if not self.rcs_city:
            return _("SIREN {siren}").format(siren=siren_in_words(self.siren))
        return _("{siren} RCS {city}").format(siren=siren_in_words(self.siren), city=self.rcs_city)

    @property
    def mentions(self) -> tuple[str, ...]:
        """The lines of the letterhead under the name."""
        lines = (self.legal_form, self.seat and _("Siège social : {seat}").format(seat=self.seat))
        return tuple(line for line in (*lines, self.registration) if line)

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
