"""A lone text is offered a group for a word that is the group's own, or nothing."""

from __future__ import annotations

from cafe.suggestions.classement import Candidat, rank_groups
from cafe.suggestions.empreinte import make_empreintes
from cafe.suggestions.places import find_places
from tests.suggestions.test_propositions import ARBRES, BUS, MEDECINS

GROUPES = [BUS, ARBRES, MEDECINS]


def placed(textes: list[str], groupes: list[list[str]]) -> list[list[Candidat]]:
    traits = [make_empreintes(groupe) for groupe in groupes]
    return find_places(textes, make_empreintes(textes), groupes, traits)


def test_the_group_that_says_its_word_is_offered_with_that_word() -> None:
    ((place,),) = placed(["Un bus le samedi soir"], GROUPES)
    assert place.rang == 0
    # Two of that group say « soir » as well, and nobody else; « samedi » only one.
    assert place.mots == ("soir", "bus")


def test_a_word_that_everybody_says_is_no_reason() -> None:
    groupes = [[f"{texte}, pour la place" for texte in groupe] for groupe in GROUPES]
    texte = "La place, la place, toujours la place"
    ranked = rank_groups(
        [texte], make_empreintes([texte]), groupes, [make_empreintes(g) for g in groupes]
    )
    assert ranked[0], "near enough to be ranked"
    assert placed([texte], groupes) == [[]]


def test_a_word_of_one_member_alone_is_no_reason() -> None:
    assert placed(["Rentrer à la retraite"], GROUPES) == [[]]


def test_a_word_said_more_often_outside_the_group_is_not_its_own() -> None:
    groupes = [["Le bus bleu", "Le bus vert"], MEDECINS]
    seuls = ["Le bus rouge", "Planter des arbres près du bus", "Des bancs à l’arrêt de bus"]
    assert placed(seuls, groupes)[0][0].mots == ("bus",)
    assert placed([*seuls, "Une poste accessible en bus"], groupes)[0] == []


def test_who_wants_the_contrary_is_not_filed_with_them() -> None:
    arbres = ["Planter des arbres", "Plus d’arbres sur la place", "Davantage d’arbres ici"]
    assert placed(["Encore des arbres"], [arbres, BUS])[0]
    assert placed(["Moins d’arbres"], [arbres, BUS]) == [[]]


def test_a_number_is_nobodys_word() -> None:
    groupes = [["Le 12 passe", "Le 12 roule"], ["Un parc", "Un jardin"]]
    assert placed(["Le 12"], groupes) == [[]]


def test_without_group_or_without_text_nothing_is_offered() -> None:
    assert placed([], GROUPES) == []
    assert placed([""], GROUPES) == [[]]
