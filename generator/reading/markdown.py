"""Markdown to HTML as GitHub shows it, with links checked and Chinese set well. comrak is imported here only."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape, unescape
from urllib.parse import SplitResult, quote, unquote, urlsplit

import comrak

from generator.addresses import address_of
from generator.model.domains import host_of, is_deceptive
from generator.model.hub import Media
from generator.model.prose import LinkTarget, Markup
from generator.model.record import Lang
from generator.nearest import Near, folded, guess, nearest
from generator.pictures.renditions import TYPES, renditions, srcset
from generator.problems import Place, Problem, Replacement
from generator.reading.characters import DIRECTION, code_point, name_of, place_at
from generator.reading.files import PICTURE
from generator.reading.mends import meant
from generator.reading.translations import digest

Words = Callable[[str], str]
"""Looks up an interface word by key, in the language of the text."""

_OMITTED = "<!-- raw HTML omitted -->"
_LINK = re.compile(r'<a href="hub-link:(\d+)"')
_PICTURE = re.compile(r'<img src="hub-pic:(\d+)" alt="([^"]*)"(?: title="([^"]*)")? />')
_ALONE = re.compile(r"<p>(<picture>.*?</picture>)</p>")
_ANCHOR = re.compile(r'<a href="#[^"]*" aria-label="[^"]*" data-heading-content="[^"]*" class="anchor"></a>')
_TAG = re.compile(r"<[^>]*>")
_WHITE = b" \t\n\v\f\r\x1c\x1d\x1e\x1f"
_HEADING = re.compile(r"<h([1-6])[ >]")
_ALERT = re.compile(
    r'(<div class="markdown-alert markdown-alert-(\w+)">\n<p class="markdown-alert-title">)(?i:\2)(?=</p>)'
)
_BACKREF = re.compile(r'aria-label="Back to reference ([0-9-]+)">')
_ALIGN = re.compile(r'(<t[hd]) align="(left|right|center)"')
_FOOTNOTES = '<section class="footnotes" data-footnotes>'
_CHECKBOX = re.compile(r'<input type="checkbox" (checked="" )?disabled="" />')
_CJK = r"[\u2e80-\u303f\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…]"
_INLINE = r"(?:strong|em|a|del|code|sup)"
_CHINESE_BREAK = re.compile(rf"({_CJK}(?:</{_INLINE}>)*)\n(?=(?:<{_INLINE}(?: [^>]*)?>)*{_CJK})")
_CHINESE_LINE = re.compile(rf"\n(?:<{_INLINE}(?: [^>]*)?>)*{_CJK}")
"""What follows a break inside Chinese; most texts have none, since each of their paragraphs is one line."""
_PREFORMATTED = re.compile(r"(<pre[ >].*?</pre>)", re.DOTALL)
_SIZES = "(min-width: 49em) 45rem, calc(100vw - 2rem)"
"""How wide a text's pictures are, as `.hub-prose` in hub.css has it: browsers choose before they know the styles."""
_NO_WORDS = re.compile(
    r"(?:图片?|照片|插图|配图|题图|截图|示意图|未命名|image|picture|photo|img|pic|screenshot|untitled|dsc|微信图片)"
    r"[\s_-]*[\d_-]*(?:\.\w+)?|[\d\W_]+|\S+\.(?:jpe?g|png|webp|gif)",
    re.IGNORECASE,
)
"""What says nothing of what a picture shows: a file's name, a number, the word “picture”."""
_SCHEMES = ("https", "http", "mailto", "tel")
MOST_LEVELS = 40
"""Quotes and lists that may lie in each other."""
_DEEP = re.compile(rf"\n[ \t]*+(?:>[ \t]*+|(?:[-+*]|[0-9]{{1,9}}[.)])[ \t]++){{{MOST_LEVELS + 1}}}")
"""Begun by the line break before it, for which a text is looked through quickest."""
MOST_ADDRESSES = 1000
MOST_HEADINGS = 1000
MOST_CELLS = 200_000
"""Signs of e-mail addresses, headings, and cells of tables (columns times lines) in one text."""
_SMALL = 2000
"""No shorter text, in characters, can have too much of anything."""
_HEADING_LINE = re.compile(r"^[ \t>*+.)0-9-]*+(?:(?<=-)|#{1,6}[ \t]|=)", re.MULTILINE)
"""A line that may be a heading, or the line below one."""
_DELIMITER = re.compile(r"^[ \t>|:-]++$", re.MULTILINE)
"""The line below the head of a table."""
_MOST_TOLD = 500
"""How many links and pictures of one text are told of at once."""
_MOST_GUESSED = 20
"""How many broken links of one text get a guess at what was meant."""


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown text to convert: `first_line` is where it begins in its file, from 1."""

    file: str
    source: str
    lang: Lang
    first_line: int = 1


def convert(
    text: Text,
    files: Collection[str],
    size_of: Callable[[str], Media | Problem],
    word: Words,
    fingerprinted: str = "",
) -> tuple[Markup, list[Problem]]:
    """Return the HTML of *text* and what is wrong in it.

    *files* are the content paths that exist; *size_of* measures a picture or says why it cannot. Addresses in
    the HTML begin with ``hub:/``, which pages and feeds replace. *fingerprinted* are further texts (title,
    summary) that the fingerprint covers.
    """
    if deep := _too_deep(text) or _too_much(text):
        return Markup(text.file, "", (), 0, ""), [deep]
    asked: list[str] = []

    def remember(kind: str) -> Callable[[str], str]:
        def rewrite(url: str) -> str:
            asked.append(url)
            return f"{kind}:{len(asked) - 1}"

        return rewrite

    html = _render(text.source, remember("hub-link"), remember("hub-pic"))
    if 'class="anchor"' in html:
        html = _ANCHOR.sub("", html)
    references = _References(text, asked, files, size_of)
    html = _PICTURE.sub(references.picture, _LINK.sub(references.link, html))
    wrong = references.wrong[:_MOST_TOLD]
    problems = list(_placed(text, wrong)) if wrong else []
    if _OMITTED in html:
        problems += _raw_html(text, html.count(_OMITTED))
    if "&lt;" in html:
        problems += _office_tags(text)
    if 'href=""' in html or 'src=""' in html:
        problems += _empty_links(text)
    problems += _heading_problems(text, html)
    if "&#" in text.source and (match := DIRECTION.search(html)):  # as `&#x202e;`: no file holds one as it is
        facts = {"char": code_point(match[0]), "name": name_of(match[0])}
        problems.append(Problem(text.file, _entity_place(text, match[0]), "E196", facts))
    problems += [found.problem for found in wrong if found.problem is not None]
    html = _polish(html, text.lang, word)
    characters = _solid(_TAG.sub("", html))
    fingerprint = digest(fingerprinted, text.source)
    return Markup(text.file, html, tuple(references.targets), characters, fingerprint), problems


def _solid(text: str) -> int:
    """How many characters of *text* are no white space."""
    if text.isascii():
        return len(text.encode().translate(None, _WHITE))
    return sum(map(len, text.split()))  # Chinese has few blanks


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A link or picture that cannot stay: which one, and why; or a whole problem of another file."""

    index: int
    code: str = ""
    found: str = ""
    guess: str = ""
    problem: Problem | None = None


