"""Whether an article reports the release of a statistic, of whatever subject: by how such reports are built."""

import re

from bot.reading.words import MONTHS

_MONTH = "|".join(MONTHS)
_NTH = "first|second|third|fourth|final|last|previous"
_SPAN = r"day|week|fortnight|month|quarter|half|season|year"
_SPANS = rf"(?:\w+ )?(?:{_SPAN})s?"
_WORD = r"[\w'’-]{1,40}"
"""Bounded, as is the number of words: what is no text (a word as long as a page) is looked through once, not once for
each of its characters."""

_PERIOD = re.compile(
    rf"\b(?i:in|for|during|over|through|throughout|at the end of|by the end of) (?:the (?:whole |"
    rf"month of )?)?(?:{_MONTH})\b"
    r"(?! \d{1,2}(?![\d,.]*\d))|"
    rf"\b(?i:in|over|during|for) the (?:past |last |previous )?{_SPANS} (?:to|end(?:ed|ing)|through|that ended|"
    rf"up to)\b|"
    rf"\b(?i:in) the (?:{_NTH}) (?:{_SPAN})\b|\b(?i:the) (?:{_SPAN})(?: that)? end(?:ed|ing)\b|"
    rf"\b(?i:last|this|the past|the previous) (?:week|month|quarter|seven days|fortnight)\b|"
    rf"\b(?:{_MONTH})['’]s\b|\b(?:month[- ]on[- ]month|year[- ]on[- ]year|over the (?:month|year|week|quarter))\b",
)
"""The span of time that is counted, which an incident does not have: "in March", "for the week ending 4 May"; not "in
March 4"."""
_ISSUER = re.compile(
    r"\b(?:statistic(?:s|al|ians?)|recorded|registered|counted|logged|tallied|(?:the|its|country['’]s|"
    rf"[A-ZÀ-Þ]{_WORD}|[a-z]{{1,40}}) (?:[A-Za-zÀ-ÿ'’-]{{1,40}} ){{0,3}}"
    r"(?:office|agency|bureau|institute|ministry|department|authority|board|service|commission|council|registry|"
    r"register|observatory|federation|association|chamber|body|administration|centre|center|inspectorate|directorate|"
    r"customs|exchange|operator|police|trust|fund|bank)|"
    r"(?:official|government|preliminary|provisional|new|latest|monthly|weekly|quarterly) "
    r"(?:[\w-]+ ){0,2}(?:data|figures|statistics|numbers|estimates?|count|tally|survey|index|report)|"
    r"(?:survey|index|data|figures|statistics|estimates?|register|tally)\b[^.]{0,60}?\b(?:show\w*|suggest\w*|"
    r"indicat\w*)|"
    rf"according to (?:{_WORD} ){{0,6}}(?:survey|index|data|figures|statistics|estimates?))\b",
    re.I,
)
"""Who counts: a body, or the data by which it is known."""
_SAID = re.compile(
    rf"\b[A-ZÀ-Þ]{_WORD}(?: (?:of |for |and )?[A-ZÀ-Þ]{_WORD}){{1,8}}(?: \([A-Z]{{2,}}\))? (?:has )?"
    r"(?:said|says|reported|reports)\b"
)
"""A body that no word of its name tells: "Health Protection Vesk said"."""
_COURSE = (
    r"r[oi]se[sn]?|fell|falls?|fallen|dropped|drops?|climb(?:ed|s)?|eas(?:ed|es)|slow(?:ed|s)|slip(?:ped|s)|sl(?:id|"
    r"ides?)|"
    r"edged|ticked|jump(?:ed|s)?|surg(?:ed|es)|soar(?:ed|s)|plunged|dipped|dips|shrank|shrinks|shrunk|gr[eo]w[sn]?|"
    r"declin(?:ed|es)|increas(?:ed|es)|decreas(?:ed|es)|contracted|expanded|unchanged|steady|stable|flat|held at|"
    r"stood at|stands at|reach(?:ed|es)|totalled|totaled|hits?|went (?:up|down)|(?:was|were|is|are) (?:up|down)|"
    r"accelerated|quickened|cooled|rebounded|doubled|halved|tripled|averaged|came in at|numbered"
)
_AMOUNT = (
    r"(?:\d|%|(?:a |one |two )?(?:half|hundred|thousand|million|quarter|dozen|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|eleven|twelve|\w{2,12}teen|\w{2,12}ty)\b)"
)
_CHANGE = re.compile(
    rf"\b(?:{_COURSE})\b(?! (?:from|off|out|into|over) (?:a|an|the|his|her|its)\b)[^.]{{0,40}}?(?<![\w-]){_AMOUNT}|"
    rf"(?<![\w-]){_AMOUNT}[^.]{{0,60}}?\b(?:{_COURSE})\b(?! (?:from|off|out|into|over) (?:a|an|the|his|her|its)\b)|"
    r"\b(?:more|fewer|less|higher|lower)\b[^.]{0,40}?\b(?:than|from) (?:in\b|an?\b|the (?:year|month|week|quarter|same|"
    rf"previous)\b|last\b|before\b|at any\b|{_MONTH}\b)|"
    rf"\b(?:up|down)\b[^.]{{0,40}}?(?:from|on|compared with|against) [^.]{{0,20}}?"
    rf"(?:(?<![\w-]){_AMOUNT}|{_MONTH}|week|month|year)|"
    r"\b(?:the )?(?:most|fewest|least|highest|lowest|worst|best|smallest|largest|biggest)\b[^.]{0,40}?\b(?:since|"
    r"in (?:\w+ )?"
    r"(?:weeks|months|years)|for (?:any|a|\w+) (?:weeks?|months?|years?)|on record)\b|"
    r"(?:\d|%|points?|cents?|percent|per cent|two|three|four|five|six|seven|eight|nine|ten) (?:less|fewer|more|higher|"
    r"lower)\b|"
    r"\b(?:a|an) (?:\w+ )?(?:rise|fall|drop|increase|decline|decrease|jump|gain) of\b|"
    rf"\bcompared (?:with|to)\b|\b(?:a year|a month|a week) (?:ago|earlier|before)\b|\btotal of\b|\bon average\b|"
    rf"\b(?:{_MONTH}) (?:had (?:seen|brought)|saw|brought)\b",
    re.I,
)
"""How a count compares with the one before: an amount and its course in one clause, or with when it is compared."""
_NUMBER = re.compile(
    r"\d|\bper ?cent\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|"
    r"forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundred|thousand|million|half|third|quarter)\b",
    re.I,
)
_FIGURES = re.compile(
    r"\b(?:(?:monthly|quarterly|weekly|official) (?:[\w-]+ ){0,2}(?:figures|statistics|data|numbers|count|tally)|"
    r"(?:figures|statistics|data)(?: (?:which|that))?(?: (?!was|were|who|last)[\w'’-]+){0,5} "
    r"(?:show(?:s|ed|n)?|released?|published|issued|put out)|bulletin (?:show(?:s|ed)|sa(?:ys|id)|put(?:s)?|gave|"
    r"gives|lists?))\b",
    re.I,
)
"""What says of itself that it is a statistic. Figures who "were released" may be people."""
_EARNINGS = re.compile(
    r"\b(?:profits?|revenues?|turnover|earnings|shares?|dividends?|net loss|pre-?tax|shareholders?|forecasts?|"
    r"outlook)\b",
    re.I,
)
"""A company tells its quarter too: once a quarter, and each company its own."""
NEXT_CHARACTERS = 300
"""How far behind headline and lede the comparison may stand."""


def is_release(title: str, lede: str, rest: str) -> bool:
    """Whether `title` and `lede`, which `rest` follows, report a statistic's release: a number with the span of time
    that it counts, by whom it was counted, and how it compares."""
    if _FIGURES.search(lede):
        return True
    counts = _ISSUER.search(lede) or _SAID.search(lede)
    if not (counts and _NUMBER.search(lede) and _PERIOD.search(lede)) or _EARNINGS.search(lede):
        return False
    return any(_CHANGE.search(part) for part in (lede, title, rest[:NEXT_CHARACTERS]))


def counted(lede: str) -> str | None:
    """The cadence of a statistic by the span that it counts: "monthly" of what happened "in March"."""
    found = _PERIOD.search(lede)
    if found is None:
        return None
    if re.search(r"\b(?:week|seven days)\b", found[0]):
        return "weekly"
    return "monthly" if re.search(rf"\b(?:{_MONTH}|month)\b", found[0]) else None
