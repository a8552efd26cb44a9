"""An edition as a letter: the same facts in both parts, in the language and look of its newsletter."""

import os
import re
from dataclasses import replace

import lxml.html
import pytest

from digest import rendering
from digest.errors import ConfigurationError
from digest.models import Format, Look, Reference
from digest.rendering import BLANKS
from tests.rendering import editions
from tests.rendering.editions import NEWSLETTER


def letter(newsletter=NEWSLETTER, edition=None, form=Format.FULL, templates=None):
    return rendering.letter(newsletter, edition or editions.edition(), form, templates)


def root(made):
    return lxml.html.document_fromstring(made.html)


def words(element):
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("language", ["en", "fr", "ar", "fa", "zh"])
def test_headings_and_links_stand_in_both_parts_in_the_same_order(language):
    made = letter(*editions.speaking(language)) if language != "en" else letter()
    headings = [words(h).casefold() for h in root(made).iter("h1", "h2", "h3")]
    links = [a.get("href") for a in root(made).iter("a")]
    positions = [made.text.casefold().find(heading) for heading in headings]
    assert -1 not in positions
    assert [made.text.find(link) for link in links] == sorted(made.text.find(link) for link in links)
    assert set(re.findall(r"https?://\S+", made.text)) == set(links)


def test_the_outline_is_title_sections_headlines():
    outline = [(h.tag, words(h)) for h in root(letter()).iter("h1", "h2", "h3")]
    assert outline[:5] == [
        ("h1", "The Daybreak Letter"),
        ("h2", "Top stories"),
        ("h3", "Ferry strike ends after unions accept staged pay rise"),
        ("h3", "Drought forces Kestrel province to ration water"),
        ("h3", "Court clears the way for Merrow's delayed election"),
    ]
    assert [title for tag, title in outline if tag == "h2"] == [
        "Top stories",
        "Africa",
        "Americas",
        "Asia",
        "Europe",
        "Middle East",
        "Global",
    ]


def test_a_section_nobody_named_goes_by_its_key_and_a_story_without_one_has_no_heading():
    stories = editions.edition(6).stories
    sections = ("top", "middle-east", "", "middle-east", "", "")
    told = tuple(replace(story, section=section) for story, section in zip(stories, sections, strict=True))
    newsletter = replace(NEWSLETTER, language="fr", sections=())
    made = letter(newsletter, replace(editions.edition(6), stories=told))
    assert [words(h) for h in root(made).iter("h2")] == ["À la une", "Moyen-Orient"]
    assert made.text.count("== ") == 2
    assert len(list(root(made).iter("h3"))) == 6


def test_the_headline_is_the_link_and_the_source_ends_the_story():
    story = editions.edition().stories[0]
    heading = next(root(letter()).iter("h3"))
    assert heading.find("a").get("href") == story.source.url
    assert " ".join(heading.tail.split()) == story.lead
    assert (heading.getnext().tag, words(heading.getnext())) == ("i", story.source.outlet)
    assert f"{story.lead} ({story.source.outlet})\n{story.source.url}\n" in letter().text


def test_both_parts_begin_with_the_preheader_which_html_hides():
    made = letter()
    first = root(made).body.find("div").find("div")
    assert first.get("style") == "display:none"
    assert words(first) == made.preheader == made.text.splitlines()[0]


def test_top_stories_are_set_larger():
    styles = [h.get("style") for h in root(letter()).iter("h3")]
    assert all("font-size:25px" in style for style in styles[:3])
    assert not any("font-size" in style for style in styles[3:])


def test_without_a_section_for_them_the_first_stories_are_the_top_ones():
    newsletter, edition = editions.speaking("fr")
    titles = [words(h) for h in root(letter(newsletter, edition)).iter("h2")]
    assert titles == ["À la une", "Afrique", "Europe"]
    titles = [words(h) for h in root(letter(replace(newsletter, top_stories=0), edition)).iter("h2")]
    assert titles == ["Monde", "Afrique", "Europe"]


def test_other_outlets_are_named_under_a_top_story_and_a_figure_in_text():
    made = letter(edition=editions.told_again())
    assert "Harbour Gazette; also reported by Le Quai and 4 more" in words(root(made))
    assert "(Harbour Gazette +5)" in made.text


