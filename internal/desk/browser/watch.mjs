// A real browser, and what is watched in each of its pages.
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const args = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", // no other host is reached even by mistake
];

export const launch = (executablePath) => chromium.launch({ executablePath, headless: true, args });

// watched opens a window that knows nothing yet. Faults gathers what must not be: errors in the console, failures of scripts,
// requests to any other host than the desk's, requests that fail. Bytes counts what came over the wire.
export async function watched(browser, desk) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (said) => { if (["error", "warning"].includes(said.type())) faults.push(`console: ${said.text()}`); });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("dialog", (dialog) => { faults.push(`dialog: ${dialog.message()}`); return dialog.dismiss(); });
  page.on("request", (asked) => {
    const url = new URL(asked.url());
    if (url.origin !== desk && !["data:", "about:", "blob:"].includes(url.protocol)) faults.push(`request to another host: ${url}`);
  });
  page.on("requestfailed", (asked) => { // what is left behind with a page is no failure
    if (asked.failure().errorText !== "net::ERR_ABORTED") faults.push(`request failed: ${asked.url()}`);
  });
  const wire = await context.newCDPSession(page);
  await wire.send("Network.enable");
  let bytes = 0;
  wire.on("Network.loadingFinished", (done) => { bytes += done.encodedDataLength; });
  // forget makes the next page a first visit.
  const forget = async () => {
    await wire.send("Network.clearBrowserCache");
    await context.clearCookies();
    bytes = 0;
    faults.length = 0;
  };
  return { page, wire, faults, forget, bytes: () => bytes, close: () => context.close() };
}

// findings are what axe finds serious or critical by the rules, or by all, one line for each element.
export async function findings({ page, wire }, rules) {
  await wire.send("Runtime.evaluate", { expression: axe });
  const options = { resultTypes: ["violations"], preload: false, iframes: false, ...(rules && { runOnly: { type: "rule", values: rules } }) };
  const violations = await page.evaluate((options) => window.axe.run(document, options).then((found) => found.violations), options);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, impact, nodes }) => nodes.map((n) => `${impact} ${id}: ${n.target.join(" ")} ${n.any.concat(n.all, n.none).map((c) => c.message).join("; ")}`));
}

// tabTo presses Tab until the element that has the focus is the one that is looked for. Wherever the focus stands on the way, it
// has to be seen.
export async function tabTo(page, selector, { most = 150, key = "Tab" } = {}) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press(key);
    const at = await page.evaluate((wanted) => {
      const focus = document.activeElement;
      const marked = (e) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(e);
        return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
      };
      return {
        there: focus.matches(wanted),
        body: focus === document.body,
        seen: marked(focus) || (focus.form && marked(focus.form)), // a form of one field may be marked as a whole
        name: focus.outerHTML.slice(0, 120),
      };
    }, selector);
    if (!at.body && !at.seen) throw new Error(`the focus can't be seen on ${at.name}`);
    if (at.there) return;
  }
  throw new Error(`${most} times ${key} never come to ${selector} on ${page.url()}`);
}
