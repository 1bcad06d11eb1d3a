"""What every record has in common, and the small types that fields are made of."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

HUB_ZONE = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")
"""China Standard Time: +08:00 all year (no daylight saving since 1991)."""

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, Lang] = ("zh", "en")

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
RESERVED_IDS = frozenset(
    {"page", "index", "feed", "feeds", "calendar", "closed", "past", "expired", "month", "en", "zh"}
)
"""Names the hub uses itself below a section, such as /news/page/2/."""


class Record(BaseModel):
    """A frozen value that refuses unknown fields; YAML scalars arrive as texts and are read by the field's type."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, hide_input_in_errors=True)


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
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
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
        form = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(\+08:00)?"
        if re.fullmatch(form, value):
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
    if not re.fullmatch(r"https?://[^\s/@\\?#]+\.[^\s/@\\?#.]+([/?#][^\s<>\"\\]*)?", value):
        raise PydanticCustomError("web_address", "an https address")
    return value


def _email(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", value):
        raise PydanticCustomError("email", "an e-mail address")
    return value


Line = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_one_line)]
"""A text on one line, 1 to 300 characters, without white space around it."""

Prose = Annotated[str, Field(min_length=1, max_length=5000)]
"""Plain text of one or more paragraphs, separated by blank lines; no markup."""

Count = Annotated[int, BeforeValidator(_number)]
Amount = Annotated[float, BeforeValidator(_number)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Day = Annotated[dt.date, BeforeValidator(_day)]
"""A day in Asia/Shanghai."""
Moment = Annotated[dt.datetime, BeforeValidator(_moment)]
"""A time in Asia/Shanghai, with its offset; content may leave the offset out."""
DayOrMoment = Annotated[dt.date | dt.datetime, BeforeValidator(_day_or_moment)]
"""A whole day or a time, both in Asia/Shanghai."""
WebAddress = Annotated[str, Field(max_length=2000), AfterValidator(_web_address)]
Email = Annotated[str, Field(max_length=200), AfterValidator(_email)]
Id = Annotated[str, Field(pattern=rf"^{ID}$", max_length=80)]
"""The permanent name of a record: lower-case letters, digits and hyphens."""


class Text(Record):
    """A short text in both languages. Without `en` the Chinese shows in its place, marked as Chinese."""

    zh: Line = Field(description="中文 / Chinese")
    en: Line | None = Field(None, description="英文 / English")

    def best(self, lang: Lang) -> tuple[str, Lang]:
        """The text for *lang*, and the language it is really in."""
        return (self.en, "en") if lang == "en" and self.en is not None else (self.zh, "zh")


class LongText(Record):
    """Some paragraphs in both languages, separated by blank lines; no markup."""

    zh: Prose = Field(description="中文 / Chinese")
    en: Prose | None = Field(None, description="英文 / English")

    def best(self, lang: Lang) -> tuple[str, Lang]:
        """The text for *lang*, and the language it is really in."""
        return (self.en, "en") if lang == "en" and self.en is not None else (self.zh, "zh")


class Source(Record):
    """Where an item comes from."""

    name: Text = Field(description="来源名称 / Name of the source")
    url: WebAddress | None = Field(None, description="原文网址 / Address of the original")


class Figure(Record):
    """One number with everything needed to read it alone."""

    value: Amount = Field(description="数值 / The number")
    qualifier: Literal["exact", "over", "about"] = Field(
        "exact", description="exact 准确，over 超过，about 大约 / How exact the number is"
    )
    unit: Text = Field(description="单位，如“元/吨” / Unit, such as yuan per tonne")
    measures: Text = Field(description="说明这个数字量的是什么 / What the number measures")
    organisation: Text | None = Field(None, description="哪家单位的数字 / Whose number it is")
    source: Source | None = Field(None, description="来源 / Source")


PictureFile = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\.(jpe?g|png|webp|gif)$", max_length=120)]
"""The file name of a picture, without a folder."""


class Picture(Record):
    """A picture beside the text."""

    file: PictureFile = Field(description="文件名 / File name")
    alt: Text = Field(description="画面说明 / What it shows, for those who cannot see it")


class Contact(Record):
    """How to reach somebody. All fields may be absent; nothing is invented."""

    name: Text | None = Field(None, description="联系人或部门 / Person or office")
    phone: Annotated[str, Field(pattern=r"^[0-9+() -]{5,30}$")] | None = Field(None, description="电话 / Telephone")
    email: Email | None = Field(None, description="电子邮箱 / E-mail")
    url: WebAddress | None = Field(None, description="网址 / Web address")
    address: Text | None = Field(None, description="地址 / Postal address")
