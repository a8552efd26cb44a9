"""The rules of `nonstories`, as data: what is no news at all.

Each holds alternatives of a regular expression for lower-cased text; space around a bar is for reading.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of article, by whole words of its title, or patterns of its title, address or categories."""

    reason: str
    words: str = ""
    title: str = ""
    path: str = ""
    category: str = ""


# Left out altogether.
NO_NEWS = (
    Rule(
        "a horoscope",
        words=r"horoscop\w* | horoskop\w* | zodiac (signs? | today) | tarot | гороскоп\w* | astrolog\w*",
        title=r"星座运势",
        path=r"/(horoscopes? | horoskop | astrology)/",
    ),
    Rule(
        "a puzzle or its answers",
        words=r"""
            wordle | crosswords? | sudoku | quordle | nyt (mini | strands | connections | pips) | (news |
            pop | weekly | daily | geography | trivia | picture) quiz | take (our | the) quiz | mots croisés |
            brain teaser
        """,
        title=r"""
            \b(nyt )?connections (hints? | answers? | today) | \bstrands (hints? | answers?) | hints? (and |
            &) answers? | \bspelling bee\b.*\banswers? | ^quiz\b | \bquiz: | \bkrzyżówk\w+
        """,
        path=r"/(crosswords? | puzzles? | wordle | quiz(zes)? | games/daily)/",
    ),
    Rule(
        "a live blog",
        words=r"""
            live (updates? | blog | coverage | news | feed | ticker | stream) | news live | as it happened |
            as[- ]it[- ]happens | liveticker | newsticker | на живо | relacja na żywo | na żywo
        """,
        title=r"""
            [-–— | :] live\b(?!\s(in | on | with | under)) | ^live[:!] | ^live\b[^:]{0,20}: |
            \blive: | ^liveblog\b | ^\W*watch live\b |
            ^en direct\b | \ben direct\s*[:–-] | ^direct[.,:] | ^en vivo\b | ^онлайн\b | ^updates: |
            , live\b\W*$ | ^follow live\b
        """,
        path=r"""
            /(live | liveblog | live-updates | live-blog | live-news | livecoverage | liveticker)(/ |
            -\w+-\d | $) | /[\w-]*-live-updates?- | -live-blog | /live-story | /news/live/ | /liveblog/ |
            -live/?$ | -as-it-happened
        """,
    ),
    Rule(
        "shopping: deals, coupons, gift guides, reviews of goods",
        words=r"""
            coupons? | promo codes? | discount codes? | voucher codes? | deals? of the (day | week) |
            black friday (sales? | offers? | bargains?) | cyber monday | prime day | gift (guide | ideas) |
            \d+% off | gifts for | best \w+( \w+)?( \w+)? (of | to buy in | for) 20\d\d |
            save (up to )?[$£€]\d+ on | review: (the )?best | under [$£€]\d+
        """,
        title=r"""
            \b(best | early | top | amazon | walmart | costco | target | cyber monday | black friday |
            prime day)\b[^.]{0,60}\bdeals\b(?!\s(with | between | over | on (trade | tariffs | migra))) |
            \bblack friday\b.{0,60}\b(sales? | deals?)\b | \bbest\b.{0,60}\bblack friday\b |
            \blowest(-ever | ever)? price\b |
            \b(on sale | for sale) (for | at)( just |  only)? ?[$£€] | [$£€]\d+ off\b |
            \bshoppers\b.*\b(love | rav | amazon)
        """,
        path=r"""
            /(coupons? | deals | shopping | gift-guides? | buying-guides? | underscored | wirecutter |
            select | reviews?/best)/
        """,
        category=r"deals | shopping | coupons | commerce | gift guides?",
    ),
    Rule(
        "a recap or round-up",
        words=r"""
            recap | week in review | week in pictures | round-?up | (morning | evening | daily |
            news) (briefing | wrap | digest) | what (we | you) missed | news in brief | things to (know |
            start your day) | \w+ things (to know | we learned) | (top | today'?s | the day'?s |
            this morning'?s) (news )?(headlines | stories) | at a glance | newspaper headlines |
            front pages | what the papers say | list of key events | day \d[\d,]* of | (monday |
            tuesday | wednesday | thursday | friday | saturday | sunday) briefing | this week in |
            on this day | today in history | key (moments | takeaways) from | what to know today |
            (political | daily | editorial) cartoons? | cartoons? of the | what happened on day
        """,
        title=r"""
            \bin brief\b\W*$ | ^the papers\b | \b(war | invasion)[:,] (day \d+ | what we know on day) |
            ^first thing\b | ^\w+( \w+)? latest: |
            ^morning mail\b | ^up first\b | \b(a )?timeline\b\W*$ | ^your (monday | tuesday |
            wednesday | thursday | friday | saturday | sunday)\b | ^breakingviews\b | ^(asia | world |
            africa | europe | uk | us | business) (today | minute | in brief)\b
        """,
        path=r"/(briefing | newsletters? | the-papers | round-?ups? | on-this-day)/ | /list-of-key-events",
    ),
    Rule(
        "pictures",
        words=r"""
            in (pictures | photos) | photo(s of the |  gallery |  essay |  collection) | (top | best |
            week's | day's) (\w+ )?(photos | pictures | images) | bildergalerie | photos (show | from) |
            fotogalerie | w obiektywie | ap photos | pictures? of the (day | week) | satellite (images |
            pictures) show
        """,
        title=r"""
            ^(in )?(pictures | photos)\b | \bgallery\b\W*$ | ^photos?: | \[photos?\] | \bzdjęcia\] |
            ^see (the )?(photos | pictures)\b | ^photos showing\b
        """,
        path=r"""
            /(photo-gallery | gallery | galleries | in-pictures | photos? | pictures | photo-essay |
            slideshow | fotostrecke)/ | photo-gallery
        """,
    ),
    Rule(
        "sound or film without a text",
        words=r"""
            the \w+ podcast | full (transcript | episode | interview) | video shows | (cbs | nbc | abc | pbs |
            fox) (morning | evening | nightly | weekend | world) news | news ?hour\b.*\b(full | episode |
            wrap) | face the nation | meet the press | good morning america | eyewitness video |
            caught on (camera | video | tape) | cbs news (24/7 | mornings) | drone footage |
            open sources\b.*\bbrief
        """,
        title=r"""
            ^\W*(watch | video | podcast | listen | audio | webcast)\s*[: | –-] | \[video\] | \(video\) | \ |
             ?video\W*$ | \bpodcast\b\W*$ | ^(video | watch)\b:  | \bpodcast: | ^transcript: | ^\d+/\d+:  |
            \bnewsnight\b\W*$ | ^(here'?s )?(the )?moment\b | ^wideo\b | ^watch\b | ^see (how | the moment |
            what)\b | ^60 minutes\b | ^\d+/\d+/\d+:\s
        """,
        path=r"""
            /(videos? | podcasts? | audio | av | watch | play | radio | sounds | iplayer | newsfeed |
            programmes? | mediathek | video-story)/ | podcast | /video- | ^/video
        """,
        category=r"podcasts? | videos? | audio",
    ),
    Rule(
        "paid for",
        words=r"""
            sponsored | advertorial | paid (post | content | partner) | brand(ed)? (content | voice |
            studio) | partner content | in partnership with
        """,
        title=r"""
            ^\W*(ad | anzeige | advertisement | promoted | press release)\s*[: | ] | \[sponsored\] | ^(pr |
            business) ?newswire\b
        """,
        path=r"""
            /(sponsored | advertorial | brand-?(studio | content | voice | post) | paid-(post | content) |
            partner-content | branded-content | promoted | globe-newswire | prnewswire)/ |
            ^//(?![^/]*\.(gov | int | mil | un\.org)\b)[^/]*/(.*/)?press-releases?/
        """,
        category=r"""
            sponsored( content)? | advertorial | paid post | anzeige | advertisement | press release |
            partner content
        """,
    ),
    Rule(
        "a programme listing or how to watch",
        words=r"""
            what'?s on (tv | television | netflix | tonight) | tv (guide | listings | tonight | schedule) |
            how (and where )?to (watch | stream) | where to (watch | stream) | what to (watch | stream |
            read | cook) | tv-?programm? | program tv | what time (is | does) | streaming (this | now |
            guide) | (start | kick-?off) time | what (tv )?channel | programme tv | o której (godzinie |
            mecz\w* | gdzie | oglądać | transmisja) | airing (on | tonight)
        """,
        title=r"""
            (?<!\w)(official | teaser | first | final | latest | new) (\w+ )?trailer\b | \btrailer[:!] |
            [-–:,] tv channel\b(?=[,:]) | \btrailer (drops? | released | gives | treads)\b
        """,
        path=r"/(tv-guide | tv-listings | program-tv | whats-on)/",
    ),
    Rule(
        "a result, a live score or a match preview",
        words=r"""
            \d+[-–:]\d+ (win | loss | victory | defeat | draw | rout | triumph | thrashing) |
            wyniki? (meczu | na żywo | live | losowania) | live scores? | (player | match) ratings |
            match (preview | report | odds) | (predicted | confirmed | starting) (line-?ups? | xi) |
            scorecard | (betting | best bets | odds | prediction | picks)\b.*\b(vs\.? | v | game | nfl |
            nba | mlb | nhl | ufc | match | week \d+ | props?) | vs\.? .*\b(odds | prediction | preview |
            pick | line-?ups? | score | highlights | result | ratings | how to watch | live) |
            fantasy (football | baseball | basketball) | power rankings | mock draft | injury report |
            transfer news | draft grades | winning numbers | (powerball | lottery | mega millions |
            lotto) (results? | drawing | (winning )?numbers?) | numery lotto | (premier league |
            serie a | la liga | bundesliga | champions league | ipl) (results? | table | fixtures |
            standings)
        """,
        path=r"""
            /(live-?scores? | scores | fixtures | results | match-?cent(re | er) | boxscore | odds | betting |
            fantasy)/
        """,
    ),
    Rule(
        "a newsletter, an appeal to readers or a page of the outlet itself",
        words=r"""
            newsletter | sign up (for | to) | subscribe | readers'? letters | (ask | share) your (questions? |
            stor(y | ies)) | have your say | news quiz | daily newsletter | please (support |
            donate) | cookie policy | terms of (use | service) | media advisory
        """,
        title=r"""
            \bcorrections?( and clarifications)?\W*$ | ^corrections\b | ^letters( to the editor)?\b |
            ^letters?: | ^tell us\b | ^contact us\b | ^about us\b |
            ^(home | news | world | untitled | test)\W*$ | ^\W*$ | ^daily (weather | forecast)\b
        """,
        path=r"/(newsletters? | letters | corrections | jobs | careers | vacanc(y | ies) | subscribe)/",
        category=r"newsletters? | letters | corrections | jobs",
    ),
    Rule(
        "weather, markets or prices of the day",
        words=r"""
            weather (forecast | today | update | tomorrow | report) | forecast for (today | tomorrow |
            \w+day) | wetter(vorhersage | bericht) | (gold | silver | petrol | diesel | fuel | oil | bitcoin |
            crypto) (prices? | rates?) (today | on \w+ \d+) | stocks? (to watch | to buy | picks) |
            prognoza pogody | exchange rates? (today | for) | (sensex | nifty | asx | ftse)\b.*\b(open |
            close | end | today | points) | prayer times | pogoda | horoscopes? | stock market today |
            mortgage rates today | kurs (dolara | euro | walut)\w*
        """,
        path=r"/(pogoda | markets/quote)/",
        category=r"wetter | pogoda",
    ),
    Rule(
        "cooking, or advice for daily life",
        words=r"""
            recipes | rezept\w* | przepis na | recette | dear (abby | amy | prudence | annie) | ask (amy |
            annie) | agony aunt | here'?s (how | why) you should | best places to (eat | stay | visit |
            live)
        """,
        title=r"""
            ^how to\b | [-–:] how to (get | make | cook | choose | save | lose | clean | sleep |
            improve | avoid | use | wear)\b | \brecipe\b\W*$ | \brecipe: | \b\d+ (ways | tips | reasons |
            best | things | signs | foods | habits | hacks)\b(?!\s(killed | dead))
        """,
        path=r"/(recipes? | food-and-drink | cooking | rezepte | przepisy | dear-[a-z]+ | advice)/",
        category=r"recipes? | cooking",
    ),
)
