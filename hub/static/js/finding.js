// The search page, where htmx puts new results in place: what was open stays open, the count is said, focus is kept.
(() => {
  let left = { groups: [], focus: "" };

  const list = (group) => group.querySelector("fieldset > div");
  const said = () => document.getElementById("finding-said");

  document.addEventListener("htmx:beforeSwap", () => {
    const groups = [...document.querySelectorAll("#finding details[id]")];
    left = {
      groups: groups.map((each) => [each.id, each.open, list(each)?.scrollTop]),
      focus: document.activeElement?.id,
    };
    if (said()) said().textContent = ""; // the same count once more is said once more
  });

  document.addEventListener("htmx:afterSwap", () => {
    for (const [id, wasOpen, scrolled] of left.groups) {
      const group = document.getElementById(id);
      if (!group) continue;
      group.open = wasOpen;
      if (list(group)) list(group).scrollTop = scrolled;
    }
    left.groups = [];
  });

  document.addEventListener("htmx:afterSettle", () => {
    const heading = document.getElementById("found");
    if (!heading || !said()) return;
    said().textContent = heading.textContent;
    for (const link of document.querySelectorAll("a[hreflang]")) link.search = window.location.search;
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    // A field that was folded could not take the focus back yet. A link that was followed is gone with the old results:
    // whoever was on it goes on at the new ones.
    const place = left.focus && document.getElementById(left.focus);
    (place || heading).focus({ preventScroll: Boolean(place) });
  });

  // What cannot be put in place is opened as the plain link would be: the browser, or the site, says what is wrong.
  for (const trouble of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(trouble, (event) => window.location.assign(event.detail.pathInfo.finalRequestPath));
  }
})();
