"""Take a picture of a screen of a running dev/run, whole, as one of its roles sees it.

    ./dev/shots --login solene /odoo/action-residence_community.x out.png --width 390
    ./dev/shots --login nadege /odoo out.png --click text=Planning --wait .o_list_view

--click, --fill SELECTOR=VALUE, --eval JS and --wait SELECTOR are done in their order;
what --eval returns is printed. Errors of the browser's console and error dialogs are
printed, and make the exit status 1. Selectors are Playwright's.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

QUIET = 4  # tenths of a second
PHONE = 768  # pixels wide: below, a touch screen, as Odoo's own limit
TALLEST = 12000  # pixels
READY = """() => document.readyState === "complete"
  && (!document.querySelector(".o_web_client")
    || (document.querySelector(".o_action_manager > *, .modal")
      && !document.querySelector(".o_loading_indicator, .o_skeleton, .o_blockUI")))"""
# Odoo's pages scroll inside: by how much is the window too short?
HIDDEN = """() => Math.max(0, ...[...document.querySelectorAll("*")]
  .filter((e) => /auto|scroll/.test(getComputedStyle(e).overflowY))
  .map((e) => e.scrollHeight - e.clientHeight))"""


class Step(argparse.Action):
    """Keep the steps of every kind in one list, in the order they were given."""

    def __call__(self, _parser, options, value, name=None):
        options.steps = [*options.steps, (name.lstrip("-"), value)]


def parse():
    parser = argparse.ArgumentParser(
        prog="dev/shots",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("address", help="a path such as /odoo, or a whole address")
    parser.add_argument("picture", type=Path, help="the PNG file to write")
    parser.add_argument("--login", default="admin", help="also the password")
    parser.add_argument("--window", action="store_true", help="not the whole page")
    for size, usual in (("port", 8069), ("width", 1366), ("height", 768)):
        parser.add_argument(f"--{size}", type=int, default=usual)
    for step in ("click", "fill", "eval", "wait"):
        parser.add_argument(f"--{step}", action=Step, default=argparse.SUPPRESS)
    parser.set_defaults(steps=[])
    return parser.parse_args()


def settle(page, pending):
    """Wait until Odoo has drawn the screen and asks nothing more of the server.

    Playwright's own "networkidle" never comes with Odoo's websocket worker.
    """
    quiet = 0
    while quiet < QUIET:
        page.wait_for_function(READY)
        page.wait_for_timeout(100)  # milliseconds
        asking = any("websocket" not in request.url for request in pending)
        quiet = 0 if asking else quiet + 1


def log_in(page, base, login):
    page.goto(f"{base}/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", login)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/web/login" not in url)


def perform(page, kind, value):
    if kind == "click":
        page.locator(value).first.click()
    elif kind == "fill":
        selector, _, text = value.rpartition("=")
        page.fill(selector, text)
    elif kind == "wait":
        page.wait_for_selector(value)
    else:
        print(json.dumps(page.evaluate(value), ensure_ascii=False, indent=1))


def watch(page):
    """Return the set, kept up to date, of the requests that await their answer."""
    pending = set()
    # Playwright marks what it is given, and a set's own methods take no mark.
    page.on("request", lambda begun: pending.add(begun))  # noqa: PLW0108
    for end in ("requestfinished", "requestfailed"):
        page.on(end, lambda ended: pending.discard(ended))  # noqa: PLW0108
    return pending


def look(page, options):
    pending = watch(page)
    base = f"http://localhost:{options.port}"
    log_in(page, base, options.login)
    page.goto(options.address if "://" in options.address else base + options.address)
    settle(page, pending)
    for kind, value in options.steps:
        perform(page, kind, value)
        settle(page, pending)
    hidden = 0 if options.window else page.evaluate(HIDDEN)
    height = min(options.height + hidden, TALLEST)
    page.set_viewport_size({"width": options.width, "height": height})
    settle(page, pending)
    page.screenshot(path=options.picture, full_page=not options.window)
    return page.locator(".o_error_dialog").all_inner_texts()


def main():
    options = parse()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    phone = options.width < PHONE
    troubles = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic"],
        )
        page = browser.new_page(
            viewport={"width": options.width, "height": options.height},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            is_mobile=phone,
            has_touch=phone,
        )
        page.set_default_timeout(30_000)  # milliseconds
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda m: m.type == "error" and troubles.append(m.text))
        try:
            troubles += look(page, options)
        except Error as error:
            page.screenshot(path=options.picture)
            troubles.append(f"{error.message}\n(the picture shows where it stopped)")
    sys.exit("\n".join(troubles))


main()
