"""The site's files: right types, no listing, and nothing outside the folder."""

from __future__ import annotations

import http.client
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/terms/doxing/", "text/html; charset=utf-8"),
        ("/search.json", "application/json"),
        ("/main.css", "text/css; charset=utf-8"),
        ("/doxing.ttl", "text/turtle; charset=utf-8"),
        ("/large.sqlite", "application/vnd.sqlite3"),
    ],
)
def test_a_file_has_its_type_and_a_tag(http: httpx.Client, path: str, media_type: str) -> None:
    answer = http.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    again = http.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_folder_without_its_slash_is_sent_on(http: httpx.Client) -> None:
    answer = http.get("/terms/doxing")
    assert (answer.status_code, answer.headers["location"]) == (308, "/terms/doxing/")


@pytest.mark.parametrize(
    "path", ["/nothing", "/empty/", "/empty", "/terms/", "/.hidden", "/link.txt", "/terms/doxing/x"]
)
def test_what_is_no_page_is_answered_with_the_sites_own_404(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert (answer.status_code, answer.text) == (404, "<h1>Not here</h1>")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/terms/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/%00",
        "/terms/%2e%2e/%2e%2e/secret.txt",
        "/" + "a" * 5000,
    ],
)
def test_no_path_leads_out_of_the_folder(address: str, path: str) -> None:
    host = urlsplit(address)
    connection = http.client.HTTPConnection(host.hostname or "", host.port or 0, timeout=10)
    # Sent as it is: a client library would tidy the path up.
    connection.putrequest("GET", path, skip_accept_encoding=True)
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 404
    assert b"secret" not in answer.read()
    connection.close()


def test_a_changed_file_gets_a_new_tag(http: httpx.Client, build_dir: Path) -> None:
    page = build_dir / "site" / "terms" / "doxing" / "index.html"
    before = http.get("/terms/doxing/")
    page.write_text("<h1>Doxing, again</h1>")
    after = http.get("/terms/doxing/", headers={"If-None-Match": before.headers["etag"]})
    assert (after.status_code, after.text) == (200, "<h1>Doxing, again</h1>")


def test_pages_may_not_be_framed(http: httpx.Client) -> None:
    assert "frame-ancestors 'none'" in http.get("/").headers["content-security-policy"]
