"""Heavy work (hashing, drawing, reading files) runs in a native thread, off the sockets' hub."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

T = TypeVar("T")


def serves_sockets() -> bool:
    """Whether screens are live in this process, and a long work here would hold them."""
    from gevent import monkey

    return bool(monkey.is_module_patched("threading"))


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


@dataclass(frozen=True)
class Tache(Generic[T]):
    """Work under way in a native thread: ``ready`` at once, ``get`` waits, or raises its error."""

    ready: Callable[[], bool]
    get: Callable[[], T]


def start_in_native_thread(work: Callable[[], T]) -> Tache[T]:
    """Begin ``work`` and come back at once; under the same conditions."""
    from gevent import monkey

    if monkey.is_module_patched("threading"):
        from gevent import get_hub

        result = get_hub().threadpool.spawn(work)
        return Tache(result.ready, lambda: cast(T, result.get()))
    executor = ThreadPoolExecutor(1)
    future = executor.submit(work)
    executor.shutdown(wait=False)
    return Tache(future.done, future.result)


def start_waiting(work: Callable[[], T]) -> Tache[T]:
    """Begin ``work``, which only waits for another process, and come back at once.

    Under gevent it runs in a greenlet, since processes are waited for on the hub alone.
    """
    from gevent import monkey, spawn

    if not monkey.is_module_patched("threading"):
        return start_in_native_thread(work)
    greenlet = spawn(work)
    return Tache(greenlet.ready, greenlet.get)


def breathe() -> None:
    """Let the sockets have their turn in the middle of a long work that holds them."""
    from gevent import monkey, sleep

    if monkey.is_module_patched("threading"):
        sleep(0)
