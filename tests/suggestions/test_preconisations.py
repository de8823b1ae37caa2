"""What a préconisation is near to: fiches, others already written, an older one that it repeats."""

from __future__ import annotations

from cafe.suggestions.plan import DemandePlan, Voisinage, compare_apart, read_voisinages
from cafe.suggestions.preconisations import compare_plan
from cafe.suggestions.propositions import Texte

FICHES = (
    Texte("sport", "Équipements sportifs . gymnases, stades et créneaux des associations"),
    Texte("bus", "Se déplacer tôt le matin . bus, navettes, arrêts et horaires"),
    Texte("sante", "Accès aux soins . médecins, maison de santé"),
)


def compared(*titres: str) -> dict[str, Voisinage]:
    textes = tuple(Texte(f"p{n}", f"{titre}\n") for n, titre in enumerate(titres))
    return compare_plan(DemandePlan(FICHES, textes))


def test_the_fiche_that_says_the_same_comes_first_with_the_words() -> None:
    found = compared("Ouvrir les gymnases le soir aux associations", "Payer les timbres")
    assert found["p0"].fiches[0].id == "sport"
    assert "gymnases" in found["p0"].fiches[0].mots
    assert found["p1"].fiches == ()


def test_only_the_later_of_two_that_say_the_same_repeats_the_other() -> None:
    found = compared(
        "Ouvrir les gymnases jusqu’à 22 heures",
        "Planter des arbres sur la place",
        "Garder les gymnases ouverts jusqu’à 22 heures",
    )
    assert [une.id for une in found["p2"].redites] == ["p0"]
    assert found["p0"].redites == found["p1"].redites == ()
    # The older one is told of it all the same, as near.
    assert [une.id for une in found["p0"].proches] == ["p2"]
    assert found["p1"].proches == ()


def test_two_that_want_the_contrary_repeat_nothing() -> None:
    found = compared("Ouvrir le parc la nuit", "Fermer le parc la nuit")
    assert found["p1"].redites == ()


def test_nothing_is_near_where_there_is_nothing_and_it_travels() -> None:
    assert compare_plan(DemandePlan((), ())) == {}
    demande = DemandePlan((), (Texte("a", "\n"), Texte("b", "Des bancs\n")))
    assert read_voisinages(compare_apart(demande)) == {"a": Voisinage(), "b": Voisinage()}
    demande = DemandePlan(FICHES, (Texte("a", "Des bus\n"), Texte("b", "Des bus tôt\n")))
    assert read_voisinages(compare_apart(demande)) == compare_plan(demande)
