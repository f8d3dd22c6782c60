"""What forms say of an institution: the choices of its kind and region."""

from catalogue.models.vocabulary import Term, vocabulary

Choices = list[tuple[str, str]]


def kind_choices() -> Choices:
    return [("", "请选择"), *((term.code, term.label) for term in vocabulary("institution_kinds").terms.values())]


def region_choices() -> Choices:
    """The whole country, the province, its cities each followed by its counties, and everywhere else."""
    return [("", "请选择"), *((term.code, _named(term)) for term in vocabulary("regions").terms.values())]


def _named(term: Term) -> str:
    """Counties of two cities may share a name, so the city stands before it."""
    regions = vocabulary("regions")
    above = regions.terms.get(term.parent)
    return f"{above.label} {term.label}" if above and above.parent else term.label
