"""The rules for a text and its translation, one module for each kind of difference."""
