"""The page of an alliance: everything of it, gathered; and its chain map by itself."""

from __future__ import annotations

from generator.model.alliance import Alliance, VenueSystem
from generator.model.chain import Chain, Node
from generator.model.event import Event
from generator.pages.chain_map import chain_maps
from generator.pages.context import Context
from generator.pages.items import frame_of, notices
from generator.pages.rows import article_rows, event_rows, fallback_badge, job_rows, service_cards
from generator.pages.timeline import timeline
from generator.pages.venue_picture import venue_picture
from generator.pages.views import (
    AllianceView,
    BranchView,
    ChainNodeView,
    ChainPageView,
    ChainView,
    Frame,
    Link,
    PlanView,
    Row,
    Said,
    SupplyView,
    TaskListView,
    TaskView,
    TierView,
)
from generator.pages.words import day_view

LATEST = 6
"""How many news items, jobs and events of an alliance its page shows."""


def alliance_page(context: Context, alliance: Alliance) -> tuple[Frame, AllianceView]:
    """Identity, committee, figures, chain, and what the alliance published."""
    edition = context.edition
    of = {
        section: edition.by_alliance.get((section, alliance.id), ())
        for section in ("achievements", "news", "events", "jobs", "policies", "services")
    }
    markup, lang = alliance.about.best(context.lang) if alliance.about else (None, context.lang)
    outdated = alliance.about is not None and alliance.about.outdated and lang == "en"
    more = Link(context.own(context.word("all")), context.url(f"alliances/{alliance.id}/news/"), count=len(of["news"]))
    committee, venues, lists = alliance.committee, alliance.venues, alliance.lists
    chain = _chain(context, alliance.chain) if alliance.chain else None
    frame = frame_of(context, alliance, alliance.name, alliance.summary)
    view = AllianceView(
        id=alliance.id,
        name=context.say(alliance.name),
        industry=context.say(alliance.industry),
        sign=alliance.sign,
        summary=context.say(alliance.summary),
        badges=(*context.sample(alliance.sample), *fallback_badge(context, alliance)),
        notices=notices(context, alliance, *(["notice_outdated"] if outdated else [])),
        original=context.url(alliance.path, "zh") if outdated else "",
        html=context.html(markup) if markup else "",
        html_lang=lang,
        picture=context.picture(alliance, alliance.cover),
        committee=context.say(committee.name) if committee else None,
        committee_about=context.paragraphs(committee.about) if committee else (),
        branches=tuple(
            BranchView(
                context.say(branch.name),
                context.word(f"branch_{branch.kind}"),
                context.paragraphs(branch.about),
                context.sample(branch.sample),
            )
            for branch in alliance.branches
        ),
        members=tuple(
            (context.say(one.name), context.maybe(one.role), one.url, context.sample(one.sample))
            for one in alliance.members
        ),
        figures=context.figures(alliance.figures),
        chain=chain,
        maps=chain_maps(chain) if chain else (),
        chain_url=context.url(chain_path(alliance)),
        achievements=_without(article_rows(context, of["achievements"]), context.say(alliance.short_name)),
        news=_without(article_rows(context, of["news"][:LATEST]), context.say(alliance.short_name)),
        more_news=more,
        events=event_rows(context, of["events"][:LATEST]),
        jobs=job_rows(context, of["jobs"][:LATEST]),
        timeline=timeline(
            context, alliance, (*of["news"], *of["achievements"], *of["policies"], *_events(context, alliance))
        ),
        policies=article_rows(context, of["policies"]),
        services=service_cards(context, of["services"]),
        venues_name=context.say(venues.name) if venues else None,
        venues_about=context.paragraphs(venues.about) if venues else (),
        tiers=_tiers(context, venues) if venues else (),
        venue_picture=venue_picture([tier.label for tier in venues.tiers]) if venues else None,
        lists_name=context.say(lists.name) if lists else None,
        lists_about=context.paragraphs(lists.about) if lists else (),
        lists=_lists(context, alliance),
        plans=_plans(context, alliance),
        contact=context.contact(alliance.contact),
        source=context.source(alliance.source),
        tags=context.tag_links(alliance.tags),
    )
    return frame, view


def _events(context: Context, alliance: Alliance) -> tuple[Event, ...]:
    """All events of *alliance*, those that are over, too."""
    return tuple(event for event in context.edition.hub.events if alliance.id in event.alliances)


