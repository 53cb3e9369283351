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
