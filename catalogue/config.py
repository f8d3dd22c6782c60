"""Settings: every one with its default and its reason. Environment over instance/config.py over these defaults.

The environment variable of a setting is `CATALOGUE_` and its name; in instance/config.py it is the bare name.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from runpy import run_path
from typing import Any

PREFIX = "CATALOGUE_"
PACKAGE = Path(__file__).parent
LEAST_EVENT_DAYS = 183
LEAST_UNCONFIRMED_DAYS = 7
"""So long the link that confirms an address is good."""


class ConfigError(Exception):
    """A setting that cannot be used; the message names it."""


@dataclass(frozen=True)
class Setting:
    name: str
    default: Any
    reason: str
    parse: Callable[[str], Any] = str
    check: Callable[[Any], str] = lambda _: ""
    """What is wrong with a value, in Chinese; empty when nothing is."""


def _switch(text: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    return words[text.strip().lower() or "0"]


def _half_a_year(days: Any) -> str:
    """0, for ever, or at least six months, which article 21 of the Cybersecurity Law asks of logs."""
    if isinstance(days, int) and (days == 0 or days >= LEAST_EVENT_DAYS):
        return ""
    return f"网络安全法要求日志至少保存六个月；请设为 0（永久保存）或不少于 {LEAST_EVENT_DAYS} 的天数"


def _as_long_as_the_link(days: Any) -> str:
    if isinstance(days, int) and days >= LEAST_UNCONFIRMED_DAYS:
        return ""
    return f"确认邮箱的链接 {LEAST_UNCONFIRMED_DAYS} 天内有效；请设为不少于 {LEAST_UNCONFIRMED_DAYS} 的天数"


SETTINGS = (
    Setting("DATABASE_URL", "", "SQLAlchemy address of the database; empty: SQLite in the instance folder."),
    Setting("SEARCH_URL", "whoosh:", "Search engine; whoosh: keeps the index in the instance folder."),
    Setting("SEARCH_HELD_MEGABYTES", 48, "Common words each web process holds ready: all of 100,000 records'.", int),
    Setting("QUEUE_URL", "", "Queue of hints to the worker; empty: SQLite in the instance folder."),
    Setting("SECRET_KEY", "", "Signs forms and sessions; empty: generated once into the instance folder (0600)."),
    Setting("BASE_URL", "", "Address people see, as https://xue.example.cn; empty: taken from each request."),
    Setting("TRUSTED_PROXIES", 0, "How many proxies in front set X-Forwarded-*; 0 believes none of them.", int),
    Setting("SMTP_URL", "", "Mail server, smtp:// (STARTTLS) or smtps://user:password@host:port; empty: none is sent."),
    Setting("MAIL_FROM", "", "Sender of mail; empty: CONTACT_EMAIL, else no-reply at the host of BASE_URL."),
    Setting("KEEP_MAIL_DAYS", 30, "Days a message stays in the outbox: it holds a name, an address and links.", int),
    Setting("SITE_NAME", "赣学", "Name of the site in titles and headers."),
    Setting("SITE_SUBTITLE", "江西数字学习资源目录", "What the site is, under its name."),
    Setting("SITE_NAME_EN", "Ganxue", "Name of the site on English pages; set it together with SITE_NAME."),
    Setting("SITE_SUBTITLE_EN", "Digital learning in Jiangxi", "What the site is, on English pages."),
    Setting("ORGANISER", "", "Who runs the site, for the footer and the contact page."),
    Setting("CONTACT_EMAIL", "", "Where people and harvested sites can reach the operator."),
    Setting("CONTACT_PHONE", "", "Telephone number on the contact page: many elderly readers rather call."),
    Setting("ICP_RECORD", "", "ICP record number, which Chinese law wants in the footer."),
    Setting("POLICE_RECORD", "", "Public-security record number for the footer."),
    Setting("SERVICE_WORKER", True, "Offline page and installing; off removes it from browsers that have it.", _switch),
    Setting("ALLOW_PRIVATE_NETWORKS", False, "Lets harvests reach private addresses: tests and intranets.", _switch),
    Setting("FETCH_MAX_MEGABYTES", 200, "The largest answer a harvest accepts, unpacked: bounds memory.", int),
    Setting("FETCH_DELAY_SECONDS", 1.0, "Pause between two requests to one host, so as not to press it.", float),
    Setting("FETCH_AT_ONCE", 1, "Requests in flight to one host, all processes together; more presses it.", int),
    Setting("FETCH_ATTEMPTS", 3, "Times a request is made when failures look passing: networks hiccup.", int),
    Setting("FETCH_KEPT_MEGABYTES", 512, "Answers kept to ask whether they changed; 0 fetches all anew.", int),
    Setting("IMPORT_MAX_MEGABYTES", 300, "The largest file an import accepts: bounds disk and memory.", int),
    Setting("UPLOAD_MAX_MEGABYTES", 10, "The largest spreadsheet a partner may upload: it is checked at once.", int),
    Setting("UPLOAD_MAX_ROWS", 20_000, "Rows one upload may have: they are checked while the partner waits.", int),
    Setting("UPLOAD_AT_ONCE_ROWS", 200, "Good rows taken in while the partner waits; more go to the worker.", int),
    Setting("UPLOAD_KEEP_DAYS", 7, "Days an uploaded spreadsheet is kept for mending and handing in.", int),
    Setting("BREAKER_SHARE", 0.2, "A run that loses more than this share waits for a person.", float),
    Setting("FULL_HARVEST_DAYS", 7, "Days after which changes alone no longer do: some sources forget to tell.", int),
    Setting("RUN_MAX_MINUTES", 360, "Minutes a source may take to be read: a hung one must not hold its place.", float),
    Setting("HARVEST_PARALLEL", 4, "Hosts the worker harvests from at once; each is asked by one run alone.", int),
    Setting("GRACE_DAYS", 14, "Days something may be missing from its source before it is archived.", int),
    Setting("KEEP_RAW_DAYS", 90, "Days the raw items and logs of finished runs are kept.", int),
    Setting("EVENT_KEEP_DAYS", 0, "Days events are kept; 0: for ever. The law wants 183.", int, _half_a_year),
    Setting("LINK_CHECK_DAYS", 14, "Days between two checks of a link that answers; 0: the worker checks none.", int),
    Setting("LINK_CHECK_BATCH", 200, "Links checked in one go, each minute: bounds the load of a big catalogue.", int),
    Setting("LINK_CHECK_THREADS", 8, "Hosts asked at the same time: a slow one must not hold up the others.", int),
    Setting("LINK_FAILURES", 4, "Failures in a row that hide a resource from search; fewer may be an outage.", int),
    Setting("LINK_FAILURE_DAYS", 3, "Days those failures must fall on: a site may be down over a weekend.", int),
    Setting("RATE_LIMITS", True, "Bounds what one person or network sends; off for tests that send much.", _switch),
    Setting(
        "APPLICATION_UNCONFIRMED_DAYS",
        30,
        "Days until an application goes whose e-mail nobody confirmed: it holds data of people who never came back.",
        int,
        _as_long_as_the_link,
    ),
    Setting("APPLICATION_LONG_DAYS", 7, "Days after which a confirmed application stands out as waiting long.", int),
    Setting("PROOF_KEEP_DAYS", 60, "Days an institution's proof is kept once decided: so long people may object.", int),
    Setting("REVIEW_CLAIM_MINUTES", 20, "How long a reviewer keeps a claimed task; then others may take it.", int),
    Setting("STAFF_TWO_FACTOR", True, "Staff pages ask for a second factor; off only where nothing is real.", _switch),
    Setting("LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR: how much the log says."),
)


def instance_folder() -> Path:
    """`CATALOGUE_INSTANCE`, else ./instance of the working directory (that of the checkout for `make run`)."""
    return Path(os.environ.get(f"{PREFIX}INSTANCE") or "instance").resolve()


def load_settings(instance: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """All settings by name. Raises ConfigError for one that cannot be read or used."""
    own = _own_settings(instance / "config.py")
    values = {setting.name: _value(setting, own, environment) for setting in SETTINGS}
    values["SETTING_ORIGINS"] = {setting.name: _origin(setting, own, environment) for setting in SETTINGS}
    values["INSTANCE"] = instance
    values["SECRET_KEY"] = values["SECRET_KEY"] or _kept_secret(instance / "secret_key")
    values["DATABASE_URL"] = values["DATABASE_URL"] or f"sqlite:///{instance / 'catalogue.sqlite'}"
    values["QUEUE_URL"] = values["QUEUE_URL"] or f"sqlite:///{instance / 'queue.sqlite'}"
    return values


def _own_settings(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return run_path(str(path))
    except Exception as error:  # whatever an operator's file raises, the message must name that file
        raise ConfigError(f"{path}: {error}") from error


def _value(setting: Setting, own: Mapping[str, Any], environment: Mapping[str, str]) -> Any:
    value = _read(setting, own, environment)
    if wrong := setting.check(value):
        raise ConfigError(f"{setting.name}={value!r}：{wrong}")
    return value


def _read(setting: Setting, own: Mapping[str, Any], environment: Mapping[str, str]) -> Any:
    text = environment.get(PREFIX + setting.name)
    if text is None:
        return own.get(setting.name, setting.default)
    try:
        return setting.parse(text)
    except (ValueError, KeyError) as error:
        raise ConfigError(f"{PREFIX}{setting.name}={text!r} cannot be read") from error


def _origin(setting: Setting, own: Mapping[str, Any], environment: Mapping[str, str]) -> str:
    """Where the value of a setting comes from."""
    if PREFIX + setting.name in environment:
        return "environment"
    return "file" if setting.name in own else "default"


def _kept_secret(path: Path) -> str:
    """The secret of this instance, made on first use and readable by its owner alone."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text().strip()


def flask_settings(values: Mapping[str, Any]) -> dict[str, Any]:
    """The settings as Flask's config wants them: ours by their names, and those of the extensions."""
    return {
        **values,
        "SQLALCHEMY_DATABASE_URI": values["DATABASE_URL"],
        "MIGRATIONS": PACKAGE / "migrations",
        "MAX_CONTENT_LENGTH": 1024 * 1024,
        "TEMPLATES_AUTO_RELOAD": False,
    }
