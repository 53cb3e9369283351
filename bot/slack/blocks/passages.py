"""Parts of a Brief as words on a screen: shared by the reply and by the list of all quotes."""

from dataclasses import dataclass

from bot.articles.article import Article
from bot.reading.brief import Quote
from bot.reading.words import bag
from bot.slack.blocks import rich
from bot.slack.blocks.fragment import passage_link
from bot.slack.blocks.message import Json
from bot.slack.blocks.mrkdwn import one_line, size, snippet, web_url

NO_SPEAKER = "Speaker not named"
KIND_WORDS = {"direct": "", "mixed": "partly in their own words", "indirect": "paraphrased by the article"}
"""What is said of a quote that is not wholly in the speaker's words. Words, for styles alone reach no screen reader."""
ARROW = "↗"
MAX_BASE = 500
"""Characters of a link up to which each passage gets a link of its own; a dozen longer ones would fill the message."""
MAX_NAME = 100
MAX_ROLE = 120
MAX_NUMBER = 60
MAX_CUE = 30

_TOLD = ("ed", "s", "swore", "sought")
"""Endings of cues that can stand behind a name by themselves; a participle or a bare verb can't."""
_PRONOUNS = bag("he she they it i we you him her them who which that this these those one some others many")
_CONJUNCTION = "that "


@dataclass(frozen=True, slots=True)
class Page:
    """Where passages are: the article and the address that readers open."""

    article: Article
    url: str | None

    def arrow(self, start: int, end: int) -> tuple[Json, ...]:
        """A space and ↗ linked to the passage; nothing where the page can't be linked."""
        target = web_url(self.url)
        if target is None or len(target) > MAX_BASE:
            return ()
        return rich.text(" "), rich.link(passage_link(target, self.article.text, start, end), ARROW)

    def linked(self, words: str, start: int, end: int, *styles: str) -> Json:
        """Words that are themselves the link to the passage."""
        target = web_url(self.url)
        if target is None or len(target) > MAX_BASE:
            return rich.text(words, *styles)
        return rich.link(passage_link(target, self.article.text, start, end), words, *styles)


def speaker_words(quote: Quote, text: str) -> str:
    """Who says it: the speaker; else the article's own words for the source, said to be no name; else that none is
    named. `text` is the article's.
    """
    if speaker := snippet(quote.speaker or "", MAX_NAME):
        return speaker
    source = snippet(" ".join(text[start:end] for start, end in quote.source), MAX_NAME)
    if source and source.lower() not in _PRONOUNS:
        return f"{source} ({NO_SPEAKER.lower()})"
    return NO_SPEAKER


def words_shown(quote: Quote) -> str:
    """The quote as it is shown: the conjunction in front ("that the walls could be listed") belongs to the article's
    sentence, and goes.
    """
    words = quote.text if quote.kind == "direct" else quote.text.removeprefix(_CONJUNCTION)
    return words.strip() or quote.text


def role_words(quote: Quote) -> str:
    """`, mayor of Harbour`, or nothing."""
    role = snippet(quote.role or "", MAX_ROLE)
    return f", {role}" if role else ""


def manner_words(quote: Quote, text: str) -> str:
    """`, denied`: the article's own word for how it was said, where that is more than "said" and is one word of it."""
    if quote.manner is None or not quote.cue:
        return ""
    start, end = quote.cue[0]
    cue = text[start:end]
    shown = cue.isalpha() and cue.endswith(_TOLD) and len(cue) <= MAX_CUE
    return f", {cue.lower()}" if shown else ""


def quote_element(quote: Quote, page: Page, limit: int) -> Json:
    """One quote set off by a bar, its speaker below. Paraphrase is in italics and says so."""
    styles = ("italic",) if quote.kind == "indirect" else ()
    kind = KIND_WORDS[quote.kind]
    arrow = page.arrow(quote.content[0][0], quote.content[-1][1]) if quote.content else ()
    return rich.quotation(
        rich.text(snippet(words_shown(quote), limit) or "…", *styles),
        rich.text("\n— "),
        rich.text(speaker_words(quote, page.article.text), "bold"),
        rich.text(role_words(quote) + manner_words(quote, page.article.text)),
        rich.text(f" ({kind})" if kind else ""),
        *arrow,
    )


def was_cut(words: str, limit: int) -> bool:
    """Whether `cut` takes something away."""
    return size(one_line(words)) > limit
