"""The newsroom's sites: which page stands at which host and path."""

from html import escape

from sandbox.newsroom import fronts, pages
from sandbox.newsroom.answer import SitePage, html
from sandbox.newsroom.odd import ODDITIES, UNREACHABLE
from sandbox.newsroom.outlets import OUTLETS, Outlet
from sandbox.newsroom.stories import stories

__all__ = ["ODD", "SitePage", "page", "url", "urls"]

AMP = "amp"

ODD: dict[str, str] = {name: f"http://{odd.host}:{{port}}{odd.path}" for name, odd in ODDITIES.items()} | {
    "unreachable": UNREACHABLE,
    AMP: f"http://{OUTLETS['meridianwire'].host}:{{port}}/amp{stories()['brennick-dam-burst'].path}",
}
"""Addresses of the pages that are no plain articles, by name; `{port}` stands for the sandbox's port."""


def page(host: str, path: str) -> SitePage | None:
    """The page at a host (with or without port, as in the Host header) and a path (a query is ignored).

    None where the host is none of the newsroom's. An unknown path of an outlet gives its 404 page.
    """
    name = host.partition(":")[0].lower()
    path = path.partition("?")[0].partition("#")[0] or "/"
    for odd in ODDITIES.values():
        if (odd.host, odd.path) == (name, path):
            return odd.make(host)
    outlet = OUTLETS.get(name.removesuffix(".localhost"))
    if outlet is None or not name.endswith(".localhost"):
        return wall_or_nothing(name)
    return of_outlet(outlet, host, path)


def wall_or_nothing(name: str) -> SitePage | None:
    """Hosts that have only odd pages answer 404 elsewhere."""
    known = any(odd.host == name for odd in ODDITIES.values())
    return html("<!DOCTYPE html><title>Not found</title><h1>Not found</h1>", 404) if known else None


def of_outlet(outlet: Outlet, host: str, path: str) -> SitePage:
    """An outlet's article, AMP page, front, picture or 404."""
    for story in stories().values():
        if story.outlet is not outlet:
            continue
        if path.rstrip("/") == story.path.rstrip("/"):
            return html(pages.render(story, host))
        if outlet.key == "meridianwire" and path == f"/{AMP}{story.path}":
            return html(pages.amp(story, host))
    if path.endswith(".svg"):
        return SitePage(200, {"Content-Type": "image/svg+xml"}, picture(outlet).encode())
    return furniture_page(outlet, path.strip("/"))


def furniture_page(outlet: Outlet, name: str) -> SitePage:
    """A page that is no article: home, section, sign-in, search, or 404."""
    makers = {"": fronts.front, "login": fronts.login, "search": fronts.search}
    if name in makers:
        return html(makers[name](outlet))
    if name in outlet.sections:
        return html(fronts.front(outlet, name))
    return html(fronts.not_found(outlet), 404)


def picture(outlet: Outlet) -> str:
    """A stand-in for a photograph: hills and water in the outlet's colour."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 383" role="img">'
        f"<title>{escape(outlet.name)}</title>"
        f'<rect width="680" height="383" fill="#e9ecef"/><g fill="{outlet.colour}">'
        '<path opacity=".35" d="M0 230 120 130l90 70 140-130 170 140 160-80v250H0z"/>'
        '<path opacity=".6" d="M0 300q170-60 340 0t340 0v83H0z"/></g></svg>'
    )


def url(name: str, port: int) -> str:
    """The address of an article by its slug, or of an odd page by its name. Raises KeyError where there is neither."""
    if name in ODD:
        return ODD[name].replace("{port}", str(port))
    story = stories()[name]
    return f"http://{story.outlet.host}:{port}{story.path}"


def urls(port: int) -> dict[str, str]:
    """Every article's address by its slug, oldest first."""
    return {slug: url(slug, port) for slug in stories()}
