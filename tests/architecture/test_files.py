"""Files stay small, say what they are, and know nothing of the machine they were written on."""

from __future__ import annotations

import ast
import re

from tests.architecture.source import name, ours

LONGEST = 300
ANOTHER_MACHINE = re.compile(
    r"(?<![\w.}])/(?:work|root|tmp|Users|home/\w+)/"
    r"|\.\./shared\b"
    r"|\bregistry\.npmjs\.|\bregistry\.yarnpkg\.|\bpypi\.org\b|\bpythonhosted\.|\bdeb\.debian\.",
)
BINARY = {".gif", ".ico", ".jpg", ".pdf", ".png", ".ttf", ".woff", ".woff2", ".xlsx"}


def test_every_module_says_what_it_is() -> None:
    """An ``__init__.py`` without code needs no words."""
    silent = []
    for path in ours(".py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body and not ast.get_docstring(tree):
            silent.append(name(path))
    assert silent == []


def test_no_file_outgrows_its_reader() -> None:
    """A migration is history, not a text to work on."""
    files = [path for path in ours(".py", under="webapp") if path.parent.name != "versions"]
    files += ours(".html", under="templates")
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {file: lines for file, lines in lengths.items() if lines > LONGEST} == {}


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    found = []
    for path in ours():
        if path.suffix in BINARY:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if match := ANOTHER_MACHINE.search(line):
                found.append(f"{name(path)}:{number} {match.group()}")
    assert found == []


def test_one_module_alone_knows_the_headers_of_htmx() -> None:
    """Pages ask that module what kind of request this is, so a new version of HTMX changes one file."""
    files = ours(".py", under="webapp") + ours(".html", under="templates")
    naming = [name(path) for path in files if re.search(r"\bHX-[A-Z]", path.read_text(encoding="utf-8"))]
    assert naming == ["webapp/web/htmx.py"]
