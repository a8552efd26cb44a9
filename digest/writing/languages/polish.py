"""The closed word lists of Polish; vocabulary.py says what each is for."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "abbreviations": (
        "ul tzw np m.in tys mln mld proc im ks godz r itp itd dz.u al os pl płk gen por kpt św zob ok pkt "
        "ust wg ww woj pow gm zł hab mgr inż red tj tzn ang łac ros niem fr r.b wyd rozdz nr "
        "bł bp abp kard sierż st asp insp podinsp nadkom kom mjr ppłk ppor chor marsz gł wsp "
        "wiceprem dyr prof o.o s.a z.o.o "
    ),
    "backward": "on ona ono oni one jego jej ich ten ta to te ci tego tej tym takie taki to_już",
    "onward": (
        "ale i a oraz jednak natomiast także również też ponadto tymczasem więc dlatego zatem potem "
        "jednocześnie poza_tym mimo_to z_kolei teraz tu tutaj tam wcześniej później następnie wtedy "
        "potem_jednak"
    ),
    "past": (
        "niegdyś dawniej kiedyś od_lat przez_lata od_dawna od_dziesięcioleci przed_laty dawno_temu "
        "tradycyjnie"
    ),
    "persons": "on ona jego jej jemu mu nim",
    "first": "ja mnie mi mój moja moje my nas nam nasz nasza nasze Ja Mój Moja My Nasz Nasza Nasze",
    "days": (
        "wczoraj dziś dzisiaj jutro dziś_rano wczoraj_wieczorem dzisiejszy dzisiejsza pojutrze "
        "przedwczoraj dziś_wieczorem dzisiaj_rano"
    ),
    "weekdays": "poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę",
    "said": (
        "powiedział powiedziała poinformował poinformowała dodał dodała podkreślił zaznaczył przekazał "
        "stwierdził stwierdziła oświadczył oświadczyła napisał napisała powiedzieli ogłosił ogłosiła mówi "
        "mówił mówiła zapewnił tłumaczy wyjaśnił wyjaśniła ocenił oceniła przekazała podał podała zdaniem "
        "według"
    ),
    "common": (
        "i w z na do o od po za przed przy pod nad dla przez że się jest są był była było były być nie to "
        "ten ta te tego tej jak już oraz lub ale a ze we który która które którzy jego jej ich co czy tym"
    ),
}
