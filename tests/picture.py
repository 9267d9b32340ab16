"""``docs/screen.svg``: the main screen, drawn by the program itself."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from parx_tui.config import sample_path
from parx_tui.data.drill import DrillPath
from parx_tui.data.reports import Question
from parx_tui.i18n import use_language
from tests.pilot import opened

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "screen.svg"
FONT_FROM_THE_NET = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


async def picture() -> str:
    """Return the drill of Quy Nhơn by agency as SVG, with fonts of the reader's machine."""
    question = Question(path=DrillPath(by="agency", city="540", period="2021-04"), sort="resolved_late:desc")
    async with opened(sample_path(), question, size=(100, 24)) as driver:
        await driver.press("down", "right", "right")
        await driver.trend()
        svg = driver.app.export_screenshot(title="parx-tui --city 540 --period 2021-04 --sort resolved_late:desc")
    return FONT_FROM_THE_NET.sub("", svg).replace("Fira Code", "DejaVu Sans Mono, Consolas, Menlo")


def main() -> None:
    """Draw the picture."""
    use_language("vi")
    PICTURE.write_text(asyncio.run(picture()), "utf-8")


if __name__ == "__main__":
    main()
