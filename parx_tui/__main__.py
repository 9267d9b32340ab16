"""``python -m parx_tui``."""

from parx_tui.cli import main

main()
