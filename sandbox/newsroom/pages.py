"""An article as its outlet's page. The outlets differ in what they tell machines, as real ones do:

- Harbour Courier: JSON-LD with a graph (site, page, article, people), og: tags, the site's name after the title.
- Lenn Valley Echo: meta tags only, no JSON-LD; the time stands in a `time` element.
- Meridian Wire: a plain JSON-LD article, and an AMP page whose canonical link is the article.
- Post-Ledger: JSON-LD in a list, `isAccessibleForFree`, the byline in a `rel=author` link.
- The Touchline: JSON-LD with authors as bare names, and microdata.
"""

import json
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from sandbox.newsroom import furniture
from sandbox.newsroom.furniture import american, base, british, document, names, newsletter_box, picture, related_box
from sandbox.newsroom.stories import Story


def render(story: Story, host: str) -> str:
    """The article's page as HTML. `host` carries the port, for the links that the page makes to itself."""
    return TEMPLATES[story.outlet.key](story, host)


def paragraphs(texts: Iterable[str], css: str = "") -> str:
    """Paragraphs of text as HTML."""
    mark = f' class="{css}"' if css else ""
    return "\n".join(f"<p{mark}>{escape(text, quote=False)}</p>" for text in texts)


def json_ld(data: Any) -> str:
    """A JSON-LD script."""
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def meta(pairs: Iterable[tuple[str, str]]) -> str:
    """Meta tags: `og:` and `article:` names as properties, the rest as names."""
    rows = []
    for name, value in pairs:
        kind = "property" if name.startswith(("og:", "article:")) else "name"
        rows.append(f'<meta {kind}="{name}" content="{escape(value)}">')
    return "\n".join(rows)


def open_graph(story: Story, url: str) -> list[tuple[str, str]]:
    """The tags that every outlet has."""
    return [
        ("description", story.description),
        ("og:type", "article"),
        ("og:title", story.title),
        ("og:description", story.description),
        ("og:url", url),
        ("og:site_name", story.outlet.name),
        ("og:locale", story.outlet.language.replace("-", "_")),
    ]


def news_article(story: Story, url: str) -> dict[str, Any]:
    """The schema.org NewsArticle."""
    data = {
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "headline": story.title,
        "description": story.description,
        "datePublished": story.published.isoformat(),
        "dateModified": (story.modified or story.published).isoformat(),
        "author": [{"@type": "Person", "name": name} for name in story.byline],
        "publisher": {"@type": "NewsMediaOrganization", "name": story.outlet.name},
        "inLanguage": story.outlet.language,
    }
    return data if story.modified else {key: value for key, value in data.items() if key != "dateModified"}


def canonical(url: str) -> str:
    """The link that says which address is the article's own."""
    return f'<link rel="canonical" href="{escape(url)}">'


def middle(texts: tuple[str, ...], after: int, box: str, css: str = "") -> str:
    """Paragraphs with a box among them."""
    return f"{paragraphs(texts[:after], css)}\n{box}\n{paragraphs(texts[after:], css)}"


def courier(story: Story, host: str) -> str:
    """Harbour Courier: a graph, and a newsletter box in the middle of the text."""
    url = base(host) + story.path
    site = {"@type": "WebSite", "@id": f"{base(host)}/#site", "name": story.outlet.name, "url": base(host)}
    page = {"@type": "WebPage", "@id": url, "url": url, "name": f"{story.title} | {story.outlet.name}"}
    people = [{"@type": "Person", "@id": f"#{n}", "name": name} for n, name in enumerate(story.byline)]
    article = {**news_article(story, url), "author": [{"@id": person["@id"]} for person in people]}
    graph = {"@context": "https://schema.org", "@graph": [site, page, article, *people]}
    tags = [*open_graph(story, url), ("author", names(story.byline)), ("twitter:card", "summary_large_image")]
    tags += [("article:published_time", story.published.isoformat())]
    body = f"""<main id="main"><article>
<header><h1>{escape(story.title)}</h1>
<p class="byline">By <a href="/by/{story.slug}" rel="author">{escape(names(story.byline))}</a></p>
<time datetime="{story.published.isoformat()}">{british(story.published)}</time></header>
{picture(story)}
<div class="article-body">
{middle(story.paragraphs, 4, newsletter_box(story.outlet))}
</div>
{related_box(story, "More from the Courier")}
</article></main>"""
    title = f"{story.title} | {story.outlet.name}"
    return document(story.outlet, title=title, head=canonical(url) + meta(tags) + json_ld(graph), body=body)


def echo(story: Story, host: str) -> str:
    """Lenn Valley Echo: meta tags only; advertisements between paragraphs; comments under the text."""
    url = base(host) + story.path
    tags = [*open_graph(story, url), ("author", names(story.byline))]
    tags += [("article:published_time", story.published.isoformat()), ("article:section", story.section)]
    if story.modified:
        tags += [("article:modified_time", story.modified.isoformat())]
    advertisement = '<div class="ad advert" aria-hidden="true"><small>Advertisement</small></div>'
    body = f"""<div id="main" class="content"><div class="story">
<h1 class="headline">{escape(story.title)}</h1>
<div class="meta"><span class="byline">By {escape(names(story.byline))}</span>
<time datetime="{story.published.isoformat()}">{british(story.published)}</time>
<ul class="share"><li><a href="/share/1">Share</a></li><li><a href="/share/2">Email</a></li></ul></div>
{picture(story)}
<div class="article-text">
{middle(story.paragraphs, 3, advertisement)}
</div>
{newsletter_box(story.outlet)}
{related_box(story, "Most read")}
<div class="comments"><a href="#comments">27 comments</a></div>
</div></div>"""
    title = f"{story.title} - {story.outlet.name}"
    return document(story.outlet, title=title, head=canonical(url) + meta(tags), body=body)