def _without(rows: tuple[Row, ...], name: Said) -> tuple[Row, ...]:
    """*rows* without the name of the alliance on whose own page they stand."""
    return tuple(row._replace(kicker=tuple(one for one in row.kicker if one != name)) for row in rows)


def _tiers(context: Context, venues: VenueSystem) -> tuple[TierView, ...]:
    return tuple(
        TierView(
            tier.label,
            context.maybe(tier.name),
            tier.count,
            context.maybe(tier.about),
            tuple(
                (
                    context.say(v.name),
                    context.maybe(v.about),
                    context.maybe(v.address),
                    context.sample(v.sample),
                )
                for v in tier.venues
            ),
        )
        for tier in venues.tiers
    )


def _lists(context: Context, alliance: Alliance) -> tuple[TaskListView, ...]:
    if alliance.lists is None:
        return ()
    return tuple(
        TaskListView(
            context.say(one.title),
            context.sample(one.sample),
            tuple(
                TaskView(
                    context.say(task.title),
                    context.say(task.owner),
                    task.state,
                    context.word(f"state_{task.state}"),
                    day_view(task.due, context.lang) if task.due else None,
                )
                for task in one.items
            ),
        )
        for one in alliance.lists.lists
    )


def _plans(context: Context, alliance: Alliance) -> tuple[PlanView, ...]:
    return tuple(
        PlanView(
            context.say(plan.title),
            plan.state,
            context.word(f"plan_{plan.state}"),
            context.paragraphs(plan.about),
            plan.url,
            tuple(
                (context.say(step.title), day_view(step.day, context.lang) if step.day else None, step.done)
                for step in plan.milestones
            ),
            context.sample(plan.sample),
        )
        for plan in alliance.plans
    )


def chain_path(alliance: Alliance) -> str:
    """Where the chain map of *alliance* has a page of its own."""
    return f"{alliance.path}chain/"


def chain_page(context: Context, alliance: Alliance, chain: Chain) -> tuple[Frame, ChainPageView]:
    """The chain map of *alliance* by itself, to look at large and to print."""
    name = context.say(alliance.short_name)
    title = context.word("chain_title", alliance=name.text)
    frame = context.frame(
        "alliances",
        chain_path(alliance),
        title,
        context.say(chain.title).text,
        (context.section_link("alliances"), context.link(alliance, alliance.short_name)),
        indexed=chain_is_indexed(alliance),
        translated=chain_is_in_english(alliance),
    )
    view = _chain(context, chain)
    updated = day_view(chain.updated, context.lang) if chain.updated else None
    link = context.link(alliance, alliance.name)
    return frame, ChainPageView(link, view, chain_maps(view), updated, context.source(chain.source))


def chain_is_indexed(alliance: Alliance) -> bool:
    """Whether search engines should know the page of the chain map: it and its alliance are real."""
    return alliance.chain is not None and not alliance.chain.sample and not alliance.sample


def chain_is_in_english(alliance: Alliance) -> bool:
    """Whether that page is more than a copy of the Chinese one: the map's title and its parts are translated."""
    chain = alliance.chain
    if chain is None or chain.title.en is None or not alliance.is_in("en"):
        return False
    return all(node.name.en is not None for stage in chain.stages for node in stage.nodes)


def _chain(context: Context, chain: Chain) -> ChainView:
    names: dict[str, Said] = {node.id: context.say(node.name) for stage in chain.stages for node in stage.nodes}
    feeds: dict[str, list[SupplyView]] = {name: [] for name in names}
    for link in chain.links:
        feeds[link.source].append(SupplyView(link.target, names[link.target], context.maybe(link.label)))
    stages = tuple(
        (
            context.say(stage.name),
            tuple(_node(context, node, names[node.id], tuple(feeds[node.id])) for node in stage.nodes),
        )
        for stage in chain.stages
    )
    return ChainView(context.say(chain.title), context.sample(chain.sample), stages)


def _node(context: Context, node: Node, name: Said, feeds: tuple[SupplyView, ...]) -> ChainNodeView:
    strength = context.word(f"strength_{node.strength}")
    colon = "：" if context.lang == "zh" else ": "
    return ChainNodeView(
        node.id,
        name,
        context.maybe(node.about),
        node.strength,
        strength,
        tuple(context.say(one.name) for one in node.organisations),
        feeds,
        Said(f"{name.text}{colon}{strength}", name.lang) if name.lang == context.lang else name,
    )
