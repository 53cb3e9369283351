"""Datelines: "KYIV, Ukraine (AP) —", "London (CNN)": where the lede really begins."""

import re

from bot.reading.brief import Span

_AGENCIES = (
    r"AP|AFP|Reuters|REUTERS|CNN|CNN Business|CNN Money|CNNMoney|CNN Student News|UPI|PTI|ANI|IANS|dpa|DPA|Xinhua|TASS|"
    r"Interfax|Yonhap|Kyodo(?: News)?|Bloomberg|BBC|PA|ANSA|EFE|AAP|CP|JTA|RNS|KUNA|WAM|BNO News|Axios|Gray News|TNS"
)
_PLACE = r"[A-ZÀ-Þ][\w.’'-]*(?:[ ,/]{1,2}(?:[A-ZÀ-Þ][\w.’'-]*|and|of|the|de|el|on)){0,7}"
_DAY = r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2})"
_DASH = r"[—–-]{1,2}"
# With an agency in brackets the dash may be missing; without one, only capitals before a dash are a dateline.
_WITH_AGENCY = re.compile(
    rf"\s*(?P<place>{_PLACE})?(?:,?\s*{_DAY})?,?\s*\(\s*(?P<agency>{_AGENCIES}|"
    rf"[A-Z][A-Za-z. ]{{1,25}})\s*\)\s*(?:{_DASH}\s*)?"
)
_AGENCY_FIRST = re.compile(rf"\s*(?:{_AGENCIES})\s*(?:{_DASH}|[:/])\s+")
_CAPITALS = re.compile(
    rf"\s*(?P<place>[A-ZÀ-Þ]{{3,}}(?:[ .’'/-][A-ZÀ-Þ]{{2,}})*(?:, [A-Z][\w."
    rf" ]{{1,25}})?)(?:,?\s*{_DAY})?\s*(?:{_DASH}|"
    rf":)\s+"
)


def dateline(text: str, start: int, end: int) -> tuple[int, Span | None]:
    """Where the sentence at `text[start:end]` begins after its dateline, and the span of the dateline's place.

    Returns:
        The offset of the lede's first word (`start` where there is no dateline), and the place or None.
    """
    for pattern in (_WITH_AGENCY, _AGENCY_FIRST, _CAPITALS):
        match = pattern.match(text, start, min(end, start + 120))
        if match and match.end() < end and _plausible(match):
            place = match.span("place") if "place" in pattern.groupindex and match["place"] else None
            return match.end(), place
    return start, None


def _plausible(match: re.Match[str]) -> bool:
    """A known agency, or a place before the brackets and a dash behind them: "Ann Bolt (Labour) said" is neither."""
    if "agency" not in match.re.groupindex:
        return True
    return bool(re.fullmatch(_AGENCIES, match["agency"])) or bool(
        match["place"] and re.search(rf"{_DASH}\s*$", match[0])
    )
