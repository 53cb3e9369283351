"""Invented pages. The harbour town of Port Ellory has several outlets; none of them is real."""

import json
from typing import Any

URL = "https://www.ellorycourier.example/news/2024/03/08/harbour-reopens"
PARAGRAPHS = (
    "The harbour of Port Ellory reopened on Friday, nine days after a storm tore through the breakwater and sank "
    "two fishing boats, the port authority said.",
    "“We counted every stone twice before we let a boat in,” said Ana Diaz, who runs the harbour office.",
    "Repairs have cost 4.2 million crowns so far, a third paid by the town, the mayor’s office said.",
    "Fishermen said that they had lost a fifth of the season, and that the price of cod had more than doubled since "
    "the storm.",
    "A second crane arrives next week. Until then ships longer than 60 metres must wait outside the breakwater.",
)


def paragraphs(texts: tuple[str, ...] = PARAGRAPHS) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(
    body: str = "", *, head: str = "", title: str = "Harbour reopens after storm - Ellory Courier", lang: str = "en"
) -> str:
    """A whole page around `body`, by default that of the harbour's story, with a header, navigation and a footer."""
    return f"""<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>
    <header><a href="/">Ellory Courier</a><nav><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li>
    </ul></nav></header><main>{body or article()}</main>
    <footer><p>© Ellory Courier 2024</p><a href="/terms">Terms</a></footer></body></html>"""


def article(inner: str | None = None, heading: str = "Harbour reopens after storm") -> str:
    return (
        f'<article><h1>{heading}</h1><div class="story-text">{paragraphs() if inner is None else inner}</div></article>'
    )


def jsonld(**fields: Any) -> str:
    """JSON-LD of a NewsArticle with these fields."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(**contents: str) -> str:
    """Meta elements; `og__title` stands for og:title."""
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{text}">' for name, text in contents.items())


LIVE_CHROME = (
    "Live",
    "Live feed",
    "Last updated 14:05 GMT",
    "14:05",
    "2.05pm",
    "2h ago",
    "12 minutes ago",
    "Updated at 13.58 GMT",
    "Show key events only",
    "Please turn on JavaScript to use this feature",
    "1 new update",
    "Load more updates",
    "Oldest first",
    "Pinned post",
    "Posted by Ana Diaz at 13:40",
    "Jump to comments",
    "End of live coverage",
)


def live_blog() -> str:
    """A page of two posts, newest first, each with its time, controls and writer; key events, a pinned post."""

    def post(clock: str, heading: str, texts: tuple[str, ...]) -> str:
        return (
            f'<div class="live-post"><div class="post-header"><time>{clock} GMT</time><button>Share</button></div>'
            f'<h2>{heading}</h2><p class="post-author">Ana Diaz</p>{paragraphs(texts)}'
            '<ul class="share"><li><a href="#">Share</a></li><li><a href="#">Copy link</a></li></ul></div>'
        )

    key_events = (
        '<div class="key-events"><h2>Key events</h2><ul><li><a href="#a">14:05 Ferry returns to the quay</a></li>'
        '<li><a href="#b">13:40 Crane lifts first boat</a></li></ul></div>'
    )
    return page(
        f"<article><h1>Harbour storm, as it happened</h1>{key_events}<p>Key events</p>"
        f'<div class="pinned-post"><span>Pinned</span><h2>What we know so far</h2>{paragraphs(PARAGRAPHS[:1])}</div>'
        f"{post('14:05', 'Ferry returns to the quay', PARAGRAPHS[1:3])}"
        f"{post('13:40', 'Crane lifts first boat', PARAGRAPHS[3:])}{paragraphs(LIVE_CHROME)}</article>",
        title="Harbour storm, as it happened - Ellory Courier",
        head=jsonld(**{"@type": "LiveBlogPosting", "headline": "Harbour storm, as it happened"}),
    )
