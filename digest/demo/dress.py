"""How an outlet dresses its articles for its feed: titles, datelines, bylines, bold, tails and cuts."""

from __future__ import annotations

from html import escape

from digest.demo.wire import Outlet, WireArticle

BOLD_WORDS = 3


def title(outlet: Outlet, article: WireArticle) -> str:
    """The title as the feed gives it, with the outlet's name where the outlet adds it."""
    return outlet.title.format(title=article.title)


def opening(outlet: Outlet, article: WireArticle) -> str:
    """What stands before the first sentence: a dateline or a byline, as plain text."""
    if article.place and outlet.dateline:
        return outlet.dateline.format(place=article.place)
    if article.author and outlet.byline:
        return outlet.byline.format(author=article.author)
    return ""


def description(outlet: Outlet, article: WireArticle, url: str) -> str:
    """The summary as HTML, as dirty as this outlet's feed is."""
    text = escape(opening(outlet, article) + _cut(article.summary, outlet.cut), quote=False)
    if outlet.markup:
        text = _marked(text, url)
    return f"<p>{text}</p>{outlet.tail.format(url=escape(url))}"


def content(outlet: Outlet, article: WireArticle) -> str:
    """The whole article as HTML: the summary, then the body."""
    paragraphs = (opening(outlet, article) + article.summary, *article.body)
    return "\n".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)


def _cut(summary: str, words: int) -> str:
    kept = summary.split()
    return summary if not words or len(kept) <= words else " ".join(kept[:words]) + "..."


def _marked(text: str, url: str) -> str:
    """Bold at the start, numeric entities for apostrophes, and a counting pixel of the outlet's own."""
    words = text.replace("'", "&#8217;").split(" ")
    bold, rest = " ".join(words[:BOLD_WORDS]), " ".join(words[BOLD_WORDS:])
    pixel = f'<img src="{escape(url)}&amp;pixel=1" width="1" height="1" alt="">'
    return f"<b>{bold}</b> {rest}&nbsp;{pixel}"
