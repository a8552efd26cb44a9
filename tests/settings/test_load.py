"""config.toml: every fault is named with its place, its line and the nearest valid name."""

from __future__ import annotations

import string
import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.errors import ConfigurationError
from digest.mailers.smtp import Smtp
from digest.models import QUOTE, Form, Interest, Look, Newsletter
from digest.settings import (
    Collecting,
    Desk,
    Dkim,
    Schedule,
    Sending,
    Storage,
    WorkerSettings,
    load,
    shipped_config,
)
from digest.summarisers.model import Model

_EXAMPLES = {"host", "username", "password"}
SHIPPED = shipped_config().read_text(encoding="utf-8")


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_file_loads_without_an_environment() -> None:
    """A newcomer's first run needs no variable and no edit."""
    shipped = load(shipped_config(), {})

    assert 25 <= len(shipped.sources) <= 40
    assert shipped.newsletter.approval == "automatic"
    assert [mailer.kind for mailer in shipped.mailers] == ["folder"]
    assert {source.section for source in shipped.sources} >= {"africa", "americas", "asia", "europe"}


@pytest.mark.parametrize(
    ("table", "shape"),
    [
        ("newsletter.form", Form()),
        ("newsletter.look", Look()),
        ("newsletter.interest", Interest()),
        ("schedule", Schedule()),
        ("storage", Storage()),
        ("collecting", Collecting()),
        ("sending", Sending()),
        ("workers", WorkerSettings()),
        ("desk", Desk()),
    ],
)
def test_the_shipped_file_holds_every_setting_with_its_default(table: str, shape: object) -> None:
    """Whoever reads config.toml has seen every setting there is, at the value it has when left out."""
    values = tomllib.loads(SHIPPED)
    for name in table.split("."):
        values = values[name]
    interest = isinstance(shape, Interest)  # its words are ours to choose, not a default of the code

    for field in fields(shape):  # type: ignore[arg-type]
        assert field.name in values
        default = getattr(shape, field.name)
        expected = list(default) if isinstance(default, tuple) else default
        assert interest or values[field.name] == expected, f"{table}.{field.name}"


def test_the_newsletter_table_holds_every_setting() -> None:
    """The same for the newsletter itself, some of whose settings have no default."""
    table = tomllib.loads(SHIPPED)["newsletter"]

    assert set(table) == {field.name for field in fields(Newsletter)}


@pytest.mark.parametrize(
    ("good", "bad", "words"),
    [
        ('name = "Morning Digest"', 'nam = "x"', "newsletter.nam: unknown key; did you mean `name`?"),
        (
            'zone = "Europe/London"',
            'zone = "Europe/Lundon"',
            "newsletter.zone: 'Europe/Lundon' is not a time",
        ),
        ("stories = 20", 'stories = "many"', "newsletter.stories: input should be a valid integer"),
        ("fewest_stories = 6", "fewest_stories = 60", "newsletter.fewest_stories: is more than stories"),
        ('accent = "#8a1c1c"', 'accent = "red;}"', "newsletter.look.accent: 'red;}' is not a colour"),
        ('body_font = "Arial,sans-serif"', 'body_font = "a;b"', "newsletter.look.body_font"),
        ('section = "asia"', 'section = "asai"', "section: 'asai' is no section; known: top, africa"),
        ("workers = 16", "worker = 16", "collecting.worker: unknown key; did you mean `workers`?"),
        ('publish = "06:00"', 'publish = "03:00"', "schedule.publish: 03:00 is not later than prepare"),
        ('publish = "06:00"', 'publish = "6 am"', "schedule.publish: '6 am' is not a time"),
        ('"mon", "tue"', '"monday", "tue"', "schedule.weekdays: 'monday' is no weekday"),
        ('token_key = ""', 'token_key = "env:NOPE"', "storage.token_key: the environment variable NOPE"),
        (
            "<digest@news.example.org>",
            "<digest>",
            "newsletter.sender: 'Morning Digest <digest>' is not a mail",
        ),
        ('key = "morning"', 'key = "Morning News"', "newsletter.key: must be 1 to 30 of a-z"),
        (
            'language = "en"      ',
            'language = "klingon" ',
            "newsletter.language: 'klingon' is not a language",
        ),
        ("allow_networks = []", 'allow_networks = ["lan"]', "collecting.allow_networks: 'lan' is not a net"),
        ("trusted_proxies = []", 'trusted_proxies = ["*"]', "web.trusted_proxies: '*' is not a network"),
        (
            'url = ""                        # as editors',
            'url = "http://desk.example.org"  # as editors',
            "desk.url: 'http://desk.example.org' is not where a desk may be; write it as `https://",
        ),
        (
            '"https://reliefweb.int/headlines/rss.xml"',
            '"ftp://x/"',
            "url: 'ftp://x' is not an http(s) address",
        ),
        ("lead_words = [20, 40]", "lead_words = [40, 20]", "newsletter.form.lead_words: [40, 20] is not"),
        ('on_uncertain = "hold"', 'on_uncertain = "pray"', "sending.on_uncertain: input should be 'hold' or"),
        ('bounce_domain = ""', 'bounce_domain = "a@b"', "sending.bounce_domain: 'a@b' is not a domain like"),
        ("count = 4", "count = 0", "workers.count: must be 1 or more"),
        ("part_size = 2000", "part_size = 0", "workers.part_size: must be 1 or more"),
    ],
)
def test_a_fault_is_named_with_its_place_and_line(tmp_path: Path, good: str, bad: str, words: str) -> None:
    """An operator at five in the morning goes straight to the line."""
    assert good in SHIPPED
    text = SHIPPED.replace(good, bad, 1)
    line = 1 + next(n for n, one in enumerate(text.splitlines()) if bad.splitlines()[0] in one)

    with pytest.raises(ConfigurationError) as caught:
        load(written(tmp_path, text), {})

    assert words in str(caught.value)
    assert f"config.toml:{line}: " in str(caught.value)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    """Nobody mends one fault only to meet the next."""
    text = SHIPPED.replace("#8a1c1c", "red").replace("Europe/London", "Mars/Base")

    with pytest.raises(ConfigurationError) as caught:
        load(written(tmp_path, text), {})

    assert len(str(caught.value).splitlines()) == 2


