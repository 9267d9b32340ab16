"""The gauges: what a bar may say, the words beside it, and the room that both take."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from parx_tui.data.database import Database
from parx_tui.data.drill import DrillPath
from parx_tui.data.standing import ALLOWANCE_FROM, standing
from parx_tui.i18n import Language, use_language
from parx_tui.ui.gauges import (
    WIDEST_BAR,
    allowance_bar,
    bar,
    bullet_bar,
    counts_text,
    gauge_lines,
    left_text,
)
from parx_tui.ui.glyphs import ASCII, UNICODE, Glyphs
from parx_tui.ui.styled_text import StyledText
from parx_tui.ui.watched_share import WatchedShare
from parx_tui.ui.worker.tasks import gauges_task
from tests.depth import examples

EXAMPLES = examples(60)

QUY_NHON = WatchedShare(
    name="On time resolved",
    value=Decimal("0.9912"),
    count=4268,
    base=4306,
    operator=">",
    target=Decimal("0.99"),
    verdict="met",
    left=5,
    previous=Decimal("0.9902"),
)
STRICTLY = replace(
    QUY_NHON,
    name="On time strict",
    value=Decimal("0.9798"),
    base=4356,
    verdict="missed",
    left=-45,
    open_overdue=50,
    previous=Decimal("0.9826"),
)
ONLINE = WatchedShare("Online", Decimal("0.0478"), 214, 4479, ">=", Decimal("0.3"), "missed", -1130)
NO_CASES = WatchedShare("On time resolved", None, 0, 0, ">", Decimal("0.99"), "no_cases", None)
NO_DATA = WatchedShare("On time resolved", None, None, None, None, None, "no_data", None)

SIGNS = st.sampled_from((UNICODE, ASCII))
WIDTHS = st.one_of(st.integers(4, 12), st.integers(4, WIDEST_BAR))
FILINGS = st.one_of(st.integers(0, 3), st.integers(0, 100), st.integers(0, 2_000_000))
NAMES = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20)


def text_of(cells: list[StyledText]) -> str:
    return "".join(text for text, _style in cells)


def more_filings(target: Fraction, operator: str, base: int) -> int:
    """Return the fewest of ``base`` filings that attain a target."""
    return ceil(target * base) if operator == ">=" else floor(target * base) + 1


@st.composite
def shares(draw: st.DrawFn, *, target_below: str = "1.0001") -> WatchedShare:
    """Draw a share that attains its target or falls short of it, often by a single filing."""
    most = int(Decimal(target_below) * 10_000) - 1
    target = Decimal(draw(st.integers(0, most))) / 10_000
    operator = draw(st.sampled_from((">", ">=")))
    base = draw(st.one_of(st.integers(1, 60), st.integers(1, 2_000_000)))
    needed = more_filings(Fraction(target), operator, base)
    near = st.sampled_from((-2, -1, 0, 1, 2)).map(lambda shift: max(0, min(base, needed + shift)))
    count = draw(st.one_of(near, st.integers(0, base)))
    return WatchedShare(
        name=draw(NAMES),
        # As the views print a share: to four digits, never on the other side of the target.
        value=printed(Fraction(count, base), Fraction(target)),
        count=count,
        base=base,
        operator=operator,
        target=target,
        verdict="met" if count >= needed else "missed",
        left=max(0, base - needed) - (base - count),
        open_overdue=draw(st.integers(0, base - count)),
        previous=draw(st.none() | st.integers(0, 10_000).map(lambda number: Decimal(number) / 10_000)),
    )


def printed(share: Fraction, target: Fraction) -> Decimal:
    """Return a share to four digits, cut towards its target."""
    digits = floor(share * 10_000) if share >= target else ceil(share * 10_000)
    return Decimal(digits) / 10_000


EMPTY_READINGS = st.sampled_from((NO_CASES, NO_DATA, replace(NO_DATA, verdict="no_target")))
READINGS = st.lists(st.one_of(shares(), EMPTY_READINGS), max_size=4)

# The bar of what may still fail


def filled(text: str, glyphs: Glyphs) -> int:
    return text.count(glyphs.full) + text.count(glyphs.shade)


@EXAMPLES
@given(WIDTHS, FILINGS, FILINGS, FILINGS, SIGNS)
def test_an_allowance_bar_is_as_wide_as_asked_and_has_one_mark(
    width: int, late: int, overdue: int, allowed: int, glyphs: Glyphs
) -> None:
    text = text_of(allowance_bar(width, late, overdue, allowed, glyphs))
    assert cell_len(text) == width
    assert text.count(glyphs.mark) == 1


@EXAMPLES
@given(WIDTHS, FILINGS, FILINGS, FILINGS, SIGNS)
def test_one_failure_shows_and_none_does_not(width: int, late: int, overdue: int, allowed: int, glyphs: Glyphs) -> None:
    text = text_of(allowance_bar(width, late, overdue, allowed, glyphs))
    assert (filled(text, glyphs) > 0) == (late + overdue > 0)


@EXAMPLES
@given(WIDTHS, st.integers(1, 3), st.booleans(), st.integers(4, 2_000_000), SIGNS)
def test_one_failure_of_many_allowed_is_one_cell(
    width: int, failed: int, is_late: bool, allowed: int, glyphs: Glyphs
) -> None:
    late, overdue = (failed, 0) if is_late else (0, failed)
    text = text_of(allowance_bar(width, late, overdue, allowed * 1000, glyphs))
    assert filled(text, glyphs) == 1
    assert text.count(glyphs.full if is_late else glyphs.shade) == 1


@EXAMPLES
@given(WIDTHS, FILINGS, FILINGS, FILINGS, st.sampled_from((None, -1, 0, 1)), SIGNS)
def test_failures_pass_the_limit_exactly_when_more_failed_than_may(
    width: int, late: int, overdue: int, allowed: int, beside: int | None, glyphs: Glyphs
) -> None:
    if beside is not None:
        allowed = max(0, late + overdue + beside)
    cells = allowance_bar(width, late, overdue, allowed, glyphs)
    beyond = text_of(cells).partition(glyphs.mark)[2]
    assert (filled(beyond, glyphs) > 0) == (late + overdue > allowed)
    if late + overdue > allowed:
        within = text_of(cells).partition(glyphs.mark)[0]
        assert set(within) <= {glyphs.full, glyphs.shade}, "the limit is reached before it is passed"
    assert {style for _text, style in cells} == {"mark", "missed" if late + overdue > allowed else "met"}


@EXAMPLES
@given(WIDTHS, FILINGS, FILINGS, FILINGS, SIGNS)
def test_late_comes_before_overdue_and_both_before_what_is_left(
    width: int, late: int, overdue: int, allowed: int, glyphs: Glyphs
) -> None:
    text = text_of(allowance_bar(width, late, overdue, allowed, glyphs)).replace(glyphs.mark, "")
    order = [(glyphs.full, glyphs.shade, glyphs.light, " ").index(sign) for sign in text]
    assert order == sorted(order)
    assert (glyphs.full in text) == (late > 0)
    assert overdue > 0 or glyphs.shade not in text
    assert not late or overdue < late or late + overdue < 2 or filled(text, glyphs) < 2 or glyphs.shade in text


@EXAMPLES
@given(WIDTHS, st.integers(0, 2_000_000), st.integers(0, 1000), SIGNS)
def test_more_failures_never_draw_a_shorter_bar(width: int, allowed: int, more: int, glyphs: Glyphs) -> None:
    failed = [allowed * part // 7 for part in range(8)] + [allowed + more]
    lengths = [filled(text_of(allowance_bar(width, number, 0, allowed, glyphs)), glyphs) for number in failed]
    assert lengths == sorted(lengths)


# The bullet graph


@EXAMPLES
@given(shares(target_below="0.9"), WIDTHS, SIGNS)
def test_a_bullet_bar_is_as_wide_as_asked_and_has_one_mark(share: WatchedShare, width: int, glyphs: Glyphs) -> None:
    text = text_of(bullet_bar(width, share, glyphs))
    assert cell_len(text) == width
    assert text.count(glyphs.mark) == 1


@EXAMPLES
@given(shares(target_below="0.9"), WIDTHS, SIGNS)
def test_a_share_reaches_the_mark_exactly_when_it_attains_the_target(
    share: WatchedShare, width: int, glyphs: Glyphs
) -> None:
    assert share.target is not None
    # Where the mark stands in the first cell there is no room to fall short in.
    if share.target * width < 1:
        return
    before, _mark, beyond = text_of(bullet_bar(width, share, glyphs)).partition(glyphs.mark)
    assert (before == glyphs.full * len(before)) == (share.verdict == "met"), (share, before, beyond)
    if share.verdict == "missed":
        assert not set(beyond) & {glyphs.full, *UNICODE.part}


@EXAMPLES
@given(st.sampled_from(("0.30", "0.31", "0.5", "0.65", "0.8", "0.8999")), st.integers(6, WIDEST_BAR), SIGNS)
def test_shares_a_hair_apart_at_the_target_are_drawn_apart(target: str, width: int, glyphs: Glyphs) -> None:
    hair = Decimal("0.0001")
    attained = replace(ONLINE, value=Decimal(target), target=Decimal(target), verdict="met", left=0)
    missed = replace(attained, value=Decimal(target) - hair, verdict="missed", left=-1)
    assert text_of(bar(attained, width, glyphs)) != text_of(bar(missed, width, glyphs))


@EXAMPLES
@given(shares(target_below="0.9"), WIDTHS)
def test_the_period_before_is_ticked_where_the_bar_leaves_room(share: WatchedShare, width: int) -> None:
    text = text_of(bullet_bar(width, share, UNICODE))
    bare = text_of(bullet_bar(width, replace(share, previous=None), UNICODE))
    assert UNICODE.tick not in bare
    differing = [place for place in range(width) if text[place] != bare[place]]
    if share.previous is None:
        assert differing == []
        return
    tick = min(width - 1, int(share.previous * width))
    assert differing == ([tick] if bare[tick] == " " else [])


def test_a_share_without_a_target_is_drawn_without_a_mark() -> None:
    share = WatchedShare("Online", Decimal("0.5"), 5, 10, None, None, "no_target", None)
    assert text_of(bar(share, 8, UNICODE)) == "████    "
    assert text_of(bar(share, 8, ASCII)) == "####    "


@EXAMPLES
@given(st.one_of(shares(), EMPTY_READINGS), st.integers(0, WIDEST_BAR), SIGNS)
def test_any_bar_is_as_wide_as_asked(share: WatchedShare, width: int, glyphs: Glyphs) -> None:
    assert cell_len(text_of(bar(share, width, glyphs))) == width


@EXAMPLES
@given(shares(), st.integers(4, WIDEST_BAR), SIGNS)
def test_targets_from_ninety_percent_are_drawn_by_what_may_fail(
    share: WatchedShare, width: int, glyphs: Glyphs
) -> None:
    assert share.target is not None
    assert share.base is not None
    assert share.count is not None
    assert share.left is not None
    text = text_of(bar(share, width, glyphs))
    if share.target >= ALLOWANCE_FROM:
        late = share.base - share.count - share.open_overdue
        allowed = share.base - share.count + share.left
        assert text == text_of(allowance_bar(width, late, share.open_overdue, allowed, glyphs))
    else:
        assert text == text_of(bullet_bar(width, share, glyphs))


# Words


def test_quy_nhon_in_april_2021_has_five_left_and_is_45_over_strictly() -> None:
    assert left_text(QUY_NHON, "en") == "5 left"
    assert left_text(STRICTLY, "en") == "45 over"
    assert counts_text(QUY_NHON, "en") == "4,268/4,306"
    within, _mark, beyond = text_of(bar(QUY_NHON, 20, UNICODE)).partition("┃")
    assert (set(within), set(beyond)) == ({"█", "░"}, {" "})
    within, _mark, beyond = text_of(bar(STRICTLY, 20, UNICODE)).partition("┃")
    assert "▓" in beyond
    assert "░" not in within


def test_the_sample_gives_quy_nhon_these_readings(sample: Database) -> None:
    work = gauges_task(DrillPath(by=None, city="540", period="2021-04"), "en")
    resolved, strict, online = cast(list[WatchedShare], work(sample))
    assert resolved == QUY_NHON
    assert strict == STRICTLY
    assert (online.name, online.count, online.base, online.standing) == ("Online", 214, 4479, "no_target")


def test_quy_nhon_reads_in_vietnamese() -> None:
    use_language("vi")
    assert left_text(QUY_NHON, "vi") == "còn 5"
    assert left_text(STRICTLY, "vi") == "vượt 45"
    assert counts_text(STRICTLY, "vi") == "4.268/4.356"
    (line,) = gauge_lines([QUY_NHON], 80, UNICODE, "vi")
    assert "99,12%" in text_of(line)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (replace(ONLINE, verdict="met", left=12_540), "12,540 spare"),
        (ONLINE, "1,130 short"),
        (replace(QUY_NHON, left=0), "0 left"),
        (NO_CASES, ""),
        (NO_DATA, ""),
        (replace(ONLINE, operator=None, target=None, verdict="no_target", left=None), ""),
    ],
)
def test_what_is_left_in_words(share: WatchedShare, said: str) -> None:
    assert left_text(share, "en") == said


@pytest.mark.parametrize(
    ("language", "share", "word"),
    [
        ("en", QUY_NHON, "CLOSE"),
        ("en", replace(QUY_NHON, count=4300, left=37), "MET"),
        ("en", STRICTLY, "MISSED"),
        ("en", NO_CASES, "NO CASES"),
        ("en", NO_DATA, "NO DATA"),
        ("vi", QUY_NHON, "SÁT"),
        ("vi", replace(QUY_NHON, count=4300, left=37), "ĐẠT"),
        ("vi", STRICTLY, "CHƯA"),
        ("vi", NO_CASES, "KHÔNG PHÁT SINH"),
    ],
)
def test_the_word_says_how_it_stands(language: Language, share: WatchedShare, word: str) -> None:
    use_language(language)
    (line,) = gauge_lines([share], 120, UNICODE, language)
    assert f" {word} " in text_of(line) + " "


def test_no_cases_and_no_data_have_an_empty_bar_and_a_dash() -> None:
    for share in (NO_CASES, NO_DATA):
        assert text_of(bar(share, 20, UNICODE)) == " " * 20
        (line,) = gauge_lines([share], 80, UNICODE, "en")
        assert text_of(line).split()[:4] == ["On", "time", "resolved", "-"]


# Lines


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@EXAMPLES
@given(READINGS, SIGNS)
def test_gauges_are_equally_wide_and_fit(width: int, watched: list[WatchedShare], glyphs: Glyphs) -> None:
    lines = gauge_lines(watched, width, glyphs, "en")
    assert len(lines) == len(watched)
    widths = {cell_len(text_of(line)) for line in lines}
    assert len(widths) <= 1
    assert max(widths, default=0) <= width


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_gauges_of_quy_nhon_fit_and_never_cut_a_number(width: int, language: Language) -> None:
    use_language(language)
    lines = gauge_lines([QUY_NHON, STRICTLY, ONLINE], width, UNICODE, language)
    assert {cell_len(text_of(line)) for line in lines} == {cell_len(text_of(lines[0]))}
    assert cell_len(text_of(lines[0])) <= width
    for line, share in zip(lines, ("99.12%", "97.98%", "4.78%"), strict=True):
        assert (share.replace(".", ",") if language == "vi" else share) in text_of(line)


@EXAMPLES
@given(READINGS, st.sampled_from((40, 60, 80, 120)))
def test_ascii_signs_and_names_make_ascii_lines(watched: list[WatchedShare], width: int) -> None:
    for line in gauge_lines(watched, width, ASCII, "en"):
        assert text_of(line).isascii(), text_of(line)


@pytest.mark.parametrize(("operator", "said"), [(">", " >99% "), (">=", " >=99% ")])
def test_at_least_is_never_written_as_more_than(operator: str, said: str) -> None:
    (line,) = gauge_lines([replace(QUY_NHON, operator=operator)], 80, ASCII, "en")
    assert said in text_of(line)


@EXAMPLES
@given(READINGS)
def test_the_words_are_there_whatever_the_colours(watched: list[WatchedShare]) -> None:
    for share, line in zip(watched, gauge_lines(watched, 160, UNICODE, "en"), strict=True):
        text = text_of(line)
        assert left_text(share, "en") in text
        assert counts_text(share, "en") in text
        word = {"met": "MET", "close": "CLOSE", "missed": "MISSED", "no_cases": "NO CASES", "no_data": "NO DATA"}
        assert word.get(share.standing, "") in text


def test_no_gauges_are_no_lines() -> None:
    assert gauge_lines([], 80, UNICODE, "en") == []


# Standing


@pytest.mark.parametrize(
    ("target", "base", "failed", "allowed", "stands"),
    [
        ("0.99", 1000, 7, 9, "met"),
        ("0.99", 1000, 8, 10, "close"),
        ("0.99", 1000, 79, 100, "met"),
        ("0.99", 1000, 80, 100, "close"),
        ("0.9", 1000, 80, 100, "close"),
        ("0.99", 1000, 0, 0, "met"),
        ("1", 1000, 0, 0, "met"),
        ("0.99", 1000, 10, 10, "close"),
    ],
)
def test_a_met_target_is_close_when_four_fifths_of_what_may_fail_has(
    target: str, base: int, failed: int, allowed: int, stands: str
) -> None:
    assert standing("met", Decimal(target), base - failed, base, allowed - failed) == stands


@pytest.mark.parametrize(
    ("needed", "count", "stands"),
    [(500, 500, "close"), (500, 509, "close"), (500, 510, "met"), (500, 900, "met"), (0, 0, "met"), (0, 5, "met")],
)
def test_a_lower_target_is_close_when_less_than_a_fiftieth_more_is_reached(
    needed: int, count: int, stands: str
) -> None:
    assert standing("met", Decimal("0.8999"), count, 1000, count - needed) == stands


@pytest.mark.parametrize("verdict", ["missed", "no_cases", "no_target", "no_data"])
def test_other_verdicts_stand_as_they_are(verdict: str) -> None:
    assert standing(verdict, Decimal("0.99"), 990, 1000, 0) == verdict


def test_what_the_loads_do_not_know_does_not_stand_anywhere() -> None:
    assert standing(None, None, None, None, None) == ""
    assert standing("met", None, 1, 1, None) == "met"
