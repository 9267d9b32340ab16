"""Texts of others, made harmless wherever they leave the program.

Names, notes, headers, paths and arguments may hold anything. A terminal takes some characters for commands: to move
its cursor, to set its title, to fill the clipboard. Others turn the text around them or take no room. Whatever goes to
a terminal, a clipboard or a file goes through here.
"""

from __future__ import annotations

import re

COMMANDS = r"\x00-\x1f\x7f-\x9f"
"""C0, DEL and C1, which terminals act upon, as a range of a regular expression."""

UNSEEN = (
    r"\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0001\U000e0020-\U000e007f"
)
"""What takes no room or turns the text round, breaks a line, or is half a character."""

NO_LETTERS = re.compile(f"[{COMMANDS}{UNSEEN}]")
NO_LETTERS_IN_LINES = re.compile(f"(?![\t\n])[{COMMANDS}{UNSEEN}]")
COMMANDS_IN_A_VALUE = re.compile(f"(?![\t\n\r])[{COMMANDS}]")


def clean(text: str) -> str:
    """Return a text of one line with a blank for each character that a terminal would not show as one."""
    return text if text.isprintable() else NO_LETTERS.sub(" ", text)


def clean_lines(text: str) -> str:
    """Return a text with a blank for each such character; the ends of its lines and its tabs stay."""
    return text if text.isprintable() else NO_LETTERS_IN_LINES.sub(" ", text)


def clean_value(text: str) -> str:
    """Return a value as it stands in a file that may be shown on a terminal: a blank for each command.

    All else stays as it is, for whoever compares it with what it was.
    """
    return text if text.isprintable() else COMMANDS_IN_A_VALUE.sub(" ", text)


def escaped(line: str) -> str:
    r"""Return a line of JSON with ``\u`` for each character that a terminal would not show; it says the same."""
    return line if line.isprintable() else NO_LETTERS.sub(_escape, line)


def _escape(found: re.Match[str]) -> str:
    """Return a character as JSON writes it in ASCII: by the numbers of its halves, where it has two."""
    digits = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{digits[place : place + 4]}" for place in range(0, len(digits), 4))
