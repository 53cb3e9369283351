"""What was said: which stretches of a sentence each of its attributions introduces.

Content stands before its cue (`“…,” she said`; `…, the ministry said.`), after it (`She said: “…”`; `He said that …`)
or on both sides (`“…,” she said, “…”`). It never reaches into the frame of another cue.
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from bot.reading.brief import Span
from bot.reading.quotes.complement import SHORT, Complement
from bot.reading.quotes.cues import STRICT, CueClass, CueVerb, Frame
from bot.reading.quotes.frames import Attribution, ItemRange
from bot.reading.quotes.interruptions import interrupts
from bot.reading.quotes.limits import ContentLimits
from bot.reading.quotes.objects import SIGNS, clause_start
from bot.reading.quotes.outline import OPEN_ENDED, Item, Sentence, closing_sign
from bot.reading.quotes.said import Uttered
from bot.reading.quotes.scope import Scope
from bot.reading.quotes.words import INTRODUCTIONS, PREPOSITIONS, RELATIVES

DEFAULTS = ContentLimits()
DATELINE_ITEMS = 12  # within which "RYE, N.Y. (AP) —" ends
INTRODUCTION_ITEMS = 9  # "In a statement to a local paper on Monday," is no clause of its own
DASHES = frozenset({"—", "–", "--", "-"})
AGENCY_ITEMS = 2  # before the bracket that closes "(AP)"
CONJUNCTIONS = frozenset({"that", "and", "but", "if", "whether", "as"})
TITLE_WORDS = 6
INTRODUCING = frozenset({"when", "asked", "while", "after", "speaking", "if"})
OWNED = frozenset({":", "-", "–", "—", "--", "("})  # before a quotation with a tag behind it
EDGES = SIGNS | {".", "!", "?", "(", "…"}


def contents_of(
    text: str,
    sentence: Sentence,
    attributions: Sequence[Attribution],
    limits: ContentLimits = DEFAULTS,
    parsed: Doc | None = None,
) -> list[Uttered]:
    """The content of each attribution that has one. Pieces don't overlap. `parsed`: the document, if it has a parse."""
    items = sentence.items
    scope = Scope(text, items, limits, parsed)
    attributions = _telling(items, attributions)
    result: list[Uttered] = []
    taken = 0
    for number, attribution in enumerate(attributions):
        low = max(taken, _owned(items, attribution))
        if number:
            before = attributions[number - 1]
            low = max(low, before.right, _closes(items, before, attribution))
        last = number + 1 == len(attributions)
        high = len(items) if last else _reach(items, attribution, attributions[number + 1])
        pieces = _pieces(scope, attribution, (low, high), last=last)
        if pieces:
            taken = max(pieces[-1][1], attribution.right)
            result.append(Uttered(attribution, tuple(pieces)))
    return result


def _closes(items: Sequence[Item], earlier: Attribution, following: Attribution) -> int:
    """`When Poe offered help, “they needed it,” Brook said`: the quotation that a tag closes, behind a comma that is
    not the earlier cue's own; or 0."""
    at = following.left - 1
    sure = at > 0 and items[at - 1].text == "," and earlier.right < at - 1
    return at if sure and _is_tag(items, following) and following.speaks else 0


def _reach(items: Sequence[Item], attribution: Attribution, following: Attribution) -> int:
    """How far what one cue introduces can reach: to the next one, or to the quotation that the next one closes, as in
    `Poe doubted it: “The pier is safe,” she said.`"""
    return _owned(items, following) or _closes(items, attribution, following) or following.left


def _owned(items: Sequence[Item], attribution: Attribution) -> int:
    """The quotation behind a colon or dash that only this tag can mean, or 0."""
    at = attribution.left - 1
    return at if at > 0 and items[at - 1].text in OWNED and _is_tag(items, attribution) else 0


def spans(items: Sequence[Item], pieces: Sequence[ItemRange]) -> tuple[Span, ...]:
    """Item ranges as offsets of the text."""
    return tuple((items[a].start, items[b - 1].end) for a, b in pieces)


def _telling(items: Sequence[Item], attributions: Sequence[Attribution]) -> list[Attribution]:
    """Without those that can have no content here: they must not cut another's short."""
    telling: list[Attribution] = []
    high = len(items)
    attributions = _without_reported(items, attributions)
    for attribution in reversed(attributions):
        verb = attribution.verb
        weak = verb is not None and (verb.kind is CueClass.BELIEF or verb.frame in {Frame.LABEL, Frame.CLAUSE})
        stands = (
            not weak
            or attribution.content is not None
            or (_is_tag(items, attribution) and attribution.right + 1 >= high)
        )
        if verb is not None and verb.lemma in STRICT and _only_goes_on(items, attribution, high):
            continue
        if stands or clause_start(items, min(attribution.right, high), high, verb) is not None:
            telling.append(attribution)
            high = attribution.left
    return telling[::-1]


