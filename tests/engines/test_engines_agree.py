"""`hub build`, `mkdocs build` and `properdocs build` are one: the same site, and the same care for the old one."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_runs import BUILDERS, break_content
from site_fixture import AS_OF, Site, edit, run, site, tree

__all__ = ["site"]


def build_with(name: str, root: Path, site_dir: Path, **environment: str) -> tuple[int, str]:
    """Build the project in *root* with the builder called *name*; return the exit code and all it said."""
    module, *arguments = BUILDERS[name]
    settings = {"HUB_AS_OF": AS_OF, "HUB_LANG": "en", **environment}
    done = run(module, *arguments, "--site-dir", str(site_dir), cwd=root, **settings)
    return done.returncode, done.stdout + done.stderr


def beside(site_dir: Path) -> list[str]:
    """What lies in the folder of *site_dir*, hidden files included."""
    return sorted(path.name for path in site_dir.parent.iterdir())


@pytest.mark.parametrize("name", BUILDERS)
def test_every_engine_builds_the_same_site(name: str, site: Site, root: Path, tmp_path: Path) -> None:
    """From a copy of the project, byte for byte the site that `hub build` makes, and no folder is left beside it."""
    out = tmp_path / "out" / "site"
    code, said = build_with(name, root, out)

    assert code == 0, said
    assert tree(site.folder) == tree(out)
    assert beside(out) == [".site.next", "site"]


@pytest.mark.parametrize("name", BUILDERS)
def test_errors_stop_every_engine_before_it_writes(name: str, root: Path, tmp_path: Path) -> None:
    """With mistakes in the content: exit code 1, both mistakes with their places, no traceback, nothing written."""
    break_content(root)
    out = tmp_path / "out" / "site"
    out.parent.mkdir()
    code, said = build_with(name, root, out)

    assert code == 1
    assert "content/jobs/shipyard-welder.yml:" in said and "shipbilding" in said
    assert "content/policies/housing-subsidies/index.md:" in said and "2026-11-31" in said
    assert "Traceback" not in said
    assert beside(out) == []


@pytest.mark.parametrize("name", BUILDERS)
def test_a_failed_build_leaves_the_old_site_as_it_was(name: str, root: Path, tmp_path: Path) -> None:
    """A site that stands keeps every byte when the next build fails."""
    out = tmp_path / "out" / "site"
    (out / "old").mkdir(parents=True)
    (out / "index.html").write_text("old", "utf-8")
    (out / "old" / "page.html").write_text("old", "utf-8")
    before = tree(out)
    break_content(root)
    code, _ = build_with(name, root, out)

    assert code == 1
    assert before == tree(out)
    assert beside(out) == ["site"]


def test_a_build_replaces_the_old_site_as_a_whole(root: Path, site: Site, tmp_path: Path) -> None:
    """What an earlier build left is gone after the next: a page that is no more, an empty folder, a stray file."""
    out = tmp_path / "out" / "site"
    (out / "news" / "gone").mkdir(parents=True)
    (out / "empty").mkdir()
    (out / "news" / "gone" / "index.html").write_text("old", "utf-8")
    code, said = build_with("hub", root, out)

    assert code == 0, said
    assert tree(site.folder) == tree(out)
    assert beside(out) == [".site.next", "site"]


def test_building_twice_changes_nothing(root: Path, tmp_path: Path) -> None:
    """A second build over the first gives the same tree."""
    out = tmp_path / "out" / "site"
    first_code, said = build_with("hub", root, out)
    assert first_code == 0, said
    first = tree(out)
    second_code, said = build_with("hub", root, out)

    assert second_code == 0, said
    assert first == tree(out)
    assert beside(out) == [".site.next", "site"]


@pytest.mark.parametrize("name", BUILDERS)
def test_a_site_is_built_where_nothing_can_be_kept(name: str, site: Site, root: Path, tmp_path: Path) -> None:
    """The cache only saves work: with none that can be written every builder makes the same site, twice if asked."""
    out = tmp_path / "out" / "site"
    for _ in range(2):
        code, said = build_with(name, root, out, HUB_CACHE="/dev/null/nowhere")
        assert code == 0, said

    assert tree(site.folder) == tree(out)
    assert beside(out) == ["site"]


def test_a_mistake_in_a_template_leaves_the_old_site_as_it_was(root: Path, tmp_path: Path) -> None:
    """A page that cannot be rendered fails the build in the middle: the old site stands, the staging folder is gone."""
    out = tmp_path / "out" / "site"
    out.mkdir(parents=True)
    (out / "index.html").write_text("old", "utf-8")
    template = root / "theme/pages/service.html"
    template.write_text(template.read_text("utf-8") + "{{ no_such_name }}", "utf-8")
    code, said = build_with("hub", root, out)

    assert code != 0
    assert "no_such_name" in said
    assert (out / "index.html").read_text("utf-8") == "old"
    assert beside(out) == ["site"]


def test_an_edit_changes_what_it_names(root: Path, site: Site, tmp_path: Path) -> None:
    """One changed sentence changes its own page and leaves the other language's page alone."""
    edit(root / "content/services/legal.yml", "en: Legal service team", "en: Law service team")
    out = tmp_path / "out" / "site"
    code, said = build_with("hub", root, out)

    assert code == 0, said
    before, after = tree(site.folder), tree(out)
    changed = {path for path in before if before[path] != after.get(path)}
    pages = [{path for path in files if not path.startswith(("search/", "pictures/"))} for files in (before, after)]
    assert pages[0] == pages[1]  # pictures and files of the search index are named by what is in them
    assert "en/services/legal/index.html" in changed
    assert "services/legal/index.html" not in changed
    assert "en/jobs/shipyard-welder/index.html" not in changed
