"""Errors that a user can do something about: each is one sentence and one exit code."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line; scripts rely on them."""

    OK = 0
    FAILED = 1
    USAGE = 2
    DATABASE = 3
    INTERRUPTED = 130


class ParxError(Exception):
    """A failure told in a sentence: what, where, what to do. Never shown with a traceback."""

    exit_code = ExitCode.FAILED


class QueryError(ParxError):
    """A query or a build could not be finished."""


class LoadError(ParxError):
    """A file that cannot be loaded as it is."""


class UsageError(ParxError):
    """An unknown name, period, column or format, or a setting that makes no sense."""

    exit_code = ExitCode.USAGE


class DatabaseError(ParxError):
    """A database that is missing, locked, damaged, of another version, or no parx database."""

    exit_code = ExitCode.DATABASE
