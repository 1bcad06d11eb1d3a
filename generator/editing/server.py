"""The form over HTTP, for one person on this machine.

Whoever can open a page in the same browser must not be able to write files, so a request is answered only when it
names this server as its host (which a name that was bound to 127.0.0.1 cannot), carries the token of this sitting,
and, where it changes anything, comes from one of this server's own pages. The token is in the address that is
opened first and in a cookie from then on.
"""

from __future__ import annotations

import hmac
import json
import logging
import mimetypes
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from importlib.resources import files as resources
from typing import Any, BinaryIO
from urllib.parse import quote, urlencode

from generator.editing.answers import SameLabelError, empty, sent
from generator.editing.desk import Desk, Judgement, Opened
from generator.editing.entries import Texts, UnreadableError, answers_of, edited, entry_at, values_of
from generator.editing.pages import FormState, Pages
from generator.editing.pictures import PictureError
from generator.editing.rewriting import RewriteError
from generator.editing.store import ChangedError, PathError
from generator.editing.texts import digest
from generator.loopback import HTTPException, Request, RequestEntityTooLarge, Response
from generator.model.record import Lang
from generator.reading.files import PICTURE, PICTURE_LIMIT
from generator.starters.records import NEW_KINDS

log = logging.getLogger("hub.edit")

FORM_LIMIT = 4 * 1024 * 1024
"""Largest form, in bytes: every text of a record at its own limit."""
FIELDS_LIMIT = 20_000
UPLOAD_LIMIT = PICTURE_LIMIT + 64 * 1024
BEGUN = ("draft", "date", "posted", "valid_through", "start")
"""What a new entry begins with; everything else is empty until somebody writes it."""
DRAIN_LIMIT = 80 * 1024 * 1024
"""How much of a body that is too large is read and dropped, so that a browser hears the answer."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
PREVIEW_POLICY = (
    "default-src 'none'; style-src {own} 'unsafe-inline'; img-src {own} data:; font-src {own}; form-action 'none'; "
    "frame-ancestors {own}; base-uri 'none'; sandbox"
)
"""A page of the site as a picture: no script runs in it, nothing can be sent from it."""


class _Form(Request):
    max_content_length = FORM_LIMIT
    max_form_memory_size = FORM_LIMIT
    max_form_parts = FIELDS_LIMIT


class _Upload(Request):
    max_content_length = UPLOAD_LIMIT
    max_form_memory_size = 1024 * 1024
    max_form_parts = 10


class RefusedError(Exception):
    """A request that is not answered; *word* names the reason among the words."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(word)
        self.status, self.word = status, word


