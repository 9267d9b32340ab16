"""The values of a column: what its texts say, what they cannot say, and where only an officer can tell."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from parx_tui.data import wordlists
from parx_tui.data.names import folded, sign_free
from parx_tui.i18n import use_language
from parx_tui.load.folders import SEED_FOLDER, WORDS_FOLDER
from parx_tui.load.kinds import KINDS
from parx_tui.load.values import PROBLEMS, READERS, Ambiguous, Reading, Surroundings, looks_personal
from parx_tui.load.values.words import known_words
from tests.depth import deepens, examples

EXAMPLES = examples(40)
TODAY = date(2026, 3, 1)
VIETNAM = timezone(timedelta(hours=7))
AROUND = Surroundings(TODAY, indicators={"on_time_rate": "on_time_rate", "ty le giai quyet dung han": "on_time_rate"})
WORD_LISTS = [
    *(
        WORDS_FOLDER / f"{name}.csv"
        for name in ("status", "channel", "level", "service_level", "definition", "operator", "measure_unit")
    ),
    wordlists.WORDS_FOLDER / "period.csv",
]


def read(values: str, *texts: str, around: Surroundings = AROUND) -> list[Reading]:
    """Return the readings of the texts of a column."""
    readings = READERS[values](texts, around)
    assert list(readings) == list(dict.fromkeys(texts))
    return [readings[text] for text in texts]


def value(values: str, text: str, around: Surroundings = AROUND) -> str | None:
    """Return what a column with one text says; a problem fails the test."""
    (reading,) = read(values, text, around=around)
    assert reading.problem is None, (text, reading)
    return reading.value


def problem(values: str, text: str, *others: str, around: Surroundings = AROUND) -> str | None:
    """Return what is wrong with the first text of a column."""
    reading = read(values, text, *others, around=around)[0]
    assert reading.value is None, (text, reading)
    return reading.problem


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# All columns


def test_there_is_a_reader_for_the_values_of_every_field_and_no_other() -> None:
    named_or_as_they_stand = {"text", "filing_code", "unit_code", "city"}
    assert {field.values for kind in KINDS.values() for field in kind.fields} - named_or_as_they_stand == set(READERS)


@pytest.mark.parametrize("values", sorted(READERS.keys() - {"form_count"}))
@pytest.mark.parametrize("text", ["", "-", "–", "null", "NULL", "N/A", "Không", "không  có", "..."])
def test_a_text_for_no_value_is_empty_in_any_column(values: str, text: str) -> None:
    assert read(values, text) == [Reading(None, None)]


@pytest.mark.parametrize(
    ("text", "value"), [("-", "0"), ("–", "0"), ("Không phát sinh", "0"), ("", None), ("N/A", None), ("12", "12")]
)
def test_a_dash_in_a_form_is_a_zero(text: str, value: str | None) -> None:
    assert read("form_count", text) == [Reading(value)]


ODD = st.text(
    st.sampled_from("0123456789.,:/-+~%()'eETZ  \t\u00a0\u2009>=<≥ngàythángămquýQIVsoSACHhx@#đ²٣\ud7ff\x00"),
    max_size=24,
)


@pytest.mark.parametrize("values", READERS)
@EXAMPLES
@given(st.lists(st.one_of(ODD, st.text(max_size=40)), max_size=6), st.sampled_from((None, ",", ".")))
def test_any_text_is_read_or_has_a_problem(values: str, texts: list[str], decimal: str | None) -> None:
    around = Surroundings(TODAY, decimal=decimal, words={"a": "b"})
    try:
        readings = READERS[values](texts, around)
    except Ambiguous:
        assert values == "number"
        assert decimal is None
        return
    assert set(readings) == set(texts)
    for reading in readings.values():
        assert reading.problem is None or (reading.value is None and reading.problem in PROBLEMS)


@pytest.mark.parametrize("values", READERS)
@pytest.mark.parametrize(
    "text", ["1 " * 30_000, "1" * 60_000, "a" * 60_000, "15/03/2022 " * 5_000, "(" * 60_000, "1." * 30_000]
)
def test_a_text_of_any_length_is_read_at_once(values: str, text: str) -> None:
    start = time.perf_counter()
    READERS[values]([text], AROUND)
    looks_personal(text)
    assert time.perf_counter() - start < 2


def test_hundred_thousand_dates_take_about_a_second() -> None:
    first = datetime(2020, 1, 1)
    texts = [f"{first + timedelta(seconds=613 * number):%d/%m/%Y %H:%M:%S}" for number in range(100_000)]
    start = time.perf_counter()
    readings = READERS["date"](texts, AROUND)
    assert time.perf_counter() - start < 5
    assert len(readings) == 100_000
    assert readings["01/01/2020 00:00:00"] == Reading("2020-01-01")


@pytest.mark.parametrize("values", ["status", "channel", "level", "service_level", "definition", "operator"])
def test_the_words_of_an_office_come_first(values: str) -> None:
    code = next(iter(known_words(values).values()))
    taken, other = [word for word, of in known_words(values).items() if of != code][:2]
    around = Surroundings(TODAY, words={"dang bay": code, folded(taken): code, folded(other): ""})
    assert value(values, "Đang  bay", around) == code
    assert value(values, taken.upper(), around) == code
    assert value(values, other, around) is None


def test_an_office_word_may_stand_for_a_word_and_not_for_nonsense() -> None:
    around = Surroundings(TODAY, words={"dang bay": "Đang xử lý", "dang boi": "44"})
    assert value("status", "Đang bay", around) == "4"
    assert problem("status", "Đang bơi", around=around) == "status_unknown"


# Words


@pytest.mark.parametrize("path", WORD_LISTS, ids=lambda path: path.stem)
def test_no_word_has_two_codes(path: Path) -> None:
    codes: dict[str, set[str]] = {}
    for row in rows(path):
        codes.setdefault(sign_free(row["word"]) or row["word"], set()).add(row["code"])
    assert {word: of for word, of in codes.items() if len(of) > 1} == {}


@pytest.mark.parametrize(
    ("name", "seed", "column"),
    [
        ("status", "filing_status", "status_id"),
        ("channel", "channel", "channel_id"),
        ("level", "level", "level_code"),
        ("service_level", "service_level", "service_level_code"),
    ],
)
def test_words_and_names_lead_to_the_codes_of_the_seed(name: str, seed: str, column: str) -> None:
    codes = {row[column] for row in rows(SEED_FOLDER / f"{seed}.csv")}
    said = {row["word"]: row["code"] for row in rows(WORDS_FOLDER / f"{name}.csv")}
    assert set(said.values()) <= codes
    for row in rows(SEED_FOLDER / f"{seed}.csv"):
        said |= {row[label]: row[column] for label in (column, "name_vi", "name_en")}
    for word, code in said.items():
        for text in (word, word.upper(), folded(word), f" {word}."):
            assert value(name, text) == code, text


@pytest.mark.parametrize("name", ["operator", "measure_unit"])
def test_every_word_of_a_value_leads_to_its_code(name: str) -> None:
    for row in rows(WORDS_FOLDER / f"{name}.csv"):
        for text in (row["word"], row["word"].upper(), folded(row["word"])):
            assert value(name, text) == row["code"], text


def test_the_units_of_the_sample_are_known() -> None:
    folder = SEED_FOLDER.parent / "sample_data"
    for name in ("target", "reported_figure"):
        for row in rows(folder / f"{name}.csv"):
            assert value("measure_unit", row["unit"]) == row["unit"]
            assert value("operator", row["operator"]) == row["operator"]
            assert value("number", row["value"]) == row["value"]
            assert value("level", row["level"]) == (row["level"] or None)
            assert value("period", row["period"]) == (row["period"] or None)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("1", "1"),
        ("01", "1"),
        ("1.0", "1"),
        ("10", "10"),
        ("10.0", "10"),
        ("4 - Đang xử lý", "4"),
        ("4. dang giai quyet", "4"),
        ("(4) Đang ở phòng Tư pháp", "4"),
        ("chờ tiếp nhận", "1"),
        ("Mới đăng ký", "1"),
        ("Được tiếp nhận", "2"),
        ("Đã tiếp nhận", "2"),
        ("Từ chối", "3"),
        ("Trả lại do không đủ điều kiện", "3"),
        ("Đang thụ lý", "4"),
        ("Trình ký", "4"),
        ("Chờ bổ sung", "5"),
        ("Chờ công dân bổ sung hồ sơ", "5"),
        ("Thực hiện nghĩa vụ tài chính", "6"),
        ("Công dân yêu cầu rút", "7"),
        ("Trả hồ sơ", "7"),
        ("Trả lại hồ sơ", "7"),
        ("Hồ sơ đã trả lại", "7"),
        ("Dừng xử lý", "8"),
        ("Đã xử lý xong", "9"),
        ("Chờ trả kết quả", "9"),
        ("Đã giải quyết đúng hạn", "9"),
        ("Đã trả hồ sơ", "10"),
        ("Đã trả KQ (đúng hạn)", "10"),
        ("Hồ sơ đã trả kết quả", "10"),
        ("Đã trả kết quả (trễ hạn)", "10"),
        ("Hoàn thành", "10"),
        ("DA TRA KET QUA", "10"),
    ],
)
def test_statuses(text: str, status: str) -> None:
    assert value("status", text) == status


@pytest.mark.parametrize(
    ("values", "text", "code"),
    [
        ("channel", "1", "1"),
        ("channel", "2.0", "2"),
        ("channel", "3 - Bưu chính", "3"),
        ("channel", "counter", "1"),
        ("channel", "Tại quầy", "1"),
        ("channel", "Một cửa", "1"),
        ("channel", "ONLINE", "2"),
        ("channel", "Cổng DVC", "2"),
        ("channel", "BCCI", "3"),
        ("level", "so", "so"),
        ("level", "I. Cấp tỉnh", "so"),
        ("level", "II. CẤP HUYỆN", "huyen"),
        ("level", "C. Cấp xã", "xa"),
        ("level", "Sở, ban, ngành", "so"),
        ("level", "Quận, huyện", "huyen"),
        ("level", "Thị trấn", "xa"),
        ("level", "huyen+xa", "huyen+xa"),
        ("service_level", "3", "3"),
        ("service_level", "4.0", "4"),
        ("service_level", "Mức độ 3", "3"),
        ("service_level", "mức 4", "4"),
        ("service_level", "Mức độ IV", "4"),
        ("service_level", "toàn trình", "full"),
        ("service_level", "Một phần", "partial"),
        ("service_level", "DVCTT toàn trình", "full"),
        ("definition", "strict", "strict"),
        ("definition", "Trên hồ sơ đã giải quyết", "resolved"),
        ("indicator", "ON_TIME_RATE", "on_time_rate"),
        ("indicator", "Tỷ lệ  giải quyết đúng hạn", "on_time_rate"),
    ],
)
def test_words_for_codes(values: str, text: str, code: str) -> None:
    assert value(values, text) == code


# What is wrong with a text

WRONG = [
    ("date", "abc", "date_unreadable"),
    ("date", "2022", "date_unreadable"),
    ("date", "15/03/2022 25:00", "date_unreadable"),
    ("date", "15/03/2022 16/03/2022", "date_unreadable"),
    ("date", "08:00 15/03/2022 09:00", "date_unreadable"),
    ("date", "19999", "date_unreadable"),
    ("date", "80001", "date_unreadable"),
    ("date", "31/02/2022", "date_impossible"),
    ("date", "00/03/2022", "date_impossible"),
    ("date", "13/13/2022", "date_impossible"),
    ("date", "20220230", "date_impossible"),
    ("date", "2022-02-30T00:00:00Z", "date_impossible"),
    ("date", "31/12/1989", "date_out_of_range"),
    ("date", "01/01/2047", "date_out_of_range"),
    ("date", "15/03/37", "date_out_of_range"),
    ("date", "30000", "date_out_of_range"),
    ("number", "abc", "number_unreadable"),
    ("number", "1.23,4", "number_unreadable"),
    ("number", "12 34", "number_unreadable"),
    ("number", "từ 80% đến 90%", "number_unreadable"),
    ("number", "khoảng 5", "number_unreadable"),
    ("number", "trên 5 trở xuống", "number_unreadable"),
    ("number", "5% triệu", "number_unreadable"),
    ("number", "1000000000000", "number_too_large"),
    ("number", "999999999999.9999996", "number_too_large"),
    ("number", "9000 tỷ", "number_too_large"),
    ("count", "abc", "count_unreadable"),
    ("count", "1 0361", "count_unreadable"),
    ("count", "10.361.0", "count_unreadable"),
    ("count", "30%", "count_unreadable"),
    ("count", "trên 5", "count_unreadable"),
    ("count", "1e5", "count_unreadable"),
    ("count", "1.5", "count_not_whole"),
    ("count", "10,36", "count_not_whole"),
    ("count", "1.234,567", "count_not_whole"),
    ("count", "0.361", "count_not_whole"),
    ("count", "-5", "count_negative"),
    ("count", "−5", "count_negative"),
    ("count", "(5)", "count_negative"),
    ("count", "1000000000001", "count_too_large"),
    ("operator", "gần", "operator_unknown"),
    ("operator", "gần 5", "operator_unknown"),
    ("measure_unit", "km", "measure_unit_unknown"),
    ("status", "0", "status_unknown"),
    ("status", "11", "status_unknown"),
    ("status", "-1", "status_unknown"),
    ("status", "Quá hạn", "status_unknown"),
    ("status", "4 - Đã trả kết quả", "words_contradict_code"),
    ("channel", "4", "channel_unknown"),
    ("channel", "2 - Bưu chính", "words_contradict_code"),
    ("level", "Cấp thành phố", "level_unknown"),
    ("level", "1", "level_unknown"),
    ("service_level", "5", "service_level_unknown"),
    ("service_level", "Dịch vụ công cung cấp thông tin", "service_level_unknown"),
    ("definition", "đúng hạn", "definition_unknown"),
    ("period", "13/2021", "period_unreadable"),
    ("period", "Quý V/2022", "period_unreadable"),
    ("period", "6 tháng đầu năm", "period_unreadable"),
    ("period", "năm 1889", "period_unreadable"),
    ("indicator", "chỉ tiêu lạ", "indicator_unknown"),
]


@pytest.mark.parametrize(("values", "text", "key"), WRONG)
def test_what_cannot_be_read_has_its_own_problem(values: str, text: str, key: str) -> None:
    assert problem(values, text) == key


def test_every_problem_can_be_met_and_is_a_fragment() -> None:
    assert {key for _values, _text, key in WRONG} | {"number_other_sign"} == set(PROBLEMS)
    assert all(text[0].islower() and not text.endswith(".") for text in PROBLEMS.values())


# Dates

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LAYOUTS: dict[str, Callable[[datetime], str]] = {
    "dd/MM/yyyy": lambda moment: f"{moment:%d/%m/%Y}",
    "d/M/yyyy": lambda moment: f"{moment.day}/{moment.month}/{moment.year}",
    "d-M-yyyy": lambda moment: f"{moment.day}-{moment.month}-{moment.year}",
    "dd.MM.yyyy": lambda moment: f"{moment:%d.%m.%Y}",
    "dd / MM / yyyy": lambda moment: f"{moment:%d / %m / %Y}",
    "dd/MM/yy": lambda moment: f"{moment:%d/%m/%y}",
    "dd/MM/yyyy HH:mm": lambda moment: f"{moment:%d/%m/%Y %H:%M}",
    "dd/MM/yyyy HH:mm:ss": lambda moment: f"{moment:%d/%m/%Y %H:%M:%S}",
    "dd/MM/yyyy hh:mm:ss SA": lambda moment: f"{moment:%d/%m/%Y %I:%M:%S} {'CH' if moment.hour > 11 else 'SA'}",
    "d/M/yyyy h:mm PM": lambda moment: f"{moment.day}/{moment.month}/{moment.year} {moment:%I:%M %p}",
    "HH:mm dd/MM/yyyy": lambda moment: f"{moment:%H:%M %d/%m/%Y}",
    "HH:mm:ss - dd-MM-yyyy": lambda moment: f"{moment:%H:%M:%S - %d-%m-%Y}",
    "dd/MM/yyyy - HH:mm": lambda moment: f"{moment:%d/%m/%Y - %H:%M}",
    "ISO": lambda moment: f"{moment:%Y-%m-%d}",
    "ISO T": lambda moment: moment.isoformat(),
    "ISO blank": lambda moment: moment.isoformat(" ", "milliseconds"),
    "ISO +07:00": lambda moment: moment.replace(tzinfo=VIETNAM).isoformat(),
    "yyyy/M/d": lambda moment: f"{moment.year}/{moment.month}/{moment.day}",
    "yyyyMMdd": lambda moment: f"{moment:%Y%m%d}",
    "yyyyMMddHHmm": lambda moment: f"{moment:%Y%m%d%H%M}",
    "yyyyMMddHHmmss": lambda moment: f"{moment:%Y%m%d%H%M%S}",
    "yyyyMMddHHmmss.0": lambda moment: f"{moment:%Y%m%d%H%M%S}.0",
    "serial": lambda moment: str((moment - datetime(1899, 12, 30)).days),
    "serial and fraction": lambda moment: f"{(moment - datetime(1899, 12, 30)) / timedelta(days=1):.9f}",
    "ngày tháng năm": lambda moment: f"ngày {moment.day} tháng {moment.month} năm {moment.year}",
    "tháng, without ngày": lambda moment: f"{moment:%d} tháng {moment:%m}, {moment.year}",
    "giờ phút": lambda moment: f"{moment.hour} giờ {moment.minute:02} phút, ngày {moment:%d/%m/%Y}",
    "8h30": lambda moment: f"{moment.hour}h{moment.minute:02} {moment:%d-%m-%Y}",
    "lúc 8h": lambda moment: f"{moment:%d/%m/%Y} lúc {moment.hour}h",
    "dd-MMM-yyyy": lambda moment: f"{moment.day:02}-{MONTHS[moment.month - 1]}-{moment.year}",
    "dd-ThgM-yyyy": lambda moment: f"{moment.day:02}-Thg{moment.month}-{moment.year}",
}
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(TODAY.year + 10, 12, 31, 23, 59, 58)).map(
    lambda moment: moment.replace(microsecond=0)
)


@pytest.mark.parametrize("layout", LAYOUTS)
@EXAMPLES
@given(st.lists(MOMENTS, min_size=1, max_size=4))
def test_a_date_reads_back_from_any_layout(layout: str, moments: list[datetime]) -> None:
    texts = {LAYOUTS[layout](moment): moment.date().isoformat() for moment in moments}
    assert READERS["date"](texts, AROUND) == {text: Reading(day) for text, day in texts.items()}


@EXAMPLES
@given(st.lists(st.tuples(MOMENTS, st.sampled_from(sorted(LAYOUTS))), min_size=1, max_size=6))
def test_layouts_may_be_mixed_in_a_column(drawn: list[tuple[datetime, str]]) -> None:
    texts = {LAYOUTS[layout](moment): moment.date().isoformat() for moment, layout in drawn}
    assert READERS["date"](texts, AROUND) == {text: Reading(day) for text, day in texts.items()}


@EXAMPLES
@given(MOMENTS, st.integers(-14 * 4, 14 * 4), st.sampled_from(("", ":", "Z")))
def test_an_instant_is_the_day_in_vietnam(moment: datetime, quarters: int, manner: str) -> None:
    zone = timezone(timedelta(minutes=15 * quarters))
    instant = moment.replace(tzinfo=VIETNAM).astimezone(zone)
    assume(instant.year >= 1990)
    text = instant.isoformat()
    if manner == "":
        text = text[:-3] + text[-2:]
    if manner == "Z":
        text = instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
        assume(text >= "1990")
    assert value("date", text) == moment.date().isoformat()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-03-15T16:59:59Z", "2022-03-15"),
        ("2022-03-15T17:00:00.000Z", "2022-03-16"),
        ("2022-03-15 17:00:00+00", "2022-03-16"),
        ("20220315T170000Z", "2022-03-16"),
        ("15/03/2022 5:30 PM +00:00", "2022-03-16"),
        ("15/03/2022 12:30 AM +00:00", "2022-03-15"),
        ("2022-03-15T01:00:00+14:00", "2022-03-14"),
        ("44635.9999999884", "2022-03-16"),
        ("44635,354", "2022-03-15"),
        ("15/03/2022 24:00", "2022-03-15"),
        ("Thứ Ba, 15/03/2022", "2022-03-15"),
        ("8:30 sáng ngày 15/3/2022", "2022-03-15"),
        ("16 giờ 15 tháng 3 năm 2022", "2022-03-15"),
        ("16h 15-03-2022", "2022-03-15"),
        ("'15/03/2022", "2022-03-15"),
        ("31/12/2046", "2046-12-31"),
        ("15/03/36", "2036-03-15"),
        ("15/03/99", "1999-03-15"),
    ],
)
def test_days_at_an_edge(text: str, day: str) -> None:
    assert value("date", text) == day


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "00/00/0000",
        "00/00/0000 00:00:00",
        "0000-00-00",
        "00000000000000",
        "01/01/0001 00:00:00",
        "0001-01-01T00:00:00Z",
        "1900-01-01",
        "00/01/1900",
        "01/01/1970 07:00",
        "9999-12-31T23:59:59Z",
    ],
)
def test_a_day_that_programs_write_for_none_is_empty(text: str) -> None:
    assert value("date", text) is None


def test_the_day_stands_first_unless_the_column_proves_the_opposite() -> None:
    assert read("date", "05/03/2022", "04/12/2022") == [Reading("2022-03-05"), Reading("2022-12-04")]
    assert read("date", "05/03/2022", "04/13/2022") == [Reading("2022-05-03"), Reading("2022-04-13")]
    assert read("date", "05/03/2022", "04/13/2022", "13/04/2022") == [
        Reading("2022-03-05"),
        Reading(problem="date_impossible"),
        Reading("2022-04-13"),
    ]


@pytest.mark.parametrize(
    "other", ["2022-04-13", "20220413", "15 tháng 3 năm 2022", "15-Mar-22", "13/13/2022", "00/13/2022"]
)
def test_only_dates_of_an_open_order_prove_it(other: str) -> None:
    assert read("date", "05/03/2022", other)[0] == Reading("2022-03-05")
    assert read("date", "05/03/2022", "04/13/2022", other)[0] == Reading("2022-05-03")


@EXAMPLES
@given(st.lists(MOMENTS, min_size=1, max_size=6))
def test_month_first_columns_read_back(moments: list[datetime]) -> None:
    assume(any(moment.day > 12 for moment in moments))
    texts = {f"{moment:%m/%d/%Y %I:%M %p}": moment.date().isoformat() for moment in moments}
    assert READERS["date"](texts, AROUND) == {text: Reading(day) for text, day in texts.items()}


# Counts

GROUPED = st.sampled_from(("", ".", ",", " ", "\u00a0", "\u2009", "\u202f", "'", "’"))


@EXAMPLES
@given(st.lists(st.tuples(st.integers(0, 10**12), GROUPED, st.sampled_from(("", ".0", ",00"))), min_size=1))
def test_a_whole_number_reads_back_whatever_parts_its_thousands(drawn: list[tuple[int, str, str]]) -> None:
    texts = {}
    for number, sign, zeros in drawn:
        grouped = f"{number:,}".replace(",", sign)
        texts[grouped + (zeros if zeros[:1] != sign else "")] = str(number)
    assert READERS["count"](texts, AROUND) == {text: Reading(number) for text, number in texts.items()}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("10.361", "10361"),
        ("10,361", "10361"),
        ("10361.0", "10361"),
        ("1.234,00", "1234"),
        ("007", "7"),
        ("0", "0"),
        ("0.000", "0"),
        ("5.618 hồ sơ", "5618"),
        ("1000000000000", "1000000000000"),
        ("x", None),
        ("X", None),
        ("Không phát sinh", None),
    ],
)
def test_counts(text: str, count: str | None) -> None:
    assert value("count", text) == count


# Numbers


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("99,12%", "0.9912"),
        ("99.12 %", "0.9912"),
        ("30 %", "0.30"),
        ("30 phần trăm", "0.30"),
        ("99,118%", "0.99118"),
        ("trên 99%", "0.99"),
        (">= 30%", "0.30"),
        ("tối thiểu 30%", "0.30"),
        ("đạt tối thiểu 86%", "0.86"),
        ("từ 30% trở lên", "0.30"),
        ("trên 1 triệu hồ sơ", "1000000"),
        ("5,2 triệu lượt", "5200000"),
        ("trong 10 tỉnh, thành phố đứng đầu", "10"),
        ("0,9912", "0.9912"),
        ("0.123", "0.123"),
        (",5", "0.5"),
        ("1.234.567", "1234567"),
        ("1,234.50", "1234.50"),
        ("1.234,567", "1234.567"),
        ("1\u00a0234\u00a0567,5", "1234567.5"),
        ("1’234", "1234"),
        ("1234.567", "1234.567"),
        ("5.", "5"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("(5)", "-5"),
        ("9.912E-01", "0.9912"),
        ("1.0E+6", "1000000"),
        ("999999999999.999999", "999999999999.999999"),
        ("x", None),
    ],
)
def test_numbers(text: str, number: str | None) -> None:
    assert value("number", text) == number


@pytest.mark.parametrize("other", ["1.234.567", "99,12", "99,1%", "1.234,5", "0,123", "1 234,567"])
def test_the_dot_parts_thousands_where_another_text_shows_it(other: str) -> None:
    assert read("number", "10.361", other)[0] == Reading("10361")
    assert read("number", "10,361", other)[0] == Reading("10.361")


@pytest.mark.parametrize("other", ["1,234,567", "99.12", "99.1%", "1,234.50", "0.123", "1234.567"])
def test_the_dot_begins_decimals_where_another_text_shows_it(other: str) -> None:
    assert read("number", "10.361", other)[0] == Reading("10.361")
    assert read("number", "10,361", other)[0] == Reading("10361")


@pytest.mark.parametrize(("decimal", "number"), [(",", "10361"), (".", "10.361")])
def test_an_officer_settles_the_decimal_sign(decimal: str, number: str) -> None:
    around = Surroundings(TODAY, decimal=decimal)
    assert value("number", "10.361", around) == number
    other = "99.12" if decimal == "," else "99,12"
    assert (
        read("number", "10.361", other, other + "34", around=around)[1:] == [Reading(problem="number_other_sign")] * 2
    )


def test_the_minority_with_the_other_decimal_sign_is_unreadable() -> None:
    assert read("number", "99,12", "98,5", "97.25", "10.361") == [
        Reading("99.12"),
        Reading("98.5"),
        Reading(problem="number_other_sign"),
        Reading("10361"),
    ]


@pytest.mark.parametrize("texts", [["10.361"], ["10,361", "5"], ["10.361", "10,361"], ["1.000", "2.000", "12"]])
def test_a_column_of_single_signs_before_three_digits_is_refused(texts: list[str]) -> None:
    with pytest.raises(Ambiguous) as caught:
        read("number", *texts)
    first = texts[0]
    sign = "." if "." in first else ","
    other = "," if sign == "." else "."
    assert caught.value.texts[0] == first
    assert caught.value.readings == {sign: first.replace(",", "."), other: first.replace(sign, "")}
    assert first.replace(sign, "") in str(caught.value)
    assert 'decimal = ","' in str(caught.value)
    assert 'decimal = "."' in str(caught.value)


def test_the_refusal_says_both_readings() -> None:
    with pytest.raises(Ambiguous) as caught:
        read("number", "10.361", "2.500")
    assert str(caught.value) == (
        'Numbers can be read in two ways: "10.361" is 10361, or it is 10 and 361 thousandths. '
        'Write decimal = "," into the map file for the first, decimal = "." for the second.'
    )
    assert caught.value.texts == ("10.361", "2.500")


def test_as_many_commas_as_dots_are_refused() -> None:
    with pytest.raises(Ambiguous) as caught:
        read("number", "99,12", "10.36")
    assert caught.value.readings == {",": "99.12", ".": "10.36"}
    assert '"99,12"' in str(caught.value)
    assert '"10.36"' in str(caught.value)


def test_the_refusal_shows_no_telephone_number() -> None:
    with pytest.raises(Ambiguous) as caught:
        read("number", "0912.345678", "91,5")
    assert "345678" not in str(caught.value)
    assert not any(map(looks_personal, caught.value.texts))


NUMBERS = st.decimals(0, 10**9, places=3)


def written(number: Decimal, decimal: str, thousands: str) -> str:
    """Return a number with these signs."""
    return f"{number:,}".translate({ord(","): thousands, ord("."): decimal})


@EXAMPLES
@given(st.lists(NUMBERS, min_size=1, max_size=6), st.sampled_from((",.", ".,", ", ", ". ", ",'", ".\u202f")))
def test_numbers_read_back_or_are_refused_but_never_change(numbers: list[Decimal], signs: str) -> None:
    texts = {written(number, *signs): number for number in numbers}
    try:
        readings = READERS["number"](texts, AROUND)
    except Ambiguous:
        assert all(number < 1000 for number in numbers)
        readings = READERS["number"](texts, Surroundings(TODAY, decimal=signs[0]))
    assert {text: Decimal(reading.value or "nan") for text, reading in readings.items()} == texts


@EXAMPLES
@given(st.decimals(-1000, 1000, places=4), st.sampled_from(",."))
def test_percentages_are_exact(percent: Decimal, decimal: str) -> None:
    text = f"{percent}%".replace(".", decimal)
    assert Decimal(value("number", text) or "nan") * 100 == percent


# Comparisons and units


@pytest.mark.parametrize(
    ("text", "operator", "unit"),
    [
        ("trên 99%", ">", "ratio"),
        ("Tối thiểu 30 %", ">=", "ratio"),
        ("≥ 30%", ">=", "ratio"),
        ("không dưới 95%", ">=", "ratio"),
        ("từ 30% trở lên", ">=", "ratio"),
        ("30% trở xuống", "<=", "ratio"),
        ("không quá 5%", "<=", "ratio"),
        ("dưới 1%", "<", "ratio"),
        ("đạt 100%", "=", "ratio"),
        ("99,12%", None, "ratio"),
        ("trên 1 triệu hồ sơ", ">", "filings"),
        ("12 thủ tục", None, "procedures"),
        ("trong 10 tỉnh, thành phố đứng đầu", "<=", "rank"),
        ("hạng 5", None, "rank"),
        ("1234", None, None),
        ("0,99", None, None),
    ],
)
def test_the_text_of_a_value_says_comparison_and_unit(text: str, operator: str | None, unit: str | None) -> None:
    assert value("operator", text) == operator
    assert value("measure_unit", text) == unit
    assert value("number", text) is not None


# Codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.001776", "1.001776"),
        ("1.001776.000.00.00.H56", "1.001776.000.00.00.H56"),
        ("2.002621.H56", "2.002621.H56"),
        ("2.002621.h56", "2.002621.H56"),
        ("1.001776 .000. 00.00.H56", "1.001776.000.00.00.H56"),
        ("2.00059", "2.000590"),
        ("1.1", "1.100000"),
        ("1", "1"),
        ("12.345", "12.345"),
        ("1.0017761", "1.0017761"),
        ("2.00059.H56", "2.00059.H56"),
        ("TTHC h01 - đất đai", "TTHC h01 - đất đai"),
    ],
)
def test_procedure_codes(text: str, code: str) -> None:
    assert value("procedure_code", text) == code


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("2022-Q2", ["2022-Q2", "2022Q2", "Quý II/2022", "quý 2 năm 2022", "Q2/2022", "Q.II-2022", "quý hai năm 2022"]),
        ("2021-04", ["tháng 4/2021", "04/2021", "2021-04", "202104", "T4/2021", "Thg 4 2021", "2021-04-01 00:00:00"]),
        ("2021-12", ["Tháng 12 năm 2021", "12/2021", "2021/12"]),
        ("2022-H1", ["2022-H1", "H1/2022", "6 tháng đầu năm 2022", "6 tháng năm 2022", "Sáu tháng đầu năm 2022"]),
        ("2022-H2", ["6 tháng cuối năm 2022", "2022-h2"]),
        ("2022-9M", ["2022-9M", "9 tháng năm 2022", "9 tháng đầu năm 2022"]),
        ("2022", ["2022", "2022.0", "năm 2022", "NĂM 2022", "cả năm 2022"]),
    ],
)
def test_periods(code: str, texts: list[str]) -> None:
    assert [reading.value for reading in read("period", *texts)] == [code] * len(texts)


# Personal data


@pytest.mark.parametrize(
    "text",
    [
        "nguyen.van.a@gmail.com",
        "Liên hệ a@b.vn",
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912.345678",
        "+84 912-345-678",
        "(0256) 3822 266",
        "211234567",
        "052085001234",
        "052085001234+0700",
        "CCCD 052085001234",
        "0912345678 ngày 15/03/2022",
        "99123456789012",
    ],
)
def test_what_may_tell_who_somebody_is(text: str) -> None:
    assert looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Đang xử lý",
        "12345678",
        "20220315083000",
        "20220315083000.0",
        "20220231083000",
        "202203150830",
        "15.03.2022 08:30",
        "08:30 15-03-2022",
        "45-13-2022 08:30:15",
        "2022-03-15 08:30:00.123+07:00",
        "44635.3541666667",
        "0,991184372",
        "99.118437291%",
        "1.001776.000.00.00.H56",
        "H56.14-240823-0001",
        "H56.14.02-240823-00012",
        "000.00.01.H22-210823-0001",
        "1131/QĐ-UBND ngày 15/03/2022",
    ],
)
def test_what_tells_of_nobody(text: str) -> None:
    assert not looks_personal(text)


@EXAMPLES
@given(st.from_regex(r"0[35789][0-9]{8}|0[0-9]{11}|[1-9][0-9]{8}", fullmatch=True), st.data())
def test_numbers_of_people_are_found_however_they_are_parted(number: str, data: st.DataObject) -> None:
    signs = data.draw(st.lists(st.sampled_from(("", "", " ", "-")), min_size=len(number), max_size=len(number)))
    text = "".join(digit + sign for digit, sign in zip(number, signs, strict=True))
    assert looks_personal(text), text


# What the database makes of it


LANDED = {"date": "date", "number": "decimal(18, 6)", "count": "bigint", "status": "tinyint", "channel": "tinyint"}


@deepens
@pytest.mark.parametrize("values", LANDED)
def test_the_database_takes_every_value(values: str) -> None:
    @EXAMPLES
    @given(st.lists(st.one_of(ODD, NUMBERS.map(str), MOMENTS.map(str), st.integers().map(str)), min_size=1))
    def takes(texts: list[str]) -> None:
        readings = READERS[values](texts, Surroundings(TODAY, decimal=".")).values()
        said = [reading.value for reading in readings]
        landed = connection.execute(f"select cast(unnest(cast(? as varchar[])) as {LANDED[values]})", [said]).fetchall()
        assert [row[0] is None for row in landed] == [text is None for text in said]

    with duckdb.connect() as connection:
        takes()


def test_the_refusal_speaks_vietnamese() -> None:
    use_language("vi")
    with pytest.raises(Ambiguous, match="decimal"):
        read("number", "10.361")
