"""The server of the form: what a stranger, a foreign page or hostile input gets is a refusal, and nothing written."""

from __future__ import annotations

import datetime as dt
import http.client
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from lxml import html

from generator.build import load
from generator.editing.desk import Desk
from generator.editing.pages import Pages
from generator.editing.server import Editing
from generator.loopback import listen

JOB = "jobs/welder.yml"
ARTICLE = "policies/example/index.md"


@dataclass
class Sitting:
    """A running form, its content, and the cookie of whoever opened its address."""

    editing: Editing
    content: Path
    cookie: str = ""
    kept: dict[str, list[str]] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return self.editing.hosts[0]

    def ask(self, method: str, path: str, body: bytes | str = b"", **headers: str | None):
        """Send one request as a page of the form would, but for *headers*; None leaves one out."""
        given: dict[str, str | None] = {"Host": self.host, "Cookie": self.cookie}
        if method == "POST":
            given |= {"Origin": f"http://{self.host}", "Content-Type": "application/x-www-form-urlencoded"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.editing.port, timeout=20)
        sent = {name: value for name, value in given.items() if value is not None}
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        data = body.encode() if isinstance(body, str) else body
        for name, value in ({"Content-Length": str(len(data))} if method == "POST" else {}).items():
            connection.putheader(name, value)
        for name, value in sent.items():
            connection.putheader(name, value)
        connection.endheaders(data or None)
        answer = connection.getresponse()
        answer.text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer

    def fields(self, path: str = JOB) -> dict[str, list[str]]:
        """What a browser would send of the form at *path*."""
        return fields_in(self.ask("GET", f"/edit?file={path}").text)

    def unchanged(self) -> dict[str, list[str]]:
        """The same, asked for once: for requests that are refused whatever stands in them."""
        if not self.kept:
            self.kept = self.fields()
        return self.kept

    def post(self, address: str, fields: dict[str, list[str]], **headers: str | None):
        return self.ask("POST", address, urlencode(fields, doseq=True), **headers)

    def files(self) -> dict[str, bytes]:
        return {str(path.relative_to(self.content)): path.read_bytes() for path in self.content.rglob("*.*")}


def fields_in(page: str) -> dict[str, list[str]]:
    """The fields of the form in *page*, as lxml reads them; a text area's first line break is markup."""
    form = html.document_fromstring(page).get_element_by_id("form")
    found: dict[str, list[str]] = {}
    for element in form.xpath(".//input | .//select | .//textarea"):
        if element.get("type") == "checkbox" and element.get("checked") is None:
            continue
        value = element.value if element.tag != "textarea" else (element.text or "").removeprefix("\n")
        found.setdefault(element.get("name"), []).append(value or "")
    return found


