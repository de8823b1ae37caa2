"""The demo content holds together: form of the files, frame and fiches. No database."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from cafe.formats.fiches import read_fiches
from tests.demo.lecture import (
    CONTRIBUTIONS,
    DEMARCHE,
    DOSSIER,
    ENGAGEMENTS,
    FICHES,
    NUMEROS,
    ORGANISMES,
    PAR_CLE,
    PRECONISATIONS,
    REGROUPEMENTS,
    SEANCES,
    SUITES,
    Objet,
    read,
    texts,
)

LIMITE_OCTETS = 1_000_000
PHRASE_LONGUE = 60
# Titles, labels and lists of structures are meant to come back; prose is not.
PROSE = (
    "diagnostic",
    "descriptif",
    "objectifs",
    "objectifs_cadrage",
    "resultats_attendus",
    "indicateurs_realisation",
    "indicateurs_resultat",
    "indicateurs_non_categorises",
    "publics",
    "approches_transversales_texte",
)


def test_every_file_weighs_less_than_a_megabyte() -> None:
    tailles = {f.name: f.stat().st_size for f in DOSSIER.glob("*.json")}
    assert len(tailles) == 10
    assert max(tailles.values()) < LIMITE_OCTETS


@pytest.mark.parametrize(
    ("nom", "entrees"),
    [
        ("séances", SEANCES),
        ("contributions", CONTRIBUTIONS),
        ("regroupements", REGROUPEMENTS),
        ("préconisations", PRECONISATIONS),
        ("engagements", ENGAGEMENTS),
        ("suites", SUITES),
        ("organismes", DEMARCHE["organismes"]),
        ("quartiers", DEMARCHE["quartiers"]),
    ],
)
def test_entries_of_a_list_have_the_same_keys_and_their_own_id(
    nom: str, entrees: list[Objet]
) -> None:
    assert len({tuple(e) for e in entrees}) == 1, nom
    ids = [e.get("id", e.get("cle")) for e in entrees]
    assert None not in ids
    assert len(set(ids)) == len(ids), nom


def test_the_frame_has_its_piliers_objectifs_enjeux_and_axes() -> None:
    referentiel = DEMARCHE["referentiel"]
    cles = ("piliers", "objectifs", "enjeux", "axes_transversaux")
    assert [len(referentiel[c]) for c in cles] == [3, 5, 11, 4]
    assert {o["pilier"] for o in referentiel["objectifs"]} == {1, 2, 3}
    assert {e["objectif"] for e in referentiel["enjeux"]} == {1, 2, 3, 4, 5}
    assert len(DEMARCHE["quartiers"]) == 12
    assert sum(q["habitants"] for q in DEMARCHE["quartiers"]) == 44_000
    assert len(ORGANISMES) >= 20


def test_the_charter_answers_every_question_in_words() -> None:
    assert all(list(texts(v)) and all(texts(v)) for v in DEMARCHE["charte"].values())
    membres = [m for g in DEMARCHE["groupes"] for m in g["membres"]]
    assert {m["organisme"] for m in membres} <= ORGANISMES.keys()
    assert {c["seance"] for c in DEMARCHE["calendrier"] if "seance" in c} <= PAR_CLE.keys()
    jours = [c["jour"] for c in DEMARCHE["calendrier"]]
    assert jours == sorted(jours)
    assert min(jours) < 0 < max(jours)


def test_the_fiches_are_read_by_the_importer_without_any_error() -> None:
    lecture = read_fiches((DOSSIER / "fiches.json").read_bytes(), "fiches.json")
    assert lecture.erreurs == ()
    assert len(lecture.fiches) == len(FICHES) >= 62


def test_a_fiche_stands_under_an_enjeu_of_the_frame_and_names_known_pilotes() -> None:
    referentiel = DEMARCHE["referentiel"]
    enjeux = {e["numero"]: e for e in referentiel["enjeux"]}
    objectifs = {o["numero"]: o for o in referentiel["objectifs"]}
    axes = {a["libelle"] for a in referentiel["axes_transversaux"]}
    principes = {p["libelle"] for p in referentiel["principes_integrateurs"]}
    rangs: Counter[int] = Counter()
    for fiche in FICHES:
        [enjeu] = fiche["enjeux"]
        attendu = enjeux[enjeu["numero"]]
        rangs[enjeu["numero"]] += 1
        assert fiche["numero"] == f"{enjeu['numero']}.{rangs[enjeu['numero']]}"
        assert enjeu["libelle"] == attendu["libelle"]
        objectif = objectifs[attendu["objectif"]]
        assert fiche["objectif_strategique"] == objectif["libelle"]
        assert fiche["pilier"].startswith(f"Pilier n°{objectif['pilier']} :")
        assert fiche["pilote"]
        assert set(fiche["pilote"]) <= set(ORGANISMES.values())
        assert set(fiche.get("axes_transversaux", [])) <= axes
        assert set(fiche["principes_integrateurs"]) <= principes
    assert set(rangs) == set(enjeux)


def test_fiches_have_blanks_free_dates_and_nested_items_as_real_ones_do() -> None:
    assert all(3 <= len(f["objectifs"]) <= 6 for f in FICHES)
    assert all(2 <= len(f["resultats_attendus"]) <= 4 for f in FICHES if f["resultats_attendus"])
    assert any(not f["resultats_attendus"] for f in FICHES)
    assert sum(1 for f in FICHES if f["indicateurs_non_categorises"]) >= 5
    assert sum(1 for f in FICHES if "approches_transversales_texte" not in f) == 2
    assert sum(1 for f in FICHES if f.get("approches_transversales_texte", "") is None) >= 5
    assert sum(1 for f in FICHES if f["date_fin"] and not f["date_fin"].isdigit()) >= 3
    assert sum(1 for f in FICHES if any(" › " in t for t in texts(f))) >= 3


def test_no_long_sentence_is_said_twice_across_fiches() -> None:
    phrases = Counter(
        phrase
        for fiche in FICHES
        for cle in PROSE
        for texte in texts(fiche.get(cle))
        for phrase in re.split(r"(?<=[.!?])\s+|\n", texte)
        if len(phrase) > PHRASE_LONGUE
    )
    assert len(phrases) > 300
    assert [p for p, n in phrases.items() if n > 1] == []


def test_a_fiche_named_in_any_text_exists() -> None:
    noms = ("fiches.json", "preconisations.json", "suites.json", "contributions.json")
    cites = {
        numero
        for nom in noms
        for texte in texts(read(nom))
        for numero in re.findall(r"fiche (\d+\.\d+)", texte)
    }
    assert len(cites) >= 5
    assert cites <= NUMEROS


def test_dates_inside_texts_are_written_as_day_offsets() -> None:
    textes = [t for f in DOSSIER.glob("*.json") for t in texts(read(f.name)) if "{" in t]
    assert len(textes) > 10
    for texte in textes:
        assert re.sub(r"\{j[+-]\d+\}", "", texte).count("{") == 0, texte
