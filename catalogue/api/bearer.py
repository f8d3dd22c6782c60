"""Bearer tokens (RFC 6750): which institution's program asks, and whether it may."""

from flask import request

from catalogue.api.problems import Problem
from catalogue.db import db, writing
from catalogue.domain.submissions.api_tokens import find_token, note_use, wants_noting
from catalogue.models import ApiToken
from catalogue.models.api_token import SCOPES

REALM = 'Bearer realm="catalogue"'


def token_of_request(*scopes: str) -> ApiToken:
    """The token that was brought. Raises Problem: 401 when none holds, 403 when it has none of the scopes."""
    brought = request.authorization
    if brought is None or brought.type != "bearer" or not brought.token:
        raise Problem(401, headers={"WWW-Authenticate": REALM})
    token = find_token(db.session(), brought.token)
    if token is None:
        said = "这个令牌不存在、已过期或已停用。请在机构页面的“接口令牌”里查看或新建。"
        raise Problem(401, said, headers={"WWW-Authenticate": f'{REALM}, error="invalid_token"'})
    if not set(scopes) & set(token.scopes):
        wanted = "、".join(SCOPES[scope] for scope in scopes)
        challenge = f'{REALM}, error="insufficient_scope", scope="{" ".join(scopes)}"'
        raise Problem(403, f"这个令牌不能{wanted}。", headers={"WWW-Authenticate": challenge})
    if wants_noting(token):
        with writing():
            note_use(token)
    return token
