"""A LibreOffice profile that trusts nothing: no links, no macros, no network, no traces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from docgen.records import Frozen, replace

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" \
xmlns:xs="http://www.w3.org/2001/XMLSchema" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>\n"
)
_EXPORT = "Office.Common/Filter/PDF/Export"
_SETTINGS = (
    # Linked pictures and files were fetched and printed under the default settings.
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Writer/Content/Update", "Chart", "false"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    # A proxy where nobody listens: what still asks the network gets no answer at once.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Office.Common/Misc", "CollectUsageInformation", "false"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    # A profile that no version has shown its window in yet: each start would try out for most of
    # a second what it can draw, and nothing of that is for a PDF.
    ("Setup/Product", "ooSetupLastVersion", "9999.9"),
)


class Export(Frozen):
    """What the PDFs are like.

    `archive` makes PDF/A-2b, for keeping; `tagged` makes them readable aloud;
    `destinations` lets joined documents be told apart.
    """

    archive: bool = False
    tagged: bool = True
    destinations: bool = False

    @property
    def form(self) -> str:
        """What these PDFs are, as far as it is not the usual."""
        return "pdf/a" if self.archive else "" if self.tagged else "untagged"

    @classmethod
    def of(cls, form: str) -> Export:
        """Return what makes PDFs of a form."""
        return cls(archive=form == "pdf/a", tagged=form != "untagged")

    def with_destinations(self) -> Export:
        """Return the same with destinations."""
        return replace(self, destinations=True)

    def settings(self) -> Iterator[tuple[str, str, str]]:
        """Yield LibreOffice's settings."""
        chosen = {
            "UseTaggedPDF": self.tagged or self.archive,
            "ExportBookmarks": True,  # an outline of headings
            "ExportBookmarksToPDFDestination": self.destinations,
            "DisplayPDFDocumentTitle": True,
        }
        for name, value in chosen.items():
            yield _EXPORT, name, str(value).lower()
        yield _EXPORT, "SelectPdfVersion", "2" if self.archive else "0"


# What LibreOffice needs to start and to find fonts; nothing else of the person's environment.
_KEPT = frozenset(
    "PATH HOME USERPROFILE HOMEDRIVE HOMEPATH APPDATA LOCALAPPDATA SYSTEMROOT SYSTEMDRIVE WINDIR "
    "COMSPEC PROGRAMFILES PROGRAMFILES(X86) PROGRAMW6432 PROGRAMDATA LD_LIBRARY_PATH "
    "FONTCONFIG_FILE FONTCONFIG_PATH XDG_DATA_HOME XDG_DATA_DIRS XDG_CACHE_HOME".split()
)


def write_profile(folder: Path, export: Export, build: str = "") -> None:
    """Make a new profile in `folder`, for the LibreOffice of that build.

    A profile that names its build has nothing to be cleared of: LibreOffice would do so, and then
    start a second time.
    """
    user = folder / "user"
    (user / "extensions").mkdir(parents=True)
    (user / "extensions" / "buildid").write_text(build, encoding="latin-1", errors="replace")
    settings = (*_SETTINGS, *export.settings())
    items = "".join(
        _ITEM.format(path=path, name=name, value=value) for path, name, value in settings
    )
    text = f"{_HEAD}{items}</oor:items>\n"
    (user / "registrymodifications.xcu").write_text(text, encoding="utf-8")


def office_environ(environ: Mapping[str, str], temporary: Path) -> dict[str, str]:
    """Return the environment LibreOffice runs in: its own temporary folder, UTC, no network."""
    kept = {name: value for name, value in environ.items() if name.upper() in _KEPT}
    own = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(temporary))
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy"), "http://127.0.0.1:9")
    return kept | own | nowhere | {"TZ": "UTC", "SAL_USE_VCLPLUGIN": "svp", "LC_ALL": "C.UTF-8"}
