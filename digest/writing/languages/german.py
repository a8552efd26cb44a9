"""The closed word lists of German; vocabulary.py says what each is for."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "abbreviations": (
        "abs bzw ca evtl ggf inkl str tel usw vgl z.b d.h u.a o.ä hr fr mio mrd tsd jan feb mär apr jun "
        "jul aug sep sept okt nov dez mo di mi do sa geb gest dipl ing gmbh z.t i.d.r s.o v.a bspw sog "
        "max bzgl einschl exkl s.u u.u st nr bd kap rer nat phil med jur n.chr "
        "v.chr "
    ),
    "backward": (
        "er sie es dieser diese dieses diesem diesen dies das_sei das_ist sein seine seinen seiner ihr "
        "ihre ihren ihrem deren dessen solche beide letzterer damit dabei dazu davon daran darauf dafür"
    ),
    "onward": (
        "aber und doch jedoch allerdings außerdem zudem dennoch trotzdem unterdessen inzwischen auch "
        "hingegen dagegen stattdessen deshalb daher denn zugleich gleichzeitig so ferner indes schließlich "
        "darüber_hinaus nun konkret zunächst bislang derweil hier dort jetzt zuvor danach anschließend "
        "später dann ebenso insgesamt"
    ),
    "past": (
        "einst früher jahrelang jahrzehntelang damals seit_jahren seit_jahrzehnten seit_langem "
        "schon_lange vor_jahren in_den_vergangenen_jahren in_den_letzten_jahren ursprünglich traditionell "
        "jahrhundertelang"
    ),
    "persons": "er ihm ihn sein seine seinen seiner seinem",
    "first": (
        "ich mein meine meinen meiner mir mich wir uns unser unsere unseren Ich Mein Meine Wir Uns Unser "
        "Unsere"
    ),
    "days": (
        "gestern heute morgen heute_abend gestern_abend heute_früh vorgestern übermorgen morgen_früh soeben"
    ),
    "weekdays": "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
    "said": (
        "sagte sagt erklärte teilte schrieb betonte berichtete berichtet hieß warnte kündigte forderte "
        "erklärt mitteilte erklärten sagten teilten gab meldete meldet laut zufolge kritisierte"
    ),
    "common": (
        "der die das den dem des ein eine einen einem einer eines und oder aber von zu zum zur im in an "
        "am auf bei für mit nach aus über unter vor ist sind war waren wird werden wurde wurden hat haben "
        "hatte nicht auch als wie dass sich es er sie ihr sein um bis durch gegen noch nur mehr so"
    ),
}
