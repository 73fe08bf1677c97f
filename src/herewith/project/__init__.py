"""Opens a folder, runs what is out of date, answers questions."""

from herewith.project.create import create
from herewith.project.explain import EvidencePlace, Explanation
from herewith.project.project import Project, open_project
from herewith.project.runner import RunReport, StageReport
from herewith.project.settings import Settings

__all__ = [
    "EvidencePlace",
    "Explanation",
    "Project",
    "RunReport",
    "Settings",
    "StageReport",
    "create",
    "open_project",
]
