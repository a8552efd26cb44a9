"""Hard news: titles that tell of lives, disasters, war, power, justice or livelihoods, by plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

# A subject a line, by language: beginnings of words, where a final full stop asks for the whole word.
# Reviewed against what an encyclopaedia's editors list day by day and what other feeds carry beside it.
HARD: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "lives": {
            "en": """
                kill. kills. killed. killing. killings. dead. deadly. death. deaths. die.
                dies. died. fatal toll. wound wounded. injured. injures. injuring.
                shooting. shot. stabbing stabbed bomb. bombs. bombed. bombing explosi
                explode blast. blasts. murder massacre kidnap abduct hostage missing.
                suicide.
            """,
            "fr": """
                mort. morts. mortel tué tués tuée blessé assassin meurtre otage explosion
                fusillade disparu
            """,
            "de": """
                tot. tote. toten. toter. tödlich getötet verletzt mord. ermordet geisel
                explosion vermisst
            """,
            "es": """
                muert muere. mueren. mató matan. herid asesin rehén rehenes explosión
                tiroteo desaparecid
            """,
            "pl": "zgin zabi śmier ofiar rann zamord zakładni wybuch eksploz zaginę",
            "ru": "погиб убит убий смерт ранен жертв взрыв заложник пропал",
            "ar": "قتل مقتل وفاة ضحايا جرحى إصابة انفجار رهائن اغتيال",
            "zh": "死亡 遇难 丧生 受伤 爆炸 枪击 失踪 人质",
        },
        "disaster": {
            "en": """
                earthquake quake. flood landslide mudslide cyclone hurricane typhoon
                wildfire storm. storms. tsunami volcan erupt crash. crashes. crashed.
                collision collide capsiz collaps derail rescue. rescued. rescuers evacuat
                outbreak epidemic famine drought displaced refugee humanitarian blaze.
                fire. fires. pandemic virus.
            """,
            "fr": """
                séisme inondation ouragan cyclone incendie éruption naufrage évacu
                épidémie famine sécheresse
            """,
            "de": """
                erdbeben überschwemm hochwasser sturm. orkan waldbr brand. unglück absturz
                evakuier epidemie
            """,
            "es": """
                terremoto sismo. inundaci huracán incendio erupción naufragio evacua
                epidemia hambruna sequía
            """,
            "pl": "trzęsieni powód powodz huragan pożar katastrof wypadek wypadk ewakua epidemi głód susz",
            "ru": "землетрясен наводнен ураган пожар катастроф крушен эвакуац эпидеми голод засух",
            "ar": "زلزال فيضان إعصار حريق كارثة انهيار إجلاء وباء مجاعة",
            "zh": "地震 洪水 台风 火灾 灾害 坠毁 事故 疫情 疏散",
        },
        "war": {
            "en": """
                war. wars. attack. attacks. attacked. strike. strikes. airstrike missile
                drone. drones. clash. clashes. raid. raids. raided. gunman. gunmen.
                militant insurgent rebel. rebels. troops. soldier invasion invade
                ceasefire. truce. shelling. captur terroris coup. occupied. frontline
                nuclear.
            """,
            "fr": "guerre attaque frappe missile drone trêve cessez-le-feu soldat armée terroris",
            "de": "krieg. angriff rakete drohne waffenruhe soldat truppen terror putsch",
            "es": "guerra. ataque bombarde misil dron tregua soldado ejército terroris golpe.",
            "pl": "wojn atak rakiet dron rozejm żołnierz wojsk terror",
            "ru": "войн атак удар ракет дрон перемири солдат войск террор",
            "ar": "حرب هجوم غارة صاروخ مسيّرة هدنة جنود معارك",
            "zh": "战争 袭击 空袭 导弹 无人机 停火 士兵 军队",
        },
        "power": {
            "en": """
                election elect. elected. vote. votes. voted. voters. referendum parliament.
                minister coalition. resign sworn. ban. bans. banned. sanctions. treaty.
                agreement. summit. protest opposition. martial. independence. emergency.
                regime.
            """,
            "fr": "élection vote. référendum parlement ministre démission sanction accord. sommet manif",
            "de": "wahl. wahlen. abstimmung parlament minister rücktritt sanktion abkommen gipfel. protest",
            "es": """
                elecci voto. votos. referéndum parlamento ministro ministra dimite
                dimisión dimitió sancion acuerdo cumbre protesta
            """,
            "pl": """
                wybor głosowan referendum parlament sejm minister dymisj sankcj
                porozumieni szczyt protest
            """,
            "ru": "выбор голосован референдум парламент министр отставк санкци соглашени саммит протест",
            "ar": "انتخابات استفتاء برلمان وزير استقالة عقوبات اتفاق قمة احتجاج",
            "zh": "选举 公投 议会 总理 辞职 制裁 协议 峰会 抗议",
        },
        "justice": {
            "en": """
                court. courts. sentenc convict arrest detain charged. warrant. prison.
                prisoner jailed. ruling. verdict guilty. indict extradit. trial. lawsuit.
                sues. judge.
            """,
            "fr": "tribunal procès condamn arrêt. arrêté prison. justice. inculp",
            "de": "gericht. urteil verurteilt festgenommen verhaftet gefängnis prozess. anklage",
            "es": "tribunal juicio conden detenid detien arrest prisión cárcel fiscal",
            "pl": "sąd. sądu. wyrok skazan areszt zatrzyman więzieni prokurat",
            "ru": "суд. суда. приговор осужд арест задержан тюрьм обвин",
            "ar": "محكمة حكم اعتقال سجن إدانة محاكمة",
            "zh": "法院 判处 逮捕 监禁 起诉 审判",
        },
        "livelihoods": {
            "en": """
                tariff inflation. recession. bankrupt bailout layoffs. shortage blackout
                outage poverty.
            """,
            "fr": "inflation. récession. faillite pénurie chômage pauvreté grève",
            "de": "inflation. rezession. insolvenz arbeitslos armut. streik",
            "es": "inflación recesión quiebra desempleo pobreza huelga apagón",
            "pl": "inflacj recesj bankru bezroboci strajk ubóstw",
            "ru": "инфляц рецесси банкрот безработиц забастовк",
            "ar": "تضخم ركود إفلاس بطالة فقر إضراب",
            "zh": "通胀 衰退 破产 失业 贫困 罢工 关税",
        },
    }
)


def grave(title: str, language: str) -> str:
    """The subject of hard news that a title tells of, or an empty string."""
    match = _hard(language).search(title.casefold())
    return match.lastgroup or "" if match else ""


@cache
def _hard(language: str) -> re.Pattern[str]:
    said = [(subject, words[language]) for subject, words in HARD.items() if language in words]
    spaced = language != "zh"
    groups = [
        f"(?P<{subject}>{'|'.join(_word(word, spaced) for word in words.split())})" for subject, words in said
    ]
    start = r"(?<!\w)(?:ال)?" if language == "ar" else r"(?<!\w)" if spaced else ""
    return re.compile(f"{start}(?:{'|'.join(groups)})" if groups else r"(?!)")


def _word(word: str, spaced: bool) -> str:
    whole = word.endswith(".") and spaced
    return re.escape(word.rstrip(".")) + (r"(?!\w)" if whole else "")
