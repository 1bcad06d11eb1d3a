"""What a build says of itself while it lasts, and where its time went. rich is imported here only.

Nothing is said of a build that takes less than a second. rich is loaded after that second and on a terminal only:
it would cost a quick build more than the build.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO

from generator.publish.steps import Profile, Steps

if TYPE_CHECKING:
    from rich.progress import Progress

    from generator.problems import ProblemLang
    from generator.publish.output import Output

PATIENCE = 1.0
"""Seconds before anything is said."""
EVERY = 10.0
"""Seconds between two lines of a step that goes on, where there is no terminal."""
OFTEN = 256
"""How many outputs pass between two looks at the clock or the screen."""

NAMES: dict[str, tuple[str, str]] = {
    "start": ("启动", "start"),
    "reading": ("读取内容", "reading"),
    "checks": ("检查内容", "checks"),
    "shells": ("手册和页面框架", "handbook and shells"),
    "planning": ("规划页面", "planning"),
    "search": ("搜索索引", "search"),
    "pages": ("页面", "pages"),
    "feeds": ("订阅源", "feeds"),
    "calendars": ("日历", "calendars"),
    "pictures": ("图片", "pictures"),
    "handbook": ("手册文件", "handbook files"),
    "redirects": ("旧地址", "redirects"),
    "other": ("其他文件", "other files"),
    "making": ("生成文件", "making files"),
    "publishing": ("写入和切换", "publishing"),
    "whole": ("合计", "total"),
}


def name_of(step: str, lang: ProblemLang) -> str:
    """What to call *step*; pages have their template behind."""
    base, _, more = step.partition(" ")
    zh, en = NAMES.get(base, (base, base))
    name = zh if lang == "zh" else en
    if not more:
        return name
    return f"{name}（{more}）" if lang == "zh" else f"{name} ({more})"


class Screen(Steps):
    """Shows on a terminal which step a build is at, a second after its first step began.

    Before that it has no thread: a process with several can make no copy of itself that works beside it.
    """

    def __init__(self, stream: TextIO, lang: ProblemLang) -> None:
        self._stream = stream
        self._lang = lang
        self._lock = threading.Lock()
        self._step = "start"
        self._files = 0
        self._shown: Progress | None = None
        self._ended = False
        self._timer: threading.Timer | None = None

    def _after_a_while(self) -> threading.Timer:
        timer = threading.Timer(PATIENCE, self._show)
        timer.daemon = True
        timer.start()
        return timer

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        with self._lock:
            if self._ended or self._shown is not None:
                return
            columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            self._shown = Progress(*columns, console=Console(file=self._stream), transient=True)
            self._shown.add_task(self._text(), total=None)
            self._shown.start()

    def _text(self) -> str:
        name = name_of(self._step, self._lang)
        if not self._files:
            return name
        return f"{name}：{self._files:,} 个文件" if self._lang == "zh" else f"{name}: {self._files:,} files"

    def begin(self, step: str) -> None:
        """Show *step*."""
        with self._lock:
            self._step = step
            if self._timer is None and not self._ended:
                self._timer = self._after_a_while()
            if self._shown is not None:
                self._shown.update(self._shown.task_ids[0], description=self._text())

    def rest(self) -> None:
        """Clear the line until a second after the next step began."""
        self._clear()

    def end(self) -> None:
        """Clear the line for good."""
        self._ended = True
        self._clear()

    def _clear(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            if self._shown is not None:
                self._shown.stop()
                self._shown = None

    def follow(self, outputs: Iterable[Output]) -> Iterator[Output]:
        """Count the files as they pass."""
        for number, output in enumerate(outputs):
            if number % OFTEN == 0:
                self._files = number
                self.begin("making")
            yield output


class Lines(Steps):
    """Says in plain lines how long each step took that lasted more than a second, and that a long one goes on."""

    def __init__(self, stream: TextIO, lang: ProblemLang, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._lang = lang
        self._clock = clock
        self._step = "start"
        self._began = self._said = clock()

    def begin(self, step: str) -> None:
        """Say how long the step before took."""
        now = self._clock()
        if step != self._step:
            if now - self._began >= PATIENCE:
                seconds = f"{now - self._began:.1f} 秒" if self._lang == "zh" else f"{now - self._began:.1f} s"
                self._say(f"{name_of(self._step, self._lang)}{'：' if self._lang == 'zh' else ': '}{seconds}")
            self._step, self._began, self._said = step, now, now

    def rest(self) -> None:
        """Say how long the last step took."""
        self.begin("")

    def end(self) -> None:
        """Say how long the last step took."""
        self.begin("")

    def follow(self, outputs: Iterable[Output]) -> Iterator[Output]:
        """Say now and then how many files have passed."""
        self.begin("making")
        for number, output in enumerate(outputs):
            if number % OFTEN == 0 and self._clock() - self._said >= EVERY:
                self._said = self._clock()
                files = f"{number:,} 个文件 …" if self._lang == "zh" else f"{number:,} files …"
                self._say(f"{name_of(self._step, self._lang)}{'：' if self._lang == 'zh' else ': '}{files}")
            yield output

    def _say(self, line: str) -> None:
        with suppress(OSError, ValueError):  # nobody listens any more
            print(line, file=self._stream, flush=True)


def profile_table(profile: Profile, lang: ProblemLang) -> str:
    """What each step took, as lines with aligned numbers; the names stand last, because Chinese ones are wide."""
    lines = ["处理器 秒   时钟 秒     文件  步骤" if lang == "zh" else "    CPU s    wall s    files  step"]
    for step, spent in profile.rows():
        files = f"{spent.files:,}" if spent.files else ""
        lines.append(f"{spent.cpu:9.3f} {spent.wall:9.3f} {files:>8}  {name_of(step, lang)}")
    return "\n".join(lines)
