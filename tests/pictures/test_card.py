"""Sharing pictures: what stands on them and how their lines break."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
from itertools import pairwise

import pytest
from bare_shell import SHELLS
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from generator.build import load, outputs
from generator.pages.plan import contexts_of
from generator.pages.sharing import item_card, sharing_cards
from generator.pictures import pillow as pillow_module
from generator.pictures.card import HEIGHT, SIGN, SIGN_GAP, WIDTH, Card, break_lines, lay_out, pieces_of, title_lines
from generator.pictures.encoding import Encoding
from generator.pictures.font import bundled_font
from generator.pictures.pillow import Drawing
from generator.pictures.signs import read_sign, strokes_of
from generator.pictures.store import Store
from generator.settings import Settings

DAY = dt.date(2026, 11, 22)


def measure(text: str, size: int) -> float:
    """A font in which Chinese characters are square and all others half as wide."""
    return sum(size if ord(char) > 0x2000 else size / 2 for char in text)


def ten(text: str) -> float:
    return measure(text, 10)


# Lines


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("", 100, ()),
        ("焊工", 100, ("焊工",)),
        ("一吨铸件省下2000元：江苏联兴用上新工艺", 110, ("一吨铸件省下2000元：", "江苏联兴用上新工艺")),
        ("船舶制造产业联盟建成“1+4+N”阵地服务体系", 130, ("船舶制造产业联盟建成", "“1+4+N”阵地服务体系")),
        ("Four service teams for companies", 100, ("Four service teams", "for companies")),
    ],
)
def test_lines_are_balanced_and_end_with_a_phrase(text, room, expected):
    """As few lines as fit, about equally long, and rather ending after a sign or a word."""
    assert expected == break_lines(text, ten, room)


TITLES = st.text(st.sampled_from("船舶制造产业联盟，。、；：？！“”‘’（）《》…—Aab1290+-.% /"), max_size=60)


@given(TITLES, st.integers(60, 300))
def test_no_line_begins_or_ends_with_the_wrong_sign(text, room):
    """Nothing is lost, no line is too wide, no line begins with a closing sign or ends with an opening one, unless a
    run of signs is longer than a whole line."""
    lines = break_lines(text, ten, room)

    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", "".join(lines))
    assert all(ten(line) <= room or len(line) == 1 for line in lines)
    if all(ten(piece.rstrip()) <= room for piece in pieces_of(text)):
        for before, after in pairwise([line for line in lines if line]):
            assert before[-1] not in "（《“‘"
            assert after[0] not in "，。、；：？！”’）》…—%"


@given(st.text("联盟2000元ABC", min_size=1, max_size=30))
def test_numbers_and_words_stay_whole(text):
    """A number or a western word is one piece."""
    assert re.findall(r"[0-9A-Z]+|[联盟元]", text) == list(pieces_of(text))


def test_a_quoted_name_is_not_parted():
    """“蹑云江来” stands in one line, though a line would hold half of it."""
    title = "毕业生就业基地“蹑云江来”：200多个岗位，约80人有了初步就业意向"
    _, lines = title_lines(title, measure, 1056)

    assert 1 == sum("“蹑云江来”" in line for line in lines)


@pytest.mark.parametrize("title", ["焊工", "联" * 40, "长" * 300, "W" * 300, "a b " * 75, "“" * 20])
def test_a_title_of_any_length_fits(title):
    """Long titles are set smaller, and cut with “…” when that is not enough."""
    size, lines = title_lines(title, measure, 1056)

    assert 1 <= len(lines) <= 4
    assert all(measure(line, size) <= 1056 for line in lines)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "") or lines[-1].endswith("…")


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=200), st.integers(0, 3), st.booleans())
def test_everything_stays_on_the_card(title, kicker, foot, signs, sample):
    """No line leaves the picture or meets the signs, whatever is written."""
    card = Card(
        "x", "zh", title, "靖江产业联盟", kicker, foot, ("hull", "gear", "ladle")[:signs], "示例" if sample else ""
    )
    for words in lay_out(card, measure):
        assert words.x >= 72 and words.x + measure(words.text, words.size) <= WIDTH - 71
        assert words.size <= words.y <= HEIGHT - 60
        if words.y < 190:
            assert words.x + measure(words.text, words.size) <= WIDTH - 72 - signs * (SIGN + SIGN_GAP) + SIGN_GAP


def test_english_has_straight_quotes():
    """The Chinese font's curly ones are as wide as a character."""
    card = Card("x", "en", "The hub’s “news” · today", "Hub")

    assert 'The hub\'s "news" | today' in [words.text for words in lay_out(card, measure)]