def _options() -> tuple[comrak.ExtensionOptions, comrak.RenderOptions]:
    extensions, rendering = comrak.ExtensionOptions(), comrak.RenderOptions()
    for name in (
        "alerts",
        "autolink",
        "cjk_friendly_emphasis",
        "footnotes",
        "strikethrough",
        "table",
        "tasklist",
    ):
        setattr(extensions, name, True)
    extensions.header_id_prefix = ""
    return extensions, rendering


def _render(source: str, link: Callable[[str], str], picture: Callable[[str], str], *, places: bool = False) -> str:
    extensions, rendering = _options()
    extensions.link_url_rewriter, extensions.image_url_rewriter = link, picture
    rendering.sourcepos = places
    return comrak.render_markdown(source, extensions, comrak.ParseOptions(), rendering)


class _References:
    """The links and pictures of one text, as comrak asked for them; gathers where they lead and what is wrong."""

    def __init__(
        self, text: Text, asked: list[str], files: Collection[str], size_of: Callable[[str], Media | Problem]
    ) -> None:
        self.text, self.asked, self.files, self.size_of = text, asked, files, size_of
        self.folder = posixpath.dirname(text.file)
        self.targets: list[LinkTarget] = []
        self.wrong: list[_Wrong] = []

    def link(self, match: re.Match[str]) -> str:
        """Return the opening of the anchor element."""
        index = int(match[1])
        url = self.asked[index]
        try:
            parts = urlsplit(url)
        except ValueError:
            return self._refuse_link(index, "E171")
        if parts.scheme or parts.netloc or url.startswith("//"):
            if refused := _refused(url, parts):
                return self._refuse_link(index, refused)
            web = parts.scheme in ("http", "https")
            return f'<a href="{_attribute(url)}"' + (' rel="external noopener"' if web else "")
        if not parts.path and parts.fragment:
            return f'<a href="#{_attribute(parts.fragment)}"'
        path = _resolve(self.folder, parts.path)
        if path is None or path not in self.files:
            return self._refuse_link(index, "E172", self._near(path or url, self.files))
        if PICTURE.search(path):
            return self._picture_link(index, path)
        address = address_of(path, self.text.lang)
        if address is None:
            return self._refuse_link(index, "E172", self._near(path, self.files))
        self.targets.append(LinkTarget(path, url, picture=False, number=index))
        fragment = f"#{_attribute(parts.fragment)}" if parts.fragment else ""
        return f'<a href="hub:/{_attribute(address)}{fragment}"'

    def _picture_link(self, index: int, path: str) -> str:
        """Return the opening of a link to a picture itself, to look at it large."""
        media = self.size_of(path)
        if isinstance(media, Problem):
            self.wrong.append(_Wrong(index, problem=media))
            return '<a href="#"'
        self.targets.append(LinkTarget(path, self.asked[index], picture=False, number=index))
        return f'<a href="hub:/{renditions(media).plain.path}"'

    def picture(self, match: re.Match[str]) -> str:
        """Return the picture in all its widths, with its size; a title becomes the caption later."""
        index, alt, title = int(match[1]), match[2], match[3]
        url = self.asked[index]
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", url):
            return self._refuse_picture(index, "E175")
        if not alt.strip():
            return self._refuse_picture(index, "E174")
        path = _resolve(self.folder, url)
        if path is None or path not in self.files or posixpath.dirname(path) != self.folder:
            beside = [file for file in self.files if posixpath.dirname(file) == self.folder]
            return self._refuse_picture(index, "E173", self._near(path or url, beside))
        media = self.size_of(path)
        if isinstance(media, Problem):
            self.wrong.append(_Wrong(index, problem=media))
            return ""
        self.targets.append(LinkTarget(path, url, picture=True, number=index))
        if says_nothing(unescape(alt)):
            self.wrong.append(_Wrong(index, "W221", unescape(alt)))
        files = renditions(media)
        sources = "".join(
            f'<source type="{TYPES[family[0].kind]}" srcset="{srcset(family, "hub:/")}" sizes="{_SIZES}">'
            for family in files.sources
        )
        caption = f' title="{title}"' if title else ""
        plain = files.plain
        return (
            f'<picture>{sources}<img src="hub:/{plain.path}" alt="{alt}"{caption} width="{plain.width}" '
            f'height="{plain.height}" loading="lazy" decoding="async"></picture>'
        )

    def _near(self, path: str, files: Iterable[str]) -> str:
        """Return the file that *path* most likely means; nothing after so many, because looking takes its time."""
        return _near(path, files) if len(self.wrong) < _MOST_GUESSED else ""

    def _refuse_link(self, index: int, code: str, guess: str = "") -> str:
        self.wrong.append(_Wrong(index, code, self.asked[index], guess))
        return '<a href="#"'

    def _refuse_picture(self, index: int, code: str, guess: str = "") -> str:
        self.wrong.append(_Wrong(index, code, self.asked[index], guess))
        return ""


