"""Run the benchmarks: all of them, or those named.

    python -m bench [NAME …]

Each module of this package that has a `main()` is a benchmark. One that needs the shared material
or a peer that is not installed says so and is counted as not run.
"""

from __future__ import annotations

import pkgutil
import sys
import time
from importlib import import_module

import bench


def names() -> list[str]:
    """The benchmarks, in order of name."""
    found = [m.name for m in pkgutil.iter_modules(bench.__path__) if m.name != "__main__"]
    return [name for name in found if hasattr(import_module(f"bench.{name}"), "main")]


def main(wanted: list[str]) -> int:
    """Run what is wanted; 2 if something wanted is not there."""
    known = names()
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"bench: there is no {', '.join(unknown)}; there are {', '.join(known)}")
        return 2
    for name in wanted or known:
        print(f"\n== {name} ==", flush=True)
        start = time.perf_counter()
        import_module(f"bench.{name}").main()
        print(f"({time.perf_counter() - start:.0f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
