"""MONEY, PERCENT, QUANTITY, ORDINAL and CARDINAL entities, by pattern.

What a number counts is not decided here: see `bot.reading.figures`.
"""

import re
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from bot.reading.components.entities import Found, add_entities
from bot.reading.components.number_words import ABOUT, DIGITS, NUMBER, ORDINAL_WORDS, SCALE, WORDS
from bot.reading.parsed import text_of

_CURRENCY: Final = (
    r"(?:dollars?|cents?|euros?|pounds?(?: sterling)?|pence|yen|yuan|renminbi|rupees?|roubles?|rubles?|pesos?|francs?|"
    r"won|lira|hryvnias?|shekels?|rand|naira|shillings?|reais|real|riyals?|dirhams?|zlotys?|kron(?:a|or|er)|USD|EUR|GBP)"
)
_SIGN: Final = r"(?:(?:US|A|C|NZ|HK|S|R)?\$|£|€|¥|₹|₽|₴|₩|₺|(?:USD|EUR|GBP|CHF|Rs\.?) ?)"
_MEASURE: Final = (
    r"(?:miles?|kilomet(?:er|re)s?|met(?:er|re)s?|centimet(?:er|re)s?|millimet(?:er|re)s?|feet|foot|inch(?:es)?|yards?|"
    r"acres?|hectares?|tons?|tonnes?|kilograms?|kilos?|grams?|pounds?|ounces?|lit(?:er|re)s?|gallons?|barrels?|"
    r"degrees?(?: (?:Celsius|Fahrenheit))?|mph|km/h|kph|knots|km|kg|cm|mm|mi|lb|lbs|oz|ft|sq ?(?:km|mi|ft)|"
    r"(?:mega|kilo|giga)watts?|MW|GW|kWh|°[CF]|square (?:miles?|kilomet(?:er|re)s?|feet|met(?:er|re)s?))"
)

_PERCENT: Final = r"(?:percent|per cent|percentage points?|basis points?)\b"
_ADJECTIVE: Final = r"(?:(?:US|U\.S\.|Canadian|Australian|Hong Kong|Indian|Russian) )"
_LARGE: Final = r"(?:tens of thousands|hundreds of thousands|dozens|scores|hundreds|thousands|millions|billions)"

_PATTERNS: Final = (
    ("PERCENT", rf"\b{ABOUT}?{DIGITS}(?:\s?[-–]\s?{DIGITS}|(?: to | and ){DIGITS})?\s?%"),
    ("PERCENT", rf"\b{ABOUT}?{NUMBER}(?: to {NUMBER})?[ -]{_PERCENT}"),
    ("MONEY", rf"(?:\b{ABOUT})?{_SIGN}{DIGITS}(?:[KMBkmb]\b|{SCALE})?(?:(?:\s?[-–]\s?| to ){_SIGN}?{DIGITS}{SCALE}?)?"),
    ("MONEY", rf"\b{ABOUT}?{NUMBER} {_ADJECTIVE}?{_CURRENCY}\b(?! (?:of|heavier|lighter|per square))"),
    ("QUANTITY", rf"\b{ABOUT}?{NUMBER}[ -]?{_MEASURE}(?:(?<=[°CF])|\b)(?: per hour| an hour)?"),
    ("QUANTITY", rf"\bmagnitude[ -]{DIGITS}\b|\b{DIGITS}[ -]magnitude\b"),
    ("ORDINAL", rf"\b(?:\d+(?:st|nd|rd|th)|{ORDINAL_WORDS})\b"),
    ("CARDINAL", rf"\b{ABOUT}?(?:{DIGITS}(?:\s?[-–]\s?{DIGITS})?{SCALE}?|{WORDS}|{_LARGE})\b"),
)
_COMPILED: Final = tuple((label, re.compile(pattern)) for label, pattern in _PATTERNS)
# "one another", "no one", "the one who": a pronoun, not a count.
_PRONOUN_ONE: Final = re.compile(r"(?:\b[Nn]o |\b[Tt]he |\b[Tt]his |\b[Tt]hat |\b[Ee]very|\b[Aa]ny)$")
_SECOND_OF_TIME: Final = re.compile(r"(?:\ba|\bper|\beach|\bsplit) $")


def amounts(text: str) -> list[Found]:
    """Amounts, the kinds that say most first. They may overlap: "20 dollars" is MONEY before "20" is CARDINAL."""
    found: list[Found] = []
    for label, pattern in _COMPILED:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 8) : match.start()]
            if match[0] == "one" and (_PRONOUN_ONE.search(before) or text.startswith(" another", match.end())):
                continue
            if match[0] == "second" and _SECOND_OF_TIME.search(before):
                continue
            found.append(Found(match.start(), match.end(), label))
    return found


@Language.factory("nutgraf_amounts", requires=["doc.ents"], assigns=["doc.ents"])
class Amounts:
    """Adds the entities where no name and no date stands."""

    def __init__(self, nlp: Language, name: str) -> None:
        """What spaCy gives a component: the pipeline and the name in it."""
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Add them in place."""
        return add_entities(doc, amounts(text_of(doc)))
