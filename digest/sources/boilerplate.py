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
_NAME = r"(?-i:[A-ZÀ-Þ][\w.'’-]+)"
_FULL_NAME = rf"{_NAME}(?:[ ](?:de|von|van|der|al|bin)){{0,2}}(?:[ ]{_NAME}){{1,2}}"
_FURNITURE = re.compile(
    rf"""(?:
    (?:photos?|pictures?|images?|foto|bild|(?:photo|image)[ ]credit|quellen?|sources?|fuentes?|źródło
        |credit|fot\.|tags?|filed[ ]under|schlagworte|embed|listen|download|more|related|headline)
        [ ]?[:：/].{{0,100}}
    | [(\[](?:photo|picture|image|foto|bild|related|credit)s?\b.{{0,150}}[)\]]
    | (?:also[ ]read|don['’]t[ ]miss|you[ ](?:may|might)[ ]also[ ]like|lesen[ ]sie[ ](?:auch|hier|mehr)
        |auch[ ]interessant|noticias?[ ]relacionadas?|recommended[ ](?:videos?|stories|reading)
        |関連記事|相关阅读|延伸阅读)(?:[ ]?[:：].{{0,150}})?
    | also[ ]on[ ][\w-]+\.\w+.{{0,200}} | (?:article|page)[ ]content | embed
    | (?:(?:last[ ])?updated|published|posted|aktualisiert|stand|uppdaterad|publicerad|publicado|actualizado
        |publié):?(?:[ ][\w.]{{2,9}},?){{0,3}}[ ]\d[\w:.,/| –-]{{0,50}}
    | [\d\s.,:/|–-]{{6,40}}(?:uhr|utc|gmt|[ap]\.?m\.?|min\.?)?
    | \w{{3,9}}[ ]\d{{1,2}},[ ]\d{{4}}(?:[ ]?[|–-].{{0,20}})?
    | (?:by|von|par|por|di|av|af|text|redaktion|übersetzung|faktencheck):?[ ]
        {_FULL_NAME}(?:(?:,|[ ](?:and|und|et|y|e|och|og|i))[ ]{_FULL_NAME}){{0,4}}
    | [—–-]?[ ]?(?:with[ ](?:files|reports?|reporting)[ ]from|(?:additional[ ])?reporting[ ]by
        |edit(?:ing|ed)[ ]by)[ ].{{1,200}}
    | [—–-]?[ ]?{_NAME}[ ].{{3,150}}[ ]contributed[ ](?:reporting|to[ ]this[ ](?:report|story|article))
        .{{0,60}}
    | .{{0,120}}\b(?:sign(?:ing)?[ ]up|subscrib(?:e|ing))[ ](?:to|for)[ ](?:[\w’']+[ ]){{0,5}}news[ ]?letters?
        \b.{{0,80}}
    | follow[ ](?:[@\w]+[ ]){{1,3}}on[ ](?:twitter|facebook|instagram|x|google|whatsapp|telegram|youtube)\b
        .{{0,200}}
    | .{{0,60}}(?:enable[ ]javascript|browser[ ]version[ ]with|supports?[ ]html5).{{0,200}}
    | (?:(?:do[ ]you[ ])?have[ ]a|got[ ]a)[ ](?:news[ ])?(?:story|tip)\b.{{0,200}}
    | get[ ]in[ ]touch[ ](?:with|by|at)\b.{{0,150}} | like[ ]this[ ](?:story|article)\?.{{0,60}}
    | .{{0,200}}\bclick[ ](?:here[ ]for|to[ ]tweet)\b.{{0,60}} | .{{0,60}}\bby[ ]clicking[ ]here
    | (?:https?://|www\.|(?:twitter|facebook|instagram)\.com/)\S+ | \S+@\S+\.\w+
    | (?:externer|empfohlener)[ ](?:redaktioneller[ ])?inhalt.{{0,60}}
    | (?:lesedauer|tempo[ ]de[ ]leitura).{{0,30}} | \d{{1,2}}[ ]min(?:ute)?s?[ ]read
    )[.…!|\s]*""",
    re.IGNORECASE | re.VERBOSE,
)


def prose(text: str) -> str:
    """The text without the lines that are nothing but a prompt."""
    return "\n".join(line for line in text.split("\n") if not prompt(line))


def prompt(line: str) -> bool:
    """Whether the line only asks the reader to do something on the outlet's site."""
    if len(line) > 300:
        return False
    return any(pattern.fullmatch(line.removeprefix("- ")) for pattern in (_PROMPTS, _FURNITURE))
