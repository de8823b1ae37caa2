"""The printed kit of a séance: everything that is needed on paper, so that a dead network stops
nothing. Black and white A4.
"""
