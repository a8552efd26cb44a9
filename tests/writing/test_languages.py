# ruff: noqa: E501  (a sentence stands on a line)
"""Each language: found, split, gathered on its own, and written in its own script and direction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import lxml.html
import pytest

from digest import rendering
from digest.models import Article, Edition, Event, Format, Newsletter, Origin
from digest.selection import Brief, languages, rank
from digest.writing import faults, sentences, size, story
from digest.writing.languages import LISTS
from digest.writing.style import hard
from tests.selection import newsday
from tests.shared import shared
from tests.writing.events import NOON

EIGHT = ("en", "fr", "de", "es", "pl", "ru", "ar", "zh")
RECORDED = {
    "en": "2023-11-24",
    "fr": "2023-04-28",
    "de": "2023-04-28",
    "es": "2024-06-19",
    "pl": "2023-04-28",
    "ru": "2026-02-28",
    "ar": "2026-02-28",
    "zh": "2026-02-28",
}
SCRIPTS = {"ar": ("\u0600", "\u06ff"), "ru": ("\u0400", "\u04ff"), "zh": ("\u4e00", "\u9fff")}
SHORT = 12  # letters of the script in a headline that is surely written in it


@dataclass(frozen=True)
class Told:
    """One invented event in one language: a title, its lead, another outlet's report, and what cannot open."""

    title: str
    lead: str
    other: str
    unfit: str
    abbreviated: str


WORDS = {
    "en": Told(
        "Ferry with 120 aboard sinks off Port Sorrow",
        "A ferry carrying 120 passengers sank off Port Sorrow on Thursday, the coast guard said, and 14 people are missing.",
        "Rescuers pulled 106 passengers of a ferry from the water off Port Sorrow on Thursday morning.",
        "For years, she had mended ferries in the harbour.",
        "Lt. Gen. Reed of the U.S. Navy met Mr. Oak on Jan. 3.",
    ),
    "fr": Told(
        "Un bac coule au large de Port Chagrin avec 120 passagers",
        "Un bac transportant 120 passagers a coulé jeudi au large de Port Chagrin et quatorze personnes sont portées disparues.",
        "Les secours ont tiré de l’eau 106 passagers d’un bac jeudi matin au large de Port Chagrin, selon la préfecture.",
        "Il avait coulé hier devant le port.",
        "M. Petit et Mme. Grand ont reçu Mgr. Lenoir à la p. 3 du registre.",
    ),
    "de": Told(
        "Fähre mit 120 Menschen sinkt vor Port Kummer",
        "Eine Fähre mit 120 Menschen an Bord ist am Donnerstag vor der Küste von Port Kummer gesunken, vierzehn werden vermisst.",
        "Retter haben am Donnerstag vor Port Kummer 106 Menschen von einer gesunkenen Fähre aus dem Wasser geholt.",
        "Sie war gestern vor dem Hafen gesunken.",
        "Am 3. August traf Dr. Braun z. B. den Rat, u. a. wegen ca. 5 Mio. Euro.",
    ),
    "es": Told(
        "Se hunde un transbordador con 120 personas frente a Puerto Pena",
        "Un transbordador con 120 pasajeros se hundió el jueves frente a Puerto Pena y catorce personas siguen desaparecidas.",
        "Los equipos de rescate sacaron del agua el jueves a 106 pasajeros de un transbordador frente a Puerto Pena.",
        "Esto ocurrió ayer delante del puerto.",
        "El Sr. Roble y la Sra. Luna viajaron a EE.UU. Unidos con el Gral. Paz.",
    ),
    "pl": Told(
        "Prom ze 120 osobami zatonął koło Portu Smutnego",
        "Prom ze 120 pasażerami zatonął w czwartek u wybrzeży Portu Smutnego, a czternaście osób uznano za zaginione.",
        "Ratownicy wyciągnęli w czwartek z wody 106 pasażerów promu, który zatonął u wybrzeży Portu Smutnego.",
        "On zatonął wczoraj koło portu w mieście.",
        "Koszt to ok. 5 mln. zł, powiedział m.in. prof. Dąb z ul. Morskiej.",
    ),
    "ru": Told(
        "Паром со 120 пассажирами затонул у Портовска",
        "Паром со 120 пассажирами на борту затонул в четверг у берегов Портовска, четырнадцать человек пропали без вести.",
        "Спасатели подняли из воды 106 пассажиров парома, который затонул в четверг у берегов Портовска.",
        "Он затонул вчера возле порта в городе.",
        "В г. Портовске на ул. Морской живут 5 тыс. Жителей, т.е. больше.",
    ),
    "ar": Told(
        "غرق عبارة تحمل 120 راكبا قبالة ميناء الأسى",
        "غرقت عبارة تحمل 120 راكبا قبالة ميناء الأسى يوم الخميس ولا يزال أربعة عشر شخصا في عداد المفقودين.",
        "انتشل رجال الإنقاذ 106 من ركاب العبارة التي غرقت قبالة ميناء الأسى صباح الخميس.",
        "وهذا ما حدث أمس قرب الميناء في المدينة.",
        "التقى د. سليم رئيس البلدية في ميناء الأسى.",
    ),
    "zh": Told(
        "载有120人的渡轮在悲港外海沉没",
        "一艘载有120名乘客的渡轮周四在悲港外海沉没，救援人员仍在搜寻十四名失踪者，港口已暂时关闭。",
        "救援人员周四上午在悲港外海从沉没的渡轮旁救起106名乘客，港务局已经展开调查。",
        "他昨天在港口附近看到渡轮沉没。",
        "渡轮票价为3.5元，载客120人。",
    ),
}


