"""The closed word lists of Spanish; vocabulary.py says what each is for."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "abbreviations": (
        "sr sra srta sres dña d núm pág art av avda ee.uu ff.aa gral ud uds aprox dic ene lic ing arq "
        "prof profa gob cnel tte excmo ilmo feb abr may jun jul ago sept oct nov págs vol "
        "a.c d.c c.p"
    ),
    "backward": "él ella ellos ellas este esta esto estos estas ese esa eso su sus dicho dicha",
    "onward": (
        "pero y o sin_embargo además también no_obstante mientras_tanto asimismo por_otra_parte "
        "por_su_parte entonces luego así aunque por_ello por_tanto en_cambio igualmente ahora aquí allí "
        "después antes_de_eso más_tarde mientras por_eso"
    ),
    "past": (
        "antaño antiguamente durante_años durante_décadas desde_hace_años desde_hace_décadas hace_años "
        "tradicionalmente históricamente en_aquel_entonces érase"
    ),
    "persons": "él ella le lo su sus",
    "first": "yo me mi mis nosotros nos nuestro nuestra nuestros nuestras Yo Mi Mis Nosotros Nuestro Nuestra",
    "days": (
        "ayer hoy mañana anoche esta_mañana esta_tarde esta_noche anteayer pasado_mañana ayer_por_la_tarde"
    ),
    "weekdays": "lunes martes miércoles jueves viernes sábado domingo",
    "said": (
        "dijo dice aseguró afirmó explicó señaló añadió según declaró anunció indicó manifestó subrayó "
        "informó denunció advirtió comentó sostuvo sostiene asegura afirma señala explica detalló"
    ),
    "common": (
        "el la los las un una unos unas de del y o a al en por para con sin sobre es son fue fueron ser "
        "ha han había no más que quien se su sus lo le como tras ante entre desde hasta contra este esta"
    ),
}
