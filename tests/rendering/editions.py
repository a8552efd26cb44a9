# ruff: noqa: E501  (a story stands on a line)
"""Invented editions to render: an ordinary day of twenty stories, and days in other scripts."""

from __future__ import annotations

from datetime import UTC, date, datetime

from digest.models import Edition, Newsletter, Reference, Section, Story
from digest.rendering import Links

SENT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
ADDRESS = "reader@example.net"
TOKEN = "q3zt2xw5lk2mvb7rsj4aehgi6ydncpfo3wkq"
LEAVE_URL = f"https://news.example.org/leave/{TOKEN}"
VIEW_URL = f"https://news.example.org/view/{TOKEN}"
LINKS = Links(LEAVE_URL, VIEW_URL)

NEWSLETTER = Newsletter(
    key="daybreak",
    name="The Daybreak Letter",
    sender="The Daybreak Letter <letter@news.example.org>",
    reply_to="desk@news.example.org",
    public_url="https://news.example.org",
    postal_address="Daybreak Letter, 4 Quay Street, Port Ellery PE1 9QT",
    tagline="The world before breakfast",
    sections=(Section("top", "Top stories"), Section("africa", "Africa"), Section("mideast", "Middle East")),
)

ROWS = """
top|Ferry strike ends after unions accept staged pay rise|Crews on the Lornay crossings go back to work on Wednesday under a deal worth nine per cent over two years. The companies withdrew a plan to cut night sailings, and passengers stranded since Friday will travel free.|Harbour Gazette|harbourgazette.example/2026/11/ferry-strike-ends
top|Drought forces Kestrel province to ration water|Households in four towns will have running water every second day from Monday, the governor said. Reservoirs stand at 19 per cent of capacity, and engineers expect no useful rain before the middle of January.|The Upland Courier|uplandcourier.example/kestrel-water-rationing
top|Court clears the way for Merrow's delayed election|Judges dismissed the last complaint about the voters' roll and set polling for 6 December. Both main parties said they would accept the ruling; observers have asked for longer opening hours in the islands.|Civic Record|civicrecord.example/merrow-election-ruling
africa|Mobile clinics reach the last villages of the Dabo plain|Two lorries fitted as surgeries have seen 3,400 patients since August in places a day's walk from a nurse. The ministry says it will buy six more before the rains close the roads.|Well & Ward|wellandward.example/dabo-mobile-clinics
africa|Cocoa growers win a floor price in Sefwana|Buyers must now pay at least 2,900 a tonne, whatever the exchange says, and settle within 15 days. Exporters warn that the stabilisation fund behind the promise holds money for one poor season only.|Market Lantern|marketlantern.example/sefwana-cocoa-floor
africa|Rail line between Tarou and the coast carries freight again|The first ore train in three years reached the port on Sunday after crews rebuilt eleven bridges. Passenger services will follow in spring if the tunnel at Mile 40 passes its inspection.|Line & Signal|linesignal.example/tarou-freight
americas|Fishing fleet agrees to close the southern banks|Owners of 140 boats will leave the spawning grounds alone until June in return for cheaper fuel. Scientists asked for a full year but called the pause the best news for the stock in a decade.|Tidewater Times|tidewater.example/southern-banks-pause
americas|Hill towns sue over a dam nobody warned them about|Residents of three valleys say water rose four metres in an hour when gates were opened without a siren. The operator points to a text message that reached, by its own count, 61 telephones.|Valley Standard|valleystandard.example/dam-gates-lawsuit
americas|Teachers test lessons by radio in Santa Brava|Sixty schools without a connection will follow science classes on medium wave this term. A trial last year raised marks by a tenth, and batteries cost less than the textbooks they replaced.|Chalk and Wave|chalkwave.example/radio-lessons
asia|Typhoon turns away from the Sanari islands|The storm weakened overnight and will pass 200 kilometres to the north, forecasters said. Some 48,000 people who had moved to shelters may go home once the harbour wall has been checked.|Pacific Ledger|pacificledger.example/typhoon-turns
asia|Handloom weavers form a union of their own|More than 12,000 weavers in the Ruvan delta voted to bargain together for the first time. They want orders paid on delivery rather than after sale, which can take the better part of a year.|Loom Street News|loomstreet.example/weavers-union
asia|Glacier lake above Pharul drained before it could burst|Engineers lowered the water by nine metres through a channel cut by hand at 4,800 metres. Villages below had practised leaving every month since a flood took the footbridge in 2019.|High Passes|highpasses.example/pharul-lake
europe|Night trains return to four capitals next summer|Two state railways will share sleeping cars on routes given up in 2014, with fares from 39 a berth. A missing signal upgrade still keeps speeds low on the stretch beside the lake.|Line & Signal|linesignal.example/night-trains
europe|Small dairies told to label their milk by region|The rule covers farms with fewer than 80 cows and begins in March. Growers' groups welcomed it, while bottlers say that one tank often holds the milk of three valleys.|Field Notebook|fieldnotebook.example/milk-labels
europe|Archive opens the letters of a lighthouse family|Nearly 900 pages written between 1871 and 1920 can be read online from today. They record wrecks, weather and a long quarrel with the tax office about the ownership of a goat.|Stage & Shelf|stageshelf.example/lighthouse-letters
mideast|Power returns to Qasr Amal after nine days|Engineers spliced the last damaged cable on Saturday night, and both hospitals are off their generators. Bakeries stay subsidised until the end of the month to bring prices down.|Crescent Wire|crescentwire.example/qasr-amal-power
mideast|Date farmers share one well and one timetable|Families in the Wadi Senn take water in turns by an agreement read aloud each Friday. Yields have risen by a fifth since the pumps stopped running against one another.|Field Notebook|fieldnotebook.example/wadi-senn-well
global|Vaccine makers pledge doses for a common reserve|Seven companies will set aside five per cent of each batch for outbreaks in poor countries. Health charities call it useful but note that nobody has said who pays the freight.|Well & Ward|wellandward.example/vaccine-reserve
global|Shipping lanes move to spare resting whales|A detour of 30 kilometres adds an hour to the voyage round the cape and applies from May to August. Trials cut collisions by half, according to the monitoring group.|Tidewater Times|tidewater.example/whale-lanes
global|Survey finds radio is still the most trusted medium|Of 21,000 people asked in 18 countries, 58 per cent said they believe what they hear on air. Trust was lowest where respondents knew nobody who works as a reporter.|Pacific Ledger|pacificledger.example/radio-trust
"""


