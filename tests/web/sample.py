"""An invented edition, with hostile words in it, for whoever looks at it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from digest.models import Edition, Factor, Newsletter, Reference, Section, Story

NEWSLETTER = Newsletter(
    key="quarry",
    name="The Quarry",
    sender="The Quarry <news@quarry.example>",
    public_url="https://quarry.example",
    postal_address="The Quarry, 3 Basalt Lane, Port Orrin",
    tagline="Stone, water and weather, every weekday",
    sections=(
        Section("coast", "Coast and sea"),
        Section("hills", "Hills"),
        Section("towns", "Towns"),
        Section("science", "Science"),
    ),
)

_TOLD = [
    ("coast", "Tidal barrier at Port Orrin closes for the first time", 5),
    ("hills", "Mine rescue teams reach all nineteen workers under Mount Sable", 4),
    ("towns", "Three river towns agree to share one reservoir until October", 3),
    ("coast", "Ferry crews on the Orrin line end a strike of eleven days", 3),
    ("coast", "Lighthouse keepers record the calmest April in ninety years", 1),
    ("hills", "Goats clear fire lanes faster than machines, a two-year trial finds", 2),
    ("hills", "Pass road to Upper Venn opens five weeks early", 2),
    ("towns", "Night trams return to Harrow after a pause of two years", 2),
    ("towns", "Bakers in Lisk ask for a cap on the price of rye", 1),
    ("science", "Survey ship maps a canyon deeper than any known in the gulf", 3),
    ("science", "Old wells reveal how fast the Sable aquifer fills again", 1),
    ("science", "A moss that stores heat is found on the north walls of barns", 1),
]
_OUTLETS = ["Orrin Post", "Sable Courier", "Venn Radio", "Harrow Daily", "Gulf Wire"]
_LEAD = (
    "The harbour office said on Monday that the gates were shut at four in the morning, two hours before the "
    "surge arrived, and that no home behind the wall took in water."
)


def story(section: str, headline: str, outlets: int, number: int = 0) -> Story:
    """A story that this many outlets reported."""
    also = tuple(
        Reference(name, f"https://{name.split()[0].lower()}.example/{number}") for name in _OUTLETS[1:outlets]
    )
    factors = (
        Factor("coverage", 1 + 0.45 * (outlets - 1), f"{outlets} independent outlets report it"),
        Factor("recency", 0.94 - 0.02 * number, f"first report {number + 2} hours ago"),
        Factor("source weight", 1.0, "average weight of its sources"),
        *([Factor("interest", 1.2, "names a word you raise: barrier")] if number == 0 else []),
    )
    score = 1.0
    for factor in factors:
        score *= factor.value
    source = Reference(_OUTLETS[0], f"https://orrin.example/news/{number}", headline)
    return Story(f"s{number}", section, headline, _LEAD, source, also, factors, score)


def edition(*extra: Story) -> Edition:
    """A draft of twelve stories, more on demand, and two spare ones."""
    stories = [story(section, headline, outlets, n) for n, (section, headline, outlets) in enumerate(_TOLD)]
    return Edition(
        newsletter=NEWSLETTER.key,
        day=date(2031, 5, 6),
        subject="Port Orrin's barrier holds; all nineteen miners are out",
        preheader="Three river towns share a reservoir, the Orrin ferries sail again, and a canyon is found.",
        stories=(*stories, *extra),
        created=datetime(2031, 5, 6, 4, 12, tzinfo=UTC),
        spares=(
            story("towns", "Harrow counts its swifts and asks for more boxes", 1, 20),
            story("coast", "Two new buoys report waves to the harbour every minute", 1, 21),
        ),
    )
