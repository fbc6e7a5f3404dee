// Says below a picture what is pointed at or focused, and lights what belongs to it in the picture and in the table. Nothing depends on it.
(() => {
  "use strict";
  const figure = document.querySelector("[data-figure]");
  if (!figure) return;
  const say = figure.querySelector(".say");
  const parts = [...document.querySelectorAll("[data-key]")];
  const keys = (part) => part.dataset.key.split(" ");
  const light = (part) => {
    // What is lit: for a node its ties and those at their other ends, for a tie or an arc itself and its ends.
    const own = part ? keys(part) : [];
    const near = new Set(own);
    if (own.length === 1) for (const p of parts) if (keys(p).includes(own[0])) keys(p).forEach((k) => near.add(k));
    figure.classList.toggle("chosen", !!part);
    for (const p of parts) {
      const of = keys(p);
      p.classList.toggle("lit", !!part && (own.length > 1 ? of[0] === own[0] || (of.length === 1 && near.has(of[0])) : of.includes(own[0]) || (of.length === 1 && near.has(of[0]))));
    }
    say.textContent = part ? part.dataset.say || part.querySelector("[aria-label]")?.getAttribute("aria-label") || "" : say.dataset.rest;
  };
  // Where the picture is wider than the window, its middle is seen first.
  const box = figure.querySelector(".scroll");
  if (box && box.scrollWidth > box.clientWidth) box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2 * (getComputedStyle(box).direction === "rtl" ? -1 : 1);
  const at = (e) => e.target.closest?.("[data-key]");
  for (const [on, off] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    document.addEventListener(on, (e) => { const part = at(e); if (part) light(part); });
    document.addEventListener(off, (e) => { if (at(e)) light(null); });
  }
})();
