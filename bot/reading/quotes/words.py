"""Closed classes of English words that the surface rules lean on where no parse says better."""


def listed(words: str) -> frozenset[str]:
    """The words of a string, as a set."""
    return frozenset(words.split())


PRONOUNS = listed("he she they it we i you")
RELATIVES = listed("who which")
DETERMINERS = listed(
    """the a an this that these those his her its their our my your some many several most one two three four five
    six another other both all each every no any few"""
)
BE = listed("is are was were be been being am 's ’s 're ’re")
HAVE = listed("has have had having 've ’ve")
AUXILIARIES = (
    BE
    | HAVE
    | listed("will would could can may might must should shall do does did to 'll ’ll 'd ’d n't n’t not never")
)
ADVERBS = listed(
    """also then later once again even just still often first now already ever too always soon earlier reportedly
    flatly yesterday today tonight tomorrow afterward afterwards meanwhile instead only all himself herself
    itself themselves either rather quite sometimes back simply long since far further more please twice"""
)
NOT_ADVERBS = listed("family rally ally italy july reply early daily weekly only fly assembly supply")
DAYS = listed(
    """monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays
    saturdays sundays"""
)
MONTHS = listed(
    """january february march april may june july august september october november december jan. feb. mar. apr.
    aug. sept. oct. nov. dec."""
)
TIME = (
    DAYS
    | MONTHS
    | listed(
        """yesterday today tonight tomorrow earlier later last this next week month year morning afternoon evening
    night ago recently then now once meanwhile overnight weekend late early after"""
    )
)
PREPOSITIONS = listed(
    """in on at during after before for from by with amid about to of over under as through via following despite
    since until against between among within without into outside inside around near upon toward towards
    regarding concerning while when"""
)
# What ends a subject when one reads leftwards from its verb.
CLAUSE_OPENERS = listed(
    """that because when while as if after before but and or which who whom where since until though although
    whether than so what why how once unless whose yet nor because"""
)
# What ends a subject that follows its verb ("said Jane Poe in an interview").
AFTER_NAME = listed(
    """on in at during after before as while when who whom which that to with about but from last this earlier
    later yesterday today following whether why how outside inside via through if because since where by amid over
    adding noting referring speaking"""
)
CONTRASTS = listed("while but though although whereas even as after before when since despite because so")
TURNS = listed("but while though although whereas")  # after a comma: the writer's next clause
# Before the comma these are no clause of their own: "However, she said …"
INTRODUCTIONS = (
    PREPOSITIONS
    | TIME
    | listed(
        """however but and still meanwhile moreover furthermore instead asked speaking indeed also if because although
    though even citing adding noting yet so nevertheless nonetheless finally first second third additionally
    separately similarly likewise thus therefore later earlier ultimately according referring writing
    appearing when while where once given based besides unlike like pressed"""
    )
)


def is_adverb(word: str) -> bool:
    """Lower-case `word` is an adverb that may stand between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERBS)
