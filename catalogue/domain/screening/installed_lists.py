"""The installation's own lists that screening goes by: where they lie, and whether they can be used."""

from pathlib import Path

from catalogue.domain.screening.policy_names import FILE, read_names, use_policy_names
from catalogue.domain.screening.sensitive_lists import SENSITIVE, read_list, use_sensitive_lists


def use_lists(vocabularies: Path) -> None:
    """Read them from below instance/vocabularies from now on; none need exist. create_app calls this once."""
    use_policy_names(vocabularies)
    use_sensitive_lists(vocabularies / SENSITIVE)


def check_lists(vocabularies: Path) -> int:
    """How many lists can be used. Raises VocabularyError for the first that cannot."""
    lists = sorted((vocabularies / SENSITIVE).glob("*.txt"))
    for path in lists:
        read_list(path)
    own_names = vocabularies / FILE
    if own_names.is_file():
        read_names(own_names)
    return len(lists) + own_names.is_file()
