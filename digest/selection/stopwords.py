"""The little words that stand in every text and tell two stories nothing about each other."""

from __future__ import annotations

from types import MappingProxyType

BY_LANGUAGE = MappingProxyType(
    {
        "en": """
            a about after against all also amid an and any are as at back be been before being between but
            by can could did do does down during each every few first for from get gets had has have he
            her here him his how if in into is it its just last like made make many may me more most much
            must my new no not now of off on one only or other our out over own per said same say says she
            should since so some still such take than that the their them then there these they this those
            through to too two under until up us very was we were what when where which while who whom
            whose why will with without would year years yet you your according day days people told time
            week including news
        """,
        "fr": """
            au aux avec ce ces cette comme dans de des du elle elles en entre est et été être eux fait il
            ils je la le les leur leurs lui mais même ne nous on ont ou où par pas plus pour qu que qui sa
            sans se ses son sont sous sur un une vous après avant selon contre dit très tout tous
        """,
        "de": """
            aber als am an auch auf aus bei bis das dass dem den der des die doch durch ein eine einem
            einen einer eines er es für gegen hat haben ich ihr ihre im in ist kann mehr mit nach nicht
            noch nur oder sein seine sich sie sind so soll über um und unter vom von vor war was werden
            wie wieder will wird wir wurde zu zum zur
        """,
        "es": """
            al ante como con contra cuando de del desde donde dos el ella ellos en entre era es esta este
            esto ha hasta hay la las le les lo los más mi muy ni no nos o para pero por porque que quien
            se según ser si sin sobre son su sus también tras un una uno y ya fue han
        """,
        "it": """
            agli ai al alla alle anche che chi ci come con contro da dal dalla dei del della delle di dopo
            e ed è fra gli ha hanno i il in io la le lei lo loro ma nei nel nella non per perché più
            quando quella questo se si sono su sua suo sul sulla tra un una uno
        """,
        "pt": """
            ao aos após as até com como contra da das de dela dele do dos e ela ele em entre era essa esse
            esta este foi há isso já mais mas na nas não no nos o os ou para pela pelo por que quem se sem
            ser seu sua são também um uma
        """,
        "nl": """
            aan al als bij dan dat de der die dit door een en er haar had heeft het hij hun ik in is je
            kan maar meer met na naar niet nog of om onder ook op over te tegen tot uit van voor was wat
            we wel werd wordt worden zich zij zijn zo zou
        """,
        "pl": """
            aby ale bez był była było być by co czy dla do ich go i ich jak jako je jego jej jest już
            kiedy który która które ma może na nad nie niej nim o od oraz po pod przed przez przy roku są
            się ta tak także tam te tego tej ten to tu tylko tym u w we wie wraz z za ze że żeby
        """,
        "ru": """
            без бы был была были было быть в вам во все всех вы где для до его ее если есть еще же за и из
            или им их к как когда который которые кто ли мы на над не него нет но о об он она они оно от
            по под после при с сказал со так также там то том ты у уже что чтобы эти это этого этой этот
        """,
        "ar": """
            أن إلى إن التي الذي الى ان بعد بين حتى خلال ذلك على عن عند غير في قال قبل كان كانت كل لا لم ما
            مع من منذ هذا هذه هو هي وفي ومن يوم
        """,
        "fa": """
            آن از است اما این با باید برای بر به بود تا خود در را شد شده که می نیز ها های هم و یا یک کرد
        """,
        "he": """
            אל אם אני את גם הוא היא היה הם זה זו כי כל לא לפי מה מי על עם של
        """,
    }
)

STOPWORDS = frozenset(word for words in BY_LANGUAGE.values() for word in words.split())
