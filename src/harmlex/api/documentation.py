"""The description of the API: OpenAPI for programs, and a page without any script for people."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from typing import Any

import msgspec

from harmlex.model.records import (
    CodeList,
    Concept,
    Decision,
    Release,
    Scheme,
    SchemeConcept,
    Source,
)

__all__ = ["PAGE_POLICY", "complete", "page"]

_STYLE = """
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:52rem;margin:0 auto;padding:1rem}
code,pre{font-family:ui-monospace,monospace;font-size:.9rem}
pre{overflow-x:auto;padding:.75rem;border:1px solid #8886}
section{border-top:1px solid #8886;margin-top:1.5rem}
dt{font-weight:600}
a:focus-visible{outline:3px solid}
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
PAGE_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)

_CODE = re.compile(r"`([^`]+)`")
_RECORDS = (Concept, Scheme, SchemeConcept, CodeList, Source, Decision, Release)
_COMMON_HEADERS = {
    "ETag": {"description": "Changes with the release and the content.", "schema": {"type": "string"}},
}


def complete(openapi: dict[str, Any]) -> dict[str, Any]:
    """Return an OpenAPI description with the schemas of our records and of problems in it."""
    _, components = msgspec.json.schema_components(_RECORDS, ref_template="#/components/schemas/{name}")
    schemas = openapi.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas.update(components)
    schemas["Problem"] = {
        "type": "object",
        "description": "A problem (RFC 9457). It never repeats what was sent.",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": {"type": "string", "format": "uri"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string", "description": "What to do."},
            "code": {"type": "string"},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"parameter": {"type": "string"}, "message": {"type": "string"}},
                },
            },
        },
    }
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for methods in openapi["paths"].values():
        for method, operation in methods.items():
            responses = operation["responses"]
            if "422" in responses:
                responses["422"] = {"description": "A parameter cannot be used.", "content": problem}
            responses["200"]["headers"] = _COMMON_HEADERS | responses["200"].get("headers", {})
            if method == "get":
                responses["304"] = {"description": "The client holds this answer already."}
            for status, told in _REFUSALS.items():
                if status in responses:
                    responses[status] = {"description": told, "content": problem}
    return openapi


_REFUSALS = {
    "404": "There is no such record.",
    "406": "None of the accepted formats.",
    "413": "More was sent than one request may hold.",
}


def page(openapi: dict[str, Any]) -> str:
    """Return the API's documentation as a page."""
    info = openapi["info"]
    operations = [
        _operation(method, path, operation)
        for path, methods in openapi["paths"].items()
        for method, operation in methods.items()
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(info['title'])}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{escape(info['title'])}</h1><p>{escape(info['description'])}</p>"
        f'<p><a href="/openapi.json">OpenAPI description</a> · <a href="/">Glossary</a></p>'
        f"{''.join(operations)}</main></body></html>"
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    name = escape(operation["operationId"], quote=True)
    parameters = "".join(
        f"<dt><code>{escape(one['name'])}</code></dt><dd>{escape(one.get('description', ''))}</dd>"
        for one in operation.get("parameters", ())
    )
    listed = f"<dl>{parameters}</dl>" if parameters else ""
    shown = ""
    for media_type, content in operation["responses"]["200"].get("content", {}).items():
        if "example" in content:
            text = msgspec.json.format(msgspec.json.encode(content["example"]), indent=2).decode()
            shown = f'<p>{escape(media_type)}</p><pre tabindex="0" aria-label="Example">{escape(text)}</pre>'
            break
    told = _CODE.sub(r"<code>\1</code>", escape(operation.get("description", "")))
    return (
        f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(operation["summary"])}</h2>'
        f"<p><code>{method.upper()} {escape(path)}</code></p>"
        f"<p>{told}</p>{listed}{shown}</section>"
    )