# Drawing


def drawn(card: Card, theme) -> Image.Image:
    signs = [strokes_of(read_sign(theme, sign)) for sign in card.signs]
    data = Drawing(bundled_font()).draw(card, signs)
    assert len(data) < 40_000
    return Image.open(io.BytesIO(data))


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many pixels of *box* are not paper."""
    return sum(1 for index in image.crop(box).tobytes() if index)


def test_a_card_is_a_small_png_of_the_size_networks_want(theme):
    """1200 × 630 pixels, 16 colours, words at the left, signs at the upper right, the bar below."""
    image = drawn(Card("x", "zh", "一座新炉投产", "靖江产业联盟", "新闻", "2026年11月20日", ("ladle",)), theme)

    assert ("PNG", "P", (1200, 630)) == (image.format, image.mode, image.size)
    assert {} == {key: value for key, value in image.info.items() if key != "transparency"}
    assert ink(image, (60, 220, 600, 420)) > 5000
    assert ink(image, (WIDTH - 72 - SIGN, 52, WIDTH - 72, 52 + SIGN)) > 500
    assert 0 == ink(image, (700, 250, 1200, 600))
    assert 1200 * 14 == ink(image, (0, 616, 1200, 630))


def test_a_sample_is_marked_on_its_card(theme):
    """The mark stands before the kind, in a frame and in the colour of warnings."""
    card = Card("x", "zh", "焊工", "靖江产业联盟", "岗位", "", (), "示例")
    marked, plain = (
        drawn(card, theme).convert("RGB"),
        drawn(Card("x", "zh", "焊工", "靖江产业联盟", "岗位"), theme).convert("RGB"),
    )
    warnings = [
        sum(1 for pixel in image.get_flattened_data() if pixel == (0xB3, 0x26, 0x1E)) for image in (marked, plain)
    ]

    assert warnings[0] > 300 and 0 == warnings[1]


@pytest.mark.parametrize("sign", ["hull", "ladle", "airflow", "gear"])
def test_signs_are_read_from_the_theme(theme, sign):
    """Every sign gives lines inside its box."""
    strokes = strokes_of(read_sign(theme, sign))

    assert len(strokes) >= 2
    assert all(0 <= x <= 24 and 0 <= y <= 24 for stroke in strokes for x, y in stroke)


def test_without_the_font_only_signs_are_drawn(theme):
    """A build where the package is missing still has a picture to share."""
    signs = [strokes_of(read_sign(theme, "hull"))]
    image = Image.open(io.BytesIO(Drawing(None).draw(Card("hub", "zh", "", "", signs=("hull",)), signs)))

    assert 0 == ink(image, (0, 200, 1200, 600))
    assert ink(image, (WIDTH - 72 - SIGN, 52, WIDTH - 72, 52 + SIGN)) > 500


# The site


def heads(theme, content, **more) -> tuple[dict[str, str], dict[str, bytes]]:
    """The picture that each page names, by the page's path, and all pictures of the site."""
    settings = Settings(content, theme, "https://x.example/base/", DAY, **more)
    loaded = load(content, theme)
    site = {one.path: one.render() for one in outputs(loaded.edition(settings), loaded, settings, SHELLS)}
    named = re.compile(r'<meta property="og:image" content="https://x\.example/base/([^"]+)">')
    pages = {path: text for path, text in site.items() if path.endswith(".html") and "og:title" in text}
    found = {path: match[1] for path, text in pages.items() if (match := named.search(text))}
    assert set(pages) == set(found), "every page has a picture"
    return found, {path: data for path, data in site.items() if path.startswith("pictures/")}


