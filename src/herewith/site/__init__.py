"""The reading room: page records, templates, server and freezer."""
