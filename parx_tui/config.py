"""Settings: what the command line leaves open comes from the environment, then from the configuration file."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path

from parx_tui.data.sqlfiles import sql_folder
from parx_tui.errors import UsageError
from parx_tui.i18n import LANGUAGES, Language, _, language_of_locale

DEFAULT_MEMORY_LIMIT = "2GB"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the configuration file; ``None`` where it says nothing.

    ``database`` is the path of a database, ``language`` vi or en, ``memory_limit`` a size with
    its unit such as "2GB".
    """

    database: str | None = None
    language: str | None = None
    memory_limit: str | None = None


def config_path() -> Path:
    """Return the path of the configuration file, which need not exist."""
    if named := os.environ.get("PARX_CONFIG"):
        return Path(named)
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "parx-tui" / "config.toml"


def read_settings() -> Settings:
    """Read the configuration file.

    Raises ``UsageError`` when it cannot be read or says something unknown.
    """
    path = config_path()
    try:
        if not path.exists():
            return Settings()
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error
    import tomllib

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, error) from error
    known = [field.name for field in fields(Settings)]
    for key, value in content.items():
        if key not in known:
            raise UsageError(
                _("The configuration file {path} has an unknown setting {key}; it may have: {known}.").format(
                    path=path, key=key, known=", ".join(known)
                )
            )
        if not isinstance(value, str):
            raise UsageError(
                _("In the configuration file {path}, {key} must be a text in quotes.").format(path=path, key=key)
            )
    return Settings(**content)


def _unreadable(path: Path, error: Exception) -> UsageError:
    """Return the error for a configuration file that cannot be read."""
    return UsageError(_("Cannot read the configuration file {path}: {reason}.").format(path=path, reason=error))


def choose_language(asked: str | None) -> Language:
    """Return the language asked for, else that of ``PARX_LANG``, the configuration file, the locale.

    Raises ``UsageError`` when one of them names another language than vi or en.
    """
    for place, named in (
        ("--lang", asked),
        ("PARX_LANG", os.environ.get("PARX_LANG")),
        (str(config_path()), read_settings().language),
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


def choose_database(asked: Path | None) -> Path:
    """Return the database asked for, else that of ``PARX_DB``, the configuration file, else the sample."""
    if asked is not None:
        return asked
    if named := os.environ.get("PARX_DB") or read_settings().database:
        return Path(named).expanduser()
    return sql_folder().parent / "sample.duckdb"


def choose_memory_limit(asked: str | None) -> str | None:
    """Return the memory limit asked for, else of ``PARX_MEMORY_LIMIT``, of the configuration file, else ``None``."""
    return asked or os.environ.get("PARX_MEMORY_LIMIT") or read_settings().memory_limit
