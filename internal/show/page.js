// Lights all words of a fact and its card together, and brings the other of the two into view. Without it the links do.
(() => {
  "use strict";
  const live = document.getElementById("live");
  const cards = [...document.querySelectorAll(".card")];
  let current = null;

  const wordsOf = (fact) =>
    document.querySelectorAll(`.seg[data-facts~="${fact}"], .ref[data-fact="${fact}"]`);

  function clear(kind) {
    for (const lit of document.querySelectorAll("." + kind)) lit.classList.remove(kind);
  }

  function light(fact) {
    clear("lit");
    current = fact;
    const card = fact && document.getElementById(fact);
    if (!card) return null;
    card.classList.add("lit");
    const words = wordsOf(fact);
    for (const w of words) w.classList.add("lit");
    const mark = card.querySelector(".mark");
    live.textContent = mark.textContent + (words.length ? "" : ": no words");
    history.replaceState(null, "", "#" + fact);
    return { card, words };
  }

  // inView scrolls no more than it must: a reader who sees both sides should not lose the place.
  const inView = (element) => element && element.scrollIntoView({ block: "nearest", inline: "nearest" });

  function toWords(fact, which) {
    const lit = light(fact);
    if (!lit) return;
    inView(which || lit.words[0]);
  }

  function toCard(fact) {
    const lit = light(fact);
    if (lit) inView(lit.card);
  }

  // next gives the fact to light where several hold: the innermost, and at each further click the one around it.
  function next(facts) {
    const at = facts.indexOf(current);
    return facts[(at + 1) % facts.length];
  }

  document.addEventListener("click", (e) => {
    if (e.ctrlKey || e.metaKey || e.shiftKey || String(getSelection())) return;
    const inText = e.target.closest(".seg, .ref");
    if (inText) {
      e.preventDefault();
      toCard(inText.dataset.fact || next(inText.dataset.facts.split(" ")));
      return;
    }
    const link = e.target.closest('a[href^="#"]');
    const card = e.target.closest(".card");
    if (link) {
      const target = document.getElementById(link.hash.slice(1));
      if (!target) return;
      if (target.classList.contains("card")) {
        e.preventDefault();
        toCard(target.id);
        target.querySelector(".mark").focus({ preventScroll: true });
      } else if (card && target.closest(".body")) {
        e.preventDefault();
        toWords(card.id, target);
      }
      return;
    }
    if (card) toWords(card.id);
  });

  for (const card of cards) {
    card.addEventListener("pointerenter", () => wordsOf(card.id).forEach((w) => w.classList.add("near")));
    card.addEventListener("pointerleave", () => clear("near"));
  }

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input, textarea, select")) return;
    const step = { j: 1, k: -1 }[e.key];
    if (e.key === "Escape") {
      light(null);
      history.replaceState(null, "", location.pathname + location.search);
    } else if (step && cards.length) {
      const at = cards.findIndex((c) => c.id === current);
      const card = cards[at < 0 ? (step > 0 ? 0 : cards.length - 1) : (at + step + cards.length) % cards.length];
      toWords(card.id);
      inView(card);
      card.querySelector(".mark").focus({ preventScroll: true });
    }
  });

  const asked = location.hash.slice(1);
  if (asked && document.getElementById(asked)?.classList.contains("card")) toWords(asked);
})();
