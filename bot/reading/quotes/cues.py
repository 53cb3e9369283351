"""Cue verbs as data: what a word says about how something was said.

One row a verb: its class and how it takes its content. Forms are made by the spelling rules of English, irregular ones
are listed. The classes follow what a reader needs to know: that someone *denied* or *claimed* is part of the news.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.reading.brief import Manner
from bot.reading.quotes.words import listed


class CueClass(StrEnum):
    """What the cue says about the words it introduces."""

    NEUTRAL = "neutral"
    CLAIM = "claim"
    DENIAL = "denial"
    QUESTION = "question"
    ORDER = "order"
    BELIEF = "belief"


MANNERS: dict[CueClass, Manner] = {
    CueClass.CLAIM: "claim",
    CueClass.DENIAL: "denial",
    CueClass.QUESTION: "question",
    CueClass.ORDER: "order",
    CueClass.BELIEF: "belief",
}
"""The classes that a reader is told of; all but the neutral one."""


class Frame(StrEnum):
    """How a verb takes its content."""

    SAY = "say"
    """Takes clauses and quotations, before or after it: "…," she said; she said that …"""
    TELL = "tell"
    """As SAY, but a listener stands between: told reporters that …"""
    LABEL = "label"
    """Takes a thing and what it was called: called it a “…”. Never stands after its content."""
    CLAUSE = "clause"
    """Takes a clause, and quotations only as part of one: hopes that …"""
    SPEAK = "speak"
    """Says that someone spoke, not what: spoke about …; a cue only beside a quotation."""


@dataclass(frozen=True, slots=True)
class CueVerb:
    """A verb that reports words. `forms` holds every inflected form, the lemma first."""

    lemma: str
    kind: CueClass
    frame: Frame
    forms: tuple[str, ...]


_N, _C, _D, _Q, _O, _B = (
    CueClass.NEUTRAL,
    CueClass.CLAIM,
    CueClass.DENIAL,
    CueClass.QUESTION,
    CueClass.ORDER,
    CueClass.BELIEF,
)

VERBS: dict[tuple[CueClass, Frame], str] = {
    (_N, Frame.SAY): """say add continue note explain write state announce report observe remark reply respond answer
        recall reveal tweet retweet post read comment conclude joke quip muse reiterate repeat recount stress
        emphasize emphasise exclaim declare testify predict mutter whisper shout yell scream cry chant laugh sigh
        retort recite narrate blog interject echo begin intone opine caption disclose confirm point
        sing relate email message text murmur mumble bellow gush chime chuckle deadpan bark
        growl thunder counsel chirp sum offer proclaim pronounce profess rejoin
        project forecast specify stipulate clarify reason surmise elaborate enthuse holler marvel grumble gripe
        sneer snap shrug volunteer venture summarize summarise scoff riff remember recollect vent apologize
        apologise""",
    (_C, Frame.SAY): """claim allege argue assert contend insist maintain boast warn caution complain lament admit
        acknowledge concede confess vow promise pledge swear suggest charge protest threaten
        fume rail rant bemoan brag affirm attest posit submit counter grouse object theorize theorise
        speculate hint imply indicate signal propose recommend estimate find show""",
    (_D, Frame.CLAUSE): "deny refute rebut reject dispute dismiss disavow",
    (_Q, Frame.SAY): "ask wonder inquire enquire question query",
    (_O, Frame.TELL): "urge order instruct command beg implore exhort direct advise",
    (_O, Frame.SAY): "demand decree rule",
    (_N, Frame.TELL): "tell inform assure remind notify brief reassure",
    (_C, Frame.TELL): "convince persuade",
    (_N, Frame.LABEL): """call describe label dub brand term characterize characterise refer hail liken nickname
        quote cite bring portray paint cast deem decry denounce praise laud condemn slam blast mock ridicule
        criticize criticise deride tout applaud commend lambaste lambast rip rebuke chastise bash express
        discuss mention address herald knock challenge defend oppose attack frame compare bill tag champion advocate
        support promote market pitch""",
    (_C, Frame.LABEL): "accuse blame",
    (_B, Frame.CLAUSE): """believe think feel hope expect fear suspect doubt know agree understand consider
        realize realise guess reckon worry figure learn anticipate assume decide determine""",
    (_B, Frame.LABEL): "want plan intend aim seek decline refuse wish",
    (_N, Frame.SPEAK): "talk speak go put deliver shoot fire tick chide scold taunt push",
}

IRREGULAR: dict[str, tuple[str, ...]] = {
    "say": ("says", "said", "saying"),
    "write": ("writes", "wrote", "written", "writing"),
    "tell": ("tells", "told", "telling"),
    "read": ("reads", "reading"),
    "bring": ("brings", "brought", "bringing"),
    "begin": ("begins", "began", "begun", "beginning"),
    "sing": ("sings", "sang", "sung", "singing"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "find": ("finds", "found", "finding"),
    "show": ("shows", "showed", "shown", "showing"),
    "think": ("thinks", "thought", "thinking"),
    "feel": ("feels", "felt", "feeling"),
    "know": ("knows", "knew", "known", "knowing"),
    "understand": ("understands", "understood", "understanding"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "go": ("goes", "went", "gone", "going"),
    "put": ("puts", "putting"),
    "shoot": ("shoots", "shot", "shooting"),
    "cast": ("casts", "casting"),
    "seek": ("seeks", "sought", "seeking"),
    "quip": ("quips", "quipped", "quipping"),
    "rip": ("rips", "ripped", "ripping"),
    "forecast": ("forecasts", "forecasted", "forecasting"),
    "rebut": ("rebuts", "rebutted", "rebutting"),
    "brag": ("brags", "bragged", "bragging"),
    "refer": ("refers", "referred", "referring"),
    "submit": ("submits", "submitted", "submitting"),
    "admit": ("admits", "admitted", "admitting"),
    "snap": ("snaps", "snapped", "snapping"),
    "blog": ("blogs", "blogged", "blogging"),
    "beg": ("begs", "begged", "begging"),
    "sum": ("sums", "summed", "summing"),
    "plan": ("plans", "planned", "planning"),
    "dub": ("dubs", "dubbed", "dubbing"),
    "slam": ("slams", "slammed", "slamming"),
    "label": ("labels", "labeled", "labelled", "labeling", "labelling"),
    "signal": ("signals", "signaled", "signalled", "signaling", "signalling"),
    "shrug": ("shrugs", "shrugged", "shrugging"),
    "counsel": ("counsels", "counseled", "counselled", "counseling", "counselling"),
    "marvel": ("marvels", "marveled", "marvelled", "marveling", "marvelling"),
}


def inflect(lemma: str) -> tuple[str, ...]:
    """Every form of a verb, the lemma first."""
    if lemma in IRREGULAR:
        return (lemma, *IRREGULAR[lemma])
    if lemma.endswith("e"):
        return (lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing")
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return (lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    third = "es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return (lemma, lemma + third, lemma + "ed", lemma + "ing")


def _table() -> dict[str, CueVerb]:
    table: dict[str, CueVerb] = {}
    for (kind, frame), lemmas in VERBS.items():
        for lemma in lemmas.split():
            verb = CueVerb(lemma, kind, frame, inflect(lemma))
            for form in verb.forms:
                table.setdefault(form, verb)
    return table


PARTICLES: dict[str, frozenset[str]] = {
    "bring": frozenset({"up"}),
    "go": frozenset({"on", ":", ","}),
    "shoot": frozenset({"back"}),
    "fire": frozenset({"back", "off"}),
    "put": frozenset({"it", "this", "that"}),
    "tick": frozenset({"off"}),
    "begin": frozenset({",", ":"}),
    "point": frozenset({"out", "to"}),
    "push": frozenset({"for"}),
    "sum": frozenset({"up"}),
}
"""Verbs that report words only with one of these after them."""

TOPICS: dict[str, frozenset[str]] = {
    lemma: frozenset(prepositions.split())
    for lemma, prepositions in {
        "talk": "about of",
        "speak": "about of against",
        "warn": "of about against",
        "complain": "of about",
        "boast": "of about",
        "brag": "of about",
        "call": "for on",
        "ask": "for about",
        "joke": "about",
        "comment": "on",
        "write": "about",
        "argue": "for against",
        "point": "to",
        "refer": "to",
        "hint": "at",
        "speculate": "about",
        "rail": "against",
        "push": "for",
        "demand": "",
        "respond": "to",
        "testify": "about",
        "worry": "about",
        "tweet": "about",
        "apologize": "for",
        "apologise": "for",
    }.items()
}
"""Verbs that take what was said behind a preposition: warned *of* floods, called *for* a vote."""

PURPOSES = listed(
    "claim promise vow pledge threaten offer swear propose refuse decline agree hope plan ask demand volunteer seek"
)
"""Verbs that take what was said as an infinitive: vowed *to* return."""

QUESTIONS = listed("if whether why how what which who when where about")
"""What begins a question that is reported: asked *whether* it would close."""

STRICT = listed(
    """find continue offer decide maintain begin post submit charge read show point put add state interject open
    project forecast reason"""
)
"""Verbs that are cues only beside a quotation or "that": with any other object they mean something else."""

FORMS: dict[str, CueVerb] = _table()
"""Each form to its verb. A form that two verbs share goes to the first."""

# Forms that are nouns or other words more often than cues; they count only beside a quotation, or where a parse says
# that they are verbs.
MOSTLY_NOUNS = listed(
    """call calls text texts message messages email emails post posts report reports state states note notes
    comment comments claim claims answer answers question questions charge charges order orders demand
    demands command commands signal signals show shows point points figure figures plan plans promise
    promises pledge pledges joke jokes hope hopes fear fears doubt doubts worry worries offer offers rule
    rules brief briefs label labels brand brands term terms cast aim aims wish wishes estimate estimates
    protest protests object objects counter counters hint hints cry cries laugh laughs sigh sighs shout
    shouts caption captions echo echoes rail rails rant rants blast blasts quote quotes praise blame blames
    direct reject rejects dispute disputes query queries wonder wonders marvel marvels guess bark barks
    chant chants tweet tweets talk talks speech feeling finding findings meaning understanding beginning
    reading writing ruling warning greeting saying read reply replies response boast boasts mention repeat
    murmur scream screams yell snap sum sums slam paint thunder blog blogs fire fires shot shoot put tick
    brag venture volunteer volunteers determined known written sung sworn gone going found shown decided
    project projects forecast forecasts reason reasons rip bash rebuke
    attack attacks challenge challenges frame frames bill bills tag tags champion champions advocate advocates
    support supports market markets pitch pitches knock knocks herald heralds
    concerned learned relate related charged cited called ordered ruled ordered wanted sought expected"""
)

# Forms that report only as a participle or with an auxiliary; as a main verb they need a subject of their own.
GERUND = "ing"


def cue_verb(form: str) -> CueVerb | None:
    """The verb a lower-case word is a form of, or None."""
    return FORMS.get(form)


def is_finite(form: str, verb: CueVerb) -> bool:
    """Can this form stand without an auxiliary?"""
    return not form.endswith(GERUND) or form == verb.lemma
