"""An article in short: for who asked alone, and what is known of one that is not read."""

from babel import Locale, UnknownLocaleError

from bot.articles.article import Article
from bot.reading.brief import Brief
from bot.slack.blocks import rich
from bot.slack.blocks.head import MAX_NOTE, MAX_TITLE, context, head, untitled
from bot.slack.blocks.limits import check
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import escape, snippet
from bot.slack.blocks.spoken import sentence, spoken
from bot.slack.blocks.story import sources_words

MAX_SUMMARY = 600


def private_summary(article: Article, brief: Brief, *, url: str) -> Message:
    """What a link says, for who asked alone: headline, five Ws, the summary's sentences and their sources."""
    title = snippet(article.title or "", MAX_TITLE) or untitled(url)
    sentences = [snippet(words, MAX_SUMMARY) for words in brief.summary]
    blocks = [*head(article, brief, url, title)]
    if sentences:
        blocks.append(rich.block(rich.bullets([rich.section(rich.text(words)) for words in sentences if words])))
    else:
        blocks.append(context("I found no sentence in the text that sums it up."))
    notes = [sources_words(brief), snippet(brief.note or "", MAX_NOTE), "Only you see this."]
    blocks.append(context(" ".join(filter(None, notes))))
    return check(Message(spoken(escape(sentence(line)) for line in (title, *sentences)), tuple(blocks)))


def foreign(article: Article, *, url: str) -> Message:
    """What a page in another language says of itself, and that it was not read."""
    title = snippet(article.title or "", MAX_TITLE) or untitled(url)
    language = language_words(article.language)
    note = f"I can only read English so far, and this article is in {language}: no facts or quotes."
    blocks = (*head(article, Brief(), url, title), context(note))
    return check(Message(spoken([escape(sentence(title)), escape(note)]), blocks))


def language_words(code: str | None) -> str:
    """ "German" for "de"; "another language" where the page does not say, or says what is none."""
    try:
        name = Locale("en").languages.get(Locale.parse(code or "", sep="-").language)
    except (UnknownLocaleError, ValueError, TypeError):
        name = None
    return str(name) if name and name != "English" else "another language"
