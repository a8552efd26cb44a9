"""The closed word lists of Hebrew; vocabulary.py says what each is for."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "backward": "הוא היא הם הן זה זו אלה",
    "onward": "אבל אך אולם גם בנוסף עם_זאת בינתיים",
    "first": "אני אנחנו שלי שלנו",
    "days": "אתמול היום מחר הערב הבוקר הלילה אמש",
    "said": "אמר אמרה הודיע הודיעה מסר מסרה הוסיף טען טענה ציין",
    "common": "של את על עם הוא היא לא כי זה גם או אל מן בין אחרי לפני",
}
