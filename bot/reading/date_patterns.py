"""What temporal expressions look like. Each rule names the method of `date_values.Values` that gives its value."""

import re

_HOLIDAY = (
    r"Christmas Eve|Christmas Day|Christmas|Boxing Day|New Year[’']s Eve|New Year[’']s Day|"
    r"Valentine[’']s Day|Halloween|Independence Day|Veterans Day|May Day|Bastille Day|"
    r"Thanksgiving(?: Day)?|Labor Day|Memorial Day|Easter Sunday|Easter Monday|Good Friday|Easter|"
    r"St\.? Patrick[’']s Day|Juneteenth"
)

_M = (
    r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_W = (
    r"(?P<{0}>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|(?:Mon|Tues|Tue|Wed|Thurs|"
    r"Thur|Thu|Fri)\b\.(?=\s))"
)
_D = r"(?P<{0}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,]\d|:\d)"
_Y = r"(?P<{0}>1[5-9]\d\d|20\d\d)(?![\d%]|,\d|\.\d)"
_PART = r"(?: (?:early |late )?(?:morning|afternoon|evening|night|lunchtime|noon|midday|dawn))"
_TO = r"(?:\s?[-–—]\s?|\s+(?:to|through|until|till|and)\s+)"
_NUMBER = (
    r"(?P<count>\d{1,3}|(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|"
    r"(?:a )?couple of))"
)
_UNIT = r"(?P<unit>day|week|month|year|decade|century|hour|minute|weekend|night)"


def _m(name: str) -> str:
    return _M.format(name)


def _w(name: str) -> str:
    return _W.format(name)


def _d(name: str) -> str:
    return _D.format(name)


def _y(name: str) -> str:
    return _Y.format(name)


# The first rule that matches at a place wins; longer expressions come first.
_RULES: tuple[tuple[str, str], ...] = (
    ("iso_day", r"(?<![\d-])(?P<y>(?:19|20)\d\d)-(?P<mo>0[1-9]|1[0-2])-(?P<d>[0-3]\d)(?![\d-])"),
    ("full_range", rf"{_m('m')} {_d('d')}{_TO}(?:{_m('m2')} )?{_d('d2')}(?:,? {_y('y')})?"),
    ("full_range", rf"{_d('d')}{_TO}{_d('d2')} {_m('m')}(?:,? {_y('y')})?"),
    ("weekday_date", rf"{_w('w')}{_PART}?,? (?:the )?{_m('m')} {_d('d')}(?:,? {_y('y')})?"),
    ("weekday_date", rf"{_w('w')}{_PART}?,? (?:the )?{_d('d')} (?:of )?{_m('m')}(?:,? {_y('y')})?"),
    ("full", rf"{_m('m')} {_d('d')},? {_y('y')}"),
    ("full", rf"(?:the )?{_d('d')} (?:of )?{_m('m')},? {_y('y')}"),
    ("nth", rf"(?:the )?(?P<nth>first|second|third|fourth|last) {_w('w')} (?:in|of) {_m('m')}(?:,? {_y('y')})?"),
    ("month_range", rf"{_m('m')}{_TO}{_m('m2')}(?:,? {_y('y')})?(?! \d)"),
    ("month_year", rf"(?:(?:early|mid|late)[- ])?{_m('m')}(?: of|,)? {_y('y')}"),
    ("month_day", rf"{_m('m')} (?:the )?{_d('d')}"),
    ("month_day", rf"(?:the )?{_d('d')} (?:of )?{_m('m')}"),
    (
        "into",
        rf"(?:[Oo]vernight (?:on |in)?(?:into )?(?:Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|"
        rf"Saturday)? ?(?:in)?to|[Oo]vernight into|(?:(?:the )?(?:small|early|first|predawn|"
        rf"wee) hours (?:of|on)|into|[Bb]efore dawn on|[Ee]arly on|[Ee]arly)) {_w('w')}{_PART}?",
    ),
    ("weekday_range", rf"{_w('w')}{_PART}?{_TO}{_w('w2')}"),
    ("weekday", rf"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his coming|[Tt]his|[Cc]oming|[Ff]ollowing) )?{_w('w')}{_PART}?"),
    (
        "near",
        r"(?P<near>(?:[Tt]he )?[Dd]ay (?:before yesterday|after tomorrow)|[Yy]esterday(?: (?:morning|"
        r"afternoon|evening))?|[Tt]omorrow(?: (?:morning|afternoon|evening|night))?|[Tt]oday|[Tt]onight|"
        r"[Ll]ast night|[Tt]his (?:morning|afternoon|evening|lunchtime)|[Oo]vernight)(?![\w’'-])",
    ),
    (
        "period",
        r"(?P<which>[Ee]arlier this|[Ll]ater this|[Ll]ate last|[Ee]arly last|[Ee]arly next|[Ll]ate this|"
        r"[Ee]arly this|[Ee]arlier in the|[Ll]ast|[Tt]his past|[Tt]his coming|[Tt]his|[Nn]ext|"
        r"[Tt]he following|[Pp]revious|[Cc]oming|[Tt]he coming|[Ll]ater in the|[Oo]ver the|[Aa]t the|"
        r"[Dd]uring the) (?P<unit>weekend)\b",
    ),
    (
        "period",
        r"(?P<which>[Ee]arlier this|[Ll]ater this|[Ll]ate last|[Ee]arly last|[Ee]arly next|[Ll]ate this|"
        r"[Ee]arly this|[Ll]ast|[Tt]his past|[Tt]his coming|[Tt]his|[Nn]ext|[Tt]he coming) (?P<unit>week|"
        r"month|year|decade)\b(?!-|’s? old)",
    ),
    (
        "past_span",
        rf"(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin|[Ff]or|[Tt]hroughout|[Aa]cross) the (?P<which>last|past|"
        rf"next|coming|following|previous) (?:{_NUMBER} )?(?P<unit>day|night|week|month|year|decade|"
        rf"hour)s?\b",
    ),
    (
        "ago",
        rf"(?:(?:[Aa]bout|[Aa]lmost|[Nn]early|[Aa]round|[Rr]oughly|[Jj]ust|[Oo]ver|[Mm]ore than|"
        rf"[Ss]ome) )?{_NUMBER} {_UNIT}s? ago",
    ),
    ("ahead", rf"(?:in )?{_NUMBER} {_UNIT}s?(?:[’'] time| from (?:now|today))"),
    (
        "quarter",
        rf"(?:the )?(?P<nth>first|second|third|fourth|final|last) (?P<what>quarter|"
        rf"half) (?:of )?(?:{_y('y')}|(?:this|the) year)",
    ),
    ("trade_quarter", r"(?:the |its )?(?P<nth>first|second|third|fourth)[- ]quarter\b"),
    (
        "season",
        rf"(?:(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Ii]n the|[Tt]he) )?(?P<season>[Ss]pring|[Ss]ummer|"
        rf"[Aa]utumn|[Ff]all|[Ww]inter)(?: of)? {_y('y')}",
    ),
    ("season", r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext)(?P<y>) (?P<season>spring|summer|autumn|fall|winter)\b"),
    ("decade", r"(?:the )?(?:(?P<part>early|mid|late)[ -])?(?P<decade>1[5-9]\d0|20\d0)[’']?s\b"),
    ("holiday", rf"(?P<holiday>{_HOLIDAY})(?:,? {_y('y')})?(?!\w|[’']s?\w? [Ii]sland)"),
    (
        "bare_month",
        rf"(?:(?:(?P<which>[Ee]arlier this|[Ll]ater this|[Ll]ast|[Nn]ext|[Tt]his)|"
        rf"(?P<part>[Ee]arly|[Mm]id|[Ll]ate))[- ])?{_m('m')}",
    ),
    ("years", rf"(?<![\d.,$£€-]){_y('y')}\s?[-–]\s?(?P<y2>20\d\d|19\d\d|\d\d)(?![\d%])"),
    ("years", rf"(?:between|from) {_y('y')} (?:and|to) (?P<y2>20\d\d|19\d\d)"),
    (
        "bare_year",
        rf"(?<![\d.,$£€#/-]){_y('y')}(?!\s?(?:people|dollars|euros|pounds|men|women|miles|km|meters|"
        rf"metres|votes|feet|tons|tonnes|jobs|[-–]\d)\b)(?![-/]\d|[A-Za-z])",
    ),
)
RULES = tuple((name, re.compile(rf"(?<![\w-]){pattern}")) for name, pattern in _RULES)
# Where a rule could begin at all: looking only there keeps reading fast.
TRIGGER = re.compile(
    r"(?<![\w-])(?:(?:1[5-9]|20)\d\d|\d{1,2}(?:st|nd|rd|th)? |\d{1,3} |[A-Z][a-z]+|the |in |over |"
    r"during |within |for |throughout |across |"
    r"last |next |this |coming |following |earlier |later |late |early |mid|previous |at |overnight|"
    r"into |before dawn|predawn|"
    r"today|tonight|tomorrow|yesterday|day |a |an |one |two |three |four |five |six |seven |eight |"
    r"nine |ten |eleven |twelve |"
    r"thirteen |fourteen |fifteen |sixteen |seventeen |eighteen |nineteen |twenty |thirty |forty |"
    r"fifty |couple |first |second |third |fourth |final |between |"
    r"from |about |almost |nearly |around |roughly |just |more than |some |spring |summer |autumn |"
    r"fall |winter |small |wee )"
)