def edition(count: int = 20) -> Edition:
    """An ordinary day, up to twenty stories and beyond by turning the page again."""
    stories = _stories(ROWS)
    turned = tuple(stories[number % len(stories)] for number in range(count))
    return _edition("Ferry strike ends; water rationed in Kestrel; Merrow to vote", turned)


def told_again() -> Edition:
    """A day with everything a story can carry: other outlets, an update, foreign languages."""
    first, second, *rest = _stories(ROWS)[:6]
    outlets = (
        "Le Quai",
        "Tidewater Times",
        "Harbour Gazette",
        "صحيفة الميناء",
        "Civic Record",
        "High Passes",
    )
    full = Story(
        key=first.key,
        section="top",
        headline=first.headline,
        lead=first.lead,
        source=first.source,
        also=tuple(
            Reference(outlet, f"https://{n}.example/ferry", language="fr" if outlet == "Le Quai" else "")
            for n, outlet in enumerate(outlets)
        ),
        update="unions have signed, and sailings start a day earlier",
    )
    foreign = Story(
        key="foreign",
        section="mideast",
        headline="عودة الكهرباء إلى قصر أمل بعد تسعة أيام",
        lead="أصلح المهندسون آخر كابل متضرر ليلة السبت.",
        source=Reference("صحيفة الميناء", "https://mina.example/kahraba", language="ar"),
        language="ar",
    )
    return _edition("Ferry strike ends", (full, second, *rest, foreign))


def speaking(language: str) -> tuple[Newsletter, Edition]:
    """A short day in French, Arabic, Persian or Chinese, and its newsletter."""
    name, tagline, subject, rows = DAYS[language]
    newsletter = Newsletter(
        key="daybreak",
        name=name,
        sender="letter@news.example.org",
        public_url="https://news.example.org",
        postal_address="Daybreak Letter, 4 Quay Street, Port Ellery PE1 9QT",
        tagline=tagline,
        language=language,
        top_stories=2,
    )
    return newsletter, _edition(subject, _stories(rows))


def _edition(subject: str, stories: tuple[Story, ...]) -> Edition:
    return Edition(
        newsletter="daybreak",
        day=date(2026, 11, 23),
        subject=subject,
        preheader="; ".join(story.headline for story in stories[1:4])[:120],
        stories=stories,
        created=SENT,
    )


def _stories(rows: str) -> tuple[Story, ...]:
    fields = [line.split("|") for line in rows.strip().splitlines()]
    return tuple(
        Story(f"story-{n}", section, headline, lead, Reference(outlet, f"https://{url}"))
        for n, (section, headline, lead, outlet, url) in enumerate(fields)
    )


