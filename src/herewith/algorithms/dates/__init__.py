"""The parts of the date grammar: shapes on the page, and what they mean in days."""
