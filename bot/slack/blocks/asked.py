"""What a command on a link answers: the brief, its facts, its quotes; for who asked, or shared with the channel."""

from collections.abc import Iterable, Sequence

from bot.articles.article import Article
from bot.reading.brief import Brief, Fact, Figure, Named
from bot.slack.blocks import rich
from bot.slack.blocks.buttons import button, confirm
from bot.slack.blocks.figures import chosen
from bot.slack.blocks.head import MAX_TITLE, context, head, untitled
from bot.slack.blocks.limits import MESSAGE_BLOCKS, check, fits, weight
from bot.slack.blocks.message import Json, Message
from bot.slack.blocks.mrkdwn import escape, snippet, web_url
from bot.slack.blocks.passages import MAX_NUMBER, MAX_ROLE, Page, quote_element, role_words, speaker_words, words_shown
from bot.slack.blocks.reply import DISMISS_BUTTON, QUOTES_BUTTON, quote_count_words, reply
from bot.slack.blocks.spoken import sentence, spoken
from bot.slack.blocks.story import fact_words, heading, sources_words

TAKE_BACK_BUTTON = "command_take_back"
"""Under a shared answer: who shared it can take it away."""
MAX_FACT, MAX_QUOTE, MAX_SOURCE, MAX_NAME = 500, 600, 100, 80
MOST_FIGURES, MOST_AHEAD, MOST_PEOPLE = 20, 8, 12
MOST_WEIGHT = 9_000
"""Characters of head and list as JSON, of the 12,000 that a message takes; buttons and notes come on top."""


def asked_brief(article: Article, brief: Brief, *, url: str, key: str) -> Message:
    """The reply as a shared link gets it, for who asked: there is nothing to dismiss for others. `key` names what was
    read to *All quotes*."""
    message = reply(article, brief, url=url, key=key)
    return _with_blocks(message, _without(message.blocks, DISMISS_BUTTON))


def asked_facts(article: Article, brief: Brief, *, url: str, key: str) -> Message:
    """The key facts with their sources, every figure in its clause, what lies ahead, who is who: each linked to its
    passage, as far as a message holds them."""
    page, title = Page(article, web_url(url)), snippet(article.title or "", MAX_TITLE) or untitled(url)
    blocks, lines = [*head(article, brief, url, title)], [sentence(title)]
    facts = [fact for fact in brief.facts if snippet(fact.text, MAX_FACT)]
    ahead = [Figure(each.text, each.start, each.end, None, None, "") for each in brief.dates if each.future]
    parts = (
        (heading(brief), [_fact(fact, page) for fact in facts]),
        ("Figures", _clauses(brief.figures, page, MOST_FIGURES)),
        ("Ahead", _clauses(ahead, page, MOST_AHEAD)),
        ("Who is who", [_who(person, page) for person in brief.people if person.role][:MOST_PEOPLE]),
    )
    left = 0
    for name, items in parts:
        shown = _fitting(blocks, items)
        if shown:
            blocks.append(rich.block(rich.section(rich.text(name, "bold")), rich.bullets(shown)))
        left += len(items) - len(shown)
    if not any(items for _, items in parts):
        blocks.append(context("I found no facts or figures in the text."))
    lines += [sentence(snippet(fact_words(fact), 300)) for fact in facts]
    notes = [sources_words(brief), f"{left} more not shown." if left else "", brief.note or ""]
    return _finished(blocks, notes, lines)


