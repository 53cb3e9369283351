"""Articles and people that try to break out of the text: into mentions, links, the reading direction. Every door, and
everything that is sent to Slack through any of them.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.reading.brief import Brief, DateMention, Fact, Figure, Named, Quote
from tests.bot.slack.articles import article
from tests.handlers.running_bot import RunningBot
from tests.support.store import StoreServer

CHANNEL, POLITICS = "C0BREAKING", "C0POLITICS"
BEN, AMINA = "U0BEN", "U0AMINA"
EVIL = (
    "<!channel> <!here|x> <@U0BEN> <#C0POLITICS> <!subteam^S1> <http://evil.example|Reuters> <javascript:alert(1)|x> "
    "&lt;!channel&gt; *b* _i_ ~s~ `c` ```x``` >q \u202egnp.exe\u202c \u2066x\u2069 a\u200bb\u200cc\u200dd\u2060\ufeff "
    "\x1b[31mred\x07 \u2028new \u2029line \U000e0041 @channel @here"
)
NAME = f"Ann {EVIL} Lee"
LONG = EVIL * 60
"""Some 14,000 characters."""
TEXT = (
    f"“The {EVIL} pier is unsafe,” {NAME} said on Tuesday.\n{LONG} 26 people were hurt at {EVIL}.\n"
    f"“{LONG}” she added.\nThe mayor told {EVIL} that 1,200 left.\n"
)


def hostile(url: str, **changes: Any) -> Any:
    whole = article(
        url=url,
        text=TEXT,
        title=f"Harbour {LONG}",
        authors=(NAME, LONG, EVIL),
        site=f"The {EVIL} Courier {LONG}",
        description=LONG,
        canonical_url="http://evil.example/<!channel>|Reuters>",
        published="2026-11-03T21:40:00+01:00",
    )
    return replace(whole, **changes)


FIRST = TEXT.split("\n", maxsplit=1)[0]


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


BRIEF = Brief(
    summary=(EVIL, LONG),
    facts=(Fact(FIRST, *span(FIRST), EVIL), Fact(LONG, *span(LONG), LONG)),
    quotes=(
        Quote("direct", (span(f"“The {EVIL} pier is unsafe,”"),), (), (), f"“The {EVIL} pier is unsafe,”", NAME, EVIL),
        Quote("direct", (span(f"“{LONG}”"),), (), (), f"“{LONG}”", LONG, LONG),
        Quote("indirect", (span("that 1,200 left"),), (), (), "that 1,200 left", EVIL, None),
    ),
    figures=(
        Figure("26", *span("26"), 26, None, f"people {EVIL}", EVIL),
        Figure("1,200", *span("1,200"), 1200, EVIL, LONG, None),
    ),
    dates=(DateMention("Tuesday", *span("Tuesday"), "2026-11-03"),),
    people=(Named(NAME, EVIL, (span(NAME),)),),
    organisations=(Named(EVIL, None, (span(EVIL),)),),
    places=(Named(EVIL, None, (span(EVIL),)),),
    note=EVIL,
)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    with StoreServer(tmp_path_factory.mktemp("store")) as server, RunningBot(server.url) as running:
        running.brief = BRIEF
        yield running


# What is sent --------------------------------------------------------------------------------------------------------

OURS = re.compile(r"<!date\^\d+\^[^|<>]*\|[^<>]*>|<https?://[^<>|\s]+\|[^<>]*>|<https?://[^<>|\s]+>|<#[CDG][A-Z0-9]+>")
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)


def wrong_with(node: Any, where: str = "") -> Iterator[str]:
    """What is not as it should be in something sent to Slack, at any depth."""
    if isinstance(node, str):
        text = json.loads(node) if node[:1] in "[{" and _is_json(node) else None
        if text is not None:
            yield from wrong_with(text, where)
            return
        if found := HIDDEN.search(node):
            yield f"{where}: {found[0]!r} in {node[:120]!r}"
    elif isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            yield from _markup(node["text"], f"{where}.mrkdwn")
        if node.get("type") == "link" and not re.fullmatch(r"https?://[^\s<>@|]+", node["url"]):
            yield f"{where}: link to {node['url'][:100]!r}"
        calling = ("usergroup", "broadcast") if where.startswith("ephemeral") else ("user", "usergroup", "broadcast")
        if node.get("type") in calling:  # a person's name in what one person alone sees calls nobody
            yield f"{where}: calls {node}"
        for key, value in node.items():
            yield from wrong_with(value, f"{where}.{key}")
    elif isinstance(node, list | tuple):
        for value in node:
            yield from wrong_with(value, where)


def _markup(text: str, where: str) -> Iterator[str]:
    left = OURS.sub("", text)
    if "<" in left or ">" in left:
        yield f"{where}: {left[:200]!r}"
    for link in re.findall(r"<(https?://[^<>|\s]+)\|", text):
        if "evil.example" in link:
            yield f"{where}: a link of the article's making, {link}"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def all_is_well(bot: RunningBot) -> None:
    bot.idle()
    wrong: list[str] = []
    for call in bot.slack.calls():
        wrong += wrong_with({k: v for k, v in call.params.items() if k != "metadata"}, call.method)
        if isinstance(text := call.params.get("text"), str):
            wrong += _markup(text, f"{call.method}.text")
        assert call.status == 200
        refused = call.answer.get("error")
        assert refused in (None, "already_reacted", "message_not_found", "not_in_channel"), (call.method, call.answer)
    for user in (BEN, AMINA):
        for each in bot.slack.ephemerals(user):
            wrong += wrong_with([each.text, each.blocks], "ephemeral")
            wrong += _markup(each.text, "ephemeral.text")
        views = [*bot.slack.views(user), bot.slack.home(user) or {}]  # without what people wrote into them
        wrong += wrong_with([{k: v for k, v in view.items() if k != "state"} for view in views], "view")
    assert wrong == []
    assert [ping for ping in bot.slack.pings() if ping.by == bot.slack.bot_user] == []


# Doors ---------------------------------------------------------------------------------------------------------------


def shared(bot: RunningBot, name: str, **changes: Any) -> str:
    url = f"https://harbourcourier.example/{name}"
    ts = bot.slack.post(CHANNEL, "amina", bot.lead_to(url, hostile(url, **changes)))
    bot.replies(CHANNEL, ts, 1)
    return ts


def told(bot: RunningBot, line: str, channel: str = CHANNEL, user: str = BEN) -> None:
    before = len(bot.slack.ephemerals(user))
    bot.slack.command(channel, user, line)
    bot.until(f"an answer to {line[:40]}", lambda: len(bot.slack.ephemerals(user)) > before or bot.slack.views(user))
    all_is_well(bot)


def test_a_reply_and_its_windows(bot: RunningBot) -> None:
    ts = shared(bot, "evil")
    (reply,) = bot.replies(CHANNEL, ts, 1)
    bot.slack.click(BEN, "quotes_open", channel=CHANNEL, ts=reply["ts"])
    bot.until("the quotes", lambda: bot.slack.views(BEN))
    all_is_well(bot)
    bot.slack.close_view(BEN)
    bot.slack.shortcut(BEN, "summarise_privately", channel=CHANNEL, ts=ts)
    all_is_well(bot)
    again = bot.slack.post(CHANNEL, "ben", "https://harbourcourier.example/evil")
    bot.replies(CHANNEL, again, 1)
    all_is_well(bot)


@pytest.mark.parametrize("command", ["/brief", "/facts", "/quotes"])
@pytest.mark.parametrize("ending", ["", " share"])
def test_answers_about_a_link(bot: RunningBot, command: str, ending: str) -> None:
    url = f"https://harbourcourier.example/asked{command[1:]}{ending.strip()}"
    bot.lead_to(url, hostile(url))
    bot.slack.command(CHANNEL, BEN, f"{command} {url}{ending}")
    all_is_well(bot)


@pytest.mark.parametrize(
    "line",
    [
        "/brief {evil}",
        "/facts {evil} share",
        "/quotes {evil} 7d",
        "/quotes Lee",
        "/handover",
        "/handover {evil}",
        "/story",
        "/story {evil}",
        "/story show {evil}",
        "/story show 1",
        "/story follow 1",
        "/story rename 1 {evil}",
        "/story rename 1 {long}",
        "/story list",
        "/story show 1",
        "/story mute 1",
        "/story unmute 1",
        "/digest now",
        "/digest now {evil}",
        "/digest week",
        "/digest schedule {evil}",
        "/digest schedule weekdays 8:00 {evil}",
        "/digest pause {evil}",
        "/nutgraf {evil}",
        "/nutgraf watch {evil}",
        "/nutgraf status",
    ],
)
def test_commands(bot: RunningBot, line: str) -> None:
    if not bot.store.exists("nutgraf:{T0NEWSROOM}:shared-in"):
        shared(bot, "first")
    told(bot, line.format(evil=EVIL.replace("\x1b", ""), long=LONG[:2500]))


def test_what_the_channel_is_told(bot: RunningBot) -> None:
    shared(bot, "digested")
    bot.slack.command(CHANNEL, BEN, "/digest now share")
    bot.until(
        "the digest",
        lambda: any("Digest" in m["text"] for m in bot.slack.history(CHANNEL) if m["user"] == bot.slack.bot_user),
    )
    all_is_well(bot)


def test_the_home_tab(bot: RunningBot) -> None:
    shared(bot, "home")
    bot.slack.open_home(BEN)
    bot.until("a Home", lambda: bot.slack.home(BEN))
    all_is_well(bot)


def test_a_page_that_can_not_be_read(bot: RunningBot) -> None:
    for url in (
        "https://evil.example/<!channel>|Reuters",
        "https://evil.example/%3C!channel%3E%7CReuters",
        "https://xn--80ak6aa92e.com/\u202egnp",
        "https://evil.example/" + "a" * 5000,
    ):
        bot.slack.post(CHANNEL, "amina", f"<@{bot.slack.bot_user}> {url}")
        all_is_well(bot)


def test_a_pasted_text(bot: RunningBot) -> None:
    bot.slack.dm("amina", EVIL + " The pier was closed on Tuesday after the storm, the harbour master said. " * 10)
    all_is_well(bot)


def test_settings_of_a_channel(bot: RunningBot) -> None:
    bot.slack.command(CHANNEL, BEN, "/nutgraf settings")
    bot.until("the window", lambda: bot.slack.views(BEN))
    fields = {
        block["block_id"]: EVIL
        for block in bot.slack.views(BEN)[-1]["blocks"]
        if block["type"] == "input" and block["element"]["type"] == "plain_text_input"
    }
    assert fields
    bot.slack.submit_view(BEN, fields)
    all_is_well(bot)
    if bot.slack.views(BEN):
        bot.slack.close_view(BEN)


def test_keys_of_the_store_have_none_of_it(bot: RunningBot) -> None:
    shared(bot, "keys")
    odd = [key for key in bot.store.scan_iter(count=1000) if not re.fullmatch(r"[\w:{}.,~@%+-]+", key)]
    assert odd == []
