"""SARIF 2.1.0: every log of the collection of mistakes keeps the rules of the standard, and its fixes are the mends."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from mistakes import MISTAKES, lay_out

from generator import __version__
from generator.build import load
from generator.problems import Replacement, Report
from generator.reports.sarif import BASE, sarif

LEVELS = {"none", "note", "warning", "error"}


@pytest.fixture(scope="module")
def whole(mistakes: dict[str, Report]) -> Report:
    """Every problem of the collection in one report."""
    return Report(tuple(problem for report in mistakes.values() for problem in report))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_logs_keep_the_rules_of_the_standard(lang, whole: Report) -> None:
    """What sections 3.13 to 3.58 require of the objects that are used: names, counts, ranges and references."""
    log = json.loads(sarif(whole.problems, lang, __version__))
    [run] = log["runs"]
    driver = run["tool"]["driver"]

    assert (log["version"], set(log)) == ("2.1.0", {"$schema", "version", "runs"})
    assert set(run) == {"tool", "language", "columnKind", "originalUriBaseIds", "results"}
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    assert re.fullmatch(r"[a-zA-Z]{2}(-[a-zA-Z]{2})?", run["language"])
    assert driver["name"] and driver["version"] == __version__
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids)) > 60
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in driver["rules"])
    assert not [rule for rule in driver["rules"] if re.search(r"{[a-z_]+}", json.dumps(rule))]
    assert len(run["results"]) == len(whole)
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in LEVELS
        assert result["message"]["text"]
        assert 1 == len(result["locations"])
        places = [*result["locations"], *result.get("relatedLocations", ())]
        for place in places:
            check_location(place["physicalLocation"])
        for fix in result.get("fixes", ()):
            assert 1 <= len(fix["artifactChanges"])
            for change in fix["artifactChanges"]:
                check_artifact(change["artifactLocation"])
                assert 1 <= len(change["replacements"])
                for one in change["replacements"]:
                    check_region(one["deletedRegion"])
                    assert isinstance(one["insertedContent"]["text"], str)


def check_location(place: dict) -> None:
    check_artifact(place["artifactLocation"])
    check_region(place["region"])


def check_artifact(artifact: dict) -> None:
    """A relative reference by RFC 3986: ASCII, no blank, no scheme, and a base that the run names."""
    assert re.fullmatch(r"[A-Za-z0-9._~%!$&'()*+,;=@/-]+", artifact["uri"])
    assert not re.match(r"[^/]*:", artifact["uri"])
    assert artifact["uriBaseId"] == BASE


def check_region(region: dict) -> None:
    """Lines and columns count from 1, and the end is not before the start (3.30)."""
    start = (region["startLine"], region.get("startColumn", 1))
    end = (region.get("endLine", region["startLine"]), region.get("endColumn", 10**9))
    assert start >= (1, 1)
    assert end >= start


def test_fixes_are_the_replacements(whole: Report) -> None:
    """A problem with a replacement has one fix, with its range and text; others have none."""
    results = json.loads(sarif(whole.problems, "en", __version__))["runs"][0]["results"]
    fixed = [(p, r) for p, r in zip(whole.problems, results, strict=True) if isinstance(p.mend, Replacement)]

    assert len(fixed) > 120
    for problem, result in fixed:
        [change] = result["fixes"][0]["artifactChanges"]
        [one] = change["replacements"]
        region = one["deletedRegion"]
        assert unquote(change["artifactLocation"]["uri"]) == problem.file
        assert (region["startLine"], region["startColumn"]) == (problem.mend.line, problem.mend.column)
        assert (region["endLine"], region["endColumn"]) == (problem.mend.end_line, problem.mend.end_column)
        assert one["insertedContent"]["text"] == problem.mend.text
    assert [] == [r for p, r in zip(whole.problems, results, strict=True) if p.mend is None and "fixes" in r]


def test_fingerprints_outlive_lines_above(small_hub: Path, theme: Path, tmp_path: Path) -> None:
    """The partial fingerprint of a problem does not change when its line moves, and tells equal problems apart."""
    mistake = next(one for one in MISTAKES if one.name == "an unknown value near a known one")
    content = lay_out(small_hub, mistake, tmp_path)
    first = prints(content, theme)
    file = content / mistake.path
    file.write_text(f"# 一行说明\n{file.read_text('utf-8')}", "utf-8")

    assert first == prints(content, theme)
    assert len(first) == len(set(first))


def prints(content: Path, theme: Path) -> list[str]:
    results = json.loads(sarif(load(content, theme).report.problems, "zh", "1"))["runs"][0]["results"]
    return [result["partialFingerprints"]["hubProblem/v1"] for result in results]
