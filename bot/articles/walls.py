"""Pages that stand in front of an article: checks for robots, consent forms. They are named, never read as the
article."""

import re
from urllib.parse import urlsplit

from lxml import html

from bot.articles.kinds import says_article
from bot.articles.tree import visible_text

WALL_PROSE = 1500
"""A page with more prose than this, in characters, is no wall, whatever scripts and words are on it. Chosen by hand:
none of the development pages is a wall, and consent forms are the longest ones, at some thousand characters."""

ROBOTS = "a check for robots"
_CONSENT = "a consent form"
_NO_SCRIPT = "a demand for JavaScript"

_TITLES = (
    (
        re.compile(
            r"^just a moment|^attention required|^(?:access|zugriff) (?:denied|to this page has been denied)|"
            r"^are you (?:a )?(?:robot|human)|^robot (?:check|or human)|^pardon our interruption|human verification|"
            r"verify (?:that )?you(?:'|’)?(?: a)?re (?:not a robot|human)|^security check|^client challenge|"
            r"^you have been blocked|^sorry, you have been blocked|^403 forbidden|"
            r"^request (?:blocked|rejected)|^bot (?:or not|check)|"
            r"^ddos-guard|^checking your browser|^one moment, please|^please wait\W|^blocked$|^captcha$",
            re.IGNORECASE,
        ),
        ROBOTS,
    ),
    (
        re.compile(
            r"^before you continue|^we value your privacy|^your privacy choices|cookie (?:consent|wall|preferences)$|"
            r"family of brands$|^consent(?:\s|$)|^privacy (?:gate|wall|settings)$",
            re.IGNORECASE,
        ),
        _CONSENT,
    ),
)
_SENTENCES = (
    (
        re.compile(
            r"enable javascript and cookies to continue|verify(?:ing)? (?:that )?you are (?:a )?(?:human|not a robot)|"
            r"checking (?:if the site connection is secure|your browser before)|"
            r"complete the (?:captcha|security check)|"
            r"unusual (?:traffic|activity) from your|something about your browser made us think you (?:were|are) a bot|"
            r"click the box below to let us know you(?:'|’)re not a robot|"
            r"made us think (?:that )?you (?:might be|are) a bot|"
            r"you don['’]t have permission to access|has been blocked by (?:a|our) security|"
            r"using a security service to protect itself",
            re.IGNORECASE,
        ),
        ROBOTS,
    ),
    (
        re.compile(
            r"we(?:, [^.]{3,60},)? and our (?:\d+ )?partners[^.]{0,80}(?:store|use|process|access)|"
            r"before you continue to|accept (?:all )?cookies[^.]{0,40}to (?:continue|read|proceed)|"
            r"is part of the [\w\s!]{3,30} family of brands|consent to (?:the use of )?cookies[^.]{0,30} to continue",
            re.IGNORECASE,
        ),
        _CONSENT,
    ),
    (
        re.compile(r"(?:please )?(?:enable|turn on) javascript|javascript is (?:disabled|required)", re.IGNORECASE),
        _NO_SCRIPT,
    ),
)
CHALLENGES = re.compile(
    r"captcha-delivery\.com|/_Incapsula_Resource|px-captcha|/cdn-cgi/challenge-platform/|cf-chl-|awswaf[\w.-]*/challenge|"
    r"geo\.captcha|perimeterx\.net/captcha"
)
"""What the scripts of such checks are called."""
_CONSENT_HOST = re.compile(r"^(?:consent|guce|privacy|cmp|cookies?)\.", re.IGNORECASE)
SCRIPT_PROSE = 300
"""A challenge's script makes a page a wall only when it has next to no prose of its own, in characters: the same
scripts sit on ordinary pages of the sites they guard."""


def wall_of(tree: html.HtmlElement, url: str, prose: int) -> str | None:
    """The wall that the page is, in words that complete "The site showed me … instead of the article"; None if it
    is none.

    `prose` is how many characters of running text were found on it.
    """
    if _CONSENT_HOST.match(urlsplit(url).hostname or ""):
        return _CONSENT
    if prose > WALL_PROSE or says_article(tree):
        return None
    title = " ".join((tree.findtext(".//title") or "").split())
    if wall := _said(title, _TITLES):
        return wall
    if prose <= SCRIPT_PROSE and any(CHALLENGES.search(source) for source in _script_sources(tree)):
        return ROBOTS
    # A page that leads somewhere is no wall, though its consent banner speaks like one.
    if tree.xpath("boolean(.//nav | .//*[@role='navigation'] | .//article | .//h2//a | .//h3//a)"):
        return None
    words = visible_text(tree)
    return _said(words, _SENTENCES) if len(words) <= 2 * WALL_PROSE else None


def _said(text: str, walls: tuple[tuple[re.Pattern[str], str], ...]) -> str | None:
    return next((wall for pattern, wall in walls if pattern.search(text)), None)


def _script_sources(tree: html.HtmlElement) -> list[str]:
    return [(script.get("src") or "") + (script.text or "")[:5000] for script in tree.iterfind(".//script")]
