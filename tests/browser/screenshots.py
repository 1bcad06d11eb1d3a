"""Pictures of a built site, for people to look at: ``make screenshots``.

One page of each kind, in both languages, on a desk and on a phone, light and dark; in large text, in print and in
high contrast where asked for. Beside the pictures stand `index.html`, which shows all of them, and for each page a
contact sheet of its forms, side by side on the same scale.
"""

from __future__ import annotations

import argparse
import html
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from loopback import FLAGS, served
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, sync_playwright
from reader import KINDS

SIZES = {360: 740, 1280: 900}
"""Widths of windows and their heights, in CSS pixels."""

SCHEMES = ("light", "dark")
LANGS = {"zh": "", "en": "en/"}

MODES = ("plain", "large-text", "forced-colors", "print")
"""How pages are shown; all but the first only when asked for."""

SHEET_HEIGHT = 2600
"""Longer pages are cut on contact sheets; the picture itself is whole."""

GAP = 24


@dataclass(frozen=True)
class Shot:
    """One picture: of which page, and how it is shown."""

    kind: str
    lang: str
    width: int
    scheme: str
    mode: str = "plain"

    @property
    def path(self) -> str:
        """The address below the site's root."""
        return LANGS[self.lang] + KINDS[self.kind]

    @property
    def name(self) -> str:
        """The picture's file name without its ending."""
        mode = "" if self.mode == "plain" else f"-{self.mode}"
        return f"{slug(self.kind)}-{self.lang}-{self.width}-{self.scheme}{mode}"


def slug(kind: str) -> str:
    """The name of a kind of page as part of a file name."""
    return kind.replace("'s", "").replace(" ", "-")


def shots(kinds: Sequence[str], widths: Sequence[int], mode: str) -> Iterator[Shot]:
    """Every form of the pages of *kinds*; paper has neither width nor dark colours."""
    for kind in kinds:
        for width in (1280,) if mode == "print" else widths:
            for scheme in ("light",) if mode in ("print", "forced-colors") else SCHEMES:
                for lang in LANGS:
                    yield Shot(kind, lang, width, scheme, mode)


def take(browser: Browser, root: str, shot: Shot, folder: Path) -> Path:
    """Take one picture of the whole page, all its lazy images loaded; return its file."""
    file = folder / f"{shot.name}.png"
    context = browser.new_context(
        viewport={"width": shot.width, "height": SIZES[shot.width]},
        color_scheme=shot.scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        forced_colors="active" if shot.mode == "forced-colors" else "none",
    )
    if shot.mode == "large-text":
        context.add_init_script("try { localStorage.setItem('hub-text', 'large') } catch (refused) {}")
    page = context.new_page()
    page.goto(root + shot.path, wait_until="load")
    page.evaluate("document.querySelectorAll('[loading=lazy]').forEach(image => { image.loading = 'eager' })")
    page.wait_for_load_state("networkidle")
    if shot.mode == "print":
        file = file.with_suffix(".pdf")
        page.pdf(path=str(file), prefer_css_page_size=True, print_background=False)
    else:
        page.screenshot(path=str(file), full_page=True)
    context.close()
    return file


def sheet(files: Sequence[Path], target: Path) -> None:
    """Put pictures side by side, at the same scale, with their names above."""
    pictures = [Image.open(file) for file in files]
    height = min(max(picture.height for picture in pictures), SHEET_HEIGHT)
    whole = Image.new("RGB", (sum(picture.width + GAP for picture in pictures) + GAP, height + 3 * GAP), "#888")
    draw = ImageDraw.Draw(whole)
    x = GAP
    for file, picture in zip(files, pictures, strict=True):
        draw.text((x, GAP // 3), file.stem, fill="#fff", font_size=18)
        whole.paste(picture.crop((0, 0, picture.width, min(picture.height, height))), (x, 2 * GAP))
        x += picture.width + GAP
    whole.resize((whole.width // 2, whole.height // 2), Image.Resampling.LANCZOS).save(target)


def index(groups: dict[str, list[Path]]) -> str:
    """A page that shows all pictures, by kind."""
    parts = []
    for kind, files in groups.items():
        pictures = "".join(
            f'<a href="{file.name}"><figure><img src="{file.name}" alt="" loading="lazy">'
            f"<figcaption>{html.escape(file.stem)}</figcaption></figure></a>"
            if file.suffix == ".png"
            else f'<a href="{file.name}">{html.escape(file.name)}</a> '
            for file in files
        )
        parts.append(f"<h2>{html.escape(kind)}</h2><div>{pictures}</div>")
    style = (
        "body{font:16px system-ui;margin:2rem;background:#ddd}div{display:flex;flex-wrap:wrap;gap:1rem}"
        "figure{margin:0}img{width:18rem;height:26rem;object-fit:cover;object-position:top;border:1px solid #888}"
    )
    head = f'<!doctype html><meta charset="utf-8"><title>Screenshots</title><style>{style}</style>'
    return f"{head}<h1>Screenshots</h1>{''.join(parts)}"


def main() -> int:
    """Read arguments, take the pictures, and say where they are; 2 for a kind that does not exist."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("site", type=Path, help="folder of the built site")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--chromium", required=True, help="its program file")
    parser.add_argument("--kinds", default="", help="comma-separated; none: all of them")
    parser.add_argument("--widths", default=",".join(map(str, SIZES)))
    parser.add_argument("--mode", choices=MODES, default="plain")
    asked = parser.parse_args()
    kinds = asked.kinds.split(",") if asked.kinds else list(KINDS)
    widths = [int(width) for width in asked.widths.split(",")]
    if unknown := [kind for kind in kinds if kind not in KINDS] + [str(w) for w in widths if w not in SIZES]:
        print(f"unknown: {', '.join(unknown)}; kinds are {', '.join(KINDS)}", file=sys.stderr)
        return 2
    asked.folder.mkdir(parents=True, exist_ok=True)
    groups: dict[str, list[Path]] = {kind: [] for kind in kinds}
    with served(asked.site) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=asked.chromium, args=list(FLAGS))
        for shot in shots(kinds, widths, asked.mode):
            groups[shot.kind].append(take(browser, root, shot, asked.folder))
        browser.close()
    for kind, files in groups.items():
        if asked.mode != "print":
            sheet(files, asked.folder / f"sheet-{slug(kind)}{'' if asked.mode == 'plain' else '-' + asked.mode}.png")
    (asked.folder / "index.html").write_text(index(groups), "utf-8")
    print(f"{sum(map(len, groups.values()))} pictures, {asked.folder / 'index.html'}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
