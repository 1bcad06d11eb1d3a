"""What the site is built with: a bill of materials and a list of licences, from the lock file and what is installed.

    python tools/supply_chain.py sbom FILE          CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/
    python tools/supply_chain.py licences FILE      a table of packages and their licences, THIRD-PARTY-LICENSES.md
    python tools/supply_chain.py licences FILE --check

Both are the same bytes for the same lock file: no date, no machine, no random number. Needs what requirements.lock
lists to be installed. Exit code 1: a package has no known licence, or the table is not up to date.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent
LOCK = PROJECT / "requirements.lock"
OWN = "alliance-hub"

CLASSIFIED = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "Python Software Foundation License": "PSF-2.0",
}
"""Trove classifiers of licences, as SPDX writes them."""

WORDS = {"BSD-3": "BSD-3-Clause", "MIT License": "MIT", "Apache 2.0": "Apache-2.0", "Dual License": ""}
"""What packages write in the free field instead."""


@dataclass(frozen=True)
class Locked:
    """One entry of the lock: a package, its version, the SHA-256 of each of its files, and the platforms it is for."""

    name: str
    version: str
    hashes: tuple[str, ...]
    marker: str


def locked(text: str) -> Iterator[Locked]:
    """Read a lock file that `make lock` wrote."""
    for entry in re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", text, flags=re.M)):
        head = entry.split("\\\n")[0].split("#")[0].strip()
        if "==" in head:
            requirement = Requirement(head)
            version = next(iter(requirement.specifier)).version
            hashes = tuple(sorted(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry)))
            yield Locked(canonicalize_name(requirement.name), version, hashes, str(requirement.marker or ""))


def licence_of(metadata: Message) -> str:
    """The licence a package names, as SPDX writes it where that is known; empty when it names none."""
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classified = [
        CLASSIFIED.get(name.split(" :: ")[-1], name.split(" :: ")[-1])
        for name in metadata.get_all("Classifier", [])
        if name.startswith("License :: ") and name != "License :: OSI Approved"
    ]
    free = str(metadata.get("License") or "").strip().splitlines()
    said = WORDS.get(free[0], free[0]) if len(free) == 1 and len(free[0]) < 60 else ""
    specific = said if said and (not classified or classified == ["BSD"]) else " AND ".join(sorted(set(classified)))
    return specific


def described(package: Locked) -> tuple[str, tuple[str, ...], str]:
    """Licence, needed packages and summary of what is installed; raises PackageNotFoundError where it is not.

    The lock may have another version of a package for another Python: what is installed then speaks for both.
    """
    found = distribution(package.name)
    for_us = not package.marker or Marker(package.marker).evaluate()
    if for_us and found.version != package.version:
        raise SystemExit(f"{package.name} {found.version} is installed, {package.version} is locked: run make env")
    needs = (Requirement(line) for line in found.requires or ())
    names = sorted(
        {canonicalize_name(need.name) for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})}
    )
    return licence_of(found.metadata), tuple(names), str(found.metadata.get("Summary") or "")


def bill(packages: list[Locked]) -> dict[str, Any]:
    """The bill of materials as CycloneDX 1.6."""
    own = distribution(OWN)
    names = {package.name for package in packages}
    root = f"pkg:pypi/{OWN}@{own.version}"
    ours = [package for package in packages if not package.marker or Marker(package.marker).evaluate()]
    refs = {package.name: f"pkg:pypi/{package.name}@{package.version}" for package in (*packages, *ours)}
    components, dependencies = [], []
    for package in packages:
        component: dict[str, Any] = {
            "type": "library",
            "bom-ref": (ref := f"pkg:pypi/{package.name}@{package.version}"),
            "name": package.name,
            "version": package.version,
            "purl": ref,
            "scope": "required" if not package.marker else "optional",
            "hashes": [{"alg": "SHA-256", "content": digest} for digest in package.hashes],
        }
        try:
            licence, needs, summary = described(package)
        except PackageNotFoundError:  # for another platform
            needs = ()
        else:
            component["description"] = summary
            if licence:
                component["licenses"] = [
                    {"expression": licence} if is_spdx(licence) else {"license": {"name": licence}}
                ]
        if package.marker:
            component["properties"] = [{"name": "hub:marker", "value": package.marker}]
        components.append(component)
        dependencies.append({"ref": ref, "dependsOn": [refs[name] for name in needs if name in names]})
    direct = {canonicalize_name(Requirement(line).name) for line in own.requires or ()}
    dependencies.append({"ref": root, "dependsOn": sorted(refs[name] for name in direct & names)})
    seed = json.dumps([components, dependencies], sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": OWN,
                "version": own.version,
                "purl": root,
                "licenses": [{"license": {"id": "MIT"}}],
            },
            "properties": [{"name": "hub:lock", "value": LOCK.name}],
        },
        "components": components,
        "dependencies": sorted(dependencies, key=lambda one: str(one["ref"])),
    }


def is_spdx(licence: str) -> bool:
    """Whether *licence* is made of names that SPDX has; those that only say a family are not."""
    parts = [part.strip() for part in re.split(r" (?:AND|OR|WITH) |[()]", licence) if part.strip()]
    return all(
        re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*-[0-9][0-9A-Za-z.-]*|0BSD|ISC|MIT|MIT-CMU|HPND|Zlib|Unlicense", part)
        for part in parts
    )


def table(packages: list[Locked]) -> tuple[str, list[str]]:
    """The table of licences, and the packages that name none."""
    lines = [
        "# Licences of what the site is built with",
        "",
        "Written by `make licences` from `requirements.lock` and the packages’ own words; tests compare. None of it is",
        "copied into this repository. Built sites contain styles and scripts of Material for MkDocs (MIT).",
        "",
        "| Package | Licence |",
        "| --- | --- |",
    ]
    unknown = []
    for package in {package.name: package for package in packages}.values():
        try:
            licence = described(package)[0]
        except PackageNotFoundError:
            licence = f"not on this platform (`{package.marker}`)"
        if not licence:
            unknown.append(package.name)
        lines.append(f"| {package.name} | {licence or 'none named'} |")
    return "\n".join(lines) + "\n", unknown


def main() -> int:
    """Write or check one of the two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("sbom", "licences"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true", help="write nothing; tell whether the file is up to date")
    given = parser.parse_args()
    packages = sorted(locked(LOCK.read_text("utf-8")), key=lambda package: package.name)
    if given.what == "sbom":
        text, unknown = json.dumps(bill(packages), ensure_ascii=False, indent=2) + "\n", []
    else:
        text, unknown = table(packages)
    if unknown:
        print(f"no licence is named by: {', '.join(unknown)}", file=sys.stderr)
        return 1
    if given.check:
        if not given.file.is_file() or given.file.read_text("utf-8") != text:
            print(f"{given.file} is not up to date: run `make {given.what}`", file=sys.stderr)
            return 1
        return 0
    given.file.write_text(text, "utf-8")
    print(f"{given.file}: {len(packages)} packages", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
