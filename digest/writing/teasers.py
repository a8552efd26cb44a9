"""The phrases that titles carry beside the news: labels, kickers, teasers, marks of genre."""

from __future__ import annotations

import re

# In front of a title: what kind of page it is.
LABEL = re.compile(
    r"^\W{0,2}(?:live(?: updates?| blog| news| now)?|watch(?: live)?|video|videos|photos?|pictures?|gallery|"
    r"listen|podcast|audio|breaking(?: news)?|just in|developing|update(?: ?\d+)?|updated|correct(?:ed|"
    r"ion)(?: \d)?|exclusive|factbox|alert|wrapup(?: \d)?|new|first on [a-z ]{2,15}|en direct|direct|"
    r"vidéo|exclusif|eilmeldung|eil|liveblog|live-?ticker|exklusiv|en vivo|última hora|vídeo|exclusiva|"
    r"diretta|ultim'ora|esclusiva|na żywo|pilne|wideo|срочно|видео|онлайн|عاجل|بالفيديو|快讯|视频|"
    r"独家)\s*(?::|\||–|—|-\s|\s-|>|»|/)\s*",
    re.IGNORECASE,
)

LABEL_BARE = re.compile(
    r"^(?:BREAKING(?: NEWS)?|EXCLUSIVE|WATCH|LIVE|VIDEO|JUST IN|UPDATE)\s+(?=[A-Z][a-z])",
)

LABEL_BRACKETED = re.compile(
    r"^[\[(【](?:[\w .-]{2,20})[\])】]\s*|\s*[\[(](?:videos?|photos?|pics|pictures|watch|live|updated?|"
    r"gallery|listen|opinion|exclusive(?: \w+)?|trailer|pdf)[\])]\s*$",
    re.IGNORECASE,
)

# "The war live: " before what happened, ": what we know" after it.
LIVE_KICKER = re.compile(
    r"^[^:|]{3,45}\blive(?: updates?| blog| news)?\s*[:|–—]\s*(?=\S+\s+\S+\s+\S)",
    re.IGNORECASE,
)

# "Germany news: " in front of it, " – UK politics live" behind it: names of a page, not of what happened.
PAGE_KICKER = re.compile(r"^[A-Z]\w+ (?i:news|latest|live news|top stories): (?=\S+\s+\S+\s+\S)")
PAGE_END = re.compile(
    r"\s+[–—-]\s+(?:[A-Z][\w’'.]*\s+)?"
    r"(?:politics|news|business|football|cricket|sport|election|war|crisis|markets)\s+live$"
)

TEASER_END = re.compile(
    r"\s*(?:[:–—|,-]|\.)\s*(?:what (?:to|you need to|you should|we) know(?: (?:so far|about it|now))?|"
    r"what we know so far|here['’]s (?:what (?:to|we|you need to) know|why|how)|(?:all|"
    r"everything) (?:you need|to know)|as it happened|live updates?|live|explained|in pictures|"
    r"watch(?: video)?|video|photos)\.?$",
    re.IGNORECASE,
)

# It teases instead of telling.
CLICKBAIT = re.compile(
    r"\bkey (?:issues|things|questions|moments|points|takeaways)\b|what (?:to watch|it means|happens next)|"
    r"you won'?t believe|here['’]?s (?:what|why|how|who|where|when|the)|this is (?:what|why|how)|"
    r"what (?:to|you need to|you should) know|what we know|(?:things|everything|"
    r"all) (?:you )?(?:need )?to know|the reason why|\bmust[- ]see\b|goes viral|jaw-dropping|shock(?:s|"
    r"ing)? (?:fans|everyone|internet)|\bOMG\b|\bWTF\b|in pictures|\bquiz\b|horoscope|wordle|crossword|"
    r"live (?:updates|blog)|as it happened|\btracker:|\bpodcast\b|best deals|promo code|coupon|% off|"
    r"how to watch|"
    r"^(?:why|how|what|when|where|who|inside|meet)\b|^\d{1,2} (?:things|ways|reasons|takeaways|facts|"
    r"tips|photos|best|times|of the)\b|^(?:five|ten|three|six|seven) (?:things|ways|reasons|takeaways|"
    r"facts|tips)\b|\bexplained\b|explainer|key takeaways|need to know|(?:did|does|do|is|are|will|"
    r"can) (?:this|these) |(?:morning|evening|daily) (?:briefing|brief|digest|roundup)|^letters? to|"
    r"photos? of the (?:day|week)|(?:the )?(?:week|day) in |fact[- ]check|was (?:jetzt|sie wissen)|"
    r"ce (?:qu['’]il faut|que l['’]on) sa(?:voir|it)|lo que (?:sabemos|debes saber)|cosa sappiamo|"
    r"co wiemy|что известно",
    re.IGNORECASE,
)

# It shows instead of telling.
SHOWS = re.compile(
    r"^(?:watch|see|listen to)\s+(?:live\b|as\b|the\b|how\b|this\b|[A-Z])|^(?:photos?|pictures|video)\s+"
    r"(?:shows?|of|from)\b",
    re.IGNORECASE,
)

# It is one quotation, whoever said it.
ONLY_QUOTED = re.compile(r"^(?:“[^“”]*”|‘[^‘’]*’|\"[^\"]*\"|'[^']*')$")

# It is opinion, analysis or advertising, not a report.
GENRE = re.compile(
    r"^(?:opinion|analysis|comment|editorial|letters?|review|interview|explainer|podcast|quiz|essay|"
    r"perspective|column|obituary|profile|sponsored|advertorial|the guardian view|meinung|kommentar|"
    r"analyse|tribune|édito|opinión|análisis|opinione|opinia|мнение|رأي|评论)\b\s*[:|–—-]|"
    r"[|:]\s*(?:opinion|analysis|editorial|review)\b|\bop-ed\b",
    re.IGNORECASE,
)