@pytest.mark.parametrize(
    ("others", "in_html", "in_text"),
    [
        ((), "Well & Ward", "(Well & Ward)"),
        (("Le Quai",), "Well & Ward and Le Quai", "(Well & Ward +1)"),
        (("Le Quai", "High Passes"), "Well & Ward and 2 more", "(Well & Ward +2)"),
    ],
)
def test_below_the_top_one_other_outlet_is_named_and_several_are_counted(others, in_html, in_text):
    edition = editions.edition(4)
    also = tuple(Reference(outlet, f"https://{n}.example/") for n, outlet in enumerate(others))
    story = replace(edition.stories[3], also=also)
    made = letter(edition=replace(edition, stories=(*edition.stories[:3], story)))
    assert words(list(root(made).iter("i"))[3]) == in_html
    assert in_text in made.text


@pytest.mark.parametrize(
    ("place", "in_html", "in_text"),
    [
        (
            0,
            "Harbour Gazette and Le Quai; also reported by High Passes and 2 more",
            "(Harbour Gazette and Le Quai +3)",
        ),
        (3, "Well & Ward, Le Quai and 3 more", "(Well & Ward and Le Quai +3)"),
    ],
)
def test_a_report_that_the_lead_quotes_is_named_wherever_the_source_is(place, in_html, in_text):
    """A lead of two reports credits both, under a top story, below, and in text."""
    edition = editions.edition(4)
    others = (("Le Quai", True), ("High Passes", False), ("Mina", False), ("Tide", False))
    also = tuple(Reference(name, f"https://{name[0]}.example/", quoted=quoted) for name, quoted in others)
    stories = list(edition.stories)
    stories[place] = replace(stories[place], also=also)
    made = letter(edition=replace(edition, stories=tuple(stories)))
    assert in_html in words(root(made))
    assert in_text in " ".join(made.text.split())


def test_the_figure_in_text_is_written_in_the_digits_of_the_letter():
    newsletter, edition = editions.speaking("fa")
    also = (Reference("High Passes", "https://highpasses.example/2"),) * 2 + (
        Reference("Mina", "https://m.example"),
    )
    first = replace(edition.stories[0], also=also)
    made = letter(newsletter, replace(edition, stories=(first, *edition.stories[1:])))
    assert "(روزنامهٔ بندر +۲)" in made.text


def test_a_lead_is_an_element_only_where_its_language_must_be_said():
    marked = [div for div in root(letter(edition=editions.told_again())).iter("div") if not div.get("style")]
    assert [div.get("lang") for div in marked] == ["ar"]
    assert "مهندسون" in words(marked[0])


def test_an_update_is_marked_before_its_lead():
    made = letter(edition=editions.told_again())
    lead = editions.told_again().stories[0].lead
    assert f"Update: {lead}" in made.text
    assert f"<b>Update:</b> {lead}" in " ".join(made.html.split())


def test_the_rights_of_a_story_stand_small_after_its_source_in_both_parts():
    """A republished page says so; a letter without such a line weighs not a byte more."""
    day = editions.edition(3)
    line = "First published by <The Quay> & Sons under CC BY 4.0"
    republished = replace(day, stories=(replace(day.stories[0], rights=line), *day.stories[1:]))
    letter = rendering.letter(NEWSLETTER, republished, Format.FULL)
    small = lxml.html.fromstring(letter.html).xpath("//small")

    assert [one.text_content() for one in small] == [line]
    assert "The Quay> & Sons" not in letter.html
    assert f"({day.stories[0].source.outlet})\n{line}\n" in letter.text
    assert "<small" not in rendering.letter(NEWSLETTER, day, Format.FULL).html


def test_foreign_words_carry_their_language_and_direction():
    tree = root(letter(edition=editions.told_again()))
    names = [(b.get("lang"), b.get("dir"), words(b)) for b in tree.iter("bdi")]
    assert names == [("fr", None, "Le Quai"), ("ar", "rtl", "صحيفة الميناء")]
    headline = [h for h in tree.iter("h3") if h.get("dir") == "rtl"]
    assert [h.get("lang") for h in headline] == ["ar"]
    assert headline[0].getnext().get("dir") == "rtl"


