"""The article pages of the demo newswire: one article among all that surrounds one on a real page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from digest.demo import dress
from digest.demo.wire import Outlet, WireArticle

RELATED = 4

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title} | {outlet}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="canonical" href="{canonical}">
<meta property="og:type" content="article">
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{published}">
<style>body{{font-family:Georgia,serif;max-width:60rem;margin:auto}}.rail{{float:right;width:30%}}</style>
</head>
<body>
<div class="cookie-banner" role="dialog"><p>We value your choice about cookies. This site keeps a few.</p>
<button>Accept all</button> <button>Only the necessary ones</button></div>
<header class="site-header">
<a class="logo" href="{home}">{outlet}</a>
<nav class="main-nav"><ul>
<li><a href="{home}">Home</a></li><li><a href="{home}world">World</a></li>
<li><a href="{home}money">Money</a></li>
<li><a href="{home}sport">Sport</a></li><li><a href="{home}weather">Weather</a></li>
<li><a href="{home}account">Sign in</a></li>
</ul></nav>
</header>
<nav class="breadcrumbs" aria-label="Breadcrumb"><ol>
<li><a href="{home}">Home</a></li><li><a href="{home}{section}">{section_name}</a></li><li>{title}</li>
</ol></nav>
<main>
<header class="article-header">
<h1>{title}</h1>
<div class="byline"><span class="author">{author}</span>
<time datetime="{published}">{published_words}</time></div>
<ul class="share-box social"><li><a href="#share">Share</a></li><li><a href="#mail">E-mail</a></li>
<li><a href="#print">Print</a></li><li><button>Copy link</button></li></ul>
</header>
<article>
<div class="article-body" itemprop="articleBody">
{paragraphs}
</div>
</article>
<aside class="related"><h2>Related stories</h2><ul>
{related}
</ul></aside>
<aside class="rail advertisement"><p>Advertisement</p><p><a href="#ad">Compare kettles today</a></p></aside>
<section class="newsletter-signup"><h2>Never miss a story</h2>
<form action="{home}letter"><label>Your e-mail <input type="email"></label><button>Sign up</button></form>
</section>
</main>
<footer class="site-footer"><p>&copy; {outlet}. All rights reserved.{publisher}</p>
<ul><li><a href="{home}about">About us</a></li><li><a href="{home}contact">Contact</a></li>
<li><a href="{home}privacy">Privacy</a></li><li><a href="{home}jobs">Careers</a></li></ul></footer>
</body>
</html>
"""


def page(outlet: Outlet, article: WireArticle, listed: Sequence[WireArticle], base: str) -> bytes:
    """The page of an article, with links to other articles that its outlet lists."""
    facts = {
        "language": outlet.language,
        "outlet": outlet.name,
        "title": article.title,
        "canonical": base + article.canonical,
        "home": f"{base}/{outlet.key}/",
        "section": article.section,
        "section_name": article.section.replace("-", " ").title(),
        "author": article.author or outlet.name,
        "published": article.published.isoformat(),
        "published_words": f"{article.published:%H:%M}",
        "publisher": f" Published by {outlet.publisher}." if outlet.publisher else "",
    }
    escaped = {name: escape(fact) for name, fact in facts.items()}
    return PAGE.format(
        **escaped, paragraphs=dress.content(outlet, article), related=_related(article, listed, base)
    ).encode()


def _related(article: WireArticle, listed: Sequence[WireArticle], base: str) -> str:
    others = [other for other in listed if other.canonical != article.canonical][:RELATED]
    return "\n".join(
        f'<li><a href="{escape(base + other.path)}">{escape(other.title)}</a></li>' for other in others
    )
