"""The rules for two texts in one language, one module for each kind of difference."""
