"""The languages of the phone: which exist, which are switched on, which one a request speaks.

French is the source and always there. Only the participants' pages speak another language:
the team's pages, the live pieces and the documents stay French. Sentences live in
``catalogues/`` (those that ship) and in ``<instance>/langues`` (those a town brings).
"""
