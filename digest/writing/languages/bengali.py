"""The closed word lists of Bengali; vocabulary.py says what each is for."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "backward": "তিনি তারা তাঁরা সে এটি এই এ_ঘটনায় এ_সময়",
    "onward": "কিন্তু তবে এছাড়া এবং এদিকে",
    "first": "আমি আমরা আমার আমাদের",
    "days": "গতকাল আজ আগামীকাল আজকে",
    "common": "ও এবং এ এই করে হয় থেকে জন্য সঙ্গে করা হয়েছে না একটি",
}