@pytest.mark.parametrize("language", EIGHT)
def test_an_event_is_found_gathered_and_written_in_its_own_language(language: str) -> None:
    """Nobody names the language: it is found, and the reports of the other seven stay apart."""
    events = rank([one for told in EIGHT for one in _reports(told)], _brief(language))
    assert len(events) == 1
    assert len(events[0].articles) == 2
    assert {article.language for article in events[0].articles} == {language}
    written = story(events[0], _paper(language))
    assert written
    assert written.language == language
    own, other = WORDS[language].lead, WORDS[language].other
    gap = "" if language == "zh" else " "
    assert written.lead in {own, other, own + gap + other, other + gap + own}


@pytest.mark.parametrize("language", EIGHT)
def test_a_letter_in_a_language_stands_in_its_direction(language: str) -> None:
    written = story(Event(_reports(language), "world", (), 1.0), _paper(language))
    assert written
    edition = Edition(language, NOON.date(), written.headline, written.lead, (written,), NOON)
    tree = lxml.html.document_fromstring(rendering.letter(_paper(language), edition, Format.FULL, None).html)
    assert (tree.get("lang"), tree.get("dir")) == (language, "rtl" if language == "ar" else "ltr")


@pytest.mark.parametrize("language", EIGHT)
def test_what_leans_on_another_day_or_sentence_is_no_lead(language: str) -> None:
    assert hard(faults(WORDS[language].unfit, language))


@pytest.mark.parametrize("language", EIGHT)
def test_abbreviations_and_figures_end_no_sentence(language: str) -> None:
    told = WORDS[language]
    assert sentences(told.abbreviated, language) == (told.abbreviated,)
    gap = "" if language == "zh" else " "
    assert sentences(told.lead + gap + told.other, language) == (told.lead, told.other)


@pytest.mark.parametrize("language", EIGHT)
def test_a_language_we_say_we_write_has_its_lists(language: str) -> None:
    needed = {"backward", "onward", "first", "days", "weekdays", "said", "common", "persons"}
    assert needed <= set(LISTS[language])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Eine Fähre ist {} vor der Küste von Port Kummer gesunken, teilte die Polizei mit."),
        ("fr", "Un bac a coulé {} au large de Port Chagrin avec quatorze passagers à bord."),
        ("es", "Un transbordador se hundió {} frente a Puerto Pena con catorce pasajeros a bordo."),
        ("pl", "Prom zatonął {} u wybrzeży Portu Smutnego z czternastoma pasażerami na pokładzie."),
        ("ru", "Паром затонул {} у берегов Портовска с четырнадцатью пассажирами на борту."),
        ("ar", "غرقت عبارة {} قبالة ميناء الأسى وعلى متنها أربعة عشر راكبا من المدينة."),
        ("zh", "一艘载有一百二十名乘客的渡轮{}在悲港外海沉没，救援人员正在搜寻。"),
    ],
)
def test_yesterday_is_a_fault_unless_its_weekday_follows(language: str, text: str) -> None:
    day, weekday = {
        "de": ("gestern", "gestern, Mittwoch,"),
        "fr": ("hier", "hier mercredi"),
        "es": ("ayer", "ayer miércoles"),
        "pl": ("wczoraj", "wczoraj, 12 sierpnia,"),
        "ru": ("вчера", "вчера, 12 августа,"),
        "ar": ("أمس", "أمس الأربعاء"),
        "zh": ("昨天", "昨天（12日）"),
    }[language]
    assert [fault.rule for fault in faults(text.format(day), language)] == ["relative day"]
    assert faults(text.format(weekday), language) == ()


@pytest.mark.parametrize("language", EIGHT)
def test_recorded_days_are_written_in_the_script_of_the_newsletter(language: str) -> None:
    folder = shared("newsday", "days", RECORDED[language])
    articles, origins, now = newsday.day(folder)
    unnamed = [one for one in articles if one.language == language][:400]
    paper = newsday.newsletter(reads=(language,), language=language)
    events = rank(unnamed, Brief(paper, origins, (), now))
    stories = [written for event in events if (written := story(event, paper))]
    assert stories
    assert {one.language for one in stories} == {language}
    for one in stories:
        if not one.lead:
            continue
        assert not hard(faults(one.lead, language, one.headline))
        assert size(one.lead) <= paper.form.lead_words[1]
        if language in SCRIPTS:
            low, high = SCRIPTS[language]
            assert sum(low <= letter <= high for letter in one.lead) >= SHORT


@pytest.mark.parametrize("language", EIGHT)
def test_the_language_of_recorded_entries_is_found(language: str) -> None:
    """Of entries whose language nobody named, nineteen in twenty are found."""
    articles, _, now = newsday.day(shared("newsday", "days", RECORDED[language]))
    known = [one for one in articles if one.language == language and len(one.title) > 40][:200]
    unnamed = [Article(one.url, one.title, now, "", one.outlet, one.summary) for one in known]
    found = [languages.language(one, {}, EIGHT) for one in unnamed]
    assert found
    assert found.count(language) >= 0.95 * len(found)


def _reports(language: str) -> tuple[Article, ...]:
    told = WORDS[language]
    return tuple(
        Article(
            f"https://{name}.example/{language}",
            told.title,
            NOON - timedelta(hours=hours),
            name,
            f"{name} {language}",
            text,
        )
        for hours, (name, text) in enumerate((("anchor", told.lead), ("buoy", told.other)), start=1)
    )


def _brief(language: str) -> Brief:
    origins = {name: Origin(name, name) for name in ("anchor", "buoy")}
    return Brief(_paper(language), origins, (), NOON)


def _paper(language: str) -> Newsletter:
    return newsday.newsletter(reads=(language,), language=language)
