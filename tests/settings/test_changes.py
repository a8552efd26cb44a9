"""Settings changed for a trial are checked like those of a file, and the file stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from digest.errors import ConfigurationError
from digest.settings import changed, load, shipped_config

SHIPPED = shipped_config()


def tried(*asked: str, path: Path = SHIPPED):
    return changed(path, asked, {})


def test_any_setting_of_the_newsletter_can_be_tried() -> None:
    """Numbers, words without quotes, tables within tables, pairs; as config.toml has them."""
    letter = tried(
        "newsletter.stories=12",
        "newsletter.memory_days = 0",
        "newsletter.zone=Africa/Nairobi",
        "newsletter.form.lead_characters=200",
        "newsletter.form.lead_words=[10, 20]",
    ).newsletter

    assert (letter.stories, letter.memory_days, letter.zone) == (12, 0, "Africa/Nairobi")
    assert (letter.form.lead_characters, letter.form.lead_words) == (200, (10, 20))


def test_a_section_is_named_by_its_key_and_its_quota_is_what_it_holds_at_most() -> None:
    """The words an editor uses, and the name of the setting, mean the same."""
    for words in ("section.africa.quota=6", "section.africa.most=6"):
        most = {section.key: section.most for section in tried(words).newsletter.sections}
        assert (most["africa"], most["asia"]) == (6, 4)


def test_a_source_is_named_by_its_name_and_can_be_left_out() -> None:
    """`bbc-news` is BBC News; the others stay as they are."""
    settings = tried("source.bbc-news.weight=0.5", "source.the-guardian.pause=true", "source.dw.pause=false")
    weights = {source.name: source.weight for source in settings.awake}

    assert weights["BBC News"] == 0.5
    assert "The Guardian" not in weights
    assert "DW" in weights
    assert len(weights) == len(load(SHIPPED, {}).sources) - 1


def test_a_list_takes_words_and_gives_them_up() -> None:
    """One word or several, on top of what is configured, or of the default where nothing is."""
    before = load(SHIPPED, {}).newsletter.interest.block_words

    assert tried("newsletter.interest.block_words+=foo").newsletter.interest.block_words == (*before, "foo")
    assert tried('newsletter.reads+=["fr", "de"]').newsletter.reads == ("en", "fr", "de")
    assert "lottery" not in tried("newsletter.interest.block_words-=lottery").newsletter.interest.block_words


def test_a_table_that_the_file_leaves_out_can_be_tried(tmp_path: Path) -> None:
    """A short file has its defaults, and they can be changed too."""
    path = tmp_path / "config.toml"
    lines = ('key = "a"', 'name = "A"', 'sender = "a@example.org"', 'postal_address = "1 Street"')
    path.write_text("\n".join(("[newsletter]", *lines, 'public_url = "https://a.example"')))

    letter = tried(
        "newsletter.interest.raise_words+=rain", "newsletter.form.top_sentences=1", path=path
    ).newsletter

    assert letter.interest.raise_words == ("rain",)
    assert letter.form.top_sentences == 1


def test_the_file_is_not_written(tmp_path: Path) -> None:
    """A trial is a trial."""
    path = tmp_path / "config.toml"
    path.write_bytes(SHIPPED.read_bytes())
    tried("newsletter.stories=7", path=path)
    assert path.read_bytes() == SHIPPED.read_bytes()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("newsletter.storys=12", "newsletter.storys=12: unknown key; did you mean `stories`?"),
        ("newsletter.stories=many", "newsletter.stories=many: input should be a valid integer"),
        ("newsletter.stories=0", "newsletter.stories=0: must be 1 or more"),
        ("newsletter.stories=3", "newsletter.fewest_stories: is more than stories = 3"),
        ("newsletter.stories.most=3", "newsletter.stories.most=3: stories is no table"),
        ("newsletter.stories+=3", "newsletter.stories+=3: newsletter.stories is no list"),
        ("section.afrika.quota=6", "there is no `afrika`; did you mean `africa`?"),
        ("section.africa.quote=6", "section.africa.quote=6: unknown key; known here: key, most, title"),
        ("section.africa=6", "write section.NAME.SETTING=VALUE"),
        ("newsletter.sections.0.most=6", "write section.KEY.SETTING=VALUE"),
        ("source.bbc-newz.weight=2", "there is no `bbc-newz`; did you mean `bbc-news`?"),
        ("source.zzz.weight=2", "there is no `zzz`; `digest sources list` names them all"),
        ("source.bbc-news.weight=0", "source.bbc-news.weight=0: must be more than 0"),
        ("source.bbc-news.weihgt=2", "unknown key; did you mean `weight`?"),
        ("source.bbc-news.pause=maybe", "input should be a valid boolean"),
        ("sections.africa.quota=6", "no edition is drafted by `sections`; did you mean `section`?"),
        ("mailer.kind=smtp", "no edition is drafted by `mailer`; known here: newsletter, section, source"),
        ("section.africa.quota", "write KEY=VALUE, as in section.africa.quota=6"),
    ],
)
def test_a_wrong_change_is_named_with_what_is_valid(asked: str, words: str) -> None:
    """The same checks and words as for config.toml, with the change in front and no line of a file."""
    with pytest.raises(ConfigurationError) as caught:
        tried(asked)
    assert words in str(caught.value)
    assert str(caught.value).startswith("--set")


def test_a_value_cannot_bring_settings_of_its_own() -> None:
    """What looks like more TOML is the words it is."""
    with pytest.raises(ConfigurationError, match="valid integer"):
        tried("newsletter.stories=12\ntop_stories=1")