def asked_quotes(article: Article, brief: Brief, *, url: str, key: str) -> Message:
    """Every quote with its speaker, in order of the text; those that do not fit are behind *All quotes*."""
    page, title = Page(article, web_url(url)), snippet(article.title or "", MAX_TITLE) or untitled(url)
    blocks, lines = [*head(article, brief, url, title)], [sentence(title)]
    quotes = _fitting(blocks, (rich.block(quote_element(quote, page, MAX_QUOTE)) for quote in brief.quotes))
    blocks += quotes
    for quote in brief.quotes[: len(quotes)]:
        who = f"{speaker_words(quote, article.text)}{role_words(quote)}"
        lines.append(sentence(f"{who}: {snippet(words_shown(quote), 300)}"))
    if not quotes:
        blocks.append(context("I found no quotes in the text."))
    if left := len(brief.quotes) - len(quotes):
        blocks.append(context(f"{left} more: press the button."))
        blocks.append(
            {"type": "actions", "elements": [button(QUOTES_BUTTON, quote_count_words(len(brief.quotes)), key)]}
        )
    return _finished(blocks, [brief.note or ""], lines)


def shared_by(message: Message, name: str, user: str) -> Message:
    """The answer as a channel sees it: with who shared it (`name`), and a button with which `user` takes it back."""
    credit = context(f"Shared by {snippet(name, MAX_NAME) or 'a colleague'}, who asked for it.")
    ask = confirm("Take this back?", "It goes from the channel and from the newsroom's memory.", "Take back")
    take_back = button(TAKE_BACK_BUTTON, "Take back", user) | {"confirm": ask}
    return _fitted(message, credit, {"type": "actions", "elements": [take_back]})


def with_note(message: Message, words: str) -> Message:
    """The answer with a line of small print under it."""
    return _fitted(message, context(words)) if words else message


def _fitted(message: Message, *more: Json) -> Message:
    """The message with further blocks under it; where that is too much, its last passages go."""
    blocks = list(message.blocks)
    while not fits(_with_blocks(message, (*blocks, *more))):
        last = max(at for at, block in enumerate(blocks) if block["type"] == "rich_text")
        del blocks[last]
    return check(_with_blocks(message, (*blocks, *more)))


def _fact(fact: Fact, page: Page) -> Json:
    words, source = snippet(fact_words(fact), MAX_FACT), snippet(fact.attribution or "", MAX_SOURCE)
    credit = f" ({source})" if source and source not in words else ""
    return rich.section(rich.text(words), rich.text(credit, "italic"), *page.arrow(fact.start, fact.end))


def _clauses(figures: Sequence[Figure], page: Page, most: int) -> list[Json]:
    """Figures (or dates) in what is left of their clauses, in order of the text."""
    return [
        rich.section(
            rich.text(figure.before),
            page.linked(snippet(figure.number, MAX_NUMBER) or "…", figure.start, figure.end, "bold"),
            rich.text(figure.after),
        )
        for figure in chosen(figures, page.article.text, most)
    ]


def _who(person: Named, page: Page) -> Json:
    name, role = snippet(person.name, MAX_NAME), snippet(person.role or "", MAX_ROLE)
    linked = page.linked(name, *person.mentions[0]) if person.mentions else rich.text(name)
    return rich.section(linked, rich.text(f", {role}"))


def _fitting(blocks: Sequence[Json], items: Iterable[Json]) -> list[Json]:
    """The first of `items` that find room beside `blocks`."""
    found: list[Json] = []
    for item in items:
        if weight([*blocks, *found, item]) > MOST_WEIGHT or len(blocks) + len(found) > MESSAGE_BLOCKS - 8:
            break
        found.append(item)
    return found


def _finished(blocks: Sequence[Json], notes: Iterable[str], lines: Sequence[str]) -> Message:
    said = snippet(" ".join(filter(None, notes)), 1000)
    ended = (*blocks, *([context(said)] if said else []))
    return check(Message(spoken(escape(line) for line in lines), ended))


def _without(blocks: Iterable[Json], action: str) -> tuple[Json, ...]:
    """The blocks without the button of that action, and without rows that had only that."""
    kept: list[Json] = []
    for block in blocks:
        if block["type"] != "actions":
            kept.append(block)
        elif elements := [element for element in block["elements"] if element["action_id"] != action]:
            kept.append(block | {"elements": elements})
    return tuple(kept)


def _with_blocks(message: Message, blocks: Sequence[Json]) -> Message:
    return Message(message.text, tuple(blocks))
