"""What the table of a screen shows of a report, and where its rows lead."""