def _refused(url: str, parts: SplitResult) -> str:
    """Return the code of what is wrong with a complete address, or an empty text.

    What browsers read otherwise than people do is refused: a name before the host, as in ``https://hub.example@…``,
    a backslash for a slash, white space, and hosts with signs that are none of a domain's.
    """
    if parts.scheme not in _SCHEMES or re.search(r"[\s\\]", url):
        return "E171"
    if parts.scheme == "tel":
        return "" if re.fullmatch(r"\+?[0-9().-]{2,30}", parts.path) else "E171"
    if parts.scheme == "mailto":
        return "" if re.fullmatch(r"[^@/?]+@[^@/?]+", parts.path) else "E171"
    host = host_of(parts.netloc)
    if host is None:
        return "E171"
    return "E197" if is_deceptive(host) else ""


def says_nothing(alt: str) -> bool:
    """Whether the alternative text *alt* tells somebody who cannot see the picture nothing of it."""
    return _NO_WORDS.fullmatch(alt.strip()) is not None


@lru_cache(maxsize=1024)  # many texts lead to the same few records
def _attribute(url: str) -> str:
    """Percent-encode what is not ASCII (rule R8) and escape for an attribute."""
    return escape(quote(url, safe="/:?#[]@!$&'()*+,;=%~._-"), quote=True)


