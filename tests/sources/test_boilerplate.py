"""Prompts go, journalism stays."""

from __future__ import annotations

import pytest

from digest.sources.boilerplate import prompt, prose

PROMPTS = """
Read more
Read more: Quarry closes after 90 years
Continue reading…
The post Quarry closes appeared first on The Slate.
Share this article on Facebook
Share
Subscribe to our newsletter
Sign up for the Morning Slate
We use cookies to improve your experience.
© 2031 The Slate. All rights reserved.
Lire aussi : La carrière ferme
À lire aussi
Читайте также: карьер закрыт
Advertisement
Related stories
Photo: Oona Tarn / The Slate
(Image credit: The Slate)
[Related: Quarry closes after 90 years]
Also read: Quarry closes after 90 years
Don't miss
You may also like:
Auch interessant
Updated at 1:23 p.m.
Published 18 November 2019
05.09.2024 | 2:03 min
November 20, 2019 - 11:28 AMT
By Oona Tarn and Iskra van Dovan
von Manuela Tarn
With files from the Valley Press
Reporting by Oona Tarn; Editing by Iskra Dovan
Oona Tarn in Kell contributed to this report.
Get the day’s top headlines delivered to your inbox by subscribing to our newsletter.
Follow The Slate on Facebook
To view this video please enable JavaScript
Do you have a story to tell? Write to us.
- https://slate.example/1
desk@slate.example
5 min read
""".strip().splitlines()

JOURNALISM = """
Shares in the quarry fell by a third.
Print media are in decline.
Read more books, the minister told pupils.
The post office was first on the scene.
Comment was not available.
Copyright law is to change in June.
The privacy policy of the firm was unlawful, a court ruled.
Related companies were fined as well.
Email traffic doubled in a year.
Listen to workers, the union said.
Sponsored athletes must say so.
Save the Children said on Monday that it would stay.
Published figures show a fall of 5 percent in a year.
Updated rules came into force at midnight.
By Monday the water had fallen by a metre.
Photos of the flood were shown in court.
More than 200 people came.
Sources close to the talks said so.
12 people were hurt.
Of the reporters, none contributed to the fund.
Von Montag an gilt der neue Preis.
She did not follow the crowd on Monday.
""".strip().splitlines()


@pytest.mark.parametrize("line", PROMPTS)
def test_prompts_are_known(line: str) -> None:
    assert prompt(line)


@pytest.mark.parametrize("line", JOURNALISM)
def test_journalism_is_not_taken_for_a_prompt(line: str) -> None:
    assert not prompt(line)


def test_prose_is_what_remains() -> None:
    assert prose("One.\nRead more\nTwo.") == "One.\nTwo."
