"""Settings: what the command line leaves open comes from the environment, then from the configuration file."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from parx_tui.data.names import nearest
from parx_tui.data.sqlfiles import sql_folder
from parx_tui.errors import DatabaseError, UsageError
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
    ``problem`` says that the file could not be read, and why, when it could not.
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
    """Return the path of the configuration file: the one that ``PARX_CONFIG`` names, which must be there, or the usual.

    A variable that holds nothing names nothing, as the usual folders of configuration files have it.
    """
    if named := _named_by("PARX_CONFIG"):
        return _expanded(named)
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else _expanded("~/.config")) / "parx-tui" / "config.toml"


def read_settings() -> Settings:
    """Read the configuration file.

    The usual one may be missing; when it stands there and cannot be read, its ``problem`` is to be told,
    and nothing may be guessed that it may name.

    Raises ``UsageError`` when the file says something unknown, and when ``PARX_CONFIG`` names one that
    is missing or cannot be read.
    """
    path = config_path()
    try:
        # A pipe would keep every command waiting, and a device never end.
        if path.exists() and not (path.is_file() or path.is_dir() or path.samefile(os.devnull)):
            raise OSError(_("it is no file"))
        # Editors on Windows put a byte order mark before the text.
        text = path.read_text("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as error:
        return Settings() if _is_absent(path) else _unreadable(path, error)
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
        _refuse_wrong_value(path, key, value)
    return Settings(**content)


def _named_by(variable: str) -> str | None:
    """Return what a variable of the environment names; ``None`` where it is not set or holds nothing."""
    named = os.environ.get(variable, "")
    return named if named.strip() else None


def _expanded(named: str) -> Path:
    """Return a path with ``~`` replaced by the home folder, where there is one."""
    path = Path(named)
    # Who has no home has no file there either, which is told where the path is used.
    with suppress(RuntimeError):
        path = path.expanduser()
    return path


def _is_absent(path: Path) -> bool:
    """Tell whether there is no usual configuration file, rather than one that cannot be reached."""
    if _named_by("PARX_CONFIG") or path.parent.is_file():
        return False
    return not any(step.is_symlink() and not step.exists() for step in (path, *path.parents))


def _refuse_wrong_value(path: Path, key: str, value: object) -> None:
    """Raise ``UsageError`` for a setting that is empty or not of its type."""
    wanted = SETTING_TYPES[key]
    if isinstance(value, str) and not value.strip():
        raise UsageError(
            _("In the configuration file {path}, {key} holds nothing; give it a value, or leave the line out.").format(
                path=path, key=key
            )
        )
    if isinstance(value, wanted) and (wanted is not dict or all(isinstance(text, str) for text in value.values())):  # type: ignore[attr-defined]
        return
    messages = {
        str: _("In the configuration file {path}, {key} must be a text in quotes."),
        bool: _("In the configuration file {path}, {key} must be true or false."),
        dict: _('In the configuration file {path}, {key} must be a section of lines such as: sort = "s"'),
    }
    raise UsageError(messages[wanted].format(path=path, key=key))


def _unreadable(path: Path, error: Exception) -> Settings:
    """Return empty settings, with why the configuration file cannot be read.

    Raises ``UsageError`` when ``PARX_CONFIG`` names the file.
    """
    reason: object = error.strerror or error if isinstance(error, OSError) else error
    if isinstance(error, FileNotFoundError):
        reason = _("it is not there")
    if _named_by("PARX_CONFIG"):
        raise UsageError(
            _(
                "Cannot read the configuration file {path}, which PARX_CONFIG names: {reason}. "
                "Mend it, or name another."
            ).format(path=path, reason=reason)
        ) from error
    return Settings(problem=_("Cannot read the configuration file {path}: {reason}.").format(path=path, reason=reason))


def remark_on(settings: Settings) -> str | None:
    """Return what is to be said when the program goes on without the configuration file; ``None`` where it is read."""
    return " ".join([settings.problem, _("It is left aside.")]) if settings.problem else None


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
    """Return the database asked for, else that of ``PARX_DB``, the configuration file, else the sample.

    The sample is made up, so it is chosen where nothing was asked for, and never in the place of a
    database that was.

    Raises ``UsageError`` when the configuration file could not be read or ``PARX_CONFIG`` holds nothing,
    ``DatabaseError`` when ``PARX_DB`` holds nothing, and nothing else names a database.
    """
    if asked is not None:
        return asked
    if named := _named_by("PARX_DB"):
        return _expanded(named).absolute()
    if settings.problem:
        raise UsageError(
            " ".join([settings.problem, _("It may name the database: mend the file, or name the database with --db.")])
        )
    if settings.database:
        return _expanded(settings.database).absolute()
    said = _("{variable} is set and names nothing. Give it a path, or unset it to open the sample.")
    if "PARX_DB" in os.environ:
        raise DatabaseError(said.format(variable="PARX_DB"))
    if "PARX_CONFIG" in os.environ and not _named_by("PARX_CONFIG"):
        raise UsageError(said.format(variable="PARX_CONFIG"))
    return sample_path()


def place_of_database(settings: Settings) -> str | None:
    """Return what names the database where no option does; ``None`` where nothing does."""
    if _named_by("PARX_DB"):
        return "PARX_DB"
    if settings.database:
        return _("the configuration file {path}").format(path=config_path())
    return None


def sample_path() -> Path:
    """Return the path of the sample that comes with the program."""
    return sql_folder().parent / "sample.duckdb"


def choose_memory_limit(asked: str | None, settings: Settings) -> str | None:
    """Return the memory limit asked for, else of ``PARX_MEMORY_LIMIT``, of the configuration file, else ``None``."""
    return asked or os.environ.get("PARX_MEMORY_LIMIT") or settings.memory_limit
