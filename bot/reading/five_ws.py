"""Who, what, where and when, from the main clause of the lede: the line that tells a desk what a piece is about.

Each part is a run of the article's own words. A part that is not certain is left out: a pronoun is no *who*, a bare
verb no *what*. Of "…, police said" the content is the main clause, not the saying. Relations are those of Universal
Dependencies.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from bot.reading.brief import DateMention, FiveWs, Passage, Span
from bot.reading.parsed import Parsed

MOST_WHO, MOST_WHAT = 14, 20  # words; a longer run is no line for a phone
FEWEST_WHAT = 2

_SUBJECT = ("nsubj", "nsubj:pass")
_OBJECT = ("obj", "iobj", "xcomp", "ccomp", "obl", "obl:agent", "compound:prt", "advmod", "nmod", "cop", "mark")
_BREAKS = (",", ":", "--", "—")
_NEEDED = ("xcomp", "ccomp")
_LEFT_OF_VERB = ("aux", "aux:pass", "cop", "advmod")
_CLAUSE = ("acl:relcl", "parataxis", "advcl", "punct")
_BELOW = ("acl:relcl", "acl", "advcl", "ccomp", "parataxis", "conj", "appos")
_SAYS = frozenset("say tell announce report confirm add state write claim warn declare allege".split())  # noqa: SIM905


def five_ws(parsed: Parsed, lede: Span, where: Passage | None, dates: Sequence[DateMention]) -> FiveWs:
    """The line for the sentence `lede` (a span of characters), with `where` it happened. Only that without a parse."""
    span = parsed.tokens(*lede) if parsed.tree else None
    verb = _main_verb(span.root, span.start, span.end) if span is not None else None
    if verb is None:
        return FiveWs(where=where)
    days = [Passage(d.text, d.start, d.end) for d in dates if lede[0] <= d.start < lede[1]]
    when = next((day for day in days if _belongs(parsed, day, verb)), None)
    who = _who(verb, lede) if _is_told(verb) else None
    if who is None or any(day.start < who.end and who.start < day.end for day in days):
        return FiveWs(where=where, when=when)
    return FiveWs(who, _what(verb, lede), where, when)


def _belongs(parsed: Parsed, passage: Passage, verb: Token) -> bool:
    """Does it stand in the main clause itself, not in one below it or in the clause of who says so?"""
    span = parsed.tokens(passage.start, passage.end)
    token = span.root if span is not None else verb.doc[0]
    while token.i != verb.i:
        if token.dep_ in _BELOW or token.head.i == token.i:
            return False
        token = token.head
    return True


def _main_verb(root: Token, start: int, end: int) -> Token | None:
    """The verb of what happened: under a verb of saying, that of what was said."""
    for _ in range(2):
        if root.lemma_.lower() not in _SAYS:
            break
        said = next((c for c in root.children if c.dep_ in ("ccomp", "parataxis") and c.i in range(start, end)), None)
        if said is None or not _has_subject(said):
            break
        root = said
    return root if root.i in range(start, end) and _has_subject(root) else None


def _is_told(verb: Token) -> bool:
    """Whether a clause around this verb can tell an event: not a participle by itself ("the money found in his safe"),
    nor a saying without what was said."""
    children = [child.dep_ for child in verb.children]
    if verb.tag_ in ("VBN", "VBG") and not any(dep in ("aux", "aux:pass", "cop") for dep in children):
        return False
    return verb.lemma_.lower() not in _SAYS or any(
        dep in ("obj", "ccomp", "xcomp", "cop", "aux:pass") for dep in children
    )


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in _SUBJECT for child in token.children)


def _who(verb: Token, lede: Span) -> Passage | None:
    subject = next(child for child in verb.children if child.dep_ in _SUBJECT)
    if subject.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ", "X"):
        return None
    return _passage(verb.doc, _phrase(subject), MOST_WHO, lede)


def _phrase(head: Token) -> list[int]:
    """The tokens of a noun phrase without its clauses and appositions, an unbroken run around the head."""
    kept = {head.i}
    for child in head.children:
        if child.dep_ not in _CLAUSE:
            kept.update(t.i for t in child.subtree if t.text not in (",", ":"))
    first = last = head.i
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    if head.doc[first].lower_ == "that" and first < head.i and head.head.dep_ == "ccomp":
        first += 1  # "said that profit fell": the conjunction, taken for a determiner
    while last + 1 < head.sent.end and head.doc[last + 1].pos_ == "PROPN" and head.doc[last + 1].ent_type_ == "PERSON":
        last += 1  # "Opposition leader Katrin Aszel": the name is part of it
    while last + 1 < len(head.doc) and head.doc[last + 1].like_num and head.doc[last + 1].i < head.sent.end:
        last += 1  # "an earthquake of magnitude 4.6": a number behind a name belongs to it, whatever the parse says
    return list(range(first, last + 1))


def _what(verb: Token, lede: Span) -> Passage | None:
    """The verb with its helpers before it and its complements behind it, up to the clause's first break."""
    subject = next(child for child in verb.children if child.dep_ in _SUBJECT)
    helpers = [c.i for c in verb.children if c.dep_ in _LEFT_OF_VERB and subject.i < c.i < verb.i]
    first = min([*helpers, verb.i])
    if subject.i > first:
        return None
    last = verb.i
    for child in verb.children:
        if child.i > verb.i and child.dep_ in _OBJECT:
            run = _phrase(child) if child.pos_ in ("NOUN", "PROPN", "NUM", "PRON") else [t.i for t in child.subtree]
            if child.dep_ in _NEEDED and max(run) - first >= MOST_WHAT:
                run = _core(child)
            comma = next((i for i in run if verb.doc[i].text in _BREAKS), max(run) + 1)
            end = max(comma - 1, min(run))
            if min(run) > last + 1 or end - first >= MOST_WHAT:
                if child.dep_ in _NEEDED:
                    return None  # "were told" without what to do tells nothing
                break
            last = end
        elif child.i > verb.i:
            break
    comma = next((i for i in range(verb.i, last + 1) if verb.doc[i].text in _BREAKS), last + 1)
    last = min(last, comma - 1)
    if verb.doc[last].idx >= lede[1] or last - first + 1 < FEWEST_WHAT:
        return None
    return _passage(verb.doc, list(range(first, last + 1)), MOST_WHAT, lede)


def _core(clause: Token) -> list[int]:
    """A complement's verb with what stands before it and its object: "to leave their homes"."""
    last = clause.i
    for child in clause.children:
        if child.dep_ == "obj" and child.i > clause.i:
            last = max(_phrase(child))
    return list(range(clause.left_edge.i, last + 1))


def _passage(doc: Doc, tokens: list[int], most: int, within: Span) -> Passage | None:
    span = doc[tokens[0] : tokens[-1] + 1]
    while len(span) and (span[-1].is_punct or span[-1].is_space):
        span = span[:-1]
    if not len(span) or len(span) > most or "\n" in span.text or span.start_char < within[0]:
        return None
    return Passage(span.text, span.start_char, span.end_char)
