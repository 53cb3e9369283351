"""Attribution made from gold trees: the constructions that news is full of and the treebanks are short of.

Three kinds, each a re-arrangement of annotated parts, so that the tree stays gold:

* *X said (that) S.*  becomes  *“S,” said X.*  or  *“S,” X said.*
* a plain sentence S becomes  *“S,” said X.*,  *X said S.*  or  *According to X, S.*  with an X from the bank
* an X gets *, who asked not to be named,* or another relative clause between itself and its verb
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from training.corpora import ROOT, Sentence, Word

SPEECH = {"say", "tell", "add", "note", "explain", "argue", "warn", "announce", "claim", "insist", "report", "state"}
CUES = (
    ("said", "say", 10), ("says", "say", 2), ("added", "add", 2), ("recalled", "recall", 1),
    ("explained", "explain", 1), ("warned", "warn", 1), ("wrote", "write", 1), ("insisted", "insist", 1),
)  # fmt: skip
ASKING = (("asked", "ask", 3), ("wondered", "wonder", 1))
TITLES = ("Mr.", "Mrs.", "Ms.", "Dr.", "President", "Lt.", "Col.", "Gen.", "Gov.", "Sen.", "Sgt.", "Capt.", "Rep.")
PAST = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
PRESENT = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
LONGEST_CLAUSE = 28  # words; longer ones are seldom quoted whole
LONGEST_SOURCE = 16
LIKELY_SOURCE = 4  # times a subject counts that spoke in its own sentence, or is described


@dataclass(frozen=True)
class Piece:
    """A subtree cut out: its words with heads inside the piece, ROOT for its own head."""

    words: tuple[Word, ...]

    def top(self) -> int:
        """The index of the piece's own head."""
        return next(i for i, w in enumerate(self.words) if w.head == ROOT)


# “who asked not to be named” and its kind, written and annotated by hand.
ANONYMOUS = (
    Piece((
        Word("who", "who", "PRON", "WP", "PronType=Rel", 1, "nsubj"),
        Word("asked", "ask", "VERB", "VBD", PAST, ROOT, "acl:relcl"),
        Word("not", "not", "PART", "RB", "Polarity=Neg", 5, "advmod"),
        Word("to", "to", "PART", "TO", "", 5, "mark"),
        Word("be", "be", "AUX", "VB", "VerbForm=Inf", 5, "aux:pass"),
        Word("named", "name", "VERB", "VBN", "Tense=Past|VerbForm=Part|Voice=Pass", 1, "xcomp"),
    )),
    Piece((
        Word("who", "who", "PRON", "WP", "PronType=Rel", 1, "nsubj"),
        Word("declined", "decline", "VERB", "VBD", PAST, ROOT, "acl:relcl"),
        Word("to", "to", "PART", "TO", "", 3, "mark"),
        Word("give", "give", "VERB", "VB", "VerbForm=Inf", 1, "xcomp"),
        Word("his", "his", "PRON", "PRP$", "Case=Gen|Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs", 5,
              "nmod:poss"),
        Word("name", "name", "NOUN", "NN", "Number=Sing", 3, "obj"),
    )),
    Piece((
        Word("speaking", "speak", "VERB", "VBG", "Tense=Pres|VerbForm=Part", ROOT, "acl"),
        Word("on", "on", "ADP", "IN", "", 2, "case"),
        Word("condition", "condition", "NOUN", "NN", "Number=Sing", 0, "obl"),
        Word("of", "of", "ADP", "IN", "", 4, "case"),
        Word("anonymity", "anonymity", "NOUN", "NN", "Number=Sing", 2, "nmod"),
    )),
)  # fmt: skip


def subtree(sentence: Sentence, top: int) -> list[int]:
    """The indices of `top` and all below it, in order."""
    inside = {top}
    grew = True
    while grew:
        more = {i for i, w in enumerate(sentence.words) if w.head in inside} - inside
        inside |= more
        grew = bool(more)
    return sorted(inside)


def cut(sentence: Sentence, indices: list[int]) -> Piece | None:
    """The words at `indices` as a piece; None when they are not one contiguous subtree."""
    if not indices or indices[-1] - indices[0] + 1 != len(indices):
        return None
    base = indices[0]
    words = [sentence.words[i] for i in indices]
    moved = [replace(w, head=w.head - base if w.head in indices else ROOT) for w in words]
    if sum(w.head == ROOT for w in moved) != 1:
        return None
    return Piece(tuple(moved))


@dataclass(frozen=True)
class Bank:
    """Sources and relative clauses found in the training trees."""

    sources: tuple[Piece, ...]
    clauses: tuple[Piece, ...]


def _usable(source: Piece) -> bool:
    """Short and plain enough to be put before or after a verb of speech."""
    plain = not any(w.form in '"“”:;()' or w.deprel == "acl:relcl" for w in source.words)
    return plain and len(source.words) <= LONGEST_SOURCE


