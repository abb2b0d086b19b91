"""What the browser tests ask of a page, whatever page it is."""

from axe_playwright_python.sync_playwright import Axe

from tests.sweeps.filling import PAGES, in_english

KINDS = [*PAGES.values(), in_english("/"), in_english(PAGES["project"]), "/nothing/", "/accounts/login/"]
"""An address of every kind of page that visitors see, and two in English: their words are longer."""

AXE = Axe()

OUTLINE = """() => {
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(each => +each.tagName[1])
  const fields = [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
  const isNamed = field => field.labels.length > 0 || field.ariaLabel
  return {
    h1: levels.filter(level => level === 1).length,
    leaps: levels.filter((level, place) => level > (levels[place - 1] ?? 0) + 1).length,
    nameless: fields.filter(field => !isNamed(field)).map(field => field.outerHTML),
    main: document.querySelectorAll('main').length,
  }
}"""
GOOD_OUTLINE = {"h1": 1, "leaps": 0, "nameless": [], "main": 1}

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return []
  return [...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > width + 1)
    .map(each => `${each.tagName.toLowerCase()}.${each.className}`).slice(0, 4)
}"""


def breaches_of_accessibility(page):
    """What axe-core finds: the rule, the first place, and how to mend it."""
    found = AXE.run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:160], each["nodes"][0]["failureSummary"]) for each in found]
