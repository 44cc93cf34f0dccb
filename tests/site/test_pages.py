"""The glossary in a real browser: private, quick to leave, readable, and right about its words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from harmlex.check.manual import pages as manual_pages
from harmlex.registry import Registry
from harmlex.search.normalise import normalise

pytestmark = pytest.mark.browser

STATES = [
    "",
    "concepts/",
    "concepts/H0042/",
    "concepts/H0031/",
    "concepts/H0101/",
    "a-z/",
    "words-to-avoid/",
    "schemes/",
    "schemes/iwf/",
    "codelists/",
    "codelists/hash-format/",
    "decisions/",
    "decisions/D0001/",
    "initiatives/",
    "sources/",
    "rule/",
    "rule/HLX-R012/",
    "rule/HLX-R201/",
    "rule/HLX-C121/",
    "rule/HLX-M101/",
    "download/",
    "help/",
    "about/",
    "contribute/",
    "search/",
    "404.html",
]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_accessibility_violation(browser: Browser, site: str, scheme: str) -> None:
    found = {}
    for width in (1200, 320):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page = context.new_page()
        for path in STATES:
            page.goto(site + path)
            violations = Axe().run(page).response["violations"]
            if violations:
                found[path, width] = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in violations]
        context.close()
    assert found == {}


def test_no_page_scrolls_sideways_on_the_smallest_screen(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    wide = []
    for path in STATES:
        page.goto(site + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append((path, width))
    context.close()
    assert wide == []


@pytest.mark.parametrize("mark", ["#", "?"])
def test_a_link_to_a_search_shows_what_was_found(page: Page, site: str, mark: str) -> None:
    page.goto(f"{site}search/{mark}q=revenge+porn")
    page.wait_for_selector("#hx-results a")
    assert page.input_value("#hx-q") == "revenge porn"
    assert "Avoid “revenge porn”" in page.inner_text("#hx-results")


def test_no_page_asks_another_host_or_keeps_anything(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in STATES:
        page.goto(site + path)
        page.fill("#hx-q", "doxing")
        page.wait_for_selector("#hx-results a")
        kept = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
        assert kept == ["", 0, 0], path
    assert [url for url in asked if not url.startswith(site)] == []
    assert not any("doxing" in url for url in asked)
    context.close()


def test_every_page_has_a_strict_policy_and_sends_no_referrer(site_dir: Path) -> None:
    pages = sorted(site_dir.rglob("*.html"))
    assert len(pages) > 50
    for path in pages:
        text = path.read_text(encoding="utf-8")
        head = text[: text.index("</head>")]
        assert "default-src 'none'; script-src 'self';" in head, path
        assert head.index("Content-Security-Policy") < head.index("<link"), path
        assert 'content="no-referrer"' in head, path
        assert " style=" not in text, path
        assert "javascript:" not in text, path
        assert " onclick=" not in text, path


def test_the_exit_control_comes_first_and_replaces_the_page(page: Page, site: str) -> None:
    page.route("https://www.bbc.co.uk/weather", lambda route: route.fulfill(body="<title>Weather</title>rain"))
    page.goto(site + "concepts/")
    page.goto(site + "concepts/H0042/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Exit this page"
    seen: list[dict[str, str]] = []
    page.on("request", lambda request: seen.append(request.headers))
    page.keyboard.press("Enter")
    page.wait_for_url("https://www.bbc.co.uk/weather")
    assert all("referer" not in headers for headers in seen)
    page.go_back()
    assert page.url == site + "concepts/"


def test_shift_three_times_leaves_and_any_other_key_starts_anew(page: Page, site: str) -> None:
    page.route("https://www.bbc.co.uk/weather", lambda route: route.fulfill(body="<title>Weather</title>rain"))
    page.goto(site + "concepts/H0042/")
    status = page.locator("[data-hx-exit-status]")
    page.keyboard.press("Shift")
    assert status.text_content() == "Shift, press 2 more times to exit."
    page.keyboard.press("Shift")
    assert status.text_content() == "Shift, press 1 more time to exit."
    page.keyboard.press("a")
    assert status.text_content() == ""
    page.keyboard.press("Shift+Tab")  # a Shift that changes another key does not count
    assert status.text_content() == ""
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.co.uk/weather")


def test_the_count_of_shift_presses_expires_after_five_seconds(page: Page, site: str) -> None:
    page.clock.install()
    page.goto(site)
    status = page.locator("[data-hx-exit-status]")
    page.keyboard.press("Shift")
    page.clock.run_for(4_900)
    assert status.text_content() == "Shift, press 2 more times to exit."
    page.clock.run_for(200)
    assert status.text_content() == "Exit this page expired."
    page.clock.run_for(5_100)
    assert status.text_content() == ""


def test_the_exit_control_stays_on_screen_and_is_large_enough(page: Page, site: str) -> None:
    for width in (1200, 360):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(site + "concepts/H0101/")
        page.mouse.wheel(0, 2500)
        page.wait_for_timeout(100)
        box = page.locator(".hx-exit").bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert 0 <= box["y"] < 740
        assert box["x"] + box["width"] <= width
        top = page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).closest('.hx-exit') !== null",
            [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
        )
        assert top


def test_a_term_answers_the_three_questions_on_a_small_screen(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(site + "concepts/H0042/")
    for selector in ("h1", ".hx-tag", ".hx-lead"):
        box = page.locator(selector).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 740, selector
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_every_label_in_another_language_names_its_language_and_direction(page: Page, site: str) -> None:
    page.goto(site + "concepts/H0101/")
    arabic = page.locator("#languages ~ .hx-table [lang=ar]").first
    assert arabic.get_attribute("dir") == "rtl"
    french = page.locator("#languages ~ .hx-table [lang=fr]").first
    assert french.get_attribute("dir") is None
    assert page.evaluate("document.documentElement.lang") == "en"


def test_tabbing_back_never_hides_the_focus_behind_the_header(page: Page, site: str) -> None:
    page.goto(site + "schemes/iwf/")
    page.keyboard.press("End")
    page.locator(".hx-footer a").last.focus()
    header = page.locator(".hx-header").bounding_box()
    assert header is not None
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        hidden = page.evaluate(
            """bottom => { const e = document.activeElement;
            if (e.closest('.hx-header, .hx-exit-holder, .hx-skip')) return false;
            const r = e.getBoundingClientRect(); return r.bottom <= bottom || r.top >= innerHeight; }""",
            header["height"],
        )
        assert not hidden, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("doxing", "doxing"),
        ("doxxing", "doxing"),
        ("doxxed", "doxing"),
        ("doxxxing", "doxing"),
        ("CSAM", "child sexual abuse material"),
        ("NCII", "non-consensual sharing of intimate images"),
        ("cyber flashing", "cyberflashing"),
        ("cyberflashng", "cyberflashing"),
    ],
)
def test_the_search_box_finds_the_term(page: Page, site: str, query: str, first: str) -> None:
    page.goto(site)
    page.fill("#hx-q", query)
    page.wait_for_selector("#hx-results a")
    assert (page.locator("#hx-results a strong").first.text_content() or "") == first
    assert page.url == site


def test_a_word_to_avoid_is_answered_with_the_better_word_and_the_reason(page: Page, site: str) -> None:
    page.goto(site)
    page.fill("#hx-home-q", "revenge porn")
    page.wait_for_selector("#hx-home-results a")
    text = page.locator("#hx-home-results a").first.text_content() or ""
    assert text.startswith("non-consensual sharing of intimate images")
    assert "Avoid “revenge porn”: say “" in text


def test_the_browser_normalises_as_the_library_does(page: Page, site: str) -> None:
    labels = sorted({entry.label for entry in Registry.load().artefact.search})
    samples = [
        *labels,
        "İstanbul STRASSE Straße",
        "Σίσυφος",
        "التَّشهير",
        "المضايقات",
        "ﬁle—under_score",
        "a\u200bb",
        "doxxxing",
    ]
    page.goto(site)
    ours = page.evaluate("words => hxSearch('search.json').then(s => words.map(w => s.normalise(w)))", samples)
    differing = [(w, a, normalise(w)) for w, a in zip(samples, ours, strict=True) if a != normalise(w)]
    assert differing == []


def test_the_site_reads_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.click("text=A–Z")
    assert page.locator("h1").text_content() == "A–Z"
    page.locator(".hx-index a", has_text="doxing").first.click()
    assert page.locator("h1").text_content() == "doxing"
    assert page.locator(".hx-exit").get_attribute("href") == "https://www.bbc.co.uk/weather"
    context.close()


def test_no_link_inside_the_site_is_broken(site_dir: Path) -> None:
    targets: dict[str, set[str]] = {}
    pages = {p: p.read_text(encoding="utf-8") for p in site_dir.rglob("*.html")}
    for path, text in pages.items():
        base = "/" + path.relative_to(site_dir).as_posix()
        for href in re.findall(r'(?:href|src|data-index)="([^"]*)"', text):
            if not href or ":" in href.split("/")[0] or path.name == "404.html":
                continue
            targets.setdefault(unquote(urljoin(base, href)), set()).add(base)
    anchors = {p: set(re.findall(r' id="([^"]+)"', text)) for p, text in pages.items()}
    broken = {}
    for target, users in targets.items():
        address, _, fragment = target.partition("#")
        file = site_dir / address.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file() or (fragment and file in anchors and fragment not in anchors[file]):
            broken[target] = sorted(users)[:3]
    assert broken == {}


def test_a_word_to_avoid_never_stands_bare(site_dir: Path) -> None:
    letters = (site_dir / "a-z" / "index.html").read_text(encoding="utf-8")
    main = letters[letters.index("<article") : letters.index("</article>")]
    for word in ("revenge porn", "child pornography", "child prostitute"):
        assert word not in main


def test_every_rule_has_a_page_that_says_what_the_command_prints(browser: Browser, site: str, site_dir: Path) -> None:
    known = manual_pages()
    assert {path.parent.name for path in (site_dir / "rule").glob("*/index.html")} == set(known)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.click(".hx-footer >> text=Rules")
    assert page.locator(".hx-rules a").all_text_contents() != []
    assert sorted(page.locator(".hx-rules a").all_text_contents()) == sorted(known)
    for code in ("HLX-R012", "HLX-R201", "HLX-C121", "HLX-C319", "HLX-M017", "HLX-M101"):
        page.goto(f"{site}rule/{code}/")
        shown = " ".join((page.locator("article").text_content() or "").split()).casefold()
        assert code.casefold() in shown
        assert known[code].severity in shown
        for section in known[code].sections():
            for part in section.parts:
                assert " ".join(part.text.replace("`", "").split()).casefold() in shown, (code, section.name)
    context.close()
    listed = json.loads((site_dir / "rule" / "index.json").read_text(encoding="utf-8"))
    assert {one["code"]: one["page"] for one in listed} == {code: one.text for code, one in known.items()}


def test_the_lines_of_a_case_stand_as_they_are_written(page: Page, site: str) -> None:
    page.goto(site + "rule/HLX-M101/")
    bad = next(section for section in manual_pages()["HLX-M101"].sections() if section.name == "Bad")
    assert page.locator("pre code").first.inner_text().rstrip("\n") == bad.parts[0].text
