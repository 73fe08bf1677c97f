"""Pure functions, one method per module."""
