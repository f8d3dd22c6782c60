"""How long a process has been running on a processor, whatever else the machine does meanwhile (Linux only)."""

from time import clock_gettime

SCHEDULED = 2
"""The clock of the scheduler, to the nanosecond: CPUCLOCK_SCHED of the kernel's posix-timers.h."""


def processor_seconds(process: int) -> float:
    """Of all its threads; what clock_getcpuclockid(3) names, for which Python has no function."""
    return clock_gettime(~process << 3 | SCHEDULED)
