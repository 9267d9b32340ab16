"""Names of units as people write them find the unit that they mean, and never another."""

from __future__ import annotations

import csv
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parx_tui.data.names import folded
from parx_tui.load.folders import WORDS_FOLDER
from parx_tui.load.matching.unit_keys import guess_level, unit_key
from parx_tui.load.matching.unit_names import MOST_EXPLAINED, Unit, UnitMatch, match_units
from parx_tui.load.sample import DATA_FOLDER
from tests.depth import examples

EXAMPLES = examples(60)


def sample_rows() -> list[dict[str, str]]:
    with (DATA_FOLDER / "agency.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


SAMPLE = [Unit(row["code"], row["name"], row["city_code"]) for row in sample_rows()]
DONG_DA = Unit("H08.01.08", "Phường Đống Đa", "540")
UNITS = [
    DONG_DA,
    Unit("H26.36", "Quận Đống Đa", "01"),
    Unit("H08.01.09", "Phường Trần Phú", "540"),
    Unit("H26.32.01", "Phường Trần Phú", "01"),
    Unit("H26.46.17", "Xã Tiền Phong", "01"),
    Unit("H26.49.21", "Xã Tiên Phong", "01"),
    Unit("H26.02", "Sở Kế hoạch và Đầu tư", "01"),
    Unit("H26.10", "Sở Lao động - Thương binh và Xã hội", "01"),
    Unit("H08.02", "Thành phố Quy Nhơn", "540"),
    Unit("H08.03", "Xã Phước Mỹ", "540"),
]


@pytest.mark.parametrize(
    "names",
    [
        (
            *("Phường Đống Đa", "UBND P. Đống Đa", "Uỷ ban nhân dân phường Đống Đa", "Ủy ban nhân dân Phường Đống Đa"),
            *("P.Đống Đa", "P Đống Đa", "UBND PHUONG DONG DA", "phường  Đống Đa.", "U.B.N.D. phường Đống-Đa"),
        ),
        ("Phường 5", "Phường 05", "P5", "P.5", "P. 05", "UBND P.5", "p 5"),
        ("Quận 1", "Q.1", "Q1", "UBND Quận 01"),
        ("Thành phố Hồ Chí Minh", "Tp Hồ Chí Minh", "TP.HCM", "TPHCM", "UBND TP. Hồ Chí Minh"),
        ("Thành phố Quy Nhơn", "UBND TP Quy Nhơn", "Tp. Qui Nhơn"),
        ("Thị xã Sơn Tây", "TX Sơn Tây", "UBND TX.Sơn Tây"),
        ("Thị trấn Phú Mỹ", "TT Phú Mỹ", "TT. Phú Mĩ"),
        ("Huyện Ba Vì", "H. Ba Vì", "UBND H.Ba Vì", "H Ba Vì"),
        ("Xã Hòa Bình", "Xã Hoà Bình", "X. Hòa Bình", "UBND xã Hoà Bình"),
        ("Sở Kế hoạch và Đầu tư", "Sở KH&ĐT", "Sở KHĐT", "Sở KH và ĐT", "Sở Kế hoạch - Đầu tư"),
        ("Sở Tài nguyên và Môi trường", "Sở TN&MT", "SỞ TNMT"),
        ("Sở Giáo dục và Đào tạo", "Sở GD&ĐT", "Sở GD-ĐT"),
        ("Sở Lao động - Thương binh và Xã hội", "Sở LĐ-TB&XH", "Sở LĐTB&XH", "Sở LĐTBXH"),
        ("Sở Văn hóa và Thể thao", "Sở VH&TT", "Sở VHTT"),
        ("Sở Văn hóa, Thể thao và Du lịch", "Sở VHTT&DL", "Sở VH, TT và DL"),
        ("Phòng Văn hóa và Thông tin", "Phòng VH&TT"),
        ("Sở Thông tin và Truyền thông", "Sở TT&TT", "Sở TTTT"),
        ("Sở Nông nghiệp và Phát triển nông thôn", "Sở NN&PTNT", "Sở NN và PTNT"),
        ("Sở Nông nghiệp và Môi trường", "Sở NN&MT", "Sở NNMT"),
        ("Sở Giao thông vận tải", "Sở GTVT"),
        ("Sở Quy hoạch - Kiến trúc", "Sở QHKT", "Sở QH-KT"),
        ("Sở Tư pháp", "Sở TP"),
        ("Sở Y tế", "Sở YT"),
        ("Văn phòng Ủy ban nhân dân thành phố", "VP UBND TP", "Văn phòng UBND thành phố"),
        ("Ban Quản lý khu công nghiệp", "BQL KCN"),
    ],
    ids=lambda names: names[0],
)
def test_ways_of_writing_a_name_are_one(names: tuple[str, ...]) -> None:
    assert {name: unit_key(name) for name in names} == dict.fromkeys(names, unit_key(names[0]))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Phường Đống Đa", "Xã Đống Đa"),
        ("Phường Đống Đa", "Quận Đống Đa"),
        ("Phường Đống Đa", "Đống Đa"),
        ("Phường 5", "Phường 15"),
        ("Phường 1", "Quận 1"),
        ("Xã Mường Và", "Xã Mường"),
        ("Phường Cửa Nam", "Phường Nam"),
        ("Phường Cà Mau", "Phường Mau"),
        ("Sở Tư pháp", "Phòng Tư pháp"),
        ("Văn phòng UBND tỉnh", "UBND tỉnh"),
        ("Xã Ea H'leo", "Xã Ea Leo"),
    ],
)
def test_names_of_different_units_differ(name: str, other: str) -> None:
    assert unit_key(name) != unit_key(other)


