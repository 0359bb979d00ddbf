"""The budgets of the house: sizes, names, docstrings. House §4."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(p for p in (ROOT / "gongkai").rglob("*.py") if "migrations" not in p.parts)
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def trees():
    return {path: ast.parse(path.read_text("utf-8")) for path in SOURCES}


def functions(tree: ast.AST):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def test_no_source_file_is_long():
    assert {str(p.relative_to(ROOT)): lines(p) for p in SOURCES if lines(p) > 500} == {}


def test_files_are_mostly_short():
    sizes = [lines(p) for p in SOURCES if p.name != "__init__.py"]
    assert (statistics.median(sizes) <= 120, percentile(sizes, 0.9) <= 330) == (True, True), sizes


def test_no_test_file_is_long():
    assert {p.name: lines(p) for p in TESTS if lines(p) > 600} == {}


def test_no_function_is_long():
    long = {
        f"{path.relative_to(ROOT)}:{node.name}": node.end_lineno - node.lineno + 1
        for path, tree in trees().items()
        for node in functions(tree)
        if node.end_lineno - node.lineno + 1 > 80
    }
    assert long == {}


def test_functions_are_mostly_short():
    sizes = [node.end_lineno - node.lineno + 1 for tree in trees().values() for node in functions(tree)]
    assert statistics.median(sizes) <= 12
    assert percentile(sizes, 0.9) <= 32


def test_folders_are_readable():
    folders = [p for p in [ROOT, *(ROOT / "gongkai").rglob("*"), *(ROOT / "tests").rglob("*")] if p.is_dir()]
    crowded = {}
    for folder in folders:
        if {"__pycache__", ".venv", "calendar"} & set(folder.parts):
            continue
        entries = [p for p in folder.iterdir() if p.name not in {"__pycache__", "__init__.py"} and p.name[0] != "."]
        if len(entries) > 30:
            crowded[str(folder)] = len(entries)
    assert crowded == {}


def test_templates_and_styles_are_laid_out_like_code():
    """Decision 0011."""
    for kind in ("html", "css", "js"):
        widths = {
            f"{path.name}:{number}": len(line)
            for path in sorted((ROOT / "gongkai/fronts").rglob(f"*.{kind}"))
            for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        }
        assert percentile(list(widths.values()), 0.9) <= 120, kind
        assert {place: width for place, width in widths.items() if width > 400} == {}


def test_settings_stay_small():
    assert lines(ROOT / "gongkai/project/settings.py") <= 250


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "misc", "base"])
def test_no_module_is_an_attic(name):
    assert [p for p in SOURCES if p.stem.strip("_") == name] == []


def test_imports_stand_at_the_top():
    inside = total = 0
    for path, tree in trees().items():
        nested = {
            id(node)
            for function in functions(tree)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        every = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        if "domain" in path.parts:
            assert not nested, path
        inside += len(nested)
        total += len(every)
    assert inside / total <= 0.02


def is_spoken_for(path: Path) -> bool:
    """Domain, operations and queries promise a docstring and types on every public function."""
    text = str(path.relative_to(ROOT))
    return "/domain/" in text or "/operations" in text or "/queries" in text


def test_public_functions_say_what_they_promise():
    silent = []
    for path, tree in trees().items():
        if not is_spoken_for(path):
            continue
        for node in tree.body:
            members = node.body if isinstance(node, ast.ClassDef) else [node]
            for member in members:
                if not isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef) or member.name.startswith("_"):
                    continue
                arguments = [a for a in [*member.args.args, *member.args.kwonlyargs] if a.arg not in {"self", "cls"}]
                typed = member.returns is not None and all(a.annotation for a in arguments)
                if not (typed and ast.get_docstring(member)):
                    silent.append(f"{path.relative_to(ROOT)}:{member.name}")
    assert silent == []


def test_a_domain_package_opens_few_doors():
    """At most five verbs; the rest of what a package exports are its values."""
    for package in sorted((ROOT / "gongkai/domain").iterdir()):
        front = package / "__init__.py"
        if not package.is_dir() or not front.exists() or package.name == "__pycache__":
            continue
        exported = next(
            (
                [element.value for element in node.value.elts]
                for node in ast.parse(front.read_text("utf-8")).body
                if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
            ),
            [],
        )
        verbs = [name for name in exported if name[0].islower()]
        assert len(verbs) <= 5, (package.name, verbs)
        hidden = [p.name for p in package.glob("*.py") if not p.name.startswith("_")]
        assert hidden == [], f"{package.name}: modules other than the front door start with _"
