"""Is a form of a cue verb a verb here, and used for reporting what somebody said?"""

from bot.reading.quotes.cues import MOSTLY_NOUNS, PARTICLES, QUESTIONS, CueClass, CueVerb, Frame
from bot.reading.quotes.line import Line
from bot.reading.quotes.parse import is_verb
from bot.reading.quotes.phrases import topic_after
from bot.reading.quotes.words import AUXILIARIES, BE, DETERMINERS, PREPOSITIONS, PRONOUNS, RELATIVES, is_adverb

ALWAYS_VERBS = frozenset({"said", "says", "told", "tells", "added", "adds", "wrote", "argued", "insisted"})
ARTICLES = frozenset({"the", "a", "an", "its", "their", "our", "my", "your"})  # no verb follows them
PERFECT = frozenset({"have", "has", "had"})
BETWEEN = frozenset({",", ":", "that", "back", "off"})  # a cue and its quotation: shot back, “…”


def reports(line: Line, at: int, verb: CueVerb) -> bool:
    """Is the form at `at` a verb, and used for reporting?"""
    lacks = verb.lemma in PARTICLES and line.word(at + 1) not in PARTICLES[verb.lemma]
    lacks = lacks or (
        verb.kind is CueClass.BELIEF and line.word(at + 1) == "as"
    )  # "Poe, known as “Gull,” ran the ferry"
    if lacks or line.word(at - 1) in ARTICLES or _is_broadcast(line, at):
        return False
    named = verb.frame in {Frame.LABEL, Frame.SPEAK}
    if named and _is_denied(line, at) and not beside_quotation(line, at):
        return False
    told = line.word(at + 1) in {"that", ":"} or line.word(at - 2) == "on"  # "went on to say"
    if line.word(at - 1) == "to" and not (told or beside_quotation(line, at)):
        return False
    topic = line.parsed and topic_after(line.items, at + 1, verb, len(line.items)) is not None
    if verb.frame is Frame.SPEAK and not topic and not beside_quotation(line, at):
        return False
    if line.parsed:
        token = line.token(at)
        sure = token.lower_ in ALWAYS_VERBS and token.dep_ not in {"amod", "compound"}
        back = verb.frame is Frame.SPEAK and line.word(at + 1) in PARTICLES.get(verb.lemma, ())
        sure = sure or (back and line.word(at + 2) in {":", ","} and line.is_region(at + 3))  # shot back: “…”
        trails = token.lower_.endswith("ing") and line.word(at - 1) == "," and line.word(at + 1) == "that"
        sure = sure or (token.lower_ == "say" and line.word(at + 1) not in {",", "."})
        sure = sure or (line.word(at + 1) == "that" and line.word(at - 1) in AUXILIARIES - {"to"})
        return sure or trails or is_verb(token) or (verb.frame is Frame.SAY and _ends_tag(line, at))
    return line.items[at].lower not in MOSTLY_NOUNS or _used_as_verb(line, at)


def _is_broadcast(line: Line, at: int) -> bool:
    """`the reality show, “The Pier,”`: a noun before its title."""
    return line.word(at) == "show" and line.is_region(at + 1 + (line.word(at + 1) == ","))


def _is_denied(line: Line, at: int) -> bool:
    """`did not discuss the plan`: nothing is reported that way."""
    i = at - 1
    while i >= 0 and (line.word(i) in AUXILIARIES or is_adverb(line.word(i))):
        if line.word(i) in {"not", "n't", "n’t", "never"}:
            return True
        i -= 1
    return False


def _ends_tag(line: Line, at: int) -> bool:
    """`“…,” the two write.`: between a quotation and a stop, whatever the tagger makes of it."""
    after = at + 1 >= len(line.items) or line.is_region(at + 1) or line.word(at + 1) in {".", ",", ":", "in", "on"}
    back = at - 1
    while back >= max(at - line.limits.tag, 0) and (line.items[back].is_word or line.word(back) == "-"):
        back -= 1
    if not after or back >= at - 1 or back < 0:
        return False
    if line.items[back].region is not None:
        return True
    # `The pier will close, the Harbour News reports.`
    ends = at + 1 >= len(line.items) or line.word(at + 1) == "."
    named = line.items[at - 1].is_capital and line.word(at).endswith("s")
    return ends and named and line.word(back) == ","


def beside_quotation(line: Line, at: int) -> bool:
    """A quotation begins right after the cue, or ended shortly before it."""
    items = line.items
    after = at + 1
    while after < len(items) and (items[after].lower in BETWEEN or is_adverb(items[after].lower)):
        after += 1
    if line.is_region(after) or any(
        item.region is not None for item in items[max(at - line.limits.beside_back, 0) : at]
    ):
        return True
    last = min(at + line.limits.beside, len(items))
    return any(line.is_region(i) and items[i - 1].text in {":", ","} for i in range(at + 1, last))


def _used_as_verb(line: Line, at: int) -> bool:
    """Is this form, mostly a noun, a verb here? Without a parse the words beside it tell."""
    if at == 0:
        return False
    following, previous = line.word(at + 1), line.items[at - 1]
    if previous.lower in PRONOUNS | RELATIVES:
        return following != "of"
    if previous.lower in DETERMINERS | PREPOSITIONS | {"'s", "’s", "’", "'"}:
        return False
    perfect = previous.lower in PERFECT or (previous.lower in BE and line.word(at).endswith("ing"))
    if perfect or following in {"that", "whether"}:  # "have known", "were feeling"
        return True
    near = any(line.is_region(i) for i in range(at, at + line.limits.beside))
    if not beside_quotation(line, at):
        return near and previous.is_capital and line.word(at).endswith("ed")
    opens = following in {",", ":"} or line.is_region(at + 1)
    return opens or previous.region is not None or previous.lower == "," or previous.is_capital


def is_put_to(line: Line, at: int, verb: CueVerb) -> bool:
    """`Asked whether it would close, Poe …`, `…, Poe said when asked by a reporter`: a participle of asking."""
    if verb.kind is not CueClass.QUESTION or not line.word(at).endswith("ed"):
        return False
    stands = at == 0 or line.word(at - 1) in {"when", "if", "after", "until"}
    return stands or (line.word(at - 1) == "," and line.word(at + 1) in QUESTIONS)


def is_passive(line: Line, at: int, verb: CueVerb) -> bool:
    """A participle after a form of "be": was told, has been called."""
    word = line.word(at)
    if word.endswith("ing") or word in verb.forms[:2]:
        return False
    i = at - 1
    while i >= 0 and (is_adverb(line.word(i)) or line.word(i) in {"not", "n't", "n’t"}):
        i -= 1
    if line.word(i) in {"'s", "’s"} and line.word(i - 1) in PRONOUNS - {"it"}:
        return False  # "he's said he will": has
    return line.word(i) in BE or (line.word(i) == "as" and line.word(at + 1) == "by")