def test_no_two_names_of_the_sample_are_confused_but_by_their_accents() -> None:
    keys = {name: unit_key(name) for name in {unit.name for unit in SAMPLE}}
    assert len(set(keys.values())) == len(set(map(folded, keys)))


def test_each_name_of_the_sample_that_is_one_unit_finds_it() -> None:
    times = Counter(unit.name for unit in SAMPLE)
    matches = match_units([unit.name.upper() for unit in SAMPLE], SAMPLE, {})
    for unit in SAMPLE:
        match = matches[unit.name.upper()]
        if times[unit.name] == 1:
            assert match == UnitMatch(unit.code)
        else:
            assert match.code is None
            assert str(unit) in match.nearest
            assert len(match.nearest) == times[unit.name]


WAYS = (
    str.upper,
    folded,
    lambda name: f"UBND {name}",
    lambda name: f"Uỷ ban nhân dân {name.lower()}.",
    lambda name: name.replace("Phường ", "P.").replace("Xã ", "X. ").replace("Quận ", "Q."),
    lambda name: name.replace(" ", "  "),
    lambda name: name.replace(" và ", " & "),
)


@EXAMPLES
@given(st.sampled_from(SAMPLE), st.lists(st.sampled_from(WAYS), max_size=3))
def test_a_name_in_any_way_finds_its_unit_or_lists_it(unit: Unit, ways: list[object]) -> None:
    text = unit.name
    for way in ways:
        text = way(text)  # type: ignore[operator]
    match = match_units([text], SAMPLE, {})[text]
    assert match.code == unit.code or (match.code is None and str(unit) in match.nearest)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Phường Đống Đa", "H08.01.08"),
        ("UBND P. Đống Đa", "H08.01.08"),
        ("Quận Đống Đa", "H26.36"),
        ("H08.01.08", "H08.01.08"),
        ("h08.01. 08 ", "H08.01.08"),
        ("Quy Nhơn", "H08.02"),
        ("Kế hoạch và Đầu tư", "H26.02"),
        ("xã Tiên Phong", "H26.49.21"),
        ("UBND X. TIỀN PHONG", "H26.46.17"),
        ("Tiền Phong", "H26.46.17"),
        ("Phuoc My", "H08.03"),
    ],
)
def test_codes_and_names_are_matched(text: str, code: str) -> None:
    assert match_units([text], UNITS, {}) == {text: UnitMatch(code)}


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("Phường Trần Phú", ("Phường Trần Phú (H08.01.09)", "Phường Trần Phú (H26.32.01)")),
        ("Trần Phú", ("Phường Trần Phú (H08.01.09)", "Phường Trần Phú (H26.32.01)")),
        ("Đống Đa", ("Phường Đống Đa (H08.01.08)", "Quận Đống Đa (H26.36)")),
        ("Xa Tien Phong", ("Xã Tiền Phong (H26.46.17)", "Xã Tiên Phong (H26.49.21)")),
        ("Sở Kế hoạch", ("Sở Kế hoạch và Đầu tư (H26.02)",)),
        ("Kho bạc", ()),
        ("UBND", ()),
        ("", ()),
        ("???", ()),
    ],
)
def test_what_is_not_one_unit_is_matched_with_none(text: str, nearest: tuple[str, ...]) -> None:
    assert match_units([text], UNITS, {}) == {text: UnitMatch(None, nearest, is_ambiguous=len(nearest) > 1)}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Phường Đống Đaa", "Phường Đống Đa (H08.01.08)"),
        ("Quận Hòan Kím", "Quận Hoàn Kiếm (H26.32)"),
        ("Sở Kế hoạch", "Sở Kế hoạch và Đầu tư (H26.02)"),
        ("UBND H. Chưong Mít", "Huyện Chương Mỹ (H26.55)"),
    ],
)
def test_a_slip_of_the_pen_is_told_the_name_that_was_meant(text: str, first: str) -> None:
    match = match_units([text], SAMPLE, {})[text]
    assert (match.code, match.nearest[0]) == (None, first)
    assert len(match.nearest) <= 3


def test_a_part_of_a_name_is_not_the_name() -> None:
    matches = match_units(["Thương binh và Xã hội", "Đầu tư", "Quận Đống", "Đống"], UNITS, {})
    assert {match.code for match in matches.values()} == {None}


