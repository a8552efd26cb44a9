"""Who acts all over the world, who stands for a country in headlines, and what only sounds like a place."""

from __future__ import annotations

from types import MappingProxyType

# Words in these lists are apart by white space; `_` is a space.
_ACTING = """
American Americans US USA U.S U.S. United_States America Washington White_House Pentagon
European EU Europe Brussels European_Union European_Commission
British Britain UK U.K U.K. United_Kingdom
Russian Russians Russia Moscow Kremlin
Chinese China Beijing
"""
_LEADERS = """
US Trump Biden
RU Putin
CN Xi_Jinping
GB Starmer Sunak
FR Macron
DE Merz Scholz
UA Zelensky Zelenskyy Zelenskiy
IL Netanyahu
IR Khamenei Pezeshkian
TR Erdogan
IN Modi
IT Meloni
HU Orban
AR Milei
BR Lula Bolsonaro
VE Maduro
KP Kim_Jong_Un Kim_Jong-un
"""
_NO_PLACES = """
New_York_Times NY_Times Washington_Post Los_Angeles_Times Chicago_Tribune Boston_Globe Miami_Herald
Times_of_India Times_of_Israel Wall_Street_Journal Bank_of_America American_Express American_Airlines
British_Airways Paris_Agreement Paris_accord Paris_climate Geneva_Convention Geneva_Conventions Panama_Papers
Paris_Hilton Paris_Jackson Sydney_Sweeney Jordan_Peterson Michael_Jordan Jim_Jordan Jordan_Henderson
Jordan_Pickford Jordan_Spieth Mark_Cuban Whitney_Houston Denzel_Washington Jack_London Ireland_Baldwin
Israel_Adesanya Brooklyn_Beckham Virginia_Giuffre Virginia_Woolf American_Idol American_Pie American_Eagle
Guinea_pig Guinea_pigs Panama_hat European_Tour Chinese_New_Year Dutch_oven
"""

# Who acts all over the world says little about where something happens; a country's own parts say all of it.
ACTORS = MappingProxyType({"US": 0.45, "EU": 0.4, "GB": 0.8, "RU": 0.8, "CN": 0.8})
ACTING = frozenset(name.replace("_", " ") for name in _ACTING.split())

# Heads of state and of government of these years: their countries act where they do. To be renewed with them.
LEADERS = MappingProxyType(
    {
        name.replace("_", " "): line.split()[0]
        for line in _LEADERS.strip().split("\n")
        for name in line.split()[1:]
    }
)

# Names that hold a place's name and are none: papers, firms, agreements, people.
NO_PLACES = frozenset(name.replace("_", " ") for name in _NO_PLACES.split())

# Names of countries that are more often something else in a headline.
AMBIGUOUS = frozenset({"Georgia", "Jersey", "Guernsey", "World"})
