"""How exports write what they tell of a filing: its days, status, channel, unit and procedure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from parx_tui.data.names import folded
from tests.examples_build.formats import Cell
from tests.examples_build.office import STATUSES, UNITS, Filing, moment

Day = Callable[[int, date], Cell]
Said = Callable[[int, Filing], Cell]
"""What an export says of the filing on its line of this number."""

CHANNELS = ("Trực tiếp", "Trực tuyến", "Bưu chính")
SERIAL_START = datetime(1899, 12, 30)
HANOI = timezone(timedelta(hours=7))


def text_of_day(pattern: str) -> Day:
    """Return the way to write days by a pattern of ``strftime``."""
    return lambda number, day: moment(number, day).strftime(pattern)


def by_turns(key: Callable[[Filing], object], spellings: Mapping[object, Sequence[str]]) -> Said:
    """Return the way to write something by turns in each of its spellings."""

    def said(number: int, filing: Filing) -> str:
        known = spellings[key(filing)]
        return known[number % len(known)]

    return said


USUAL_DAY = text_of_day("%d/%m/%Y %H:%M")


@dataclass(frozen=True, slots=True)
class Wording:
    """How an export writes what may be written in several ways."""

    day: Day = USUAL_DAY
    status: Said = lambda _number, filing: STATUSES[filing.status - 1]
    channel: Said = lambda _number, filing: CHANNELS[filing.channel - 1]
    unit: Said = lambda _number, filing: UNITS[filing.unit]
    procedure: Said = lambda _number, filing: filing.procedure


USUAL = Wording()
NATIONAL_CODES = Wording(
    day=text_of_day("%Y%m%d%H%M%S"),
    status=lambda _number, filing: str(filing.status),
    channel=lambda _number, filing: str(filing.channel),
)
TYPED_CODES = Wording(
    day=moment,
    status=lambda _number, filing: filing.status,
    channel=lambda _number, filing: filing.channel,
)
WITHOUT_ACCENTS = Wording(
    status=lambda _number, filing: folded(STATUSES[filing.status - 1]).capitalize(),
    channel=lambda _number, filing: folded(CHANNELS[filing.channel - 1]).upper(),
    unit=lambda _number, filing: folded(UNITS[filing.unit]).upper(),
)
UNITS_BY_TURNS = Wording(
    unit=by_turns(
        lambda filing: filing.unit,
        {
            "H99.01": ("STP", "SỞ TƯ PHÁP", "Sở Tư pháp"),
            "H99.02": ("Sở XD", "SỞ XÂY DỰNG", "So Xay dung"),
            "H99.31": ("UBND P. Hoa Sen", "Phường Hoa Sen", "P.Hoa Sen"),
            "H99.32": ("Ủy ban nhân dân phường Hoa Mai", "Uỷ ban Nhân dân P. Hoa Mai", "hoa mai"),
            "H99.33": ("P Hoa Đào", "UBND PHƯỜNG HOA ĐÀO", "H99.33"),
            "H99.41": ("X. Suối Mơ", "Xã  Suối Mơ", "UBND xã Suối Mơ"),
            "H99.42": ("ubnd xa doi co", "X.Đồi Cọ", "Xã Đồi Cọ"),
        },
    )
)
CODES_BY_TURNS = Wording(procedure=lambda number, filing: filing.procedure + ("", ".000.00.00.H99", ".H99")[number % 3])
STATUSES_BY_TURNS = Wording(
    status=by_turns(
        lambda filing: filing.status,
        {
            1: ["Chờ tiếp nhận"],
            2: ["Được tiếp nhận"],
            3: ["Từ chối tiếp nhận"],
            4: ["Đang thụ lý", "4 - Đang xử lý", "CHỜ KÝ"],
            5: ["Chờ bổ sung giấy tờ"],
            6: ["Chờ nộp phí, lệ phí"],
            7: ["Hồ sơ đã rút"],
            8: ["Tạm dừng xử lý"],
            9: ["Có kết quả"],
            10: ["Đã trả kết quả trước hạn", "Hoàn thành", "Đã trả"],
        },
    )
)
CHANNELS_BY_TURNS = Wording(
    channel=by_turns(
        lambda filing: filing.channel,
        {
            1: ["Tại quầy", "Trực tiếp tại bộ phận một cửa", "Nộp trực tiếp"],
            2: ["Qua cổng DVCQG", "Nộp qua mạng", "Trực tuyến toàn trình"],
            3: ["BCCI", "Qua bưu điện"],
        },
    )
)
ODD_STATUSES = (
    *("mới vào", "đã ghi sổ", "trả lại", "đang làm", "thiếu giấy"),
    *("thiếu tiền", "thôi", "treo", "xong", "đã giao"),
)
ODD_WORDS = Wording(
    day=text_of_day("%d.%m.%Y"),
    unit=lambda _number, filing: f"Tổ {list(UNITS).index(filing.unit) + 1}",
    channel=lambda _number, filing: ("bàn", "mạng", "thư")[filing.channel - 1],
    status=lambda _number, filing: ODD_STATUSES[filing.status - 1],
)


def serial_or_text(number: int, day: date) -> Cell:
    """Return a day as the number that a spreadsheet has for it, or as one of two texts."""
    time = moment(number, day)
    return (
        round((time - SERIAL_START) / timedelta(days=1), 6),
        (time - SERIAL_START).days,
        time.strftime("%d/%m/%Y"),
        time.strftime("%d/%m/%Y %H:%M:%S"),
    )[number % 4]


def instant(number: int, day: date) -> str:
    """Return a time with the offset of Hanoi, or as it is called in Greenwich: in the morning, the day before."""
    time = moment(number, day).replace(hour=1 + number % 12, tzinfo=HANOI)
    return time.isoformat() if number % 2 else time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


WHOLE_DAYS = Wording(day=lambda _number, day: day)
DAYS_ALONE = Wording(day=text_of_day("%d/%m/%Y"))
SHORT_YEARS = Wording(day=text_of_day("%d/%m/%y"))
SERIALS = Wording(day=serial_or_text, procedure=lambda _number, filing: float(filing.procedure))
OFFSETS = Wording(day=instant)
