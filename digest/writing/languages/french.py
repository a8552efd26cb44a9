"""The closed word lists of French; vocabulary.py says what each is for."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "abbreviations": (
        "m mm mme mmes mlle mgr pr art janv févr avr juil sept oct nov déc av bd cf ed éd p.ex "
        "chap fig tél lieut gén sté "
    ),
    "backward": "il elle ils elles ce cet cette ces cela ceci celui-ci celle-ci son sa ses leur leurs lui",
    "onward": (
        "mais et ou donc or cependant toutefois pourtant aussi ainsi par_ailleurs en_outre de_plus "
        "néanmoins puis ensuite enfin en_revanche alors d'ailleurs d’ailleurs de_son_côté pendant_ce_temps "
        "désormais ici là plus_tard auparavant dans_le_même_temps c'est c’est"
    ),
    "past": (
        "autrefois jadis naguère depuis_des_années depuis_des_décennies depuis_longtemps "
        "pendant_des_années pendant_longtemps pendant_des_décennies il_y_a_des_années historiquement "
        "traditionnellement à_l'époque à_l’époque"
    ),
    "persons": "il elle lui son sa ses",
    "first": "je j' j’ me moi mon ma mes nous notre nos Je Mon Ma Nous Notre Nos vous votre vos Vous Votre",
    "days": (
        "hier aujourd'hui aujourd’hui demain ce_matin ce_soir cet_après-midi hier_soir avant-hier "
        "après-demain cette_nuit"
    ),
    "weekdays": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "said": (
        "dit déclaré a_affirmé annoncé expliqué ajouté selon affirme assure estime précisé affirmé "
        "indiqué expliquait assuré estimé souligné déclare déplore explique raconte rapporte d'après "
        "d’après"
    ),
    "common": (
        "le la les un une des du de d l et ou mais à au aux en dans sur par pour avec sans sous est sont "
        "était été être a ont avait ne pas plus que qui quoi dont où ce cette ces son sa ses leur leurs "
        "il elle ils se s après avant contre entre"
    ),
}