def test_one_code_on_two_days_of_its_life_is_one_unit() -> None:
    units = [DONG_DA, Unit("H08.01.08", "Phường Đống Đa", "540"), Unit("H08.01.08", "Phường Đống Đa cũ", "540")]
    assert match_units(["P. Đống Đa", "H08.01.08"], units, {}) == {
        "P. Đống Đa": UnitMatch("H08.01.08"),
        "H08.01.08": UnitMatch("H08.01.08"),
    }


def test_the_offices_own_names_go_first() -> None:
    own = {"P. ĐĐ": "H08.01.08", "Quận Đống Đa": "h08.01.08", "Sở X": "H99"}
    assert match_units(["P.  đđ", "QUẬN ĐỐNG ĐA", "Phường Đống Đa"], UNITS, own) == {
        "P.  đđ": UnitMatch("H08.01.08"),
        "QUẬN ĐỐNG ĐA": UnitMatch("H08.01.08"),
        "Phường Đống Đa": UnitMatch("H08.01.08"),
    }


def test_an_own_name_of_a_code_that_there_is_not_is_matched_with_none() -> None:
    match = match_units(["Sở X"], UNITS, {"Sở X": "H26.01"})["Sở X"]
    assert match.code is None
    assert "Sở Kế hoạch và Đầu tư (H26.02)" in match.nearest


def test_no_units_match_nothing() -> None:
    assert match_units(["Phường Đống Đa"], [], {}) == {"Phường Đống Đa": UnitMatch(None)}


@EXAMPLES
@given(st.lists(st.text(max_size=20), max_size=4), st.lists(st.text(max_size=20), max_size=4))
def test_any_texts_can_be_matched(texts: list[str], names: list[str]) -> None:
    units = [Unit(f"H{place}", name, "01") for place, name in enumerate(names)]
    matches = match_units(texts, units, {})
    assert set(matches) == set(texts)
    assert {match.code for match in matches.values()} <= {None, *(unit.code for unit in units)}


@EXAMPLES
@given(st.text(max_size=40))
def test_a_key_written_as_a_name_keeps_its_kind(name: str) -> None:
    assert unit_key(f"Phường {name}") != unit_key(f"Xã {name}")


def processor_seconds(texts: list[str], units: list[Unit]) -> tuple[float, dict[str, UnitMatch]]:
    begun = time.process_time()
    matches = match_units(texts, units, {})
    return time.process_time() - begun, matches


MANY_UNITS = [Unit(f"H1.{number}", f"Phường Nguyễn Thị Minh Khai {number}", "01") for number in range(1000)]


def test_ten_thousand_names_are_matched_within_two_seconds() -> None:
    texts = [f"UBND P. Nguyễn Thị Minh Khai {number % 1000}{' ' * (number // 1000)}" for number in range(10_000)]
    seconds, matches = processor_seconds(texts, MANY_UNITS)
    assert all(match.code for match in matches.values())
    assert seconds < 2


def test_nearest_names_are_looked_up_for_the_first_texts_only() -> None:
    texts = [f"Phường Ng. T. Minh Khoi {number}" for number in range(10_000)]
    seconds, matches = processor_seconds(texts, MANY_UNITS)
    assert [bool(match.nearest) for match in matches.values()] == [number < MOST_EXPLAINED for number in range(10_000)]
    assert max(len(match.nearest) for match in matches.values()) == 3
    assert seconds < 5


# Levels


def test_the_levels_of_the_sample_are_guessed() -> None:
    assert [guess_level(row["name"]) for row in sample_rows()] == [row["level"] for row in sample_rows()]


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Sở NN&MT", "so"),
        ("Sở Văn hóa và Thể thao thành phố Huế", "so"),
        ("Ban Quản lý các khu công nghiệp", "so"),
        ("Ban Dân tộc", "so"),
        ("VP UBND tỉnh", "so"),
        ("Thanh tra tỉnh", "so"),
        ("UBND Q.1", "huyen"),
        ("H. Ba Vì", "huyen"),
        ("TX Sơn Tây", "huyen"),
        ("UBND TP. Quy Nhơn", "huyen"),
        ("Văn phòng HĐND và UBND huyện Ba Vì", "huyen"),
        ("Phòng Tư pháp quận Ba Đình", "huyen"),
        ("P5", "xa"),
        ("UBND xã Phước Mỹ", "xa"),
        ("TT. Phú Mỹ", "xa"),
        ("Đặc khu Phú Quốc", "xa"),
        ("Trạm Y tế xã Phước Mỹ", "xa"),
        ("UBND thành phố Hà Nội", None),
        ("UBND tỉnh Bình Định", None),
        ("Đống Đa", None),
        ("Quản lý thị trường", None),
        ("Xã hội hóa", None),
        ("", None),
    ],
)
def test_levels_are_guessed_by_names(name: str, level: str | None) -> None:
    assert guess_level(name) == level


# The list of abbreviations


def test_an_abbreviation_stands_for_one_thing() -> None:
    with (WORDS_FOLDER / "abbreviation.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    short = ["".join(letter for letter in folded(row["abbreviation"]) if letter.isalpha()) for row in rows]
    assert sorted(short) == sorted(set(short))
    assert all(len(text) > 1 or row["abbreviation"].endswith(".") for text, row in zip(short, rows, strict=True))
