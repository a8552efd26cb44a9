"""What peoples and places are called in languages other than English, where CLDR's names do not tell.

CLDR has the countries, and the cities that time zones are named after. Here stand other capitals and great
cities, and the peoples whose name does not begin as their country's does.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# By language: a country's code and names, as "CODE name name"; countries apart by `|`, and `_` is a space.
# A name in lower case is the beginning of words in any case, or with a full stop the whole word; other names
# stand as they are, or bent at their end.
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "fr": """
US américain états-unien Washington Maison_Blanche Pentagone Californie Texas Floride
GB britannique anglais écoss Royaume-Uni Angleterre Écosse Grande-Bretagne Belfast
DE allemand Munich Francfort|FR français parisien Marseille Lyon|ES espagnol Barcelone
NL néerlandais Pays-Bas La_Haye Rotterdam|BE belge bruxellois Anvers|GR grec. grecs. grecque
CH suisse. suisses. Genève Berne|PL polonais Cracovie|HU hongrois|TR turc. turcs. turque Ankara
UA ukrainien Kiev Kyiv Kharkiv Odessa Zaporijjia Donbass Crimée|RU russe Kremlin Saint-Pétersbourg
CN chinois Pékin Xinjiang Tibet|IN indien New_Delhi Bombay|JP japonais|KR sud-coréen|KP nord-coréen
PK pakistanais Islamabad|AF afghan talibans|IL israélien Jérusalem Tel-Aviv Tel_Aviv Tsahal
PS palestinien Gaza Cisjordanie Hamas|LB libanais Beyrouth Hezbollah|SY syrien Alep
IQ irakien Mossoul|IR iranien|SA saoudien saoudite Riyad|YE yéménite houthi Sanaa|EG égyptien
MA marocain Rabat|DZ algérien|TN tunisien|LY libyen|SD soudanais Darfour|SS sud-soudanais
ET éthiopien Addis-Abeba|CD congolais Kinshasa Goma Nord-Kivu|CM camerounais Yaoundé|CI ivoirien
NG nigérian Abuja|ZA sud-africain Pretoria Le_Cap|BR brésilien Brasilia|AR argentin
MX mexicain Mexico|CA canadien Ottawa Montréal Québec|AU australien Canberra|EU européen Bruxelles""",
        "de": """
US amerikan US-Amerika Washington Weiße_Haus Weißen_Haus Pentagon Kalifornien USA
GB britisch briten. brite. englisch engländer schott England Schottland Großbritannien Nordirland
DE deutsch Deutsche München Hamburg Köln Frankfurt Bundestag|FR französisch franzos Marseille Lyon
ES spanisch spanier Barcelona|NL niederländisch holländ Den_Haag Rotterdam
BE belgi Brüssel Antwerpen|GR griech|CH schweizer Bern Genf Zürich|PL polnisch polen. Krakau
CZ tschech|HU ungar|DK dänisch dänen|TR türk Ankara
UA ukrain Kiew Kyjiw Charkiw Odessa Cherson Saporischschja Donbass Krim
RU russisch russen. russe. Kreml Petersburg|CN chines Peking Xinjiang Tibet
IN indisch inder. Neu-Delhi Delhi Mumbai|JP japan|KR südkorean|KP nordkorean|PK pakistan Islamabad
AF afghan Taliban|IL israel Jerusalem Tel_Aviv|PS palästinens Gaza Gazastreifen Westjordanland Hamas
LB libanes Hisbollah|SY syrisch syrer. Aleppo|IQ irakisch iraker|IR iranisch iraner
SA saudisch saudi- Riad|YE jemenit Huthi|EG ägypt|MA marokkan Rabat|DZ algeri|LY libysch libyer
SD sudanes Darfur|ET äthiop Addis_Abeba|CD kongoles Kinshasa Goma|NG nigerian Abuja
ZA südafrikan Pretoria Kapstadt|BR brasilian Brasilia|AR argentin|MX mexikan|CA kanad Ottawa
AU austral Canberra|EU EU europäisch Brüssel""",
        "es": """