def gather(sentences: list[Sentence]) -> Bank:
    """Subjects that are named people or ones with a description, and *who* clauses about people."""
    sources: list[Piece] = []
    clauses: list[Piece] = []
    for sentence in sentences:
        for i, word in enumerate(sentence.words):
            if word.deprel == "nsubj" and word.upos in ("PROPN", "NOUN"):
                verb = sentence.words[word.head]
                piece = cut(sentence, subtree(sentence, i))
                speaks = verb.lemma in SPEECH
                if piece and _usable(piece) and (word.upos == "PROPN" or speaks):
                    described = any(w.deprel == "appos" for w in piece.words)
                    sources.extend([piece] * (LIKELY_SOURCE if speaks or described else 1))
            elif word.deprel == "acl:relcl":
                piece = cut(sentence, subtree(sentence, i))
                if piece and 3 <= len(piece.words) <= 12:
                    comma, *rest = piece.words if piece.words[0].form == "," else (None, *piece.words)
                    if rest and rest[0].form.lower() == "who" and rest[-1].upos != "PUNCT":
                        offset = 0 if comma is None else 1
                        moved = [replace(w, head=w.head - offset if w.head != ROOT else ROOT) for w in rest]
                        clauses.append(Piece(tuple(moved)))
    return Bank(tuple(sources), tuple(clauses))


class Tree:
    """A sentence under construction; pieces are appended and given their heads last."""

    def __init__(self) -> None:
        self.words: list[Word] = []

    def add(self, piece: Piece, deprel: str | None = None) -> int:
        """Append a piece and return the index of its head, to be attached later."""
        base = len(self.words)
        for word in piece.words:
            head = word.head + base if word.head != ROOT else ROOT
            self.words.append(replace(word, head=head))
        self.words[-1] = replace(self.words[-1], space_after=True)
        top = base + piece.top()
        if deprel:
            self.words[top] = replace(self.words[top], deprel=deprel)
        return top

    def mark(self, form: str, tag: str, head: int, space: bool = True) -> int:
        """Append a punctuation mark."""
        self.words.append(Word(form, form, "PUNCT", tag, "", head, "punct", space))
        return len(self.words) - 1

    def attach(self, child: int, head: int) -> None:
        """Give a piece its head."""
        self.words[child] = replace(self.words[child], head=head)

    def glue(self) -> None:
        """No space between the last word and the next."""
        self.words[-1] = replace(self.words[-1], space_after=False)


def _cue(rng: random.Random, asking: bool) -> Word:
    table = ASKING if asking else CUES
    form, lemma, _ = rng.choices(table, weights=[weight for *_, weight in table])[0]
    present = form == "says"
    return Word(form, lemma, "VERB", "VBZ" if present else "VBD", PRESENT if present else PAST, ROOT, "root")


def _capitalised(piece: Piece, upper: bool) -> Piece:
    first = piece.words[0]
    if upper:
        form = first.form[:1].upper() + first.form[1:]
    elif first.upos in ("PROPN", "X") or first.form in ("I", "I'm") or first.form[1:2].isupper():
        form = first.form
    else:
        form = first.form[:1].lower() + first.form[1:]
    return Piece((replace(first, form=form), *piece.words[1:]))


def _titled(piece: Piece, rng: random.Random) -> Piece:
    """Sometimes a title before a named person's bare name."""
    top = piece.top()
    word = piece.words[top]
    if word.upos != "PROPN" or top != 0 or rng.random() > 0.15:
        return piece
    title = rng.choice(TITLES)
    moved = [replace(w, head=w.head + 1 if w.head != ROOT else ROOT) for w in piece.words]
    return Piece((Word(title, title, "PROPN", "NNP", "Number=Sing", 1, "nmod:desc"), *moved))


def _source(tree: Tree, bank: Bank, rng: random.Random, given: Piece | None) -> int:
    """Append a source, now and then with a clause about it, and return its head's index."""
    piece = given or _titled(rng.choice(bank.sources), rng)
    top = tree.add(piece)
    if any(w.upos == "PRON" for w in piece.words[:1]) or rng.random() > 0.2:
        return top
    clauses = ANONYMOUS if rng.random() < 0.5 or not bank.clauses else bank.clauses
    tree.glue()
    comma = tree.mark(",", ",", ROOT)
    clause = tree.add(rng.choice(clauses))
    tree.attach(comma, clause)
    tree.attach(clause, top)
    tree.glue()
    tree.mark(",", ",", clause)
    return top


