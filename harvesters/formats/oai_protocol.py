"""The requests of OAI-PMH 2.0 and what repositories answer: identity, formats, errors and the pages of a list."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit, urlunsplit

from lxml import etree

from harvesters.errors import HttpError, SourceError, TokenExpired
from harvesters.formats.oai_pages import parse_answer
from harvesters.http import Http
from harvesters.record import Options

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DUBLIN_CORE = "oai_dc"


class ProtocolError(SourceError):
    """The repository answered with an error of the protocol; `code` is its code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"OAI-PMH 服务器报告错误 {code}：{message[:200]}")
        self.code = code


@dataclass(frozen=True)
class Identity:
    """How a repository tells changes: by the second or the day, and with deletions or without."""

    seconds: bool = False
    tells_deletions: bool = False


def identify(http: Http, base: str) -> Identity:
    """What the repository says of itself; the least the protocol demands when it cannot say."""
    try:
        answer = fetch(http, base, {"verb": "Identify"})
    except HttpError as error:
        if error.status is None:
            raise
        return Identity()
    except SourceError:
        return Identity()
    return Identity(
        seconds="ss" in (answer.findtext(f"{OAI}Identify/{OAI}granularity") or ""),
        tells_deletions=answer.findtext(f"{OAI}Identify/{OAI}deletedRecord") in ("persistent", "transient"),
    )


def response_date(page: etree._Element) -> datetime | None:
    """The repository's clock at this answer; None when it is not a time."""
    try:
        moment = datetime.fromisoformat((page.findtext(f"{OAI}responseDate") or "").strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def first_request(options: Options, identity: Identity) -> dict[str, str]:
    """The arguments of the first ListRecords, its `from` as finely as the repository takes it."""
    arguments = {"verb": "ListRecords", "metadataPrefix": str(options.get("prefix") or DUBLIN_CORE)}
    if options.get("set"):
        arguments["set"] = str(options["set"])
    since = options.get("since")
    if isinstance(since, datetime):
        pattern = "%Y-%m-%dT%H:%M:%SZ" if identity.seconds else "%Y-%m-%d"
        arguments["from"] = since.astimezone(UTC).strftime(pattern)
    return arguments


def offered_prefix(http: Http, options: Options) -> str:
    """The repository's name for LOM when LOM was wanted. Raises SourceError naming the formats it has."""
    answer = fetch(http, str(options["url"]), {"verb": "ListMetadataFormats"})
    offered = {
        (kind.findtext(f"{OAI}metadataPrefix") or "").strip(): kind.findtext(f"{OAI}metadataNamespace") or ""
        for kind in answer.iter(f"{OAI}metadataFormat")
    }
    wanted = str(options.get("prefix") or DUBLIN_CORE)
    named = [prefix for prefix, namespace in offered.items() if "LOM" in namespace.upper() or "lom" in prefix.lower()]
    if "lom" not in wanted.lower() or not named:
        raise SourceError(f"这个仓储没有格式“{wanted}”；选项 prefix 可用的有：{'、'.join(offered)[:300]}")
    return named[0]


def resumed(token: str) -> dict[str, str]:
    """The arguments that ask for the page a token stands for; the protocol allows no others beside it."""
    return {"verb": "ListRecords", "resumptionToken": token}


def fetch(http: Http, base: str, arguments: dict[str, str]) -> etree._Element:
    """One answer of the repository. Raises SourceError for errors of the protocol; an empty list is none."""
    parts = urlsplit(base.strip())
    query = "&".join(filter(None, (parts.query, urlencode(arguments))))
    root = parse_answer(http.get(urlunsplit(parts._replace(query=query, fragment=""))).content)
    if root.tag != f"{OAI}OAI-PMH":
        raise SourceError("这个地址返回的不是 OAI-PMH 2.0 的回答，请检查基础地址")
    error = root.find(f"{OAI}error")
    if error is not None and error.get("code") == "badResumptionToken":
        raise TokenExpired("OAI-PMH 服务器不再认得续传标记（badResumptionToken），需要从头采集")
    if error is not None and error.get("code") != "noRecordsMatch":
        raise ProtocolError(str(error.get("code", "")), str(error.text or "").strip())
    return root
