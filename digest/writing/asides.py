"""What stands beside the news: the past, a scene, an opinion, a report about the report. English, mostly.

A sentence of this kind may follow the news. It makes a poor opening, and the surest kinds make none.
"""

from __future__ import annotations

import re

from digest.writing.passage import Passage
from digest.writing.vocabulary import listed, vocabulary

# Somebody says it, or something happened: then the sentence may be news however it opens.
_TOLD = re.compile(
    r"\b(?:said|says|say|told|announced?|announces|according to|reported|found|finds|showe?d?|shows|"
    r"confirmed|warned|"
    r"accused|ruled|arrested|charged|sentenced|killed|died|injured|approved|rejected|signed|voted|resigned|"
    r"won|fell|"
    r"rose|elected|fired|ordered|blocked|launched|struck|released)\b"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|"
    r"autumn|"
    r"fall|winter)"
)
_COUNT = (
    r"(?:(?:a|the|an|past|last|more|less|than|nearly|almost|over|about|around|at|least|many|several|few|"
    r"couple|of|"
    r"recent|two|three|four|five|six|seven|eight|nine|ten|\d+) )"
)
_LONG_AGO = re.compile(
    rf"(?:Back in|In|Since|By|During|From|As of) (?:late |early |mid-|the (?:late |early |"
    rf"mid-)?)?(?:{_MONTH},?(?: of)? )?"
    rf"(?:1\d{{3}}|20\d\d)s?\b|(?:For|Over|During|In) {_COUNT}{{0,5}}(?:years?|decades?|months|weeks|"
    rf"centur(?:y|ies)|"
    rf"generations?)\b(?! (?:prison|jail|in))|(?:Years|Decades|Months|Centuries|Long) ago\b|Ever since\b"
)
# Whatever else it says: a story of the past, a habit, a life.
_ONCE = re.compile(
    r"(?:Once (?:a|an|the|upon|known|hailed|considered)|Growing up|Born (?:in|to|on)|Raised in|As an? "
    r"(?:child|boy|girl|"
    r"teenager|young)|Historically|Traditionally|Normally|Typically|Usually|Often|Until recently|Like "
    r"(?:many|most)|"
    r"(?:Few|Many|Most) (?:people|of us|things)|Later (?:dubbed|known))\b"
)
_LIFE = re.compile(
    r"\b(?:(?:was|were) born (?:in|on|to|and)|grew up (?:in|on|with)|rose to (?:fame|prominence)|(?:is|was) "
    r"best known|"
    r"began (?:his|her|their) career|made (?:his|her|their) name|previously (?:ran|served|worked|led|held|"
    r"played)|"
    r"(?:has|have|had) long (?:been|\w+ed)|(?:has|have) (?:always|spent (?:years|decades|more than|most))|"
    r"used to be|"
    r"(?:back |again )?in the spotlight|under the spotlight|made headlines|making headlines|"
    r"(?:has|have) been (?:at odds|plagued|dogged|mired|embroiled|locked|a staple|known)|for (?:years|"
    r"decades|"
    r"generations|centuries)(?=[,.])|a long history of|it was not the first time|in the years since)\b"
)
_PERFECT = re.compile(r"^[^,]{3,60}\bhad (?:been|already|never|not|\w+ed)\b")
_SCENE = re.compile(
    r"(?:On an? (?:[a-z-]+ ){0,3}(?:morning|afternoon|evening|night|day|weekend|hillside|street|road|corner|"
    r"beach|farm|"
    r"stage)\b|One (?:morning|afternoon|evening|night|day)\b|(?:Inside|Deep (?:in|inside|under|beneath)|High "
    r"above|"
    r"Standing|Sitting|Seated|Walking|Dressed in|Clutching|Perched|Nestled|Tucked|Squinting|Imagine|Picture "
    r"this|Meet|"
    r"Think of|Remember|Gone are|Welcome to)\b)"
)
# A person with an age or a trade, and then a habit or a memory instead of an event.
_ANECDOTE = re.compile(
    r"^[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){0,2}(?:, [^,]{2,60},)? (?:(?:vividly |still |can still |always "
    r")?(?:remembers?|"
    r"recalls?|knew|knows|thought|loves?|loved|dream(?:s|ed|t) of|spends|feels|wakes?|woke|sat|stood|wanted|"
    r"grew up)\b|"
    r"was (?:just |only |still )?(?:\d+ (?:when|years old when)|sitting|standing|walking|driving|sleeping|"
    r"eating|having|"
    r"waiting|cooking|on (?:his|her) way|at (?:home|work|school|church) when)\b)"
)
_OPINION = re.compile(
    r"(?:It(?:['’]s| is) (?:high )?time|There(?:['’]s| is) (?:no|nothing|something|little|a reason)|No "
    r"wonder|Make no "
    r"mistake|Perhaps|Maybe|Surely|Never mind|Forget|Call it|Of all|What|How|Why|Whatever|If|When|Whether|"
    r"Though|"
    r"Although|The (?:real|big|bigger|only|central) (?:question|problem|issue|lesson|danger|truth)|The "
    r"(?:truth|question|"
    r"problem|lesson|irony|trouble) is)\b"
)
_OUGHT = re.compile(r"\b(?:should|must|ought to)\b")
OWN_PIECE = re.compile(
    r"\b(?:is|are|was) live (?:from|in|on|at)\b|\b[Nn]oteworthy stories\b|stories that (?:might|may) have\b|"
    r"under the "
    r"radar[:.]|\b(?:writes?|argues|says) [A-Z][\w’'-]+ [A-Z][\w’'-]+(?: and [A-Z][\w’'-]+ "
    r"[A-Z][\w’'-]+)?(?:\.$| (?:for|in)"
    r" (?:[A-Z]|our|this))|\bOpinion(?:\.|$)|\bguest essay\b|\b(?:takes?|taking|took) (?:a |an )?(?:\w+ "
    r")?look (?:at|back|"
    r"inside|into)\b|^An? (?:closer |quick |brief |detailed |complete )?(?:look|guide|roundup|round-up|recap|"
    r"summary|"
    r"timeline|primer) (?:at|to|of|on)\b|^(?:Take a look|Find out|Learn (?:how|more|about)|Discover|Check "
    r"out|See "
    r"(?:how|what|the|which)|Explore|Browse|Tune in|Catch up|Get (?:the|all|up)|Join us|Stay (?:up|informed)|"
    r"Don['’]t "
    r"miss)\b|^Plus[:,]|^Also (?:on|in|this)\b|\b(?:roundup|round-up|recap) of\b|(?:this|last) week['’]s "
    r"(?:episode|"
    r"edition|issue|show)\b|\b(?:on|in) today['’]s (?:episode|show|edition|briefing)\b|\bcorrespondants?\b|"
    r"\b(?:correspondent|reporter|editor|columnist|analyst)s? [A-Z][\w’'-]+ [A-Z][\w’'-]+ (?:reports?|"
    r"explains?|looks|"
    r"takes|asks|breaks|examines|discusse[sd]|analy[sz]es|unpacks)\b"
)
_TRADES = (
    "pundit president leader minister senator official chief boss carmaker automaker maker company firm "
    "giant lender "
    "regulator watchdog agency party government actor actress singer star striker midfielder player man "
    "woman teenager "
    "court judge mayor governor billionaire retailer startup airline"
)
_TELEGRAM = re.compile(
    rf"(?:[A-Z][\w-]* )?(?:[A-Za-z-]+ ){{0,3}}?(?:{'|'.join(_TRADES.split())}) (?:[a-z]+(?:ed|s)|to|has|is|"
    rf"was)\b",
)
_CHATTY = re.compile(
    r"\b(?:it|that|there|he|she|what|who|here)[’']s\b|\b\w+(?:n[’']t|[’'](?:re|ve|ll|d))\b|\bgov['’]t\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(
    r"The (?P<noun>[a-z-]+(?: [a-z-]+)?)(?P<whose>['’]s?(?: [a-z-]+){1,2})? (?:has|have|had|is|are|was|were|"
    r"will|would|"
    r"could|may|might|came|comes?|left|leaves?|[a-z]+ed|[a-z]+s)\b"
)
_KNOWN = listed(
    "government president minister secretary court police army military navy economy world war toll number "
    "price prices "
    "dollar euro pound yen rouble ruble franc market markets party opposition parliament senate house "
    "commission council "
    "union bank mayor governor pope king queen prince public state city sun moon pandemic election elections "
    "budget "
    "administration ministry department authorities legislature cabinet chancellor monarchy military's crown "
    "universe "
    "weather climate internet planet earth premier kremlin ceasefire truce"
)


