"""The language of everything that the program says: Vietnamese or English.

Messages are written in English in the code and translated by gettext catalogues in ``locale/``.
Click looks its own messages up through the standard gettext domain, which points here too.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path
from typing import Literal, get_args

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DOMAIN = "parx_tui"
LOCALE_FOLDER = Path(__file__).resolve().parent / "locale"

_translations: gettext.NullTranslations = gettext.NullTranslations()
_language: Language = "vi"


def use_language(language: Language) -> None:
    """Speak ``language`` from now on, Click's own messages included."""
    global _language, _translations
    _language = language
    _translations = gettext.translation(DOMAIN, LOCALE_FOLDER, [language], fallback=True)
    # Click asks the process-wide domain, and that one knows languages by this variable alone.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, LOCALE_FOLDER)
    gettext.textdomain(DOMAIN)


def language_in_use() -> Language:
    """Return the language that ``use_language`` chose last."""
    return _language


def _(message: str) -> str:
    """Return ``message`` in the language in use."""
    # For the empty message gettext would return the head of the catalogue.
    return _translations.gettext(message) if message else message


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form of the message that goes with ``number``, in the language in use."""
    return _translations.ngettext(singular, plural, number)


def N_(message: str) -> str:
    """Mark a message for translation where it is written, to be translated where it is shown."""
    return message


def language_of_locale(environ: dict[str, str]) -> Language:
    """Return the language that the locale asks for: vi, en for any English, else Vietnamese."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(variable):
            return "en" if value.lower().startswith("en") else "vi"
    return "vi"
