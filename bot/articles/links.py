"""From a Slack message to the links in it, and from a link to the one form that all its variants share."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from courlan.clean import normalize_url

from bot.articles.wrapped import unwrapped

MAX_URL = 4096
"""Longest link looked at, in characters; Slack cuts messages at 40,000."""
MAX_NODES = 100_000
"""Most block elements looked at in one message; Slack allows 50 blocks, so only a forgery has more."""

# `<…>` as Slack writes links and mentions, or a bare address. Neither branch can run past the next bracket, so the scan
# stays linear on a megabyte of `<`.
_IN_TEXT = re.compile(r"<([^<>]*)>|(https?://[^\s<>|`\"]+)", re.IGNORECASE)
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_TRAILING = ".,;:!?'*_~”’»…"

FILE_ENDINGS = frozenset(
    """jpg jpeg png gif webp avif svg bmp tif tiff ico heic mp3 m4a wav ogg flac mp4 m4v mov avi mkv webm m3u8
    zip gz tgz tar bz2 xz 7z rar dmg exe msi apk iso pdf doc docx xls xlsx ppt pptx odt ods csv json xml
    rss ics css js""".split()  # noqa: SIM905
)
"""Endings of paths that are surely no article."""

# Query parameters that say how a reader came, and that courlan 1.4 keeps.
_TRACKERS = frozenset(
    """smid smtyp cmp icmp intcmp icid ncid ocid cvid unlocked_article_code gift giftcopy sharetoken accesstoken
    pwapi_token reflink srnd sref leadsource ito xing_share guccounter guce_referrer guce_referrer_sig
    taid tpcc sfmc_id mkt_tok _hsenc _hsmi __twitter_impression sharetype share s_cid wt_mc spm trk
    triedredirect linkid cx_testid cx_testvariant cx_artpos amp outputtype""".split()  # noqa: SIM905
)
# Of these, what opens a page that is closed to others: a subscriber's gift.
_GIFTS = frozenset(["unlocked_article_code", "gift", "giftcopy", "sharetoken", "accesstoken", "pwapi_token", "st"])
_TRACKERS_OF = {"wsj.com": {"mod", "st"}, "barrons.com": {"mod"}, "marketwatch.com": {"mod"}}
# courlan takes these for trackers everywhere, but a script's page is nothing without them.
_IDENTIFIERS = frozenset({"cid", "eid", "uid", "gallery", "reference"})
_SCRIPT = re.compile(r"\.(?:php\d?|aspx?|jsp|cfm|cgi|do|html?)$|^/?$", re.IGNORECASE)


def find_links(
    text: str | None, blocks: Sequence[Mapping[str, Any]] | None, attachments: Sequence[Mapping[str, Any]] | None
) -> list[str]:
    """The links of a message that may lead to articles, in order, each article once.

    Takes the three fields of a Slack message as they come. Slack's own permalinks, mentions, mail addresses and links
    to images, videos, archives and other files are left out.
    """
    return [url for url in find_web_links(text, blocks, attachments) if not is_file(url)]


def find_web_links(
    text: str | None, blocks: Sequence[Mapping[str, Any]] | None, attachments: Sequence[Mapping[str, Any]] | None
) -> list[str]:
    """As `find_links`, with links to files: whoever asks explicitly should hear why a file can't be read."""
    found: dict[str, str] = {}
    written = map(str.strip, chain(_in_text(text), _in_blocks(blocks), _in_attachments(attachments)))
    for link in map(unwrapped, dict.fromkeys(written)):
        if len(link) <= MAX_URL and _is_web(link) and not _is_slack(link):
            found.setdefault(link_key(link), link)
    return list(found.values())


def addresses(text: str) -> list[str]:
    """Every web address in Slack's mrkdwn, as it was written and in order, links into Slack among them."""
    return [link.strip() for link in _in_text(text)]


def is_file(url: str) -> bool:
    """Whether the path's ending says that this is an image, a video, an archive or another file, not a page."""
    _, dot, ending = urlsplit(url).path.rpartition("/")[2].rpartition(".")
    return bool(dot) and ending.lower() in FILE_ENDINGS


def canonical(url: str) -> str:
    """The link without what only says how the reader came: campaign parameters, fragments, default ports, case of the
    host. Parameters that choose the page stay, sorted. A link that can't be parsed comes back as it is. Of a link in
    an AMP viewer's or a counter's it is the inner one's.
    """
    try:
        parts = urlsplit(unwrapped(url.strip()))
        if not parts.hostname:
            return url.strip()
        kept = _meaningful(parts)
        # courlan unescapes HTML in strings (`&copy=1` becomes ©), not in parts that are split already.
        plain = normalize_url(parts._replace(netloc=_bare_host(parts), query="", fragment=_route(parts.fragment)))
        rebuilt = urlsplit(plain)
        return urlunsplit(rebuilt._replace(path=rebuilt.path or "/", query=kept))
    except ValueError:
        return url.strip()


