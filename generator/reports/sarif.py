"""Problems as SARIF 2.1.0 (OASIS standard, https://docs.oasis-open.org/sarif/sarif/v2.1.0/), with their fixes."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from generator.messages import MESSAGES
from generator.problems import Place, Problem, ProblemLang, Replacement
from generator.reports.fingerprints import fingerprint

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "SRCROOT"
"""Addresses of files are relative to the folder that holds the content's, which whoever reads the log has to know."""


def sarif(problems: Sequence[Problem], lang: ProblemLang, version: str) -> str:
    """A log with one run: the rules that were broken, a result a problem, and its fix where a program can make it."""
    codes = sorted({problem.code for problem in problems})
    seen: Counter[str] = Counter()
    run = {
        "tool": {
            "driver": {"name": "alliance-hub", "version": version, "rules": [_rule(code, lang) for code in codes]}
        },
        "language": "zh-CN" if lang == "zh" else "en",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {BASE: {"description": {"text": "The folder that holds the content's folder."}}},
        "results": [_result(problem, codes.index(problem.code), lang, seen) for problem in problems],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, lang: ProblemLang) -> dict[str, Any]:
    message = MESSAGES[code]
    return {
        "id": code,
        "shortDescription": {"text": _general(message.what(lang))},
        "help": {"text": _general(message.fix(lang))},
        "defaultConfiguration": {"level": "error" if code.startswith("E") else "warning"},
    }


def _general(sentence: str) -> str:
    """A sentence of `MESSAGES` without the facts of a single problem."""
    return re.sub(r"\{[a-z_]+\}", "…", sentence).replace("{{", "{").replace("}}", "}")


def _result(problem: Problem, rule: int, lang: ProblemLang, seen: Counter[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": f"{problem.message(lang)}\n{problem.fix(lang)}"},
        "locations": [{"physicalLocation": _location(problem.file, problem.place)}],
        "partialFingerprints": {"hubProblem/v1": fingerprint(problem, seen)},
    }
    if problem.others:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _location(other.file, other.place)}
            for number, other in enumerate(problem.others, 1)
        ]
    if isinstance(problem.mend, Replacement):
        result["fixes"] = [_fix(problem, problem.mend, lang)]
    return result


def _location(file: str, place: Place) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": place.line}
    if place.text:
        region |= {"startColumn": place.column, "endLine": place.line, "endColumn": place.column + place.length}
        region["snippet"] = {"text": place.text}
    return {"artifactLocation": _artifact(file), "region": region}


def _artifact(file: str) -> dict[str, str]:
    return {"uri": quote(file, safe="/"), "uriBaseId": BASE}


def _fix(problem: Problem, mend: Replacement, lang: ProblemLang) -> dict[str, Any]:
    region = {
        "startLine": mend.line,
        "startColumn": mend.column,
        "endLine": mend.end_line,
        "endColumn": mend.end_column,
    }
    replacement = {"deletedRegion": region, "insertedContent": {"text": mend.text}}
    change = {"artifactLocation": _artifact(problem.file), "replacements": [replacement]}
    return {"description": {"text": problem.fix(lang)}, "artifactChanges": [change]}
