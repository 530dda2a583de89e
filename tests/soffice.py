"""LibreOffice as a program of its own, for tests of what it makes of our files besides PDF."""

from __future__ import annotations

import subprocess
from pathlib import Path

from docgen.pdf import Export, Office
from docgen.pdf.profile import write_profile


def convert(office: Office, path: Path, folder: Path, to: str) -> None:
    """Convert a file with a new profile of `folder`, under which LibreOffice starts quickly."""
    profile = folder / "profile"
    if not profile.exists():
        write_profile(profile, Export(), office.build)
    command = [office.path, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    asked = ["--convert-to", to, "--outdir", folder, path]
    subprocess.run([*command, *asked], check=True, capture_output=True, timeout=120)
