"""docs/reports.md and docs/reports.vi.md, from the headers of the reports: ``python -m tests.reports_page``."""

from __future__ import annotations

from parx_tui.data.pages import shown_columns
from parx_tui.data.reports import REPORTS, report_file
from parx_tui.i18n import Language, _
from tests.pages import pages, speaking, wrapped

PAGES = pages("reports")

BEGINNING: dict[Language, list[str]] = {
    "en": [
        "# Reports",
        "",
        "[Tiếng Việt](reports.vi.md) · [options](options.md) · [loading](loading.md)",
        "",
        "What `parx-tui reports` prints; made by `make page` from the headers of their SQL files.",
        "",
        "`<by>` stands for what the rows are listed by, such as `agency`. With `--labels` words head the columns.",
        "",
    ],
    "vi": [
        "# Các báo cáo",
        "",
        "[English](reports.md) · [tùy chọn](options.vi.md) · [nạp dữ liệu](loading.vi.md)",
        "",
        "Nội dung do `parx-tui reports` in ra.",
        "",
        "`<by>` là cách chia dòng đã chọn bằng `--by`, ví dụ `agency`. Với `--labels`, tiêu đề cột được ghi bằng lời.",
        "",
    ],
}
COLUMN_HEADINGS: dict[Language, str] = {"en": "| column | meaning |", "vi": "| cột | ý nghĩa |"}

VIETNAMESE_NAMES = {
    "drill": "Tình hình giải quyết",
    "compare": "So sánh các kỳ",
    "gauges": "Mức thực hiện chỉ tiêu",
    "trend": "Diễn biến các kỳ",
    "filings": "Danh sách hồ sơ",
    "procedures": "Số lượng thủ tục hành chính",
    "procedure_list": "Danh mục thủ tục hành chính",
    "targets": "Chỉ tiêu được giao",
    "reported": "Số liệu đã báo cáo",
    "returns": "Biểu 06 do đơn vị nộp",
    "loads": "Các lần nạp",
    "changes": "Thay đổi do nạp lại",
    "rejects": "Dòng bị loại khi nạp",
    "quarantine": "Dữ liệu mâu thuẫn, chưa tính",
    "coverage_list": "Mức đầy đủ của số liệu",
    "check_rows": "Kiểm tra dữ liệu",
    "quality": "Chất lượng dữ liệu",
}
"""What each report is called in Vietnamese; in English its id says it."""


def reports_page(language: Language) -> str:
    """Return the page as the headers say it, in a language."""
    lines = [*BEGINNING[language]]
    with speaking(language):
        for name in REPORTS:
            view = report_file(name)
            lines += [heading(name, language), "", *wrapped(_(view.grain)), ""]
            lines += [COLUMN_HEADINGS[language], "| --- | --- |"]
            columns = shown_columns(view, "<by>")
            lines += [f"| `{column}` | {_(view.columns[source])} |" for column, source in columns.items()]
            lines.append("")
    return "\n".join(lines)


def heading(name: str, language: Language) -> str:
    """Return the heading of a report."""
    return f"## {name}" if language == "en" else f"## {VIETNAMESE_NAMES[name]} (`{name}`)"


if __name__ == "__main__":
    for written, page in PAGES.items():
        page.write_text(reports_page(written), "utf-8")
