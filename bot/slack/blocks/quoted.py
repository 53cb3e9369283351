"""What somebody was quoted as saying, for who asked."""

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.digests.digest import Item
from bot.digests.quoted import Differs, Said, Speaker, Utterance
from bot.slack.blocks import rich
from bot.slack.blocks.head import context
from bot.slack.blocks.limits import MESSAGE_BLOCKS, check, weight
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import escape, host, snippet
from bot.slack.blocks.notices import plain
from bot.slack.blocks.passages import KIND_WORDS, Page, manner_words, words_shown
from bot.slack.blocks.spoken import sentence, spoken
from bot.slack.blocks.thread_links import thread_link

MAX_QUOTE = 600
MAX_NAME, MAX_ROLE, MAX_SITE, MAX_WORDS = 100, 100, 60, 160
MOST_OTHERS = 4
"""Further outlets named of one utterance."""
MOST_DIFFERING = 3
MOST_PEOPLE = 10
MOST_MESSAGES = 3
MOST_WEIGHT = 9_500
"""Characters of the utterances as JSON, of the 12,000 that a message takes."""


def quoted(speaker: Speaker, since: datetime | None) -> list[Message]:
    """Everything that somebody was quoted as saying, newest first, in MOST_MESSAGES at most; what does not fit is
    counted. `since` is in the reader's zone, None: as far back as is kept."""
    left = [(_utterance(utterance), _spoken(utterance)) for utterance in speaker.utterances]
    messages: list[Message] = []
    title = _title(speaker, since)
    blocks: list[Json] = [rich.block(rich.section(rich.text(title, "bold")))]
    lines = [title]
    while left:
        piece, words = left[0]
        if weight([*blocks, *piece]) <= MOST_WEIGHT and len(blocks) + len(piece) < MESSAGE_BLOCKS:
            blocks += piece
            lines.append(words)
            del left[0]
        elif len(messages) + 1 < MOST_MESSAGES:
            messages.append(_message(lines, blocks))
            blocks, lines = [], []
        else:
            blocks.append(context(f"{len(left)} older not shown. Ask for less: /quotes {_plain_name(speaker)} 2d"))
            break
    return [*messages, _message(lines, blocks)]


def nobody(asked: str, since: datetime | None) -> Message:
    """Nobody of that name was quoted."""
    time = f" since {_day(since)}" if since else " in the last 30 days"
    return plain(
        f"I know no quotes of “{snippet(asked, MAX_NAME)}”{time}, in the articles that you may see. "
        "A surname or a full name finds people; I look at what was shared where I am."
    )


def which(asked: str, found: Sequence[Speaker]) -> Message:
    """Several people are meant by one name: who, and how to ask for one."""
    lead = f"“{snippet(asked, MAX_NAME)}” can be {len(found)} people. Ask for one by the full name:"
    lines = [rich.section(rich.text(_choice(speaker))) for speaker in found[:MOST_PEOPLE]]
    words = [lead, *(_choice(speaker) for speaker in found[:MOST_PEOPLE])]
    blocks = (rich.block(rich.section(rich.text(lead)), rich.bullets(lines)),)
    return check(Message(spoken(escape(sentence(line)) for line in words), blocks))


def _message(lines: Sequence[str], blocks: Sequence[Json]) -> Message:
    return check(Message(spoken(escape(sentence(line)) for line in lines), tuple(blocks)))


def _choice(speaker: Speaker) -> str:
    count = len(speaker.utterances)
    statements = f"{count} statement{'s'[: count != 1]}"
    if speaker.alone:
        return f"{_plain_name(speaker)}, whose full name the article does not give: {statements}"
    return f"/quotes {_plain_name(speaker)}{_role(speaker)}: {statements}"


def _title(speaker: Speaker, since: datetime | None) -> str:
    count, articles = len(speaker.utterances), speaker.articles
    time = f", since {_day(since)}" if since else ""
    statements = f"{count} statement{'s'[: count != 1]} in {articles} article{'s'[: articles != 1]}"
    return f"{_plain_name(speaker)}{_role(speaker)}: {statements}{time}"


def _utterance(utterance: Utterance) -> list[Json]:
    said = utterance.fullest
    page = Page(said.item.article, said.item.share.url)
    styles = ("italic",) if said.quote.kind == "indirect" else ()
    kind = _kind(said)
    arrow = page.arrow(said.quote.content[0][0], said.quote.content[-1][1]) if said.quote.content else ()
    credit: list[Json] = [*_credit(said.item), rich.text(f" ({kind})" if kind else "")]
    articles = {other.item.share.story: other for other in reversed(utterance.others)}
    others = [other for story, other in articles.items() if story != said.item.share.story]
    for at, other in enumerate(others[:MOST_OTHERS]):
        credit += [rich.text(" · also " if at == 0 else ", "), rich.link(other.item.share.url, _site(other.item))]
    if len(others) > MOST_OTHERS:
        credit.append(rich.text(f" and {len(others) - MOST_OTHERS} more"))
    elements = [rich.section(*credit)]
    elements += [rich.section(rich.text(_differs(each))) for each in utterance.differing[:MOST_DIFFERING]]
    # A quotation and what follows in one block would run into one bar.
    return [
        rich.block(rich.quotation(rich.text(snippet(words_shown(said.quote), MAX_QUOTE) or "…", *styles), *arrow)),
        rich.block(*elements),
    ]


def _credit(item: Item) -> list[Json]:
    at = datetime.fromtimestamp(item.share.at, UTC)
    return [
        rich.link(item.share.url, _site(item)),
        rich.text(", shared "),
        rich.moment(at),
        rich.text(" ("),
        rich.link(thread_link(item.share.channel, item.share.thread_ts), "thread"),
        rich.text(")"),
    ]


def _differs(differs: Differs) -> str:
    one, other = snippet(differs.difference.one, MAX_WORDS), snippet(differs.difference.other, MAX_WORDS)
    return f"Differs: {_site(differs.one.item)} has “{one}”, {_site(differs.other.item)} has “{other}”."


def _spoken(utterance: Utterance) -> str:
    said = utterance.fullest
    kind = _kind(said)
    words = f"{_site(said.item)}{f' ({kind})' if kind else ''}: {snippet(words_shown(said.quote), 300)}"
    return " ".join([words, *(_differs(each) for each in utterance.differing[:MOST_DIFFERING])])


def _kind(said: Said) -> str:
    """What is said of a quote that is not wholly in the speaker's words: `promised; paraphrased by the article`."""
    manner = manner_words(said.quote, said.item.article.text).removeprefix(", ")
    return "; ".join(filter(None, (manner, KIND_WORDS[said.quote.kind])))


def _site(item: Item) -> str:
    return snippet(item.article.site or item.share.site or "", MAX_SITE) or host(item.share.url)


def _plain_name(speaker: Speaker) -> str:
    return snippet(speaker.name, MAX_NAME) or "This speaker"


def _role(speaker: Speaker) -> str:
    return f", {snippet(speaker.roles[0], MAX_ROLE)}" if speaker.roles else ""


def _day(moment: datetime | None) -> str:
    return f"{moment:%A} {moment.day} {moment:%B}, {moment:%H:%M}" if moment else ""
