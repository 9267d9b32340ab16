"""What is shown on a terminal; the only part that knows Rich and Textual."""