@lru_cache(maxsize=1024)  # both languages of an item hold the same links, most of them more than once
def _resolve(folder: str, relative: str) -> str | None:
    """Return the content path that *relative* names from a file in *folder*, or None when it leaves content/."""
    if relative.startswith("/") or "\\" in relative:
        return None
    path = posixpath.normpath(posixpath.join(folder, unquote(relative)))
    return None if path.startswith("..") else path


def _near(path: str, files: Iterable[str]) -> str:
    """Return the existing file that *path* most likely means: the nearest one with the same ending."""
    ending = posixpath.splitext(path)[1]
    near = nearest(path, (file for file in files if file.endswith(ending)))
    return near.value if near else ""


def _placed(text: Text, wrong: list[_Wrong]) -> Iterator[Problem]:
    """Yield the problems at their places: the text is parsed once more, now with source positions."""
    where = _target_places(text, {found.index for found in wrong})
    for found in wrong:
        if found.problem is None:
            near = _relative(text.file, found.guess) if found.guess else ""
            place = where.get(found.index, Place(text.first_line))
            facts = {"found": found.found, **guess(near)}
            yield Problem(text.file, place, found.code, facts, _target_mend(place, found, near))


def _target_mend(place: Place, found: _Wrong, near: str) -> Replacement | None:
    """Another target for the link or picture at *place*, where what is written there stands there once."""
    other: Near | None = None
    if found.code == "E171" and (web := meant("E131", found.found)):
        other = Near(web.text, web.sure)
    elif found.code == "E172" and (web := meant("E131", found.found)) and web.sure:
        other = Near(web.text, sure=True)
    elif near:
        other = Near(near, sure=folded(near) == folded(found.found))
    stretch = place.text[place.column - 1 : place.column - 1 + place.length]
    if other is None or not found.found or stretch.count(found.found) != 1:
        return None
    column = place.column + stretch.index(found.found)
    return Replacement.of(Place(place.line, column, len(found.found)), other.value, sure=other.sure)


def _target_places(text: Text, wanted: Collection[int]) -> dict[int, Place]:
    count = itertools.count()
    html = _render(text.source, lambda _: f"hub:{next(count)}", lambda _: f"hub:{next(count)}", places=True)
    placed = re.finditer(r'data-sourcepos="([0-9:-]+)" (?:href|src)="hub:(\d+)"', html)
    lines = text.source.encode().split(b"\n")
    return {int(match[2]): _place(lines, text.first_line, match[1]) for match in placed if int(match[2]) in wanted}


def target_place(text: Text, index: int) -> Place:
    """Return the place of the link or picture number *index*, as `LinkTarget.number` counts them."""
    return _target_places(text, (index,)).get(index, Place(text.first_line))


def _relative(file: str, path: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(file) or ".")


def _place(lines: Sequence[bytes], first_line: int, position: str) -> Place:
    """Turn comrak's ``3:7-3:22`` (from 1, inclusive, bytes) into a place of the file.

    comrak could count characters, but takes time with the square of a line's length for it.
    """
    line, column, last_line, last_column = map(int, re.findall(r"\d+", position))
    data = lines[line - 1] if line <= len(lines) else b""
    quoted = data.decode()
    column = len(data[: column - 1].decode("utf-8", "ignore")) + 1
    last_column = len(data[:last_column].decode("utf-8", "ignore"))
    length = last_column - column + 1 if last_line == line else len(quoted) - column + 1
    return Place(line + first_line - 1, column, max(1, length), quoted)


_MAY_BE_HTML = re.compile(r"<[A-Za-z/!?][^>\n]*>?")
_MOST_TRIED = 60
_ENTITY = re.compile(r"&#(?:[0-9]{1,8}|[xX][0-9a-fA-F]{1,6});")


