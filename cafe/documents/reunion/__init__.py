"""The compte rendu of a meeting: two pages, as an administration expects them."""