def _only_goes_on(items: Sequence[Item], attribution: Attribution, high: int) -> bool:
    """`called him “a liar” for continuing to insist`: a participle that mostly means something else, and no words."""
    right = attribution.right
    joined = items[attribution.at - 1].text == "," or (right < len(items) and items[right].lower in {"that", ":", ","})
    quoted = any(item.region is not None for item in items[right:high])
    return items[attribution.at].lower.endswith("ing") and not joined and not quoted


def _without_reported(items: Sequence[Item], attributions: Sequence[Attribution]) -> Sequence[Attribution]:
    """`She wants a “fair deal,” he said.`: what stands before a closing "he said" is his, weaker cues in it too."""
    quoted_to = next((at + 1 for at in range(len(items) - 1, -1, -1) if items[at].region is not None), 0)
    for number in range(len(attributions) - 1, 0, -1):
        closing = attributions[number]
        verb = closing.verb
        if verb is None:
            if items[closing.left - 1].text == "," and items[closing.left].lower == "according":
                ends = [a.left for a in attributions[1 : number + 1]]
                earlier = zip(attributions[:number], ends, strict=True)
                return [*(a for a, end in earlier if _quotes(items, a, end)), *attributions[number:]]
            continue
        if verb.frame is not Frame.SAY or closing.shared or verb.lemma == "report":
            continue
        before = items[closing.left - 1]
        if (before.region is not None or before.text == ",") and closing.right < len(items) - 1:
            before_stop = items[closing.right].text in {".", ",", ";"} or items[closing.right].lower in PREPOSITIONS
        else:
            before_stop = closing.right >= len(items) - 1 and (before.region is not None or before.text == ",")
        if before_stop and closing.right >= quoted_to:
            kept = [a for a in attributions[:number] if not _is_weak(a)]
            return [*kept, *attributions[number:]]
    return attributions


def _quotes(items: Sequence[Item], attribution: Attribution, end: int) -> bool:
    """Is it a verb of saying, or one of naming with a quotation of its own before item `end`?"""
    own = any(item.region is not None for item in items[attribution.right : end])
    return own or not _is_weak(attribution)


def _is_weak(attribution: Attribution) -> bool:
    verb = attribution.verb
    return verb is not None and (attribution.shared or verb.frame not in {Frame.SAY, Frame.TELL})


def _pieces(scope: Scope, attribution: Attribution, room: ItemRange, *, last: bool) -> list[ItemRange]:
    items = scope.items
    if attribution.content is not None:
        piece = _trimmed(items, attribution.content[0], min(attribution.content[1], room[1]))
        return [] if piece is None else [piece]
    before = _stretch_before(items, room[0], attribution)
    quoted = before is not None and items[before[1] - 1].region is not None
    # `Poe, citing “a shame,” said …`: the quotation before a verb that shares its subject is another verb's
    quoted = quoted and not attribution.shared
    if before is not None and quoted and _names_a_show(scope, before):
        before, quoted = None, False
    if before is not None and interrupts(items, attribution, before, room[1]):
        pieces = [before, (attribution.right + 1, room[1])]
        return [piece for piece in (_trimmed(items, *piece) for piece in pieces) if piece is not None]
    after = Complement(scope, attribution, room[1], last=last).find(quoted_before=quoted)
    pieces = []
    if before is not None and _takes_before(scope, attribution, before, after):
        pieces.append(before)
        if after is not None and not _resumes(items, attribution, before, after):
            after = None
    if after is not None:
        pieces.append(after)
    return [piece for piece in (_trimmed(items, *piece) for piece in pieces) if piece is not None]


def _names_a_show(scope: Scope, before: ItemRange) -> bool:
    """`Sunday on the Harbour News’s “Morning Tide,” he said …`: what is quoted is a title in capitals."""
    text, items = scope.text, scope.items
    region = items[before[1] - 1].region
    if region is None or before[1] - before[0] < 2 or not _introduces(items, (before[0], before[1] - 1)):
        return False
    if region.words(text, TITLE_WORDS + 1) > TITLE_WORDS:
        return False
    return all(word[0].isupper() for word in text[region.inner_start : region.inner_end].split() if len(word) >= SHORT)


def _trimmed(items: Sequence[Item], a: int, b: int) -> ItemRange | None:
    """Without the signs at either end; None where nothing is left."""
    while a < b and items[a].region is None and not items[a].is_word:
        a += 1
    bracket = not any(item.text == "(" for item in items[a:b])  # its opening one stands before
    while (
        b > a and items[b - 1].region is None and (items[b - 1].text in EDGES or (bracket and items[b - 1].text == ")"))
    ):
        b -= 1
    if a + 1 == b and items[a].lower in CONJUNCTIONS:
        return None
    return (a, b) if a < b else None