def link_key(url: str) -> str:
    """A short digest for store keys, the same for all variants of a link: 20 hexadecimal digits.

    Besides what `canonical` removes, scheme, `www.` and a trailing slash do not count.
    """
    plain = canonical(url)
    if _is_web(plain):
        parts = urlsplit(plain)
        plain = "\n".join((parts.netloc.removeprefix("www."), parts.path.rstrip("/"), parts.query, parts.fragment))
    return hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=10).hexdigest()


def page_key(url: str) -> str:
    """As `link_key`, but a link that carries a subscriber's gift has a key of its own: it may show another page."""
    try:
        query = parse_qsl(urlsplit(unwrapped(url)).query, max_num_fields=200)
    except ValueError:
        query = []
    gifts = sorted((name, value) for name, value in query if name.lower() in _GIFTS)
    key = link_key(url)
    return hashlib.blake2b(f"{key}\n{urlencode(gifts)}".encode(), digest_size=10).hexdigest() if gifts else key


def _in_text(text: object) -> Iterator[str]:
    """Links in Slack's mrkdwn: `<url>`, `<url|label>`, and bare addresses, which Slack leaves alone in code."""
    if not isinstance(text, str):
        return
    for match in _IN_TEXT.finditer(text):
        inside, bare = match.groups()
        if inside is not None:
            link = _unescape(inside.partition("|")[0])
            if _SCHEME.match(link):
                yield link
        elif len(bare) <= MAX_URL:
            yield _trim(_unescape(bare))


def _unescape(text: str) -> str:
    """Slack escapes these three and no others."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _trim(url: str) -> str:
    """A bare address without the sentence's punctuation; a closing bracket stays if it was opened in the address."""
    end = len(url)
    while end and (url[end - 1] in _TRAILING or (url[end - 1] in ")]" and not _opens(url[:end]))):
        end -= 1
    return url[:end]


def _opens(url: str) -> bool:
    close = url[-1]
    return url.count(close) <= url.count("(" if close == ")" else "[")


def _in_blocks(blocks: object) -> Iterator[str]:
    """Links of rich text at any depth, and in the mrkdwn of other blocks. Iterative: depth is the sender's choice."""
    stack: list[object] = [blocks]
    for _ in range(MAX_NODES):
        if not stack:
            return
        node = stack.pop()
        if isinstance(node, Mapping):
            if node.get("type") == "link" and isinstance(node.get("url"), str):
                yield node["url"]
            elif node.get("type") == "mrkdwn":
                yield from _in_text(node.get("text"))
            else:
                stack.extend(reversed([node.get(key) for key in ("text", "fields", "elements", "message", "blocks")]))
        elif isinstance(node, list | tuple):
            stack.extend(reversed(node))


def _in_attachments(attachments: object) -> Iterator[str]:
    """Links in attachments. An unfurl stands for the one link that was posted, whatever it resolved to; a forwarded
    message and a bot's attachment carry links of their own.
    """
    stack: list[object] = [attachments]
    for _ in range(MAX_NODES):
        if not stack:
            return
        node = stack.pop()
        if isinstance(node, list | tuple):
            stack.extend(reversed(node))
        elif isinstance(node, Mapping):
            posted = node.get("original_url") or node.get("from_url")
            if isinstance(posted, str) and not _is_slack(posted):
                yield posted
                continue
            title_link = node.get("title_link")
            if isinstance(title_link, str):
                yield title_link
            yield from _in_text(node.get("pretext"))
            yield from _in_text(node.get("text"))
            yield from _in_blocks([node.get("blocks"), node.get("message_blocks")])
            stack.append(node.get("attachments"))


def _is_web(url: str) -> bool:
    if not _SCHEME.match(url):
        return False
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _is_slack(url: str) -> bool:
    """Permalinks, files and client pages of a workspace; slack.com's own articles are articles."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    host = parts.hostname or ""
    if host in {"slack.com", "www.slack.com"}:
        return parts.path.startswith(("/archives/", "/app_redirect", "/files"))
    return host.endswith((".slack.com", ".slack-files.com"))


def _bare_host(parts: SplitResult) -> str:
    """Host and port without credentials, a final dot or the scheme's own port."""
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    default = {"http": 80, "https": 443}.get(parts.scheme.lower())
    return host if parts.port in (None, default) else f"{host}:{parts.port}"


def _route(fragment: str) -> str:
    """Fragments are places on a page, but for the `#!` routes of old single-page sites."""
    return fragment if fragment.startswith("!") else ""


def _meaningful(parts: SplitResult) -> str:
    """The query without trackers, sorted."""
    host = (parts.hostname or "").removeprefix("www.")
    local = _TRACKERS_OF.get(host, set())
    pairs = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=200)
        if name.lower() not in _TRACKERS and name.lower() not in local and _keeps(parts, name)
    )
    return urlencode(pairs)


def _keeps(parts: SplitResult, name: str) -> bool:
    """Whether courlan takes a parameter of this name for meaningful, or the page can't be found without it."""
    if name.lower() in _IDENTIFIERS and _SCRIPT.search(parts.path):
        return True
    return bool(urlsplit(normalize_url(SplitResult("http", "h.example", "/", urlencode([(name, "1")]), ""))).query)
