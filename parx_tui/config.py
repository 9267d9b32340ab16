"""Settings: what the command line leaves open comes from the environment, then from the configuration file."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from parx_tui.data.names import nearest
from parx_tui.data.sqlfiles import sql_folder
from parx_tui.errors import UsageError
from parx_tui.i18n import LANGUAGES, Language, _, language_of_locale

DEFAULT_MEMORY_LIMIT = "2GB"

SETTING_TYPES: dict[str, type] = {
    "database": str,
    "language": str,
    "memory_limit": str,
    "theme": str,
    "calendar": str,
    "mouse": bool,
    "keys": dict,
}
"""What the configuration file may set."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the configuration file; ``None`` where it says nothing.

    ``database`` is the path of a database, ``language`` vi or en, ``memory_limit`` a size with its
    unit such as "2GB", ``theme`` the colours of the text UI, ``calendar`` the calendar of the
    periods, ``mouse`` whether the text UI listens to it, ``keys`` the keys of its actions.
    ``problem`` says why the file could not be read, when it could not.
    """

    database: str | None = None
    language: str | None = None
    memory_limit: str | None = None
    theme: str | None = None
    calendar: str | None = None
    mouse: bool | None = None
    keys: dict[str, str] = field(default_factory=dict)
    problem: str | None = None


def config_path() -> Path:
    """Return the path of the configuration file, which need not exist."""
    if named := os.environ.get("PARX_CONFIG"):
        return Path(named)
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "parx-tui" / "config.toml"


def read_settings() -> Settings:
    """Read the configuration file. One that cannot be read stops nothing: its ``problem`` is to be told.

    Raises ``UsageError`` when it says something unknown.
    """
    path = config_path()
    try:
        if not path.exists():
            return Settings()
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return _unreadable(path, error)
    import tomllib

    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return _unreadable(path, error)
    for key, value in content.items():
        if key not in SETTING_TYPES:
            raise UsageError(
                _("The configuration file {path} has an unknown setting {key}. Nearest: {names}").format(
                    path=path, key=key, names=", ".join(nearest(key, SETTING_TYPES) or SETTING_TYPES)
                )
            )
        _refuse_other_type(path, key, value)
    return Settings(**content)


def _refuse_other_type(path: Path, key: str, value: object) -> None:
    """Raise ``UsageError`` for a setting that is not of its type."""
    wanted = SETTING_TYPES[key]
    if isinstance(value, wanted) and (wanted is not dict or all(isinstance(text, str) for text in value.values())):  # type: ignore[attr-defined]
        return
    messages = {
        str: _("In the configuration file {path}, {key} must be a text in quotes."),
        bool: _("In the configuration file {path}, {key} must be true or false."),
        dict: _('In the configuration file {path}, {key} must be a section of lines such as: sort = "s"'),
    }
    raise UsageError(messages[wanted].format(path=path, key=key))


def _unreadable(path: Path, error: Exception) -> Settings:
    """Return empty settings, with why the configuration file cannot be read."""
    return Settings(
        problem=_("Cannot read the configuration file {path}: {reason}. It is left aside.").format(
            path=path, reason=error
        )
    )


def choose_language(asked: str | None, settings: Settings) -> Language:
    """Return the language asked for, else that of ``PARX_LANG``, the configuration file, the locale.

    Raises ``UsageError`` when one of them names another language than vi or en.
    """
    for place, named in (
        ("--lang", asked),
        ("PARX_LANG", os.environ.get("PARX_LANG")),
        (str(config_path()), settings.language),
    ):
        if not named:
            continue
        for language in LANGUAGES:
            if language == named:
                return language
        raise UsageError(
            _("{place} asks for the language {language}; it can be vi or en.").format(place=place, language=named)
        )
    return language_of_locale(dict(os.environ))


def choose_database(asked: Path | None, settings: Settings) -> Path:
    """Return the database asked for, else that of ``PARX_DB``, the configuration file, else the sample."""
    if asked is not None:
        return asked
    if named := os.environ.get("PARX_DB") or settings.database:
        return Path(named).expanduser()
    return sample_path()


def sample_path() -> Path:
    """Return the path of the sample that comes with the program."""
    return sql_folder().parent / "sample.duckdb"


def choose_memory_limit(asked: str | None, settings: Settings) -> str | None:
    """Return the memory limit asked for, else of ``PARX_MEMORY_LIMIT``, of the configuration file, else ``None``."""
    return asked or os.environ.get("PARX_MEMORY_LIMIT") or settings.memory_limit
