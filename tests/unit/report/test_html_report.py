"""The HTML report in a real browser: folding, filters, keyboard, no script, dark, nothing from outside."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from tlaverify.report.html.markup import tag, text
from tlaverify.report.html.page import to_html
from tlaverify.report.html.timeline import lanes_of
from tlaverify.report.transcript import Transcript

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-dev-shm-usage",
)  # fmt: skip
needs_browser = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="no chromium and chromedriver here (Debian: chromium, chromium-driver)"
)

Driver = webdriver.Chrome


@pytest.fixture(scope="module")
def page(sample: Transcript, sequents: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report of the sample run, as a file's address."""
    file = tmp_path_factory.mktemp("report") / "page.html"
    file.write_text(to_html(sample, sequents), encoding="utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    started = webdriver.Chrome(options, webdriver.ChromeService(str(DRIVER)))
    yield started
    started.quit()


@pytest.fixture
def opened(driver: Driver, page: str) -> Driver:
    """The page in a window of 1400 by 900, light, with scripts."""
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    scheme(driver, "light")
    driver.set_window_size(1400, 900)
    driver.get("about:blank")
    driver.get(page)
    return driver


def scheme(driver: Driver, name: str) -> None:
    feature = {"name": "prefers-color-scheme", "value": name}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def one(driver: Driver, css: str) -> Any:
    return driver.find_element(By.CSS_SELECTOR, css)


def step(driver: Driver, title: str) -> Any:
    """The ``details`` of the step with this title."""
    for found in driver.find_elements(By.CSS_SELECTOR, "details.step"):
        if found.find_element(By.CSS_SELECTOR, ".name").get_attribute("textContent") == title:
            return found
    raise AssertionError(title)


def shown(driver: Driver) -> list[str]:
    """The ids of the obligations that the filters leave."""
    found = driver.find_elements(By.CSS_SELECTOR, ".obligation:not([hidden])")
    return [o.get_attribute("data-name").removeprefix("Sample!") for o in found]


# -- in the browser ---------------------------------------------------------------------------------------


@needs_browser
def test_folding(opened: Driver) -> None:
    proved, open_one = step(opened, "<1>1"), step(opened, "<1>2")
    assert proved.get_attribute("open") is None, "what is proved is folded"
    assert open_one.get_attribute("open") is not None, "the way to what is not proved is open"
    proved.find_element(By.CSS_SELECTOR, "summary").click()
    assert proved.find_element(By.CSS_SELECTOR, ".obligation").is_displayed()
    sequent = proved.find_element(By.CSS_SELECTOR, ".more")
    assert not sequent.find_element(By.CSS_SELECTOR, "pre").is_displayed(), "the obligation is behind a click"
    sequent.find_element(By.CSS_SELECTOR, "summary").click()
    assert sequent.find_element(By.CSS_SELECTOR, "pre").text.startswith("NEW n")
    one(opened, "[name=fold]").click()
    assert not one(opened, ".obligation").is_displayed()
    one(opened, "[name=unfold]").click()
    assert all(o.is_displayed() for o in opened.find_elements(By.CSS_SELECTOR, ".obligation"))


@needs_browser
def test_filters_by_verdict_time_and_name(opened: Driver) -> None:
    assert len(shown(opened)) == 7
    for verdict in ("proved", "omitted", "unknown", "error"):
        one(opened, f"[name=verdict][value={verdict}]").click()
    assert shown(opened) == ["Mixed!<1>2!<2>1/goal"]
    assert one(opened, "output").text == "1 of 7 obligations"
    assert not step(opened, "<1>1").is_displayed() and step(opened, "<2>1").is_displayed()
    assert not step(opened, "LEMMA Small").is_displayed()
    one(opened, "[name=verdict][value=unknown]").click()
    Select(one(opened, "[name=least]")).select_by_value("1")
    assert shown(opened) == ["Mixed!<1>2!<2>1/goal"]
    Select(one(opened, "[name=least]")).select_by_value("0.1")
    assert shown(opened) == ["Mixed!<1>2!<2>1/goal", "Mixed!<1>4/goal"]
    one(opened, "[name=words]").send_keys("<1>4")
    assert shown(opened) == ["Mixed!<1>4/goal"]


@needs_browser
def test_the_keyboard_reaches_and_folds_everything(opened: Driver) -> None:
    opened.switch_to.active_element.send_keys(Keys.TAB)
    assert opened.switch_to.active_element.get_attribute("class") == "skip"
    seen: list[str] = []
    for _ in range(80):
        opened.switch_to.active_element.send_keys(Keys.TAB)
        focused = opened.switch_to.active_element
        seen.append(f"{focused.tag_name}.{focused.get_attribute('name') or ''}")
        if focused.tag_name == "summary" and "LEMMA Small" in focused.text:
            break
    assert {"input.verdict", "select.least", "input.words", "button.unfold", "button.fold"} <= set(seen)
    lemma = step(opened, "LEMMA Small")
    assert lemma.get_attribute("open") is None
    outline = opened.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus can be seen"
    opened.switch_to.active_element.send_keys(Keys.ENTER)
    assert lemma.get_attribute("open") is not None
    opened.switch_to.active_element.send_keys(Keys.SPACE)
    assert lemma.get_attribute("open") is None


@needs_browser
def test_it_can_be_read_and_folded_without_scripts(driver: Driver, page: str) -> None:
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    driver.get("about:blank")
    driver.get(page)
    assert not one(driver, ".filters").is_displayed(), "no filters that do nothing"
    assert "Not all is proved" in one(driver, "h1").text
    counterexample = one(driver, ".obligation.v-refuted .more")
    assert counterexample.text == "counterexample", "it is behind a click"
    counterexample.find_element(By.CSS_SELECTOR, "summary").click()
    assert "state </pre><script>" in counterexample.find_element(By.CSS_SELECTOR, "pre").text
    small = one(driver, ".tree > li:nth-child(2) > details")
    small.find_element(By.CSS_SELECTOR, "summary").click()
    assert small.find_element(By.CSS_SELECTOR, ".obligation").is_displayed()
    assert "THEOREM Mixed" in one(driver, ".listing").text


@needs_browser
def test_links_lead_from_the_text_to_the_tree_and_back(opened: Driver) -> None:
    mark = one(opened, "#m0-L22 a.mark")
    assert mark.get_attribute("aria-label") == "proved: LEMMA Small"
    mark.click()
    lemma = step(opened, "LEMMA Small")
    assert opened.current_url.endswith("#" + lemma.get_attribute("id"))
    step(opened, "<1>4").find_element(By.CSS_SELECTOR, ".where").click()
    assert opened.current_url.endswith("#m0-L17")


@needs_browser
def test_each_line_has_the_verdict_of_its_innermost_step(opened: Driver) -> None:
    found = {8: "proved", 10: "refuted", 14: "proved", 16: "omitted", 18: "unknown", 20: "error"}
    for line, verdict in found.items():
        assert f"v-{verdict}" in one(opened, f"#m0-L{line}").get_attribute("class").split()
    assert one(opened, "#m0-L4").get_attribute("class") == "line"


@needs_browser
def test_nothing_comes_from_outside_and_no_text_becomes_code(opened: Driver, page: str) -> None:
    opened.get_log("performance")
    opened.get_log("browser")
    opened.get(page)
    messages = [json.loads(m["message"])["message"] for m in opened.get_log("performance")]
    asked = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert asked and set(asked) == {page}
    assert opened.get_log("browser") == [], "no error of a script or of the policy"
    assert opened.execute_script("return window.broken") is None
    for css in (".listing b", ".listing img", ".obligation script", ".rests b", "main u"):
        assert opened.find_elements(By.CSS_SELECTOR, css) == []
    assert opened.execute_script("return document.scripts.length") == 1
    assert "<b>bold</b> &amp;" in one(opened, ".listing").text


@needs_browser
@pytest.mark.parametrize("name", ["light", "dark"])
def test_all_text_can_be_read_in_light_and_dark(opened: Driver, name: str) -> None:
    """A contrast of 4.5 to 1 at least (WCAG 2.2, 1.4.3)."""
    scheme(opened, name)
    background = opened.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (max(map(int, background[4:-1].split(","))) < 80) == (name == "dark")
    one(opened, "[name=unfold]").click()
    poor = opened.execute_script(CONTRAST)
    assert poor == []


@needs_browser
@pytest.mark.parametrize("width", [400, 700, 1000, 1600])
def test_the_page_is_never_wider_than_the_window(opened: Driver, width: int) -> None:
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    opened.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        one(opened, "[name=unfold]").click()
        assert opened.execute_script("return document.documentElement.scrollWidth") <= width
    finally:
        opened.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


CONTRAST = """
const parse = (c) => { const n = c.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const over = (top, below) => top.slice(0, 3).map((v, i) => v * top[3] + below[i] * (1 - top[3]));
const ground = (e) => {
  if (!e) return [255, 255, 255];
  const own = parse(getComputedStyle(e).backgroundColor);
  return own[3] === 1 ? own.slice(0, 3) : over(own, ground(e.parentElement));
};
const light = (c) => {
  const [r, g, b] = c.map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const poor = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const e = walk.currentNode.parentElement;
  if (!walk.currentNode.data.trim() || !e.checkVisibility() || e.tagName === "SCRIPT") continue;
  const back = ground(e), ink = over(parse(getComputedStyle(e).color), back);
  const [a, b] = [light(ink), light(back)].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${e.className} ${walk.currentNode.data.slice(0, 20)}`);
}
return [...new Set(poor)];
"""


# -- without one ------------------------------------------------------------------------------------------


class _Balanced(HTMLParser):
    """Raises where an element is not closed, or an id stands twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if "id" in values:
            assert values["id"] not in self.ids, values["id"]
            self.ids.add(str(values["id"]))
        if tag == "a":
            self.links.add(str(values["href"]))
        if tag not in ("meta", "input", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_elements_are_closed_ids_are_unique_and_links_lead_somewhere(
    sample: Transcript, sequents: dict[str, str]
) -> None:
    parser = _Balanced()
    parser.feed(to_html(sample, sequents))
    assert parser.open == []
    assert {link for link in parser.links if link.removeprefix("#") not in parser.ids} == set()
    assert all(link.startswith("#") for link in parser.links)


def test_the_page_says_when_what_and_of_which_texts(sample: Transcript) -> None:
    page = to_html(sample)
    assert "2026-01-02 03:04:05 UTC" in page
    assert sample.digest in page
    assert "verify all &lt;Sample&gt;" in page
    assert "it proves nothing" in page


def test_text_cannot_become_markup_nor_hide() -> None:
    assert text("a\x00\x1b[1m\u202eb") == "a\ufffd\ufffd[1m[U+202E]b"
    assert tag("a", "<", href='"><b>') == '<a href="&quot;&gt;&lt;b&gt;">&lt;</a>'


def test_a_worker_that_replaces_another_stands_in_its_lane(sample: Transcript) -> None:
    first, second, third, *_ = (o for o in sample.obligations if o.worker)
    lanes = lanes_of([first, second, third])
    assert [[o.worker for o in lane] for lane in lanes] == [["worker 1", "worker 1"], ["worker 2"]]


def test_what_overlaps_stands_in_lanes_of_its_own(sample: Transcript) -> None:
    first, second, third, *_ = (replace(o, worker="cluster") for o in sample.obligations if o.worker)
    assert lanes_of([first, second, third]) == [[first, second, third]]
    longer = replace(first, ended=second.began + 0.1)
    assert lanes_of([longer, second, third]) == [[longer, third], [second]]
