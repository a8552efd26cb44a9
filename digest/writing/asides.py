"""What stands beside the news: the past, a scene, an opinion, a report about the report. English, mostly.

A sentence of this kind may follow the news. It makes a poor opening, and the surest kinds make none.
"""

from __future__ import annotations

import re

from digest.writing.passage import Passage
from digest.writing.vocabulary import vocabulary
from digest.writing.voice import opens

# Somebody says it, or something happened: then the sentence may be news however it opens.
_TOLD = re.compile(
    r"\b(?:said|says|say|told|announced?|announces|according to|reported|found|finds|showe?d?|shows|"
    r"confirmed|warned|accused|ruled|arrested|charged|sentenced|killed|died|injured|approved|rejected|"
    r"signed|voted|resigned|won|fell|rose|elected|fired|ordered|blocked|launched|struck|released|rul(?:es|"
    r"ing)|declares|rejects|orders)\b"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|"
    r"summer|autumn|fall|winter)"
)
_COUNT = (
    r"(?:(?:a|the|an|past|last|more|less|than|nearly|almost|over|about|around|at|least|many|several|few|"
    r"couple|of|recent|two|three|four|five|six|seven|eight|nine|ten|\d+) )"
)
_LONG_AGO = re.compile(
    rf"(?:Back in|In|Since|By|During|From|As of) (?:late |early |mid-|the (?:late |early |"
    rf"mid-)?)?(?:{_MONTH},?(?: of)? )?(?:1\d{{3}}|20\d\d)s?\b|(?:For|Over|During|In) "
    rf"{_COUNT}{{0,5}}(?:years?|decades?|months|weeks|centur(?:y|ies)|generations?)\b(?! (?:prison|jail|"
    rf"in))|(?:Years|Decades|Months|Centuries|Long) ago\b|Ever since\b"
)
# Whatever else it says: a story of the past, a habit, a life.
_ONCE = re.compile(
    r"(?:Once (?:a|an|the|upon|known|hailed|considered)|Growing up|Born (?:in|to|on)|Raised in|As an? "
    r"(?:child|boy|girl|teenager|young)|Historically|Traditionally|Normally|Typically|Usually|Often|Until "
    r"recently|Like (?:many|most)|(?:Few|Many|Most) (?:people|of us|things)|Later (?:dubbed|known))\b"
)
_LIFE = re.compile(
    r"\b(?:(?:was|were) born (?:in|on|to|and)|grew up (?:in|on|with)|rose to (?:fame|prominence)|(?:is|"
    r"was) best known|began (?:his|her|their) career|made (?:his|her|their) name|previously (?:ran|served|"
    r"worked|led|held|played)|(?:has|have|had) long (?:been|\w+ed)|(?:has|have) (?:always|spent (?:years|"
    r"decades|more than|most))|used to be|(?:back |again )?in the spotlight|under the spotlight|made "
    r"headlines|making headlines|(?:has|have) been (?:at odds|plagued|dogged|mired|embroiled|locked|a "
    r"staple|known)|for (?:years|decades|generations|centuries)(?=[,.])|a long history of|(?:has|have|had) "
    r"(?:repeatedly|often|frequently|consistently|traditionally) \w+|long-?standing tradition|"
    r"(?:accomplishment|achievement|legacy|claim to fame|ambition|dream) (?:was|is|were)|(?:comes?|came) "
    r"(?:amid|as|days|weeks|hours|just|less|after|a (?:day|week|month))|it was not the "
    r"first time|in the years since)\b"
)
_PERFECT = re.compile(r"^[^,]{3,60}\bhad (?:been|already|never|not|\w+ed)\b")
_SCENE = re.compile(
    r"(?:On an? (?:[a-z-]+ ){0,3}(?:morning|afternoon|evening|night|day|weekend|hillside|street|road|"
    r"corner|beach|farm|stage)\b|One (?:morning|afternoon|evening|night|day)\b|(?:Inside|Deep (?:in|inside|"
    r"under|beneath)|High above|Standing|Sitting|Seated|Walking|Dressed in|Clutching|Perched|Nestled|"
    r"Tucked|Squinting|Imagine|Picture this|Meet|Think of|Remember|Gone are|Welcome to)\b)"
)
# A person with an age or a trade, and then a habit or a memory instead of an event.
_ANECDOTE = re.compile(
    r"^[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){0,2}(?:, [^,]{2,60},)? (?:(?:vividly |still |can still |always )?"
    r"(?:remembers?|recalls?(?! (?:\d|over|more|about|nearly))|knew|knows|thought|loves?|loved|"
    r"dream(?:s|ed|t) of|spends|feels|wakes?|woke|sat|stood|wanted|grew up)\b|was (?:just |only |still )?"
    r"(?:\d+ (?:when|years old when)|sitting|standing|walking|driving|sleeping|eating|having|waiting|cooking|"
    r"on (?:his|her) way|at (?:home|work|school|church) when)\b)"
)
_OPINION = re.compile(
    r"(?:As (?!of|part|many|much|few|an? )|It(?:['’]s| is) (?:high )?time|There(?:['’]s| is) (?:no|nothing|"
    r"something|little|a reason)|No wonder|Make no mistake|Perhaps|Maybe|Surely|Never mind|Forget|Call it|"
    r"Of all|What|How|Why|Whatever|If|When|Whether|Though|Although|The (?:real|big|bigger|only|central) "
    r"(?:question|problem|issue|lesson|danger|truth)|The (?:truth|question|problem|lesson|irony|trouble) "
    r"is)\b"
)
_OUGHT = re.compile(r"\b(?:should|must|ought to)\b")
OWN_PIECE = re.compile(
    r"\b(?:is|are|was) live (?:from|in|on|at)\b|\b[Nn]oteworthy stories\b|stories that (?:might|may) "
    r"have\b|under the radar[:.]|\b(?:writes?|argues|says) [A-Z][\w’'-]+ [A-Z][\w’'-]+(?: and "
    r"[A-Z][\w’'-]+ [A-Z][\w’'-]+)?(?:\.$| (?:for|in) (?:[A-Z]|our|this))|\bOpinion(?:\.|$)|\bguest "
    r"essay\b|\b(?:takes?|taking|took) (?:a |an )?(?:\w+ )?look (?:at|back|inside|into)\b|^An? (?:closer |"
    r"quick |brief |detailed |complete )?(?:look|guide|roundup|round-up|recap|summary|timeline|primer) "
    r"(?:at|to|of|on)\b|^(?:Take a look|Find out|Learn (?:how|more|about)|Discover|Check out|See (?:how|"
    r"what|the|which)|Explore|Browse|Tune in|Catch up|Get (?:the|all|up)|Join us|Stay (?:up|informed)|"
    r"Don['’]t miss)\b|^Plus[:,]|^Also (?:on|in|this)\b|\b(?:roundup|round-up|recap) of\b|(?:this|last) "
    r"week['’]s (?:episode|edition|issue|show)\b|\b(?:on|in) today['’]s (?:episode|show|edition|"
    r"briefing)\b|\bcorrespondants?\b|\b(?:correspondent|reporter|editor|columnist|analyst)s? "
    r"[A-Z][\w’'-]+ [A-Z][\w’'-]+ (?:reports?|explains?|looks|takes|asks|breaks|examines|discusse[sd]|"
    r"analy[sz]es|unpacks)\b"
)


