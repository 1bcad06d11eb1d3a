"""Content folders with damage: each gives a list of problems or a whole site, never a traceback or a part of one."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import re
import shutil
import tempfile
import time
import traceback
from pathlib import Path

from bare_shell import SHELLS
from fuzz.cases import case
from hostile_vectors import VECTORS

from generator.build import load, outputs
from generator.settings import Settings

PROJECT = Path(__file__).resolve().parent.parent.parent
BASE = PROJECT / "tests/golden/small-hub/content"
NAMES = (
    "x.yml",
    "index.md",
    "index.en.md",
    "alliance.yml",
    "chain.yml",
    "about.md",
    "hub.yml",
    "a.png",
    "CON",
    "a.",
    "é.md",
    "x.svg",
    "新闻.md",
    "..",
    "page.yml",
)
ENGINE = ("assets/", "handbook/", "en/handbook/")
"""What the engine makes, which has no part in this."""

_HREF = re.compile(r'href="(/[^"#?]*)')


def damage(content: Path, chance: random.Random) -> None:
    """Do one thing to *content* that people, programs or attackers do."""
    files = sorted(path for path in content.rglob("*") if path.is_file() and not path.is_symlink())
    if not files:
        return
    file, other = chance.choice(files), chance.choice(files)
    data = file.read_bytes()
    kind = chance.randrange(24)
    if kind == 0:
        file.unlink()
    elif kind == 1:
        file.write_bytes(data[: chance.randrange(len(data) + 1)])
    elif kind == 2 and data:
        at = chance.randrange(len(data))
        file.write_bytes(data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :])
    elif kind == 3:
        lines = data.split(b"\n")
        lines[chance.randrange(len(lines))] = case(chance.randrange(10**9))
        file.write_bytes(b"\n".join(lines))
    elif kind in (4, 5):  # another value
        lines = data.split(b"\n")
        at = chance.randrange(len(lines))
        value = chance.choice(VECTORS).encode() if kind == 4 else case(chance.randrange(10**9)).replace(b"\n", b" ")
        lines[at] = lines[at].partition(b": ")[0] + b": " + value
        file.write_bytes(b"\n".join(lines))
    elif kind == 6:
        lines = data.split(b"\n")
        chance.shuffle(lines)
        file.write_bytes(b"\n".join(lines))
    elif kind == 7:
        file.write_bytes(other.read_bytes())
    elif kind == 8 and not (target := file.with_name(chance.choice(NAMES))).exists():
        shutil.copyfile(file, target)
    elif (
        kind == 9
        and not (
            target := content
            / chance.choice(
                ("news/2026/x/index.md", "jobs/con.yml", "a/b/c.md", "pages/en/index.md", "events/x.yml/y.yml")
            )
        ).exists()
    ):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    elif kind == 10:
        file.unlink()
        file.symlink_to(chance.choice(("/etc/passwd", "..", file.name, other)))
    elif kind == 11:
        file.unlink()
        file.mkdir()
    elif kind == 12 and file.parent != content:
        folder = file.parent
        folder.rename(folder.with_name(chance.choice(("Casting", "a-b", "2026", "index", "x" * 90))))
    elif kind == 13:
        at = chance.randrange(len(data) + 1)
        file.write_bytes(data[:at] + data[at:] * chance.randrange(2, 5))
    elif kind in (14, 15) and other.name.endswith(".en.md"):
        other.unlink()
    elif kind > 15:  # what nobody can object to: another text in the place of a text
        lines = data.decode("utf-8", "replace").split("\n")
        texts = [number for number, line in enumerate(lines) if re.match(r" *(?:- )?(?:zh|en|title|summary): \S", line)]
        if texts:
            at = chance.choice(texts)
            lines[at] = lines[at].partition(": ")[0] + ": " + json.dumps(chance.choice(VECTORS), ensure_ascii=False)
            file.write_text("\n".join(lines), "utf-8")


def tried(number: int, folder: Path) -> bool:
    """Make the tree *number* in *folder*, read it, and build it where it has no error; whether it was built.

    Raises AssertionError for a site with a link to nothing, and whatever a reader or a page raises.
    """
    chance = random.Random(number)
    content = folder / "content"
    shutil.copytree(BASE, content)
    for _ in range(chance.randrange(1, 6)):
        try:
            damage(content, chance)
        except OSError:
            continue  # the damage itself could not be done
    settings = Settings(content, PROJECT / "theme", "https://hub.example/", dt.date(2026, 11, 22))
    loaded = load(content, settings.theme, fresh_on=settings.as_of)
    for lang in ("zh", "en"):
        assert loaded.report.text(lang).encode("utf-8") is not None
    if loaded.report.errors:
        return False
    made = {output.path: output.render() for output in outputs(loaded.edition(settings), loaded, settings, SHELLS)}
    assert {"index.html", "en/index.html", "404.html", "feed.xml", "sitemap.xml", "build.json"} <= made.keys()
    for page in sorted(name for name in made if name.endswith(".html")):
        for address in _HREF.findall(str(made[page])):
            target = f"{address[1:]}index.html" if address.endswith("/") else address[1:]
            assert target in made or target.startswith(ENGINE), f"{page} → {address}"
    return True


def trees(count: int, first: int = 0) -> int:
    """Try *count* trees; return how many failed."""
    failed = built = 0
    slowest, started = 0.0, time.monotonic()
    for number in range(first, first + count):
        folder = Path(tempfile.mkdtemp(prefix="hub-tree-"))
        start = time.process_time()
        try:
            built += tried(number, folder)
        except Exception:
            failed += 1
            print(f"tree {number}:")
            traceback.print_exc(limit=-4)
        finally:
            slowest = max(slowest, time.process_time() - start)
            os.chmod(folder, 0o700)  # noqa: PTH101
            shutil.rmtree(folder, ignore_errors=True)
    problems = count - built - failed
    print(f"{count} trees: {built} built, {problems} with problems, {failed} failed")
    print(f"the slowest took {slowest:.1f} s; {time.monotonic() - started:.0f} s in all")
    return failed