US estadounidense norteamerican Washington Casa_Blanca Pentágono California Florida Nueva_York EEUU EE.UU EE
GB británic inglés inglesa escoces Reino_Unido Inglaterra Escocia Gran_Bretaña
DE alemán alemana alemanes Múnich|FR francés francesa franceses Marsella
ES español Barcelona Cataluña Sevilla Valencia|NL neerland holand Países_Bajos La_Haya
BE belga Bruselas|GR grieg|CH suiz Ginebra Berna|PL polac|HU húngar|TR turc. turco turca Ankara
UA ucrani Kiev Járkov Odesa Donbás Crimea|RU ruso. rusa. rusos. rusas. Kremlin San_Petersburgo
CN chino china. chinos Pekín|IN indio. india. indios Nueva_Delhi|JP japonés japones|KR surcorean
KP norcorean|PK pakistaní Islamabad|AF afgan talib|IL israelí Jerusalén Tel_Aviv
PS palestin Gaza Cisjordania Hamás|LB libanés libanes Hizbulá Hezbolá|SY siri. sirio siria. Alepo
IQ iraquí|IR iraní|SA saudí saudit Riad|YE yemení hutí|EG egipci|MA marroquí Rabat|DZ argelin
LY libi. libio|SD sudan|ET etíope Adís_Abeba|CD congoleñ Kinsasa Goma|NG nigerian Abuja
ZA sudafrican Pretoria|BR brasileñ Brasilia|AR argentin|CL chilen|CO colombian|VE venezolan
PE peruan|MX mexican|CU cuban|CA canadiens Ottawa|AU australian|EU UE europe Bruselas""",
        "pl": """
US amerykańs ameryka Waszyngton Biały_Dom Pentagon USA Kaliforni
GB brytyjs angiels szkoc Anglia Anglii Szkocja Londyn|DE niemieck niemc Monachium
FR francus Marsylia|ES hiszpańs Barcelona|NL holender niderland Haga|BE belgijs Bruksela Brukseli
PL polsk polak polac Warszaw Kraków Krakow Gdańsk Wrocław Poznań Sejm|GR grec|CH szwajcar
HU węgiers Węgr Węgier|TR tureck turc Ankara|CZ czesk czech. czechy
UA ukraińs Kijów Kijow Charków Charkow Odessa Donbas Krym|RU rosyjs rosjan Kreml Moskw Petersburg
CN chińs chin. Pekin|IN indyjs Delhi|JP japońs|KR południowokoreańs Korei_Południowej
KP północnokoreańs Korei_Północnej|PK pakistańs|AF afgańs Taliban talib
IL izraels Jerozolim Tel_Awiw|PS palestyńs Gaza Gazy Gazie Strefy_Gazy Hamas|LB libańs Hezbollah
SY syryjs|IQ irack|IR irańs|SA saudyjs Rijad|YE jemeńs Huti|EG egips|MA marokańs|SD sudańs Darfur
ET etiops|CD kongijs|NG nigeryjs|ZA południowoafrykańs RPA|BR brazylijs|AR argentyńs|MX meksykańs
CA kanadyjs|AU australijs|BY białorus Mińsk|LT litews litw Wilno
EU UE unijn europejs Bruksela Brukseli""",
        "ru": """