def background(passage: Passage) -> str:
    """It tells of the past, a habit or a life, and of nothing that somebody has just said or done."""
    if not _english(passage):
        return opens(passage, passage.words.past)
    once = _ONCE.match(passage.opening) or (
        None if _TOLD.search(_first(passage)) else _LONG_AGO.match(passage.opening)
    )
    return once.group(0) if once else ""


def scene(passage: Passage) -> str:
    """It opens like a feature, with a place, a mood or a person, before anything has happened."""
    if not _english(passage):
        return ""
    found = _SCENE.match(passage.opening) or _ANECDOTE.match(passage.opening)
    return found.group(0) if found else ""


def own_piece(passage: Passage) -> str:
    """It speaks of the article, the programme or its maker."""
    found = OWN_PIECE.search(passage.unquoted) if _english(passage) else None
    return found.group(0) if found else ""


def life(passage: Passage) -> str:
    """It says what somebody has long been or had done before."""
    if not _english(passage):
        return ""
    first = _first(passage)
    found = _LIFE.search(first) or (None if _TOLD.search(first) else _PERFECT.match(first))
    return found.group(0) if found else ""


def opinion(passage: Passage) -> str:
    """It judges, supposes or demands in the writer's own voice."""
    if not _english(passage):
        return ""
    found = _OPINION.match(passage.opening)
    if not found and not _TOLD.search(_first(passage)):
        found = _OUGHT.search(_first(passage))
    return found.group(0) if found else ""


def _english(passage: Passage) -> bool:
    return passage.words is vocabulary("en")


def _first(passage: Passage) -> str:
    return passage.sentences[0] if passage.sentences else passage.text
