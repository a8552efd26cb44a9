"""Feeds of invented outlets, in every form."""

from __future__ import annotations

import json

RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0"><channel>
<title>The Slate</title><link>https://slate.example/</link><language>en-GB</language>
<item><title>Quarry at Eastmoor to close &amp;amp; be flooded</title>
<link>https://slate.example/1?utm_source=rss</link>
<guid isPermaLink="false">1</guid><pubDate>Tue, 06 May 2031 05:30:00 GMT</pubDate>
<description>&lt;p&gt;The quarry will close.&lt;/p&gt;&lt;p&gt;Read more&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>The quarry will close.</p>
<p>Nobody lives near it, &amp; nobody objected.</p>
]]></content:encoded>
<category>Mining</category><category>Eastmoor</category></item>
<item><title>Second story</title><link>https://slate.example/2</link>
<pubDate>Tue, 06 May 2031 04:30:00 +0100</pubDate><description>Short.</description></item>
</channel></rss>"""

ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>La Carri\xc3\xa8re</title><id>x</id>
<entry><title type="html">La carri\xc3\xa8re &lt;b&gt;ferme&lt;/b&gt;</title>
<id>tag:carriere.example,2031:1</id>
<link rel="alternate" href="https://carriere.example/1"/>
<link rel="enclosure" href="https://carriere.example/1.mp3"/>
<published>2031-05-06T05:30:00+02:00</published><updated>2031-05-06T06:00:00Z</updated>
<summary type="text">Elle ferme.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Elle ferme.</p><p>C'est tout ce que l'on sait.</p></div>
</content><category term="Mines"/></entry></feed>"""

RDF = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
         xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://tuff.example/"><title>Tuff</title><link>https://tuff.example/</link>
<dc:language>de</dc:language></channel>
<item rdf:about="https://tuff.example/1"><title>Steinbruch wird geschlossen</title>
<link>https://tuff.example/1</link>
<description>Er wird geschlossen.</description><dc:date>2031-05-06T05:30:00Z</dc:date></item></rdf:RDF>"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Pebble",
        "language": "en",
        "items": [
            {
                "id": "1",
                "url": "https://pebble.example/1",
                "title": "Pebbles roll",
                "summary": "They roll.",
                "content_html": "<p>They roll.</p><p>All day long.</p>",
                "date_published": "2031-05-06T05:30:00Z",
                "tags": ["Rolling"],
            },
            {"id": "https://pebble.example/2", "content_text": "No title, but x < y & so on."},
            "not an item",
        ],
    }
).encode()

AGGREGATOR = b"""<rss version="2.0"><channel><title>All news</title>
<item><title>Quarry closes - The Slate</title><link>https://news.example/rss/articles/abc?oc=5</link>
<description>&lt;a href="x"&gt;Quarry closes&lt;/a&gt; The Slate&lt;br&gt;
Quarry to be a lake Gravel Times</description>
<source url="https://slate.example">The Slate</source></item></channel></rss>"""


def rss(*items: str) -> bytes:
    """An RSS feed of these items, given as the markup inside them."""
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>The Slate</title>{body}</channel></rss>'.encode()
