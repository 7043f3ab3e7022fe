"""Response headers: a strict Content Security Policy, nothing cached that holds data.

Scripts: own files only, nothing inline. Styles: own files and the empty style element that plotly.js fills through the
CSSOM, by the hash of the empty string. Style attributes stay blocked: bold in a plotly label (`<b>`) is what they cost.
"""

from flask import Flask, Response, abort, request

EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": f"'self' {EMPTY_STYLE}",
    "img-src": "'self' data: blob:",  # plotly makes its PNG and SVG downloads in the page
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer would make every CSRF check over HTTPS fail
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def secure(response: Response) -> Response:
    """Adds the headers; a page that set one of its own keeps it."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def refuse_nul() -> None:
    """An address with a NUL names nothing: PostgreSQL cannot even be asked for it."""
    if "\x00" in request.path:
        abort(404)


def register(app: Flask) -> None:
    """Every request passes through `refuse_nul`, every response through `secure`."""
    app.before_request(refuse_nul)
    app.after_request(secure)
