// The desk in a real browser. Without Chromium the tests say that they were skipped, unless SAFIR_BROWSER=must.
import { test } from "node:test";
import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { demoLedger, root, serve } from "./served.mjs";
import { launch } from "./watch.mjs";
import { walk } from "./walk.mjs";
import { pages } from "./pages.mjs";
import { paths } from "./paths.mjs";
import { watching } from "./watching.mjs";

const chromium = process.env.CHROMIUM || "/usr/bin/chromium";
const there = existsSync(chromium);
const skip = !there && process.env.SAFIR_BROWSER !== "must" && `no browser at ${chromium}: install Debian's chromium or set CHROMIUM`;
const shots = join(root, "build", "screenshots");

test("the desk in a browser", { skip, concurrency: 2 }, async (t) => {
  assert.ok(there, `no browser at ${chromium}`);
  rmSync(shots, { recursive: true, force: true });
  mkdirSync(shots, { recursive: true });
  const desk = await serve(demoLedger());
  const browser = await launch(chromium);
  try {
    const tour = { browser, desk: desk.address, shots, found: await walk(desk.address) };
    await watching(t, tour);
    await pages(t, tour);
    await paths(t, tour);
    await t.test("nothing was logged as a failure", () => assert.deepEqual(desk.log, []));
  } finally {
    await browser.close();
    await desk.stop();
  }
});
