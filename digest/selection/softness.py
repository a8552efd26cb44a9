"""More rules of `nonstories`, as data: what is opinion and what is light, kept at a part of its score."""

from __future__ import annotations

from digest.selection.rules import Rule

# Kept at a part of their score.
OPINION = (
    Rule(
        "opinion or analysis",
        words=r"""
            op-ed | explained | here'?s (what | why | how) | what (to know | we know | it means | you need |
            that means)
        """,
        title=r"""
            ^\W*(opinions? | comment(ary)? | editorials? | analysis | op-?ed | perspective | essay | column |
            view | viewpoint | guest essay | debate | explainers? | interview | exclusive interview |
            kommentar | meinung | analyse | gastbeitrag | tribune | editorial | opinión | opinie | opinia |
            felieton | komentarz | мнение | blog | q&a | profile | review | fact ?check | first person |
            the long read | long read | feature | obituary)\s*[: | –—-] | [ | –—:-] ?(opinions? | analysis |
            editorial | commentary | op-?ed | column | comment | letters | explainer | explained |
            review)\W*$ | \bopinion\b ?[ | :] | ^(why | how | what | where | when | is | are | can | could |
            should | would | does | do | did)\b | \?\W*$
        """,
        path=r"""
            /(opinions? | comment(ary | isfree)? | editorials? | op-?ed | columns? | columnists? | blogs? |
            analysis | perspectives? | views? | voices | explainers? | interviews? | meinung | kommentare? |
            tribunes? | debatten? | features? | long-?reads? | ideas | think-tank | fact-?check)/
        """,
        category=r"""
            opinions? | comment(ary)? | editorials? | analysis | op-?ed | columns? | blogs? | explainers? |
            interviews? | features? | letters
        """,
    ),
)

# Kept at a small part of their score: a digest of the world is not the sport page.
LIGHT = (
    Rule(
        "sport",
        words=r"""
            nfl | nba | mlb | nhl | ufc | wwe | nascar | espn | premier league | bundesliga | la liga |
            champions league | europa league | serie a | ipl | world cup | super bowl | playoffs? |
            quarterback | touchdown | home run | grand slam | wimbledon | us open | formula (1 | one) | f1 |
            grand prix | striker | midfielder | goalkeeper | head coach | free agent | test match |
            cricket(er | ers)? | t20 | odi | wicket | rugby | golf(er)? | tennis | footballer |
            football club | mma | olympics? | world series | stanley cup | innings | transfer window |
            arsenal | chelsea fc | man(chester)? (utd | united | city) | liverpool fc | real madrid |
            barcelona fc | tottenham | psg | bayern | juventus | lakers | celtics | warriors | cowboys |
            chiefs | eagles | steelers | yankees | dodgers | knicks | pacers | ncaa | college football |
            wnba | batsman | batter | bowler | semi-?finals? | quarter-?finals? | league title | relegation |
            fifa | uefa | sportler | piłkarz\w* | mecz\w* | ekstraklas\w*
        """,
        path=r"""
            /(sports? | football | soccer | cricket | rugby | tennis | golf | nfl | nba | mlb | nhl |
            formula-?1 | f1 | boxing | olympics | racing | athletics | fussball | futbol | deportes |
            piłka-nożna | pilka-nozna | motorsport | college-football | bundesliga | sportschau |
            premier-league)[/-] | ^//(www\.)?(espn | skysports | sport | sports | goal | cbssports |
            theathletic | cricbuzz | sportskeeda | yardbarker)\.
        """,
        category=r"""
            sports? | football | soccer | cricket | rugby | tennis | golf | nfl | nba | mlb | nhl |
            formula ?(1 | one) | boxing | olympics
        """,
    ),
    Rule(
        "celebrity, entertainment or the arts",
        words=r"""
            kardashian | jenner | taylor swift | swiftie | beyonc[eé] | celebrit(y | ies) | red carpet |
            box office | grammys? | oscars? | emmys? | golden globes | netflix series | reality (tv | show |
            star) | bachelor(ette)? | love island | strictly | eurovision | meghan markle | prince harry |
            king charles | royal (family | wedding) | prince(ss)? (william | kate | of wales) |
            kate middleton | pop star | rapper | singer | actor | actress | movie | film festival | album |
            concert | sitcom | showrunner | hollywood | comedian | influencer | tiktoker | youtuber | k-?pop |
            bts | broadway | marvel | star wars | disney\+? | coronation street | eastenders | fashion week |
            supermodel | met gala | video games? |
            pok[eé]mon | plushies? | xbox | playstation | nintendo | anime | warner bros |
            paramount
        """,
        path=r"""
            /(entertainment(-arts)? | entertainment-news | celebrit(y | ies) | showbiz | culture | arts? |
            music | movies? | film | films | tv | television | tv-and-radio | books | fashion | royals? |
            royal-family | style | theatre | stage | games | gaming | video-games | people | gossip |
            rozrywka | kultura | plejada | tvshowbiz | femail | pagesix | kino | buehne | divertissement |
            pop-culture | arts-and-culture | arts-entertainment | popculture)[/-] | ^//(www\.)?(variety |
            hollywoodreporter | deadline | tmz | people | eonline | pagesix | billboard | rollingstone |
            vulture | polygon | ign | kotaku | eurogamer | gamespot | gamesradar | pcgamer | nintendolife |
            pitchfork | vogue | gq | vanityfair | screenrant | collider |
            indiewire)\.
        """,
        category=r"""
            entertainment | celebrit(y | ies) | showbiz | culture | arts | music | movies? | films? | tv |
            television | fashion | royals? | lifestyle | gaming | games | books
        """,
    ),
    Rule(
        "lifestyle, travel, gadgets or money matters of one reader",
        words=r"""
            iphone | ipad | android | galaxy s\d+ | pixel \d+ | macbook | airpods | smartwatch | apple watch |
            windows 1[01] | chatgpt tips | social security checks? | mortgage | refinanc\w+ | credit cards? |
            401\(?k\)? | personal loans? | savings accounts? | cd rates | home equity | stimulus checks? |
            net worth | skincare | makeup | hairstyle | weight loss | workout | dog breed | puppy |
            pet owners? | airbnb | cocktails? | whisky | gardening | mansion | penthouse
        """,
        path=r"""
            /(life(style | -style | -and-style | andstyle)? | travel | food | wellness | well |
            tech/(reviews? | gadgets) | gadgets | money | personal-finance | property | homes? |
            real-?estate | gardens? | shopping | motoring | cars | auto | autos | moto(ryzacja)? | parenting |
            relationships | pets | beauty | leben | reise | wellbeing | mens-health | womens-health |
            turystyka | dom | moneywise | cnn-underscored | reviews? | how-to | software | mobile |
            smartphones?)[/-] | ^//(www\.)?(androidauthority | androidpolice | 9to5mac | 9to5google |
            macrumors | phonearena | gsmarena | tomsguide | howtogeek | xda-developers | lifehacker |
            cntraveler | bonappetit | eater | engadget | pcworld | techradar | windowscentral | zdnet |
            makeuseof)\.
        """,
        category=r"""
            lifestyle | travel | food | wellness | gadgets | personal finance | property | real estate |
            beauty | parenting | autos? | cars
        """,
    ),
)
