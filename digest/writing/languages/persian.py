"""The closed word lists of Persian; vocabulary.py says what each is for."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "backward": "او وی آنها این آن",
    "onward": "اما ولی همچنین وی_افزود در_همین_حال",
    "first": "من ما",
    "days": "دیروز امروز فردا امشب دیشب",
    "weekdays": "شنبه یکشنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه پنج‌شنبه جمعه",
    "said": "گفت اعلام_کرد افزود تاکید_کرد اظهار_داشت نوشت گزارش_داد",
    "common": "در به از که را با این آن و برای است بود شد شده می تا بر یک هم",
}
