# ruff: noqa: E501  (the pages are data)
"""Article pages of invented outlets, built of parts that real ones are built of."""

from __future__ import annotations

import json

PARAGRAPHS = (
    "Herders in the Tamsil valley have welcomed a decision by the regional court to reopen the upper pastures, "
    "which a mining company had fenced off three summers ago without asking anybody who lived there.",
    "The court found that the fence had no permit, and gave the company until the end of the month to take it "
    "down, said Iskra Dovan, who speaks for the nineteen families that brought the case.",
    "A spokesman for the company said that it would study the ruling before it decides on an appeal, and that "
    "work at the lower shaft goes on as planned with some two hundred people.",
    "Rains have been poor in the valley for two years, and many families sold half of their animals in spring "
    "because hay had become too dear, according to figures of the herders' union.",
)
NOTICE = (
    "This article was produced by the Valley News Service while it was part of the Hill Country Council. Please "
    "send queries on copyright to the council."
)
HEADLINE = "Herders win back upper pastures of Tamsil"


def archived() -> bytes:
    """A page of an old archive: a plain list, a headline, one long paragraph, a notice, and boxes below."""
    return f"""<!DOCTYPE html><html><head><title>{HEADLINE} | The Ridge</title></head><body>
    <div class="menu"><ul><li><a href="/about">About</a></li><li><a href="/jobs">Jobs</a></li></ul></div>
    <main><ol><li><a href="/">Home</a></li><li><a href="/hills">Hills</a></li>
    <li><a href="/hills/tamsil">Tamsil</a></li></ol>
    <h1>{HEADLINE}</h1>
    <div class="text"><p>{" ".join(PARAGRAPHS)}</p></div>
    <p><em>{NOTICE}</em></p>
    <h3>Share this article</h3><ul><li><a href="https://social.example/share">Social</a></li></ul>
    <section class="member-box"><h2>Get the day's headlines in your inbox every morning</h2>
    <p>Starting at just 5 crowns a month, you can become a member of The Ridge and receive our letter.</p>
    <p><a href="/join">Become a member of The Ridge today and never miss a morning again, wherever you are</a></p>
    </section></main><footer><p>© 2031 The Ridge. All rights reserved.</p></footer></body></html>""".encode()


def modern(*, head: str = "", above: str = "", inside: str = "", below: str = "") -> bytes:
    """A page as outlets build them now, with room for parts of one's own."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return f"""<!DOCTYPE html><html><head><title>{HEADLINE} - The Ridge</title>
    <meta property="og:title" content="{HEADLINE}">{head}</head><body>
    <nav><a href="/">The Ridge</a><a href="/hills">Hills</a></nav>
    <main><article><h1>{HEADLINE}</h1>{above}<div class="body">{text}{inside}</div></article>{below}</main>
    </body></html>""".encode()


def linked(*nodes: object) -> str:
    """Linked data, as it stands in the head of a page."""
    return f'<script type="application/ld+json">{json.dumps(nodes)}</script>'
