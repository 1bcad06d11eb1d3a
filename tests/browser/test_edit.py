"""The form in a browser, the way an editor goes, and what must not happen on it."""

from __future__ import annotations

import io
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from lxml import html
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect
from site_fixture import AS_OF, build, copy_project, plain_environment, run, scratch

expect.set_options(timeout=20_000)  # each answer reads the whole content, on a busy machine as well

NEWS = "news/2026/2026-11-10-in-the-form/index.md"
JOB = "jobs/shipyard-welder.yml"


@dataclass
class Sitting:
    """A project under git, and `hub edit` running in it."""

    project: Path
    address: str
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return self.address.partition("/?")[0]

    def open(self, path: str, **options: object) -> Page:
        """Enter by the printed address, then go to *path*."""
        context = self.browser.new_context(**options)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self.foreign.append(request.url) if self.leaves(request.url) else None)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._console(page, message.type, message.text))
        page.goto(self.address)
        page.wait_for_url(f"{self.origin}/")
        page.goto(f"{self.origin}{path}")
        return page

    def leaves(self, url: str) -> bool:
        return not url.startswith((f"{self.origin}/", "data:", "blob:", "about:"))

    def _console(self, page: Page, kind: str, text: str) -> None:
        wanted = "status of 4" in text or "/preview/" in text  # a refused save; scripts of the page do not run there
        if kind in ("error", "warning") and not wanted:
            self.complaints.append(f"{page.url}: {text}")

    def git(self, *arguments: str) -> str:
        command = ["git", "-C", str(self.project), "-c", "user.name=E", "-c", "user.email=e@example.org", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout

    def changed_lines(self) -> dict[str, list[str]]:
        """The lines that git would show of each file, with their sign; new files as a whole."""
        self.git("add", "-A", "--intent-to-add")
        found: dict[str, list[str]] = {}
        for part in self.git("diff", "--unified=0", "--no-color").split("diff --git ")[1:]:
            name = re.search(r" b/(\S+)", part)[1]
            found[name] = [line for line in part.split("\n")[1:] if re.match(r"[+-](?![+-])", line)]
        return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_project(tmp_path_factory.mktemp("edit") / "project")
    own = folder / "content" / NEWS
    own.parent.mkdir()
    own.write_text(
        "---\ntitle: 示例：只有中文\nsummary: 用来试表单。\ndate: 2026-11-10\nsample: true\n---\n\n正文。\n", "utf-8"
    )
    (folder / ".gitignore").write_text(".cache/\nsite/\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def running(project: Path) -> Iterator[str]:
    """`hub edit` as users start it; ended as they end it."""
    command = [sys.executable, "-m", "generator.cli", "edit", "--no-browser", "--lang", "zh", "--as-of", AS_OF]
    environment = plain_environment(HUB_CACHE=str(scratch() / "edit-cache"))
    with subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        address = process.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{43}", address)
        yield address
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert [path for path in (scratch() / "edit-cache").iterdir() if path.name.startswith("edit-")] == []


@pytest.fixture
def sitting(running: str, project: Path, browser: Browser) -> Iterator[Sitting]:
    """The running form over content as it was committed. At the end nothing may have complained or left."""
    one = Sitting(project, running, browser)
    if not (project / ".git").exists():
        one.git("init", "-q")
        one.git("add", "-A")
        one.git("commit", "-qm", "Begin")
    yield one
    for context in one.contexts:
        context.close()
    one.git("reset", "-q", "--hard")
    one.git("clean", "-qfd")
    assert one.foreign == []
    assert one.complaints == []


def photo(*, located: bool = True) -> bytes:
    """A photo as a phone makes it, which says where it was taken."""
    image = Image.effect_noise((900, 600), 40).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Sample Phone"
    if located:
        exif.get_ifd(0x8825).update({1: "N", 2: (32.0, 0.0, 54.0), 3: "E", 4: (120.0, 16.0, 12.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def settled(page: Page) -> None:
    """Wait until the form has been checked as it is now."""
    expect(page.locator("#dirty")).to_have_text("有改动没有保存")
    page.wait_for_timeout(700)
    page.wait_for_load_state("networkidle")


def save(page: Page) -> None:
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("#saved")).to_be_visible()


def test_a_job_a_photo_and_a_translation(sitting: Sitting, tmp_path: Path):
    """What an editor does in an afternoon ends in a diff of just that, which passes the check and shows on the site."""
    page = sitting.open("/")
    page.get_by_role("link", name="新建").click()
    page.get_by_role("radio", name="岗位").check()
    page.get_by_label("标题").fill("管道装配工")
    page.get_by_label("编号").fill("pipe-fitter")
    page.get_by_role("button", name="打开表单").click()
    page.locator("[name='title.en']").fill("Pipe fitter")
    page.locator("[name='employer.name.zh']").fill("示例企业A")
    page.get_by_label("所属联盟").select_option("shipbuilding")
    page.get_by_label("招聘人数").fill("3")
    page.locator("[name='workplace.name.zh']").fill("示例园区A")
    for name in ("duties", "requirements"):
        page.locator(f"#a-{name}").click()
        page.locator(f"[name='{name}.n0.zh']").fill("看图：装配 #1 管道")
    page.locator("[name='apply.how.zh']").fill("发邮件报名")
    page.get_by_label("草稿").uncheck()
    page.get_by_label("示例").check()
    settled(page)
    save(page)

    page.goto(f"{sitting.origin}/edit?file={NEWS}")
    page.locator("#alt-zh").fill("灰色的噪点")
    page.locator("#alt-en").fill("Grey noise")
    page.locator("#picture").set_input_files({"name": "IMG 现场.JPG", "mimeType": "image/jpeg", "buffer": photo()})
    page.get_by_role("button", name="上传图片").click()
    expect(page.locator("#upload-said")).to_contain_text("img.jpg")
    expect(page.locator("#upload-said")).to_contain_text("拍摄地点")
    page.get_by_role("button", name="img.jpg: 用作题图").click()
    page.get_by_role("button", name="对照翻译").click()
    expect(page.locator("[name='title.zh']")).to_have_attribute("readonly", "")
    page.locator("[name='title.en']").fill("A sample: translated in the form")
    page.locator("[name='summary.en']").fill("It was Chinese only.")
    page.locator("[name='body.en']").fill("First paragraph.\n\nSecond **paragraph**.")
    settled(page)
    save(page)

    changed = sitting.changed_lines()
    folder = "content/news/2026/2026-11-10-in-the-form"
    assert set(changed) == {
        f"{folder}/index.md",
        f"{folder}/index.en.md",
        f"{folder}/img.jpg",
        "content/jobs/pipe-fitter.yml",
    }
    assert changed[f"{folder}/index.md"] == [
        "+cover:",
        "+  file: img.jpg",
        "+  alt:",
        "+    zh: 灰色的噪点",
        "+    en: Grey noise",
    ]
    assert changed[f"{folder}/index.en.md"][:2] == [
        '+title: "A sample: translated in the form"',
        "+summary: It was Chinese only.",
    ]
    job = [line[1:] for line in changed["content/jobs/pipe-fitter.yml"] if line[1:] and not line.startswith("+#")]
    assert 'duties:\n  - zh: "看图：装配 #1 管道"' in "\n".join(job)
    assert b"Sample Phone" not in (sitting.project / folder / "img.jpg").read_bytes()
    checked = run("generator.cli", "check", "--as-of", AS_OF, "--lang", "zh", cwd=sitting.project)
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stdout
    build(tmp_path / "site", root=sitting.project)
    opening = html.parse(str(tmp_path / "site/jobs/pipe-fitter/index.html"))
    assert "管道装配工" in opening.find(".//h1").text_content()
    story = (tmp_path / "site/en/news/2026-11-10-in-the-form/index.html").read_text("utf-8")
    assert "<strong>paragraph</strong>" in story and 'alt="Grey noise"' in story


def test_problems_show_at_their_field_while_typing(sitting: Sitting):
    """A wrong number is pointed out below it, an Enter saves nothing, and mending it clears the field."""
    page = sitting.open(f"/edit?file={JOB}")
    headcount = page.get_by_label("招聘人数")
    headcount.fill("三")
    settled(page)
    expect(page.locator("[id='p-headcount']")).to_contain_text("错误")
    expect(headcount).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#health")).to_contain_text("1 个错误")

    headcount.press("Enter")
    page.get_by_role("button", name="保存", exact=True).click()
    summary = page.locator("#summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.press("Enter")
    expect(page.get_by_label("招聘人数")).to_be_focused()
    assert sitting.changed_lines() == {}

    page.get_by_label("招聘人数").fill("12")
    page.wait_for_timeout(900)
    expect(page.locator("[id='p-headcount']")).to_be_empty()
    save(page)


def test_a_list_is_changed_by_keyboard(sitting: Sitting):
    """Entries are moved, added and removed without a mouse, and the focus stays with them."""
    page = sitting.open(f"/edit?file={JOB}")
    first = page.locator("[name='duties.0.zh']").input_value()
    page.get_by_role("button", name="下移: 岗位职责 第 1 项").press("Enter")
    expect(page.locator("[id='f-duties.0'] textarea").first).to_be_focused()
    page.locator("#a-duties").press("Enter")
    expect(page.locator("[id='f-duties.n4'] textarea").first).to_be_focused()
    page.keyboard.type("看图")
    settled(page)
    save(page)

    [(file, lines)] = sitting.changed_lines().items()
    assert file == f"content/{JOB}"
    assert "+  - zh: 看图" in lines
    assert sorted(line[1:] for line in lines if first in line) == [f"  - zh: {first}"] * 2


def test_the_page_is_previewed_before_it_is_saved(sitting: Sitting):
    """The preview is the page the build would make, of what is in the form now, in both languages."""
    page = sitting.open(f"/edit?file={JOB}", viewport={"width": 1400, "height": 900})
    page.locator("[name='title.zh']").fill("焊工（预览里的）")
    page.get_by_role("button", name="预览", exact=True).click()
    frame = page.frame_locator("#frame")
    expect(frame.locator("h1")).to_contain_text("焊工（预览里的）", timeout=30_000)
    assert frame.locator("h1").evaluate("element => getComputedStyle(element).fontFamily") != "Times New Roman"
    page.get_by_role("group", name="English").get_by_role("button", name="English").click()
    expect(frame.locator("h1")).to_contain_text("Welder")
    page.locator("[name='title.zh']").fill("")
    expect(page.locator("#preview-said")).to_contain_text("改好", timeout=20_000)
    assert sitting.changed_lines() == {}


def test_unsaved_text_outlives_a_reload(sitting: Sitting):
    """What was typed and not saved is there again, lists included, until it is dropped."""
    page = sitting.open(f"/edit?file={JOB}")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#a-benefits").click()
    page.locator("[name='benefits.n3.zh']").fill("没有保存的福利")
    settled(page)
    page.reload()
    expect(page.locator("[name='benefits.n3.zh']")).to_have_value("没有保存的福利")
    expect(page.locator("#draft")).to_be_visible()
    page.get_by_role("button", name="丢弃").click()
    page.wait_for_load_state()
    expect(page.locator("[name='benefits.n3.zh']")).to_have_count(0)


def test_two_people_change_one_file(sitting: Sitting):
    """Nothing is lost and nothing overwritten: the other's change comes into the form, and the next save has both."""
    page = sitting.open(f"/edit?file={JOB}")
    page.locator("[name='title.en']").fill("Welder, mine")
    file = sitting.project / "content" / JOB
    file.write_text(file.read_text("utf-8").replace("headcount: 12", "headcount: 13"), "utf-8")
    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.locator("#conflict")).to_be_focused()
    expect(page.get_by_label("招聘人数")).to_have_value("13")
    expect(page.locator("[name='title.en']")).to_have_value("Welder, mine")
    assert "mine" not in file.read_text("utf-8")
    save(page)
    assert sitting.changed_lines() == {
        f"content/{JOB}": ["-  en: Welder", "+  en: Welder, mine", "-headcount: 12", "+headcount: 13"]
    }


def test_scripts_in_fields_stay_texts(sitting: Sitting):
    """Markup that somebody types runs neither in the form nor in the preview; the check tells of it in the text."""
    page = sitting.open(f"/edit?file={NEWS}")
    ran: list[Dialog] = []
    page.on("dialog", lambda dialog: (ran.append(dialog), dialog.dismiss()))
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    page.locator("[name='title.zh']").fill(attack)
    page.locator("[name='body.zh']").fill(f"{attack}\n\n</textarea>{attack}")
    settled(page)
    page.get_by_role("button", name="保存", exact=True).click()
    page.locator("#summary").wait_for()
    page.get_by_role("button", name="带着错误保存").click()
    page.locator("#saved").wait_for()
    page.goto(f"{sitting.origin}/")
    page.goto(f"{sitting.origin}/edit?file={NEWS}")

    expect(page.locator("[name='title.zh']")).to_have_value(attack)
    assert page.locator("[name='body.zh']").input_value().endswith(f"</textarea>{attack}")
    assert ran == []


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.jpg", b"<script>alert(1)</script>", "不是 JPEG"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "损坏"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "不是 JPEG"),
        ("a.jpg", b"\xff\xd8\xff" + b"\0" * (50 * 1024 * 1024), "8 MB"),
    ],
    ids=["html", "broken", "svg", "50 MB"],
)
def test_what_is_no_picture_is_refused(sitting: Sitting, name: str, data: bytes, said: str, tmp_path: Path):
    """A refusal says why, and nothing is kept."""
    file = tmp_path / name
    file.write_bytes(data)
    page = sitting.open(f"/edit?file={NEWS}")
    page.locator("#alt-zh").fill("说明")
    page.locator("#picture").set_input_files(file)
    page.get_by_role("button", name="上传图片").click()

    expect(page.locator("#upload-said")).to_contain_text(said)
    assert sitting.changed_lines() == {}


def test_a_page_from_elsewhere_can_do_nothing(sitting: Sitting):
    """A page of another origin in the same browser neither reads the form nor sends it, with the cookie at hand."""
    page = sitting.open("/")
    other = page.context.new_page()
    other.route("http://evil.example/*", lambda route: route.fulfill(body="<p>evil</p>", content_type="text/html"))
    other.goto("http://evil.example/")
    script = """async ([address, file]) => {
      const body = new URLSearchParams({file, complete: "yes", headcount: "9"});
      const read = await fetch(address + "/", {credentials: "include"}).then(r => r.text(), () => "refused");
      const sent = await fetch(address + "/save", {method: "POST", body, credentials: "include", mode: "no-cors"})
        .then(r => r.type, () => "refused");
      return [read, sent];
    }"""
    assert other.evaluate(script, [sitting.origin, JOB]) in (["refused", "refused"], ["refused", "opaque"])
    with other.expect_navigation():
        other.evaluate(
            """([address, file]) => {
              const form = document.createElement("form");
              form.method = "post"; form.action = address + "/save";
              form.innerHTML = `<input name=file value="${file}"><input name=complete value=yes>`;
              document.body.append(form); form.submit();
            }""",
            [sitting.origin, JOB],
        )
    assert "hub edit" in other.content()
    assert sitting.changed_lines() == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_forms_fit_every_window(sitting: Sitting, width: int):
    """Nothing scrolls sideways, and whatever can be pressed is large enough (P3, P8)."""
    page = sitting.open("/", viewport={"width": width, "height": 800})
    for path in (
        "/",
        "/new",
        f"/edit?file={JOB}",
        f"/edit?file={NEWS}&view=translate",
        "/edit?file=alliances/shipbuilding/chain.yml",
    ):
        page.goto(f"{sitting.origin}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        small = page.evaluate(
            """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
              .filter(e => e.checkVisibility() && !e.closest(".vh, .skip") && !e.matches(".vh, .skip"))
              .map(e => [e.outerHTML.slice(0, 80), (e.closest("label") || e).getBoundingClientRect()])
              .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24)).map(([what]) => what)"""
        )
        assert small == [], path


def test_the_form_works_without_its_script(sitting: Sitting):
    """Lists grow and files are written by plain forms, too."""
    page = sitting.open(f"/edit?file={JOB}", java_script_enabled=False)
    page.locator("#a-benefits").click()
    page.locator("[name='benefits.n3.zh']").fill("食堂")
    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.locator("#saved")).to_be_visible()
    assert sitting.changed_lines() == {f"content/{JOB}": ["+  - zh: 食堂"]}
