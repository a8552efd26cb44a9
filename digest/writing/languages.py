"""The closed word lists of each language; vocabulary.py says what each is for.

An underscore stands for a space.
"""

from __future__ import annotations

LISTS: dict[str, dict[str, str]] = {
    "en": {
        "abbreviations": (
            "mr mrs ms messrs gen lt col sgt cpl capt cmdr adm maj brig insp sen rep gov pres hon rev fr "
            "sr jr ste mt ft nos v dept univ assn bros jan feb mar apr jun jul aug sep sept oct nov dec "
            "mon tue tues wed thu thur thurs fri sat sun approx est al e.g i.e a.m p.m d.c b.c a.d n.y "
            "l.a u.a.e u.s.a m.a b.a m.d det supt atty ave blvd rd pvt cllr"
        ),
        "starters": (
            "the a an in on at he she it they but and his her for this that we i as after before when "
            "while more police officials there"
        ),
        "backward": (
            "he she they it his her hers their theirs its him them this these those that such the_latter "
            "the_former both others another elsewhere the_latest the_two the_three the_four one_of_them "
            "one_of_those some_of_the all_of_them of_those of_these among_them the_same the_accused"
        ),
        "pointed": (
            "accident actor actress agency agreement album announcement app area attack attacker attacks "
            "author band bill billionaire blast boat bodies body book boy bridge building bus business "
            "call case change changes charity child city club coach comment comments company congressman "
            "conversation couple crash deal deals decision defendant defender device document driver duo "
            "event exec exhibition explosion facility feature ferry festival figures film findings fire "
            "firm flight footage game girl goalkeeper group gunman hospital image images incident "
            "institution interview investment jet laptop law lawmaker lawsuit man match measure measures "
            "meeting midfielder model move moves movie news newspaper offer order organisation "
            "organization outlet pair phone phone_call pilot plan plane player politician post product "
            "project proposal protest raid rapper remarks report reports result results revelation robot "
            "rule ruling "
            "sale school senator series service ship shooting show side singer site song star statement "
            "store striker study suit summit survey suspect suspects talks team teenager tool tournament "
            "train trial trio trip tunnel update vehicle verdict vessel victim victims video visit vote "
            "woman"
        ),
        "onward": (
            "but and or so yet however meanwhile also instead still nevertheless nonetheless moreover "
            "furthermore additionally besides otherwise therefore thus then afterwards earlier later "
            "for_instance for_example in_addition, by_contrast on_the_other_hand as_a_result, in_turn "
            "here's here’s here_is here_are similarly likewise indeed in_fact separately hence nor plus "
            "that_said even_so because_of_this in_response, at_the_same_time of_course according_to_him "
            "according_to_her according_to_them too"
        ),
        "persons": "he she him his her hers they them their himself herself",
        "first": (
            "I I'm I’m I've I’ve I'll I’ll I'd I’d me my we we're we’re we've we’ve we'll we’ll We "
            "We're We’re We've We’ve We'll We’ll our Our My ours us let's let’s Let's Let’s you your You "
            "Your you're You're you’re You’re you'll You'll you’ll"
        ),
        "days": (
            "yesterday today tonight tomorrow this_morning this_afternoon this_evening last_night "
            "earlier_today later_today days_ago hours_ago"
        ),
        "said": (
            "said says told added adds wrote writes explained noted continued tweeted posted recalled "
            "insisted argued claimed warned stressed announced according tells asked declared vowed"
        ),
        "common": (
            "a an the and or but of to in on at by for from with as is are was were be been being has "
            "have had will would could should may might can not no it its this that these those he she "
            "they his her their them him who which what when where why how after before over under about "
            "into than then there here out up down off more most less new says said say amid also just "
            "only very all any some such so if while during between against because through per via do "
            "does did we you i our your my me us"
        ),
    },
    "de": {
        "abbreviations": (
            "abs bzw ca evtl ggf inkl str tel usw vgl z.b d.h u.a o.ä hr fr mio mrd tsd jan feb mär apr "
            "jun jul aug sep sept okt nov dez mo di mi do sa geb gest dipl ing gmbh z.t i.d.r s.o v.a "
            "bspw sog max min"
        ),
        "backward": (
            "er sie es dieser diese dieses diesem diesen dies das_sei das_ist sein seine seinen seiner "
            "ihr ihre ihren ihrem deren dessen solche beide letzterer damit dabei dazu davon daran darauf "
            "dafür"
        ),
        "onward": (
            "aber und doch jedoch allerdings außerdem zudem dennoch trotzdem unterdessen inzwischen auch "
            "hingegen dagegen stattdessen deshalb daher denn zugleich gleichzeitig so ferner indes "
            "schließlich darüber_hinaus"
        ),
        "persons": "er ihm ihn sein seine seinen seiner seinem",
        "first": (
            "ich mein meine meinen meiner mir mich wir uns unser unsere unseren Ich Mein Meine Wir Uns "
            "Unser Unsere"
        ),
        "days": "gestern heute morgen heute_abend gestern_abend heute_früh vorgestern übermorgen",
        "said": (
            "sagte sagt erklärte teilte schrieb betonte berichtete berichtet hieß warnte kündigte forderte"
        ),
        "common": (
            "der die das den dem des ein eine einen einem einer eines und oder aber von zu zum zur im in "
            "an am auf bei für mit nach aus über unter vor ist sind war waren wird werden wurde wurden "
            "hat haben hatte nicht auch als wie dass sich es er sie ihr sein um bis durch gegen noch nur "
            "mehr so"
        ),
    },
    "fr": {
        "abbreviations": (
            "m mm mme mmes mlle mgr pr art env janv févr avr juil sept oct nov déc av bd cf ed éd p.ex"
        ),
        "backward": (
            "il elle ils elles ce cet cette ces cela ceci celui-ci celle-ci son sa ses leur leurs lui"
        ),
        "onward": (
            "mais et ou donc or cependant toutefois pourtant aussi ainsi par_ailleurs en_outre de_plus "
            "néanmoins puis ensuite enfin en_revanche alors d'ailleurs d’ailleurs de_son_côté "
            "pendant_ce_temps"
        ),
        "persons": "il elle lui son sa ses",
        "first": (
            "je j' j’ me moi mon ma mes nous notre nos Je Mon Ma Nous Notre Nos vous votre vos Vous Votre"
        ),
        "days": "hier aujourd'hui aujourd’hui demain ce_matin ce_soir cet_après-midi hier_soir",
        "said": "dit déclaré a_affirmé annoncé expliqué ajouté selon affirme assure estime précisé",
        "common": (
            "le la les un une des du de d l et ou mais à au aux en dans sur par pour avec sans sous est "
            "sont était été être a ont avait ne pas plus que qui quoi dont où ce cette ces son sa ses "
            "leur leurs il elle ils se s après avant contre entre"
        ),
    },
    "es": {
        "abbreviations": "sr sra srta sres dña d núm pág art av avda ee.uu ff.aa gral ud uds aprox dic ene",
        "backward": "él ella ellos ellas este esta esto estos estas ese esa eso su sus dicho dicha",
        "onward": (
            "pero y o sin_embargo además también no_obstante mientras_tanto asimismo por_otra_parte "
            "por_su_parte entonces luego así aunque por_ello por_tanto en_cambio igualmente"
        ),
        "persons": "él ella le lo su sus",
        "first": (
            "yo me mi mis nosotros nos nuestro nuestra nuestros nuestras Yo Mi Mis Nosotros Nuestro Nuestra"
        ),
        "days": "ayer hoy mañana anoche esta_mañana esta_tarde esta_noche anteayer",
        "said": "dijo dice aseguró afirmó explicó señaló añadió según declaró anunció indicó",
        "common": (
            "el la los las un una unos unas de del y o a al en por para con sin sobre es son fue fueron "
            "ser ha han había no más que quien se su sus lo le como tras ante entre desde hasta contra "
            "este esta"
        ),
    },
    "it": {
        "abbreviations": (
            "sig sig.ra dott dott.ssa on ing avv art pag ecc gen feb mar apr giu lug ago sett ott nov dic"
        ),
        "backward": (
            "egli ella lui lei essi esse loro questo questa questi queste quello quella suo sua suoi sue ciò"
        ),
        "onward": (
            "ma e o però inoltre anche intanto tuttavia invece quindi dunque così poi infine nel_frattempo"
        ),
        "persons": "lui lei suo sua suoi sue gli",
        "first": "io mi mio mia miei noi ci nostro nostra nostri Io Mio Mia Noi Nostro Nostra",
        "days": "ieri oggi domani stamattina stasera stanotte ieri_sera",
        "said": "detto ha_dichiarato spiegato aggiunto secondo afferma annunciato sottolineato",
        "common": (
            "il lo la i gli le un uno una di del della dei delle e o ma a al alla in nel nella su sul per "
            "con senza è sono era stato essere ha hanno non più che chi si suo sua come dopo tra fra "
            "contro da dal dalla"
        ),
    },
    "nl": {
        "abbreviations": (
            "dhr mevr mr drs ir bijv o.a m.b.t enz ca blz jl z.o.z t.a.v i.v.m d.w.z jan feb mrt apr jun"
        ),
        "backward": "hij zij ze het_is dit deze dat die zijn haar hun hen",
        "onward": "maar en of echter ook bovendien toch daarnaast intussen ondertussen daarom dus vervolgens",
        "persons": "hij zij hem haar zijn",
        "first": "ik mij mijn wij we ons onze Ik Mijn Wij We Ons Onze",
        "days": "gisteren vandaag morgen vanavond vanmorgen vanochtend vanmiddag gisteravond vannacht",
        "said": "zei zegt verklaarde meldt schreef vertelde volgens aldus",
        "common": (
            "de het een en of maar van te in op aan bij voor met na uit over onder is zijn was waren "
            "wordt worden werd heeft hebben had niet ook als dat die dit deze er om tot door tegen nog "
            "meer"
        ),
    },
    "pl": {
        "abbreviations": (
            "ul tzw np m.in tys mln mld proc im ks godz r itp itd dz.u al os pl płk gen por kpt św zob ok "
            "pkt ust wg ww woj pow gm zł hab mgr inż red tj"
        ),
        "backward": "on ona ono oni one jego jej ich ten ta to te ci tego tej tym takie taki to_już",
        "onward": (
            "ale i a oraz jednak natomiast także również też ponadto tymczasem więc dlatego zatem potem "
            "jednocześnie poza_tym mimo_to z_kolei"
        ),
        "persons": "on ona jego jej jemu mu nim",
        "first": "ja mnie mi mój moja moje my nas nam nasz nasza nasze Ja Mój Moja My Nasz Nasza Nasze",
        "days": "wczoraj dziś dzisiaj jutro dziś_rano wczoraj_wieczorem dzisiejszy dzisiejsza",
        "said": (
            "powiedział powiedziała poinformował poinformowała dodał dodała podkreślił zaznaczył przekazał"
        ),
        "common": (
            "i w z na do o od po za przed przy pod nad dla przez że się jest są był była było były być "
            "nie to ten ta te tego tej jak już oraz lub ale a ze we który która które którzy jego jej ich "
            "co czy tym"
        ),
    },
    "ru": {
        "abbreviations": "г гг т.е т.д т.п т.н им ул руб млн млрд тыс стр см рис проф акад кв д обл р н.э",
        "backward": "он она оно они его её ее их этот эта это эти такой такая такие тот та те данный",
        "onward": (
            "но а и или однако также тоже кроме_того между_тем при_этом поэтому затем тем_временем "
            "тем_не_менее впрочем потом более_того в_свою_очередь"
        ),
        "persons": "он она его её ему ей",
        "first": "я мне меня мой моя мое мои мы нас нам наш наша наше наши Я Мой Моя Мы Наш Наша",
        "days": "вчера сегодня завтра сегодня_утром вчера_вечером накануне сегодняшний",
        "said": (
            "сказал сказала заявил заявила сообщил сообщила сообщили сообщает отметил отметила написал "
            "написала рассказал рассказала подчеркнул добавил"
        ),
        "common": (
            "и в во на с со к по о об от до за из у не что как это для при а но или же бы был была было "
            "были быть его её их он она они мы вы который которая которые также после между под над без "
            "через"
        ),
    },
    "ar": {
        "backward": "هو هي هم هذا هذه هؤلاء ذلك تلك كما",
        "onward": "لكن ولكن أما وأضاف وأضافت وأشار وتابع وقال وقالت كذلك أيضا ومن_جهة_أخرى من_جانبه من_جهته",
        "first": "أنا نحن لدينا",
        "days": "أمس اليوم غدا غداً الليلة صباح_اليوم مساء_أمس",
        "common": "في من على إلى عن أن إن التي الذي مع هذا هذه كان كانت بعد قبل بين لا ما لم قال قالت",
    },
    "fa": {
        "backward": "او وی آنها این آن",
        "onward": "اما ولی همچنین وی_افزود در_همین_حال",
        "first": "من ما",
        "days": "دیروز امروز فردا امشب دیشب",
        "common": "در به از که را با این آن و برای است بود شد شده می تا بر یک هم",
    },
    "he": {
        "backward": "הוא היא הם הן זה זו אלה",
        "onward": "אבל אך אולם גם בנוסף עם_זאת בינתיים",
        "first": "אני אנחנו שלי שלנו",
        "days": "אתמול היום מחר הערב הבוקר הלילה אמש",
        "common": "של את על עם הוא היא לא כי זה גם או אל מן בין אחרי לפני",
    },
    "bn": {
        "backward": "তিনি তারা তাঁরা সে এটি এই এ_ঘটনায় এ_সময়",
        "onward": "কিন্তু তবে এছাড়া এবং এদিকে",
        "first": "আমি আমরা আমার আমাদের",
        "days": "গতকাল আজ আগামীকাল আজকে",
        "common": "ও এবং এ এই করে হয় থেকে জন্য সঙ্গে করা হয়েছে না একটি",
    },
    "zh": {
        "backward": "他 她 它 他们 她们 它们 这 该 此",
        "onward": "但 但是 不过 然而 此外 同时 另外 而且 因此 所以",
        "first": "我 我们 咱们 笔者 小编",
        "days": "昨天 今天 明天 昨日 今日 明日 今晚 昨晚 今早",
        "common": "的 了 在 是 和 与 及 为 对 将 被 有 也 就 都 而",
    },
}