def test_broken_toml_and_a_missing_file_are_named() -> None:
    """The two most common faults of all."""
    with pytest.raises(ConfigurationError, match="no such file; `digest init` writes a complete one"):
        load(Path("/nowhere/config.toml"), {})


def test_broken_toml_is_named_with_its_line(tmp_path: Path) -> None:
    """TOML's own words carry the line."""
    with pytest.raises(ConfigurationError, match="line 2"):
        load(written(tmp_path, "[newsletter]\nname = \n"), {})


def test_secrets_come_from_the_environment_and_stay_out_of_errors(tmp_path: Path) -> None:
    """`env:NAME` is replaced; a fault beside it does not print it."""
    text = SHIPPED.replace('token_key = ""', 'token_key = "env:KEY"')

    assert (
        load(written(tmp_path, text), {"KEY": "canary-0123456789"}).storage.token_key == "canary-0123456789"
    )


def test_a_variable_is_read_only_where_a_secret_may_stand(tmp_path: Path) -> None:
    """A stranger's list of sources cannot print our password under a story."""
    path = written(tmp_path, SHIPPED.replace('name = "BBC News"', 'name = "env:SMTP_PASSWORD"'))

    assert load(path, {"SMTP_PASSWORD": "canary"}).sources[0].name == "env:SMTP_PASSWORD"


def test_an_environment_variable_opens_networks(tmp_path: Path) -> None:
    """For a test on loopback or an intranet, without an edit."""
    path = written(tmp_path, SHIPPED)

    opened = load(path, {"DIGEST_ALLOW_NETWORKS": "127.0.0.0/8, 10.0.0.0/8"})

    assert opened.collecting.allow_networks == ("127.0.0.0/8", "10.0.0.0/8")
    with pytest.raises(ConfigurationError, match="DIGEST_ALLOW_NETWORKS"):
        load(path, {"DIGEST_ALLOW_NETWORKS": "everything"})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.integers(0, len(SHIPPED) - 1),
    length=st.integers(0, 12),
    new=st.text(string.printable, max_size=6),
)
def test_a_mutated_file_loads_or_is_refused_in_words(
    tmp_path: Path, place: int, length: int, new: str
) -> None:
    """Whatever a slip of the keyboard does, there is one kind of error and it names the file."""
    path = written(tmp_path, SHIPPED[:place] + new + SHIPPED[place + length :])
    try:
        load(path, {})
    except ConfigurationError as error:
        words = str(error)
    else:
        words = str(path)
    assert str(path) in words


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://ana:hunter2@wire.example/feed?key=hunter2", "url: 'ftp://wire.example' is not an http"),
        ("ftp://ana:pass/hunter2@wire.example/", "url: is not an http"),
        ("hunter2", "url: is not an http"),
        ("http://[hunter2/", "url: is not an http"),
    ],
)
def test_a_wrong_source_address_from_the_environment_shows_its_host_at_most(
    tmp_path: Path, url: str, words: str
) -> None:
    """The variable may hold a password or a key."""
    path = written(tmp_path, SHIPPED.replace('"https://reliefweb.int/headlines/rss.xml"', '"env:WIRE"'))

    with pytest.raises(ConfigurationError) as caught:
        load(path, {"WIRE": url})

    assert words in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_long_wrong_value_is_counted_and_not_quoted(tmp_path: Path) -> None:
    """A secret in the wrong place is not repeated."""
    path = written(tmp_path, SHIPPED.replace('publish = "06:00"', f'publish = "{"s3cret" * 11}"'))

    with pytest.raises(ConfigurationError, match="this value of 66 characters is not a time") as caught:
        load(path, {})
    assert "s3cret" not in str(caught.value)


