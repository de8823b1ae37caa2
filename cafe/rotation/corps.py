"""Arithmetic of a finite field, as tables: numbers 0 to q - 1 with a sum and a product.

A field exists exactly when q is a power of a prime. Elements are polynomials over the prime,
written in its base; the product is taken modulo an irreducible one, found by trial.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

Tableau = NDArray[np.int64]


def prime_power(q: int) -> tuple[int, int] | None:
    """(p, n) when q = p ** n for a prime p, else None."""
    if q < 2:
        return None
    p = next(d for d in range(2, q + 1) if q % d == 0)
    n = 0
    while q % p == 0:
        q, n = q // p, n + 1
    return (p, n) if q == 1 else None


def field_tables(q: int) -> tuple[Tableau, Tableau]:
    """The tables of the sum and of the product, q by q. Raises ValueError: no such field."""
    found = prime_power(q)
    if found is None:
        raise ValueError(f"{q} n’est pas une puissance d’un nombre premier")
    p, n = found
    chiffres = np.array([[e // p**i % p for i in range(n)] for e in range(q)])
    poids = p ** np.arange(n)
    somme = (chiffres[:, None, :] + chiffres[None, :, :]) % p @ poids
    for bas in product(range(p), repeat=n):  # x**n = - (the polynomial of these digits)
        produit = _product(chiffres, np.array(bas), p, poids)
        # A field when nothing but 0 divides 0.
        if (produit[1:, 1:] != 0).all():
            return somme, produit
    raise AssertionError("il existe toujours un polynôme irréductible")


def _product(chiffres: Tableau, bas: Tableau, p: int, poids: Tableau) -> Tableau:
    q, n = chiffres.shape
    longs = np.zeros((q, q, 2 * n - 1), dtype=np.int64)
    for i in range(n):
        for j in range(n):
            longs[:, :, i + j] += chiffres[:, None, i] * chiffres[None, :, j]
    for degre in range(2 * n - 2, n - 1, -1):
        longs[:, :, degre - n : degre] -= longs[:, :, degre, None] * bas
        longs[:, :, degre] = 0
    result: Tableau = longs[:, :, :n] % p @ poids
    return result
