"""`hub new`: asks at a terminal, takes options anywhere, writes nothing that is wrong, overwrites nothing."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build import load
from generator.cli import main
from generator.model.record import LANGS
from generator.reading.translations import fingerprint_of
from generator.starters.answers import UnknownFieldError, put, refusal
from generator.starters.records import NEW_KINDS
from generator.starters.taxonomy import NotInLinesError, with_label

ONE_OF_EACH = {
    "news": ("--title", "示例新闻"),
    "achievement": ("--title", "示例成果"),
    "policy": ("--title", "示例政策", "--set", "audience=示例人群", "--set", "benefit.zh=示例补贴"),
    "page": ("--title", "示例页面"),
    "job": ("--title", "焊工", "--title-en", "Welder", "--set", "headcount=3", "--set", "duties=焊接"),
    "event": ("--title", "示例会", "--set", "category=contest", "--set", "start=2026-12-05 09:30"),
    "service": ("--title", "示例服务队"),
    "alliance": ("--title", "示例联盟", "--title-en", "Sample Alliance"),
    "chain": ("--title", "示例产业链图", "--id", "other"),
    "tag": ("--title", "安全", "--title-en", "Safety"),
    "category": ("--title", "座谈会", "--title-en", "Round table"),
}


@pytest.fixture
def content(small_hub: Path, tmp_path: Path) -> Path:
    """A content folder without problems, with an alliance that has no chain map."""
    folder = Path(shutil.copytree(small_hub, tmp_path / "content"))
    shutil.copytree(folder / "alliances/casting", folder / "alliances/other")
    (folder / "alliances/other/chain.yml").unlink(missing_ok=True)
    return folder


def new(content: Path, *arguments: str) -> int:
    return main(["new", *arguments, "--content", str(content), "--as-of", "2026-11-22"])


def tree(content: Path) -> dict[str, bytes]:
    files = sorted(file for file in content.rglob("*") if file.is_file())
    return {file.relative_to(content).as_posix(): file.read_bytes() for file in files}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_one_of_each_kind_then_no_problem(kind: str, lang: str, content: Path, theme: Path, capsys):
    """Without a question asked the new file is there, its path is printed, and the check finds nothing."""
    before = tree(content)
    choice = ("--set", "alliance=casting") if kind == "job" else ()

    assert new(content, kind, *ONE_OF_EACH[kind], *choice, "--lang", lang) == 0

    printed = capsys.readouterr().out.split()
    changed = {path for path, data in tree(content).items() if before.get(path) != data}
    assert changed == {Path(path).relative_to(content).as_posix() for path in printed} != set()
    assert load(content, theme).report.text("en") == ""


def test_every_kind_is_tried():
    """No kind that can be begun is left out above."""
    assert set(ONE_OF_EACH) - {"tag", "category"} == set(NEW_KINDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("job", "--set", "alliance=casting"), "--title"),
        (("job", "--title", "焊工"), "--set alliance=…"),
        (("event", "--title", "示例会"), "--set category=…"),
        ((), "KIND"),
        (("news", "--title", "！！"), "--id"),
        (("translation",), "PATH"),
        (("tag",), "--title"),
        (("job", "--title", "焊工", "--set", "alliance=nowhere"), "nowhere"),
        (("job", "--title", "焊工", "--set", "headcont=3"), "headcount"),
        (("job", "--title", "焊工", "--set", "headcount=三"), "headcount=三"),
        (("job", "--title", "焊工", "--set", "headcount"), "FIELD=VALUE"),
        (("job", "--title", "焊工", "--set", "title.fr=Soudeur"), "title.fr"),
        (("news", "--title", "示例", "--title-en", "Sample"), "hub new translation"),
        (("news", "--title", "示例", "--id", "sample"), "2026-11-22-job-fair"),
        (("news", "--title", "示例", "--id", "2026-02-30-sample"), "2026-11-22-job-fair"),
        (("service", "--title", "示例", "--id", "Team_A"), "job-fair"),
        (("service", "--title", "示例", "--id", "../../team"), "job-fair"),
        (("service", "extra", "--title", "示例"), "extra"),
        (("chain", "--title", "示例", "--id", "nowhere"), "nowhere"),
        (("chain", "--title", "示例", "--id", "casting"), "chain.yml"),
        (("tag", "--title", "铸造", "--id", "casting"), "casting"),
        (("translation", "jobs/moulder.yml"), "moulder.yml"),
        (("translation", "no-such-file.md"), "no-such-file.md"),
        (("translation", "/etc/passwd"), "/etc/passwd"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_without_a_terminal_what_is_missing_or_wrong_is_named(
    arguments: tuple[str, ...], said: str, content: Path, capsys
):
    """The exit code is 2, stderr says what, and nothing was written."""
    if "casting" in arguments and "chain" in arguments:
        (content / "alliances/casting/chain.yml").touch()
    before = tree(content)

    assert new(content, *arguments, "--lang", "en") == 2
    told = capsys.readouterr()
    assert said in told.err and told.out == ""
    assert "Traceback" not in told.err
    assert before == tree(content)


def test_an_existing_id_is_never_taken_again(content: Path, capsys):
    """A proposed id gets a number, a given one is refused."""
    assert new(content, "service", "--title", "示例服务队") == 0
    assert new(content, "service", "--title", "示例服务队") == 0
    first, second = capsys.readouterr().out.split()
    before = tree(content)

    assert Path(second).stem == f"{Path(first).stem}-2"
    assert new(content, "service", "--title", "示例服务队", "--id", Path(first).stem) == 2
    assert before == tree(content)


def test_a_new_record_is_a_draft_unless_it_is_to_be_published(content: Path, capsys):
    """Nothing unwritten shows by accident."""
    new(content, "service", "--title", "甲队", "--id", "first")
    new(content, "service", "--title", "乙队", "--id", "second", "--publish")

    assert "\ndraft: true\n" in (content / "services/first.yml").read_text("utf-8")
    assert "\ndraft: true\n" not in (content / "services/second.yml").read_text("utf-8")


def test_a_translation_begins_as_a_draft_with_the_fingerprint(content: Path, theme: Path, capsys):
    """The file stands beside the original, knows it, and shows only when `draft` is gone."""
    folder = next(file.parent for file in sorted(content.glob("news/*/*/index.md")))
    (folder / "index.en.md").unlink(missing_ok=True)

    assert new(content, "translation", str(folder)) == 0
    file = folder / "index.en.md"
    assert [str(file)] == capsys.readouterr().out.split()
    text = file.read_text("utf-8")
    assert f"original: {fingerprint_of((folder / 'index.md').read_text('utf-8'), 'index.md')}" in text.replace('"', "")
    loaded = load(content, theme)
    assert loaded.report.text("en") == ""
    item = next(item for item in loaded.hub.news if item.id == folder.name)
    assert not item.is_in("en")

    file.write_text(text.replace("draft: true\n", ""), "utf-8")
    item = next(item for item in load(content, theme).hub.news if item.id == folder.name)
    assert item.is_in("en") and item.body.confirmed and not item.body.outdated
    before = file.read_bytes()
    assert new(content, "translation", str(folder)) == 2
    assert before == file.read_bytes()


def answer(content: Path, arguments: list[str], answers: list[str], lang: str) -> tuple[int, str]:
    """Run `hub new` at a terminal and type *answers*, each when the screen stands still after a question."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "generator.cli", "new", *arguments, "--content", str(content)]
    process = subprocess.Popen(
        [*command, "--as-of", "2026-11-22", "--lang", lang],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        close_fds=True,
    )
    os.close(follower)
    screen = b""
    waiting = list(answers)
    while True:
        ready, _, _ = select.select([leader], [], [], 30)
        assert ready, screen.decode("utf-8", "replace")
        try:
            read = os.read(leader, 4096)
        except OSError:  # the other end is closed
            break
        if not read:
            break
        screen += read
        if waiting and screen.rstrip(b" ").endswith(b":"):
            os.write(leader, waiting.pop(0).encode())
    os.close(leader)
    return process.wait(timeout=30), screen.decode("utf-8")