def _quoted(clause: Piece, bank: Bank, rng: random.Random, source: Piece | None, cue: Word | None) -> Tree:
    """“S,” said X. or “S,” X said."""
    tree = Tree()
    question = clause.words[-1].form == "?"
    body = Piece(clause.words[:-1]) if clause.words[-1].upos == "PUNCT" else clause
    marks = rng.random() < 0.85
    opening = tree.mark('"', "``", ROOT, space=False) if marks else None
    content = tree.add(_capitalised(body, upper=True), "ccomp")
    tree.glue()
    stop = tree.mark("?" if question else ",", "." if question else ",", content, space=not marks)
    closing = tree.mark('"', "''", content) if marks else None
    if opening is not None:
        tree.attach(opening, content)
    verb_word = cue or _cue(rng, question)
    pronoun = source is not None and source.words[0].upos == "PRON"
    if pronoun or rng.random() < 0.3:
        subject = _source(tree, bank, rng, source and _capitalised(source, upper=False))
        tree.words.append(replace(verb_word, head=ROOT, deprel="root", space_after=False))
        verb = len(tree.words) - 1
    else:
        tree.words.append(replace(verb_word, head=ROOT, deprel="root", space_after=True))
        verb = len(tree.words) - 1
        subject = _source(tree, bank, rng, source and _capitalised(source, upper=False))
        if tree.words[-1].form == ",":
            tree.words.pop()  # the clause's closing comma gives way to the full stop
    tree.words[subject] = replace(tree.words[subject], deprel="nsubj", head=verb)
    tree.attach(content, verb)
    if not question:
        tree.attach(stop, verb)
    if closing is not None:
        tree.attach(closing, content)
    tree.glue()
    tree.mark(".", ".", verb)
    return tree


def _reported(clause: Piece, bank: Bank, rng: random.Random) -> Tree:
    """X said S."""
    tree = Tree()
    body = Piece(clause.words[:-1]) if clause.words[-1].upos == "PUNCT" else clause
    subject = _source(tree, bank, rng, None)
    tree.words[0] = replace(tree.words[0], form=tree.words[0].form[:1].upper() + tree.words[0].form[1:])
    tree.words.append(_cue(rng, asking=False))
    verb = len(tree.words) - 1
    content = tree.add(_capitalised(body, upper=False), "ccomp")
    tree.words[subject] = replace(tree.words[subject], deprel="nsubj", head=verb)
    tree.attach(content, verb)
    tree.glue()
    tree.mark(".", ".", verb)
    return tree


def _according(clause: Piece, bank: Bank, rng: random.Random) -> Tree:
    """According to X, S."""
    tree = Tree()
    feats = "ExtPos=ADP|Tense=Pres|VerbForm=Part"
    tree.words.append(Word("According", "accord", "VERB", "VBG", feats, ROOT, "case"))
    tree.words.append(Word("to", "to", "ADP", "IN", "", 0, "fixed"))
    source = _source(tree, bank, rng, _capitalised(_titled(rng.choice(bank.sources), rng), upper=False))
    if tree.words[-1].form != ",":
        tree.glue()
        tree.mark(",", ",", source)
    tree.attach(0, source)
    content = tree.add(_capitalised(clause, upper=False))
    tree.words[source] = replace(tree.words[source], deprel="obl", head=content)
    return tree


def plain(sentence: Sentence) -> Piece | None:
    """The whole sentence as a piece, when it is a clause that someone could say; else None."""
    words = sentence.words
    root = next((w for w in words if w.head == ROOT), None)
    if root is None or not 5 <= len(words) <= LONGEST_CLAUSE or words[-1].form not in (".", "?"):
        return None
    if any(w.form in '"“”‘’:;()[]' or w.deprel == "parataxis" for w in words) or not words[0].form[0].isupper():
        return None
    if not any(w.deprel in ("nsubj", "nsubj:pass") and words[w.head].head == ROOT for w in words):
        return None
    return cut(sentence, list(range(len(words))))


def turned(sentence: Sentence, bank: Bank, rng: random.Random) -> Sentence | None:
    """*X said S.* with S first; None when the sentence is not of that form."""
    words = sentence.words
    for i, verb in enumerate(words):
        if verb.head != ROOT or verb.lemma not in SPEECH or verb.xpos not in ("VBD", "VBZ"):
            continue
        subject = next((j for j, w in enumerate(words) if w.head == i and w.deprel == "nsubj" and j < i), None)
        content = next((j for j, w in enumerate(words) if w.head == i and w.deprel == "ccomp" and j > i), None)
        if subject is None or content is None:
            return None
        source = cut(sentence, subtree(sentence, subject))
        indices = subtree(sentence, content)
        while indices and (words[indices[0]].deprel in ("mark", "punct")) and words[indices[0]].head == content:
            indices = indices[1:]
        while indices and words[indices[-1]].upos == "PUNCT":
            indices = indices[:-1]
        clause = cut(sentence, indices)
        if source is None or clause is None or len(clause.words) < 4:
            return None
        cue = verb if verb.lemma != "tell" else None
        return sentence.with_words(_quoted(clause, bank, rng, source, cue).words)
    return None


def attributed(sentence: Sentence, bank: Bank, rng: random.Random) -> Sentence | None:
    """The sentence said by someone, in one of the ways above; None when it does not lend itself to it."""
    done = turned(sentence, bank, rng)
    if done is not None:
        return done
    clause = plain(sentence)
    if clause is None:
        return None
    kind = rng.random()
    if clause.words[-1].form == "?" or kind < 0.5:
        return sentence.with_words(_quoted(clause, bank, rng, None, None).words)
    if kind < 0.75:
        return sentence.with_words(_reported(clause, bank, rng).words)
    return sentence.with_words(_according(clause, bank, rng).words)
