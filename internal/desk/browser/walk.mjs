// Finds the pages of a desk by walking its links, as a reader would, so that pages to come are tested as soon as anything leads to
// them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./served.mjs";

// How many addresses are asked of each folder (/fa/event/…, /en/person/…): lists lead to more of the same.
const perFolder = 40;

// kinds are the names of all pages that the desk has, by its templates; of problems there is no link.
export function kinds() {
  const folder = join(root, "internal", "desk", "templates");
  return readdirSync(folder)
    .filter((file) => readFileSync(join(folder, file), "utf8").includes('{{define "main"}}'))
    .map((file) => file.replace(".gohtml", ""))
    .filter((name) => name !== "problem");
}

// walk follows the links of the desk's pages, breadth first. It gives the pages in the order found: where they are, their status,
// their kind (of the class of their body), their bytes; and files that are offered for download.
export async function walk(desk, { most = perFolder, start = ["/fa/", "/en/"] } = {}) {
  const found = [];
  const seen = new Set(start);
  const asked = new Map();
  const next = [...start];
  while (next.length) {
    const path = next.shift();
    const answer = await fetch(desk + path, { redirect: "manual" });
    const text = await answer.text();
    const html = answer.headers.get("content-type")?.startsWith("text/html");
    found.push({ path, status: answer.status, bytes: Buffer.byteLength(text), kind: html ? kindOf(text) : "", lang: path.split("/")[1] });
    if (!html) continue;
    for (const link of linksOf(text, path)) {
      const folder = link.split(/[?]/)[0].split("/").slice(0, 3).join("/");
      if (seen.has(link) || (asked.get(folder) ?? 0) >= most) continue;
      seen.add(link);
      asked.set(folder, (asked.get(folder) ?? 0) + 1);
      next.push(link);
    }
  }
  return found;
}

const kindOf = (html) => html.match(/<body class="[^"]*page-([\w-]*)/)?.[1] ?? "";

// linksOf are the addresses of the same desk that a page links to, without their anchors, and where its search box leads to.
function linksOf(html, path) {
  const links = [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/g)].map(([, href]) => href);
  const searches = [...html.matchAll(/<form\s[^>]*?action="([^"]*)" role="search"/g)].map(([, action]) => `${action}?q=${encodeURIComponent("ایران")}`);
  return [...links, ...searches]
    .map((href) => new URL(href.replaceAll("&amp;", "&").replaceAll("&#43;", "+"), "http://desk" + path))
    .filter((url) => url.host === "desk")
    .map((url) => url.pathname + url.search);
}

// fullest is the longest page of each kind in a language: where there is most to see.
export function fullest(found, lang) {
  const best = new Map();
  for (const page of found) {
    if (page.lang !== lang || !page.kind || page.status !== 200) continue;
    if (!best.has(page.kind) || best.get(page.kind).bytes < page.bytes) best.set(page.kind, page);
  }
  return [...best.values()];
}
