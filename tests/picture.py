"""Pictures that the program draws itself: ``docs/screen.svg``, and screens as text that a test holds it to."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, replace
from pathlib import Path

from parx_tui.config import sample_path
from parx_tui.data.drill import DrillPath
from parx_tui.data.questions import Question
from parx_tui.i18n import Language, use_language
from parx_tui.ui.terminal import Appearance
from tests.pilot import APPEARANCE, opened

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "screen.svg"
SNAPSHOTS = Path(__file__).resolve().parent / "snapshots"
FONT_FROM_THE_NET = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


async def picture() -> str:
    """Return the drill of Quy Nhơn by agency as SVG, with fonts of the reader's machine."""
    question = Question(path=DrillPath(by="agency", city="540", period="2021-04"), sort="resolved_late:desc")
    async with opened(sample_path(), question, size=(100, 24)) as driver:
        await driver.press("down", "right", "right")
        await driver.trend()
        svg = driver.app.export_screenshot(title="parx-tui --city 540 --period 2021-04 --sort resolved_late:desc")
    return FONT_FROM_THE_NET.sub("", svg).replace("Fira Code", "DejaVu Sans Mono, Consolas, Menlo")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A screen: what is asked, the keys pressed then, the size, the language and the appearance."""

    path: DrillPath
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (80, 24)
    language: Language = "vi"
    appearance: Appearance = APPEARANCE


AGENCIES = DrillPath(by="agency", city="540", period="2021-04")
SCREENS = {
    "drill-80x24-vi": Snapshot(AGENCIES),
    "drill-120x40-en": Snapshot(AGENCIES, size=(120, 40), language="en"),
    "drill-40x10-vi": Snapshot(AGENCIES, size=(40, 10)),
    "drill-80x24-ascii-vi": Snapshot(AGENCIES, appearance=replace(APPEARANCE, ascii=True)),
    "compare-120x40-vi": Snapshot(AGENCIES, keys=("v",), size=(120, 40)),
    "targets-120x40-vi": Snapshot(DrillPath(city="01", period="2022-Q2"), keys=("2",), size=(120, 40)),
    "reported-80x24-vi": Snapshot(DrillPath(city="540", period="2021-04"), keys=("5",)),
    "procedures-80x24-en": Snapshot(DrillPath(city="01", period="2021-H1"), keys=("4",), language="en"),
    "filings-80x24-vi": Snapshot(AGENCIES, keys=("b", *"hồ sơ", "enter")),
    "help-80x24-vi": Snapshot(AGENCIES, keys=("?",)),
}


async def screen_text(path: Path, snapshot: Snapshot) -> str:
    """Return a screen of a database as text, with its trend where one is shown."""
    use_language(snapshot.language)
    question = Question(path=snapshot.path)
    async with opened(path, question, size=snapshot.size, appearance=snapshot.appearance) as driver:
        await driver.press(*snapshot.keys)
        if driver.has_trend:
            await driver.trend()
        return driver.text + "\n"


def main() -> None:
    """Draw all pictures anew."""
    use_language("vi")
    PICTURE.write_text(asyncio.run(picture()), "utf-8")
    for name, snapshot in SCREENS.items():
        (SNAPSHOTS / f"{name}.txt").write_text(asyncio.run(screen_text(sample_path(), snapshot)), "utf-8")


if __name__ == "__main__":
    main()
