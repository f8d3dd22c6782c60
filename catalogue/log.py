"""The log: one line an event on standard error, where systemd and terminals pick it up."""

import logging

from flask import Flask

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def init_log(app: Flask) -> None:
    """Set the level the operator chose; libraries speak only when something is wrong."""
    logging.basicConfig(format=FORMAT)
    level = str(app.config["LOG_LEVEL"]).upper()
    for name in ("catalogue", "harvesters"):
        logging.getLogger(name).setLevel(level if level in logging.getLevelNamesMapping() else "INFO")
    logging.getLogger("huey").setLevel(logging.WARNING)
    logging.getLogger("urllib3").setLevel(logging.ERROR)  # it reports every malformed head with a traceback
