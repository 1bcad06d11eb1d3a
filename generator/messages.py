"""The sentences of every problem, by code, in Chinese and English.

A code is never reused for another meaning. `{name}` stands for a fact of the problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Message:
    """What is wrong and how to mend it, in both languages."""

    zh: str
    zh_fix: str
    en: str
    en_fix: str

    def what(self, lang: Literal["zh", "en"]) -> str:
        """The sentence that says what is wrong."""
        return self.zh if lang == "zh" else self.en

    def fix(self, lang: Literal["zh", "en"]) -> str:
        """The sentence that says what to do."""
        return self.zh_fix if lang == "zh" else self.en_fix


MESSAGES: dict[str, Message] = {
    # Files
    "E101": Message(
        "文件不是 UTF-8 编码（第 {byte} 个字节读不出来）{hint_zh}",
        "用编辑器把文件另存为 UTF-8 编码；记事本请选“UTF-8”，不要选“ANSI”或“GBK”。",
        "the file is not UTF-8 (byte {byte} cannot be read){hint_en}",
        "Save the file as UTF-8 in your editor.",
    ),
    "E102": Message(
        "文件太大：{size} 字节，上限 {limit} 字节",
        "把内容拆成几条，或者压缩图片后再放进来。",
        "the file is too large: {size} bytes, the limit is {limit}",
        "Split the content, or make the picture smaller before adding it.",
    ),
    "E103": Message(
        "文件读不出来：{reason}",
        "检查文件的读取权限，或者重新放一份。",
        "the file cannot be read: {reason}",
        "Check the file's permissions, or put a fresh copy in its place.",
    ),
    "E104": Message(
        "这里不该有这个文件",
        "{hint_zh}",
        "no such file is expected here",
        "{hint_en}",
    ),
    "E105": Message(
        "这是一个符号链接",
        "删掉链接，把文件本身放在这里。",
        "this is a symbolic link",
        "Remove the link and put the file itself here.",
    ),
    "E106": Message(
        "名字 `{found}` 不能做编号",
        "编号只用小写字母、数字和连字符，例如 `{example}`；它会成为网址，以后不要再改。",
        "`{found}` cannot be an id",
        "Use lower-case letters, digits and hyphens, such as `{example}`; it becomes the address and stays for good.",
    ),
    "E107": Message(
        "文件是空的",
        "写上内容，或者删掉这个文件。",
        "the file is empty",
        "Write its content, or delete the file.",
    ),
    "E108": Message(
        "缺少文件 `{missing}`",
        "{guess_zh}没有就新建一个；字段说明见编辑手册。",
        "the file `{missing}` is missing",
        "{guess_en}If there is none, create it; the handbook lists its fields.",
    ),
    "E109": Message(
        "这里有一个看不见的控制字符 {char}",
        "删掉它；从别处粘贴文字时，先粘成纯文本。",
        "there is an invisible control character {char} here",
        "Delete it; paste text from elsewhere as plain text first.",
    ),
    # YAML and front matter
    "E110": Message(
        "这一行用了全角引号 `{found}` 来括住取值",
        '改用半角引号 `"`；正文里的中文引号不受影响。',
        "this value is enclosed in full-width quotes `{found}`",
        'Use plain quotes `"`; Chinese quotes inside the text are fine.',
    ),
    "E111": Message(
        "这一行用{found_zh}缩进",
        "改成普通空格，每一层两个。",
        "this line is indented with a {found_en}",
        "Use plain spaces, two for each level.",
    ),
    "E112": Message(
        "`{key}` 后面是全角冒号 `：`",
        "改成半角冒号加一个空格：`{key}: `。",
        "`{key}` is followed by a full-width colon `：`",
        "Write a plain colon and a space: `{key}: `.",
    ),
    "E113": Message(
        "这一行的取值里有冒号，分不清哪个才是字段",
        "把取值放进半角引号里：`{example}`。",
        "the value on this line holds a colon, so it is unclear which one ends the field",
        "Put the value in plain quotes: `{example}`.",
    ),
    "E114": Message(
        "YAML 写法有误：{reason_zh}",
        "{hint_zh}对照手册里的例子，看看这一行和上一行的缩进、引号和括号是否成对。",
        "this is not valid YAML: {reason}",
        "{hint_en}Compare with the handbook's example; look at the indents, quotes and brackets here and above.",
    ),
    "E115": Message(
        "字段 `{key}` 写了两次，前一次在第 {first} 行",
        "留下一个，删掉另一个。",
        "the field `{key}` stands twice; the first is on line {first}",
        "Keep one and delete the other.",
    ),
    "E116": Message(
        "这里用了 `{found}`，本站的文件不支持这种 YAML 写法",
        "把内容直接写出来，不要用锚点、引用或类型标记；文字以 `&`、`*`、`!` 开头时放进引号里。",
        "`{found}` is a YAML feature that the hub's files do not use",
        "Write the content out, without anchors, aliases and tags; quote a text that begins with `&`, `*` or `!`.",
    ),
    "E117": Message(
        "文件开头没有字段区",
        "第一行写 `---`，下面写 `title: …` 等字段，再用一行 `---` 收尾，然后才是正文。",
        "the file has no front matter",
        "Begin with a line `---`, then fields such as `title: …`, then another line `---`, then the text.",
    ),
    "E118": Message(
        "字段区没有收尾的 `---`",
        "在字段和正文之间单独写一行 `---`。",
        "the front matter is never closed",
        "Put a line `---` between the fields and the text.",
    ),
    "E119": Message(
        "这里应当是“字段: 取值”的形式",
        "每行写一个字段，例如 `{example}`。",
        "fields and values are expected here",
        "Write one field a line, such as `{example}`.",
    ),
    # Fields
    "E120": Message(
        "`{field}` 写作 `{found}`，没有这个取值",
        "{guess_zh}可用的取值：{allowed}。",
        "`{field}` is `{found}`, which is not one of its values",
        "{guess_en}It may be {allowed}.",
    ),
    "E121": Message(
        "缺少字段 `{field}`",
        "在这里补上一行，例如 `{example}`。",
        "the field `{field}` is missing",
        "Add a line here, such as `{example}`.",
    ),
    "E122": Message(
        "没有 `{field}` 这个字段",
        "{guess_zh}可用的字段：{allowed}。",
        "there is no field `{field}`",
        "{guess_en}The fields are {allowed}.",
    ),
    "E123": Message(
        "`{field}` 应当是一段文字",
        "在 `{field}:` 后面直接写文字，例如 `{example}`。",
        "`{field}` should be a text",
        "Write the text right after `{field}:`, such as `{example}`.",
    ),
    "E124": Message(
        "`{field}` 应当是数字，现在是 `{found}`",
        "只写阿拉伯数字，不带单位，例如 `{field}: 12`。",
        "`{field}` should be a number, not `{found}`",
        "Write digits only, without a unit, such as `{field}: 12`.",
    ),
    "E125": Message(
        "`{field}` 应当是日期，现在是 `{found}`",
        "写成“年-月-日”，例如 `{field}: {example}`。",
        "`{field}` should be a date, not `{found}`",
        "Write year-month-day, such as `{field}: {example}`.",
    ),
    "E126": Message(
        "`{field}` 应当是日期或时间，现在是 `{found}`",
        "写成 `{field}: 2026-12-05 09:30`（北京时间）；全天活动只写日期 `{field}: 2026-12-05`。",
        "`{field}` should be a date or a time, not `{found}`",
        "Write `{field}: 2026-12-05 09:30` (China Standard Time); for a whole day only `{field}: 2026-12-05`.",
    ),
    "E127": Message(
        "`{field}` 太长：{length} 个字符，上限 {limit}",
        "写短一些；细节放到正文里。",
        "`{field}` is too long: {length} characters, the limit is {limit}",
        "Make it shorter; details belong in the text.",
    ),
    "E128": Message(
        "`{field}` 应当是一个列表",
        "换行写，每项前面加 `- `。",
        "`{field}` should be a list",
        "Write one entry a line below it, each behind `- `.",
    ),
    "E129": Message(
        "`{field}` 应当由几个小字段组成",
        "换行写，每个小字段缩进两个空格：{allowed}。",
        "`{field}` should hold fields of its own",
        "Write them on the lines below, indented by two spaces: {allowed}.",
    ),
    "E130": Message(
        "`{field}` 的数值 `{found}` 超出范围（{limit}）",
        "改成范围内的数字。",
        "`{field}` is `{found}`, out of its range ({limit})",
        "Write a number within the range.",
    ),
    "E131": Message(
        "`{field}` 不是完整的网址：`{found}`",
        "写成以 `https://` 开头的网址。",
        "`{field}` is not a complete web address: `{found}`",
        "Write an address that begins with `https://`.",
    ),
    "E132": Message(
        "`{field}` 只能是 true 或 false，现在是 `{found}`",
        "是就写 `{field}: true`，否就写 `{field}: false`。",
        "`{field}` is `{found}`; it can only be true or false",
        "Write `{field}: true` or `{field}: false`.",
    ),
    "E133": Message(
        "`{field}` 是空的",
        "在冒号后面写上内容，不需要就整行删掉。",
        "`{field}` is empty",
        "Write its content behind the colon, or delete the line if it is not needed.",
    ),
    "E134": Message(
        "`{field}` 要分中文和英文写",
        "写成 `{field}: {{zh: 中文, en: English}}`；英文暂缺时可以只写 zh。",
        "`{field}` needs its Chinese and its English text",
        "Write `{field}: {{zh: 中文, en: English}}`; `en` may be left out until it is translated.",
    ),
    "E135": Message(
        "`{field}` 不是电子邮箱：`{found}`",
        "写成 `name@example.com` 的形式。",
        "`{field}` is not an e-mail address: `{found}`",
        "Write it like `name@example.com`.",
    ),
    "E136": Message(
        "`{field}` 写作 `{found}`，格式不对",
        "{hint_zh}",
        "`{field}` is `{found}`, which has the wrong form",
        "{hint_en}",
    ),
    "E137": Message(
        "`{field}` 只有一行，这里却换了行",
        "写成一行；要分段的文字请放到正文里。",
        "`{field}` is a single line, but there is a line break here",
        "Write it on one line; paragraphs belong in the text.",
    ),
    "E138": Message(
        "`{field}` 的项数不对：{length} 项（{limit}）",
        "增加或删减几项。",
        "`{field}` has {length} entries ({limit})",
        "Add or remove entries.",
    ),
    "E139": Message(
        "`{field}` 的取值 `{found}` 用不了：{reason}",
        "对照手册里这个字段的说明修改。",
        "`{field}` cannot be `{found}`: {reason}",
        "See this field in the handbook.",
    ),
    # References
    "E140": Message(
        "`{field}` 提到 `{found}`，但没有这个{kind_zh}",
        "{guess_zh}可用的有：{allowed}。",
        "`{field}` names `{found}`, but there is no such {kind_en}",
        "{guess_en}There are {allowed}.",
    ),
    "E143": Message(
        "编号 `{found}` 用了两次，另一处是 {other}",
        "给其中一条换一个编号（文件或文件夹的名字）。",
        "the id `{found}` is used twice; the other place is {other}",
        "Give one of them another id (the name of its file or folder).",
    ),
    "E144": Message(
        "网址 `{address}` 是本站自己要用的",
        "给这个页面换一个编号（文件夹的名字）。",
        "the address `{address}` is one the hub uses itself",
        "Give the page another id (the name of its folder).",
    ),
    "E145": Message(
        "正式内容提到了示例或草稿 `{found}`，正式发布时它不在",
        "换成正式发布的内容，或者给这一条也加上 `sample: true`（或 `draft: true`）。",
        "real content refers to `{found}`, a sample or a draft that is not there in production",
        "Refer to something published, or mark this one `sample: true` (or `draft: true`) too.",
    ),
    # Dates and amounts
    "E150": Message(
        "`{field}`（{found}）早于 `{other}`（{other_value}）",
        "核对两个日期，后一个不能早于前一个。",
        "`{field}` ({found}) is before `{other}` ({other_value})",
        "Check both dates; the later one cannot come first.",
    ),
    "E151": Message(
        "`{field}` 和 `{other}` 一个带时间、一个只有日期",
        "两个都写时间，或者都只写日期。",
        "one of `{field}` and `{other}` has a time and the other is a whole day",
        "Give both a time, or neither.",
    ),
    "E153": Message(
        "`{found}` 不在这个系列的日期里",
        "系列里最近的日期是 {nearest}；请改成系列里的某一天。",
        "`{found}` is not a date of this series",
        "The nearest date of the series is {nearest}; name a date that is in it.",
    ),
    "E154": Message(
        "编号里的日期 `{found}` 不存在",
        "文件夹名以真实的发布日期开头，例如 `2026-11-20-job-fair`。",
        "the id begins with `{found}`, which is no date",
        "Begin the folder's name with a real date, such as `2026-11-20-job-fair`.",
    ),
    "E155": Message(
        "`{field}`（{found}）小于 `{other}`（{other_value}）",
        "把小的数字写在 `{other}`，大的写在 `{field}`。",
        "`{field}` ({found}) is below `{other}` ({other_value})",
        "Put the smaller number in `{other}` and the larger in `{field}`.",
    ),
    "E156": Message(
        "重复规则缺少结束：写 `until` 或 `count`，不能都写，也不能都不写",
        "例如 `until: 2027-12-31`。",
        "the recurrence needs an end: either `until` or `count`, not both and not neither",
        "Write `until: 2027-12-31`, for example.",
    ),
    "E157": Message(
        "`week` 和 `weekday` 与 `every` 对不上",
        "每月第一个星期六写成 `every: month`、`week: first`、`weekday: sat`；每周的系列只写 `weekday`，每年的都不写。",
        "`week` and `weekday` do not fit `every`",
        "For the first Saturday: `every: month`, `week: first`, `weekday: sat`; weekly only `weekday`; yearly neither.",
    ),
    "E158": Message(
        "`whole` 和图里的数对不上",
        "`whole` 只用于 `shows: share`；各部分大于 0，加起来不超过它。各部分正好是整体时，删掉 `whole`。",
        "`whole` does not fit the numbers of the chart",
        "`whole` goes with `shows: share`; its parts are above 0 and come to no more. Delete it when they come to it.",
    ),
    # Translations
    "E160": Message(
        "译文里又写了 `{field}`",
        "删掉这一行：日期、联盟、数字等只写在中文文件里，两种语言共用。",
        "the translation repeats `{field}`",
        "Delete the line: facts such as dates and alliances stand once, in the Chinese file, for both languages.",
    ),
    "E161": Message(
        "有英文译文，却没有中文原文 `{missing}`",
        "先写中文文件；本站以中文为原文。",
        "there is a translation but no Chinese original `{missing}`",
        "Write the Chinese file first; Chinese is the original on this hub.",
    ),
    # Markdown
    "E170": Message(
        "正文里有 HTML 代码 `{found}`",
        "改用 Markdown 写法；要显示尖括号本身，写成 `` `{found}` ``。",
        "the text holds HTML: `{found}`",
        "Use Markdown instead; to show the angle brackets themselves, write `` `{found}` ``.",
    ),
    "E171": Message(
        "链接 `{found}` 不能用",
        "链接只能是 `https://` 网址、`mailto:` 邮箱、`tel:` 电话，或本站文件的相对路径。",
        "the link `{found}` cannot be used",
        "A link is an `https://` address, `mailto:`, `tel:`, or the relative path of a file of the hub.",
    ),
    "E172": Message(
        "链接指向 `{found}`，没有这个文件",
        "{guess_zh}路径从当前文件算起，例如 `../../alliances/hvac/alliance.yml`。",
        "the link points to `{found}`, but there is no such file",
        "{guess_en}Paths start from this file, such as `../../alliances/hvac/alliance.yml`.",
    ),
    "E173": Message(
        "图片 `{found}` 不存在",
        "{guess_zh}把图片放在正文旁边，只写文件名。",
        "the picture `{found}` does not exist",
        "{guess_en}Put the picture beside the text and write its file name.",
    ),
    "E174": Message(
        "图片 `{found}` 没有说明文字",
        "在方括号里写一句话说明画面：`![工人在浇铸]({found})`。",
        "the picture `{found}` has no alternative text",
        "Say in the square brackets what it shows: `![Workers at a mould]({found})`.",
    ),
    "E175": Message(
        "图片 `{found}` 在别的网站上",
        "把图片下载下来放在正文旁边；本站的页面不从别处加载任何东西。",
        "the picture `{found}` is on another site",
        "Put a copy beside the text; pages of the hub load nothing from elsewhere.",
    ),
    "E176": Message(
        "图片打不开：{reason_zh}",
        "用看图软件打开原图，另存为 JPEG 或 PNG 再放进来。",
        "the picture cannot be opened: {reason_en}",
        "Open the original in an image viewer and save it as JPEG or PNG.",
    ),
    "E177": Message(
        "正文里用了一级标题",
        "一级标题是 `title` 字段；正文的标题从 `##` 开始。",
        "the text holds a first-level heading",
        "The first level is the `title` field; headings in the text begin with `##`.",
    ),
    "E178": Message(
        "没有正文",
        "在字段区下面写正文。",
        "there is no text",
        "Write the text below the front matter.",
    ),
    "E179": Message(
        "标题从 {before} 级跳到 {found} 级",
        "标题逐级往下，不要跳级；这里用 {wanted} 级。",
        "the headings jump from level {before} to level {found}",
        "Go down one level at a time; use level {wanted} here.",
    ),
    # Pictures
    "E190": Message(
        "图片会动",
        "换成一张静止的图片：自己动的画面会打扰阅读，不少人看了会不舒服。",
        "the picture moves",
        "Use a still one: what moves by itself disturbs readers and makes some of them unwell.",
    ),
    "E191": Message(
        "图片有 {width} × {height} 像素，上限是 {limit} 百万像素",
        "缩到宽 2400 像素左右再放进来；页面上最宽用到 1600 像素。",
        "the picture has {width} × {height} pixels, the limit is {limit} million",
        "Make it about 2,400 pixels wide; pages show 1,600 at most.",
    ),
    "E192": Message(
        "`{found}` 图片不能用：这种格式{why_zh}",
        "另存为 PNG（图表、示意图）或 JPEG（照片）。",
        "a picture in the format `{found}` cannot be used: it {why_en}",
        "Save it as PNG (charts, drawings) or JPEG (photos).",
    ),
    "W220": Message(
        "题图的说明没有英文，英文页面上只有中文说明",
        "在 `alt` 下面补上 `en: …`，一句话说明画面。",
        "the words for the leading picture are missing in English, though the page is translated",
        "Add `en: …` below `alt`: one sentence that says what it shows.",
    ),
    "W221": Message(
        "“{found}”没有说出画面上是什么",
        "写给看不见图片的人：谁、在哪里、做什么，例如“两名工人在检查砂型”。",
        "“{found}” does not say what the picture shows",
        "Write for somebody who cannot see it: who does what and where, such as “Two workers check a sand mould”.",
    ),
    "W222": Message(
        "图片文件有 {size} MB，比用得到的大得多",
        "缩到宽 2400 像素、质量 85 左右，通常不到 1 MB，看不出差别。",
        "the picture's file has {size} MB, far more than is used",
        "At 2,400 pixels wide and quality 85 it has less than 1 MB as a rule, and looks the same.",
    ),
    "W223": Message(
        "题图只有 {width} × {height} 像素，放大了会模糊",
        "换一张至少 {least} × {lowest} 像素的，宽 1200 以上更好；没有就不用题图，放进正文。",
        "the leading picture has only {width} × {height} pixels and looks blurred when it is enlarged",
        "Use one of at least {least} × {lowest} pixels, better 1,200 wide, or put it into the text instead.",
    ),
    "W224": Message(
        "扩展名是 `{found}`，图片其实是 {format} 格式",
        "把扩展名改成 `{right}`，引用它的地方一起改。",
        "the file name ends in `{found}`, but the picture is {format}",
        "Make the ending `{right}`, also where the picture is named.",
    ),
    # The site as a whole
    "E180": Message(
        "`profile` 是 `{found}`，却没有写 `{missing}`",
        "补上网站标识码：`{missing}: {{site_id: …}}`；不是政务网站就写 `profile: plain`。",
        "`profile` is `{found}`, but `{missing}` is missing",
        "Add the site's id code, `{missing}: {{site_id: …}}`, or write `profile: plain` if this is no government site.",
    ),
    # Job notices
    "E181": Message(
        "转载自“{found}”，却没有写原文网址",
        "在 `source` 下面补上 `url: https://…`；不是转载就删掉 `source`。",
        "the notice is reposted from “{found}”, without a link to it",
        "Add `url: https://…` below `source`, or delete `source` if it is not a repost.",
    ),
    "W201": Message(
        "招聘有效期到 {found}，超过发布之日（{posted}）起 12 个月",
        "改成 {limit} 或更早；到期还在招，再延长。",
        "the opening stands until {found}, more than 12 months after it was posted ({posted})",
        "Use {limit} or an earlier day; extend it when the post is still open then.",
    ),
    "W202": Message(
        "“{found}”可能涉及{topic_zh}歧视",
        "{fix_zh}",
        "“{found}” may discriminate by {topic_en}",
        "{fix_en}",
    ),
    "W203": Message(
        "“{found}”是{topic_zh}的说法",
        "{fix_zh}",
        "“{found}” is {topic_en}",
        "{fix_en}",
    ),
    # Freshness
    "W210": Message(
        "{zh}已经 {days} 天没有更新，最近一次是 {newest}",
        "发布新内容；旧内容有实质修改的，更新它的 `updated` 日期。",
        "{en} has had no update for {days} days, the last was on {newest}",
        "Publish something new, or set `updated` on what has changed in substance.",
    ),
    "W211": Message(
        "{zh}最近一次更新是 {newest}，还有 {days} 天到期（{due}）",
        "在 {due} 以前发布新内容。",
        "{en} was last updated on {newest}, and {days} days are left (until {due})",
        "Publish something new by {due}.",
    ),
    "W212": Message(
        "“{zh}”栏目没有正式内容",
        "在 `{section}/` 里发布内容；示例、草稿和过期的内容不算。",
        "the section {en} has no real content",
        "Publish something in `{section}/`; samples, drafts and what is over do not count.",
    ),
    # Redirects
    "E182": Message(
        "旧网址要转到 `{found}`，没有这个网址",
        "{guess_zh}写现在的网址，例如 `to: news/2026-11-20-job-fair/`。",
        "an old address leads to `{found}`, but there is no such address",
        "{guess_en}Write an address that is there, such as `to: news/2026-11-20-job-fair/`.",
    ),
    "E183": Message(
        "网址转来转去，回到了原处：{found}",
        "删掉其中一条。",
        "the addresses lead in a circle: {found}",
        "Delete one of these lines.",
    ),
    "E184": Message(
        "旧网址 `{found}` 现在还在使用（{other}）",
        "删掉这一条；只有不再使用的网址才能转走。",
        "the old address `{found}` is in use ({other})",
        "Delete this line; only an address that is no longer in use can lead elsewhere.",
    ),
    "E185": Message(
        "旧网址 `{found}` 写了两次，前一次转到 `{other}`",
        "留下一条，删掉另一条。",
        "the old address `{found}` stands twice; the first leads to `{other}`",
        "Keep one and delete the other.",
    ),
    "E186": Message(
        "`{found}` 有两个旧网址，前一个是 `{other}`，分不清哪个才是它原来的编号",
        "改名只留一条；并进来的那一条加上 `merged: true`，连着改过两次名的写成 A→B、B→C。",
        "`{found}` has two old addresses, the first is `{other}`: which of them it was is unclear",
        "Mark the one that was merged into it `merged: true`; write a page renamed twice as A to B and B to C.",
    ),
    "E193": Message(
        "名字 `{found}` 和 `{other}` 在一些电脑上是同一个名字",
        "改掉其中一个：在 Windows 和 macOS 上只有大小写不同的两个文件会互相覆盖。",
        "the names `{found}` and `{other}` are one and the same on some computers",
        "Rename one of them: on Windows and macOS, files that differ in case only overwrite each other.",
    ),
    "E194": Message(
        "名字 `{found}` 不是每台电脑都能用：{reason_zh}",
        "换一个名字，最好只用小写字母、数字和连字符。",
        "the name `{found}` does not work on every computer: {reason_en}",
        "Use another one, best of lower-case letters, digits and hyphens.",
    ),
    "E195": Message(
        "{what_zh}超过上限 {limit}",
        "删掉不属于内容的文件；内容确实有这么多，请联系维护者调整上限。",
        "there are more than {limit} {what_en}",
        "Remove what is no content; if there really is so much of it, ask the maintainers to raise the limit.",
    ),
    "E196": Message(
        "这里有一个改变文字方向的隐形字符 {char}（{name}），读者看到的会和文件里写的不一样",
        "删掉它；从别处粘贴文字时，先粘成纯文本。",
        "an invisible character here ({char}, {name}) makes readers see another text than the file holds",
        "Delete it; paste text from elsewhere as plain text first.",
    ),
    "E197": Message(
        "网址 `{found}` 的域名容易被当成另一个：它混用了不同文字里样子相近的字母",
        "请从浏览器的地址栏重新复制网址，确认域名的每个字母。",
        "the domain in `{found}` may be taken for another: letters of several scripts that look alike are mixed in it",
        "Copy the address from the browser once more and make sure of each letter of the domain.",
    ),
    "E198": Message(
        "引用和列表套得太深，超过 {limit} 层",
        "减少一行开头的 `>`、`-` 和编号。",
        "quotes and lists lie more than {limit} levels deep in each other",
        "Use fewer `>`, `-` and numbers at the beginning of a line.",
    ),
    "E199": Message(
        "手册文件夹里只能放 Markdown 和图片",
        "删掉这个文件：这里的文件会原样发布。图片可以用 JPEG、PNG、WebP 或 GIF。",
        "the handbook's folder holds Markdown and pictures only",
        "Remove the file: what lies here is published as it is. Pictures may be JPEG, PNG, WebP or GIF.",
    ),
    # What should not be public, or cannot be seen
    "W230": Message(
        "这里有一个看不见的字符 {char}（{name}）",
        "删掉它：含有它的词搜索不到。",
        "there is an invisible character here: {char}, {name}",
        "Delete it: a word that holds it cannot be found by searching.",
    ),
    "W231": Message(
        "这里像是一个身份证号码（{found}）",
        "删掉它；身份证号码是敏感个人信息，不能公开。仓库的历史里也会留下，请告诉维护者。",
        "this looks like the number of an identity card ({found})",
        "Delete it: such a number must not be public. It stays in the repository's history, so tell the maintainers.",
    ),
    "W232": Message(
        "这里像是一个手机号码（{found}）",
        "不是公开的联系电话就删掉；是，就写进 `contact` 的 `phone` 字段，正文里写成 `[号码](tel:号码)`。",
        "this looks like a mobile phone number ({found})",
        "Delete it, unless it is a public contact: then write it as `phone` of a `contact`, or `[number](tel:number)`.",
    ),
}