def wire(story: Story, host: str) -> str:
    """Meridian Wire: a plain JSON-LD article, no name after the title, an AMP page."""
    url = base(host) + story.path
    data = {"@context": "https://schema.org", **news_article(story, url)}
    head = f'{canonical(url)}<link rel="amphtml" href="{base(host)}/amp{story.path}">'
    body = f"""<main id="main"><article class="wire">
<header><h1>{escape(story.title)}</h1>
<p class="byline">By {escape(names(story.byline))}</p>
<p class="meta"><time datetime="{story.published.isoformat()}">{american(story.published)} UTC</time></p></header>
{picture(story)}
<div class="body">
{paragraphs(story.paragraphs, "body__text")}
</div></article>
{related_box(story, "Also on the wire")}
{newsletter_box(story.outlet)}</main>"""
    return document(
        story.outlet, title=story.title, head=head + meta(open_graph(story, url)) + json_ld(data), body=body
    )


def amp(story: Story, host: str) -> str:
    """Meridian Wire's page for telephones: the same text, and a canonical link to the article."""
    url = base(host) + story.path
    return f"""<!doctype html>
<html amp lang="en-US"><head><meta charset="utf-8"><title>{escape(story.title)}</title>
{canonical(url)}<meta name="viewport" content="width=device-width">
{json_ld({"@context": "https://schema.org", **news_article(story, url)})}</head>
<body><header><a href="/">{escape(story.outlet.name)}</a></header>
<article><header><h1>{escape(story.title)}</h1><p class="byline">By {escape(names(story.byline))}</p></header>
<div class="body">{paragraphs(story.paragraphs)}</div></article>
{furniture.footer(story.outlet)}</body></html>
"""


def post_ledger(story: Story, host: str) -> str:
    """Post-Ledger: JSON-LD in a list that says whether the text is free; a paywalled page shows three paragraphs."""
    url = base(host) + story.path
    article: dict[str, Any] = {"@context": "https://schema.org", **news_article(story, url)}
    article["isAccessibleForFree"] = not story.paywalled
    if story.paywalled:
        article["hasPart"] = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywalled"}
    crumbs = {"@context": "https://schema.org", "@type": "BreadcrumbList", "name": story.section}
    tags = [*open_graph(story, url), ("article:published_time", story.published.isoformat())]
    shown = story.teaser if story.paywalled else story.paragraphs
    body = f"""<main id="main"><article>
<header><div class="kicker"><a href="/{story.section}/">{escape(furniture.section_name(story.section))}</a></div>
<h1>{escape(story.title)}</h1>
<div class="byline"><a rel="author" href="/staff/{story.slug}">{escape(names(story.byline))}</a>
<span>The Post-Ledger</span></div>
<time datetime="{story.published.isoformat()}">{american(story.published)} ET</time></header>
{picture(story)}
<div class="story-body">
{paragraphs(shown)}
</div>
{subscribe_box() if story.paywalled else newsletter_box(story.outlet)}
</article>
{related_box(story, "More in " + furniture.section_name(story.section))}</main>"""
    title = f"{story.title} - {story.outlet.name}"
    return document(story.outlet, title=title, head=canonical(url) + meta(tags) + json_ld([article, crumbs]), body=body)


def subscribe_box() -> str:
    """What stands where the rest of a paywalled article would be."""
    return (
        '<div class="paywalled subscribe" role="complementary"><h2>Keep reading for $1 a week</h2>'
        '<a href="/subscribe">Subscribe</a> <a href="/login">I already subscribe</a></div>'
    )


def touchline(story: Story, host: str) -> str:
    """The Touchline: authors as bare names, and microdata."""
    url = base(host) + story.path
    data = {"@context": "https://schema.org", **news_article(story, url), "author": list(story.byline)}
    body = f"""<main id="main"><article itemscope itemtype="https://schema.org/NewsArticle">
<header><h1 itemprop="headline">{escape(story.title)}</h1>
<p class="byline">{escape(names(story.byline))} at the ground</p>
<time itemprop="datePublished" datetime="{story.published.isoformat()}">{british(story.published)}</time></header>
{picture(story)}
<div itemprop="articleBody">
{paragraphs(story.paragraphs)}
</div></article>
{related_box(story, "Around the grounds")}
{newsletter_box(story.outlet)}</main>"""
    tags = [*open_graph(story, url), ("twitter:site", "@touchline")]
    title = f"{story.title} · {story.outlet.name}"
    return document(story.outlet, title=title, head=canonical(url) + meta(tags) + json_ld(data), body=body)


TEMPLATES: dict[str, Callable[[Story, str], str]] = {
    "harbourcourier": courier,
    "lennvalleyecho": echo,
    "meridianwire": wire,
    "postledger": post_ledger,
    "touchline": touchline,
}
