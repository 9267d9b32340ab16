"""Widgets: lines of cells, the table, and the input."""
