"""What a record is held against besides the rules themselves."""

from dataclasses import dataclass, field

from catalogue.domain.page_titles.comparing import PageTitle
from catalogue.domain.screening.policy_names import PolicyNames, policy_names
from catalogue.domain.screening.sensitive_lists import SensitiveWords, sensitive_words


@dataclass(frozen=True)
class Context:
    """`known_sites` are those a source has kept to so far, empty while nobody can say; `like` is the public id of a
    resource with the same or nearly the same title; `page` is what is known of the page the record links to, None
    before it was read. The lists are the installation's, as they are now.
    """

    known_sites: frozenset[str] = frozenset()
    like: str = ""
    page: PageTitle | None = None
    sensitive: SensitiveWords = field(default_factory=sensitive_words)
    policies: PolicyNames = field(default_factory=policy_names)
