"""Fetches the pages of a source one after another: one that fails is told, many in a row end the walk."""

from collections.abc import Sequence

from harvesters.errors import SourceError
from harvesters.http import Http, HttpError, Response

MOST_SILENT = 20  # pages in a row; a site that is down costs a timeout each


class PageWalk:
    """Fetches pages of one site. A page that is not there is no fault of the site; silence and its errors are."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._silent = 0

    def fetch(self, url: str) -> Response:
        """The page. Raises HttpError when this one fails, SourceError when the site does."""
        try:
            response = self._http.get(url)
        except HttpError as error:
            if error.status is not None and error.status < 500:
                self._silent = 0
                raise
            self._silent += 1
            if self._silent >= MOST_SILENT:
                raise SourceError(f"连续 {MOST_SILENT} 个网页都没有回答，网站可能停了；最后一个：{error}") from error
            raise
        self._silent = 0
        return response


def after(address: str, addresses: Sequence[str]) -> Sequence[str]:
    """What is left of a list when everything up to an address is done; all of it when the address is not there."""
    return addresses[addresses.index(address) + 1 :] if address in addresses else addresses
