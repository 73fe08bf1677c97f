"""Differences of substance between two texts in one language or in two."""