@pytest.fixture(scope="module")
def running(small_hub: Path, theme: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    folder = tmp_path_factory.mktemp("sitting")
    content = folder / "content"
    shutil.copytree(small_hub, content)
    first = next((content / "jobs").glob("*.yml"))
    first.rename(content / JOB)
    next((content / "policies").iterdir()).rename(content / "policies/example")

    def unlent(_: Path):
        raise AssertionError("no page is asked for here")

    def make(port: int) -> Editing:
        desk = Desk(content, theme, folder / "work", dt.date(2026, 11, 22), unlent)
        return Editing(desk, Pages(), "right-token", "preview-token", port, "zh")

    server, editing = listen("127.0.0.1", 0, make)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    sitting = Sitting(editing, content)
    entered = sitting.ask("GET", "/?token=right-token")
    sitting.cookie = entered.headers["Set-Cookie"].split(";")[0]
    yield sitting
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def sitting(running: Sitting) -> Iterator[Sitting]:
    """The running form; whatever a test wrote is put back."""
    before = running.files()
    yield running
    for path in running.files().keys() - before.keys():
        (running.content / path).unlink()
    for path, data in before.items():
        if not (running.content / path).exists() or (running.content / path).read_bytes() != data:
            (running.content / path).parent.mkdir(parents=True, exist_ok=True)
            (running.content / path).write_bytes(data)


def test_a_change_is_written_where_it_was_made(sitting: Sitting):
    """Saving writes the one line, says so, and the check has nothing against it."""
    fields = sitting.fields()
    before = (sitting.content / JOB).read_text("utf-8")

    answer = sitting.post("/save", {**fields, "headcount": ["77"]})

    assert (answer.status, answer.headers["Location"]) == (303, "/edit?file=jobs%2Fwelder.yml&saved=jobs%2Fwelder.yml")
    after = (sitting.content / JOB).read_text("utf-8")
    changed = [pair for pair in zip(before.split("\n"), after.split("\n"), strict=True) if pair[0] != pair[1]]
    assert [new for _, new in changed] == ["headcount: 77"]


def test_saving_without_a_change_writes_nothing(sitting: Sitting):
    """A form sent back as it came leaves every byte and the time of the file."""
    stamp = (sitting.content / JOB).stat().st_mtime_ns
    before = sitting.files()

    assert sitting.post("/save", sitting.fields()).status == 303
    assert (before, stamp) == (sitting.files(), (sitting.content / JOB).stat().st_mtime_ns)


STRANGERS = {
    "no cookie": {"Cookie": None},
    "wrong cookie": {"Cookie": "hub_edit_0=right-token"},
    "wrong token": {"Cookie": "hub_edit_{port}=wrong-token"},
    "foreign host": {"Host": "evil.example"},
    "a name bound to this machine": {"Host": "evil.example:{port}"},
    "host without port": {"Host": "127.0.0.1"},
    "another port": {"Host": "127.0.0.1:1"},
    "no host": {"Host": ""},
}


@pytest.mark.parametrize("case", STRANGERS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_strangers_are_refused(sitting: Sitting, case: str, method: str):
    """Without the token, or under a name that is not this server's, nothing is shown and nothing done."""
    before = sitting.files()
    fields = {**sitting.unchanged(), "headcount": ["66"]}
    headers = {k: v.format(port=sitting.editing.port) if v else v for k, v in STRANGERS[case].items()}

    if method == "GET":
        answer = sitting.ask("GET", f"/edit?file={JOB}", **headers)
    else:
        answer = sitting.post("/save", fields, **headers)

    assert answer.status in (400, 403)
    assert "headcount" not in answer.text
    assert before == sitting.files()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
@pytest.mark.parametrize("address", ["/save", "/upload", "/source", "/new", "/form", "/check", "/preview", "/language"])
def test_other_pages_cannot_send(sitting: Sitting, address: str, headers: dict[str, str | None]):
    """A page from elsewhere, even with the cookie, sends nothing: the origin is not this server's."""
    before = sitting.files()
    fields = {**sitting.unchanged(), "headcount": ["66"]}

    assert sitting.post(address, fields, **headers).status == 403
    assert before == sitting.files()


@pytest.mark.parametrize("address", ["/save", "/upload", "/source", "/form", "/check", "/language"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
def test_only_posts_change_anything(sitting: Sitting, address: str, method: str):
    """An address that is followed changes nothing, whatever stands in it."""
    before = sitting.files()

    assert sitting.ask(method, f"{address}?{urlencode(sitting.unchanged(), doseq=True)}").status in (404, 405)
    assert before == sitting.files()


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "application/xml", "", None])
def test_other_types_are_refused(sitting: Sitting, kind: str | None):
    """What foreign pages can send without asking is no form."""
    answer = sitting.post("/save", sitting.unchanged(), **{"Content-Type": kind})

    assert answer.status == 415


PATHS = ("../hub.yml", "jobs/../../secret", "/etc/passwd", "jobs/%2e%2e/x.yml", "jobs/welder.yml\0", "jobs\\welder.yml",
         "handbook/index.md", "theme/base.html", "jobs/.git.yml", "", "jobs/con.yml")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out(sitting: Sitting, path: str):
    """Neither opening, saving, pictures nor a new record follow a path that is not a record's."""
    before = sitting.files()
    query = urlencode({"file": path})
    fields = {**sitting.unchanged(), "file": [path], "new": ["yes"]}

    for answer in (
        sitting.ask("GET", f"/edit?{query}"),
        sitting.ask("GET", f"/picture?{query}"),
        sitting.ask("GET", f"/picture?{urlencode({'file': path + '.png'})}"),
        sitting.post("/save", fields),
        sitting.post("/source", {"file": [path], "source": [path], "text": ["x: y"], "complete": ["yes"]}),
    ):
        assert answer.status in (400, 404), answer.text
    for id_ in (path, f"../{path}"):
        assert sitting.post("/new", {"kind": ["job"], "title": ["x"], "id": [id_ or "-"]}).status == 422
    assert before == sitting.files()


@pytest.mark.parametrize("address", ["/assets/../server.py", "/assets/%2e%2e/server.py", "/assets/", "/preview/x/",
                                     "/preview/wrong-token/index.html", "//evil.example", "/edit/"])  # fmt: skip
def test_unknown_addresses_show_nothing(sitting: Sitting, address: str):
    """Files of the program, and previews without their token, cannot be asked for."""
    assert sitting.ask("GET", address).status in (403, 404)


def test_what_is_too_large_is_refused(sitting: Sitting):
    """A form of 5 MB and a picture of 50 MB are answered with 413, and kept nowhere."""
    before = sitting.files()
    large = sitting.post("/save", {**sitting.fields(), "about.zh": ["字" * 600_000]})
    picture = b"--x\r\nContent-Disposition: form-data; name=picture; filename=a.jpg\r\n\r\n" + b"\xff" * 50_000_000
    upload = sitting.ask(
        "POST", "/upload", picture + b"\r\n--x--\r\n", **{"Content-Type": "multipart/form-data; boundary=x"}
    )

    assert (413, 413) == (large.status, upload.status)
    assert "太大" in upload.text
    assert before == sitting.files()


@pytest.mark.parametrize("size", [60_000, 65_536, 240_447, 240_611, 1_100_000])
def test_uploads_of_any_size_are_answered(sitting: Sitting, size: int):
    """Wherever the parser's buffer ends, a body is read to its end and answered; here with a refusal, as it is none."""
    head = (
        f"--x\r\nContent-Disposition: form-data; name=file\r\n\r\n{ARTICLE}\r\n--x\r\nContent-Disposition: form-data; "
    )
    body = f'{head}name=picture; filename="a.jpg"\r\n\r\n'.encode() + b"\xff\n" * (size // 2) + b"\r\n--x--\r\n"

    answer = sitting.ask("POST", "/upload", body, **{"Content-Type": "multipart/form-data; boundary=x"})

    assert answer.status == 422, answer.text


def test_a_form_that_was_cut_off_is_refused(sitting: Sitting):
    """What ends before the form does would take fields away; it is not saved."""
    fields = sitting.fields()
    del fields["complete"]

    assert sitting.post("/save", fields).status == 400


INJECTED = ("焊工\n  hacked: yes", "焊工: {a: b}", "x # not a comment", "!!python/object:os.system", "&a *b",
            "- a\n- b",
            "'\"", "<script>alert(1)</script>", "{{ 7*7 }}", "---\nb: c\n---", "| literal", "\u2028x")  # fmt: skip


@pytest.mark.parametrize("text", INJECTED)
def test_texts_stay_texts(sitting: Sitting, theme: Path, text: str):
    """Whatever is typed into a field is that field's text: in the file, in the form and in what other fields say."""
    fields = {**sitting.fields(), "title.en": [text], "anyway": ["yes"]}
    before = sitting.fields()

    assert sitting.post("/save", fields).status == 303
    after = sitting.fields()
    page = sitting.ask("GET", f"/edit?file={JOB}").text

    assert after["title.en"] == [" ".join(text.split("\n")).replace("  ", " ")] or text in ("\u2028x",) or "\n" in text
    assert {n: v for n, v in before.items() if not n.startswith(("title.en", "base:"))} == {
        n: v for n, v in after.items() if not n.startswith(("title.en", "base:"))
    }
    assert "<script>alert" not in page
    assert "49" not in after["title.en"][0]
    hub = load(sitting.content, theme).hub
    assert hub is not None


def test_a_newer_file_is_not_written_over(sitting: Sitting):
    """Somebody else's change is kept: the form then holds both changes, and the next save writes them."""
    fields = sitting.fields()
    file = sitting.content / JOB
    theirs = file.read_text("utf-8").replace("headcount: ", "headcount: 9")
    file.write_text(theirs, "utf-8")

    refused = sitting.post("/save", {**fields, "title.en": ["Mine"]})

    assert refused.status == 409
    assert theirs == file.read_text("utf-8")
    again = fields_in(refused.text)
    assert (again["title.en"], again["headcount"]) == (["Mine"], [f"9{fields['headcount'][0]}"])
    assert sitting.post("/save", again).status == 303
    assert file.read_text("utf-8").count("Mine") == 1 and "headcount: 9" in file.read_text("utf-8")


def test_both_changed_one_field(sitting: Sitting):
    """Where both wrote, the form keeps the person's text and shows what the file says."""
    fields = sitting.fields()
    file = sitting.content / JOB
    file.write_text(file.read_text("utf-8").replace("headcount: ", "headcount: 9"), "utf-8")

    refused = sitting.post("/save", {**fields, "headcount": ["55"]})

    assert refused.status == 409
    assert fields_in(refused.text)["headcount"] == ["55"]
    shown = html.document_fromstring(refused.text).get_element_by_id("conflict").text_content()
    assert f"9{fields['headcount'][0]}" in shown


def test_errors_are_not_saved_unasked(sitting: Sitting):
    """A save with errors is refused with a list that leads to the fields; asked for again it is done."""
    before = sitting.files()
    fields = {**sitting.fields(), "headcount": ["three"], "title.zh": [""]}

    refused = sitting.post("/save", fields)

    assert refused.status == 422
    assert before == sitting.files()
    page = html.document_fromstring(refused.text)
    links = page.xpath("//section[@id='summary']//a/@href")
    assert set(links) == {"#f-headcount", "#f-title.zh"}
    assert all(page.get_element_by_id(link[1:]).get("aria-invalid") == "true" for link in links)
    assert sitting.post("/save", {**fields, "anyway": ["yes"]}).status == 303


def test_pages_may_load_nothing_from_elsewhere(sitting: Sitting):
    """Each answer says what a browser may do with it, and the pages need no more."""
    for path in ("/", f"/edit?file={JOB}", "/new", "/assets/edit.js"):
        answer = sitting.ask("GET", path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "http://" not in answer.text.replace("http://www.w3.org/", "").replace("http://127.0.0.1", "")
    entered = sitting.ask("GET", "/?token=right-token").headers["Set-Cookie"]
    assert "HttpOnly" in entered and "SameSite=Strict" in entered
