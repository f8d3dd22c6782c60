"""What the C library does with freed memory: keeps a little for the next search, gives the rest to the system.

Only glibc is told so; elsewhere these do nothing.
"""

import ctypes

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
"""Names of malloc.h, see mallopt(3)."""
MEGABYTE = 1024 * 1024
LARGEST_KEPT = 16 * MEGABYTE
"""Bytes; a search makes and drops arrays of up to a few megabytes."""
MOST_KEPT = 32 * MEGABYTE
"""Bytes of freed memory at the end of the heap, which a process keeps."""


def keep_some() -> None:
    """Let a process that searches work in the memory it has had, all its threads in the same.

    As it is set up, the C library keeps memory for each thread apart, and gives back at once what several larger
    arrays leave free; to get it again costs a page fault for each 4 KB.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    mallopt(M_MMAP_THRESHOLD, LARGEST_KEPT)
    mallopt(M_TRIM_THRESHOLD, MOST_KEPT)
    mallopt(M_ARENA_MAX, 1)


def give_back() -> None:
    """After something large was made: a hundred megabytes may be free by then (malloc_trim)."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):
        return
