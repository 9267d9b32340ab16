"""The table on the screen: any text in any cell, the cursor always in sight, and the signs that are drawn."""

from __future__ import annotations

import asyncio
import string
import unicodedata
from collections.abc import Callable
from dataclasses import astuple
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.strip import Strip

from parx_tui.sanitize import clean
from parx_tui.ui.glyphs import ASCII, ERRORS_NAME, UNICODE, Glyphs
from parx_tui.ui.styled_text import StyledText, fitted
from parx_tui.ui.tables.columns import Column, TableContent
from parx_tui.ui.themes import COLOURS
from parx_tui.ui.widgets.grid import HEAD_LINES, Grid, Position
from parx_tui.ui.widgets.styled_lines import STYLES, StyledLines
from tests.depth import deepens, examples

EXAMPLES = examples(60)

TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that turn the direction of what follows them."""

SURPRISES = (
    *("\n", "\r\n", "\t", "\x00", "\x1b[2J", "\x07", "\x7f", "\x85", "\u2028", "\u200b", "\ufeff", "\u00ad"),
    *TURNING,
    *("[/foo]", "[bold red]", "[@click=app.quit]x[/]", "\\[", "[["),
    *("đ", "ễ", unicodedata.normalize("NFD", "ễ"), "\u0301", "e\u0301\u0301\u0301"),
    *("日本", "한", "ｗ", "🇻🇳", "👩\u200d👩\u200d👧", "❤\ufe0f", "1\ufe0f\u20e3", "\ufe0f", "👍🏽"),
    *("עברית", "العربية", "ไทย", "नि"),
)
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(SURPRISES),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        st.sampled_from(("Quận Ba Đình", "1.234", "a", "")),
    ),
    max_size=4,
).map("".join)


@st.composite
def tables(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS, *, widest: int = 30) -> TableContent:
    """Draw a table; every column says how wide it is, whatever its texts are."""
    length = draw(st.one_of(st.integers(0, 3), st.integers(0, 60)))
    few = draw(st.lists(texts, min_size=1, max_size=6))
    columns = []
    for number in range(draw(st.integers(1, 8))):
        style = draw(st.sampled_from(("", "met", "close", "missed", "quiet")))
        columns.append(
            Column(
                name=f"column_{number}",
                head=draw(texts),
                width=draw(st.integers(1, widest)),
                right=draw(st.booleans()),
                cell=one_of(few, style, number),
            )
        )
    starts = draw(st.sets(st.integers(0, max(0, length - 1)), max_size=4))
    return TableContent(tuple(columns), length, {row: draw(texts) for row in starts if row < length})


def one_of(texts: list[str], style: str, shift: int) -> Callable[[int], StyledText]:
    return lambda row: (texts[(row + shift) % len(texts)], style)


SIZES = st.builds(Size, st.integers(1, 130), st.integers(2, 45))


class SizedGrid(Grid):
    """A table that believes to have any size."""

    shape = Size(80, 20)

    @property
    def size(self) -> Size:
        """The size that a test says."""
        return self.shape


class Frame(App[None]):
    """An application with nothing but a table and a line."""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        for theme in COLOURS:
            self.register_theme(theme)
        self.theme = "dark"
        self.grid = grid

    def compose(self) -> ComposeResult:
        """Lay out the table."""
        yield StyledLines("line")
        yield self.grid


def mounted(check: Callable[[Any], None], grid: Grid | None = None, *, size: tuple[int, int] = (80, 24)) -> None:
    """Run a check on a table that is part of a running application."""

    async def run() -> None:
        frame = Frame(grid or Grid("grid"))
        async with frame.run_test(size=size) as pilot:
            await pilot.pause()
            check(frame.grid)

    asyncio.run(run())


def assert_drawn(strip: Strip, width: int) -> None:
    """Check that a line has exactly its cells and nothing that would move the cursor or turn the text."""
    assert strip.cell_length == width
    assert sum(cell_len(segment.text) for segment in strip) == width
    assert cell_len(strip.text) == width
    assert_harmless(strip.text)
    assert all(segment.control is None for segment in strip)


def assert_harmless(text: str) -> None:
    assert not [letter for letter in text if unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs")]
    assert not set(text) & set(TURNING)


# Any text


@EXAMPLES
@given(TEXTS)
def test_a_clean_text_has_as_many_characters_and_none_that_moves_the_cursor(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert_harmless(cleaned)
    assert clean(cleaned) == cleaned
    assert all(after in (before, " ") for before, after in zip(text, cleaned, strict=True))


@EXAMPLES
@given(st.text(st.characters(categories=["L", "N", "P", "Sm", "Sc"])))
def test_letters_numbers_and_signs_stay_as_they_are(text: str) -> None:
    assert clean(text) == text


@EXAMPLES
@given(TEXTS, st.integers(0, 40), st.sampled_from((UNICODE.cut, ASCII.cut)), st.booleans())
def test_a_fitted_text_has_exactly_the_width(text: str, width: int, cut: str, right: bool) -> None:
    fit = fitted(text, width, cut, right=right)
    assert cell_len(fit) == width
    assert_harmless(fit)
    if cell_len(clean(text)) <= width:
        assert fit.strip(" ") == clean(text).strip(" ")
    elif width:
        assert fit.endswith(cut)


def test_a_text_that_is_too_long_says_so() -> None:
    assert fitted("Quận Ba Đình", 8, "…") == "Quận Ba…"
    assert fitted("日本語", 4, "…") == "日 …"
    assert fitted("12", 5, "…", right=True) == "   12"
    assert fitted("a\nb", 3, "…") == "a b"


@deepens
def test_any_cells_make_a_strip_of_the_width() -> None:
    def check(grid: Grid) -> None:
        @EXAMPLES
        @given(st.lists(st.tuples(TEXTS, st.sampled_from(("", *STYLES))), max_size=5), st.integers(0, 60))
        def holds(cells: list[StyledText], width: int) -> None:
            assert_drawn(grid.strip_of(cells, width), width)

        holds()

    mounted(check)


@deepens
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_any_table_is_drawn_in_lines_of_the_width(glyphs: Glyphs) -> None:
    def check(grid: SizedGrid) -> None:
        @EXAMPLES
        @given(tables(), SIZES, st.integers(-70, 70), st.integers(-10, 10))
        def holds(view: TableContent, size: Size, rows: int, columns: int) -> None:
            grid.shape = size
            grid.show(view, Position())
            grid.move(rows, columns)
            for y in range(size.height):
                assert_drawn(grid.render_line(y), size.width)

        holds()

    mounted(check, SizedGrid("grid", glyphs=glyphs))


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "dark"), ((120, 40), "light"), ((20, 5), "ansi"), ((1, 3), "monochrome")]
)
def test_surprising_texts_are_drawn_on_any_screen(size: tuple[int, int], theme: str) -> None:
    columns = tuple(
        Column(f"column_{number}", SURPRISES[-number], 12, bool(number % 2), one_of(list(SURPRISES), "met", number))
        for number in range(9)
    )

    async def run() -> None:
        frame = Frame(Grid("grid"))
        frame.theme = theme
        async with frame.run_test(size=size) as pilot:
            frame.query_one(StyledLines).show([("[/foo]\n\x1b[2J", "met")])
            frame.grid.show(TableContent(columns, len(SURPRISES), dict(enumerate(SURPRISES))), Position())
            for _time in range(len(SURPRISES)):
                frame.grid.move(rows=1, columns=1)
                await pilot.pause()
                for y in range(frame.grid.size.height):
                    assert_drawn(frame.grid.render_line(y), frame.grid.size.width)
            assert_drawn(frame.query_one(StyledLines).render_line(0), frame.query_one(StyledLines).size.width)

    asyncio.run(run())


def test_markup_is_a_text_like_any_other() -> None:
    column = Column("name", "[bold]", 20, False, lambda row: ("[/foo] [red]x", ""))

    def check(grid: Grid) -> None:
        grid.show(TableContent((column,), 1, {0: "[/]"}), Position())
        assert [grid.render_line(y).text.rstrip() for y in range(3)] == ["[bold]", "[/]", "[/foo] [red]x"]

    mounted(check)


# The cursor

MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.sampled_from((-1, 1)), st.just(0)),
        st.tuples(st.just("move"), st.just(0), st.sampled_from((-1, 1))),
        st.tuples(st.just("move"), st.integers(-100, 100), st.integers(-10, 10)),
        st.tuples(st.just("resize"), st.integers(1, 130), st.integers(2, 45)),
        st.tuples(st.just("show"), st.integers(0, 100), st.integers(0, 10)),
    ),
    max_size=15,
)
SHORT = st.sampled_from(("a", "Quận", "日本"))


def assert_in_sight(grid: Grid) -> None:
    """Check that the cursor stands on a row and a column that exist and are drawn."""
    view, position = grid.content, grid.position
    assert 0 <= position.row < max(1, view.length)
    assert 0 <= position.column < len(view.columns)
    assert position.top >= 0
    assert position.left >= 1
    lines = [grid.render_line(y) for y in range(grid.size.height)]
    if view.length:
        line = grid._line_of_row[position.row] - position.top
        assert 0 <= line < grid.size.height - HEAD_LINES, "the row of the cursor is not in sight"
        assert is_reversed(grid, lines[line + HEAD_LINES])
        others = [other for y, other in enumerate(lines) if y != line + HEAD_LINES]
        assert not any(is_reversed(grid, other) for other in others)
    places = [place for place, _column, _room in grid.columns_in_sight()]
    # A name that fills the screen leaves no room for what stands beside it.
    if view.columns[0].width + 4 <= grid.size.width:
        assert position.column in places


def is_reversed(grid: Grid, strip: Strip) -> bool:
    """Whether a line is that of the cursor."""
    styles = [grid.style_named("cursor"), grid.style_named("cell")]
    return any(segment.style in styles for segment in strip)


@deepens
def test_the_cursor_stays_in_sight_whatever_is_done() -> None:
    def check(grid: SizedGrid) -> None:
        @EXAMPLES
        @given(tables(SHORT), SIZES, MOVES)
        def holds(view: TableContent, size: Size, moves: list[tuple[str, int, int]]) -> None:
            grid.shape = size
            grid.show(view, Position())
            assert_in_sight(grid)
            for what, first, second in moves:
                if what == "move":
                    grid.move(first, second)
                elif what == "resize":
                    grid.shape = Size(first, second)
                    grid.on_resize()
                else:
                    grid.show(view, Position(first, second, first, max(1, second)))
                assert_in_sight(grid)

        holds()

    mounted(check, SizedGrid("grid"))


@deepens
def test_the_cursor_goes_as_far_as_there_are_rows_and_columns() -> None:
    def check(grid: SizedGrid) -> None:
        @EXAMPLES
        @given(tables(SHORT), st.integers(-200, 200), st.integers(-20, 20))
        def holds(view: TableContent, rows: int, columns: int) -> None:
            grid.show(view, Position())
            grid.move(rows, columns)
            assert grid.position.row == max(0, min(rows, view.length - 1))
            assert grid.position.column == max(0, min(columns, len(view.columns) - 1))
            assert grid.chosen is view.columns[grid.position.column]

        holds()

    mounted(check, SizedGrid("grid"))


@deepens
def test_a_table_is_never_scrolled_further_than_its_end() -> None:
    def check(grid: SizedGrid) -> None:
        @EXAMPLES
        @given(tables(SHORT), SIZES, st.integers(0, 100), st.integers(0, 100))
        def holds(view: TableContent, size: Size, row: int, top: int) -> None:
            grid.shape = size
            grid.show(view, Position(row, 0, top, 1))
            lines = view.length + len(view.sections)
            if view.length:
                assert grid.position.top <= max(0, lines - grid.lines_in_sight)

        holds()

    mounted(check, SizedGrid("grid"))


@deepens
def test_columns_in_sight_fit_and_the_first_is_always_there() -> None:
    def check(grid: SizedGrid) -> None:
        @EXAMPLES
        @given(tables(SHORT), SIZES, st.integers(0, 10))
        def holds(view: TableContent, size: Size, column: int) -> None:
            grid.shape = size
            grid.show(view, Position(0, column, 0, 1))
            shown = grid.columns_in_sight()
            first, *places = [place for place, _column, _room in shown]
            assert first == 0
            assert places == list(range(grid.position.left, grid.position.left + len(places)))
            assert sum(room for _place, _column, room in shown) + len(shown) - 1 <= size.width
            for place, shown_column, room in shown:
                assert shown_column is view.columns[place]
                assert 0 < room <= shown_column.width
                # A number must not be cut while it could be scrolled to.
                assert room == shown_column.width or len(shown) <= 2

        holds()

    mounted(check, SizedGrid("grid"))


def test_a_table_without_rows_or_columns_is_blank() -> None:
    def check(grid: Grid) -> None:
        for view in (TableContent((), 0), TableContent((Column("a", "a", 3, False, lambda row: ("", "")),), 0)):
            grid.show(view, Position(5, 5, 5, 5))
            grid.move(3, 3)
            assert grid.position.row == 0
            assert grid.position.column == 0
            assert [grid.render_line(y).text.strip() for y in range(1, 5)] == [""] * 4
        grid.show(TableContent((), 0), Position())
        assert grid.chosen is None
        assert grid.columns_in_sight() == []

    mounted(check)


def numbered(length: int, sections: dict[int, str]) -> TableContent:
    column = Column("name", "name", 10, False, lambda row: (f"row {row}", ""))
    return TableContent((column,), length, sections)


def test_sections_stand_above_their_rows_and_are_seen_with_them() -> None:
    def check(grid: SizedGrid) -> None:
        grid.shape = Size(10, 6)
        grid.show(numbered(6, {0: "first", 3: "second"}), Position())
        assert drawn(grid) == ["name", "first", "row 0", "row 1", "row 2", "second"]
        grid.move(rows=3)
        # By half a screen, as far as there is any more.
        assert drawn(grid) == ["name", "row 2", "second", "row 3", "row 4", "row 5"]
        grid.move(rows=100)
        assert drawn(grid) == ["name", "row 2", "second", "row 3", "row 4", "row 5"]
        grid.move(rows=-100)
        assert drawn(grid) == ["name", "first", "row 0", "row 1", "row 2", "second"]

    mounted(check, SizedGrid("grid"))


def drawn(grid: Grid) -> list[str]:
    return [grid.render_line(y).text.rstrip() for y in range(grid.size.height)]


def test_the_screen_shows_what_the_table_says_after_any_moves() -> None:
    async def run() -> None:
        frame = Frame(Grid("grid"))
        async with frame.run_test(size=(30, 8)) as pilot:
            frame.grid.show(numbered(40, {0: "first", 10: "second"}), Position())
            for rows in (1, 1, 5, 5, -1, 30, -1, -1, -20, 3):
                frame.grid.move(rows=rows)
                await pilot.pause()
                assert_in_sight(frame.grid)
                await pilot.resize_terminal(30 + rows, 8 + rows % 3)
                assert_in_sight(frame.grid)

    asyncio.run(run())


# Signs


def texts_of(glyphs: Glyphs) -> list[str]:
    return [signs for signs in astuple(glyphs) if isinstance(signs, str)]


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_every_sign_takes_one_cell(glyphs: Glyphs) -> None:
    for signs in texts_of(glyphs):
        assert len(signs) == (8 if signs == glyphs.part else 1)
        assert [cell_len(sign) for sign in signs] == [1] * len(signs)
        assert clean(signs) == signs
    assert len(set(glyphs.part)) == 8


def test_what_a_gauge_tells_apart_are_different_signs() -> None:
    for glyphs in (UNICODE, ASCII):
        assert len({glyphs.full, glyphs.shade, glyphs.light, glyphs.mark, glyphs.tick, " "}) == 6
        assert glyphs.down != glyphs.up


def test_the_ascii_signs_are_ascii() -> None:
    assert "".join(texts_of(ASCII)).isascii()


def vietnamese_letters() -> list[str]:
    """Return every letter of Vietnamese: vowels with and without tones, đ, capital and small."""
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    vowels = [unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product("aăâeêioôơuưy", tones)]
    small = [*vowels, "đ", *string.ascii_lowercase]
    return [*small, *(letter.upper() for letter in small)]


def without_letters(text: str) -> str:
    return text.encode("ascii", ERRORS_NAME).decode("ascii")


@pytest.mark.parametrize("letter", vietnamese_letters())
def test_a_vietnamese_letter_without_its_accents_is_one_ascii_letter_of_the_same_case(letter: str) -> None:
    plain = without_letters(letter)
    assert len(plain) == 1
    assert plain in string.ascii_letters
    assert plain.isupper() == letter.isupper()


def test_vietnamese_without_accents_can_be_read() -> None:
    assert without_letters("Quận Đống Đa: ĐẠT, còn 5; thủ tục “Đăng ký hộ tịch”") == (
        'Quan Dong Da: DAT, con 5; thu tuc "Dang ky ho tich"'
    )


def test_accents_written_apart_from_their_letters_take_no_cell_without_them_either() -> None:
    assert without_letters(unicodedata.normalize("NFD", "Quận Ba Đình")) == "Quan Ba Dinh"


@pytest.mark.parametrize("sign", sorted({sign for signs in texts_of(UNICODE) for sign in signs}))
def test_every_sign_has_one_ascii_character_in_its_place(sign: str) -> None:
    plain = without_letters(sign)
    assert len(plain) == 1
    assert plain.isascii()
    assert plain.isprintable()


@EXAMPLES
@given(st.text(st.characters(exclude_categories=["Cs", "M"]), max_size=30))
def test_any_text_can_be_written_where_there_is_only_ascii(text: str) -> None:
    plain = without_letters(text)
    assert plain.isascii()
    assert len(plain) == len(text)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1258"])
def test_letters_that_an_encoding_has_are_kept(encoding: str) -> None:
    text = "à Đống Đa ở"
    kept = text.encode(encoding, ERRORS_NAME).decode(encoding)
    assert len(kept) == len(text)
    assert ("à" in kept) == (encoding != "ascii")


def test_the_handler_stands_in_for_encoding_errors_only() -> None:
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", ERRORS_NAME)
