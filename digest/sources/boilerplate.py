"""Lines that no journalist wrote: prompts to share, subscribe, accept, read on."""

from __future__ import annotations

import re

_PROMPTS = re.compile(
    r"""(?:
    (?:click[ ]here[ ]to[ ])?(?:read|see|learn|find[ ]out|show)[ ]more
        (?:[ ](?:on|about|at|here|from|in)\b.{0,90}|:.{0,150})?
    | (?:read|see|watch|listen)[ ](?:also|next|now)(?:[ ]?:.{0,150})?
    | related(?:[ ](?:articles?|stor(?:y|ies)|topics?|news))?
    | (?:click[ ]here[ ]to[ ])?read[ ]the[ ](?:full|whole|original)[ ](?:story|article|post)\b.{0,90}
    | continue[ ]reading\b.{0,150}
    | the[ ]post[ ].{1,250}[ ]appeared[ ]first[ ]on[ ].+
    | (?:this|the)[ ](?:article|post|story)[ ](?:was[ ])?(?:originally|first)[ ](?:appeared|published)\b
        .{1,200}
    | (?:share|tweet|print|email|comments?|save|whatsapp|facebook|twitter|copy[ ]link|advertisement|sponsored
        |log[ ]?in|register|play[ ]video|listen)
        (?:[ ](?:this|on|via|article|page|story|link|facebook|twitter|x|whatsapp|by|\d+)\b.{0,60})?
    | (?:share|follow[ ]us|like[ ]us|find[ ]us|join[ ]us)[ ](?:this|on|via)\b.{0,90}
    | (?:subscribe|sign[ ]up)[ ](?:to|for|now|here|today)\b.{0,150}
    | (?:we[ ]use|(?:this|our)[ ](?:web)?site[ ]uses)[ ]cookies\b.{0,250}
    | accept[ ](?:all[ ])?cookies.{0,90}
    | by[ ](?:signing[ ]up|subscribing|continuing|clicking).{1,200}(?:privacy|terms|cookies)\b.{0,90}
    | (?:copyright[ ])?(?:©|\(c\)).{0,150} | copyright[ ]\d{4}.{0,150} | .{0,60}all[ ]rights[ ]reserved.{0,60}
    | lire[ ](?:aussi|la[ ]suite)\b.{0,150} | à[ ]lire[ ]aussi.{0,150}
    | leia[ ](?:mais|também)\b.{0,150} | leer[ ]más.{0,90} | lee[ ]también.{0,150}
    | weiterlesen.{0,90} | mehr[ ]zum[ ]thema.{0,90} | lees[ ](?:ook|verder)\b.{0,150} | leggi[ ]anche.{0,150}
    | zobacz[ ](?:także|też)\b.{0,150} | czytaj[ ](?:także|też|więcej)\b.{0,150}
    | читайте[ ]также.{0,150} | подписывайтесь[ ]на\b.{0,150} | اقرأ[ ]أيضا.{0,150} | بیشتر[ ]بخوانید.{0,150}
    )[\].…:!›»→>\s]*""",
    re.IGNORECASE | re.VERBOSE,
)
# Longer lines without an end mark are paragraphs of a careless writer.
_HEADING = 80
_END_MARKS = tuple('.!?…:;。！？।؟۔։"”’»)】」』')


def prose(text: str) -> str:
    """The text without the lines that are nothing but a prompt."""
    return "\n".join(line for line in text.split("\n") if not prompt(line))


def prompt(line: str) -> bool:
    """Whether the line only asks the reader to do something on the outlet's site."""
    return len(line) <= 300 and _PROMPTS.fullmatch(line) is not None


def sentences(text: str) -> str:
    """The prose of a page: without its headings and labels, where most of its text ends as sentences do."""
    lines = prose(text).split("\n")
    ended = [line for line in lines if line.endswith(_END_MARKS)]
    if sum(map(len, ended)) < 0.6 * sum(map(len, lines)):
        return "\n".join(lines)
    return "\n".join(line for line in lines if len(line) > _HEADING or line.endswith(_END_MARKS))
