"""Figures: the amounts that are news, with value, unit, qualifier and what they count.

Left out: ages, years, dates, clock times, phone and model numbers, list numbers, and "one" as a pronoun.
"""

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from bot.reading.amounts import Amount, amounts
from bot.reading.brief import Figure, Span
from bot.reading.counted import counted
from bot.reading.counted_tree import counted_by_tree
from bot.reading.parsed import Parsed
from bot.reading.words import MONTHS, bag

_MONTH = "|".join(MONTHS) + r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"

QUALIFIER = re.compile(
    r"\b(?P<words>(?:significantly |slightly |far |well |just |now |still |a little )?(?:more than|"
    r"less than|fewer than|at least|at most|as many as|as much as|"
    r"as few as|as little as|as high as|as low as|up to|no more than|no fewer than|no less than|over|under|above|below|"
    r"nearly|almost|about|around|roughly|approximately|some|an estimated|estimated|only|just|upwards? of|close to|"
    r"in excess of|a record|a maximum of|a minimum of|a total of|another|a further|an additional|an average of|exactly|"
    r"between|from|well over|just over|just under|north of|what might be|perhaps|possibly|the first|an initial))\s+$",
    re.I,
)
# Words that join an amount without saying how exact it is; they stay out of `qualifier`.
_NO_QUALIFIER = frozenset({"between", "from", "another", "a further", "an additional", "the first"})
_MEASURE = re.compile(

    r"[ -]?(?P<unit>(?:square|cubic|metric|nautical|light)[ -](?:miles?|kilomet(?:er|re)s?|met(?:er|"
    r"re)s?|feet|foot|tons?|tonnes?|years?|centimet(?:er|re)s?)|"


    r"km/h|kmh|kph|mph|miles? (?:per|an) hour|kilomet(?:er|re)s? (?:per|an) hour|miles?|kilomet(?:er|"
    r"re)s?|kms?|met(?:er|re)s?|cm|mm|centimet(?:er|re)s?|"


    r"millimet(?:er|re)s?|feet|foot|ft|inch(?:es)?|yards?|acres?|hectares?|tonnes?|tons?|kg|"
    r"kilograms?|kilos?|pounds|lbs?|grams?|"


    r"ounces?|lit(?:er|re)s?|gallons?|barrels?|megawatts?|gigawatts?|kilowatts?|MW|GW|kW|"
    r"kilowatt-hours?|watts?|volts?|degrees(?: (?:Celsius|Fahrenheit))?|°[CF]|degrees?|"

    r"hours?|minutes?|mins?|seconds?|secs?|days?|weeks?|months?|years?|decades?|centuries|nights?|weekends?|"

    r"(?:kilo|mega|giga|tera)bytes?|GB|MB|TB|carats?|points?|runs|wickets|laps|knots|hertz|decibels|"
    r"calories|storeys?|stories|floors?)"

    r"(?![\w’'])"
)  # fmt: skip
_RATE = re.compile(
    r"\s+(?:per\s+(?!cent)[a-z]+|a\s+(?:day|week|month|year|night|piece|share|barrel|gallon|head|"
    r"person|pound|kilo|game|season)|an\s+(?:hour|ounce|acre|hour)|each|apiece|annually|"
    r"out of\s+(?:every\s+)?(?:\d[\d,]*|ten|five|three|four|six|hundred|a hundred)|in\s+(?:ten|five|"
    r"three|four|10|100|100,000))\b"
)
_DURATION = bag("""hour minute min second sec day week month year decade century night weekend""")

# ---- what is no figure