def _raw_html(text: Text, count: int) -> list[Problem]:
    """Find raw HTML by asking the parser: a tag is one when escaping its bracket changes what is left out."""
    problems = []
    source = text.source
    # From the last to the first, each escape staying: escaping only the first tag of a block would set free the others.
    for match in reversed(list(itertools.islice(_MAY_BE_HTML.finditer(text.source), _MOST_TRIED))):
        start, before = match.start(), count
        source = f"{source[:start]}&lt;{source[start + 1 :]}"
        count = _render(source, lambda url: url, lambda url: url).count(_OMITTED)
        if count < before:
            line = text.source.count("\n", 0, start)
            column = start - (text.source.rfind("\n", 0, start) + 1) + 1
            place = Place(line + text.first_line, column, len(match[0]), text.source.split("\n")[line])
            problems.append(Problem(text.file, place, "E170", {"found": match[0]}, _tag_mend(place, match[0])))
    return problems[::-1] or [Problem(text.file, _first_place(text), "E170", {"found": "<"})]


def _first_place(text: Text) -> Place:
    return Place(text.first_line, 1, 1, text.source.split("\n", 1)[0])


def _too_much(text: Text) -> Problem | None:
    """Find a text with more of something than comrak bears: it takes the square of it in time, or all of the stack."""
    source = text.source
    if len(source) < _SMALL:
        return None
    addresses, breaks, bars = source.count("@"), source.count("\n"), source.count("|")
    if addresses <= MOST_ADDRESSES and breaks < MOST_HEADINGS and bars * breaks <= MOST_CELLS:
        return None  # not even if each line were a heading, and all bars stood on one
    columns = max((line.count("|") for line in _DELIMITER.findall(source)), default=0)
    counts = (
        (addresses, MOST_ADDRESSES, "邮箱地址（@）", "e-mail addresses (@)"),
        (len(_HEADING_LINE.findall(source)), MOST_HEADINGS, "标题", "headings"),
        (columns * breaks, MOST_CELLS, "表格单元格", "table cells"),
    )
    for count, limit, zh, en in counts:
        if count > limit:
            facts = {"what_zh": zh, "what_en": en, "limit": limit}
            return Problem(text.file, _first_place(text), "E195", facts)
    return None


def _entity_place(text: Text, char: str) -> Place:
    """The place where *char* is written as a numbered entity, or the first one."""
    for match in _ENTITY.finditer(text.source):
        if unescape(match[0]) == char:
            place = place_at(text.source, match.start(), len(match[0]))
            return replace(place, line=place.line + text.first_line - 1)
    return _first_place(text)


def _too_deep(text: Text) -> Problem | None:
    """Find a line on which quotes and lists lie too deep in each other: comrak's time grows with the square of that."""
    if match := _DEEP.search(f"\n{text.source}"):
        number = text.source.count("\n", 0, match.start())
        line = text.source.split("\n")[number]
        place = Place(text.first_line + number, 1, max(1, len(line)), line)
        return Problem(text.file, place, "E198", {"limit": MOST_LEVELS})
    return None


_OFFICE = re.compile(r"(?<!`)</?(?:o|w|v|st1):\w+[^>\n]*>(?!`)", re.IGNORECASE)
"""Tags of word processors. Their colon makes them no HTML for Markdown, so that readers would see them."""


def _office_tags(text: Text) -> Iterator[Problem]:
    for number, line in enumerate(text.source.split("\n")):
        for match in _OFFICE.finditer(line):
            place = Place(text.first_line + number, match.start() + 1, len(match[0]), line)
            yield Problem(text.file, place, "E170", {"found": match[0]}, _tag_mend(place, match[0]))


_WRAPPERS = re.compile(
    r"</?(?:span|font|section|article|div|p|center|u|(?:o|w|v|st1):\w+)(?:\s[^>]*)?/?>", re.IGNORECASE
)
"""Tags that word processors and web pages wrap around texts: without them the text says the same."""
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "s": "~~", "del": "~~"}


