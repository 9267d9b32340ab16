"""Screens: the table with all around it, and what opens over it."""