@pytest.fixture(scope="module")
def shared(theme, small_hub):
    return heads(theme, small_hub, sharing_pictures=True)


def test_every_page_names_a_picture_that_is_there(shared):
    """H7: one of at least 600 × 315 pixels, PNG or JPEG, which messengers show; cards nobody names are not made."""
    found, pictures = shared
    for path, picture in found.items():
        width, height = Image.open(io.BytesIO(pictures[picture])).size
        assert width >= 600 and height >= 315, path
        assert picture.endswith((".png", ".jpg")), path

    assert {path for path in pictures if "/share-" in path} == {path for path in found.values() if "/share-" in path}


def test_pages_have_cards_in_their_language_or_their_cover(shared):
    """A photo is better than a title; an untranslated copy has the card of its original; what is over has the hub's."""
    found, _ = shared

    assert "pictures/share-jobs-welder-zh-" in found["jobs/welder/index.html"]
    assert "pictures/share-jobs-welder-en-" in found["en/jobs/welder/index.html"]
    assert found["news/2026-11-20-furnace/index.html"].startswith("pictures/furnace-")
    assert found["en/news/2026-11-10-visit/index.html"] == found["news/2026-11-10-visit/index.html"]
    assert found["jobs/moulder/index.html"].startswith("pictures/share-hub-zh-"), "it is closed"
    assert found["news/index.html"] == found["index.html"] == found["jobs/moulder/index.html"]
    assert found["en/index.html"].startswith("pictures/share-hub-en-")


def test_switched_off_one_picture_stands_for_all(theme, small_hub):
    """Without words it is the same in both languages; covers stay."""
    found, pictures = heads(theme, small_hub)

    assert 1 == sum("/share-" in path for path in pictures)
    assert {"hub", "furnace"} == {re.match(r"pictures/(?:share-)?([a-z]+)", path)[1] for path in found.values()}


def test_another_title_or_sign_makes_another_picture(theme, small_hub, tmp_path):
    """Networks keep what they fetched by its address: a card that changes gets a new one."""
    content = shutil.copytree(small_hub, tmp_path / "content")
    before, _ = heads(theme, content, sharing_pictures=True)
    alliance = content / "alliances/casting/alliance.yml"
    text = alliance.read_text("utf-8")
    assert "sign: ladle" in text
    alliance.write_text(text.replace("sign: ladle", "sign: gear"), "utf-8")
    after, _ = heads(theme, content, sharing_pictures=True)

    assert before["news/2026-11-10-visit/index.html"] != after["news/2026-11-10-visit/index.html"]
    assert before["about/index.html"] == after["about/index.html"]


def test_cards_are_drawn_once(theme, small_hub, tmp_path, monkeypatch):
    """From a warm cache nothing is drawn, and the bytes are the same."""
    loaded = load(small_hub, theme)
    edition = loaded.hub.as_of(DAY, samples=True)
    context = contexts_of(edition, loaded.strings, "/", "https://x.example/", cards=True)[0]
    cards = list(sharing_cards(context))
    signs = ('<path d="M1 1h9"/>',)
    cold = [Encoding(small_hub, Store(tmp_path)).draw(card, signs) for card in cards]
    monkeypatch.setattr(pillow_module, "Drawing", None)
    warm = [Encoding(small_hub, Store(tmp_path)).draw(card, signs) for card in cards]

    assert len(cards) > 5
    assert cold == warm
    assert item_card(context, edition.hub.jobs[0]) in cards
