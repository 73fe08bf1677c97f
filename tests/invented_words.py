"""What invented words are put together from, in tests and benchmarks."""

from __future__ import annotations

__all__ = ["SYLLABLES"]

SYLLABLES = tuple(
    part
    for line in ("ka ro min ter sal ven do lis par", "gan tu mor el vi ste ran ber lo")
    for part in line.split()
)
