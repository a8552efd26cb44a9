"""An event goes to the part of the world its reports name, and says which names."""

from __future__ import annotations

import pytest

from digest.models import Origin
from digest.selection.places import places
from digest.selection.sections import section
from tests.selection.world import SECTIONS, article, newsletter


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("South Sudan's army retakes Malakal", "africa"),
        ("Floods cut roads north of La Paz", "americas"),
        ("Kyrgyz miners end strike", "asia"),
        ("Ministers meet in Ljubljana", "europe"),
        ("Beirut port reopens", "middle-east"),
        ("US sends envoy to Khartoum", "africa"),
        ("Kenya and Bolivia sign accord", "global"),
        ("Scientists map the floor of the ocean", "global"),
    ],
)
def test_places_decide_the_section(title: str, key: str) -> None:
    assert section([article(1, title)], newsletter(), {})[0] == key


def test_the_reason_names_the_places() -> None:
    _, factor = section([article(1, "Floods in Khartoum"), article(2, "Sudan floods")], newsletter(), {})
    assert factor.why == "africa: names Khartoum, Sudan"


def test_a_source_of_a_region_decides_where_no_place_is_named() -> None:
    one = article(1, "River rises again")
    key, factor = section([one], newsletter(), {one.source: Origin(one.source, one.outlet, section="asia")})
    assert key == "asia"
    assert factor.value == 1.0
    assert "sources cover asia" in factor.why


def test_a_category_of_the_page_counts() -> None:
    assert (
        section([article(1, "River rises", categories=("Africa", "World"))], newsletter(), {})[0] == "africa"
    )


@pytest.mark.parametrize(
    ("trail", "key"),
    [
        (("Home", "Asia", "Kazakhstan"), "asia"),
        (("Home", "World", "Middle East & North Africa", "Gulf"), "middle-east"),
        (("Accueil", "Afrique"), "africa"),
        (("Home", "World", "Uganda"), "africa"),
        (("Home", "News", "A long headline that names Peru and is no label"), "europe"),
    ],
)
def test_a_page_s_own_trail_decides_ahead_of_the_words_and_is_the_reason(
    trail: tuple[str, ...], key: str
) -> None:
    one = article(1, "Ministers meet in Ljubljana", trail=trail)
    other = article(2, "Ljubljana hosts ministers")
    found, factor = section([one, other], newsletter(), {})
    assert found == key
    assert ("filed under" in factor.why) == (key != "europe")


def test_the_folders_of_an_address_count_as_a_category_does() -> None:
    one = article(1, "River rises again", url="https://outlet1.example/world/africa/river-rises")
    assert section([one], newsletter(), {})[0] == "africa"


def test_one_report_in_six_that_names_a_place_decides_nothing() -> None:
    crowd = [article(n, f"Doctors weigh new vaccine, study {n}") for n in range(1, 6)]
    key, factor = section([*crowd, article(6, "Polish doctors weigh new vaccine")], newsletter(), {})
    assert key == "global"
    assert "few reports" in factor.why


def test_five_countries_of_one_part_of_the_world_are_not_five_votes() -> None:
    title = "China lets French, German, Italian, Dutch and Spanish visitors in"
    assert section([article(1, title)], newsletter(), {})[0] == "global"


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("FBI agent who spied for the Russians dies in Colorado prison", "americas"),
        ("Trump offers help as Nairobi floods", "africa"),
        ("Paris Hilton sues the New York Times", "global"),
    ],
)
def test_actors_abroad_say_little_a_country_s_own_parts_all_and_names_of_people_nothing(
    title: str, key: str
) -> None:
    assert section([article(1, title)], newsletter(), {})[0] == key


def test_an_event_nowhere_counts_less_in_a_newsletter_by_regions_and_not_in_others() -> None:
    nowhere = [article(1, "Scientists map the floor of the ocean")]
    assert section(nowhere, newsletter(), {})[1].value < 1
    assert section(nowhere, newsletter(sections=()), {})[1].value == 1


def test_a_missing_section_falls_to_the_global_one() -> None:
    without = tuple(one for one in SECTIONS if one.key != "asia")
    key, factor = section([article(1, "Ministers meet in Tokyo")], newsletter(sections=without), {})
    assert key == "global"
    assert "no section asia" in factor.why


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("Wojna w Sudanie trwa", "pl", "SD"),
        ("Erdbeben in Kenia", "de", "KE"),
        ("Séisme au Kenya", "fr", "KE"),
        ("В Кении наводнение", "ru", "KE"),
        ("肯尼亚大坝决堤", "zh", "KE"),
        ("南苏丹洪水", "zh", "SS"),
        ("W Kijowie i w Odessie", "pl", "UA"),
        ("Premier izraelski odwołał wizytę", "pl", "IL"),
        ("Le chancelier allemand à Pékin", "fr", "CN"),
        ("La policía turca detiene a diez", "es", "TR"),
        ("Treffen in Peking", "de", "CN"),
        ("Переговоры с американской делегацией", "ru", "US"),
        ("Встреча в Киеве", "ru", "UA"),
        ("انفجار بالقاهرة", "ar", "EG"),
        ("الجيش الإسرائيلي يتقدم", "ar", "IL"),
        ("普京访问平壤", "zh", "KP"),
        ("فيضانات في كينيا", "ar", "KE"),
    ],
)
def test_countries_are_found_in_other_languages(text: str, language: str, code: str) -> None:
    assert code in places(text, language).values()
