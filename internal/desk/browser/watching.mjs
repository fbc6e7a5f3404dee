// Whether what is watched would be seen at all.
import assert from "node:assert/strict";
import { findings, tabTo, watched } from "./watch.mjs";

export async function watching(t, { browser, desk }) {
  await t.test("faults of a page are seen", async () => {
    const { page, faults, close } = await watched(browser, desk);
    await page.goto(desk + "/static/none/none"); // no page of the desk: nothing there forbids what follows
    faults.length = 0;
    await page.evaluate(() => { document.body.innerHTML = '<img src="http://elsewhere.example/x.png">'; });
    await page.evaluate(() => { console.error("told"); setTimeout(() => { throw new Error("thrown"); }); });
    await page.waitForTimeout(200);
    const all = faults.join("\n");
    for (const fault of ["console: told", "script: thrown", "request to another host: http://elsewhere.example/x.png", "request failed"]) {
      assert.ok(all.includes(fault), `${fault} is not among\n${all}`);
    }
    await close();
  });

  await t.test("what can't be read or reached is found", async () => {
    const view = await watched(browser, desk);
    const { page, close } = view;
    await page.goto(desk + "/static/none/none");
    await page.setContent('<html lang="en"><title>x</title><main><p style="color:#ccc;background:#fff">pale</p><input><a href="/" style="outline:none">there</a></main>');
    const found = (await findings(view)).join("\n");
    assert.match(found, /color-contrast/);
    assert.match(found, /critical label/);
    await assert.rejects(tabTo(page, "button", { most: 1 }), /never come to button/);
    await assert.rejects(tabTo(page, "a"), /focus can't be seen/);
    await close();
  });
}
