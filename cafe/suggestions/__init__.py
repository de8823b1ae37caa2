"""What looks alike among short texts: near-duplicates, groupings, their words, fiches to link.

Pure computation: texts in, proposals out; no Flask, no database, no network. Nothing here decides:
each proposal carries a score and the reason that a facilitator reads. Same input, same output.

The method is the plain one that measures well on short French texts: tf-idf of stems and of
letters, a graph of nearest neighbours, Louvain communities, centroids.
"""