_AGE_AFTER = re.compile(
    r"[ -]years?[ -]olds?\b|[ -]months?[ -]olds?\b|[ -]weeks?[ -]olds?\b|[ -]days?[ -]olds?\b|-year-|"
    r"\s*years? of age\b|\s?yo\b"
)
_AGE_BEFORE = re.compile(r"(?:\baged?|\bages|\bage of|\bat age|\bturn(?:s|ed|ing)?|\bage)\s+(?:between\s+)?$", re.I)
# "He was 87.", "left school at 14", "children under five": a person's age where nothing is counted behind it.
_AGE_SAID = re.compile(
    r"\b(?:(?:he|she|who) (?:was|is|would have been|turned)(?: (?:only|just|then))?|"
    r"(?:died|dies|retired|retires|left (?:school|home)|married|widowed|orphaned|graduated) at|"
    r"(?:children|babies|infants|kids|boys|girls|people|adults|women|men|those|anyone) "
    r"(?:aged )?(?:under|over|below|above))"
    r"\s+$",
    re.I,
)
_NOTHING_COUNTED = re.compile(
    r"\s*(?:[.,;)]|$|(?:and|when|at|after|with|who|in|to|from|were|are|was|is|had|have|died|said|or|on|for|as)\b)"
)
_AGE_COMMA = re.compile(r"[A-ZÀ-Þ][\w’'.-]+,\s+$")  # "Ann Bolt, 34, said": a name before, a comma or stop behind
_AGO = re.compile(r"[ -](?:\w+ )?(?:ago|earlier|later|from now|previously)\b")
_PAST_SPAN = re.compile(r"\b(?:last|past|previous|next|coming|recent|first|these|those|every)\s+$", re.I)
_DATE_BEFORE = re.compile(rf"\b(?:{_MONTH})\s+(?:\d{{1,2}}\s*(?:,|-|–|and|to)\s*)?$")
_DATE_AFTER = re.compile(rf"(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})(?![a-z])")
_CLOCK_AFTER = re.compile(
    r"\s?(?:[ap]\.?m\b\.?|o[’']?clock|h\b|hrs\b|hours (?:GMT|local)|GMT\b|[:.]\d{2}\s?(?:[ap]\.?m\b|GMT)|:\d{2})", re.I
)
_CLOCK_BEFORE = re.compile(r"\d:$|\b(?:\d{1,2}\.)$")
_ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th)\b|’?s\b(?!\s*%)|[a-zA-Z]+\d|\.\d+\.\d|[/]\d")
_GLUED_BEFORE = re.compile(r"[\w@#/_=&°]$|[A-Za-z]-$|\d[-–./:]$|\w[.,]$")
_GLUED_AFTER = re.compile(r"[-–]\d|[A-Z_@=]|[-–][A-Z]\w*|\d|[a-z]{1,3}\d")
_EMERGENCY = re.compile(r"\b(?:call|calls|called|calling|dial|dialed|dialled|a|the)\s+$", re.I)
_EMERGENCY_AFTER = re.compile(r"\s+(?:emergency\s+)?(?:calls?|callers?|operators?|dispatch|line)\b", re.I)
_NUMBERED = re.compile(
    r"\b(?:No|Nos|Number|number|Flight|flight|Route|route|Highway|Interstate|Article|Section|Chapter|"
    r"Page|page|Room|room|Gate|Channel|Level|"
    r"Grade|grade|Game|Stage|Round|Day|Week|Phase|phase|Type|type|Title|Proposition|Resolution|"
    r"Convention|Act|Class|Unit|Line|line|"
    r"Platform|platform|Pier|Berth|Box|Part|Version|version|chapter|verse|Psalm|Formula|Tier|"
    r"Category|category|Group|Super Bowl|Bowl|Area|Sector|Episode|Season|season|episode|"
    r"World War|Apollo|iPhone|iOS|Windows|Boeing|Airbus|PlayStation|Xbox|Galaxy|Pope|aged?)\.?\s+$"
)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|of|by|from|until|till|to|before|after|during|around|circa|early|late|mid|spring|"
    r"summer|autumn|fall|winter|the|and|between|through|year|for|than)[ -]$|[(,]\s*$|^$|[A-Z][a-z]+ $",
    re.I,
)
_LIST_NUMBER = re.compile(r"\s*[.):]\s")
_ONE = re.compile(
    r"[ -](?:person|people|man|woman|boy|girl|child|soldier|officer|policeman|civilian|student|"
    r"passenger|worker|victim|death|"
    r"killed|dead|wounded|injured|other|resident|firefighter|journalist|teacher|driver|pilot|goal|"
    r"point|vote|bus|ship|missile|"
    r"suspect|patient|employee|pedestrian|motorist|crew|casualty|arrest|fatality|million|hour|week|month|year|mile|in )"
)
# 6' 9", 6-foot-10, .45-caliber: measures of people and guns that are names for them.
_HEIGHT = re.compile(r"\s?['’′]\s?\d|[\"”″](?!\s+(?:said|he|she))|-(?:foot|feet)-\d|[- ]calib(?:er|re)\b")
LARGEST_LIST_NUMBER = 99


