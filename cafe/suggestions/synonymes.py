"""Words of every day, and those that a contrat de ville uses for the same thing."""

from __future__ import annotations

from cafe.suggestions.francais import read_words, stems_of

# « said: looked for as well ». Each left word leads to the right ones, never back.
_LISTE = """
foot, football, basket, gymnase, stade, salle de sport: sport, équipement sportif
piscine, nager: sport, équipement sportif
caméra, vidéo: vidéosurveillance, vidéoprotection
flic, policier, police, ronde: sécurité, tranquillité publique, police
deal, dealer, trafic, drogue, stup: trafic, stupéfiants, prévention de la délinquance
vol, cambriolage, agression, bagarre: délinquance, sécurité
bruit, tapage, moto, rodéo, scooter: tranquillité publique, nuisances
ordure, poubelle, saleté, sale, encombrant, déchet, rat: propreté, gestion urbaine de proximité
ascenseur, hall, cave, cage, escalier, concierge, gardien: bailleurs, parties communes, habitat
appart, appartement, logement, HLM, loyer, locataire: logement, habitat, bailleurs
chauffage, froid, isolation, facture, humidité, moisissure: rénovation énergétique, logement
boîte, patron, entreprise, embauche: entreprises, emploi
boulot, travail, job, chômage, chômeur: emploi, insertion professionnelle
stage, alternance, apprenti, apprentissage: formation, insertion professionnelle, jeunes
CV, entretien, orientation: emploi, accompagnement
auto-entrepreneur, commerce, boutique, magasin: commerces, développement économique
école, collège, lycée, classe, prof, instit: éducation, réussite éducative, scolarité
devoirs, soutien: accompagnement à la scolarité, réussite éducative
décrochage, absentéisme: décrochage scolaire, réussite éducative
crèche, nounou, garde, bébé: petite enfance, modes de garde
gosse, gamin, mineur, ado, minot: enfants, jeunes, jeunesse
parent, père, mère, famille, maman, papa: parentalité, familles
vieux, ancien, retraité, âgé: personnes âgées, seniors
femme, fille, sexisme, harcèlement: égalité femmes hommes, discriminations
racisme, raciste, discrimination, origine: lutte contre les discriminations
handicap, fauteuil, handicapé: handicap, accessibilité
docteur, médecin, hôpital, dentiste, soigner, maladie, généraliste: santé, accès aux soins
psy, dépression, stress: santé mentale
manger, cantine, repas, frigo: alimentation, santé
permis, voiture, auto, garer, stationnement, parking: mobilité, stationnement
bus, tram, tramway, métro, transport, vélo, trottoir: mobilité, transports, déplacements
parc, arbre, square, jardin, pelouse, verdure, ombre: espaces verts, cadre de vie, espaces publics
banc, jeux, place, lampadaire, éclairage, lumière: espaces publics, cadre de vie, aménagement
papier, formulaire, dossier, guichet, démarche, CAF, préfecture: accès aux droits, services publics
internet, ordinateur, ordi, wifi, tablette, en ligne: inclusion numérique, accès aux droits
français, langue, lire, écrire, alphabétisation: apprentissage du français, maîtrise de la langue
avocat, plainte, justice, juge, prison: accès au droit, justice, citoyenneté
théâtre, musique, concert, ciné, cinéma, danse, spectacle, bibliothèque, médiathèque: culture
vacances, sortie, colo, loisir: loisirs, enfants, jeunes
fête, voisin, quartier, rencontre, lien, ensemble: lien social, vivre ensemble
asso, association, bénévole: vie associative, associations
réunion, consulter, écouter, avis, participer, élu: participation des habitants, conseils citoyens
local, salle, maison: maison pour tous, équipement de proximité, centre social
argent, sous, pauvre, pauvreté, cher, dette: précarité, insertion sociale
migrant, réfugié, papiers, étranger: intégration, accès aux droits
laïcité, religion, mosquée, église: laïcité, citoyenneté, valeurs de la République
"""


def _read() -> dict[str, tuple[str, ...]]:
    mots: dict[str, tuple[str, ...]] = {}
    for ligne in _LISTE.strip().splitlines():
        dits, cherches = ligne.split(":")
        ajoutes = tuple(cherche.strip() for cherche in cherches.split(","))
        for dit in dits.split(","):
            # A phrase is known by all its words: « salle de sport » alone is no « salle ».
            racines = " ".join(mot.racine for mot in read_words(dit))
            mots[racines] = mots.get(racines, ()) + ajoutes
    return mots


_SYNONYMES = _read()


def look_for(texte: str) -> str:
    """What else to look for, one thing a sentence; empty where no word of the text is known."""
    racines = stems_of([texte])
    ajoutes = [
        cherche
        for dits, cherches in _SYNONYMES.items()
        if racines.issuperset(dits.split(" "))
        for cherche in cherches
    ]
    return ". ".join(dict.fromkeys(ajoutes))
