"""What tells a place from a person: « rue », « école », « stade »… before a name, and the names
that so many streets bear that they point at nobody."""

from __future__ import annotations

_LIEUX = """
aire allee allees ancienne arret arrets asso association associations av avenue avenues barre bat
batiment batiments bd bibliotheque bld boulevard boulodrome bourse bus cafe canal cantine
carrefour caserne centre centres chapelle chemin chu cimetiere cinema cite cites city-stade
clinique club college college-lycee colleges collegiens comite compagnie complexe conservatoire
copropriete coulee cours creche creches crous dojo ecole ecoles ecoliers ecomusee eglise ehpad
entree entrees epicerie escalier espace espaces esplanade etablissement face faubourg ferme
festival fete fetes fondation fontaine foyer gare groupe gymnase gymnases hall halle halte hopital
hotel ilot imm immeuble immeubles impasse institut jardin jardins lac librairie ligne lycee
lyceens lycees magasin mail mairie maison maisons marche maternelle mediatheque metro mjc monument
mosquee musee parc parcs parking paroisse parvis pass passage passerelle pharmacie piscine place
placette plage plaine pmi pole pont port porte prefecture promenade quai quartier quartiers
residence residences restaurant resto rond-point route rue rues salle salles secteur sentier site
skatepark square squares stade stades station statue studio supermarche synagogue tennis terrain
terrains theatre tour tours tram tramway tunnel universite vallon venelle villa village ville voie
zac zone
"""
# What may stand between a place and its name: « école élémentaire publique du Docteur… ».
_LIENS = """
a abbe au aux bas capitaine ce cette colonel commandant culturel culturelle d de departemental des
docteur dr du elementaire en et frere freres general grand grande haut l la le les lieutenant
marechal maternelle municipal municipale n nord nouveau nouvelle numero pere petit petite
polyvalent polyvalente pr president primaire prive privee professeur public publique saint sainte
scolaire secondaire social sociale soeur soeurs sportif sportive st ste sud superieur vieille
vieux
"""
# Names of streets and schools in hundreds of towns; nobody in the room is meant.
_CELEBRES = """
aime cesaire, alain colas, albert camus, albert einstein, albert thomas, alice guy, alice milliat,
ambroise croizat, anatole france, andre malraux, angela davis, anne frank, antoine de saint
exupery, antoine watteau, arthur rimbaud, auguste renoir, auguste rodin, benoit frachon, berthe
morisot, blaise cendrars, blaise pascal, camille claudel, camille desmoulins, camille pissarro,
charles baudelaire, charles de gaulle, clara zetkin, claude debussy, claude monet, colette besson,
danielle casanova, de gaulle, denis diderot, edith piaf, edouard herriot, edouard vaillant, elsa
triolet, emile zola, eric tabarly, eugenie cotton, florence arthaud, francois mitterrand, frantz
fanon, frederic chopin, frederic joliot curie, gabriel peri, george sand, georges brassens,
georges pompidou, gerard philipe, germaine tillion, guy moquet, hector berlioz, helene boucher,
henri barbusse, henri matisse, henri wallon, honore de balzac, irene joliot curie, jacques brel,
jacques prevert, jean de la fontaine, jean jaures, jean mace, jean mermoz, jean moulin, jean
racine, jean vilar, jean zay, jeanne d arc, joachim du bellay, joliot curie, josephine baker,
jules ferry, kylian mbappe, leo lagrange, leon blum, leon gambetta, louis aragon, louis pasteur,
louise michel, lucie aubrac, marcel cachin, marcel pagnol, marcel sembat, marie curie, marie
laurencin, marie marvingt, martin luther king, maryse bastie, maurice ravel, maurice thorez, max
jacob, missak manouchian, moliere, nelson mandela, olympe de gouges, pablo neruda, pablo picasso,
paul bert, paul cezanne, paul eluard, paul langevin, paul verlaine, pierre corneille, pierre
curie, pierre de coubertin, pierre mendes france, pierre semard, raymond poulidor, raymond
queneau, rene cassin, rene descartes, robert badinter, robert desnos, robert doisneau, roger
salengro, romain rolland, rosa luxemburg, rosa parks, saint exupery, salvador allende, simone de
beauvoir, simone signoret, simone veil, suzanne buisson, suzanne lenglen, theodore monod, victor
hugo, vincent auriol, vincent van gogh, youri gagarine, yvonne de gaulle, zinedine zidane
"""
# After « Monsieur », « Madame »: an office, an article, a way of speaking.
_NON_NOMS = """
a adjoint adjointe animateur animatrice au aux bonjour bonne bonsoir chien commissaire conseiller
conseillere d de depute deputee des directeur directrice docteur du elle elu elue en est et
facilitateur gardien habitant il ils inspecteur inspectrice je juge l la le les machin maire
mairesse merci ministre nous on ou pardon patate pipi prefet prefete president presidente
principal principale procureur professeur propre proviseur proviseure que qui responsable senateur
senatrice soleil sont svp tous tout toute truc un une unetelle untel voisin vous x y z
"""
LIEUX = frozenset(_LIEUX.split())
LIENS = frozenset(_LIENS.split())
CELEBRES = frozenset(" ".join(nom.split()) for nom in _CELEBRES.split(","))
NON_NOMS = frozenset(_NON_NOMS.split())