def test_language_and_direction_stand_on_the_document_and_on_its_first_element():
    for language, direction in (("ar", "rtl"), ("fr", "ltr"), ("fa", "rtl")):
        tree = root(letter(*editions.speaking(language)))
        for element in (tree, tree.body.find("div")):
            assert (element.get("lang"), element.get("dir")) == (language, direction)


def test_a_mirrored_letter_needs_no_side_of_its_own():
    html = letter(*editions.speaking("ar")).html
    assert not re.search(r"\b(left|right)\b|letter-spacing|uppercase|italic", html)
    assert 'dir="ltr">The Upland Courier' in " ".join(html.split())


def test_the_title_is_the_subject_and_the_mail_is_not_zoom_locked():
    made = letter()
    tree = root(made)
    assert words(tree.find(".//title")) == made.subject
    assert tree.xpath("//meta[@name='viewport']/@content") == ["width=device-width"]
    assert tree.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]


def test_the_look_colours_light_and_dark():
    look = replace(
        Look(), ink="#101010", accent="#003366", dark_paper="#000011", headline_font="Palatino,serif"
    )
    html = letter(replace(NEWSLETTER, look=look)).html
    assert all(value in html for value in ("#101010", "#003366", "#000011", "Palatino,serif"))
    assert "@media (prefers-color-scheme:dark)" in html


def test_sheets_stay_under_a_kilobyte_and_half_and_no_style_holds_what_clients_lack():
    html = letter().html
    assert sum(map(len, re.findall(r"<style>(.*?)</style>", html, re.DOTALL))) < 1_500
    inline = " ".join(re.findall(r'style="([^"]*)"', html))
    assert not re.search(r"important|flex|grid|var\(|calc|rgba|position|url\(", inline)


def test_lite_is_the_text_of_the_full_letter_without_html():
    lite = letter(form=Format.LITE)
    assert lite.html == ""
    assert lite.text == letter().text


def test_the_footer_says_why_and_how_to_leave_and_who_sends():
    for content in (letter().text, words(root(letter()))):
        assert "You receive this because you are subscribed to The Daybreak Letter." in content
        assert "Unsubscribe" in content
        assert NEWSLETTER.postal_address in content
    assert "\n-- \n" in letter().text
    assert letter().html.count(BLANKS.leave) == letter().text.count(BLANKS.leave) == 1


def test_a_day_of_one_story_and_a_day_without_words_are_still_letters():
    one = letter(edition=editions.edition(1))
    assert [words(h) for h in root(one).iter("h2")] == ["Top stories"]
    newsletter = replace(NEWSLETTER, sections=(), tagline="")
    bare = letter(newsletter, replace(editions.edition(1), subject="", preheader=""))
    assert [words(h) for h in root(bare).iter("h2")] == ["Top story"]
    assert bare.subject == "The Daybreak Letter, Monday, 23 November 2026"
    assert bare.text.startswith("The Daybreak Letter\n")


def test_a_story_whose_address_is_no_link_is_told_without_one():
    edition = editions.edition(1)
    story = replace(edition.stories[0], source=replace(edition.stories[0].source, url="javascript:alert(1)"))
    made = letter(edition=replace(edition, stories=(story,)))
    assert "javascript" not in made.html + made.text
    assert story.headline in words(root(made))


def test_a_look_that_is_no_style_is_a_configuration_error():
    look = replace(Look(), accent="red}</style><script>")
    with pytest.raises(ConfigurationError, match=r"newsletter\.look\.accent"):
        letter(replace(NEWSLETTER, look=look))


def own(tmp_path, name, content):
    path = tmp_path / "email" / "edition" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return tmp_path


def test_an_own_template_goes_first_and_the_others_stay(tmp_path):
    folder = own(tmp_path, "body.txt", "Own words\n{{ leave }}\n")
    made = letter(templates=folder)
    assert made.text == f"Own words\n{BLANKS.leave}\n"
    assert "The Daybreak Letter" in made.html


def test_a_template_that_changed_is_read_again(tmp_path):
    folder = own(tmp_path, "body.txt", "First words\n{{ leave }}\n")
    assert letter(templates=folder).text.startswith("First words")
    own(tmp_path, "body.txt", "Second words\n{{ leave }}\n")
    os.utime(folder / "email/edition/body.txt", (1, 1))
    assert letter(templates=folder).text.startswith("Second words")


