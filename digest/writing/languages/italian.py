"""The closed word lists of Italian; vocabulary.py says what each is for."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "abbreviations": "sig sig.ra dott dott.ssa on ing avv art pag ecc gen feb mar apr giu lug ago sett ott "
    "nov dic",
    "backward": "egli ella lui lei essi esse loro questo questa questi queste quello quella suo sua suoi sue "
    "ciò",
    "onward": "ma e o però inoltre anche intanto tuttavia invece quindi dunque così poi infine nel_frattempo",
    "past": "un_tempo una_volta da_anni per_anni da_decenni storicamente tradizionalmente",
    "persons": "lui lei suo sua suoi sue gli",
    "first": "io mi mio mia miei noi ci nostro nostra nostri Io Mio Mia Noi Nostro Nostra",
    "days": "ieri oggi domani stamattina stasera stanotte ieri_sera",
    "weekdays": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "said": "detto ha_dichiarato spiegato aggiunto secondo afferma annunciato sottolineato",
    "common": (
        "il lo la i gli le un uno una di del della dei delle e o ma a al alla in nel nella su sul per con "
        "senza è sono era stato essere ha hanno non più che chi si suo sua come dopo tra fra contro da "
        "dal dalla"
    ),
}
