// What an analyst does all day, by the keyboard alone.
import assert from "node:assert/strict";
import { tabTo, watched } from "./watch.mjs";

export async function paths(t, { browser, desk }) {
  // path walks in both languages, and holds every page on the way to having no fault.
  const path = async (name, steps) => {
    for (const lang of ["fa", "en"]) {
      await t.test(`${name} (${lang})`, async () => {
        const { page, faults, close } = await watched(browser, desk);
        try {
          await page.goto(`${desk}/${lang}/`);
          await steps(page, lang, faults);
          assert.deepEqual(faults, []);
        } finally {
          await close();
        }
      });
    }
  };
  const open = async (page, selector) => {
    await tabTo(page, selector);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  };
  const kind = (page) => page.evaluate(() => document.body.className.match(/page-([\w-]*)/)[1]);

  await path("past the list of pages into the page", async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), "the focus is not in the page");
  });

  await path("from Now to an event to its dispatch", async (page) => {
    await open(page, "main a.open");
    assert.equal(await kind(page), "event");
    const words = await page.textContent(".report .quote mark");
    await open(page, '.report a[href*="/dispatch/"][href*="#"]');
    assert.equal(await kind(page), "dispatch");
    assert.ok((await page.textContent("main")).includes(words.trim().slice(0, 20)), `the dispatch does not say ${words}`);
  });

  await path("through the reports of an event that many tell of", async (page, lang) => {
    await page.goto(`${desk}/${lang}/events?place=Doha&since=2025-05-12&until=2025-05-12`);
    await open(page, "main a.open");
    const numbers = () => page.locator(".reports .number").allTextContents();
    assert.equal((await numbers()).length, 20, "the page has all reports");
    await open(page, 'nav.paging a[rel="next"]');
    assert.match(page.url(), /from=21/);
    assert.equal((await numbers())[0], lang === "fa" ? "۲۱" : "21");
    await open(page, 'nav.paging a[rel="prev"]');
    assert.equal((await numbers()).length, 20);
  });

  await path("from entry to entry", async (page) => {
    const focused = () => page.evaluate(() => [...document.querySelectorAll("main a.open")].indexOf(document.activeElement));
    for (const [key, at] of [["j", 0], ["j", 1], ["j", 2], ["k", 1]]) {
      await page.keyboard.press(key);
      assert.equal(await focused(), at, key);
    }
  });

  await path("events by type", async (page, lang) => {
    await open(page, `nav a[href="/${lang}/events"]`);
    await tabTo(page, 'input[name="type"][value="call"]');
    await page.keyboard.press("Space");
    await open(page, "form.filters button");
    assert.equal(new URL(page.url()).search, "?type=call", "the address is what was chosen");
    const types = await page.$$eval("table.list .type", (all) => all.map((e) => e.className));
    assert.ok(types.length > 1, "no calls are listed");
    assert.deepEqual([...new Set(types)], ["type type-call"]);
  });

  await path("save what was chosen as a question, and remove it", async (page, lang) => {
    await page.goto(`${desk}/${lang}/events?type=call`);
    await tabTo(page, "details.edit summary");
    await page.keyboard.press("Enter");
    await tabTo(page, "#q-name");
    await page.keyboard.insertText(`calls-${lang}`);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(await kind(page), "questions");
    const names = () => page.locator("section.question h2").allTextContents();
    assert.ok((await names()).includes(`calls-${lang}`), "the question is not listed");
    await open(page, `form button[aria-label$=" calls-${lang}"]`);
    assert.equal(await kind(page), "questions");
    assert.ok(!(await names()).includes(`calls-${lang}`), "the question is still listed");
  });

  await path("events of somebody, misspelt first", async (page, lang, faults) => {
    await open(page, `nav a[href="/${lang}/events"]`);
    await tabTo(page, 'input[name="who"]');
    await page.keyboard.insertText("کیانی پورر");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.match(faults.splice(0).join(), /^[^,]* status of 400 [^,]*$/);
    await open(page, "p.wrong a");
    assert.equal(await page.locator("p.wrong").count(), 0);
    assert.ok((await page.locator("table.list a.open").count()) > 1, "no events of who was offered");
  });

  await path("search, from anywhere, and open what is found", async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.insertText("گفتوگو كيانيپور"); // neither half-spaces nor Arabic letters make a difference
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(await kind(page), "search");
    assert.ok((await page.locator("main mark").count()) > 0, "nothing is marked");
    await open(page, 'main a[href*="/dispatch/"]');
    assert.equal(await kind(page), "dispatch");
  });

  await path("paste a text and read it", async (page, lang) => {
    await open(page, `nav a[href="/${lang}/read"]`);
    await tabTo(page, "main textarea");
    await page.keyboard.insertText("فرهاد کیانی‌پور وزیر امور خارجه کشورمان دیروز در مسقط با همتای عمانی خود دیدار کرد. وی گفت: این گفت‌وگوها سازنده بود.");
    await open(page, "main form button");
    assert.equal(await kind(page), "read");
    assert.match(await page.textContent("main .record"), lang === "fa" ? /دیدار/ : /meeting/i);
    const words = (await page.locator("main .seg.event").allTextContents()).join("");
    assert.ok(words.startsWith("فرهاد") && words.endsWith("دیدار کرد"), `marked are: ${words}`);
    await tabTo(page, "main a.ref.event"); // from the words to the fact
    await page.keyboard.press("Enter");
    await page.waitForURL(/#r1-e1$/);
  });

  await path("the same page in the other language", async (page, lang) => {
    await page.goto(`${desk}/${lang}/events?type=visit`);
    await open(page, "a.tongue");
    assert.equal(new URL(page.url()).pathname, `/${lang === "fa" ? "en" : "fa"}/events`);
    assert.equal(new URL(page.url()).search, "?type=visit");
  });

  await path("dark, and dark still on the next page", async (page, lang) => {
    await open(page, "form.look button");
    assert.equal(await page.evaluate(() => document.documentElement.className), "look-dark");
    await open(page, `nav a[href="/${lang}/events"]`);
    assert.equal(await page.evaluate(() => document.documentElement.className), "look-dark");
  });
}
