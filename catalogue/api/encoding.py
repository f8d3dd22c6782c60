"""JSON as answers are written: by orjson, in a quarter of the time the standard library takes for a page of results."""

from typing import Any

import orjson
from flask import current_app
from flask.json.provider import DefaultJSONProvider


class Encoding(DefaultJSONProvider):
    """Members in the order they are given, Chinese as it is."""

    sort_keys = False

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        return super().dumps(obj, **kwargs) if kwargs else self._encoded(obj).decode()

    def response(self, *args: Any, **kwargs: Any) -> Any:
        """The compact form, also while developing."""
        body = self._encoded(self._prepare_response_obj(args, kwargs))
        return current_app.response_class(body + b"\n", mimetype=self.mimetype)

    def _encoded(self, obj: Any) -> bytes:
        """What orjson refuses, a lone half of a surrogate pair for instance, the standard library writes escaped."""
        try:
            return orjson.dumps(obj)
        except TypeError:
            return super().dumps(obj).encode()
