"""The command line: arguments in, exit code out. ``main`` is the entry point of the program."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line and leave with its exit code; Ctrl+C leaves with 130 at any moment."""
    try:
        from parx_tui.cli.run import run

        code = run(sys.argv[1:])
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        # The reader has seen enough, as with "| head".
        code = 0
    # Files are closed and streams flushed: taking interpreter and DuckDB apart would be a tenth of
    # the whole run, and a second chance to trip over a closed pipe.
    os._exit(code)
