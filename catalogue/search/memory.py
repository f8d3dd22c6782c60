"""Gives freed memory back to the system, which the C library would rather keep."""

import ctypes


def give_back() -> None:
    """After something large was made: a hundred megabytes may be free by then. Only glibc does it (malloc_trim)."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):
        return
