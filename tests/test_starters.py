"""New files: named well, in the right place, explained, and accepted by the check as they are."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import load
from generator.model.record import LANGS
from generator.reading.yaml import parse
from generator.schemas.fields import fields_of
from generator.schemas.files import FOLDER
from generator.schemas.yaml_text import block, flow
from generator.starters.ids import is_id, proposed_id
from generator.starters.records import NEW_KINDS, new_files
from generator.starters.texts import TO_WRITE

DAY = dt.date(2026, 11, 22)
GIVEN = {
    "job": {"alliance": "casting"},
    "event": {"category": "contest"},
}
"""What of a record cannot be made up: it names others."""


@pytest.fixture
def content(small_hub: Path, tmp_path: Path) -> Path:
    """A content folder without problems, to put new files in."""
    return Path(shutil.copytree(small_hub, tmp_path / "content"))


def write(content: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        file = content / path
        assert not file.exists()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def id_for(name: str, content: Path) -> str:
    if name == "chain":  # of an alliance that has none
        shutil.copytree(content / "alliances/casting", content / "alliances/other")
        (content / "alliances/other/chain.yml").unlink(missing_ok=True)
        return "other"
    return proposed_id("示例：新的一条", (), DAY if name == "news" else None)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NEW_KINDS)
def test_a_new_record_has_no_problem(name: str, lang: str, content: Path, theme: Path):
    """What `hub new` writes passes the check before its editor has changed a word."""
    kind = NEW_KINDS[name]
    id_ = id_for(name, content)
    assert load(content, theme).report.text("en") == ""

    write(content, new_files(kind, id_, GIVEN.get(name, {}), DAY, lang))
    loaded = load(content, theme, fresh_on=DAY)

    assert loaded.report.text("en") == ""
    assert (content / kind.path(id_)).is_file()


@pytest.mark.parametrize("name", NEW_KINDS)
def test_every_field_is_in_the_starter(name: str, content: Path):
    """Each field of the kind stands in the file once, filled in or as a comment, with its label."""
    kind = NEW_KINDS[name]
    files = new_files(kind, "2026-11-22-x", GIVEN.get(name, {}), DAY, "zh")
    text = files[kind.path("2026-11-22-x")]

    for shape in fields_of(kind.model):
        lines = [line for line in text.split("\n") if line.removeprefix("# ").startswith(f"{shape.name}:")]
        assert len(lines) == 1, shape.name
        assert f"# {shape.label.zh}" in text, shape.name


@pytest.mark.parametrize("name", NEW_KINDS)
def test_unedited_text_says_so(name: str):
    """Texts that nobody has written begin with a word that a search finds."""
    files = new_files(NEW_KINDS[name], "2026-11-22-x", GIVEN.get(name, {}), DAY, "en")

    assert TO_WRITE in "".join(files.values())


@pytest.mark.parametrize("name", [name for name, kind in NEW_KINDS.items() if kind.path("x").endswith(".yml")])
def test_the_first_line_leads_to_the_schema(name: str, project: Path):
    """Editors that know the line find the schema from where the file lies."""
    kind = NEW_KINDS[name]
    path = kind.path("x")
    first = new_files(kind, "x", {}, DAY, "zh")[path].split("\n")[0]
    address = first.removeprefix("# yaml-language-server: $schema=")
    schema = ((project / "content" / path).parent / address).resolve()

    assert schema.parent == project / FOLDER and schema.is_file()


@pytest.mark.parametrize(
    ("title", "proposed"),
    [
        ("焊工", "han-gong"),
        ("“蹑云江来”招聘会：200个岗位", "nie-yun-jiang-lai-zhao-pin-hui-200-ge"),
        ("重庆银行", "chong-qing-yin-hang"),
        ("绿色铸造", "lv-se-zhu-zao"),
        ("Welder (A-class)", "welder-a-class"),
        ("Café Crème", "cafe-creme"),
        ("CNC 操作工", "cnc-cao-zuo-gong"),
        ("！！", ""),
        ("feed", "feed-2"),
    ],
)
def test_ids_are_proposed_from_titles(title: str, proposed: str):
    """Pinyin for Chinese, letters and digits otherwise; a name that the hub uses itself gets a number."""
    assert proposed == proposed_id(title)


def test_a_proposed_id_is_free_and_dated():
    """News begin with their day, and what is taken gets the next number."""
    assert proposed_id("焊工", (), DAY) == "2026-11-22-han-gong"
    assert proposed_id("焊工", ("han-gong", "han-gong-2")) == "han-gong-3"


@given(st.text(max_size=200))
def test_a_proposed_id_can_be_one(title: str):
    """Whatever a title holds, the proposal is an id, or nothing."""
    proposed = proposed_id(title)

    assert proposed == "" or is_id(proposed)


texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff"), max_size=40)
keys = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
plain = st.recursive(texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3))


@given(st.dictionaries(keys, plain, min_size=1, max_size=4))
def test_values_are_read_back_as_they_were_written(values):
    """The reader finds in the YAML that a starter writes exactly the texts it was made from."""
    for written in (block(values), "\n".join(f"{key}: {flow(value)}" for key, value in values.items()) + "\n"):
        document, problems = parse(written, "x.yml")

        assert [] == problems
        assert values == document.values, written
