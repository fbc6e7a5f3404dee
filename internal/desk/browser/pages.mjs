// Every page of the desk, in both languages, light and dark, on a wide screen and on a phone.
import assert from "node:assert/strict";
import { join } from "node:path";
import { findings, watched } from "./watch.mjs";
import { fullest, kinds } from "./walk.mjs";

const mostBytes = 350_000; // of a first load, compressed
const leastBytes = 20_000; // less would be a page without its font, or one that was not forgotten
const colours = ["color-contrast", "link-in-text-block"]; // the rules that darkness can break
const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };
const names = { fa: "Persian", en: "English" };

export async function pages(t, tour) {
  await t.test("every link leads to a page", () => {
    const broken = tour.found.filter(({ status }) => status !== 200).map(({ path, status }) => `${status} ${path}`);
    assert.deepEqual(broken, []);
  });
  await Promise.all(Object.keys(names).map((lang) => t.test(`pages in ${names[lang]}`, (t) => pagesIn(t, tour, lang))));
  await t.test("the longest page", (t) => longest(t, tour));
}

async function pagesIn(t, tour, lang) {
  const shown = fullest(tour.found, lang);
  await t.test("links lead to every page", () => {
    assert.deepEqual(shown.map(({ kind }) => kind).sort(), kinds().sort());
  });
  const view = await watched(tour.browser, tour.desk);
  const problem = { path: `/${lang}/event/none`, kind: "problem", lang, status: 404 };
  for (const page of [...shown, problem]) await t.test(page.kind, (t) => onePage(t, tour, view, page));
  await view.close();
}

// onePage opens a page as a first visit, and looks at it from all sides.
async function onePage(t, { desk, shots }, view, { path, kind, lang, status = 200 }) {
  const { page, faults } = view;
  const shoot = (what) => page.screenshot({ path: join(shots, `${kind}-${lang}-${what}.png`), fullPage: true });
  await view.forget();
  await page.setViewportSize(desktop);
  const answer = await page.goto(desk + path);
  assert.equal(answer.status(), status);
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  const bytes = view.bytes();
  assert.ok(bytes > leastBytes && bytes < mostBytes, `the first load takes ${bytes} bytes`);
  t.diagnostic(`${path}: first load ${(bytes / 1000).toFixed(0)} kB`);

  assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [lang, lang === "fa" ? "rtl" : "ltr"]);
  assert.deepEqual(await findings(view), [], "light");
  await shoot("1280");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await findings(view, colours), [], "dark");
  await page.emulateMedia({ colorScheme: "light" });

  await page.setViewportSize(phone);
  await shoot("390");
  assert.deepEqual(await wide(page), [], "wider than a phone");
  assert.deepEqual(status === 200 ? faults : faults.filter((fault) => !fault.includes(`status of ${status}`)), []);
}

// wide are the elements that make a page wider than its window, and are not scrolled in a box of their own.
const wide = (page) => page.evaluate(() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll("body *")]
    .filter((e) => { const { left, right } = e.getBoundingClientRect(); return left < -1 || right > room + 1; })
    .slice(0, 5).map((e) => e.outerHTML.slice(0, 120));
});

// mostHTML is how many bytes of HTML a page may have: more can't be read within a second on a slow machine.
const mostHTML = 250_000;

// longest holds the longest page to what makes it readable within a second: its size, and the processor time that the browser takes until it is
// painted. By the clock it may take longer where others use the processors, so that is told, and proves nothing.
async function longest(t, { browser, desk, found }) {
  const most = found.filter(({ kind }) => kind).reduce((a, b) => (a.bytes < b.bytes ? b : a));
  assert.ok(most.bytes < mostHTML, `${most.path} has ${most.bytes} bytes of HTML`);
  const { page, wire, close } = await watched(browser, desk);
  await wire.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(desk + most.path);
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
  const used = Object.fromEntries((await wire.send("Performance.getMetrics")).metrics.map(({ name, value }) => [name, value]));
  const work = 1000 * used.TaskDuration;
  t.diagnostic(`${most.path}, ${(most.bytes / 1000).toFixed(0)} kB of HTML: ${work.toFixed(0)} ms of processor time until it is painted, ${paint.toFixed(0)} ms by the clock`);
  assert.ok(work < 1000, `the browser works for ${work.toFixed(0)} ms on ${most.path}`);
  await close();
}