@pytest.mark.parametrize(
    ("content", "line", "cure"),
    [
        ("{{ leave }}\n{{ taglin }}\n", 2, "did you mean 'tagline'"),
        ("{{ leave }}\n\n{{ parts[0].titel }}\n", 3, "did you mean 'title'"),
        ("{{ leave }}\n{% for part in parts %}\n", 2, "endfor"),
        ("{{ leave }}\n{{ 1 // 0 }}\n", 2, "zero"),
        ("{{ leave }}\n{{ words.__class__.__mro__ }}\n", 2, "unsafe"),
        ("{{ leave }}\n{% include 'missing.txt' %}\n", None, "missing.txt"),
        ("{{ leave }}\n{% for n in range(10**9) %}x{% endfor %}\n", 2, "Range too big"),
        ("{{ name|shout }}\n", 1, "shout"),
    ],
)
def test_a_mistake_in_a_template_names_file_line_and_cure(tmp_path, content, line, cure):
    with pytest.raises(ConfigurationError) as told:
        letter(templates=own(tmp_path, "body.txt", content))
    assert "body.txt" in str(told.value)
    assert cure in str(told.value)
    if line:
        assert f"line {line}" in str(told.value)
    assert "\n" not in str(told.value)


def test_a_template_without_a_way_out_is_not_used(tmp_path):
    with pytest.raises(ConfigurationError, match=r"body\.txt has no way out"):
        letter(templates=own(tmp_path, "body.txt", "{{ name }}"))


def test_a_template_that_is_no_text_and_a_folder_that_is_none_are_named(tmp_path):
    with pytest.raises(ConfigurationError, match="is not a folder"):
        letter(templates=tmp_path / "nowhere")
    folder = own(tmp_path, "body.txt", "")
    (folder / "email/edition/body.txt").write_bytes(b"\xff\xfe{{ leave }}")
    with pytest.raises(ConfigurationError, match=r"body\.txt: is not UTF-8"):
        letter(templates=folder)


def test_a_link_that_holds_a_blank_is_no_link():
    for hostile in (
        "https://evil.example/story?u=https://reader.invalid/leave/",
        "https://evil.example/https://reader.invalid/leave/",
        "https://evil.example/#!HTTPS://READER.INVALID/VIEW/",
    ):
        day = editions.told_again()
        first = replace(day.stories[0], source=replace(day.stories[0].source, url=hostile))
        made = letter(edition=replace(day, stories=(first, *day.stories[1:])))
        assert made.html.count(BLANKS.leave) == made.text.count(BLANKS.leave) == 1
        assert "evil.example" not in made.html + made.text


def test_marks_in_front_of_a_headline_do_not_pass_for_our_own_furniture():
    day = editions.told_again()
    first = replace(
        day.stories[0], headline="== EUROPE == Ferry strike ends", lead="-- > Crews go back to work."
    )
    made = letter(edition=replace(day, stories=(first, *day.stories[1:])))
    assert "\n1. EUROPE == Ferry strike ends\n" in made.text
    assert "\nUpdate: Crews go back to work." in made.text


def worded(count: int):
    """An ordinary day, of which so many stories were worded by models."""
    day = editions.edition()
    names = ["model small-1, checked", "model <large>, checked"]
    changed = [replace(s, writer=names[n % 2] if n < count else "") for n, s in enumerate(day.stories)]
    return replace(day, stories=tuple(changed))


def test_the_foot_says_what_a_model_worded_where_the_newsletter_wants_it():
    """A reader may know; an edition in its sources' own words has nothing to say."""
    says = replace(NEWSLETTER, show_writer=True)
    line = (
        "Stories worded by a language model (<large> and small-1) and checked against their sources: 3 of 20."
    )
    for form in Format:
        made = letter(says, worded(3), form)
        assert line in made.text
        assert not made.html or line in words(root(made))
        assert "<large>" not in made.html
    assert "model" not in letter(says, worded(0)).text
    assert "language model" not in letter(NEWSLETTER, worded(3)).text


def test_the_line_about_models_speaks_the_newsletters_language():
    newsletter = replace(editions.speaking("ar")[0], show_writer=True)
    made = letter(newsletter, worded(1))
    assert "أخبار صاغها نموذج لغوي (small-1) ودُقِّقت على مصادرها: 1 من 20." in made.text
