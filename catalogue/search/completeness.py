"""How much a record tells, from 0 to 1: of two resources that fit equally well, the one that tells more comes first."""

from catalogue.models import Resource

SUMMARY = 0.40  # says whether it is the right thing before one leaves for another site
LEVEL = 0.15  # beginners and experts are not sent to each other's courses
DURATION = 0.15  # whether there is time for it
TEACHERS = 0.10
AUDIENCES = 0.10
IMAGE = 0.10  # a list is looked through by pictures
SHORTEST_SUMMARY = 20
"""Characters; a shorter one repeats the title."""


def completeness(resource: Resource) -> float:
    told = (
        (SUMMARY, len(resource.summary) >= SHORTEST_SUMMARY),
        (LEVEL, resource.level),
        (DURATION, resource.duration or resource.effort),
        (TEACHERS, resource.teachers),
        (AUDIENCES, resource.audiences),
        (IMAGE, resource.image),
    )
    return sum(weight for weight, is_told in told if is_told)
