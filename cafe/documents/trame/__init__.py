"""A document as a neutral outline, and its writers: DOCX, ODT, HTML.

A model of compte rendu says once what stands where (`blocs`); each writer knows one format and no
model. PDF is drawn apart, from the same content: a page wants other care than a file to correct.
"""