def _stretch_before(items: Sequence[Item], low: int, attribution: Attribution) -> ItemRange | None:
    """The stretch from the last attribution (or the sentence's start) to this one's frame, if it can be content."""
    end = attribution.left
    while (
        end > low and items[end - 1].region is None and (items[end - 1].text in SIGNS or items[end - 1].lower == "as")
    ):
        end -= 1
    start = low or _behind_dateline(items, end)
    while (
        start < end
        and items[start].region is None
        and (not items[start].is_word or (items[start].lower in {"and", "but"} and low > 0))
    ):
        start += 1
    return (start, end) if start < end else None


def _behind_dateline(items: Sequence[Item], end: int) -> int:
    """`RYE, N.Y. (AP) — …`, `Rye (GNN)At least …`: the item behind the dash or the agency, or 0."""
    for i, item in enumerate(items[: min(end, DATELINE_ITEMS)]):
        if i >= AGENCY_ITEMS and item.text == ")" and items[i - 1].text.isupper() and items[i - 2].text == "(":
            return i + 1 + (i + 1 < len(items) and items[i + 1].text in DASHES)
        if item.region is not None or (item.text[0].islower() and item.text != "of"):
            return 0
        if item.text in DASHES:
            return i + 1
    return 0


def _is_tag(items: Sequence[Item], attribution: Attribution) -> bool:
    """`“…,” he mocks.`: right behind a quotation any verb with its subject says it."""
    behind = attribution.left > 0 and items[attribution.left - 1].region is not None
    return behind and not attribution.shared and (attribution.inverted or attribution.right - attribution.left >= 2)


def _takes_before(scope: Scope, attribution: Attribution, before: ItemRange, after: ItemRange | None) -> bool:
    """Is the stretch before the cue its content?"""
    items = scope.items
    verb = attribution.verb
    tag = _is_tag(items, attribution)
    # `the show “The Pier,” who went on to say …`: what stands before "who" is not said by them
    introduced = (before[0] == 0 and items[0].lower == "asked") or items[attribution.left].lower in RELATIVES
    if introduced or (
        verb is not None and (attribution.shared or not (tag or verb.frame in {Frame.SAY, Frame.TELL, Frame.SPEAK}))
    ):
        return False
    if items[before[1] - 1].region is not None:
        return _takes_quotation(scope, attribution, before, after)
    if verb is None:
        if after is not None and attribution.left <= 2:
            return False
    elif not _may_follow(items, attribution, verb):
        return False
    elif after is not None and not attribution.inverted:
        told = items[after[0]].region is not None or items[after[0]].lower == "that"
        return items[before[0]].region is not None and not told
    words = sum(item.is_word or item.region is not None for item in items[before[0] : before[1]])
    closes = after is None and words >= scope.limits.clause
    return words >= 2 and (closes or not _introduces(items, before))


def _may_follow(items: Sequence[Item], attribution: Attribution, verb: CueVerb) -> bool:
    """May who speaks stand behind what was said: after a comma or "as"? Not as "who" ("Poe, who directed films, has
    died"), and not behind "as" with a verb that mostly means something else ("The score rose as Poe found the net")."""
    joint = items[attribution.left - 1].lower
    if items[attribution.left].lower in RELATIVES:
        return False
    return joint == "," or (joint == "as" and verb.lemma not in STRICT)


def _takes_quotation(scope: Scope, attribution: Attribution, before: ItemRange, after: ItemRange | None) -> bool:
    """The stretch before the cue ends with a quotation: with a comma or an open end it is what was said."""
    text, items = scope.text, scope.items
    region = items[before[1] - 1].region
    sign = closing_sign(text, region) if region is not None else "."
    comma = before[1] < attribution.left and items[before[1]].text == ","
    alone = before == (0, 1) and attribution.left == 1
    if sign in OPEN_ENDED or comma or alone or (sign == "." and before[1] == attribution.left):
        introduction = comma and after is not None and before[1] - before[0] > 1
        return not (introduction and _introduces(items, before))
    return attribution.inverted


def _introduces(items: Sequence[Item], before: ItemRange) -> bool:
    """Is the stretch only an introduction, such as "In a statement on Monday"? Then it has no comma inside."""
    first = items[before[0]]
    if first.region is not None:
        return False
    if first.lower == "asked" and first.is_capital:
        return True
    if first.lower in INTRODUCING and first.is_capital:
        return not any(item.region is not None for item in items[before[0] : before[1]])
    if first.lower not in INTRODUCTIONS or before[1] - before[0] > INTRODUCTION_ITEMS:
        return False
    return not any(item.text == "," for item in items[before[0] : before[1]])


def _resumes(items: Sequence[Item], attribution: Attribution, before: ItemRange, after: ItemRange) -> bool:
    """After content before the cue: does it go on behind it (`“…,” she said, “…”`)?"""
    follows_comma = items[after[0] - 1].text in SIGNS
    if items[after[0]].region is not None:
        return follows_comma or after[0] == attribution.right
    if items[after[0]].lower == "that":
        return follows_comma
    return items[before[1] - 1].region is None and follows_comma and attribution.right == after[0] - 1
