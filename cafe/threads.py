"""Heavy work (hashing, drawing, reading files) runs in a native thread, off the sockets' hub."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def in_native_thread(work: Callable[[], T]) -> T:
    """Run ``work`` where it does not stop the sockets, and give its result or its error.

    Without gevent it simply runs here. ``work`` gets no request and no database session.
    """
    from gevent import monkey

    if not monkey.is_module_patched("threading"):
        return work()
    from gevent import get_hub

    result: T = get_hub().threadpool.apply(work)
    return result
