"""What is done to pixels: upright, in sRGB, without metadata, the same bytes each time; and what is refused."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picture_making import BLUE, GREEN, RED, SECRET, WHITE, claims, corners, moving, opened, saved, with_metadata
from PIL import Image, ImageCms

from generator.model.hub import Media
from generator.pictures.facts import Facts, UnusableError
from generator.pictures.pillow import Decoded, inspect
from generator.pictures.renditions import renditions


def files_of(data: bytes, plain="jpg", most: int = 1600) -> dict[str, bytes]:
    """Every rendition of the picture in *data*, by kind and width."""
    facts = inspect(data)
    media = Media("news/a/b.jpg", facts.width, facts.height, len(data), "digest", plain)
    decoded = Decoded(data, most)
    return {f"{one.kind} {one.width}": decoded.encode(one) for one in renditions(media).all()}


def fields(image: Image.Image) -> list[tuple[int, ...]]:
    """The colours in the middle of the four quarters: upper left and right, lower left and right."""
    pixels = image.convert("RGB")
    w, h = pixels.size
    return [pixels.getpixel((x, y)) for y in (h // 4, 3 * h // 4) for x in (w // 4, 3 * w // 4)]


def near(expected, found, tolerance: int = 14) -> bool:
    pairs = [(a, b) for one, two in zip(expected, found, strict=True) for a, b in zip(one, two, strict=True)]
    return all(abs(a - b) <= tolerance for a, b in pairs)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_no_metadata_is_left(form):
    """Place, camera, XMP, comment and profile are in the original and in no file made of it."""
    data = with_metadata(corners(), form)
    assert opened(data).getexif().get_ifd(0x8825)

    files = files_of(data, "png" if form == "PNG" else "jpg")
    assert 7 == len(files)
    for name, made in files.items():
        image = opened(made)
        assert {} == dict(image.getexif()), name
        assert not {"exif", "icc_profile", "xmp", "comment", "XML:com.adobe.xmp"} & set(image.info), name
        for trace in (SECRET.encode(), b"Exif\0", b"Maker", b"xmpmeta", b"ICC_PROFILE"):
            assert trace not in made, name


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_stand_upright(orientation):
    """Whichever way the camera was held, the published picture looks as the photographer saw it."""
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = corners()
    stored = upright.transpose(turns[orientation]) if orientation in turns else upright
    data = with_metadata(stored, "JPEG", orientation)

    facts = inspect(data)
    assert (1000, 600) == (facts.width, facts.height)
    for name, made in files_of(data).items():
        image = opened(made)
        assert near([RED, BLUE, GREEN, WHITE], fields(image)), name
        assert abs(image.width / image.height - 1000 / 600) < 0.01, name


def test_files_have_the_sizes_their_pages_say():
    """Each rendition's pixels are those of the plan, from a picture wider than any of them."""
    data = saved(corners(3000, 2001))
    media = Media("a/b.jpg", 3000, 2001, len(data), "d")
    decoded = Decoded(data, 1600)

    assert 9 == len(renditions(media).all())
    for one in renditions(media).all():
        assert (one.width, one.height) == opened(decoded.encode(one)).size


