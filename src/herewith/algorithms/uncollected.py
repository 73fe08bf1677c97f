"""Work that makes records by the hundred thousand, without Python looking for cycles meanwhile.

Records are frozen and hold no cycles, so that there is nothing to be found; looking for them
again and again takes a tenth of the time. What holds no cycle is freed as ever.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off the search for cycles until the end.

    >>> with uncollected():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
