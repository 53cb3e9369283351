"""The thresholds of each step, in one place: the defaults of the components' configs.

Each was tried at a half to twice its value on an eighth of the training articles (`python -m benchmarks.quote_limits`
prints the figures; "F" is of quotations with the right source). Lengths are in items (a word, a sign or a quotation as
a whole) unless they say words or characters.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CueLimits:
    """How far from a verb of saying what belongs to it may stand.

    tag: the longest source between a quotation and its verb that is trusted against the tagger. lead: before a colon or
    comma within which a verb leads up to the quotation behind it. beside: after a cue within which a quotation that a
    comma or colon opens is the cue's. beside_back: before it. agent: after a passive in which "by" may name the source.

    tag, lead and agent: no figure moves by more than 0.2 between half and twice the value. beside: 9 costs 0.1 of
    direct F, 18 gives nothing. beside_back: 4 costs 0.2 of recall, 12 as much of precision.
    """

    tag: int = 7
    lead: int = 20
    beside: int = 12
    beside_back: int = 6
    agent: int = 12


@dataclass(frozen=True, slots=True)
class ContentLimits:
    """How far behind a cue its content may begin, and how much is content by itself.

    seam: after the cue within which "that" or a quotation may still open its content. listener: the longest listener:
    told the county's board of supervisors he … adjunct: the longest "in an interview with a local radio station".
    clause: so many words before a closing "she said" are a clause, however they begin. whole: a quotation of so many
    words is content by itself, and what follows is the writer's.

    seam: 9 costs 0.2 of direct and mixed F, 14 costs 0.3 of recall, 27 gives nothing. adjunct: 8 costs 0.1 of direct F.
    listener: from 4 to 16 the same. clause: 8 costs 0.3 of recall for 0.5 of precision. whole: 6 costs 0.3 of mixed F.
    """

    seam: int = 18
    listener: int = 8
    adjunct: int = 10
    clause: int = 4
    whole: int = 8


@dataclass(frozen=True, slots=True)
class JoiningLimits:
    """How many words, inside marks, make speech of a region without a cue. Neighbours differ by under 0.2 of F.

    sentence: a quoted sentence right after one whose subject may say it. lone: one with no such sentence before it;
    shorter ones are more often titles and signs. long: this many are a sentence without a full stop. colon: after
    "He had a word for it:".
    """

    sentence: int = 4
    lone: int = 6
    long: int = 9
    colon: int = 2


@dataclass(frozen=True, slots=True)
class SpeakerLimits:
    """How far a source is looked up in the text before it.

    pronoun: characters back in which a pronoun finds whom it means: about three paragraphs of news. spoke: characters
    back that "he" goes on meaning the one who spoke last, another name or not. description: words of a source given as
    written; a longer one is a clause that was taken for a source.
    """

    pronoun: int = 1200
    spoke: int = 700
    description: int = 14


@dataclass(frozen=True, slots=True)
class CertaintyLimits:
    """How sure a report in the writer's words must be, from 0 to 1; see `doubts.confidence`.

    held: less is not in the data. shown: less is not shown to an editor, only held. By confidence, annotators had as a
    report in half of the training articles (`python -m benchmarks.eval_quotes --split train` prints the like): 1.0 89 %
    of 1,970; 0.8 and 0.9 77 % of 448; 0.7 72 % of 852; below that 58 % of 613.
    """

    held: float = 0.2
    shown: float = 0.65


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of all steps."""

    cues: CueLimits = CueLimits()
    contents: ContentLimits = ContentLimits()
    joining: JoiningLimits = JoiningLimits()
    certainty: CertaintyLimits = CertaintyLimits()
    speakers: SpeakerLimits = SpeakerLimits()
