"""Which backups stay as time goes by."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coop_desk.core.backup.thinning import to_keep

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOON.astimezone().date()
instants = st.datetimes(datetime(2015, 1, 1), datetime(2026, 11, 21, 12)).map(lambda t: t.replace(tzinfo=UTC))


def days(kept: set[datetime]) -> list[date]:
    return sorted((k.astimezone().date() for k in kept), reverse=True)


def test_all_of_today_and_yesterday_stay() -> None:
    made = [NOON - timedelta(hours=h) for h in range(36)]
    recent = {m for m in made if m.astimezone().date() >= TODAY - timedelta(days=1)}
    assert recent <= to_keep(made, TODAY)


def test_one_a_day_for_ten_years_leaves_14_days_8_weeks_24_months_and_every_year() -> None:
    made = [NOON - timedelta(days=d) for d in range(3650)]
    kept = to_keep(made, TODAY)
    assert days(kept)[:14] == [TODAY - timedelta(days=d) for d in range(14)]
    weeks = {d.isocalendar()[:2] for d in days(kept)}
    assert weeks >= {(TODAY - timedelta(weeks=w)).isocalendar()[:2] for w in range(8)}
    months = {(d.year, d.month) for d in days(kept)}
    assert len([m for m in months if m >= (2024, 12)]) == 24
    assert {d.year for d in days(kept)} == set(range(2016, 2027)) | {(TODAY - timedelta(days=3649)).year}
    assert len(kept) <= 14 + 8 + 24 + 11


def test_the_newest_of_a_day_is_the_one_that_stays() -> None:
    morning, evening = NOON - timedelta(days=5, hours=3), NOON - timedelta(days=5)
    assert to_keep([NOON, morning, evening], TODAY) == {NOON, evening}


@given(st.lists(instants, max_size=60), st.dates(date(2015, 1, 1), date(2030, 1, 1)))
def test_something_always_stays_and_thinning_again_changes_nothing(made: list[datetime], today: date) -> None:
    kept = to_keep(made, today)
    assert kept <= set(made)
    if made:
        assert max(made) in kept
    assert to_keep(kept, today) == kept


@given(st.lists(instants, min_size=1, max_size=40))
def test_thinned_every_day_a_year_always_keeps_its_last_backup(made: list[datetime]) -> None:
    """What is thinned as one goes along leaves, of each past year, the last one made."""
    kept: set[datetime] = set()
    for one in sorted(made):
        kept = to_keep(kept | {one}, one.astimezone().date())
    for year in {m.astimezone().year for m in made}:
        assert max(m for m in made if m.astimezone().year == year) in kept
