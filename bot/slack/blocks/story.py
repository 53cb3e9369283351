"""What a Brief says of the whole story, in a line each: what sort of piece it is, the five Ws, what facts rest on."""

from collections import Counter

from bot.articles.article import Article, Kind
from bot.reading.brief import Brief, Fact, Genre
from bot.slack.blocks.mrkdwn import snippet

KIND_NOTES = {
    Kind.OPINION: "Opinion",
    Kind.ANALYSIS: "Analysis",
    Kind.REVIEW: "Review",
    Kind.LIVE_BLOG: "Live blog, may have changed since",
}
"""What an editor should know before taking a piece for a report."""
GENRE_NOTES: dict[Genre, str] = {
    "opinion": "Opinion or first-person piece",
    "interview": "Interview",
    "list": "List",
    "live blog": "Live blog, may have changed since",
    "obituary": "Obituary",
    "match report": "Match report",
    "earnings": "Company results",
}
HEADINGS: dict[Genre, str] = {
    "opinion": "Main points, as the writer makes them",
    "interview": "From the interview",
    "list": "From the list",
    "live blog": "From the live blog",
}
"""Over what stands elsewhere under *Key facts*: an opinion's sentences are no facts."""
MAX_PART = 160
MAX_SOURCE = 60
MOST_NAMED = 2
"""Sources named of each kind; more are counted."""
BASES = (("named", "named"), ("official", "official"), ("anonymous", "anonymous"), ("document", "from documents"))


def kind_words(article: Article, brief: Brief) -> str:
    """What sort of piece it is, where it is no plain report: by its page, else by its text."""
    return KIND_NOTES.get(article.kind) or GENRE_NOTES.get(brief.genre, "")


def heading(brief: Brief) -> str:
    """What stands over the facts."""
    return HEADINGS.get(brief.genre, "Key facts")


def five_ws_words(brief: Brief) -> str:
    """`Who: … · What: … · Where: … · When: …`, in the article's words; nothing where who or what is not sure."""
    ws = brief.five_ws
    if ws.who is None or ws.what is None:
        return ""
    told = [(name, getattr(ws, name)) for name in ("who", "what", "where", "when")]
    # What the words before say already is not said again: "… in Marl on Tuesday".
    parts = [
        f"{name.capitalize()}: {snippet(part.text, MAX_PART)}"
        for name, part in told
        if part is not None and (name in ("who", "what") or part.text not in ws.what.text)
    ]
    return " · ".join(parts)


def sources_words(brief: Brief) -> str:
    """`Sources: 2 facts named (Ann Bolt), 1 official (police), 2 without a source.`; flagged where there is but one."""
    if not brief.facts or brief.genre == "opinion":
        return ""
    parts = []
    for basis, words in BASES:
        names = Counter(_name(fact) for fact in brief.facts if fact.basis == basis)
        if names:
            shown = list(names)[:MOST_NAMED] + ["…"] * (len(names) > MOST_NAMED)
            parts.append(f"{sum(names.values())} {words} ({', '.join(shown)})")
    if brief.sourcing.none:
        parts.append(f"{brief.sourcing.none} without a source")
    single = f" Single source: {snippet(brief.sourcing.single, MAX_SOURCE)}." if brief.sourcing.single else ""
    return f"Sources of the facts: {', '.join(parts)}.{single}" if parts else ""


def fact_words(fact: Fact) -> str:
    """The fact as it stands, with whom its "he" means in brackets."""
    if not fact.subject:
        return fact.text
    pronoun, _, rest = fact.text.partition(" ")
    return f"{pronoun} [{fact.subject}] {rest}"


def _name(fact: Fact) -> str:
    return snippet(fact.attribution or "", MAX_SOURCE)