def test_the_settings_shown_for_debugging_hold_no_secret() -> None:
    """A traceback or a log line may show them."""
    shipped = load(shipped_config(), {})
    secret = Storage(database="postgresql://ana:hunter2@db/d", token_key="hunter2")
    source = replace(shipped.sources[0], url="https://a:hunter2@x.example/", options={"key": "hunter2"})
    whole = replace(shipped, mailer={"password": "hunter2"}, storage=secret, sources=(source,))

    assert "hunter2" not in repr(whole) + repr(secret) + repr(source)


def test_the_summarisers_key_comes_from_the_environment_and_stays_out_of_sight(tmp_path: Path) -> None:
    """A key is named in the file and never written into it."""
    text = SHIPPED.replace(
        'kind = "extractive" ', 'kind = "openai"\nmodel = "small"\napi_key = "env:MODEL_KEY" ', 1
    )
    path = written(tmp_path, text)

    loaded = load(path, {"MODEL_KEY": "sk-canary"})
    assert loaded.summariser["api_key"] == "sk-canary"
    assert "canary" not in repr(loaded)
    with pytest.raises(ConfigurationError, match=r"summariser\.api_key: the environment variable MODEL_KEY"):
        load(path, {})


def test_the_shipped_file_names_every_option_of_a_model() -> None:
    """Commented, because the default asks no model; with the defaults of the code."""
    block = SHIPPED.partition("\n[summariser]")[2].partition("\n[mailer]")[0]
    shown = tomllib.loads("\n".join(line.removeprefix("# ") for line in block.splitlines()[2:]))
    given = {"dialect", "client", "memory", "pause", "_asker"}
    options = {field.name: field.default for field in fields(Model) if field.name not in given}

    assert set(shown) - {"kind"} == set(options)
    examples = {"kind", "model", "api_key", "base_url", "allow_networks"}
    assert all(options[name] == value for name, value in shown.items() if name not in examples)


def test_the_shipped_file_shows_every_option_of_smtp_with_its_default() -> None:
    """They stand behind a `#`: a mailer that reaches people is chosen, not met."""
    block = SHIPPED.partition('# kind = "smtp"\n')[2].partition("\n\n")[0]
    shown = tomllib.loads("\n".join(line.removeprefix("# ") for line in block.splitlines()))
    options = {field.name: field.default for field in fields(Smtp) if field.init}

    assert set(shown) == set(options)
    assert all(options[name] == value for name, value in shown.items() if name not in _EXAMPLES)


def test_the_shipped_file_shows_every_setting_of_dkim() -> None:
    block = SHIPPED.partition("# [dkim]")[2].partition("\n\n")[0]
    shown = tomllib.loads("\n".join(line.removeprefix("# ") for line in block.splitlines()[1:]))

    assert set(shown) == {field.name for field in fields(Dkim)}
    assert shown["domain"] == Dkim("", "").domain


@pytest.mark.parametrize(
    ("written_so", "limit"), [('"none"', 0), ('"free"', None), ("25", 25), (None, QUOTE)], ids=str
)
def test_the_terms_of_a_source_reach_the_newsroom(
    tmp_path: Path, written_so: str | None, limit: int | None
) -> None:
    """How much may be quoted, and the line that is printed with it."""
    line = f"quote = {written_so}\n" if written_so else ""
    source = (
        f'[[sources]]\nname = "A"\nurl = "https://a.example/"\n{line}rights = "From A, under CC BY 4.0"\n'
    )
    settings = load(written(tmp_path, SHIPPED.partition("[[sources]]")[0] + source), {})

    assert settings.sources[0].origin.quote == limit
    assert settings.sources[0].origin.rights == "From A, under CC BY 4.0"


@pytest.mark.parametrize("wrong", ['"all"', "0", "-3", "40.5", "true", "[40]"])
def test_a_limit_that_is_none_is_named_with_its_line(tmp_path: Path, wrong: str) -> None:
    """A slip here would print what nobody allowed."""
    source = f'[[sources]]\nname = "A"\nurl = "https://a.example/"\nquote = {wrong}\n'
    text = SHIPPED.partition("[[sources]]")[0] + source
    line = text.splitlines().index(f"quote = {wrong}") + 1

    with pytest.raises(
        ConfigurationError, match=rf'config\.toml:{line}: sources\[1\]\.quote: .*"none", "free"'
    ):
        load(written(tmp_path, text), {})


@pytest.mark.parametrize("wrong", ["x" * 301, "two\\nlines"])
def test_a_line_of_rights_is_one_line(tmp_path: Path, wrong: str) -> None:
    """It is printed with every story of the source."""
    source = f'[[sources]]\nname = "A"\nurl = "https://a.example/"\nrights = "{wrong}"\n'

    with pytest.raises(ConfigurationError, match=r"sources\[1\]\.rights"):
        load(written(tmp_path, SHIPPED.partition("[[sources]]")[0] + source), {})
