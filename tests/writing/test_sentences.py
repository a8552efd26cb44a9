"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.writing.sentences import balanced, sentences, size


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mr. Oak met Lt. Gen. Ada Reed at 9 a.m. on Friday."),
        ("en", "The U.N. Security Council met in the U.S. capital."),
        ("en", "J. R. Hollow won No. 7 of the prizes on Jan. 3 in Mill St. Hall."),
        ("en", "Prices rose 2.5 percent to $3.40 at Acme.com stores."),
        ("de", "Der Rat traf sich am 3. August in der Stadt, z. B. mit Dr. Braun."),
        ("fr", "M. Petit et Mme. Grand ont signé l’accord à Portville."),
        ("es", "El Sr. Roble y la Sra. Luna viajaron a EE.UU. Unidos."),
        ("pl", "Koszt to ok. 5 mln. zł, powiedział m.in. prof. Dąb."),
        ("ru", "В г. Портовске живут 5 млн. Жителей, т.е. больше."),
    ],
)
def test_an_abbreviation_ends_no_sentence(language: str, text: str) -> None:
    assert sentences(text, language) == (text,)


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "The ferry sank. Fourteen are missing! Who knows why? Nobody does.", 4),
        ("en", "They flew to the U.S. The talks begin on Monday.", 2),
        ("en", "He said no. The others agreed.", 2),
        ("de", "Die Fähre sank. Vierzehn Menschen fehlen.", 2),
        ("fr", "Le bac a coulé. Quatorze personnes manquent !", 2),
        ("es", "El barco se hundió. ¿Cuántos faltan? Catorce.", 3),
        ("it", "Il traghetto è affondato. Mancano in quattordici.", 2),
        ("nl", "De veerboot zonk. Veertien mensen worden vermist.", 2),
        ("pl", "Prom zatonął. Czternaście osób zaginęło.", 2),
        ("ru", "Паром затонул. Пропали четырнадцать человек.", 2),
        ("ar", "غرقت العبارة قرب الميناء. أربعة عشر شخصا في عداد المفقودين؟ نعم.", 3),
        ("fa", "کشتی غرق شد. چهارده نفر ناپدید شدند.", 2),
        ("he", "המעבורת טבעה. ארבעה עשר נעדרים.", 2),
        ("bn", "ফেরিটি ডুবে গেছে। চৌদ্দ জন নিখোঁজ।", 2),
        ("zh", "渡轮沉没。十四人失踪！救援仍在进行。", 3),
    ],
)
def test_each_language_ends_sentences_with_its_own_marks(language: str, text: str, count: int) -> None:
    assert len(sentences(text, language)) == count


def test_a_quotation_of_two_sentences_stays_whole() -> None:
    text = "“The sea was calm. Nobody understands it,” the captain said. The inquiry goes on."
    assert sentences(text, "en") == (
        "“The sea was calm. Nobody understands it,” the captain said.",
        "The inquiry goes on.",
    )


def test_a_line_break_ends_a_sentence_unless_the_line_was_only_wrapped() -> None:
    assert sentences("Port Sorrow\nA ferry sank off\nthe coast.", "en") == (
        "Port Sorrow",
        "A ferry sank off the coast.",
    )


def test_size_counts_words_and_two_letters_of_unspaced_scripts_as_one() -> None:
    assert size("A ferry sank – again.") == 4
    assert size("渡轮沉没。十四人失踪！") == 5


@pytest.mark.parametrize("text", ["“a” and (b)", "«a» „b“ „c”", '"a"', "it’s the crews’ boat", "「甲」"])
def test_closed_marks_are_balanced(text: str) -> None:
    assert balanced(text)


@pytest.mark.parametrize("text", ["“a", "b)", '"a', "«a", "„b", "‘open", "[c"])
def test_open_marks_are_not_balanced(text: str) -> None:
    assert not balanced(text)


@given(st.text(max_size=300), st.sampled_from(["en", "de", "pl", "ru", "ar", "zh", "xx", ""]))
def test_no_text_raises_and_no_letter_is_lost_or_made(text: str, language: str) -> None:
    joined = "".join(sentences(text, language))
    assert "".join(joined.split()) == "".join(text.split())
