"""Fetch the pinned front-end assets from npm into static/vendor; Node is needed here, not to run the product.

    python scripts/vendor_assets.py                    # npm pack each package
    python scripts/vendor_assets.py --tarballs FOLDER  # use tarballs already fetched

The design system's crest and the GDS Transport typeface may be used by gov.uk services only, so both are
taken out of its style sheet, and the script stops if any ``url(`` is left.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
PREFIX = "package/"

CHARSET = '@charset "UTF-8";'
SYSTEM_FONT = 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif'

# The design system's package names its licence (MIT) without enclosing the text.
GOVUK_LICENCE = """\
The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


def without_source_map(text: str) -> str:
    """The file without its pointer to a source map that is not vendored."""
    return re.sub(r"\s*(//|/\*)# sourceMappingURL=\S+( \*/)?\s*$", "\n", text)


def rebranded(css: str) -> str:
    """The style sheet without crest and GDS Transport; the typeface becomes a custom property."""
    css = re.sub(r"/\*! Copyright \(c\) 2011 by Margaret Calvert[^*]*\*/", "", css)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"[^{};]*\{[^{}]*url\([^{}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", "var(--council-font)")
    if "url(" in css or "GDS Transport" in css:
        raise SystemExit("The style sheet still refers to a file or typeface that is not vendored.")
    css = without_source_map(css).removeprefix(CHARSET)
    return f"{CHARSET}:root{{--council-font:{SYSTEM_FONT}}}{css}"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file of a package: where it lies in the tarball, its name here, and what is changed on the way."""

    source: str
    name: str
    change: Callable[[str], str] = without_source_map


@dataclass(frozen=True, slots=True)
class Package:
    """A pinned npm package and the files taken from it."""

    name: str
    version: str
    assets: tuple[Asset, ...]
    licence: str | None = None  # text, where the tarball encloses none

    @property
    def tarball(self) -> str:
        return f"{self.name}-{self.version}.tgz"


PACKAGES = (
    Package(
        "govuk-frontend",
        "6.3.0",
        (
            Asset("dist/govuk/govuk-frontend.min.css", "govuk-frontend.min.css", rebranded),
            Asset("dist/govuk/govuk-frontend.min.js", "govuk-frontend.min.js"),
        ),
        licence=GOVUK_LICENCE,
    ),
    Package("htmx.org", "2.0.11", (Asset("dist/htmx.min.js", "htmx.min.js"),)),
    Package("idiomorph", "0.8.0", (Asset("dist/idiomorph-ext.min.js", "idiomorph-ext.min.js"),)),
)


def pack(package: Package, folder: Path) -> Path:
    """Fetch the package's tarball into ``folder`` with npm."""
    subprocess.run(
        ["npm", "pack", "--silent", f"{package.name}@{package.version}", "--pack-destination", str(folder)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return folder / package.tarball


def read(tarball: tarfile.TarFile, source: str) -> str:
    """One text file of the tarball."""
    member = tarball.extractfile(PREFIX + source)
    if member is None:
        raise SystemExit(f"{source} is not a file of the package.")
    return member.read().decode("utf-8")


def vendor(package: Package, tarball_path: Path) -> None:
    """Write the package's files and its licence into static/vendor."""
    with tarfile.open(tarball_path) as tarball:
        for asset in package.assets:
            text = asset.change(read(tarball, asset.source))
            (VENDOR / asset.name).write_text(text, encoding="utf-8")
        licence = package.licence or read(tarball, "LICENSE")
    (VENDOR / f"{package.name}.LICENCE.txt").write_text(licence, encoding="utf-8")
    print(f"{package.name} {package.version}")


def main() -> None:
    """Vendor every package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tarballs", type=Path, help="a folder of tarballs already fetched")
    folder: Path | None = parser.parse_args().tarballs
    VENDOR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        for package in PACKAGES:
            vendor(package, folder / package.tarball if folder else pack(package, Path(temporary)))


if __name__ == "__main__":
    main()
