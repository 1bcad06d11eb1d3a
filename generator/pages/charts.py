"""Small charts: how long each bar is, and what may be said of the whole.

Every scale begins at zero. A chart is one table, in which bars stand beside the numbers they show.
"""

from __future__ import annotations

from generator.model.chart import Chart, ChartValue
from generator.pages.context import Context
from generator.pages.views import ChartBar, ChartView
from generator.pages.words import number_words


def chart_view(context: Context, chart: Chart) -> ChartView:
    """*chart* with its bars drawn and its numbers written out.

    The chart's width is the longest bar, a hundred where percentages are compared, and in shares the whole: there
    each bar begins where the one before it ends.
    """
    share = chart.shows == "share"
    full = (chart.whole or chart.sum) if share else _longest(chart)
    bars = []
    before = 0.0
    for place, one in enumerate(chart.values, 1):
        bars.append(
            ChartBar(
                label=context.say(one.label),
                prefix=context.qualifier(one.qualifier),
                value=number_words(one.value),
                start=_percent(before / full) if full else "0%",
                width=_percent(one.value / full) if full else "0%",
                share=_share(context, one, chart, full),
                last=chart.shows == "change" and place == len(chart.values),
            )
        )
        before += one.value if share else 0
    return ChartView(
        measures=context.say(chart.measures),
        unit=context.say(chart.unit),
        shows=chart.shows,
        bars=tuple(bars),
        change=change_words(context, chart) if chart.shows == "change" else "",
        source=context.source(chart.source),
    )


def change_words(context: Context, chart: Chart) -> str:
    """By how much the last number differs from the first: “25% less”.

    Nothing where that cannot be known: the first is zero, or one of the two is only said to be exceeded.
    """
    first, last = chart.values[0], chart.values[-1]
    if not first.value or "over" in (first.qualifier, last.qualifier):
        return ""
    if first.value == last.value:
        return context.word("chart_same")
    part = abs(last.value - first.value) / first.value * 100
    rounded = round(part, 0 if part >= 1 else 1)
    exact = abs(part - rounded) < 1e-9 and first.qualifier == last.qualifier == "exact"
    key = "chart_less" if last.value < first.value else "chart_more"
    return context.word(key, percent=_about(context, rounded, exact))


def _longest(chart: Chart) -> float:
    longest = max(one.value for one in chart.values)
    return max(longest, 100.0) if _in_percent(chart) else longest


def _in_percent(chart: Chart) -> bool:
    return chart.unit.zh.strip() in ("%", "％")


def _share(context: Context, one: ChartValue, chart: Chart, full: float) -> str:
    """The part of the whole in per cent; nothing where the numbers are percentages themselves, or are exceeded."""
    unknown = any(value.qualifier == "over" for value in chart.values)
    if chart.shows != "share" or _in_percent(chart) or unknown or not full:
        return ""
    part = one.value / full * 100
    exact = abs(part - round(part)) < 1e-9 and all(value.qualifier == "exact" for value in chart.values)
    return _about(context, round(part), exact)


def _about(context: Context, percent: float, exact: bool) -> str:
    said = f"{number_words(percent)}%"
    return said if exact else context.word("about_percent", percent=said)


def _percent(part: float) -> str:
    """A length of the drawing: two decimals are finer than any screen."""
    return f"{round(part * 100, 2):g}%"
