"""Groups, duplicates, places and fiches proposed for a few texts of a hall."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest

from cafe.suggestions.classement import rank_groups
from cafe.suggestions.doublons import find_duplicates
from cafe.suggestions.empreinte import make_empreintes
from cafe.suggestions.fiches import IndexFiches
from cafe.suggestions.noyaux import find_kernels
from cafe.suggestions.oppositions import may_oppose
from cafe.suggestions.propositions import Demande, Texte, propose_apart, read_propositions
from cafe.suggestions.regroupements import Groupe, group_texts
from cafe.suggestions.tableau import propose
from cafe.suggestions.titres import says_already

BUS = [
    "Le bus 7 ne passe plus après 20 heures",
    "Des bus plus tard le soir, surtout le samedi",
    "Quand on finit tard il n’y a plus de bus",
    "Un bus du soir pour rentrer du travail",
]
ARBRES = [
    "Planter des arbres sur la place",
    "De l’ombre et des arbres devant l’école",
    "La place est une fournaise l’été, il faut des arbres",
    "Des arbres et des bancs à l’ombre",
]
MEDECINS = [
    "Impossible de trouver un médecin traitant",
    "Il manque un médecin dans le quartier",
    "Mon médecin est parti à la retraite, pas de remplaçant",
    "Une maison de santé avec des médecins",
]


def grouped(textes: list[str], **how: int) -> list[Groupe]:
    return group_texts(textes, make_empreintes(textes), **how)


def test_texts_of_three_subjects_make_three_groups_named_by_their_words() -> None:
    textes = [*BUS, *ARBRES, *MEDECINS]
    groupes = grouped(textes)
    assert {frozenset(groupe.membres) for groupe in groupes} == {
        frozenset(range(4)),
        frozenset(range(4, 8)),
        frozenset(range(8, 12)),
    }
    assert {groupe.mots[0] for groupe in groupes} == {"bus", "arbres", "médecin"}
    assert all(groupe.titre.startswith(groupe.mots[0]) for groupe in groupes)


def test_the_same_texts_give_the_same_groups() -> None:
    textes = [*BUS, *ARBRES, *MEDECINS]
    assert grouped(textes) == grouped(textes)


def test_a_number_of_groups_can_be_asked_for() -> None:
    assert len(grouped([*BUS, *ARBRES, *MEDECINS], nombre=2)) == 2


@pytest.mark.parametrize("textes", [[], [""], ["seul"], ["bancs", "piscine"], ["…", "…"]])
def test_nothing_alike_is_no_group(textes: list[str]) -> None:
    assert grouped(textes) == []
    assert find_duplicates(textes, make_empreintes(textes)) == []


def test_two_who_say_nearly_the_same_are_shown_with_what_they_share() -> None:
    textes = [*BUS, *ARBRES, "Il faut planter des arbres sur la place !"]
    (paire,) = find_duplicates(textes, make_empreintes(textes))
    assert (paire.un, paire.autre) == (4, 8)
    assert set(paire.mots) == {"planter", "arbres", "place"}


@pytest.mark.parametrize(
    ("un", "autre"),
    [
        ("Il faut plus de bancs sur la place", "Il faut moins de bancs sur la place"),
        ("Ouvrir la médiathèque le dimanche", "Fermer la médiathèque le dimanche"),
        ("Le marché est utile au quartier", "Le marché n’est pas utile au quartier"),
        ("Il y a trop de policiers", "Il n’y a pas assez de policiers"),
        ("La cantine devrait être gratuite", "La cantine devrait rester payante"),
        ("Je suis pour les caméras du parc", "Je suis contre les caméras du parc"),
        ("Garder le gardien de l’immeuble", "Supprimer le gardien de l’immeuble"),
        (
            "Si vous enlevez des places pour la piste cyclable je déménage",
            "Il faut la piste cyclable, même si elle enlève des places",
        ),
    ],
)
def test_opposite_opinions_are_never_called_duplicates(un: str, autre: str) -> None:
    textes = [un, autre, *BUS, *MEDECINS]
    assert may_oppose(un, autre)
    assert may_oppose(autre, un)
    assert all(paire.un > 1 for paire in find_duplicates(textes, make_empreintes(textes)))


@pytest.mark.parametrize(
    ("un", "autre"),
    [
        ("Il manque des bancs", "Il n’y a pas assez de bancs"),
        ("Plus de bancs", "Davantage de bancs sur la place"),
        ("Fermer le parc la nuit", "La nuit le parc devrait être fermé"),
    ],
)
def test_the_same_wish_said_otherwise_opposes_nothing(un: str, autre: str) -> None:
    assert not may_oppose(un, autre)


def test_a_new_text_is_offered_its_group_first_and_the_words_they_share() -> None:
    groupes = [BUS, ARBRES, MEDECINS]
    textes = ["Un bus le samedi soir", "trouver un médecin", "zxqw"]
    rangees = rank_groups(
        textes, make_empreintes(textes), groupes, [make_empreintes(groupe) for groupe in groupes]
    )
    assert [rangee[0].rang if rangee else None for rangee in rangees] == [0, 2, None]
    assert rangees[0][0].mots == ("samedi", "soir", "bus")


def test_words_of_every_day_find_the_fiche_of_the_administration() -> None:
    fiches = [
        "Développer la pratique du sport. Équipements sportifs et associations",
        "Vidéosurveillance et tranquillité publique",
        "Accompagner les entreprises du quartier",
    ]
    index = IndexFiches(fiches, make_empreintes(fiches))
    textes = ["un terrain de foot", "des caméras", "ma boîte a fermé", "zxqw"]
    rangees = index.rank(textes, make_empreintes(textes))
    assert [rangee[0].rang if rangee else None for rangee in rangees] == [0, 1, 2, None]
    assert "sport" in rangees[0][0].mots


def test_the_order_of_the_other_texts_changes_no_duplicate() -> None:
    textes = [*BUS, *ARBRES, *MEDECINS, "Planter des arbres, sur la place"]
    autres = random.Random(3).sample(textes, len(textes))

    def said(liste: list[str]) -> set[frozenset[str]]:
        return {
            frozenset((liste[p.un], liste[p.autre]))
            for p in find_duplicates(liste, make_empreintes(liste))
        }

    assert said(textes) == said(autres) != set()


def test_a_kernel_is_held_by_one_telling_word_and_never_by_a_day() -> None:
    textes = [*BUS, *ARBRES, *MEDECINS, "Le samedi", "Rien le samedi", "Un samedi calme"]
    noyaux = find_kernels(textes, make_empreintes(textes), combien=9)
    assert noyaux
    for noyau in noyaux:
        assert all(noyau.mots[0].rstrip("s") in textes[rang].lower() for rang in noyau.membres)
        assert noyau.mots[0] != "samedi"
    dits = [rang for noyau in noyaux for rang in noyau.membres]
    assert len(dits) == len(set(dits))


def test_a_board_travels_to_another_process_and_back() -> None:
    textes = [*BUS, *ARBRES]
    cartes = tuple(
        Texte(f"c{n}", texte, None, "g" if n < 2 else None) for n, texte in enumerate(textes)
    )
    trouve = propose(Demande(cartes))
    assert read_propositions(propose_apart(Demande(cartes))) == trouve
    assert {une.cartes[0] for une in trouve.places} <= {carte.id for carte in cartes[2:]}
    assert all(une.groupe == "g" for une in trouve.places)


def test_the_server_loads_none_of_what_computes() -> None:
    code = (
        "import sys; from cafe.app import create_app; import cafe.facilitation.suggestions; "
        "import cafe.pilotage; sys.exit('scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_group_is_offered_a_title_of_words_that_most_of_its_texts_say_or_none() -> None:
    textes = [*BUS, *ARBRES, "Trois bancs", "Une piscine", "Le marché de nuit"]
    groupes = [*["bus"] * 4, *["arbres"] * 4, *["mele"] * 3]
    cartes = tuple(
        Texte(f"c{n:02}", texte, None, groupe)
        for n, (texte, groupe) in enumerate(zip(textes, groupes, strict=True))
    )
    titres = {une.groupe: une for une in propose(Demande(cartes)).titres}
    assert set(titres) == {"bus", "arbres"}
    assert titres["bus"].titre.startswith("bus")
    assert titres["arbres"].titre.startswith("arbres")
    for une in titres.values():
        assert une.score >= 0.6
        assert says_already(f"Pour {une.mots[0]}", une.titre)
        assert not says_already("Divers", une.titre)


def test_two_groups_tell_two_texts_apart_and_one_group_does_not() -> None:
    def pairs(un: str | None, autre: str | None) -> int:
        cartes = (
            *(Texte(f"b{n}", texte) for n, texte in enumerate(BUS)),
            Texte("x", ARBRES[0], None, un),
            Texte("y", f"{ARBRES[0]} !", None, autre),
        )
        return len(propose(Demande(cartes)).doublons)

    assert [pairs(*groupes) for groupes in ((None, None), ("a", None), ("a", "a"))] == [1, 1, 1]
    assert pairs("a", "b") == 0


def test_a_text_that_shares_no_word_with_its_group_is_in_none() -> None:
    textes = [*BUS, *ARBRES, "Le busard plane sur les busserolles"]
    assert all(8 not in groupe.membres for groupe in grouped(textes))


def test_the_words_in_common_of_two_texts_are_said_by_both() -> None:
    (groupe,) = grouped(["Fermer la rue le mercredi", "Une mère à monter si la rue est fermée"])
    assert set(groupe.mots) == {"fermer", "rue"}


def test_two_texts_are_called_near_for_what_they_share_and_not_for_being_two() -> None:
    cartes = (Texte("a", "Fermer la rue le mercredi"), Texte("b", "Fermer la rue au marché"))
    (groupe,) = propose(Demande(cartes)).groupes
    (paire,) = find_duplicates(
        [c.texte for c in cartes], make_empreintes([c.texte for c in cartes]), seuil=0.0
    )
    assert groupe.score == pytest.approx(paire.score, abs=0.001)


def test_two_texts_held_by_one_stray_word_are_no_group() -> None:
    cartes = (
        Texte("a", "Fermer la rue le mercredi pour que les enfants jouent"),
        Texte("b", "Mon grand-père habitait cette rue avant la guerre"),
    )
    assert grouped([carte.texte for carte in cartes])
    assert propose(Demande(cartes)).groupes == ()
