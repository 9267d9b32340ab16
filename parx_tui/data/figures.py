"""Figures, dates and periods as people read them in the language in use."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from parx_tui.i18n import Language, _

QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def count_text(number: int, language: Language) -> str:
    """Return a count with its thousands apart: 1.045.510 in Vietnamese, 1,045,510 in English."""
    text = f"{number:,}"
    return text.replace(",", ".") if language == "vi" else text


def percent_text(share: Decimal, language: Language, decimals: int = 2) -> str:
    """Return a share between 0 and 1 as a percentage: 99,78% in Vietnamese, 99.78% in English.

    ``share`` must have no more digits than are shown, or the text would round it once more.
    """
    text = f"{share * 100:.{decimals}f}%"
    return text.replace(".", ",") if language == "vi" else text


def date_text(day: date) -> str:
    """Return a day as dd/MM/yyyy."""
    return f"{day:%d/%m/%Y}"


def period_text(code: str) -> str:
    """Return a period code in words: Quý II/2022 for 2022-Q2; an unknown form is returned as it is."""
    if found := re.fullmatch(r"(\d{4})", code):
        return _("year {year}").format(year=found[1])
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", code):
        return _("quarter {quarter}/{year}").format(quarter=QUARTERS[found[2]], year=found[1])
    if found := re.fullmatch(r"(\d{4})-H([12])", code):
        message = _("first half of {year}") if found[2] == "1" else _("second half of {year}")
        return message.format(year=found[1])
    if found := re.fullmatch(r"(\d{4})-9M", code):
        return _("first nine months of {year}").format(year=found[1])
    if found := re.fullmatch(r"(\d{4})-(\d{2})", code):
        return _("month {month}/{year}").format(month=int(found[2]), year=found[1])
    return code


def value_text(value: object, language: Language) -> str:
    """Return a value of a report as people read it: counts, shares, days and texts; a dash for nothing."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return count_text(value, language)
    if isinstance(value, Decimal):
        return percent_text(value, language)
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    return date_text(value) if isinstance(value, date) else str(value)


def quantity_text(value: Decimal, unit: str, language: Language) -> str:
    """Return a reported figure or a target in its unit: a share as a percentage, other numbers as they are."""
    if unit == "ratio":
        percent = f"{(value * 100).normalize():f}%"
        return percent.replace(".", ",") if language == "vi" else percent
    if value == value.to_integral_value():
        return count_text(int(value), language)
    text = f"{value.normalize():f}"
    return text.replace(".", ",") if language == "vi" else text


def range_text(first: date, last: date) -> str:
    """Return the days of a period; the years are left out of a range inside one year."""
    if first.year == last.year:
        return f"{first:%d/%m}–{last:%d/%m}"
    return f"{date_text(first)}–{date_text(last)}"
