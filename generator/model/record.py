"""What every record has in common, and the small types that fields are made of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError

from generator.model.domains import host_of, is_deceptive
from generator.zone import HUB_ZONE

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, Lang] = ("zh", "en")

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
RESERVED_IDS = frozenset(
    {"page", "index", "feed", "feeds", "calendar", "closed", "past", "expired", "month", "en", "zh"}
)
"""Names the hub uses itself below a section, such as /news/page/2/."""

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MOMENT = rf"{_DAY}[T ][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}})?(\+08:00)?"
_WEB = r"https?://[^\s/@\\?#]+\.[^\s/@\\?#.]+([/?#][^\s<>\x22\\]*)?"
_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
# The forms of texts that fields read, for the reader and the schemas alike.

DAY_OR_MOMENT = f"^(?:{_DAY}|{_MOMENT})$"
"""How a whole day or a time is written."""


class Record(BaseModel):
    """A frozen value that refuses unknown fields; YAML scalars arrive as texts and are read by the field's type."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        hide_input_in_errors=True,
        defer_build=True,  # to prepare all validators takes 30 ms, and most builds read a record or two
    )


def _number(value: Any) -> Any:
    """Accept digits only: pydantic alone would take ``1_000``, ``1e3`` and full-width digits."""
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", value):
        raise PydanticCustomError("number_form", "digits only")
    return value


def _flag(value: Any) -> Any:
    """Accept ``true`` and ``false`` only, so that the schema and the reader agree."""
    if isinstance(value, str):
        if value in ("true", "false"):
            return value == "true"
        raise PydanticCustomError("flag_form", "true or false")
    return value


def _day(value: Any) -> Any:
    if isinstance(value, str):
        if re.fullmatch(_DAY, value):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                pass
        raise PydanticCustomError("day_form", "a date")
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    raise PydanticCustomError("day_form", "a date")


def _moment(value: Any) -> Any:
    if isinstance(value, str):
        if re.fullmatch(_MOMENT, value):
            try:
                return dt.datetime.fromisoformat(value).replace(tzinfo=HUB_ZONE)
            except ValueError:
                pass
        raise PydanticCustomError("moment_form", "a time")
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.astimezone(HUB_ZONE)
    raise PydanticCustomError("moment_form", "a time")


def _day_or_moment(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return _moment(value)
    try:
        return _day(value)
    except PydanticCustomError:
        return _moment(value)


def _one_line(value: str) -> str:
    if "\n" in value:
        raise PydanticCustomError("line_break", "one line")
    return value


def _web_address(value: str) -> str:
    if not re.fullmatch(_WEB, value):
        raise PydanticCustomError("web_address", "an https address")
    host = host_of(re.split(r"[/?#]", value, maxsplit=3)[2])
    if host is None:
        raise PydanticCustomError("web_address", "an https address")
    return _honest(value, host)


def _email(value: str) -> str:
    if not re.fullmatch(_EMAIL, value):
        raise PydanticCustomError("email", "an e-mail address")
    return _honest(value, value.rpartition("@")[2])


def _honest(value: str, host: str) -> str:
    """Refuse an address whose *host* passes for another one."""
    if is_deceptive(host):
        raise PydanticCustomError("deceptive", "a domain that is what it looks like")
    return value


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """How a value looks in a file, for schemas: what pydantic cannot see in a validator of ours."""

    looks: Mapping[str, Any]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(core), **self.looks}


Line = Annotated[
    str,
    Field(min_length=1, max_length=300),
    AfterValidator(_one_line),
    Written({"pattern": r"^\s*\S[^\n]*\s*$"}),
]
"""A text on one line, 1 to 300 characters, without white space around it."""

Prose = Annotated[str, Field(min_length=1, max_length=5000)]
"""Plain text of one or more paragraphs, separated by blank lines; no markup."""

Count = Annotated[int, BeforeValidator(_number)]
Amount = Annotated[float, BeforeValidator(_number)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[
    dt.date,
    BeforeValidator(_day),
    Written({"type": "string", "format": "date", "pattern": f"^{_DAY}$"}),
]
"""A day in Asia/Shanghai."""
Moment = Annotated[dt.datetime, BeforeValidator(_moment)]
"""A time in Asia/Shanghai, with its offset; content may leave the offset out."""
DayOrMoment = Annotated[
    dt.date | dt.datetime,
    BeforeValidator(_day_or_moment),
    WithJsonSchema({"type": "string", "pattern": DAY_OR_MOMENT}),
]
"""A whole day or a time, both in Asia/Shanghai."""
WebAddress = Annotated[
    str, Field(max_length=2000), AfterValidator(_web_address), Written({"format": "uri", "pattern": f"^{_WEB}$"})
]
Email = Annotated[
    str, Field(max_length=200), AfterValidator(_email), Written({"format": "email", "pattern": f"^{_EMAIL}$"})
]
Id = Annotated[str, Field(pattern=rf"^{ID}$", max_length=80)]
"""The permanent name of a record: lower-case letters, digits and hyphens."""


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """What each value of a `Literal` means, as ``中文 / English``, for forms, schemas and the handbook."""

    words: Mapping[str, str]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core)
        schema["enumDescriptions"] = [self.words[value] for value in schema["enum"]]
        return schema


