"""Borders: which module may know which, and where a library or the world outside is let in."""

from __future__ import annotations

import ast
import graphlib

import pytest

LAYERS = (
    ("digests", "loopback", "messages", "packaged", "processes", "replacing", "zone"),
    ("problems", "nearest"),
    ("model",),
    ("settings", "addresses", "program", "looks", "publish", "mending", "reports", "revisions"),
    ("pictures", "deploy"),
    ("reading",),
    ("schemas",),
    ("ledger",),
    ("strings",),
    ("checks",),
    ("pages",),
    ("feeds", "calendars", "search"),
    ("metadata", "starters", "pull_request"),
    ("build",),
    ("editing", "previewing"),
    ("engines",),
    ("commands",),
    ("cli",),
)
"""The way of the data: a module imports from its own package and from layers before its own.

`publish` and `deploy` work on plain files and know nothing of the hub.
"""

LIBRARIES = {
    "mkdocs": "engines/mkdocs.py",
    "comrak": "reading/markdown.py",
    "yaml": "reading/yaml.py",
    "PIL": "pictures/pillow.py",
    "budoux": "pictures/phrases.py",
    "svg": "pictures/signs.py",
    "pylopdf_fonts_zh_cn": "pictures/font.py",
    "jinja2": "pages/templates.py",
    "feedgen": "feeds/rss.py",
    "icalendar": "calendars/ics.py",
    "segno": "calendars/qr.py",
    "Stemmer": "search/tokens.py",
    "pypinyin": "search/readings.py",
    "dateutil": "model/recurrence.py",
    "rich": "commands/progress.py",
    "click": ("commands/ask.py", "engines/mkdocs.py"),
    "brotli": "deploy/compress.py",
    "werkzeug": "loopback.py",
    "watchdog": "previewing/watching.py",
}
"""The one file that imports each library; MkDocs' own command line is known where MkDocs is."""

WORLD = {
    "now",
    "today",
    "utcnow",
    "fromtimestamp",
    "environ",
    "getenv",
    "cwd",
    "getcwd",
    "time",
    "time_ns",
    "gettempdir",
}
"""Names by which the clock, the environment and the working directory are read."""

OUTSIDE = ("cli.py", "engines/")
"""Who may read them."""


@pytest.fixture(scope="module")
def sources(project):
    """Each module of the generator, parsed, by its path below generator/."""
    root = project / "generator"
    found = {file.relative_to(root).as_posix(): ast.parse(file.read_text("utf-8")) for file in root.rglob("*.py")}
    assert len(found) > 40
    return found


def name_of(path: str) -> str:
    """``reading.yaml`` for reading/yaml.py, the empty name for the package itself."""
    return path.removesuffix(".py").removesuffix("__init__").strip("/").replace("/", ".")


def imports(module: ast.Module):
    """The modules that a module imports, wherever in it."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module


def own_imports(module: ast.Module):
    """The generator's own modules among them, without the package's name; the package itself holds a version only."""
    for name in imports(module):
        if name.startswith("generator."):
            yield name.removeprefix("generator.")


def layer_of(name: str) -> int:
    """The number of a module's layer; the most exact entry decides."""
    entries = [(entry, number) for number, layer in enumerate(LAYERS) for entry in layer]
    fitting = [(len(entry), number) for entry, number in entries if f"{name}.".startswith(f"{entry}.")]
    assert fitting, f"generator/{name} stands in no layer: add it where it belongs"
    return max(fitting)[1]


def test_no_two_modules_need_each_other(sources):
    """The graph of imports has no circle."""
    graph = {name_of(path): set(own_imports(module)) for path, module in sources.items()}

    assert set(graph) == set(graphlib.TopologicalSorter(graph).static_order())


def test_imports_run_along_the_data(sources):
    """No module knows a later step, and no two packages of one step know each other."""
    wrong = [
        f"{name_of(path)} imports {name}"
        for path, module in sources.items()
        for name in own_imports(module)
        if name_of(path)
        and not layer_of(name) < layer_of(name_of(path))
        and (name.split(".")[0] != name_of(path).split(".")[0] or layer_of(name) > layer_of(name_of(path)))
    ]

    assert [] == wrong


def test_each_layer_is_there(sources):
    """The list of layers names nothing that is gone, search apart, which is a tool of its own."""
    names = {name_of(path) for path in sources}

    assert [] == [entry for layer in LAYERS for entry in layer if entry not in names | {"search"}]


@pytest.mark.parametrize("library", LIBRARIES)
def test_each_library_is_imported_in_one_file(sources, library):
    """A library can be replaced by changing one file."""
    users = {path for path, module in sources.items() if library in {name.split(".")[0] for name in imports(module)}}

    door = LIBRARIES[library]
    assert {*((door,) if isinstance(door, str) else door)} == users


def test_the_world_is_let_in_at_the_edge(sources):
    """The clock, the environment and the working directory are read by the command line and the engine alone."""
    readers = {
        f"{path}: {node.attr}"
        for path, module in sources.items()
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in WORLD and not is_harmless(node)
    }

    assert [] == sorted(reader for reader in readers if not reader.startswith(OUTSIDE))
    assert any(reader.startswith(OUTSIDE) for reader in readers)


def is_harmless(node: ast.Attribute) -> bool:
    """``dt.time`` is a type; a field of a record may be called what a clock is."""
    return node.attr in ("time", "today") and not (
        isinstance(node.value, ast.Name) and node.value.id in ("time", "date")
    )


def test_programs_are_called_at_their_door(sources):
    """rclone and git have one module each; `hub pr` runs this Python with an earlier version of the generator."""
    callers = {path for path, module in sources.items() if "subprocess" in set(imports(module))}

    assert {"deploy/rclone.py", "revisions.py", "commands/pr.py"} == callers
    assert [] == [
        path
        for path, module in sources.items()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and node.value == "git" and path != "revisions.py"
    ]


def test_no_module_depends_on_the_machine(sources):
    """Nothing random, no locale, no time zone of the machine takes part.

    An engine may use a stop watch, and the token of a sitting at the form has to be a secret.
    """
    modules = {"random", "uuid", "secrets", "locale", "time", "socket", "getpass", "platform"}
    used = {f"{path}: {name}" for path, module in sources.items() for name in imports(module) if name in modules}
    used -= {
        "engines/session.py: time",
        "engines/build.py: time",
        "engines/watches.py: time",
        "commands/edit.py: secrets",
    }

    assert [] == sorted(used)
