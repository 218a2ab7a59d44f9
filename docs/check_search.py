"""Search the built site with headless Chromium: ``python docs/check_search.py docs/_build/html``.

Each query must find its page. Exit status 1 if one does not; without Chromium nothing is checked.
"""

import html
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--virtual-time-budget=5000", "--dump-dom"),
)
# A query, and a page that must be among its first ten results.
QUERIES = {
    "鉴别器": "zh/glossary.html",
    "判别器": "zh/glossary.html",  # another translation of discriminator
    "模式崩溃": "zh/lessons.html",
    "纳什均衡": "zh/statements.html",
    "熵": "zh/glossary.html",
    "JS 散度": "zh/lessons.html",
    "discriminator": "lessons/07_find_the_best_discriminator.html",
    "critic": "lessons/07_find_the_best_discriminator.html",
    "JS divergence": "glossary.html",
    "Jensen-Shannon": "lessons/05_measure_the_distance_of_two_distributions.html",
    "nash": "lessons/08_see_what_the_generator_minimizes.html",
    "mode dropping": "glossary.html",
    "law": "lessons/05_measure_the_distance_of_two_distributions.html",
    "softplus": "lessons/06_write_down_the_game.html",
    "vanishing": "lessons/10_escape_the_vanishing_gradient.html",
    "adversarial loss": "lessons/06_write_down_the_game.html",
    "inpainting": "lessons/16_condition_on_what_you_know.html",
    "in-painting": "lessons/16_condition_on_what_you_know.html",
    "colour": "lessons/08_see_what_the_generator_minimizes.html",
    "optimise": "lessons/07_find_the_best_discriminator.html",
    "minimise": "lessons/08_see_what_the_generator_minimizes.html",
    "learning rate": "glossary.html",
    "backprop": "lessons/03_back_propagate_by_hand.html",
}


def results(site: Path, query: str, page: str = "search.html") -> list[str]:
    """The pages that the search page lists for the query, best first, each once."""
    assert BROWSER is not None
    with tempfile.TemporaryDirectory() as profile:
        address = f"{(site / page).resolve().as_uri()}?q={quote(query)}"
        command = [BROWSER, *FLAGS, f"--user-data-dir={profile}", address]
        dom = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120).stdout
    links = re.findall(r'<a href="([^"]+)" data-score', dom)
    return list(dict.fromkeys(html.unescape(link).partition("#")[0] for link in links))


if __name__ == "__main__":
    if BROWSER is None:
        print("there is no Chromium on this machine: the search is not checked")
        sys.exit(0)
    missing = {}
    for query, page in QUERIES.items():
        found = results(Path(sys.argv[1]), query)
        if page not in found[:10]:
            missing[query] = page
        print(f"{query}: {len(found)} pages, {page} at {found.index(page) + 1 if page in found else 'no place'}")
    sys.exit(bool(missing))
