"""Quality on the built-in sample, stage by stage, against its author's key."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.golden.scoring import Sample

from herewith.project import open_project
from herewith.project.demo import make_demo


def main() -> None:
    """Build the sample edition in a temporary folder and print its scores."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "demo"
        make_demo(root)
        project = open_project(root)
        project.run()
        edition = project.edition()
        for score in Sample(edition).scores():
            print(score)
            if "-v" in sys.argv:
                for miss in score.misses:
                    print(f"    missed  {miss}")
                for extra in score.extras:
                    print(f"    extra   {extra}")


if __name__ == "__main__":
    main()
