"""A report as its readers meet it: on a screen, a phone or paper, and offline."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import Open
from .printed import words

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "vi"]
PHONE, SCREEN = 390, 1280
PAPER = 672
"""Pixels between the margins of a sheet: 210 less twice 16 millimetres."""
TITLES = {"en": "Bac Giang, 2016–2020", "vi": "Bắc Giang, 2016–2020"}

language = pytest.mark.parametrize("language", LANGUAGES)
width = pytest.mark.parametrize("width", [PHONE, SCREEN])


def file(reports: Path, language: str) -> Path:
    return reports / f"report.{language}.html"


def unfold(page: Page) -> None:
    """Open everything that is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


def scroll(page: Page) -> None:
    """Go down the page a window at a time, so that all of it has been in sight."""
    page.evaluate(
        """async () => {
          for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
            scrollTo({top: y, behavior: "instant"});
            await new Promise(requestAnimationFrame);
          }
        }"""
    )


def sideways(page: Page) -> int:
    """Pixels by which the document is wider than the window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def violations(page: Page) -> dict[str, list[str]]:
    """Violations of any level that axe finds, with where they are."""
    found = Axe().run(page).response["violations"]
    return {
        f"{one['id']} ({one['impact']})": [str(node["target"]) for node in one["nodes"]]
        for one in found
    }


@language
@width
def test_page_needs_nothing_but_itself(
    reports: Path, open_page: Open, language: str, width: int
) -> None:
    opened = open_page(file(reports, language), width)
    unfold(opened.page)
    scroll(opened.page)
    own = file(reports, language).as_uri()
    others = [url for url in opened.requests if urlsplit(url).scheme != "data"]
    assert others == [own]
    assert opened.complaints == []


def test_request_and_error_are_seen(open_page: Open, tmp_path: Path) -> None:
    """The search of the test above finds what it searches for."""
    path = tmp_path / "page.html"
    path.write_text(
        "<!doctype html><img src='http://nowhere.invalid/a.png'>"
        "<script>setTimeout(() => missing())</script>"
    )
    opened = open_page(path)
    opened.page.wait_for_timeout(200)
    assert "http://nowhere.invalid/a.png" in opened.requests
    assert any("missing is not defined" in line for line in opened.complaints)
    assert any("ERR_" in line for line in opened.complaints)


@language
@width
def test_pictures_are_there(
    reports: Path, open_page: Open, language: str, width: int
) -> None:
    page = open_page(file(reports, language), width).page
    scroll(page)
    pictures = page.evaluate(
        """() => [...document.images].map(image => ({
          loaded: image.complete && image.naturalWidth > 0,
          fits: image.getBoundingClientRect().width <= image.naturalWidth + 1,
          said: image.alt.length > 40,
        }))"""
    )
    assert pictures
    sound = {"loaded": True, "fits": True, "said": True}
    assert pictures == [sound] * len(pictures)


@language
@pytest.mark.parametrize("width", [320, PHONE, 700, 1021, SCREEN])
def test_page_does_not_scroll_sideways(
    reports: Path, open_page: Open, language: str, width: int
) -> None:
    page = open_page(file(reports, language), width).page
    assert sideways(page) <= 0
    unfold(page)
    assert sideways(page) <= 0


# every language, width and scheme, and every pair of them
@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [
        ("en", SCREEN, "light"),
        ("en", PHONE, "dark"),
        ("vi", SCREEN, "dark"),
        ("vi", PHONE, "light"),
    ],
)
def test_axe_finds_nothing(
    reports: Path, open_page: Open, language: str, width: int, scheme: str
) -> None:
    page = open_page(file(reports, language), width, scheme).page
    unfold(page)
    assert violations(page) == {}
    page.locator(".find button.q").first.click()
    assert violations(page) == {}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            "<p style='color: #ccc; background: #fff'>Pale</p>",
            "color-contrast (serious)",
        ),
        ("<h3>Two levels down</h3>", "heading-order (moderate)"),
    ],
)
def test_axe_finds_a_fault_of_any_level(
    open_page: Open, tmp_path: Path, body: str, found: str
) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<!doctype html><html lang=en><title>Page</title><main><h1>Page</h1>"
        f"{body}</main></html>"
    )
    assert set(violations(open_page(path).page)) == {found}


@language
@width
@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_number_opens_its_trace(
    reports: Path, open_page: Open, language: str, width: int, how: str
) -> None:
    page = open_page(file(reports, language), width).page
    button = page.locator(".find button.q").first
    trace = page.locator(f"[id='{button.get_attribute('popovertarget')}']")
    expect(trace).to_be_hidden()
    if how == "mouse":
        button.click()
    else:
        button.focus()
        page.keyboard.press("Enter")
    expect(trace).to_be_visible()
    expect(trace).to_be_in_viewport(ratio=1)
    assert trace.locator("dd").count() == trace.locator("dt").count() >= 5
    page.keyboard.press("Escape")
    expect(trace).to_be_hidden()
    expect(button).to_be_focused()


@width
def test_trace_closes_by_its_button(reports: Path, open_page: Open, width: int) -> None:
    page = open_page(file(reports, "en"), width).page
    page.locator(".find button.q").first.click()
    trace = page.locator(".trace:popover-open")
    expect(trace).to_have_count(1)
    trace.get_by_role("button", name="Close").click()
    expect(trace).to_have_count(0)


@language
@width
def test_every_trace_lies_in_the_window(
    reports: Path, open_page: Open, language: str, width: int
) -> None:
    """Wherever its number stands: at the top, in the middle or at the foot."""
    page = open_page(file(reports, language), width).page
    unfold(page)
    count, outside = page.evaluate(
        """async () => {
          const outside = [], buttons = document.querySelectorAll("button.q");
          for (const [index, button] of buttons.entries()) {
            const trace = document.getElementById(
              button.getAttribute("popovertarget"));
            if (!trace) {
              outside.push([button.title, "has no trace"]);
              continue;
            }
            const block = ["start", "center", "end"][index % 3];
            button.scrollIntoView({block, behavior: "instant"});
            button.click();
            const box = trace.getBoundingClientRect();
            const inside = box.width > 100 && box.height > 50
              && box.left >= 0 && box.right <= innerWidth
              && box.top >= 0 && box.bottom <= innerHeight;
            if (!inside || !trace.matches(":popover-open"))
              outside.push([button.title, block, JSON.stringify(box)]);
            trace.hidePopover();
          }
          return [buttons.length, outside];
        }"""
    )
    assert count > 100
    assert outside == []


@language
def test_other_language_is_one_click_away(
    reports: Path, open_page: Open, language: str
) -> None:
    page = open_page(file(reports, language)).page
    (other,) = [code for code in LANGUAGES if code != language]
    page.locator(f".bar a[hreflang='{other}']").click()
    assert page.url == file(reports, other).as_uri()
    assert page.locator("html").get_attribute("lang") == other
    assert page.locator("h1").inner_text() == TITLES[other]


@language
def test_contents_lead_to_the_sections(
    reports: Path, open_page: Open, language: str
) -> None:
    page = open_page(file(reports, language)).page
    links = page.locator(".toc li + li a")
    headings = page.locator("main h2").all_inner_texts()
    assert links.count() == len(headings) > 3
    for position, heading in enumerate(headings):
        link = links.nth(position)
        assert "".join(link.inner_text().split()) == "".join(heading.split())
        link.click()
        section = page.locator(str(link.get_attribute("href")))
        expect(section.locator("h2")).to_be_in_viewport()
        expect(section.locator("h2")).to_have_text(heading.replace("\n", ""))


def test_contents_unfold_on_a_phone(reports: Path, open_page: Open) -> None:
    page = open_page(file(reports, "en"), PHONE).page
    link = page.locator(".toc a").last
    expect(link).to_be_hidden()
    page.locator(".toc summary").click()
    expect(link).to_be_visible()
    link.click()
    section = page.locator(str(link.get_attribute("href")))
    expect(section.locator("h2")).to_be_in_viewport()


def test_first_stop_of_the_keyboard_skips_to_the_report(
    reports: Path, open_page: Open
) -> None:
    page = open_page(file(reports, "en")).page
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main h2").first).to_be_in_viewport()


@language
def test_nothing_is_cut_off_on_paper(
    reports: Path, open_page: Open, language: str
) -> None:
    page = open_page(file(reports, language), PAPER).page
    page.emulate_media(media="print")
    assert sideways(page) <= 0


@language
def test_printed_report_holds_its_title_and_traces(
    reports: Path, open_page: Open, language: str
) -> None:
    page = open_page(file(reports, language)).page
    labels = page.locator(".trace:not(.minor) dt.no")
    count, label = labels.count(), str(labels.first.text_content())
    printed = words(page.pdf(prefer_css_page_size=True))
    assert "".join(TITLES[language].split()) in printed
    assert printed.count("".join(label.split())) == count > 10
