"""Which reports a story rests on: two that are one event, one that is two, another to rest on, one more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from digest import writing
from digest.desk.changing import changed, exchanged, story_of
from digest.desk.wording import looked_up
from digest.errors import DigestError, Unlike
from digest.models import Action, Article, Deed, Edition, Event, Hand, Reference, Story
from digest.newsroom import Newsroom
from digest.rendering.cleaning import plain
from digest.selection.filing import TOP
from digest.selection.likeness import strangers


def merge(
    room: Newsroom, edition: Edition, key: str, other: str, hand: Hand, *, sure: bool = False
) -> Edition:
    """Make one story of two that tell one event: it stands where the first stood, with the reports of both.

    It is written anew; words that a hand gave the first stay. Raises DigestError where the reports are gone,
    and Unlike where the two look like different events and nobody said to be `sure`.
    """
    first, second = story_of(edition, key), _either(edition, other)
    if first.key == second.key:
        raise DigestError("these two are one story already: name another")
    texts = reports(room, first, second)
    if not sure:
        _require_alike(room, edition, first, second)
    merged = rewritten(room, replace(first, also=_others(first, second)), texts)
    stories = tuple(merged if one is first else one for one in edition.stories if one is not second)
    spares = tuple(one for one in edition.spares if one is not second)
    after = replace(edition, stories=stories, spares=spares)
    about = f"{second.headline} into {first.headline}"
    return changed(room, edition, after, Deed(hand, Action.MERGED, about))


def split(room: Newsroom, edition: Edition, key: str, urls: Sequence[str], hand: Hand) -> Edition:
    """Let these reports leave a story, for one of their own right behind it; both are written anew.

    Words that a hand gave the story stay. Raises DigestError where reports are gone, or none would be left.
    """
    story = story_of(edition, key)
    named = {one.url for one in (story.source, *story.also)}
    if unknown := next((url for url in urls if url not in named), None):
        raise DigestError(f"that report is not in the story: {plain(unknown)[:200]}")
    if not urls or named <= set(urls):
        raise DigestError("name some of the story's reports, and leave it some")
    texts = reports(room, story)
    leaving = [one for one in texts if one.url in urls]
    staying = [one for one in texts if one.url in named - set(urls)]
    if not leaving or not staying:
        raise DigestError(f"the reports' texts are not in the archive any more: {story.headline}")
    rest = rewritten(room, _of(story, lambda one: one.url not in urls), staying)
    fresh = replace(_of(story, lambda one: one.url in urls), key=_fresh_key(edition, leaving[0]), update="")
    parted = extracted(room, fresh, leaving)
    after = replace(edition, stories=exchanged(edition, key, rest, parted))
    return changed(room, edition, after, Deed(hand, Action.SPLIT, f"{parted.headline} from {story.headline}"))


def rest_on(room: Newsroom, edition: Edition, key: str, url: str, hand: Hand) -> Edition:
    """Write a story anew from one of its reports, which it then rests on; the others stay beside it."""
    story = story_of(edition, key)
    references = (story.source, *story.also)
    if url not in {one.url for one in references}:
        raise DigestError(f"that report is not in the story: {plain(url)[:200]}")
    if url == story.source.url:
        return edition
    own = [one for one in reports(room, story) if one.url == url]
    if not own:
        raise DigestError(f"the report's text is not in the archive any more: {plain(url)[:200]}")
    written = extracted(room, story, own)
    after = replace(edition, stories=exchanged(edition, key, written))
    return changed(room, edition, after, Deed(hand, Action.RESOURCED, story.headline))


def reports(room: Newsroom, *stories: Story) -> list[Article]:
    """The texts of the reports behind these stories. Raises DigestError where none is left of one."""
    kept = room.archive.reports(writing.addresses(*stories))
    for story in stories:
        if not writing.reports_of(story, kept):
            raise DigestError(f"the reports' texts are not in the archive any more: {story.headline}")
    return kept


def rewritten(room: Newsroom, story: Story, articles: Sequence[Article]) -> Story:
    """The story, written from these reports; with the words it has, where a hand gave them."""
    written = extracted(room, story, articles)
    if not story.hand:
        return written
    rests = story if any(one.url == story.source.url for one in articles) else written
    own = {name: getattr(story, name) for name in ("headline", "lead", "hand", "writer")}
    return looked_up(room, replace(rests, also=_others(rests, written), **own))


def extracted(room: Newsroom, story: Story, articles: Sequence[Article]) -> Story:
    """What these reports say by extraction, in the place of a story and under its key, rank and references.

    Where no title makes a clean headline, the first report's own stands there, above no lead.
    """
    origins = tuple(room.origins.values())
    event = Event(tuple(articles), story.section, story.factors, story.score, story.update, origins)
    written = writing.story(event, room.newsletter, top=story.section == TOP) or _bare(event)
    beside = _others(written, story)
    return replace(written, key=story.key, factors=story.factors, score=story.score, also=beside)


def _require_alike(room: Newsroom, edition: Edition, first: Story, second: Story) -> None:
    """Raise Unlike where no report of the one is like one of the other, by the words of this day."""
    day = room.archive.reports(writing.addresses(*edition.stories, *edition.spares))
    one, other = ({each.url for each in writing.reports_of(story, day)} for story in (first, second))
    if strangers(one, other, day):
        raise Unlike(
            f"these look like different events, and nothing was merged: {first.headline} / {second.headline}"
        )


def _bare(event: Event) -> Story:
    """A story of which there is no more to print than a title."""
    first = event.articles[0]
    title = plain(first.title) or first.url
    return Story(
        key=writing.key(first),
        section=event.section,
        headline=title,
        lead="",
        source=Reference(first.outlet, first.url, title, first.language),
        language=first.language,
        published=first.published,
        rights=writing.rights(first, event),
    )


def _others(story: Story, other: Story) -> tuple[Reference, ...]:
    """The reports beside the one a story rests on, with those of another story, each outlet once."""
    outlets = {story.source.outlet.casefold()}
    found = []
    for one in (*story.also, *(replace(one, quoted=False) for one in (other.source, *other.also))):
        if one.outlet.casefold() not in outlets:
            outlets.add(one.outlet.casefold())
            found.append(one)
    return tuple(found)


def _of(story: Story, wanted: Callable[[Reference], bool]) -> Story:
    """The story with those of its reports alone that are wanted."""
    first, *others = (one for one in (story.source, *story.also) if wanted(one))
    return replace(story, source=first, also=tuple(others), claims=())


def _either(edition: Edition, key: str) -> Story:
    """The story of this key, printed or spare."""
    spare = next((one for one in edition.spares if one.key == key), None)
    return spare or story_of(edition, key)


def _fresh_key(edition: Edition, article: Article) -> str:
    """The key of a story that this report leads, where no other has it yet."""
    taken = {one.key for one in (*edition.stories, *edition.spares)}
    key, number = writing.key(article), 2
    while key in taken:
        key, number = f"{writing.key(article)}-{number}", number + 1
    return key
