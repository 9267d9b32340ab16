"""An office that does not exist: its units, its procedures, its filings, and the people who are nobody."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

EXPECTED = Path(__file__).resolve().parent.parent / "expected"

UNITS = {
    "H99.01": "Sở Tư pháp",
    "H99.02": "Sở Xây dựng",
    "H99.03": "Sở Nông nghiệp và Môi trường",
    "H99.20": "Huyện Suối Mơ",
    "H99.31": "Phường Hoa Sen",
    "H99.32": "Phường Hoa Mai",
    "H99.33": "Phường Hoa Đào",
    "H99.41": "Xã Suối Mơ",
    "H99.42": "Xã Đồi Cọ",
}

PROCEDURES = {
    "1.990100": ("Cấp phiếu lý lịch tư pháp", "Lý lịch tư pháp"),
    "1.990110": ("Cấp giấy phép xây dựng công trình", "Xây dựng"),
    "1.990010": ("Đăng ký khai sinh", "Hộ tịch"),
    "1.990020": ("Đăng ký kết hôn", "Hộ tịch"),
    "1.990030": ("Cấp bản sao trích lục hộ tịch", "Hộ tịch"),
    "2.990590": ("Chứng thực bản sao từ bản chính", "Chứng thực"),
    "2.990600": ("Đăng ký biến động đất đai", "Đất đai"),
    "2.990610": ("Cấp giấy phép xây dựng nhà ở riêng lẻ", "Xây dựng"),
}
"""Name and field of each procedure by its code; neither codes nor names are those of the national list."""

CHANNELS = {"counter": 1, "online": 2, "post": 3}
"""Codes of the national format."""

STATUSES = (
    "Mới đăng ký",
    "Đã tiếp nhận",
    "Không được tiếp nhận",
    "Đang xử lý",
    "Yêu cầu bổ sung giấy tờ",
    "Yêu cầu thực hiện nghĩa vụ tài chính",
    "Công dân rút hồ sơ",
    "Dừng xử lý",
    "Đã xử lý xong",
    "Đã trả kết quả",
)
"""Names of the statuses 1 to 10 in the national format."""

HANDED_OVER = 10


@dataclass(frozen=True, slots=True)
class Person:
    """Nobody: what the personal columns hold, of which nothing may be left after a load."""

    name: str
    telephone: str
    e_mail: str
    address: str
    identity: str


PEOPLE = (
    Person("Nguyễn Văn Thử", "0123 456 701", "thu.nguyen@example.com", "1 ngõ Tưởng Tượng", "099000000001"),
    Person("Trần Thị Ví Dụ", "0123 456 702", "vidu.tran@example.com", "2 phố Không Có Thật", "099000000002"),
    Person("Lê Hữu Mẫu Mã", "0123.456.703", "mau.le@example.com", "3 đường Bịa Đặt", "099000000003"),
    Person("Phạm Bỗng Dưng", "0123456704", "dung.pham@example.com", "4 hẻm Hư Cấu", "099000000004"),
    Person("Công ty TNHH Vô Hư", "0123456705", "vohu@example.com", "5 ngách Giả Định", "099000000005"),
)


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing as the database is to hold it; ``channel`` and ``status`` are codes of the national format."""

    code: str
    unit: str
    procedure: str
    channel: int
    status: int
    received: date
    due: date | None
    completed: date | None
    withdrawn: date | None

    @property
    def ended(self) -> date | None:
        """The day on which processing ended, which the national format has for withdrawn filings as well."""
        return self.completed or self.withdrawn

    @property
    def handed_over(self) -> date | None:
        """The day on which the result was handed over: the one after processing ended."""
        return self.completed + timedelta(days=1) if self.completed and self.status == HANDED_OVER else None


def filings(name: str = "filings") -> list[Filing]:
    """Return the filings of ``tests/expected/NAME.csv``, by day of receipt."""
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = [_filing(row) for row in csv.DictReader(stream)]
    return sorted(rows, key=lambda filing: (filing.received, filing.code))


def _filing(row: dict[str, str]) -> Filing:
    def day(column: str) -> date | None:
        return date.fromisoformat(row[column]) if row[column] else None

    received = day("received_on")
    assert received, row
    return Filing(
        code=row["filing_code"],
        unit=row["agency_code"],
        procedure=row["procedure_code"],
        channel=CHANNELS[row["channel"]],
        status=int(row["status"]),
        received=received,
        due=day("original_due_on"),
        completed=day("completed_on"),
        withdrawn=day("withdrawn_on"),
    )


def moment(number: int, day: date) -> datetime:
    """Return a time in office hours of a day, another one for each number."""
    return datetime.combine(day, time(7, 30)) + timedelta(minutes=37 * (number % 15), seconds=11 * (number % 5))
