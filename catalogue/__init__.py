"""The site: create_app() and nothing else."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from catalogue.api import init_api
from catalogue.config import PACKAGE, flask_settings, instance_folder, load_settings
from catalogue.db import init_db
from catalogue.domain.screening.installed_lists import use_lists
from catalogue.domain.upkeep.restoring import finish_restore
from catalogue.log import init_log
from catalogue.models.vocabulary import load_vocabularies
from catalogue.search.language import load_language
from catalogue.search.location import open_engine
from catalogue.web import init_web
from catalogue.web.csrf import init_csrf
from catalogue.web.languages import Site

__version__ = "0.1.0"


def _templates() -> Path:
    """The pages travel inside an installed package, and lie beside it in a checkout."""
    installed = PACKAGE / "templates"
    return installed if installed.is_dir() else PACKAGE.parent / "templates"


def create_app(instance: Path | None = None, settings: Mapping[str, Any] | None = None) -> Flask:
    """The application for one instance folder (made when absent); `settings` win over every other place."""
    folder = (instance or instance_folder()).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    finish_restore(folder)
    values = {**load_settings(folder, os.environ), **(settings or {})}
    app = Site("catalogue", template_folder=str(_templates()), instance_path=str(folder))
    app.config.update(flask_settings(values))
    init_log(app)
    load_vocabularies(folder / "vocabularies")
    load_language(folder / "vocabularies")
    use_lists(folder / "vocabularies")
    init_db(app)
    app.extensions["search_engine"] = open_engine(
        app.config["SEARCH_URL"], folder, held_megabytes=app.config["SEARCH_HELD_MEGABYTES"]
    )
    init_web(app)
    init_api(app)
    init_csrf(app)
    return app