US американ США Вашингтон Белый_дом Белого_дома Пентагон Калифорни Техас
GB британ англи. английск шотланд Великобритани Лондон|DE немец германск Берлин Мюнхен
FR француз Париж Марсел|ES испан|NL нидерланд голланд Гааг|BE бельги Брюссел|GR грече|CH швейцар
PL польск поляк|HU венгер|TR турец турк Анкар
UA украин киев Харьков Одесс Донбасс Крым Херсон Запорож
RU росси российск москов Москв Петербург Кремл|CN китай Пекин|IN индий индус Дели|JP япон Токи
KR южнокорей Сеул|KP северокорей Пхеньян КНДР|PK пакистан|AF афган талиб|IL израил Иерусалим
PS палестин Газа Газе Газы ХАМАС|LB ливан Бейрут Хезболл|SY сирий Дамаск|IQ ирак Багдад
IR иран Тегеран|SA саудов Эр-Рияд|YE йемен хусит|EG египет египт Каир|SD судан Хартум Дарфур
ET эфиоп|CD конголез Киншас|NG нигерий|ZA южноафрикан ЮАР|BR бразил|AR аргентин|MX мексик|CA канад
AU австрал|BY белорус Минск|KZ казах Астан|GE грузин Тбилис|AM армян Ереван|AZ азербайджан Баку
EU ЕС Евросоюз европей""",
        "ar": """
US أمريكا الأمريكي الأمريكية أمريكي أمريكية الأميركي الأميركية واشنطن البنتاغون
GB بريطانيا البريطاني البريطانية بريطاني لندن|DE الألماني الألمانية ألماني برلين
FR الفرنسي الفرنسية فرنسي باريس|ES الإسباني الإسبانية مدريد|RU الروسي الروسية روسي موسكو الكرملين
UA الأوكراني الأوكرانية أوكراني كييف|CN الصيني الصينية صيني بكين|IN الهندي الهندية نيودلهي
JP الياباني اليابانية|TR التركي التركية تركي أنقرة
IL الإسرائيلي الإسرائيلية إسرائيلي إسرائيلية تل_أبيب القدس
PS فلسطين الفلسطيني الفلسطينية فلسطيني الفلسطينيين غزة الضفة_الغربية حماس رفح
LB اللبناني اللبنانية بيروت حزب_الله|SY سوريا السوري السورية دمشق حلب|IQ العراقي العراقية بغداد
IR الإيراني الإيرانية إيراني طهران|SA السعودي السعودية الرياض
YE اليمني اليمنية صنعاء الحوثي الحوثيين الحوثيون|EG المصري المصرية القاهرة|LY الليبي الليبية طرابلس
SD السوداني السودانية الخرطوم دارفور|DZ الجزائري الجزائرية|MA المغربي المغربية الرباط
TN التونسي التونسية|AE الإماراتي الإماراتية أبوظبي دبي|QA القطري القطرية الدوحة
JO الأردني الأردنية عمّان|KW الكويتي الكويتية|PK الباكستاني إسلام_آباد|AF الأفغاني طالبان كابول
EU الأوروبي الأوروبية بروكسل""",
        "zh": """
US 美国 美方 美军 华盛顿 白宫 五角大楼 加州 纽约|GB 英国 英方 伦敦|DE 德国 德方|FR 法国 法方
RU 俄罗斯 俄方 俄军 俄国 克里姆林宫|UA 乌克兰 乌军 乌方 基辅
CN 中国 我国 国务院 北京 新华社 习近平 全国人大|TW 台湾 台北|HK 香港|JP 日本 日方 东京
KR 韩国 韩方 首尔|KP 朝鲜 平壤|IN 印度 印方 新德里|PK 巴基斯坦 伊斯兰堡|AF 阿富汗 塔利班
IL 以色列 以军 以方 耶路撒冷 特拉维夫|PS 巴勒斯坦 加沙 约旦河西岸 哈马斯|LB 黎巴嫩 真主党|SY 叙利亚
IR 伊朗 伊方|SA 沙特 利雅得|YE 也门 胡塞|TR 土耳其 安卡拉|EG 埃及|SD 苏丹|ZA 南非|CD 刚果金
BR 巴西 巴西利亚|AU 澳大利亚 澳方 堪培拉|CA 加拿大 渥太华|EU 欧盟 欧洲 布鲁塞尔""",
    }
)


def exonyms(language: str) -> dict[str, str]:
    """The names of this table in a language, each with the code of its country."""
    lines = [line.split() for line in NAMES.get(language, "").replace("|", "\n").split("\n") if line.strip()]
    return {name.replace("_", " "): line[0] for line in lines for name in line[1:]}
