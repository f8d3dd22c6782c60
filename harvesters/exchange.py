"""One request and the head of its answer, over a connection to a checked address; failures in our own words."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass

import requests
import urllib3

from harvesters.answers import ACCEPTED
from harvesters.connections import CheckedAdapter
from harvesters.destinations import Resolve
from harvesters.errors import Fault, HttpError, PassingError
from harvesters.http_settings import HttpSettings
from harvesters.targets import Target
from harvesters.timed_answers import timeout_reason

INCOMPLETE_CHAINS = (2, 20, 21)
"""OpenSSL's X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, its _LOCALLY, and _TO_VERIFY_LEAF_SIGNATURE: many servers leave out
a certificate between theirs and a known one. Browsers fetch it, OpenSSL does not."""


@dataclass(frozen=True)
class Request:
    """What to ask of an address and the most bytes to read. `fields` are those of a form.

    A request for a `robots_file` needs no permission, and is cut off where others would fail for being too large.
    """

    method: str
    most: int
    fields: Mapping[str, str] | None = None
    robots_file: bool = False


class OneHopSession(requests.Session):
    """Leaves redirects to us: requests would first read the redirecting answer's body, however large."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """No redirect is requests' business."""
        return None


class Exchange:
    """Sends requests over connections that are kept open between them."""

    def __init__(self, settings: HttpSettings, resolve: Resolve) -> None:
        self._settings = settings
        self._adapter = CheckedAdapter(
            resolve=resolve, private_too=settings.allow_private_networks, answer_time=settings.total_time
        )

    def session(self) -> requests.Session:
        """A session for one fetch: cookies set on the way last until its end, as some redirects need, and no longer.

        It must not be closed: the connections are everybody's.
        """
        session = OneHopSession()
        session.adapters.clear()
        session.mount("http://", self._adapter)
        session.mount("https://", self._adapter)
        session.trust_env = False  # no proxies and no .netrc from the environment
        session.verify = self._settings.verify_tls
        session.headers.update({"User-Agent": self._settings.user_agent, "Accept-Encoding": ACCEPTED})
        return session

    def send(
        self, session: requests.Session, target: Target, request: Request, headers: Mapping[str, str]
    ) -> requests.Response:
        """The answer, its body not read yet. Raises HttpError."""
        try:
            return session.request(
                request.method,
                target.url,
                data=request.fields,
                headers=dict(headers),
                timeout=(self._settings.connect_timeout, self._settings.read_timeout),
                stream=True,
                allow_redirects=False,
            )
        except requests.ConnectTimeout as error:
            raise PassingError(f"等待超时：{target.url}", fault="timeout", sent=False) from error
        except requests.Timeout as error:
            raise PassingError(f"{timeout_reason(error)}：{target.url}", fault="timeout") from error
        except requests.exceptions.SSLError as error:
            raise HttpError(f"证书无效，无法安全连接：{target.url}", fault=tls_fault(error)) from error
        except requests.ConnectionError as error:
            unsent = is_unconnected(error)
            fault: Fault = "no_connection" if unsent else "broken"
            raise PassingError(f"无法连接：{target.url}", fault=fault, sent=not unsent) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
            raise HttpError(f"无法连接：{target.url}", fault="broken") from error


def is_unconnected(error: requests.ConnectionError) -> bool:
    """Whether the failure came before anything was sent."""
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", None), urllib3.exceptions.NewConnectionError)


def tls_fault(error: BaseException) -> Fault:
    """Which of our words a failed handshake is: requests wraps the library's own error several times."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "unknown_issuer" if cause.verify_code in INCOMPLETE_CHAINS else "bad_certificate"
        cause = cause.__context__
    return "broken"
