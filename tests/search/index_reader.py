"""Reads an index as its format says, apart from the code that wrote it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from generator.search.tokens import Unit, stem, term_hash, unit_hash

Places = dict[int, list[int]]


@dataclass
class Bytes:
    """A reader of numbers with 7 bits a byte."""

    data: bytes
    at: int = 0

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def take(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


class Reader:
    """One language of an index, given as files by address below search/."""

    def __init__(self, files: dict[str, bytes], manifest: dict) -> None:
        self.files, self.manifest, self.lang = files, manifest, manifest["lang"]

    def shard(self, hashed: int) -> dict[str, tuple[int, bytes]]:
        bits = self.manifest["bits"]
        number = hashed >> (32 - bits) if bits else 0
        each, names = self.manifest["shards"]
        reader = Bytes(self.files[f"{self.lang}/s-{names[number // each]}/{number:x}.bin"])
        pairs = reader.number()
        keys = [reader.take(4).decode("utf-16-le").rstrip("\0") for _ in range(pairs)]
        sizes = [reader.number() for _ in range(pairs)]
        for _ in range(reader.number()):
            sizes.append(reader.number())
            keys.append(reader.take(reader.number()).decode("utf-8"))
        return {key: (size & 3, reader.take(size >> 2)) for key, size in zip(keys, sizes, strict=True)}

    def places(self, form: int, data: bytes) -> Places:
        reader, found, document = Bytes(data), {}, 0
        if form == 2:
            for _ in range(reader.number()):
                found |= self.places(0, self.files[f"{self.lang}/x/{reader.take(8).hex()}.bin"])
            return found
        while reader.at < len(data):
            head = reader.number()
            document += head >> (2 if form else 1)
            if form:
                found[document] = [(2048, 512, 1536, 0)[head & 3]]
                continue
            place, found[document] = 0, []
            for _ in range(1 if head & 1 else reader.number()):
                place += reader.number()
                found[document].append(place)
        return found

    def term(self, *term: Unit) -> Places:
        """Documents and positions of a word, a character or a pair."""
        first = term[0]
        if len(term) == 1 and first.kind in ("word", "number"):
            hashed = term_hash(unit_hash(stem(first.text)))
        else:
            hashed = term_hash(unit_hash(first.text), unit_hash(term[1].text) if len(term) > 1 else 0)
        entry = self.shard(hashed).get("".join(one.text for one in term))
        return self.places(*entry) if entry else {}

    def chunks(self) -> list[list[list[str]]]:
        """The texts of every chunk, in the order of documents."""
        found = []
        for name in self.manifest["chunks"][1]:
            folder = f"{self.lang}/t-{name}/"
            numbers = range(sum(path.startswith(folder) for path in self.files))
            found += [json.loads(self.files[f"{folder}{number:x}.json"]) for number in numbers]
        return found
