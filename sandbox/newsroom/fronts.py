"""Pages that are no articles: home pages, sections, search, sign-in."""

from html import escape

from sandbox.newsroom.furniture import document, newsletter_box, section_name
from sandbox.newsroom.outlets import Outlet
from sandbox.newsroom.stories import stories


def front(outlet: Outlet, section: str | None = None) -> str:
    """The home page, or a section's."""
    shown = [s for s in stories().values() if s.outlet is outlet and section in {None, s.section}][::-1]
    cards = "\n".join(
        f'<li class="card"><h3><a href="{s.path}">{escape(s.title)}</a></h3><span>{escape(s.section)}</span></li>'
        for s in shown
    )
    heading = section_name(section) if section else "Today"
    body = f'<main id="main"><h2>{escape(heading)}</h2><ul class="cards">{cards}</ul>{newsletter_box(outlet)}</main>'
    return document(
        outlet, title=f"{heading} | {outlet.name}", head='<meta property="og:type" content="website">', body=body
    )


def login(outlet: Outlet) -> str:
    """The sign-in page."""
    body = (
        '<main id="main"><h1>Sign in</h1><form method="post"><label>Email <input type="email" name="email"></label>'
        '<label>Password <input type="password" name="password"></label><button>Sign in</button></form>'
        '<a href="/forgotten">Forgotten your password?</a></main>'
    )
    return document(outlet, title=f"Sign in | {outlet.name}", head='<meta name="robots" content="noindex">', body=body)


def search(outlet: Outlet) -> str:
    """The search page without a search."""
    body = (
        '<main id="main"><h1>Search</h1><form action="/search"><input type="search" name="q"><button>Search</button>'
        "</form><p>0 results</p></main>"
    )
    return document(outlet, title=f"Search | {outlet.name}", head='<meta name="robots" content="noindex">', body=body)


def not_found(outlet: Outlet) -> str:
    """What a dead link leads to."""
    body = '<main id="main"><h1>Page not found</h1><p>It may have moved. Try the <a href="/">home page</a>.</p></main>'
    return document(
        outlet, title=f"Page not found | {outlet.name}", head='<meta name="robots" content="noindex">', body=body
    )
