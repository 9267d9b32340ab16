from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from parx_tui import clock
from tests.conftest import Cli
from tests.office_files import Told, filings_csv, office, rows_of


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Asia/Ho_Chi_Minh", "Pacific/Kiritimati"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The time zone of the computer."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 9, 9, 16, 59, tzinfo=UTC), date(2026, 9, 9)),
        (datetime(2026, 9, 9, 17, 0, tzinfo=UTC), date(2026, 9, 10)),
        (datetime(2026, 9, 9, 23, 30, tzinfo=UTC), date(2026, 9, 10)),
    ],
)
@pytest.mark.usefixtures("zone")
def test_today_is_the_day_in_viet_nam(monkeypatch: pytest.MonkeyPatch, moment: datetime, day: date) -> None:
    monkeypatch.setattr(clock, "_universal_now", lambda: moment)
    assert clock.today() == day
    assert clock.now().utcoffset() == timedelta(hours=7)


@pytest.mark.usefixtures("zone")
def test_filings_of_the_morning_count_before_the_server_knows_the_day(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Half past six on 10 September in Hà Nội, where the server's clock says the evening of the 9th.
    monkeypatch.setattr(clock, "_universal_now", lambda: datetime(2026, 9, 9, 23, 30, tzinfo=UTC))
    database = office(tmp_path)
    path = filings_csv(tmp_path / "today.csv", [Told("HS/1", date(2026, 9, 9)), Told("HS/2", date(2026, 9, 10))])
    outcome = cli("load", str(path), "--db", str(database))
    assert "It speaks for 09/09/2026 to 10/09/2026" in outcome.err
    assert rows_of(database, "select sum(received_counter) from ledger") == [(2,)]
    assert rows_of(database, "select loaded_at from load where kind = 'filings'") == [(datetime(2026, 9, 10, 6, 30),)]