def find_figures(doc: Doc, sentences: Sequence[Span]) -> tuple[Figure, ...]:
    """The figures of `sentences` (character spans of `doc`), in order of the text. A parse tells better what counts."""
    found: list[Figure] = []
    parsed = Parsed.of(doc)
    for start, end in sentences:
        if not _tells(parsed, start, end):
            continue
        for amount in amounts(parsed.text, start, end):
            figure = _figure(parsed, (start, end), amount)
            if figure is not None and not (found and amount.start < found[-1].end):  # the ten of "one in ten"
                found.append(figure)
    return tuple(found)


def _tells(parsed: Parsed, start: int, end: int) -> bool:
    """Has the sentence a verb or an article? One without is a line of a table, a recipe or a list of scorers."""
    span = parsed.tokens(start, end)
    if span is None or not parsed.tagged:
        return True
    return any(token.pos_ in ("VERB", "AUX", "DET") for token in span)


def _figure(parsed: Parsed, sentence: Span, amount: Amount) -> Figure | None:
    text = parsed.text
    if _names_a_thing(parsed, amount):
        return None
    before, after = (
        text[max(sentence[0], amount.start - 60) : amount.start],
        text[amount.end : min(sentence[1], amount.end + 60)],
    )
    if _is_no_figure(text, sentence, amount, before, after):
        return None
    start, end, unit = amount.start, amount.end, amount.unit
    measure = _MEASURE.match(after) if unit is None else None
    if measure:
        end += measure.end()
        unit = _singular_unit(measure["unit"])
        if _is_time_span(text[end : sentence[1]], before, unit):
            return None
    rate = _RATE.match(text, end, sentence[1])
    if rate:
        end = rate.end()
        unit = f"{unit} {rate[0].strip()}" if unit else rate[0].strip()
    qualifier = QUALIFIER.search(before)
    words = None
    if qualifier:
        start = amount.start - (len(before) - qualifier.start("words"))
        plain = qualifier["words"].lower()
        if plain in ("from", "between") and not isinstance(amount.value, tuple):
            start = amount.start
        words = None if plain in _NO_QUALIFIER or (plain == "some" and amount.value is None) else plain
    what = counted_by_tree(parsed.doc, (start, end)) if parsed.tree else ""
    what = what or counted(text, sentence, (start, end))
    return Figure(text[start:end], start, end, amount.value, unit, what, words)


def _names_a_thing(parsed: Parsed, amount: Amount) -> bool:
    """Part of a proper name by the parse: "S&P 500", "Cabo Adventure 9"."""
    if amount.unit is not None or not parsed.tree:
        return False
    span = parsed.tokens(amount.start, amount.end)
    return span is not None and span.root.dep_ == "flat"


def _singular_unit(unit: str) -> str:
    return re.sub(r"[ -]+", " ", unit.strip())


def _is_time_span(after: str, before: str, unit: str) -> bool:
    """ "Two years ago", "the last three days": a date, not a figure."""
    plain = unit.rsplit(maxsplit=1)[-1].lower().removesuffix("s")
    if plain not in _DURATION:
        return False
    return bool(_AGO.match(after) or _PAST_SPAN.search(before) or re.match(r"[ -]old", after))


def _is_no_figure(text: str, sentence: Span, amount: Amount, before: str, after: str) -> bool:
    words = text[amount.start : amount.end]
    if amount.unit is not None:
        return False
    # The rule of sentences may have taken "No." for an end.
    if amount.start == sentence[0] and _NUMBERED.search(text[max(0, sentence[0] - 12) : sentence[0]]):
        return True
    if _HEIGHT.match(after) or (after[:1].isalpha() and not _MEASURE.match(after)):
        return True
    return (
        _is_age(before, after, amount)
        or _is_time(before, after, words)
        or _is_label(sentence, amount, before, after, words)
        or _is_year(words, before, after, amount)
        or _is_pronoun(words, before, after)
    )


def _is_age(before: str, after: str, amount: Amount) -> bool:
    if _AGE_AFTER.match(after) or _AGE_BEFORE.search(before):
        return True
    small = isinstance(amount.value, int) and 0 < amount.value < 120
    if small and _AGE_SAID.search(before) and _NOTHING_COUNTED.match(after):
        return True
    return small and bool(_AGE_COMMA.search(before)) and bool(re.match(r"\s*(?:,|\.|;|$|and\b|\()", after))