def _tag_mend(place: Place, tag: str) -> Replacement | None:
    """What Markdown writes instead of *tag*, which stands at *place*."""
    rest = place.text[place.column - 1 + place.length :]
    name = re.fullmatch(r"</?([a-z]+)\s*/?>", tag, re.IGNORECASE)
    if _WRAPPERS.fullmatch(tag):
        ends = re.match(r"</(?:p|div|section|article|center)\b", tag, re.IGNORECASE) and rest.strip()
        return Replacement.of(place, "\n\n" if ends and "|" not in place.text else "")
    if name and name[1].lower() == "br" and "|" not in place.text:
        return Replacement.of(place, "\\\n" if rest.strip() else "")
    if name and name[1].lower() in _MARKS:
        return Replacement.of(place, _MARKS[name[1].lower()])
    return Replacement.of(place, "", sure=False) if tag.startswith("<!--") and tag.endswith("-->") else None


def _empty_links(text: Text) -> Iterator[Problem]:
    """Yield links without an address: comrak empties those with a dangerous scheme."""
    html = _render(text.source, lambda _: "hub:", lambda _: "hub:", places=True)
    lines = text.source.encode().split(b"\n")
    for match in re.finditer(r'data-sourcepos="([0-9:-]+)" (?:href|src)=""', html):
        place = _place(lines, text.first_line, match[1])
        written = place.text[place.column - 1 : place.column - 1 + place.length]
        yield Problem(text.file, place, "E171", {"found": unescape(written)})


def _heading_problems(text: Text, html: str) -> Iterator[Problem]:
    levels = [int(level) for level in _HEADING.findall(html)]
    before = 1
    bad = []
    for index, level in enumerate(levels):
        if level == 1 or level > before + 1:
            bad.append((index, level, before))
        before = level
    if not bad:
        return
    placed = re.findall(
        r'<h[1-6][^>]* data-sourcepos="([0-9:-]+)"',
        _render(text.source, lambda u: u, lambda u: u, places=True),
    )
    lines = text.source.encode().split(b"\n")
    for index, level, before in bad:
        place = _place(lines, text.first_line, placed[index])
        if level == 1:
            yield Problem(text.file, place, "E177", {}, _level_mend(place, 2))
        else:
            facts = {"before": before, "found": level, "wanted": before + 1}
            yield Problem(text.file, place, "E179", facts, _level_mend(place, before + 1))


def _level_mend(place: Place, level: int) -> Replacement | None:
    """As many number signs as *level* says, where the heading at *place* is written with them."""
    match = re.match("#+", place.text[place.column - 1 :])
    return Replacement.of(Place(place.line, place.column, len(match[0])), "#" * level) if match else None


def _polish(html: str, lang: Lang, word: Words) -> str:
    """Put the reader's language into generated words, make figures and scrolling tables, join Chinese lines."""
    if "<picture>" in html:
        html = _ALONE.sub(_figure, html)
    if "<table>" in html:
        region = f'<div class="hub-table" role="region" tabindex="0" aria-label="{word("table")}">'
        html = html.replace("<table>", f"{region}<table>").replace("</table>", "</table></div>")
        html = _ALIGN.sub(r'\1 class="hub-align-\2"', html)
    if "markdown-alert" in html:
        html = _ALERT.sub(lambda match: f"{match[1]}{word('alert_' + match[2])}", html)
    if _FOOTNOTES in html:
        html = html.replace(_FOOTNOTES, f'{_FOOTNOTES}\n<h2 class="hub-visually-hidden">{word("footnotes")}</h2>')
        html = _BACKREF.sub(lambda match: f'aria-label="{word("footnote_back")} {match[1]}">', html)
    if "checkbox" in html:
        html = _CHECKBOX.sub(_checkbox(word), html)
    if lang != "zh" or not _CHINESE_LINE.search(html):
        return html
    if "<pre" not in html:
        html = _CHINESE_BREAK.sub(r"\1", html)
    else:
        parts = _PREFORMATTED.split(html)
        html = "".join(part if index % 2 else _CHINESE_BREAK.sub(r"\1", part) for index, part in enumerate(parts))
    return html


def _figure(match: re.Match[str]) -> str:
    image = match[1]
    title = re.search(r' title="([^"]*)"', image)
    if title is None:
        return f"<figure>{image}</figure>"
    return f"<figure>{image.replace(title[0], '')}<figcaption>{title[1]}</figcaption></figure>"


def _checkbox(word: Words) -> Callable[[re.Match[str]], str]:
    def box(match: re.Match[str]) -> str:
        state = word("task_done") if match[1] else word("task_open")
        return f'<input type="checkbox" {match[1] or ""}disabled="" aria-label="{state}">'

    return box
