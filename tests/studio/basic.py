"""LibreOffice as a person uses it: a file is opened, changed through its own API, saved."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

from docgen.pdf import Office

_LIBRARY = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
{element}</library:library>
"""
_LIBRARIES = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library"
 xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/{kind}.xlb/"
  xlink:type="simple" library:link="false"/>
</library:libraries>
"""
_MODULE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{code}</script:module>
"""
_CODE = """\
Function Found(doc, words As String)
  search = doc.createSearchDescriptor()
  search.SearchString = words
  Found = doc.findFirst(search)
End Function

Sub Run(source As String, target As String)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden"
  how(0).Value = True
  doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, how())
{steps}
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName"
  saved(0).Value = "MS Word 2007 XML"
  doc.storeToURL(target, saved())
  doc.close(True)
End Sub
"""


def edited(docx: bytes, steps: str, office: Office, folder: Path) -> bytes:
    """Return what LibreOffice saves after these steps in Basic; `doc` is the open document.

    The folder keeps its profile, so a second edit there starts sooner.
    """
    before, after, profile = folder / "before.docx", folder / "after.docx", folder / "profile"
    before.write_bytes(docx)
    start = [
        str(office.path),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
    ]
    if not profile.exists():
        _run([*start, "--terminate_after_init"])  # a profile that is new runs no macro
    _install(_CODE.format(steps=steps), profile / "user" / "basic")
    macro = f'macro:///Standard.Module1.Run("{before.as_uri()}","{after.as_uri()}")'
    _run([*start, macro])
    return after.read_bytes()


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def _install(code: str, basic: Path) -> None:
    standard = basic / "Standard"
    standard.mkdir(parents=True, exist_ok=True)
    element = ' <library:element library:name="Module1"/>\n'
    for kind, held in (("script", element), ("dialog", "")):
        (basic / f"{kind}.xlc").write_text(_LIBRARIES.format(kind=kind), encoding="utf-8")
        (standard / f"{kind}.xlb").write_text(_LIBRARY.format(element=held), encoding="utf-8")
    module = _MODULE.format(code=escape(code))
    (standard / "Module1.xba").write_text(module, encoding="utf-8")
