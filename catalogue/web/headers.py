"""The headers that protect readers, all in one place, and how long pages may be kept."""

from flask import Flask, Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HALF_A_YEAR = 180 * 24 * 3600


def init_headers(app: Flask) -> None:
    app.after_request(_protect)
    app.after_request(_revalidate_pages)


def _protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={HALF_A_YEAR}")
    return response


def _revalidate_pages(response: Response) -> Response:
    """A browser may keep a page but asks each time; an unchanged one costs it 304 and no body."""
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-cache")
        if response.status_code == 200 and request.method in ("GET", "HEAD"):
            response.add_etag()
            response.make_conditional(request)
    return response