def test_at_a_terminal_it_asks(content: Path, theme: Path):
    """A wrong answer is asked for again with the reason; an id is proposed; the answers stand in the file."""
    answers = ["焊工\n", "Welder\n", "casting\n", "示例企业A\n", "\n", "三\n", "3\n", "2026-12-31\n", "\n"]
    code, screen = answer(content, ["job"], answers, "zh")

    assert code == 0, screen
    assert "1 到 100000 的整数" in screen
    assert "用人单位 · 名称" in screen
    text = (content / "jobs/han-gong.yml").read_text("utf-8")
    for line in ("  zh: 焊工", "  en: Welder", "alliance: casting", "headcount: 3", "valid_through: 2026-12-31"):
        assert f"\n{line}\n" in text
    assert load(content, theme).report.text("en") == ""


def test_whoever_leaves_has_written_nothing(content: Path):
    """The end of the input at a question ends with 2 and without a trace, in the content or on the screen."""
    before = tree(content)
    code, screen = answer(content, ["service"], ["示例队\n", "\x04"], "en")

    assert code == 2, screen
    assert "nothing was written" in screen and "Traceback" not in screen
    assert before == tree(content)


def test_answers_are_put_where_they_belong():
    """Texts are Chinese unless said otherwise, lists grow, ids of a list stand in one answer, numbers are numbers."""
    job, news = NEW_KINDS["job"].model, NEW_KINDS["news"].model
    values = put(put({}, job, "title.en", "Welder"), job, "title", "焊工")
    values = put(put(values, job, "duties", "焊接"), job, "duties", "打磨")
    values = put(put(values, job, "employer.name", "示例企业A"), job, "pay.min", "7000")

    assert json.dumps(values, ensure_ascii=False) == json.dumps(
        {
            "title": {"zh": "焊工", "en": "Welder"},
            "duties": [{"zh": "焊接"}, {"zh": "打磨"}],
            "employer": {"name": {"zh": "示例企业A"}},
            "pay": {"min": 7000},
        },
        ensure_ascii=False,
    )
    assert put({}, news, "alliances", "hvac，casting, auto-parts") == {"alliances": ["hvac", "casting", "auto-parts"]}
    for field in ("nothing", "title.fr", "employer", "headcount.zh", "employer.nothing"):
        with pytest.raises(UnknownFieldError):
            put({}, job, field, "x")


