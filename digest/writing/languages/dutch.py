"""The closed word lists of Dutch; vocabulary.py says what each is for."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "abbreviations": "dhr mevr mr drs ir bijv o.a m.b.t enz ca blz jl z.o.z t.a.v i.v.m d.w.z jan feb mrt "
    "apr jun",
    "backward": "hij zij ze het_is dit deze dat die zijn haar hun hen",
    "onward": "maar en of echter ook bovendien toch daarnaast intussen ondertussen daarom dus vervolgens",
    "past": "ooit vroeger jarenlang al_jaren decennialang destijds oorspronkelijk",
    "persons": "hij zij hem haar zijn",
    "first": "ik mij mijn wij we ons onze Ik Mijn Wij We Ons Onze",
    "days": "gisteren vandaag morgen vanavond vanmorgen vanochtend vanmiddag gisteravond vannacht",
    "weekdays": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "said": "zei zegt verklaarde meldt schreef vertelde volgens aldus",
    "common": (
        "de het een en of maar van te in op aan bij voor met na uit over onder is zijn was waren wordt "
        "worden werd heeft hebben had niet ook als dat die dit deze er om tot door tegen nog meer"
    ),
}
