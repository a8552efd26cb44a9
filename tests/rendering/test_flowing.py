"""The text part reflows on any screen and is never taken for a quotation."""

from hypothesis import given
from hypothesis import strategies as st

from digest.rendering.flowing import WIDTH, flowed, typewritten


def reflowed(text: str) -> str:
    """What a mail program that knows format=flowed shows (RFC 3676, 4)."""
    lines, held = [], ""
    for raw in text.split("\n"):
        if raw == "-- ":
            lines.append(raw)
            continue
        line = raw.removeprefix(" ")
        if line.endswith(" "):
            held += line
            continue
        lines.append(held + line)
        held = ""
    return "\n".join(lines)


def test_a_paragraph_is_broken_after_a_space_and_comes_back_whole():
    paragraph = "Engineers spliced the last damaged cable on Saturday night and went home. " * 4
    broken = flowed(paragraph)
    assert all(len(line) <= WIDTH + 1 for line in broken.splitlines())
    assert all(line.endswith(" ") for line in broken.splitlines()[:-1])
    assert reflowed(broken).strip() == paragraph.strip()


def test_a_link_stays_whole_on_its_line():
    link = "https://news.example.org/" + "a" * 200
    assert flowed(f"Before\n{link}\nAfter") == f"Before\n{link}\nAfter\n"


def test_what_looks_like_a_quotation_or_a_mailbox_is_stuffed():
    assert flowed("> not quoted\nFrom here on\n--") == " > not quoted\n From here on\n --\n"


def test_the_signature_mark_keeps_its_space():
    assert "\n-- \n" in flowed("Text\n-- \nFooter")


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1), max_size=60)
)
def test_any_words_come_back_as_they_were(words):
    assert reflowed(flowed(" ".join(words))) == (" ".join(words) + "\n" if words else "")


def test_english_punctuation_becomes_a_typewriters():
    assert typewritten("“Don’t” – it’s 5…") == "\"Don't\" - it's 5..."
    assert typewritten("talks — the first—resume") == "talks - the first—resume"
    assert typewritten("Café Büna €1") == "Café Büna €1"