def test_colours_of_another_space_become_srgb():
    """A profile in which red and blue have changed places is applied, not dropped: the picture looks right."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {bytes(profile[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(profile[131])}
    profile[tags[b"rXYZ"] : tags[b"rXYZ"] + 4], profile[tags[b"bXYZ"] : tags[b"bXYZ"] + 4] = b"bXYZ", b"rXYZ"
    image = corners(600, 400)
    swapped = Image.merge("RGB", image.split()[::-1])
    data = saved(swapped, icc_profile=bytes(profile))

    for name, made in files_of(data).items():
        assert near([RED, BLUE, GREEN, WHITE], fields(opened(made)), 20), name


def test_a_broken_profile_is_passed_over():
    """Colours are then taken for sRGB, as browsers do."""
    data = saved(corners(600, 400), icc_profile=b"no profile at all")

    assert all(near([RED, BLUE, GREEN, WHITE], fields(opened(made))) for made in files_of(data).values())


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK", "RGBA", "LA", "I;16"])
def test_every_kind_of_pixel_can_be_published(mode):
    """Grey, palette, black and white, printing colours, transparency and 16 bits all give every format."""
    image = corners(520, 300)
    image = image.convert("L").convert("I;16") if mode == "I;16" else image.convert(mode)
    form = "JPEG" if mode == "CMYK" else "PNG"
    files = files_of(saved(image, form), "jpg" if form == "JPEG" else "png")

    assert ["avif 520", "png 520", "webp 520"] == sorted(files) or "jpg 520" in files
    grey = fields(opened(files["webp 520"]))
    assert grey[3][0] > grey[1][0], "white is lighter than blue"


def test_sixteen_bits_keep_their_lights_and_shades():
    """White in 16 bits is white in 8, black is black, and the middle is the middle."""
    image = Image.new("I;16", (300, 100))
    for x in range(300):
        for y in range(100):
            image.putpixel((x, y), (0, 32768, 65535)[x // 100])
    shown = opened(files_of(saved(image, "PNG"), "png")["png 300"]).convert("L")

    assert [0, 128, 255] == [round(shown.getpixel((x, 50))) for x in (50, 150, 250)]


def test_transparency_is_kept_where_the_format_has_it():
    """A drawing one can look through stays so in AVIF, WebP and PNG."""
    image = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    image.paste((10, 80, 110, 255), (0, 0, 150, 200))
    data = saved(image, "PNG")

    assert inspect(data).transparent
    for name, made in files_of(data, "png").items():
        shown = opened(made).convert("RGBA")
        assert (255, 0) == (shown.getpixel((50, 100))[3], shown.getpixel((250, 100))[3]), name


def test_the_same_picture_gives_the_same_bytes():
    """Decoded anew, in another order, every file is the same to the byte."""
    data = with_metadata(corners(1700, 900))
    facts = inspect(data)
    media = Media("a/b.jpg", facts.width, facts.height, len(data), "d")
    files = list(renditions(media).all())
    first = {one.path: Decoded(data, 1600).encode(one) for one in files}
    decoded = Decoded(data, 1600)
    random.Random(7).shuffle(files)

    assert first == {one.path: decoded.encode(one) for one in files}


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_what_moves_is_refused(form):
    """An animation is none of the hub's pictures, whatever its format; a still GIF is."""
    with pytest.raises(UnusableError) as caught:
        inspect(moving(form))

    assert "moving" == caught.value.fault
    assert Facts(80, 60, "GIF", False) == inspect(saved(corners(80, 60), "GIF"))


def test_a_phone_s_picture_with_a_second_one_inside_is_still():
    """A JPEG with a depth map or a preview beside it is a photo, no animation."""
    out = io.BytesIO()
    corners(800, 600).save(out, "MPO", save_all=True, append_images=[corners(80, 60)])

    assert Facts(800, 600, "JPEG", False) == inspect(out.getvalue())


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "damaged"),
        (b"not a picture", "unknown"),
        (b"%PDF-1.7", "unknown"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "heic"),
        (b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (saved(corners())[:-2000], "damaged"),
        (saved(corners(), "PNG")[:-200], "damaged"),
        (claims(400, 400), "damaged"),
        (claims(60_000, 60_000), "pixels"),
    ],
    ids=["empty", "text", "pdf", "heic", "svg", "short-jpeg", "short-png", "hollow-png", "huge-png"],
)
def test_what_cannot_be_shown_is_refused_with_its_reason(data, fault):
    """The reason is a word of ours, for a message; a size that would fill the memory is refused unread."""
    with pytest.raises(UnusableError) as caught:
        inspect(data)

    assert fault == caught.value.fault


SOUND = {form: with_metadata(corners(64, 48), form) for form in ("JPEG", "PNG", "WEBP")} | {
    "GIF": saved(corners(9, 9), "GIF")
}


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(SOUND)), st.data())
def test_no_damage_makes_the_reader_crash(form, data):
    """However a file is cut or changed, it is either refused with a reason, or all its files can be made."""
    changed = bytearray(SOUND[form])
    for _ in range(data.draw(st.integers(1, 6))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(changed[: data.draw(st.integers(1, len(changed)))] if data.draw(st.booleans()) else changed)
    try:
        facts = inspect(cut)
    except UnusableError as unusable:
        assert unusable.fault in ("unknown", "heic", "svg", "damaged", "moving", "pixels")
        return
    if facts.width * facts.height < 1_000_000:
        assert files_of(cut)
