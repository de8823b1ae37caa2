"""The demo: the content of an invented town, what builds it through the actions, and the
phones that can be let loose on it.

Imports actions; imported by the command line only.
"""
