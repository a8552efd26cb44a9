"""The closed word lists of English; vocabulary.py says what each is for."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "abbreviations": (
        "mr mrs ms messrs gen lt col sgt cpl capt cmdr adm maj brig insp sen rep gov pres hon rev fr sr "
        "jr ste mt ft nos v dept univ assn bros jan feb mar apr jun jul aug sep sept oct nov dec mon tue "
        "tues wed thu thur thurs fri sat sun approx est al e.g i.e a.m p.m d.c b.c a.d n.y l.a u.a.e "
        "u.s.a m.a b.a m.d det supt atty ave blvd rd pvt cllr"
    ),
    "starters": (
        "the a an in on at he she it they but and his her for this that we i as after before when while "
        "more police officials there"
    ),
    "backward": (
        "he she they it his her hers their theirs its him them this these those that such the_latter "
        "the_former both others another elsewhere the_latest the_two the_three the_four one_of_them "
        "one_of_those some_of_the all_of_them of_those of_these among_them the_same the_accused"
    ),
    "pointed": (
        "accident actor actress agency agreement album announcement app area attack attacker attacks "
        "author band bill billionaire blast blaze boat bodies body book boy bridge building bus business "
        "call case change changes charity child city club coach comment comments company congressman "
        "conversation couple crash deal deals decision defendant defender device document driver duo "
        "event exec exhibition explosion facility feature ferry festival figures film findings fire firm "
        "flight footage game girl goalkeeper group gunman hospital image images incident institution "
        "interview investment jet laptop law lawmaker lawsuit man match measure measures meeting "
        "midfielder model move moves movie news newspaper offer order organisation organization outlet "
        "pair phone phone_call pilot plan plane player politician post product project proposal protest "
        "raid rapper remarks report reports result results revelation robot rule ruling sale school "
        "senator series service ship shooting show side singer site song star statement store striker "
        "study suit summit survey suspect suspects talks team teenager tool tournament train trial trio "
        "trip tunnel update vehicle verdict vessel victim victims video visit vote woman"
    ),
    "onward": (
        "but and or so yet however meanwhile also instead still nevertheless nonetheless moreover "
        "furthermore additionally besides otherwise therefore thus then afterwards earlier later "
        "for_instance for_example in_addition, by_contrast on_the_other_hand as_a_result, in_turn here's "
        "here’s here_is here_are similarly likewise indeed in_fact separately hence nor plus that_said "
        "even_so because_of_this in_response, at_the_same_time of_course according_to_him according_to_her "
        "according_to_them too now first, second, firstly, finally,"
    ),
    "persons": "he she him his her hers they them their himself herself",
    "first": (
        "I I'm I’m I've I’ve I'll I’ll I'd I’d me my we we're we’re we've we’ve we'll we’ll We We're "
        "We’re We've We’ve We'll We’ll our Our My ours us let's let’s Let's Let’s you your You Your "
        "you're You're you’re You’re you'll You'll you’ll"
    ),
    "days": (
        "yesterday today tonight tomorrow this_morning this_afternoon this_evening last_night "
        "earlier_today later_today days_ago hours_ago"
    ),
    "weekdays": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "said": (
        "said says told added adds wrote writes explained noted continued tweeted posted recalled "
        "insisted argued claimed warned stressed announced according tells asked declared vowed"
    ),
    "common": (
        "a an the and or but of to in on at by for from with as is are was were be been being has have "
        "had will would could should may might can not no it its this that these those he she they his "
        "her their them him who which what when where why how after before over under about into than "
        "then there here out up down off more most less new says said say amid also just only very all "
        "any some such so if while during between against because through per via do does did we you i "
        "our your my me us"
    ),
}
