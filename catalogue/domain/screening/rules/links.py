"""Links that deserve a look: programs to download, logins without encryption, sites new to their source."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import Flag
from catalogue.domain.screening.sites import host_of, site_of
from catalogue.domain.screening.subject import Subject
from catalogue.domain.text.page_words import is_login_address

PROGRAM = re.compile(r"\.(?:apk|xapk|ipa|exe|msi|msix|appx|dmg|pkg|deb|rpm|scr|bat|cmd|ps1|vbs|jar|hta|lnk|reg)$", re.I)


def download(subject: Subject, context: Context) -> Iterator[Flag]:
    for field, address in subject.addresses:
        if match := PROGRAM.search(_path(address)):
            yield Flag("download", field, match.group().lower(), address[-100:])


def insecure_login(subject: Subject, context: Context) -> Iterator[Flag]:
    if subject.url.startswith("http://") and host_of(subject.url) and is_login_address(subject.url):
        yield Flag("insecure_login", "url", host_of(subject.url)[:100], subject.url[:100])


def new_site(subject: Subject, context: Context) -> Iterator[Flag]:
    """Only for a source that has kept to a few sites so far."""
    site = site_of(host_of(subject.url))
    if site and context.known_sites and site not in context.known_sites:
        yield Flag("new_site", "url", site[:100], subject.url[:100])


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
