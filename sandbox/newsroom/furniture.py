"""What stands around an article on every outlet's pages: head, navigation, cookie box, newsletter box, footer."""

from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path

from sandbox.newsroom.outlets import Outlet
from sandbox.newsroom.stories import Story, stories

RELATED = 4
"""Links to other articles of the outlet under each article."""


def base(host: str) -> str:
    """The address of an outlet's home page; `host` with the port it was asked for."""
    return f"http://{host}"


def document(outlet: Outlet, *, title: str, head: str, body: str) -> str:
    """A whole HTML page."""
    return f"""<!DOCTYPE html>
<html lang="{outlet.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
{head}
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>:root {{ --colour: {outlet.colour} }}
{sheet()}</style>
</head>
<body class="{outlet.key}">
<a class="skip" href="#main">Skip to content</a>
{masthead(outlet)}
{body}
{cookie_box(outlet)}
{footer(outlet)}
</body>
</html>
"""


@cache
def sheet() -> str:
    """The style sheet that all outlets share, each with its own colour."""
    return (Path(__file__).parent / "site.css").read_text(encoding="utf-8")


def masthead(outlet: Outlet) -> str:
    """Name, tagline and sections."""
    items = "".join(f'<li><a href="/{name}/">{escape(section_name(name))}</a></li>' for name in outlet.sections)
    return (
        f'<header class="masthead" role="banner"><a class="name" href="/">{escape(outlet.name)}</a>'
        f"<small>{escape(outlet.tagline)}</small>"
        f'<nav aria-label="Sections"><ul>{items}<li><a href="/search?q=">Search</a></li>'
        '<li><a href="/login">Sign in</a></li></ul></nav></header>'
    )


def section_name(section: str) -> str:
    """A section's name for readers: `nation-world` is `Nation & world`."""
    return section.replace("what-s-on", "what’s on").replace("-", " & ").capitalize()


def cookie_box(outlet: Outlet) -> str:
    """The consent box that every page has."""
    return (
        f'<div class="cookies" role="dialog" aria-label="Cookies"><p>{escape(outlet.consent)}</p>'
        '<button type="button">Accept all</button> <button type="button">Manage choices</button></div>'
    )


def newsletter_box(outlet: Outlet) -> str:
    """The box that asks for an address in the middle of an article."""
    return (
        f'<div class="newsletter newsletter-signup" role="complementary"><h4>{escape(outlet.newsletter)}</h4>'
        '<form action="/newsletter" method="post"><label>Email <input type="email" name="email"></label>'
        "<button>Sign up</button></form><small>You can unsubscribe at any time.</small></div>"
    )


def footer(outlet: Outlet) -> str:
    """Publisher and the usual links."""
    links = ("Contact us", "Corrections and complaints", "Privacy", "Terms", "Advertise with us", "Jobs")
    items = "".join(f'<li><a href="/about#{n}">{name}</a></li>' for n, name in enumerate(links))
    return f'<footer role="contentinfo"><ul>{items}</ul><small>© 2026 {escape(outlet.publisher)}</small></footer>'


def related(story: Story) -> list[Story]:
    """The outlet's other articles, newest first."""
    others = [other for other in stories().values() if other.outlet is story.outlet and other is not story]
    return others[::-1][:RELATED]


def related_box(story: Story, heading: str) -> str:
    """Links to the outlet's other articles."""
    items = "".join(f'<li><a href="{other.path}">{escape(other.title)}</a></li>' for other in related(story))
    return f'<aside class="related" aria-label="{escape(heading)}"><h3>{escape(heading)}</h3><ul>{items}</ul></aside>'


def picture(story: Story) -> str:
    """The lead picture with its caption."""
    return (
        f'<figure class="lead-image"><img src="/images/{story.slug}.svg" alt="" width="680" height="383">'
        f"<figcaption>{escape(story.caption)}</figcaption></figure>"
    )


def names(byline: tuple[str, ...]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(part for part in (", ".join(byline[:-1]), byline[-1]) if part)


def british(moment: datetime) -> str:
    """`Tuesday 10 March 2026, 7.35pm`."""
    hour = moment.hour % 12 or 12
    return f"{moment:%A} {moment.day} {moment:%B %Y}, {hour}.{moment:%M}{'am' if moment.hour < 12 else 'pm'}"


def american(moment: datetime) -> str:
    """`March 10, 2026, 8:05 a.m.`."""
    hour = moment.hour % 12 or 12
    return f"{moment:%B} {moment.day}, {moment.year}, {hour}:{moment:%M} {'a.m.' if moment.hour < 12 else 'p.m.'}"