Sample = Annotated[
    Flag,
    Field(
        title="示例 / Sample",
        description="不是真实信息，只作示范 / not real information, only shown as a sample",
        examples=[True],
    ),
]
Updated = Annotated[
    Day | None,
    Field(
        title="修改日期 / Last changed",
        description="最近一次修改内容的日期；改错别字不算 / day of the last change of substance; a typo is none",
        examples=["2026-11-25"],
    ),
]
Order = Annotated[
    Count,
    Field(
        ge=0,
        le=1000,
        title="排列次序 / Position",
        description="小的排在前面 / smaller numbers come first",
        examples=[50],
    ),
]


class Text(Record, title="双语短文 / Text in both languages"):
    """A short text in both languages. Without `en` the Chinese shows in its place, marked as Chinese."""

    zh: Line = Field(title="中文 / Chinese", description="写成一行 / on one line", examples=["焊工"])
    en: Line | None = Field(
        None,
        title="英文 / English",
        description="暂时没有就不写，不要写中文 / left out until translated; no Chinese here",
        examples=["Welder"],
    )

    def best(self, lang: Lang) -> tuple[str, Lang]:
        """The text for *lang*, and the language it is really in."""
        return (self.en, "en") if lang == "en" and self.en is not None else (self.zh, "zh")


class LongText(Record, title="双语段落 / Paragraphs in both languages"):
    """Some paragraphs in both languages, separated by blank lines; no markup."""

    zh: Prose = Field(
        title="中文 / Chinese",
        description="段落之间空一行，不用 Markdown 标记 / paragraphs with a blank line between them, no Markdown",
    )
    en: Prose | None = Field(
        None,
        title="英文 / English",
        description="暂时没有就不写，不要写中文 / left out until translated; no Chinese here",
    )

    def best(self, lang: Lang) -> tuple[str, Lang]:
        """The text for *lang*, and the language it is really in."""
        return (self.en, "en") if lang == "en" and self.en is not None else (self.zh, "zh")


class Source(Record, title="来源 / Source"):
    """Where an item comes from."""

    name: Text = Field(title="来源名称 / Name of the source", examples=[{"zh": "示例来源", "en": "Sample source"}])
    url: WebAddress | None = Field(None, title="原文网址 / Address of the original", examples=["https://example.org/"])


Qualifier = Annotated[
    Literal["exact", "over", "about"],
    Choices({"exact": "准确 / exact", "over": "超过 / more than", "about": "大约 / about"}),
    Field(title="准确程度 / How exact", examples=["over"]),
]


class Figure(Record, title="数字 / Figure"):
    """One number with everything needed to read it alone."""

    value: Amount = Field(
        title="数值 / Number",
        description="只写数字，单位另写 / digits only; the unit has its own field",
        examples=[2000],
    )
    qualifier: Qualifier = "exact"
    unit: Text = Field(
        title="单位 / Unit",
        description="跟在数字后面的词 / the words behind the number",
        examples=[{"zh": "元/吨", "en": "yuan per tonne"}],
    )
    measures: Text = Field(
        title="量的是什么 / What it measures",
        description="让人单看这个数字也明白 / enough to understand the number by itself",
        examples=[{"zh": "每吨铸件节约的费用", "en": "saved on each tonne"}],
    )
    organisation: Text | None = Field(
        None, title="哪家单位的数字 / Whose number it is", examples=[{"zh": "示例企业A", "en": "Sample Company A"}]
    )
    source: Source | None = Field(
        None, title="来源 / Source", examples=[{"name": {"zh": "示例来源", "en": "Sample source"}}]
    )


PictureFile = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\.(jpe?g|png|webp|gif)$", max_length=120)]
"""The file name of a picture, without a folder."""


class Picture(Record, title="图片 / Picture"):
    """A picture beside the text."""

    file: PictureFile = Field(
        title="图片文件 / Picture file",
        description="同一文件夹里的 .jpg、.png、.webp 或 .gif 文件；名字只用字母、数字、点、下划线和连字符 / "
        "a .jpg, .png, .webp or .gif in the same folder; its name of letters, digits, dots, underscores and hyphens",
        examples=["valve.png"],
    )
    alt: Text = Field(
        title="画面说明 / What it shows",
        description="给看不到图片的人 / for those who cannot see it",
        examples=[{"zh": "一只阀门", "en": "A valve"}],
    )


class Contact(Record, title="联系方式 / Contact"):
    """How to reach somebody. All fields may be absent; nothing is invented."""

    name: Text | None = Field(
        None, title="联系人或部门 / Person or office", examples=[{"zh": "人力资源部", "en": "Human resources"}]
    )
    phone: Annotated[str, Field(pattern=r"^[0-9+() -]{5,30}$")] | None = Field(
        None,
        title="电话 / Telephone",
        description="只用数字、空格、加号、括号和连字符 / digits, spaces, plus, brackets and hyphens only",
        examples=["000-0000 0000"],
    )
    email: Email | None = Field(None, title="电子邮箱 / E-mail", examples=["name@example.com"])
    url: WebAddress | None = Field(None, title="网址 / Web address", examples=["https://example.org/"])
    address: Text | None = Field(
        None, title="地址 / Postal address", examples=[{"zh": "示例路1号", "en": "1 Sample Road"}]
    )
