"""docgen: paperwork of a school's mentoring programme, DOCX and PDF, from one YAML description.

What is named in `__all__` is the public API; everything else may change. The names are looked up
when first used, so that `import docgen` costs nothing:

    project = docgen.load(Path("programme.yaml"))
    if project.report.ok:
        built = docgen.build(project, Path("out"))
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.deferred import deferred

if TYPE_CHECKING:
    from docgen.diagnostics import Diagnostic, Place, Report, Severity
    from docgen.engine import (
        Built,
        Compiled,
        Executor,
        Failure,
        Output,
        Progress,
        Project,
        Reason,
        State,
        build,
        load,
        spared,
    )
    from docgen.engine import plan as make_plan
    from docgen.errors import (
        DataError,
        DocgenError,
        EnvironmentProblem,
        OutputError,
        TemplateError,
    )
    from docgen.facts import LeftOut
    from docgen.model import Programme
    from docgen.packs import PackStack
    from docgen.pdf import Conversion, Converter, LibreOffice, Office, require_soffice
    from docgen.plan import Job, Plan
    from docgen.register import Entry, Register
    from docgen.source import Source
else:
    __getattr__ = deferred(
        __name__,
        {
            "docgen.diagnostics": "Diagnostic Place Report Severity",
            "docgen.engine": "Built Compiled Executor Failure Output Progress Project Reason State"
            " build load make_plan=plan spared",
            "docgen.errors": "DataError DocgenError EnvironmentProblem OutputError TemplateError",
            "docgen.facts": "LeftOut",
            "docgen.model": "Programme",
            "docgen.packs": "PackStack",
            "docgen.pdf": "Conversion Converter LibreOffice Office require_soffice",
            "docgen.plan": "Job Plan",
            "docgen.register": "Entry Register",
            "docgen.source": "Source",
        },
    )

__version__ = "0.1.0"

__all__ = [
    "Built",
    "Compiled",
    "Conversion",
    "Converter",
    "DataError",
    "Diagnostic",
    "DocgenError",
    "Entry",
    "EnvironmentProblem",
    "Executor",
    "Failure",
    "Job",
    "LeftOut",
    "LibreOffice",
    "Office",
    "Output",
    "OutputError",
    "PackStack",
    "Place",
    "Plan",
    "Programme",
    "Progress",
    "Project",
    "Reason",
    "Register",
    "Report",
    "Severity",
    "Source",
    "State",
    "TemplateError",
    "__version__",
    "build",
    "load",
    "make_plan",
    "require_soffice",
    "spared",
]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
