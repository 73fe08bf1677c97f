"""Herewith: from a box of official correspondence to an edition one can read, check and cite."""

__version__ = "0.1.0"

RULES = "1"
"""Version of the rules by which statements are made; printed in every JSON document."""

__all__ = ["RULES", "__version__"]