def _is_time(before: str, after: str, words: str) -> bool:
    if _CLOCK_AFTER.match(after) or _CLOCK_BEFORE.search(before):
        return True
    if words[0].isdigit() and (_DATE_BEFORE.search(before) or _DATE_AFTER.match(after)):
        return True
    return words.lower() in ("one", "two", "three") and bool(re.match(r"[ -]times?[ -]", after)) and "-" in after[:1]


def _is_label(sentence: Span, amount: Amount, before: str, after: str, words: str) -> bool:
    """Part of a name, a key, a telephone number or the number of a list's item."""
    if words[0].isdigit():
        if _GLUED_BEFORE.search(before[-2:]) or _GLUED_AFTER.match(after) or _ORDINAL_AFTER.match(after):
            return True
        if amount.start == sentence[0] and _LIST_NUMBER.match(after) and amount.value is not None:
            return not isinstance(amount.value, tuple) and amount.value <= LARGEST_LIST_NUMBER
        phone = isinstance(amount.value, tuple) and re.search(r"\d{3}[-–]\d{3,}|^0\d", words)
        emergency = words in ("911", "999", "112")
        phone = phone or (emergency and (_EMERGENCY.search(before) or _EMERGENCY_AFTER.match(after)))
        if phone or re.match(r"0\d", words):
            return True
    if _NUMBERED.search(before) or (words[0].isupper() and words[1:].islower() and _CAPITAL_BEFORE.search(before)):
        return True
    # "Boeing 737", "S&P 500 index": a name's number has no counted noun in lower case behind it, but what it names.
    if words[0].isdigit() and _SYSTEM_BEFORE.search(before):
        return True
    named = re.search(r"(?:^|[^.\s] )(?:[a-z]\S* )?([A-Z][a-z]+|[A-Z&]{2,}) $", before)
    return bool(
        named
        and words[0].isdigit()
        and named[1] not in _MAY_STAND_BEFORE
        and (_NAMED_BY_NUMBER.match(after) or not re.match(r"\s+[a-z]", after))
        and ("," not in words)
    )


_SYSTEM_BEFORE = re.compile(r"\b(?:[A-Z]\w*-[A-Z]{2,}|[a-z]+[A-Z]\w*) $")  # "Q-OS 12", "macOS 14": a version
_NAMED_BY_NUMBER = re.compile(r"\s+(?:share |stock )?(?:index|indices|average|benchmark|composite|futures)\b")
_CAPITAL_BEFORE = re.compile(r"\b[A-Z][\w’'-]*[ -]$")  # "Sweet Sixteen", "Take-Two"
_MAY_STAND_BEFORE = bag("""The In On At By Of And But About Over Nearly Almost Some Only At Up More Than Total""")


def _is_year(words: str, before: str, after: str, amount: Amount) -> bool:
    if isinstance(amount.value, tuple):
        low, high = amount.value
        return bool(re.fullmatch(r"(?:1[5-9]|20)\d\d\D+(?:(?:1[5-9]|20)?\d\d)", words)) and low > 1000 and high < 2200
    if not re.fullmatch(r"(?:1[1-9]|20)\d\d", words):
        return False
    counted_noun = re.match(
        r"\s+(?!and\b|was\b|when\b|to\b|in\b|on\b|at\b|for\b|he\b|she\b|it\b|they\b|the\b|a\b|after\b|"
        r"before\b|while\b|with\b|by\b|as\b|or\b|but\b)[a-z]+s\b",
        after,
    )
    if re.search(
        r"\b(?:in|since|by|until|from|during|summer|spring|winter|autumn|fall|mid|early|late)[ -]$", before, re.I
    ):
        return True
    return bool(_YEAR_BEFORE.search(before)) or not counted_noun


def _is_pronoun(words: str, before: str, after: str) -> bool:
    """ "One of them", "the two", "no one", "a third time": words that count nothing new."""
    plain = words.lower()
    if plain == "one":
        return not _ONE.match(after) or bool(
            re.search(r"\b(?:no|any|every|some|each|this|that|the|which)[ -]$", before, re.I)
        )
    if plain in ("zero", "score", "a couple"):
        return not re.match(r"[ -][a-z]", after)
    if plain == "two" and re.search(r"\b(?:the|these|those|his|her|their|its|last|first)\s+$", before, re.I):
        return not re.match(r"\s+[a-z-]+s\b|\s+(?:men|women|children|people|sides)", after)
    return plain in ("ten", "nine") and bool(re.match(r"-(?:to|day)", after))
