"""Every rule of the house style, on a sentence that breaks it and on one that does not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.writing import faults, headline_faults
from digest.writing.style import ASIDE_RULES, LEAD_RULES, OPENING_RULES, SENTENCE_RULES, hard

CLEAN = "A ferry carrying 120 passengers sank off Port Sorrow on Thursday, the coast guard said."

BROKEN = [
    ("cut", "A ferry carrying 120 passengers sank off Port Sorrow as it..."),
    ("cut", "A ferry carrying 120 passengers sank off Port Sorrow. [+512 chars]"),
    ("unended", "A ferry carrying 120 passengers sank off Port Sorrow on Thursday"),
    ("unbalanced", "A ferry “of great age sank off Port Sorrow on Thursday, police said."),
    ("lower start", "carrying 120 passengers, a ferry sank off Port Sorrow on Thursday."),
    ("boilerplate", "Follow along for everything the coast guard says of the ferry off Port Sorrow."),
    ("split abbreviation", "A ferry carrying 120 passengers sank, according to the harbour master Mr."),
    (
        "split abbreviation",
        "A ferry carrying 120 passengers sank on Thursday under its new captain, the coast guard's C.J.",
    ),
    ("markup", "A ferry of the line owned by >the harbour union sank off Port Sorrow on Thursday."),
    ("markup", "A ferry <b>sank</b> off Port Sorrow on Thursday with many people aboard."),
    ("markup", "A ferry sank off Port Sorrow on Thursday, see https://coast.example for all."),
    ("markup", "A ferry sank off Port Sorrow on Thursday, 🚢 officials in the town said."),
    ("markup", "A ferry sank off Port Sorrow on Thursday, officials said on #ferry pages."),
    ("markup", "Readers of the ferry news must confirm their address at renew-harbour.example today."),
    ("markup", "The ferry sank off Port Sorrow, and coast.example/list names all its passengers."),
    ("spacing", "A ferry sank off Port Sorrow.The coast guard is searching for 14 people."),
    ("spacing", "The ferry sank off Port SorrowRescue boats are searching for 14 people."),
    ("verbless", "The ferry sank off Port Sorrow. On Friday, Harbour Master Ada Reed."),
    ("shouting", "FERRY SINKS OFF the coast, the harbour master of Port Sorrow said today."),
    ("dateline", "PORT SORROW, Aug 13 (Reuters) - A ferry carrying 120 passengers sank on Thursday."),
    ("dateline", "Kiew (dpa) - Eine Fähre ist vor der Küste gesunken, teilte die Polizei mit."),
    ("byline", "By Ada Reed A ferry carrying 120 passengers sank off Port Sorrow."),
    ("byline", "Updated on Thursday: a ferry carrying 120 passengers sank off Port Sorrow."),
    ("caption", "A lifeboat waits in the harbour of Port Sorrow on Aug. 12, 2026."),
    ("caption", "Relatives stand next to the quay in Port Sorrow on Nov. 24, 2026, amid a search at sea."),
    ("caption", "Ada Reed attends a hearing in the town hall of Port Sorrow on August 11, 2026 in the rain."),
    ("boilerplate", "The post Ferry sinks off Port Sorrow appeared first on Coast Herald of the town."),
    ("boilerplate", "Sign up for the harbour letter and hear of every ferry before it sinks."),
    ("boilerplate", "Weiterlesen auf der Seite mit allen Nachrichten aus der Stadt und dem Hafen."),
    ("first person", "I saw how a ferry carrying 120 passengers sank off Port Sorrow on Thursday."),
    ("relative day", "A ferry carrying 120 passengers sank off Port Sorrow yesterday, police said."),
    ("relative day", "Eine Fähre mit 120 Menschen ist gestern vor der Küste gesunken, so die Polizei."),
    ("question", "Why did a ferry carrying 120 passengers sink off Port Sorrow on Thursday?"),
    ("long sentence", "A ferry " + "and another ferry " * 25 + "sank."),
    ("points back", "He was the captain of the ferry that sank off Port Sorrow on Thursday."),
    ("points back", "The old ship was carrying 120 passengers and a cargo of timber when it sank."),
    ("points back", "The harbour office's confirmation comes two days after the ferry was reported lost."),
    ("points back", "Er war der Kapitän der Fähre, die vor der Küste der Stadt gesunken ist."),
    ("mid-story", "However, the ferry carrying 120 passengers was not insured, the town said."),
    ("mid-story", "Однако паром со 120 пассажирами не был застрахован, сообщили в городе вечером."),
    ("mid-story", "Dozens more were pulled from the water by fishing boats near Port Sorrow."),
    ("no antecedent", "In an interview with a newspaper, she said the ferry had been overloaded."),
    ("no antecedent", "Norway's ferries and, if possible, its harbours should stay shut, he said."),
    ("no speaker", "“The ferry was old, far too old for this stretch of the sea,” and nobody listened."),
    ("own piece", "Ada Reed, Coast Herald correspondant, is live from the harbour of Port Sorrow."),
    ("own piece", "The owners of ferries have learned nothing, writes Tom Oak for Harbour Opinion."),
    ("own piece", "Noteworthy stories of the sea: a ferry sinks, a harbour opens, a mayor speaks."),
    ("background", "In 1998, a ferry of the same line hit a reef off Port Sorrow in thick fog."),
    ("background", "For more than a decade, the ferries of the line were the pride of Port Sorrow."),
    ("background", "Once the pride of Port Sorrow, the ferry line has fewer and fewer passengers."),
    ("scene", "On a grey morning in the harbour of Port Sorrow, a crowd waited on the quay."),
    ("scene", "Ada Reed, 34, still remembers the smell of the ferries that her father mended."),
    ("life", "Mayor Tom Oak was born in the harbour of Port Sorrow, where ferries were built."),
    ("life", "The ferry line of Port Sorrow has long been the pride of everyone in the region."),
    ("opinion", "The ferries of Port Sorrow should stay in the harbour until the sea is calm."),
    ("life", "Port Sorrow has repeatedly condemned the ferry line, calling it a danger to the town."),
    ("opinion", "As the sky darkened over Port Sorrow, people on the quay broke into applause."),
    ("telegram", "Turbulent transition awaits the captains of the ferry line in Port Sorrow, says a union."),
    ("telegram", "Hospitals in city of Port Sorrow are full after the ferry sank, says the mayor."),
    ("definite", "The unclassified Norway report sheds new light on the ferries of Port Sorrow."),
    ("life", "The Norwegian mayor's remark comes amid signs of a quarrel over the ferries of Port Sorrow."),
    ("opinion", "If the ferries of Port Sorrow go on like this, nobody will board them in spring."),
    ("telegram", "Former harbour chief urges the ferries of Port Sorrow to stay where they are."),
    ("chatty", "A ferry sank off Port Sorrow on Thursday, and the harbour office didn’t notice."),
    ("definite", "The cold leaves two ferries for the whole of Port Sorrow and its islands."),
    ("short", "A ferry sank off Port Sorrow."),
    (
        "repeats itself",
        "“We will not open the old harbour. We will never open the old harbour. It is closed,” she said.",
    ),
    ("repeats itself", "A ferry sank off Port Sorrow on Thursday. Off Port Sorrow a ferry sank on Thursday."),
]


@pytest.mark.parametrize(("rule", "text"), BROKEN)
def test_a_broken_rule_is_named(rule: str, text: str) -> None:
    language = "de" if "Fähre" in text or "Weiter" in text else "ru" if "паром" in text else "en"
    assert rule in {fault.rule for fault in faults(text, language)}


def test_every_rule_has_an_example() -> None:
    rules = {rule.name for rule in SENTENCE_RULES + OPENING_RULES + ASIDE_RULES + LEAD_RULES}
    assert rules - {rule for rule, _ in BROKEN} == {"repeats headline"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", CLEAN),
        ("en", "“We lost everything in one night,” harbour master Ada Reed said on Thursday."),
        ("en", "It is unclear why a ferry with 120 people aboard sank, the coast guard said."),
        ("en", "In his first speech since the sinking, Mayor Tom Oak promised an inquiry."),
        ("en", "The owner of USA Today bought a ferry, three harbours and the Tonight Show."),
        (
            "en",
            "In 2025, ferries carried 3 million people to Port Sorrow, the harbour office said on Friday.",
        ),
        ("en", "For years, the ferry line hid faults of its ships, a court in Port Sorrow found on Friday."),
        ("en", "Ada Reed, 34, was rescued on Thursday after two days in the sea off Port Sorrow."),
        ("en", "The government of Port Sorrow has ordered all ferries to stay in the harbour."),
        ("en", "The ship that sank off Port Sorrow passed an inspection in May."),
        ("de", "Eine Fähre mit 120 Menschen ist vor der Küste von Port Sorrow gesunken."),
        ("fr", "Un bac transportant 120 personnes a coulé jeudi au large de Port Sorrow."),
        ("es", "Un transbordador con 120 personas se hundió el jueves frente a Puerto Pena."),
        ("it", "Un traghetto con 120 persone è affondato giovedì al largo di Porto Pena."),
        ("nl", "Een veerboot met 120 mensen is donderdag voor de kust van Havendam gezonken."),
        ("nl", "Maar liefst vier veerboten zijn donderdag voor de kust van Havendam gezonken."),
        ("pl", "Prom ze 120 osobami zatonął w czwartek u wybrzeży miasta Port Smutny."),
        ("ru", "Паром со 120 пассажирами затонул в четверг у берегов города Портовска."),
        ("ar", "غرقت عبارة تحمل مئة وعشرين راكبا قبالة سواحل المدينة يوم الخميس."),
        ("fa", "یک کشتی با صد و بیست مسافر روز پنجشنبه در نزدیکی ساحل شهر غرق شد."),
        ("he", "מעבורת ובה מאה ועשרים נוסעים טבעה ביום חמישי מול חופי העיר."),
        ("he", 'דובר צה"ל אמר ביום חמישי כי מעבורת ובה מאה נוסעים טבעה מול חופי העיר.'),
        ("bn", "বৃহস্পতিবার উপকূলের কাছে একশ বিশ জন যাত্রী নিয়ে একটি ফেরি ডুবে গেছে।"),
        ("zh", "一艘载有一百二十名乘客的渡轮周四在港口附近海域沉没，救援人员正在搜寻。"),
    ],
)
def test_a_clean_sentence_breaks_no_rule(language: str, text: str) -> None:
    assert faults(text, language) == ()


def test_a_lead_that_only_says_its_headline_again_is_a_fault() -> None:
    headline = "Ferry carrying 120 passengers sinks off Port Sorrow, coast guard says"
    again = "A ferry carrying 120 passengers sank off Port Sorrow, the coast guard said."
    assert [fault.rule for fault in faults(again, "en", headline)] == ["repeats headline"]


def test_an_empty_text_is_a_hard_fault() -> None:
    assert hard(faults("  "))


def test_a_quotation_may_speak_in_the_first_person() -> None:
    text = "“I heard my ship break in two,” Captain Ada Reed told reporters in Port Sorrow."
    assert faults(text) == ()


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("cut", "Ferry sinks off Port Sorrow as rescuers ..."),
        ("unbalanced", "Ferry ‘of shame sinks off Port Sorrow"),
        ("markup", "Ferry sinks &amp; burns off Port Sorrow"),
        ("too long", "Ferry sinks " * 12),
        ("too short", "Ferry sinks"),
        ("clickbait", "What to know about the ferry off Port Sorrow"),
        ("clickbait", "5 things we learned from the ferry inquiry"),
        ("question", "Who sank the ferry off Port Sorrow?"),
        ("genre", "Opinion | The ferry should never have sailed"),
        ("label", "Watch: Ferry sinks off Port Sorrow"),
        ("exclaims", "Ferry sinks off Port Sorrow!"),
        ("speaks to the reader", "Your ferry is about to sink off Port Sorrow"),
        ("pauses", "Ferry sinks… and nobody knows the reason"),
        ("furniture", "Coast | Ferry sinks off Port Sorrow"),
    ],
)
def test_a_fault_of_a_headline_is_named(rule: str, text: str) -> None:
    assert rule in {fault.rule for fault in headline_faults(text)}


def test_a_clean_headline_breaks_no_rule() -> None:
    assert headline_faults("Ferry with 120 aboard sinks off Port Sorrow, 14 missing") == ()


def test_a_long_run_of_capitals_is_judged_at_once() -> None:
    assert faults("THEFERRYTHATSANKOFFPORTSORROW" * 40 + " (sank) on Thursday.")


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "a",
        "Aa ",
        "The a ",
        "a, ",
        "“a ",
        "A. ",
        "a's ",
        "In a ",
        "As a, ",
        "takes a ",
        "1 ",
        "他",
        "a.a",
        "it’",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    began = time.perf_counter()
    faults(piece * (5000 // len(piece)), "en", piece * 30)
    assert time.perf_counter() - began < 2


@given(
    st.text(max_size=400),
    st.sampled_from(["en", "de", "fr", "ru", "ar", "zh", "pt-BR", ""]),
    st.text(max_size=80),
)
def test_no_text_raises(text: str, language: str, headline: str) -> None:
    faults(text, language, headline)
    headline_faults(text, language)
