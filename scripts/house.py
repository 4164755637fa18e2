"""Measures the house as a whole, which no check of single files sees; each figure has a ceiling that only falls.

usage: python scripts/house.py            print the figures; status 1 where one is over its ceiling, or far below it
       python scripts/house.py --lower    bring the ceilings down to the figures
       python scripts/house.py --list     print also what makes each figure up
"""

import ast
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import grimp
import lizard

ROOT: Final = Path(__file__).parents[1]
CEILINGS: Final = Path(__file__).with_name("ceilings.toml")
LISTED: Final = 40
"""How many of the worst are listed for each figure."""

LONG: Final = 350
"""Lines of a class, with its bases, from which on it is too long."""

Imports = Mapping[str, frozenset[str]]
"""The modules that each module imports."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of the house.

    Attributes:
        key: What the ceiling is called in `ceilings.toml`.
        title: What is counted.
        aim: What the figure is to come down to.
        slack: How far a ceiling may lie above the figure before it has to follow.
    """

    key: str
    title: str
    aim: float
    slack: float = 0.0


MEASURES: Final = (
    Measure("imports", "Imports a module, on average", 3.2, 0.05),
    Measure("circles", "Circles of imports, deferred ones too", 0),
    Measure("names", "Module names used more than once", 6),
    Measure("branches", "Branches per 10 lines", 3.5, 0.05),
    Measure("long_classes", f"Classes over {LONG} lines with their bases", 0),
    Measure(
        "class_lines", "Lines of the longest class with its bases", LONG, 10
    ),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, and what makes it up, the worst first."""

    value: float
    parts: Sequence[str]


def imports_of(package: Path) -> Imports:
    """Who imports whom, wherever in a module the import stands.

    Some packages load their modules when they are asked for, as in `dialogs.confirm.ConfirmDialog`. Such a use is an
    import of `dialogs.confirm`, and takes the place of that of `dialogs`, which is but the way to it.
    """
    graph = grimp.build_graph(package.name, cache_dir=None)
    imports = {
        module: set(graph.find_modules_directly_imported_by(module))
        for module in graph.modules
    }
    for path in package.rglob("*.py"):
        for loader, used in lazily_loaded(package, path):
            imports[name_of(package, path)].discard(loader)
            imports[name_of(package, path)].add(used)
    return {module: frozenset(found) for module, found in imports.items()}


def name_of(package: Path, path: Path) -> str:
    """The dotted name of a module of the package."""
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def lazily_loaded(package: Path, path: Path) -> Iterator[tuple[str, str]]:
    """The modules that a module has others load by an attribute, each with the package that loads it."""
    tree = ast.parse(path.read_text("utf-8"))
    loaders = {
        alias.asname or alias.name: f"{package.name}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == package.name
        for alias in node.names
        if (package / alias.name / "__init__.pyi").exists()
    }
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=module) if (
                name in loaders
            ):
                if (
                    package / loaders[name].rpartition(".")[2] / f"{module}.py"
                ).exists():
                    yield loaders[name], f"{loaders[name]}.{module}"


def count_imports(imports: Imports) -> Figure:
    """How many modules of the house a module imports, on average."""
    most = sorted(imports, key=lambda name: (-len(imports[name]), name))
    mean = sum(map(len, imports.values())) / len(imports)
    return Figure(
        round(mean, 2), [f"{len(imports[name])} {name}" for name in most]
    )


def find_circles(imports: Imports) -> Figure:
    """The groups of modules each of which leads to all others of its group."""
    reached = {module: all_reached_from(module, imports) for module in imports}
    circles = {
        frozenset(
            other for other in reached[module] if module in reached[other]
        )
        for module in imports
        if module in reached[module]
    }
    return Figure(
        len(circles), sorted(" <-> ".join(sorted(each)) for each in circles)
    )


def all_reached_from(module: str, imports: Imports) -> set[str]:
    """The modules that come along with a module; itself only if it is in a circle."""
    reached: set[str] = set()
    waiting = [module]
    while waiting:
        found = imports.get(waiting.pop(), frozenset()) - reached
        reached |= found
        waiting.extend(found)
    return reached


def count_names(imports: Imports) -> Figure:
    """The names that stand for more than one module or package of the house."""
    places = defaultdict(list)
    for module in sorted(imports):
        if not module.endswith(".__main__"):
            places[module.rpartition(".")[2]].append(module)
    twice = [
        ", ".join(modules) for modules in places.values() if len(modules) > 1
    ]
    return Figure(len(twice), twice)


def count_branches(paths: Iterable[Path]) -> Figure:
    """The branches of all functions as lizard counts them, with `and`, `or` and comprehensions, to their lines."""
    functions = [
        (function, path)
        for path in paths
        for function in lizard.analyze_file(str(path)).function_list
    ]
    branches = sum(function.cyclomatic_complexity for function, _ in functions)
    lines = sum(function.nloc for function, _ in functions)
    by_module: Counter[Path] = Counter()
    for function, path in functions:
        # What a module has more than its lines allow says best where simpler code helps most.
        by_module[path] += function.cyclomatic_complexity - 0.35 * function.nloc
    return Figure(
        round(10 * branches / lines, 2),
        [f"{over:.0f} over {path}" for path, over in by_module.most_common()],
    )


def lines_of_classes(package: Path) -> Mapping[str, int]:
    """The lines of each class together with those of the bases that are ours, the longest first."""
    classes: dict[str, tuple[int, list[str]]] = {}
    for path in package.rglob("*.py"):
        classes.update(classes_in(package, path))
    lines = {
        name: sum(classes[each][0] for each in with_bases(name, classes))
        for name in classes
    }
    return dict(sorted(lines.items(), key=lambda item: (-item[1], item[0])))


def classes_in(
    package: Path, path: Path
) -> Iterator[tuple[str, tuple[int, list[str]]]]:
    """The classes of a module: their full names, their lines, and the full names of their bases."""
    tree = ast.parse(path.read_text("utf-8"))
    module = name_of(package, path)
    known = {}
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(origin), names=names):
                for alias in names:
                    known[alias.asname or alias.name] = f"{origin}.{alias.name}"
            case ast.ClassDef(name=name):
                known[name] = f"{module}.{name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            begin = min(
                [node.lineno, *(each.lineno for each in node.decorator_list)]
            )
            lines = (node.end_lineno or begin) - begin + 1
            yield (
                f"{module}.{node.name}",
                (lines, [full(b, known) for b in node.bases]),
            )


def full(base: ast.expr, known: Mapping[str, str]) -> str:
    """The full name of a base, without the types it is made for."""
    if isinstance(base, ast.Subscript):
        base = base.value
    first, _, rest = ast.unparse(base).partition(".")
    return ".".join(filter(None, (known.get(first, first), rest)))


def with_bases(
    name: str, classes: Mapping[str, tuple[int, list[str]]]
) -> set[str]:
    """A class and all classes of the house that it is made from."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        each = waiting.pop()
        if each in classes and each not in found:
            found.add(each)
            waiting += classes[each][1]
    return found


def measure(package: Path) -> Mapping[str, Figure]:
    """All figures of a package, by key."""
    imports = imports_of(package)
    classes = lines_of_classes(package)
    parts = [f"{lines} {name}" for name, lines in classes.items()]
    long = sum(lines > LONG for lines in classes.values())
    return {
        "imports": count_imports(imports),
        "circles": find_circles(imports),
        "names": count_names(imports),
        "branches": count_branches(sorted(package.rglob("*.py"))),
        "long_classes": Figure(long, parts),
        "class_lines": Figure(max(classes.values(), default=0), parts[:1]),
    }


def judge(
    figures: Mapping[str, Figure], ceilings: Mapping[str, float]
) -> list[str]:
    """What is wrong, a sentence each: a figure over its ceiling, or a ceiling that did not follow its figure down."""
    wrong = []
    for each in MEASURES:
        value, ceiling = figures[each.key].value, ceilings[each.key]
        if value > ceiling:
            wrong.append(
                f"{each.title}: {value:g} is over the ceiling of {ceiling:g}."
            )
        elif ceiling > max(value + each.slack, each.aim):
            wrong.append(
                f"{each.title}: only {value:g} now, so bring the ceiling of {ceiling:g} down:"
                " python scripts/house.py --lower"
            )
    return wrong


def lowered(
    figures: Mapping[str, Figure], ceilings: Mapping[str, float]
) -> dict[str, float]:
    """The ceilings brought down to the figures, but not below the aims; none goes up."""
    return {
        each.key: min(
            ceilings[each.key], max(figures[each.key].value, each.aim)
        )
        for each in MEASURES
    }


def read_ceilings(path: Path) -> dict[str, float]:
    """The ceilings by key."""
    return tomllib.loads(path.read_text())


def write_ceilings(path: Path, ceilings: Mapping[str, float]) -> None:
    """Write the ceilings down under the heading that the file has."""
    heading = [
        line for line in path.read_text().splitlines() if line.startswith("#")
    ]
    lines = [f"{each.key} = {ceilings[each.key]:g}" for each in MEASURES]
    path.write_text("\n".join([*heading, *lines]) + "\n")


def main(arguments: Sequence[str]) -> int:
    """Measure the house."""
    figures = measure(ROOT / "trust_tui")
    ceilings = read_ceilings(CEILINGS)
    if "--lower" in arguments:
        ceilings = lowered(figures, ceilings)
        write_ceilings(CEILINGS, ceilings)
    print(f"{'The house as a whole':42}{'now':>8}{'ceiling':>9}{'aim':>7}")
    for each in MEASURES:
        figure = figures[each.key]
        print(
            f"{each.title:42}{figure.value:8g}{ceilings[each.key]:9g}{each.aim:7g}"
        )
        if "--list" in arguments:
            for part in figure.parts[:LISTED]:
                print(f"    {part}")
    wrong = judge(figures, ceilings)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