DAYS = {
    "fr": (
        "La Lettre de l’aube",
        "Le monde avant le café",
        "Fin de la grève des bacs ; l’eau rationnée à Kestrel",
        """
World|La grève des bacs s’achève sur un accord salarial|Les équipages reprendront la mer mercredi : neuf pour cent en deux ans, et aucune traversée de nuit supprimée. Les passagers bloqués depuis vendredi voyageront gratuitement.|La Gazette du port|gazetteduport.example/greve-bacs
World|La sécheresse impose de rationner l’eau à Kestrel|Quatre villes n’auront d’eau courante qu’un jour sur deux dès lundi. Les réservoirs sont à 19 % et nul n’attend de pluie utile avant la mi-janvier.|Le Courrier des hauts|courrierdeshauts.example/eau-kestrel
Africa|Des cliniques mobiles gagnent la plaine du Dabo|Deux camions équipés ont reçu 3 400 patients depuis août, là où l’infirmière la plus proche était à une journée de marche.|Santé & Village|santevillage.example/dabo
Europe|Les trains de nuit reviennent dans quatre capitales|Deux compagnies partageront leurs voitures-lits dès l’été, à partir de 39 euros la couchette.|Rail et Signal|railetsignal.example/nuit
""",
    ),
    "ar": (
        "رسالة الفجر",
        "العالم قبل الفطور",
        "انتهاء إضراب العبّارات وتقنين المياه في كسترل",
        """
World|انتهاء إضراب العبّارات بعد اتفاق على الأجور|تعود الطواقم إلى العمل يوم الأربعاء بعد اتفاق على زيادة قدرها تسعة في المئة خلال عامين. وسيسافر مجانًا الركاب العالقون منذ يوم الجمعة.|صحيفة الميناء|mina.example/2026/idrab
World|الجفاف يفرض تقنين المياه في إقليم كسترل|ستصل المياه إلى أربع مدن مرة كل يومين ابتداء من الاثنين، إذ لم يبق في الخزانات سوى 19 في المئة من سعتها.|The Upland Courier|uplandcourier.example/water-ar
Africa|عيادات متنقلة تصل إلى آخر قرى سهل دابو|استقبلت شاحنتان مجهزتان 3400 مريض منذ أغسطس في قرى تبعد مسيرة يوم عن أقرب ممرضة.|Well & Ward|wellandward.example/dabo-ar
Middle East|عودة الكهرباء إلى قصر أمل بعد تسعة أيام|أصلح المهندسون آخر كابل متضرر ليلة السبت، وعاد المستشفيان إلى الشبكة العامة.|برق الهلال|hilal.example/kahraba
""",
    ),
    "fa": (
        "نامهٔ سپیده",
        "جهان پیش از صبحانه",
        "پایان اعتصاب کشتی‌ها",
        """
World|اعتصاب کارکنان کشتی‌ها با توافق پایان یافت|کارکنان از چهارشنبه به کار بازمی‌گردند و دستمزدشان در دو سال نه درصد افزایش می‌یابد.|روزنامهٔ بندر|bandar.example/etesab
Asia|دریاچهٔ یخچالی پیش از سرریز شدن تخلیه شد|مهندسان سطح آب را در ارتفاع ۴۸۰۰ متری با کندن آبراهی نه متر پایین آوردند.|High Passes|highpasses.example/fa
""",
    ),
    "zh": (
        "破晓来信",
        "早餐之前的世界",
        "渡轮罢工结束；凯斯特尔省限水",
        """
World|工会接受分期加薪，渡轮罢工宣告结束|根据协议，船员将于周三复工，两年内加薪百分之九，夜间航班全部保留。自周五起滞留的旅客可以免费乘船。|海港公报|haigang.example/2026/duilun
World|干旱迫使凯斯特尔省实行限水|从周一起，四座城镇每两天供水一次。水库蓄水量仅为百分之十九，工程师预计一月中旬之前不会有有效降雨。|高地信使报|gaodi.example/xianshui
Asia|台风转向，萨纳里群岛解除警报|风暴一夜之间减弱，将从以北两百公里处经过。约四万八千名转移到避难所的居民将陆续回家。|太平洋纪事|taipingyang.example/taifeng
Europe|四国首都之间的夜行列车明年夏天恢复|两家国有铁路公司将共用卧铺车厢，每个铺位三十九元起。|铁路与信号|tielu.example/yexing
""",
    ),
}
