"""`hub init`: what an installed package makes of an empty folder is a hub that checks and builds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from generator.build import load
from generator.cli import main
from generator.packaged import packaged_handbook, packaged_settings, packaged_theme
from generator.schemas.files import schema_files
from generator.starters.city import City, settings_for

ANSWERS = (
    *("--name", "示例市产业联盟", "--name-en", "Sample City Industrial Alliances"),
    *("--region", "示例市", "--region-en", "Sample City"),
    *("--publisher", "示例机关", "--publisher-en", "Sample Office", "--domain", "hub.sample.example"),
)


@pytest.fixture
def made(tmp_path: Path, capsys) -> Path:
    """A hub just begun."""
    assert main(["init", str(tmp_path / "hub"), *ANSWERS, "--as-of", "2026-11-22", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "hub")
    return tmp_path / "hub"


def test_a_new_hub_has_no_problem(made: Path, theme: Path):
    """Its content passes the check without a word, and holds what was answered."""
    loaded = load(made / "content", theme)

    assert loaded.report.text("en") == ""
    assert loaded.hub.site.name.en == "Sample City Industrial Alliances"
    assert loaded.hub.site.domain == "hub.sample.example"
    assert [alliance.sample for alliance in loaded.hub.alliances] == [True]
    assert [page.is_in("en") for page in loaded.hub.pages] == [True]


def test_a_new_hub_has_what_editors_need(made: Path, project: Path):
    """Handbook, schemas, settings of the editor, a workflow, and nothing of this hub's own content."""
    files = {file.relative_to(made).as_posix() for file in made.rglob("*") if file.is_file()}

    assert {f"schemas/{name}" for name in schema_files()} < files
    assert {"mkdocs.yml", "Makefile", "requirements.txt", ".gitignore", ".github/workflows/site.yml"} < files
    assert json.loads((made / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    pages = {file.name for file in (project / "content/handbook").iterdir()}
    assert pages == {Path(path).name for path in files if path.startswith("content/handbook/")}
    words = "".join(
        (made / path).read_text("utf-8") for path in files if not path.startswith(("content/handbook/", "schemas/"))
    )
    assert "靖江" not in words and "Jingjiang" not in words


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--name --region --publisher --domain"),
        ((*ANSWERS, "--domain", "https://hub.example"), "https://hub.example"),
        ((*ANSWERS, "--name", "一\n二"), "--name"),
    ],
)
def test_what_is_missing_or_wrong_is_named(arguments: tuple[str, ...], said: str, tmp_path: Path, capsys):
    """The exit code is 2, and the folder is not even made."""
    assert main(["init", str(tmp_path / "hub"), *arguments, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_stays_as_it_is(tmp_path: Path, capsys):
    """Nothing is written beside what is there."""
    (tmp_path / "mine.txt").write_text("x", "utf-8")

    assert main(["init", str(tmp_path), *ANSWERS, "--lang", "en"]) == 2
    assert "not empty" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_name_that_yaml_could_mistake_is_quoted():
    """The settings hold any name as a text and drop the path of the theme, which comes with the program."""
    settings = "site_name: x\nsite_url: y\ntheme:\n  name: material\n  custom_dir: theme\n  language: zh\n"
    city = City(name="联盟: #1", region="市", publisher="局", domain="hub.example")

    made = settings_for(city, settings)
    assert 'site_name: "联盟: #1"\n' in made
    assert '"https://hub.example/"' in made
    assert "custom_dir" not in made and "  language: zh\n" in made


def test_what_comes_with_the_program_is_found():
    """In the project's folder it is what its developers work on."""
    assert (packaged_theme() / "shell.html").is_file()
    assert (packaged_handbook() / "index.md").is_file()
    assert "- hub:" in packaged_settings().read_text("utf-8")


@pytest.fixture(scope="module")
def installed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel of this project; the libraries are those of the tests' environment."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    build = [*pip, "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), str(project)]
    subprocess.run(build, check=True, timeout=300)
    [wheel] = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv/bin/python"
    install = [*pip, "--python", str(python), "install", "-q", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, timeout=300)
    [own] = (folder / "venv/lib").glob("python*/site-packages")
    (own / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return folder / "venv/bin"


def run(program: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "PYTHON"))}
    return subprocess.run(
        [str(program), *arguments],
        check=False,
        cwd=cwd,
        env=environ,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


def test_the_wheel_begins_checks_and_builds_a_hub(installed: Path, project: Path, tmp_path: Path):
    """Away from the project's folder the installed package has all it needs: theme, words, handbook, schemas."""
    place = run(installed / "python", "-c", "import generator; print(generator.__file__)", cwd=tmp_path)
    assert str(installed.parent) in place.stdout and str(project) not in place.stdout

    begun = run(installed / "hub", "init", "hub", *ANSWERS, "--as-of", "2026-11-22", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    hub = tmp_path / "hub"
    checked = run(installed / "hub", "check", "--lang", "en", cwd=hub)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "no problems found\n")
    fresh = run(installed / "hub", "schema", "--check", cwd=hub)
    assert (fresh.returncode, fresh.stdout) == (0, "")

    built = run(installed / "hub", "build", "--as-of", "2026-11-22", cwd=hub)
    assert built.returncode == 0, built.stderr
    home = (hub / "site/index.html").read_text("utf-8")
    assert "示例市产业联盟" in home and "靖江" not in home
    for page in ("en/index.html", "alliances/sample/index.html", "handbook/index.html", "en/about/index.html"):
        assert (hub / "site" / page).is_file()
    assert (hub / "site/assets/stylesheets/hub.css").is_file()
