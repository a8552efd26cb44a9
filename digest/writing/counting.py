"""The words of counting, language by language: scales, units, and numbers that are spelled out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

# Beginnings of words: longer ones first, so that none hides another.
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "trillion": 1e12, "billion": 1e9, "milliard": 1e9, "million": 1e6,
    "millón": 1e6, "millones": 1e6, "milion": 1e6, "miliard": 1e9, "tausend": 1e3,
    "tysiąc": 1e3, "tysięcy": 1e3,
    "mille": 1e3, "миллиард": 1e9, "миллион": 1e6, "тысяч": 1e3, "ملايين": 1e6, "مليون": 1e6, "مليار": 1e9,
    "mio": 1e6, "mrd": 1e9, "mln": 1e6, "mld": 1e9, "tys": 1e3, "mil": 1e3, "млн": 1e6, "млрд": 1e9,
    "тыс": 1e3, "ألف": 1e3, "آلاف": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8,
}  # fmt: skip

UNITS = (
    r"%|％|per ?cent\b|pct\b|percent\w*|prozent|pour cent|por ciento|proc\b|procent\w*|процент\w*"
    r"|بالمئة|بالمائة|في المئة"
    r"|[€$£¥₽]|dollars?\b|euros?\b|pounds?\b|yen\b|yuan\b|rupees?\b|rubles?\b|roubles?\b|рубл\w*|доллар\w*|евро\b"
    r"|zł\w*|dolar\w*|dólares|dólar|دولار|يورو|元|美元|欧元"
)

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH = {word: float(value) for value, word in enumerate(re.findall(r"\w+", _SMALL))} | {
    word: 10.0 * value for value, word in enumerate(re.findall(r"\w+", _TENS), start=2)
}
_BIG = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_MANY = ("tens", "dozens", "scores", "hundreds", "thousands", "millions", "billions", "trillions")
_OTHERS = {
    "de": (
        "zwei=2 drei=3 vier=4 fünf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 elf=11 zwölf=12 "
        "zwanzig=20 hundert=100"
    ),
    "fr": (
        "deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 "
        "quinze=15 vingt=20 trente=30 quarante=40 cinquante=50 cent=100"
    ),
    "es": (
        "dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12 "
        "quince=15 veinte=20 treinta=30 cuarenta=40 cincuenta=50 cien=100"
    ),
    "pl": (
        "dwa=2 dwie=2 dwóch=2 dwoje=2 trzy=3 trzech=3 trzej=3 troje=3 cztery=4 czterech=4 "
        "czworo=4 pięć=5 pięciu=5 pięcioro=5 sześć=6 sześciu=6 siedem=7 siedmiu=7 osiem=8 "
        "ośmiu=8 dziewięć=9 dziewięciu=9 dziesięć=10 dziesięciu=10 sto=100"
    ),
    "ru": (
        "два=2 две=2 двух=2 двое=2 три=3 трёх=3 трех=3 трое=3 четыре=4 четырёх=4 четырех=4 "
        "четверо=4 пять=5 пяти=5 пятеро=5 шесть=6 шести=6 семь=7 семи=7 восемь=8 восьми=8 "
        "девять=9 девяти=9 десять=10 десяти=10"
    ),
    "ar": "ثلاثة=3 ثلاث=3 أربعة=4 أربع=4 خمسة=5 خمس=5 ستة=6 سبعة=7 ثمانية=8 تسعة=9 عشرة=10",
}

_WORDS = "|".join(sorted([*_ENGLISH, *_BIG], key=len, reverse=True))
_PHRASE = re.compile(
    rf"\b(?:a (?=(?:{'|'.join(_BIG)})\b))?(?:(?:{_WORDS})(?:[ -](?:and )?(?=(?:{_WORDS})\b))?)+\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_SOME = re.compile(rf"\b(?:{'|'.join(_MANY)})\b", re.IGNORECASE)


# The least and the most that a word may stand for: 31,000 are thousands, and tens of thousands.
_VAGUE = {
    "tens": (20, 1e3),
    "dozens": (24, 1e3),
    "hundreds": (2e2, 1e4),
    "thousands": (2e3, 1e6),
    "millions": (2e6, 1e9),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that is spelled out."""

    text: str
    start: int
    value: str

    @staticmethod
    def plain(value: float) -> str:
        """A value as it is compared: 1200, 3.5."""
        return f"{value:.6f}".rstrip("0").rstrip(".")


def number_words(text: str, language: str) -> Iterator[Counted]:
    """The numbers that a text spells out; of vague ones, the word itself is the value."""
    tongue = language.lower()[:2]
    if tongue == "en":
        for match in _PHRASE.finditer(text):
            if match.group(0).lower() not in ("one", "zero"):
                yield Counted(match.group(0), match.start(), Counted.plain(_sum(match.group(0).lower())))
        yield from (Counted(m.group(0), m.start(), m.group(0).lower()) for m in _SOME.finditer(text))
    elif tongue in _OTHERS:
        known, pattern = _spelled(tongue)
        for match in pattern.finditer(text):
            value = float(known[match["word"].lower()]) * scale(match["scale"])
            yield Counted(match.group(0), match.start(), Counted.plain(value))


def within(word: str, values: Iterable[str]) -> bool:
    """Whether one of these values is what a vague word, "hundreds", may stand for."""
    if word not in _VAGUE:
        return False
    least, most = _VAGUE[word]
    return any(least <= float(value) < most for value in values if _PLAIN.fullmatch(value))


def _sum(phrase: str) -> float:
    """Two hundred and fourteen thousand: 214000."""
    total = held = 0.0
    for word in re.findall(r"[a-z]+", phrase):
        if word in _ENGLISH:
            held += _ENGLISH[word]
        elif word in ("hundred", "dozen"):
            held = (held or 1.0) * _BIG[word]
        elif word in _BIG:
            total, held = total + (held or 1.0) * _BIG[word], 0.0
    return total + held


@lru_cache(maxsize=8)
def _spelled(tongue: str) -> tuple[dict[str, str], re.Pattern[str]]:
    known = dict(pair.split("=") for pair in _OTHERS[tongue].split())
    large = "|".join(name for name in SCALES if len(name) > 2)
    return known, re.compile(
        rf"(?<!\w)(?P<word>{'|'.join(known)})(?!\w)(?:[ \u00a0](?P<scale>(?:{large})\w{{0,3}})\b)?",
        re.IGNORECASE,
    )


def scale(word: str | None) -> float:
    """What a word multiplies a number by: 1 where there is none."""
    low = (word or "").lower()
    return next((value for name, value in SCALES.items() if low.startswith(name)), 1.0)
