"""Who sits at which table at each round: pure computation, no Flask, no database.

``cas`` says what is asked, ``planificateur`` answers with a plan, ``reparation`` mends one whose
first rounds are played. The rest is how: ``corps`` and ``itineraires`` build ways through the
tables by a formula, ``noms`` puts people on them, ``etat`` and ``recherche`` better what no formula
gives. Same case and same seed, same plan.
"""
