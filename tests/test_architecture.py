"""Imports go one way: harvesters; models -> domain -> search -> web, api -> create_app -> cli, jobs."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SUPPORT = {"collapsing", "config", "db", "errors", "log", "clock", "languages", "site_address"}
LAYERS = {
    "harvesters": set(),
    "models": set(),
    "domain": {"models", "harvesters"},
    "search": {"models", "domain"},
    "web": {"models", "domain", "search"},
    "api": {"models", "domain", "search"},
    "jobs": {"models", "domain", "search"},
    "hints": {"models", "jobs"},
    "cli": {"models", "domain", "search", "api", "jobs", "hints", "create_app", "harvesters"},
}
FORBIDDEN_IN_HARVESTERS = {"flask", "sqlalchemy", "flask_sqlalchemy", "whoosh", "catalogue"}
VAGUE_NAMES = {"utils", "helpers", "common", "misc"}


def modules() -> list[Path]:
    return sorted(path for folder in ("harvesters", "catalogue") for path in (ROOT / folder).rglob("*.py"))


def layer_of(module: str) -> str:
    """The layer a dotted module name belongs to; `catalogue` itself is create_app."""
    top, *rest = module.split(".")
    if top == "harvesters":
        return "harvesters"
    return rest[0] if rest else "create_app"


def imports_of(path: Path) -> Iterator[tuple[str, bool]]:
    """Every module a file imports, and whether the import stands inside a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nested = {
        inner
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(outer)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node in nested) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports name the whole module"
            yield str(node.module), node in nested


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    layer = layer_of(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    if layer not in LAYERS:
        return
    allowed = LAYERS[layer] | {layer} | SUPPORT
    upward = [
        module
        for module, _ in imports_of(path)
        if module.split(".")[0] in ("catalogue", "harvesters") and layer_of(module) not in allowed
    ]
    assert upward == []


def room_of(module: str) -> str:
    """The room of the domain a dotted module name belongs to; none for everything else."""
    top, layer, *rest = [*module.split("."), "", ""]
    return rest[0] if (top, layer) == ("catalogue", "domain") else ""


def test_rooms_of_the_domain_lead_one_way() -> None:
    """Rooms that import one another would be one room with two names: TopologicalSorter raises CycleError for them."""
    leads_to: dict[str, set[str]] = {}
    for path in (ROOT / "catalogue" / "domain").glob("*/**/*.py"):
        room = path.relative_to(ROOT / "catalogue" / "domain").parts[0]
        leads_to.setdefault(room, set()).update(room_of(module) for module, _ in imports_of(path))
    rooms = TopologicalSorter({room: others - {room, ""} for room, others in leads_to.items()}).static_order()
    assert set(rooms) >= {"ledger", "matching", "intake", "review"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_import_hides_inside_a_function(path: Path) -> None:
    assert [module for module, nested in imports_of(path) if nested] == []


def test_harvesters_know_no_site() -> None:
    known = {module.split(".")[0] for path in (ROOT / "harvesters").rglob("*.py") for module, _ in imports_of(path)}
    assert known & FORBIDDEN_IN_HARVESTERS == set()


def test_no_module_has_a_vague_name() -> None:
    assert [path for path in modules() if path.stem in VAGUE_NAMES] == []


def test_every_package_is_declared() -> None:
    declared = (ROOT / "setup.cfg").read_text(encoding="utf-8").split()
    packages = {".".join(path.parent.relative_to(ROOT).parts) for path in modules() if path.name == "__init__.py"}
    assert packages - set(declared) == set()
