"""The phrases that give away what is not news: furniture of sites, captions, bylines, datelines.

One list per kind, English first; a new phrase goes into its list and nowhere else.
"""

from __future__ import annotations

import re

# What a site says of itself.
BOILERPLATE = re.compile(
    r"(?:TIME|NPR|DW|CNN|BBC|CBC|WIRED|Variety|Deadline|France 24|Al Jazeera|The Guardian|Bloomberg|Axios) "
    r"(?:speaks|talks|spoke|talked|looks|asks|examines|explains|explores|breaks down|takes a look)\b|"
    r"read more|continue reading|keep reading|read the (?:full|rest|original)|read full|read also|"
    r"also read|click here|tap here|sign up|subscribe|newsletter|getty images|shutterstock|"
    r"image source|image caption|media caption|\badvertisement\b|accept (?:all )?cookies|cookie policy|"
    r"uses cookies|all rights reserved|©|\(c\) ?20|follow us|^follow along|"
    r"follow .{2,30} on (?:twitter|facebook|x\b|"
    r"instagram)|appeared first on|first appeared on|(?:story|article|post) continues|"
    r"listen to (?:this|the)|share this|min(?:ute)? read|watch live|watch (?:the )?video|watch:|"
    r"view comments|javascript|your browser|related:|recommended (?:for|stories)|download (?:the|"
    r"our) app|terms of (?:use|service)|privacy policy|log in|register now|"
    r"for (?:premium )?subscribers|paywall|comments? url|article url|points: \d|live (?:updates|blog|"
    r"coverage)|in pictures|this (?:article|story|episode|podcast|video|newsletter|explainer|"
    r"live blog)\b|(?:our|the) (?:podcast|correspondent|reporters?)\b|breaking news|stay tuned|"
    r"more details (?:to follow|soon)|refresh (?:this|the) page|what (?:you|to) (?:need to )?know|"
    r"here(?:'|’)s what|prefer us on google|whatsapp channel|press release|disclaimer|affiliate (?:links?|"
    r"commission)|"
    r"sponsored|partner content|market cap:|(?:reporting|writing|editing) by [A-Z]|contributed to this|"
    r"correspondents? [A-Z][\w'-]+ [A-Z][\w'-]+ (?:reports?|explains?|has)\b|"
    r"\b(?:has|have) (?:more|the (?:story|details|latest))\.|(?:News|TV|Radio|Bloomberg|CBC|BBC|CNN|"
    r"NPR|NBC|CBS|ABC|DW|Reuters)['’]s? [A-Z][\w-]+ [A-Z][\w-]+|\breports? (?:on (?:this|the|it|all)|"
    r"from [A-Z]\w+\.)|joins? (?:us|to discuss|[A-Z][\w ]{2,25} to (?:discuss|talk))|in this (?:photo|"
    r"image|picture|undated|frame|screen)|(?:photo|picture|image)s? (?:by|provided|taken|courtesy|"
    r"released)|\(pictured|^watch (?:as|the|how)\b|could not (?:immediately|independently) |"
    r"file (?:photo|picture|image)|representational|czytaj (?:więcej|także|też)|zobacz (?:też|także|"
    r"więcej)|więcej na|weiterlesen|mehr zum thema|mehr dazu|lesen sie (?:auch|hier|mehr)|"
    r"lire (?:aussi|la suite|l['’]article)|réservé aux abonnés|leer más|lea también|sigue leyendo|"
    r"suscr[ií]b|leggi (?:anche|tutto)|lees (?:ook|meer|verder)|читать далее|читайте также|подробнее|"
    r"подпис(?:аться|ывайтесь)|اقرأ أيضا|للمزيد|بیشتر بخوانید|קראו עוד|আরও পড়ুন|点击|扫码|更多精彩|阅读全文",
    re.IGNORECASE,
)

# What stands under a picture.
CAPTION = re.compile(
    r"\bmicrograph\b|\b(?:stands?|sits?|walks?|gathers?|holds?|waves?|poses?|reacts?|waits?|arrives?|speaks?|"
    r"attends?|leaves?|"
    r"looks?|appears?|visits?|addresses|shakes?|greets?|listens?|works?|carry|carries|inspects?|searche?s?)"
    r" [a-z]+ .{0,120}\bon [A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d\b|"
    r"^(?:An? |The )?(?:aerial|file|undated|general) (?:view|photo|image)|"
    r"\bon [A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d\.$|, (?:right|left|center|centre),|\((?:L|R|C|"
    r"left|right)\)|^[^.]{0,200}\b(?:is|are) (?:seen|shown|pictured|displayed) (?:in|at|on|during|here|"
    r"for)\b",
)

# Who wrote it, and when it was changed.
BYLINE = re.compile(
    r"^\s*(?:(?-i:(?:By|BY|Von|Par|Por) [A-Z][\w.'-]+ [A-Z])|written by|reporting by|story by|"
    r"editing by|edited by|additional reporting|\S+ ?\| ?updated|(?:first |last )?(?:updated|published|"
    r"posted)\b ?(?:on|at|:|\d)|file photo|photo(?:s|graph)?\b ?[:|]|picture:|image:|"
    r"representative image|video:|audio:|source:|credit:|foto:|（?记者|来源：|责任编辑|编辑[|：]|作者)",
    re.IGNORECASE,
)

