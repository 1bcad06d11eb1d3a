"""The pipelines for pull requests: pinned, without rights or secrets, and calling commands that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from generator.cli import _parser

GITHUB, GITLAB, GITEE = ".github/workflows/pull-request.yml", ".gitlab-ci.yml", ".workflow/pull-request.yml"
PIPELINES = (GITHUB, GITLAB, GITEE)


@pytest.mark.parametrize("name", PIPELINES)
def test_pipelines_are_yaml_and_know_no_secret(name: str, project: Path) -> None:
    """Each parses, and none of them names a secret or a token."""
    text = (project / name).read_text("utf-8")

    assert isinstance(yaml.safe_load(text), dict)
    assert not re.search(r"secrets\.|token", re.sub(r"#.*", "", text), re.IGNORECASE)


@pytest.mark.parametrize("name", PIPELINES)
def test_pipelines_keep_nothing_for_later_runs(name: str, project: Path) -> None:
    """What one pull request left in a cache would take part in the build of the next, or of the site."""
    text = re.sub(r"#.*", "", (project / name).read_text("utf-8"))

    assert not re.search(r"cache", text, re.IGNORECASE)


def test_actions_are_pinned_and_may_only_read(project: Path) -> None:
    """Every action is named by a full commit with its version beside it; the job's token can read and nothing else."""
    text = (project / GITHUB).read_text("utf-8")
    flow = yaml.safe_load(text)
    uses = re.findall(r"uses: (.*)", text)

    assert len(uses) >= 5
    assert [] == [one for one in uses if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)]
    assert {"contents": "read"} == flow["permissions"]
    assert {"pull_request": None} == flow[True]  # YAML 1.1 reads `on` as true
    assert all("permissions" not in job and job["timeout-minutes"] for job in flow["jobs"].values())
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")


def test_nobody_elses_text_reaches_a_shell(project: Path) -> None:
    """What a pull request is called, or its branch, is put into no command: only this repository's own settings are."""
    text = (project / GITHUB).read_text("utf-8")
    commands = re.findall(r"run: \|\n((?: {10}.*\n)+)|run: (.*)", text)

    assert len(commands) >= 4
    assert [] == [one for one in commands if "${{" in "".join(one)]


@pytest.mark.parametrize("name", PIPELINES)
def test_commands_are_those_of_hub(name: str, project: Path) -> None:
    """Each pipeline calls `hub pr` the way it can be called."""
    text = (project / name).read_text("utf-8").replace("\n      --format", " --format")
    [line] = re.findall(r"\.venv/bin/hub (pr .*?)(?: \|\||$| >)", text, re.M)

    given = _parser().parse_args(shlex.split(line))

    assert given.command == "pr"
    assert given.base and given.site_dir


def test_templates_speak_both_languages(project: Path) -> None:
    """What contributors fill in is there for each of the three sites, in Chinese and English."""
    shared = [".github/PULL_REQUEST_TEMPLATE.md", ".gitlab/merge_request_templates/Default.md",
              ".github/ISSUE_TEMPLATE/content.yml", ".github/ISSUE_TEMPLATE/problem.yml",
              ".gitlab/issue_templates/Default.md"]  # fmt: skip
    for name in shared:
        text = (project / name).read_text("utf-8")
        assert re.search("[一-鿿]", text) and re.search("[a-z]{4}", text), name
    chinese, english = (project / f".gitee/PULL_REQUEST_TEMPLATE.{one}.md" for one in ("zh-CN", "en"))
    assert chinese.read_text("utf-8").count("- [ ]") == english.read_text("utf-8").count("- [ ]") == 4
