// Saves keystrokes; nothing depends on it. Empty fields stay out of addresses, "/" goes to the search box, j and k to the next and the
// previous entry of a list, and the page's own name in the list of pages is seen.
(() => {
  "use strict";
  document.addEventListener("submit", (e) => {
    if (e.target.method !== "get") return;
    const empty = [...e.target.elements].filter((field) => field.name && field.value === "");
    for (const field of empty) field.disabled = true;
    setTimeout(() => { for (const field of empty) field.disabled = false; });
  });
  // On a phone the list of pages is wider than the window: the one that is shown is brought into it.
  const list = document.querySelector(".pages"), here = list?.querySelector("[aria-current]");
  if (here) {
    const [a, b] = [here, list].map((e) => e.getBoundingClientRect());
    list.scrollLeft += (a.left + a.right - b.left - b.right) / 2; // of the list alone: an address may lead to a place further down
  }
  const entries = [...document.querySelectorAll(".lines a.open, .list a.open, .hits h3 a")];
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input, textarea, select")) return;
    if (e.key === "/") {
      e.preventDefault();
      document.querySelector(".find input").focus();
      return;
    }
    const step = { j: 1, k: -1 }[e.key];
    if (!step || !entries.length || document.querySelector(".record")) return;
    const at = entries.indexOf(document.activeElement);
    entries[at < 0 ? (step > 0 ? 0 : entries.length - 1) : Math.min(Math.max(at + step, 0), entries.length - 1)].focus();
  });
})();
