"""What the demo makes of its words: groups, préconisations, engagements, suites."""

from __future__ import annotations

import re
from collections import Counter

from cafe.models import EtatEngagement, EtatPreconisation, NatureLien, NatureSuite
from tests.demo.lecture import (
    ENGAGEMENTS,
    NUMEROS,
    ORGANISMES,
    PAR_ID,
    PRECONISATIONS,
    REGROUPEMENTS,
    SUITES,
    WORLD_CAFE,
    day_of,
    words_of,
)


def test_groups_hold_published_words_of_their_question_and_leave_lone_voices() -> None:
    membres = [i for g in REGROUPEMENTS for i in g["contributions"]]
    assert len(membres) == len(set(membres))
    for groupe in REGROUPEMENTS:
        assert groupe["titre"]
        assert groupe["resume"]
        assert len(groupe["contributions"]) >= 3
        for i in groupe["contributions"]:
            assert PAR_ID[i]["question"] == groupe["question"]
            assert PAR_ID[i]["seance"] == groupe["seance"]
            assert PAR_ID[i]["statut"] == "publiee"
    par_question = Counter(g["question"] for g in REGROUPEMENTS if g["seance"] == "world_cafe")
    assert len(par_question) == 8
    assert all(4 <= n <= 6 for n in par_question.values())
    seules = len(WORLD_CAFE) - len({c["id"] for c in WORLD_CAFE} & set(membres))
    assert 0.10 <= seules / len(WORLD_CAFE) <= 0.20
    assert any(g["seance"] == "atelier_place" for g in REGROUPEMENTS)


def test_preconisations_show_every_state_and_rest_on_older_words() -> None:
    assert [p["numero"] for p in PRECONISATIONS] == list(range(1, 15))
    assert {EtatPreconisation(p["etat"]) for p in PRECONISATIONS} == set(EtatPreconisation)
    assert {NatureLien(x["nature"]) for p in PRECONISATIONS for x in p["fiches"]} == set(NatureLien)
    attente = {EtatPreconisation.BROUILLON, EtatPreconisation.PROPOSEE}
    for p in PRECONISATIONS:
        assert p["destinataire"] in ORGANISMES
        assert p["sources"]
        assert {x["fiche"] for x in p["fiches"]} <= NUMEROS
        assert re.match(r"\w+(er|ir|re)\b", p["intitule"]), p["intitule"]
        mots = set().union(*(words_of(s) for s in p["sources"]))
        assert all(words_of(s) and s["motif"] for s in p["sources"])
        if EtatPreconisation(p["etat"]) in attente:
            assert not p["decisions"]
            assert p["reponse"] is None
            continue
        derniere = p["decisions"][-1]
        assert derniere["etat"] == p["etat"]
        assert p["reponse"]["jour"] >= derniere["jour"]
        assert p["reponse"]["texte"]
        assert p["reponse"]["signataire"]
        for decision in p["decisions"]:
            assert decision["instance"] == "COPIL"
            assert decision["motif"]
            assert all(day_of(PAR_ID[i]) < decision["jour"] for i in mots)
            etude = decision["etat"] == "a_l_etude"
            assert (decision["jusqu_au_jour"] is not None) == etude
            transmise = decision["etat"] == "hors_competence"
            assert (decision["organisme"] in ORGANISMES) == transmise


def test_engagements_are_promised_by_known_structures_and_show_every_state() -> None:
    assert {EtatEngagement(e["etat"]) for e in ENGAGEMENTS} == set(EtatEngagement)
    preconisations = {p["id"] for p in PRECONISATIONS}
    for e in ENGAGEMENTS:
        assert e["organisme"] in ORGANISMES
        assert isinstance(e["echeance_jour"], int)
        assert e["fiches"]
        assert set(e["fiches"]) <= NUMEROS
        assert set(e["preconisations"]) <= preconisations
    assert any(not e["preconisations"] for e in ENGAGEMENTS)


def test_suites_show_every_nature_and_leave_some_words_waiting() -> None:
    assert {NatureSuite(s["nature"]) for s in SUITES} == set(NatureSuite)
    objets = [tuple(s["objet"].values()) for s in SUITES]
    assert len(objets) == len(set(objets))
    for suite in SUITES:
        mots = words_of(suite["objet"])
        assert mots
        assert all(day_of(PAR_ID[i]) <= suite["jour"] <= 0 for i in mots)
        assert suite["texte"]
        assert suite["repondant"]
        transmise = suite["nature"] == "transmise"
        assert (suite["organisme"] in ORGANISMES) == transmise
        assert (suite["fiche"] in NUMEROS) == (suite["nature"] == "deja_en_oeuvre")
        if suite["retour"]:
            assert transmise
            assert suite["jour"] <= suite["retour_jour"] <= 0
    assert any(s["nature"] == "transmise" and not s["retour"] for s in SUITES)
    objets_suivis = [s["objet"] for s in SUITES] + [s for p in PRECONISATIONS for s in p["sources"]]
    suivies = set().union(*(words_of(o) for o in objets_suivis))
    publiees = {c["id"] for c in WORLD_CAFE if c["statut"] == "publiee"}
    assert 10 <= len(publiees - suivies) <= 60
