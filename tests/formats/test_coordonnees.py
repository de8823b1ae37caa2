"""Ways to reach a person leave the words that are passed on; figures that are none stay."""

import pytest

from cafe.formats.coordonnees import RETIREES, without_contacts


@pytest.mark.parametrize(
    "coordonnees",
    [
        "eve@exemple.fr",
        "eve.martin+cafe@mairie.exemple.fr",
        "eve @ exemple.fr",
        "06 12 34 56 78",
        "0612345678",
        "06.12.34.56.78",
        "06-12-34-56-78",
        "+33 6 12 34 56 78",
        "+33 (0)6 12 34 56 78",
        "0033612345678",
        "@eve_martin",
    ],
)
def test_it_is_taken_out(coordonnees: str) -> None:
    assert without_contacts(f"Appelez-moi ({coordonnees}), merci.") == (
        f"Appelez-moi ({RETIREES}), merci."
    )


@pytest.mark.parametrize(
    "texte",
    [
        "Le bus de 14 h 30 à 15 h 10, ligne 4.",
        "En 2025, 1 240 heures et 12 345 678 euros.",
        "Entre 01 et 05 personnes par table.",
        "Rendez-vous @ midi, 4 rue des Tanneurs, 14000.",
        "https://exemple.fr/0612",
        "10 000 000 000 pas",
    ],
)
def test_other_figures_stay(texte: str) -> None:
    assert without_contacts(texte) == texte