@pytest.mark.parametrize(
    ("field", "right", "wrong"),
    [
        ("headcount", ("1", "100000"), ("0", "1.5", "三", "", "1_000")),
        ("valid_through", ("2026-12-31",), ("2026-02-30", "2026年12月31日", "31.12.2026")),
        ("title", ("焊工",), ("", "  ", "焊" * 301, "一\n二")),
        ("kind", ("full-time",), ("fulltime",)),
        ("remote", ("true",), ("yes",)),
        ("tags", ("talent, service",), ("Talent",)),
        ("pay.min", ("7000.5",), ("-1",)),
        ("source.url", ("https://example.org/",), ("example.org",)),
    ],
)
def test_answers_of_a_wrong_form_are_refused(field: str, right: tuple[str, ...], wrong: tuple[str, ...]):
    """What the reader would refuse is refused when it is asked, with what would do."""
    model = NEW_KINDS["job"].model

    assert [None] * len(right) == [refusal(model, field, one, "zh") for one in right]
    assert [one for one in wrong if refusal(model, field, one, "zh") is None] == []
    assert [one for one in wrong if refusal(model, field, one, "en") is None] == []


def test_a_label_is_added_without_touching_the_rest():
    """Comments, quotes and blank lines of taxonomy.yml stay; the entry takes the margin of its neighbours."""
    text = '# 标签\ntags:\n    a:\n        zh: "甲"  # 第一个\n    b: {zh: 乙}\n\n# 类别\nevent_categories: {}\n'

    assert with_label(text, "tags", "c", {"zh": "丙", "en": "C"}) == text.replace(
        "    b: {zh: 乙}\n", "    b: {zh: 乙}\n    c:\n      zh: 丙\n      en: C\n"
    )
    for group in ("event_categories", "missing"):
        with pytest.raises(NotInLinesError):
            with_label(text, group, "c", {"zh": "丙"})