# Where and when it was written, in front of the first sentence.
DATELINE = re.compile(
    r"^[A-ZÀ-Þ][\w .'-]{2,25},? (?:(?:\d{1,2}\.? )?[A-Z][a-zà-ÿ]{2,9}\.?(?: \d{1,2})?)"
    r" ?[(/][\w /]{2,20}[)/] ?[-–—:] ?|"
    r"^\s*(?:[A-ZÀ-ÞĄĆĘŁŃÓŚŹŻА-Я][A-ZÀ-ÞĄĆĘŁŃÓŚŹŻА-Я’'./ -]{2,30}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:,? "
    r"(?:Jan|Feb|March|Mar|April|Apr|May|June|July|Aug|Sept?|Oct|Nov|"
    r"Dec)\w*\.? \d{1,2})?(?:, \d{1,2} \w+\.?)?\s*(?:[(/][\w /.]{2,30}[)/])?\s*(?:--|[—–-])\s|"
    r"[\w .,/'-]{0,40}[(/](?:AP|CNN|Reuters|REUTERS|AFP|UPI|Xinhua|dpa|PAP|ANI|PTI|CNNMoney|Bloomberg|"
    r"Agencies|Yonhap|EFE|ANSA|TASS|RIA Novosti|IANS|APP|UNB|BSS|Kyodo|NNA|MNA|WAM|SPA|ТАСС|"
    r"РИА Новости|Интерфакс|Belga|ANP|KNA|epd|sda|SID|Lusa|MTI|CNA|KUNA)[^)/]{0,25}[)/]\.?\s*(?:--|"
    r"[—–:-])?\s*|[A-Z][\w .]{2,25}, \d{1,2} \w+ \(\w+\) ?[-–—]\s|"
    r"[A-Z]{3,}[A-Z ]{0,20}(?:, [A-Z][a-z]+)?: (?=[A-Z“\"])|(?:Interfax|INTERFAX)\.RU\s*[-–—]\s|"
    r"[\u0600-\u06ff ]{2,40}(?:في \d{1,2} [\u0600-\u06ff]+ *)?[/(][\u0600-\u06ff ]{2,14}[/)]\s*[-–—:]?\s*|"
    r"[\u4e00-\u9fff]{2,6}(?:消息|讯)(?:（[^）]*）)?[：:]|[\u4e00-\u9fff]{0,6}(?:社|网|"
    r"网讯)[\u4e00-\u9fff]{0,8}\d{1,2}月\d{1,2}日(?:电|讯|消息)\s*)",
)

# Words that name a person without a name.
PERSON = (
    r"president|minister|spokes\w+|official|police|chief|director|leader|secretary|mayor|judge|man|"
    r"woman|boy|girl|mother|father|son|daughter|wife|husband|brother|sister|officer|senator|governor|"
    r"lawmaker|student|teacher|actor|actress|singer|player|coach|driver|pilot|doctor|king|queen|prince|"
    r"princess|pope|bishop|suspect|victim|author|chancellor|people|residents|workers|families|children|"
    r"women|men|protesters|soldiers|troops|migrants|users|fans|employees|billionaire|CEO|chair\w*|"
    r"founder|citizen|resident|worker|passenger|ambassador|teenager|child|baby|candidate|each|everyone|"
    r"anyone|someone|who|countries|companies|scientists|researchers|experts|critics|parents|voters|"
    r"students"
)

# It counts on from something not told.
COMPARES = re.compile(
    r"(?:(?:Many|Several|Some|Two|Three|Four|Five|\d+|Hundreds|Thousands|Millions|Dozens|No) (?:more|"
    r"others?)\b|One more\b)",
)

# Pronouns that point at nothing: "it is raining", "this week".
EXPLETIVE = re.compile(
    r"it(?:['’]s| is| was| will be| remains) (?:not |now |yet |still )?(?:clear|unclear|"
    r"un?known|possible|likely|unlikely|expected|hoped|feared|believed|understood|thought|time|illegal|"
    r"difficult|hard|easy|"
    r"too early|one of the)\b|this (?:week|year|month|weekend|summer|spring|"
    r"winter|fall|autumn|time)|these days|his holiness|his majesty|her majesty|(?:es|"
    r"dies) (?:ist|war|gibt|gab)|il y a|il est|это (?:первый|самый)",
    re.IGNORECASE,
)

# Who took the picture, run into the first sentence.
CREDIT = re.compile(
    r"^(?:[A-Z][\w.'-]+ ){1,4}?[A-Z]?[\w.'-]*/"
    r"(?:REUTERS|Reuters|AFP|AP|AP Photo|Getty(?: Images)?|EPA|Bloomberg|Shutterstock)"
    r"(?: via [A-Z]\w+(?: Images)?)?\.? (?=[A-Z])"
)

# A label in front of a sentence.
KICKER = re.compile(
    r"^(?:Why it matters|The big picture|Driving the news|Zoom (?:in|out)|State of play|"
    r"The latest|Between the lines|"
    r"Catch up quick|By the numbers|Flashback|The intrigue|Details|Threat level|Reality check|Summary|Live|"
    r"What(?:'|’)s happening|What happened|Key points?|The backstory|Context|Update):\s+(?=[A-Z])"
)
