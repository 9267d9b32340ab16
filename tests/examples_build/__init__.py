"""The files of ``examples/``: ``python -m tests.examples_build`` writes all of them again."""