@dataclass
class Editing:
    """The WSGI application. *token* and *preview* are secrets of this sitting; *port* is where it listens."""

    desk: Desk
    pages: Pages
    token: str
    preview: str
    port: int
    lang: Lang
    _uploaded: dict[str, str] = field(default_factory=dict)

    # Answering

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        body = environ["wsgi.input"] = _Counted(environ["wsgi.input"])
        request = (_Upload if environ.get("PATH_INFO") == "/upload" else _Form)(environ)
        try:
            response = self._answer(request)
        except RefusedError as refused:
            response = self._refusal(request, refused.status, refused.word)
        except RequestEntityTooLarge:
            body.drain(request.content_length or 0)
            response = self._refusal(request, 413, "too_large")
        except (PathError, UnicodeDecodeError):
            response = self._refusal(request, 404, "gone")
        except HTTPException as error:
            response = self._refusal(request, error.code or 400, "bad_request")
        except Exception:
            log.exception("%s %s", request.method, request.path)
            response = self._refusal(request, 500, "fault")
        self._protect(response, request.path)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        self._require_host(request)
        if request.path.startswith(f"/preview/{self.preview}/") and request.method in ("GET", "HEAD"):
            return self._preview_file(request.path.removeprefix(f"/preview/{self.preview}/"))
        if request.method == "GET" and request.path == "/" and "token" in request.args:
            return self._enter(request)
        if not _same(request.cookies.get(self._cookie, ""), self.token):
            raise RefusedError(403, "forbidden")
        if request.method in ("GET", "HEAD"):
            routes = self._gets()
        elif request.method == "POST":
            self._require_own_page(request)
            routes = self._posts()
        else:
            raise RefusedError(405, "not_allowed")
        if request.path.startswith("/assets/") and request.method in ("GET", "HEAD"):
            return _asset(request.path.removeprefix("/assets/"))
        route = routes.get(request.path)
        if route is None:
            if request.path in {*self._gets(), *self._posts()}:
                raise RefusedError(405, "not_allowed")
            raise RefusedError(404, "not_found")
        return route(request)

    def _gets(self) -> Mapping[str, Callable[[Request], Response]]:
        return {"/": self._list, "/edit": self._edit, "/new": self._ask_new, "/picture": self._picture}

    def _posts(self) -> Mapping[str, Callable[[Request], Response]]:
        return {
            "/new": self._start_new,
            "/form": self._form,
            "/check": self._check,
            "/save": self._save,
            "/preview": self._preview,
            "/upload": self._upload,
            "/source": self._source,
            "/language": self._language,
        }

    # Who may ask

    @property
    def hosts(self) -> tuple[str, str]:
        """The names by which this server is asked."""
        return f"127.0.0.1:{self.port}", f"localhost:{self.port}"

    @property
    def address(self) -> str:
        """The address that opens the form."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    @property
    def _cookie(self) -> str:
        return f"hub_edit_{self.port}"

    def _require_host(self, request: Request) -> None:
        if request.headers.get("Host", "") not in self.hosts:
            raise RefusedError(403, "forbidden")

    def _require_own_page(self, request: Request) -> None:
        origin = request.headers.get("Origin")
        if origin != f"http://{request.headers.get('Host')}":
            raise RefusedError(403, "forbidden")
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise RefusedError(403, "forbidden")
        wanted = ("multipart/form-data",) if request.path == "/upload" else (
            "application/x-www-form-urlencoded", "multipart/form-data")  # fmt: skip
        if request.mimetype not in wanted:
            raise RefusedError(415, "wrong_type")
        if request.content_length is None:
            raise RefusedError(411, "bad_request")

    def _enter(self, request: Request) -> Response:
        """Take the token out of the address. A page that goes on by itself carries the cookie even when the first

        request came from another program, which a redirect would not.
        """
        if not _same(request.args["token"], self.token):
            raise RefusedError(403, "forbidden")
        lang = self._lang(request)
        html = self.pages.message(lang, self.pages.word(lang, "app"), "…", "/")
        response = Response(html, mimetype="text/html", headers={"Refresh": "0; url=/"})
        response.set_cookie(self._cookie, self.token, httponly=True, samesite="Strict", path="/")
        return response

    def _protect(self, response: Response, path: str) -> None:
        headers = response.headers
        in_preview = path.startswith("/preview/")
        own = f"http://{self.hosts[0]} http://{self.hosts[1]}"
        headers["Content-Security-Policy"] = PREVIEW_POLICY.format(own=own) if in_preview else POLICY
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        headers["Cache-Control"] = "no-store"
        if not in_preview:
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
            headers["X-Frame-Options"] = "DENY"

    def _refusal(self, request: Request, status: int, word: str) -> Response:
        lang = self._lang(request)
        text = self.pages.word(lang, word)
        if request.headers.get("Accept", "").startswith("application/json"):
            return Response(json.dumps({"failure": text}, ensure_ascii=False), status, mimetype="application/json")
        if word == "forbidden":
            return Response(f"{text}\n", status, mimetype="text/plain")
        html = self.pages.message(lang, self.pages.word(lang, "app"), text, "/")
        return Response(html, status, mimetype="text/html")

    def _lang(self, request: Request) -> Lang:
        wanted = request.cookies.get(f"{self._cookie}_lang")
        return "en" if wanted == "en" else "zh" if wanted == "zh" else self.lang

    # Reading

    def _list(self, request: Request) -> Response:
        rows, report = self.desk.rows()
        chosen = {name: request.args.get(name, "")[:200] for name in ("q", "kind", "state")}
        return _html(self.pages.overview(self._lang(request), rows, report, chosen))

    def _edit(self, request: Request) -> Response:
        lang = self._lang(request)
        opened = self._opened(request.args.get("file", ""))
        saved = request.args.get("saved")
        written = [path for path in saved.split(",") if path in opened.entry.files] if saved is not None else None
        if broken := self._unreadable(opened):
            return self._text_form(request, opened, broken, written)
        answers = answers_of(opened.entry, values_of(opened.entry, opened.texts))
        judgement = self.desk.judge(opened, opened.texts, answers)
        state = FormState(
            saved=written,
            translating=request.args.get("view") == "translate",
            uploaded=self._uploaded.pop(opened.entry.path, ""),
        )
        return _html(self.pages.edit(lang, opened, answers, judgement, self._extras(opened), state))

    def _opened(self, path: str) -> Opened:
        opened = self.desk.open(path)
        if opened is None:
            raise RefusedError(404, "gone")
        return opened

    def _unreadable(self, opened: Opened) -> UnreadableError | None:
        try:
            values_of(opened.entry, opened.texts)
        except UnreadableError as error:
            return error
        return None

    def _extras(self, opened: Opened) -> dict[str, Any]:
        entry = opened.entry
        return {
            "choices": {**self.desk.choices(), "pictures": [(n, n, n) for n in self.desk.pictures(entry)]},
            "pictures": [
                {"name": name, "url": f"/picture?file={quote(f'{entry.folder}/{name}')}"}
                for name in self.desk.pictures(entry)
            ]
            if entry.has_pictures
            else None,
            "outdated": self.desk.is_outdated(opened),
        }

    def _picture(self, request: Request) -> Response:
        path = request.args.get("file", "")
        if not PICTURE.search(path):
            raise RefusedError(404, "not_found")
        data = self.desk.store.read(path)
        if data is None:
            raise RefusedError(404, "not_found")
        return Response(data, mimetype=mimetypes.guess_type(path)[0] or "application/octet-stream")

    # Beginning

    def _ask_new(self, request: Request) -> Response:
        said = {"kind": request.args.get("kind", ""), "title": "", "id": "", "day": str(self.desk.as_of)}
        return _html(self.pages.new(self._lang(request), said, ""))

    def _start_new(self, request: Request) -> Response:
        lang = self._lang(request)
        said = {name: request.form.get(name, "").strip()[:300] for name in ("kind", "title", "id", "day")}
        id_ = self.desk.new_id(said["kind"], said["title"], said["id"], said["day"])
        path = self.pages.path_of_new(said["kind"], id_)
        problem = "id_wrong" if path is None else ""
        if path is not None and any(self.desk.store.read(file) is not None for file in self.desk.files_of(path)):
            problem = "id_taken"
        if problem or path is None:
            return _html(self.pages.new(lang, said, self.pages.word(lang, problem)), 422)
        opened, answers = self._begun(said["kind"], path, lang)
        answers[NEW_KINDS[said["kind"]].named_by] = {"zh": said["title"], "en": ""}
        return _html(self.pages.edit(lang, opened, answers, Judgement((), 0), self._extras(opened), FormState()))

    def _begun(self, kind: str, path: str, lang: Lang) -> tuple[Opened, dict[str, Any]]:
        """A new entry, and what its form shows: dates that are likely, nothing of the placeholders."""
        opened = self.desk.start(kind, path, lang)
        if opened is None:
            raise RefusedError(404, "gone")
        answers = answers_of(opened.entry, values_of(opened.entry, opened.texts))
        return opened, {
            question.name: answers[question.name] if question.name in BEGUN else empty(question)
            for question in opened.entry.questions
        }

    # What a form says

    def _sent(self, request: Request) -> tuple[Opened, dict[str, str], dict[str, Any]]:
        """The entry as it is now, the digests it was opened with, and the answers sent."""
        form = request.form
        if form.get("complete") != "yes":
            raise RefusedError(400, "bad_request")
        path = form.get("file", "")
        entry = entry_at(path)
        if entry is None:
            raise RefusedError(404, "gone")
        opened = self.desk.open(path)
        if opened is None:
            kind = self.pages.kind_of_new(entry)
            if form.get("new") != "yes" or kind is None:
                raise RefusedError(404, "gone")
            opened, _ = self._begun(kind, path, self._lang(request))
        base = {file: form.get(f"base:{file}", "") for file in entry.files}
        posted = {name: form.getlist(name) for name in form}
        answers = {question.name: sent(question, posted, question.name) for question in entry.questions}
        return opened, base, answers

    def _texts(self, request: Request, opened: Opened, answers: Mapping[str, Any]) -> Texts:
        """What the files will say; a translation that is new or was reviewed names the text it was made from."""
        texts = edited(opened.entry, opened.texts, answers)
        if opened.entry.is_article:
            english = opened.entry.files[1]
            begun = opened.texts[english] is None and texts[english] is not None
            if texts[english] is not None and (begun or request.form.get("accept") == "yes"):
                fingerprint = self.desk.fingerprint(texts, opened.entry)
                texts = edited(opened.entry, opened.texts, answers, fingerprint=fingerprint)
        return texts

    def _again(
        self, request: Request, opened: Opened, answers: dict[str, Any], base: Mapping[str, str], **more: Any
    ) -> Response:
        """The form once more, with what was sent in it."""
        status = more.pop("status", 200)
        try:
            judgement = self.desk.judge(opened, self._texts(request, opened, answers), answers)
        except SameLabelError as error:
            judgement = Judgement((), 0)
            more.setdefault("failure", self.pages.word(self._lang(request), "same_label", label=error.label))
        except (RewriteError, UnreadableError):
            judgement = Judgement((), 0)
            more.setdefault("failure", self.pages.word(self._lang(request), "cannot_rewrite"))
        state = FormState(base=base, **more)
        html = self.pages.edit(self._lang(request), opened, answers, judgement, self._extras(opened), state)
        return _html(html, status)

    def _form(self, request: Request) -> Response:
        """Carry out an order on the rows of a list, and show the form again."""
        opened, base, answers = self._sent(request)
        answers, target = self.pages.with_rows_changed(opened.entry, answers, request.form.get("do", ""))
        return self._again(request, opened, answers, base, target=target)

    def _check(self, request: Request) -> Response:
        """Say what is wrong with the form as it is, without writing anything."""
        opened, _, answers = self._sent(request)
        lang = self._lang(request)
        try:
            texts = self._texts(request, opened, answers)
            judgement = self.desk.judge(opened, texts, answers)
        except SameLabelError as error:
            return _json({"failure": self.pages.word(lang, "same_label", label=error.label)})
        except (RewriteError, UnreadableError):
            return _json({"failure": self.pages.word(lang, "cannot_rewrite")})
        changed = bool(opened.bytes_of(texts)) or opened.is_new
        return _json(self.pages.judged(lang, judgement, changed=changed))

    def _save(self, request: Request) -> Response:
        opened, base, answers = self._sent(request)
        lang = self._lang(request)
        if opened.base != base:
            return self._conflict(request, opened, base, answers)
        try:
            texts = self._texts(request, opened, answers)
        except SameLabelError as error:
            failure = self.pages.word(lang, "same_label", label=error.label)
            return self._again(request, opened, answers, base, failure=failure, status=422)
        except (RewriteError, UnreadableError):
            failure = self.pages.word(lang, "cannot_rewrite")
            return self._again(request, opened, answers, base, failure=failure, status=422)
        judgement = self.desk.judge(opened, texts, answers)
        if (judgement.errors or judgement.brings) and request.form.get("anyway") != "yes":
            state = FormState(base=base, refused=True)
            return _html(self.pages.edit(lang, opened, answers, judgement, self._extras(opened), state), 422)
        try:
            written = self.desk.save(opened, texts, base)
        except ChangedError:
            return self._conflict(request, self._opened(opened.entry.path), base, answers)
        except OSError as error:
            log.error("%s: %s", opened.entry.path, error)
            failure = f"{opened.entry.path}: {error.strerror}"
            return self._again(request, opened, answers, base, failure=failure, status=500)
        values = {"file": opened.entry.path, "saved": ",".join(written)}
        return Response(status=303, headers={"Location": f"/edit?{urlencode(values)}"})

    def _conflict(self, request: Request, opened: Opened, base: Mapping[str, str], answers: dict[str, Any]) -> Response:
        """Write nothing; show the form with both sides' changes in it, and say where they meet."""
        known = self.desk.known(base)
        both: list[str] = []
        mine = answers
        try:
            if known is not None:
                _, mine, both = self.desk.merged(opened, known, answers)
        except (RewriteError, UnreadableError, SameLabelError):
            known = None
        theirs = answers_of(opened.entry, values_of(opened.entry, opened.texts))
        conflict = self.pages.conflict(self._lang(request), opened.entry, both, theirs, blind=known is None)
        return self._again(request, opened, mine, opened.base, conflict=conflict, status=409)

    def _source(self, request: Request) -> Response:
        """Save the text of a file whose fields cannot be read, once they can."""
        form = request.form
        opened = self._opened(form.get("file", ""))
        path = form.get("source", "")
        if form.get("complete") != "yes" or path not in opened.entry.files or opened.data[path] is None:
            raise RefusedError(400, "bad_request")
        text = form.get("text", "").replace("\r\n", "\n").replace("\r", "\n")
        old = opened.texts[path] or ""
        text = text + "\n" if old.endswith("\n") and not text.endswith("\n") else text
        new = {**opened.texts, path: text}
        trial = Opened(opened.entry, opened.data, new)
        lang = self._lang(request)
        if digest(opened.data[path]) != form.get("base"):
            failure = self.pages.word(lang, "conflict_title")
            return self._text_form(
                request, trial, self._unreadable(opened) or UnreadableError(path, ()), None, failure, 409
            )
        if broken := self._unreadable(trial):
            return self._text_form(request, trial, broken, None, status=422)
        self.desk.save(opened, new, opened.base)
        return Response(
            status=303, headers={"Location": f"/edit?{urlencode({'file': opened.entry.path, 'saved': path})}"}
        )

    def _text_form(
        self, request: Request, opened: Opened, broken: UnreadableError, written: list[str] | None,
        failure: str = "", status: int = 200,
    ) -> Response:  # fmt: skip
        changes = opened.bytes_of(opened.texts)
        problems = broken.problems or self.desk.problems_of(changes, broken.file)
        base = digest(opened.data[broken.file])
        html = self.pages.source(self._lang(request), opened, broken.file, problems, base, written, failure)
        return _html(html, status)

    def _language(self, request: Request) -> Response:
        back = request.form.get("back", "/")
        if not re.fullmatch(r"/(?:edit|new)?(?:\?[A-Za-z0-9%&=._/+-]*)?", back) or "//" in back:
            back = "/"
        response = Response(status=303, headers={"Location": back})
        lang = "en" if request.form.get("lang") == "en" else "zh"
        response.set_cookie(f"{self._cookie}_lang", lang, httponly=True, samesite="Strict", path="/")
        return response

    # Pages and pictures

    def _preview(self, request: Request) -> Response:
        """Make the page of the form as it is ready, and say where it is."""
        opened, base, answers = self._sent(request)
        lang = self._lang(request)
        wants_json = request.headers.get("Accept", "").startswith("application/json")
        try:
            texts = self._texts(request, opened, answers)
            path = self.desk.show(opened, texts)
        except (SameLabelError, RewriteError, UnreadableError):
            return self._again(
                request, opened, answers, base, failure=self.pages.word(lang, "cannot_rewrite"), status=422
            )
        if path is None:
            problems = [p for p in self.desk.all_problems(opened, texts) if p.severity == "error"]
            if wants_json:
                return _json(
                    {
                        "wait": self.pages.word(lang, "preview_wait"),
                        "problems": [(file, line, asdict(one)) for file, line, one in self.pages.lines(lang, problems)],
                    }
                )
            return self._again(request, opened, answers, base, status=422, refused=True)
        root = f"/preview/{self.preview}/"
        if wants_json:
            return _json({"zh": root + quote(path), "en": root + "en/" + quote(path)})
        return Response(status=303, headers={"Location": root + ("en/" if lang == "en" else "") + quote(path)})

    def _preview_file(self, path: str) -> Response:
        name = f"{path}index.html" if not path or path.endswith("/") else path
        data = self.desk.page(name)
        if data is None:
            return Response("404", 404, mimetype="text/plain")
        mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Response(data, mimetype=mimetype)

    def _upload(self, request: Request) -> Response:
        lang = self._lang(request)
        wants_json = request.headers.get("Accept", "").startswith("application/json")
        opened = self._opened(request.form.get("file", ""))
        given = request.files.get("picture")
        try:
            if not opened.entry.has_pictures or given is None or not given.filename:
                raise PictureError("picture_lossy")
            name, picture, size = self.desk.add_picture(opened.entry, given.filename, given.stream.read(UPLOAD_LIMIT))
        except PictureError as error:
            if not wants_json:
                raise RefusedError(422, str(error)) from None
            return _json({"failure": self.pages.word(lang, str(error))}, 422)
        said = [self.pages.word(lang, "upload_done", name=name, width=size.width, height=size.height)]
        for found, word in (
            (picture.location, "upload_location"),
            (picture.details and not picture.location, "upload_details"),
            (picture.appended, "upload_appended"),
        ):
            said += [self.pages.word(lang, word)] if found else []
        text = " ".join(said) if lang == "en" else "".join(said)
        url = f"/picture?file={quote(f'{opened.entry.folder}/{name}')}"
        if wants_json:
            return _json({"name": name, "url": url, "said": text})
        self._uploaded[opened.entry.path] = text
        return Response(
            status=303, headers={"Location": f"/edit?{urlencode({'file': opened.entry.path})}#pictures-title"}
        )


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _html(text: str, status: int = 200) -> Response:
    return Response(text, status, mimetype="text/html")


def _json(value: Any, status: int = 200) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), status, mimetype="application/json")


def _asset(name: str) -> Response:
    if name not in ("edit.css", "edit.js", "favicon.svg"):
        raise RefusedError(404, "not_found")
    data = resources("generator.editing").joinpath("assets", name).read_bytes()
    return Response(
        data, mimetype={"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}[name.rpartition(".")[2]]
    )


class _Counted:
    """The body of a request, with how many of its bytes were read."""

    def __init__(self, body: BinaryIO) -> None:
        self._body = body
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """Read as the body itself does."""
        data = self._body.read(size)
        self.taken += len(data)
        return data

    def readline(self, size: int = -1) -> bytes:
        """Read as the body itself does."""
        data = self._body.readline(size)
        self.taken += len(data)
        return data

    def drain(self, length: int) -> None:
        """Read and drop what is still coming of *length* bytes, so that the answer is heard."""
        left = min(length, DRAIN_LIMIT) - self.taken
        while left > 0 and (chunk := self.read(min(left, 65536))):
            left -= len(chunk)
