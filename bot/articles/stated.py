"""What a page states for machines: JSON-LD and meta elements."""

from collections.abc import Iterator

from lxml import html

from bot.articles import jsonld, titles


class Stated:
    """A page's tree with what several fields are read from."""

    def __init__(self, tree: html.HtmlElement, url: str) -> None:
        self.tree, self.url = tree, url
        self.nodes = jsonld.nodes(tree)
        self.article = jsonld.article_node(self.nodes)
        self._metas: dict[str, list[str]] = {}
        for meta in tree.iterfind(".//meta[@content]"):
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                if (name := meta.get(attribute)) and (value := titles.clean(meta.get("content"))):
                    self._metas.setdefault(name.strip().lower(), []).append(value)

    def meta(self, *names: str) -> str | None:
        """The content of the first of these meta elements that the page has."""
        return next(self.metas(*names), None)

    def metas(self, *names: str) -> Iterator[str]:
        """The contents of all these meta elements, in the order of `names`."""
        for name in names:
            yield from self._metas.get(name, ())