def background(passage: Passage) -> str:
    """It tells of the past, a habit or a life, and of nothing that somebody has just said or done."""
    if not _english(passage):
        return _begins(passage)
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


def telegram(passage: Passage) -> str:
    """It leaves out the article before a trade, as standfirsts do."""
    found = _TELEGRAM.match(passage.opening) if _english(passage) else None
    return "" if not found or re.match(r"(?:The|An?|His|Her|Its|Their) ", found.group(0)) else found.group(0)


def chatty(passage: Passage) -> str:
    """It talks as one talks: "it’s finally happened", "they didn’t"."""
    found = _CHATTY.search(passage.unquoted) if _english(passage) else None
    return found.group(0) if found else ""


def definite(passage: Passage) -> str:
    """ "The withdrawal leaves": known to whoever has read the headline, and to nobody else."""
    found = _DEFINITE.match(passage.opening) if _english(passage) else None
    if not found or (found["noun"].split()[-1] in _KNOWN and not found["whose"]):
        return ""
    return found.group(0)


def _begins(passage: Passage) -> str:
    """In other languages: the words that open a story of the past."""
    low = passage.opening.lower()
    return next((word for word in passage.words.past if re.match(rf"{re.escape(word)}(?![\w-])", low)), "")


def _english(passage: Passage) -> bool:
    return passage.words is vocabulary("en")


def _first(passage: Passage) -> str:
    return passage.sentences[0] if passage.sentences else passage.text
