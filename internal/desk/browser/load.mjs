// Loads the desk: each kind of page is asked for at a fixed rate, whether the answers keep up or not, and what comes back is told
// with the processor time that an answer took.
//
//   node load.mjs --ledger FILE --vegeta PROGRAM [--rate 50] [--seconds 10] [--cold] [--also PATH …]
//
// With --cold no address is asked for twice, so that nothing that the desk has kept of a page helps. --also names pages besides those that links
// lead to, as a kind of their own: the largest.
import { execFileSync, spawn } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { serve } from "./served.mjs";
import { walk } from "./walk.mjs";

const most = 25; // addresses of each kind
const { values: options } = parseArgs({
  options: { ledger: { type: "string" }, vegeta: { type: "string" }, rate: { type: "string", default: "50" }, seconds: { type: "string", default: "10" }, cold: { type: "boolean", default: false }, also: { type: "string", multiple: true, default: [] } },
});
if (!options.ledger || !options.vegeta) {
  console.error("load: which ledger? make load LEDGER=FILE");
  process.exit(2);
}

// processorTime is what a process has used so far, in milliseconds.
function processorTime(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 1000 / hertz;
}
const hertz = Number(execFileSync("getconf", ["CLK_TCK"]));

// asked are the addresses as they are asked for, one after the other.
let round = 0;
function asked(addresses) {
  if (!options.cold) return addresses;
  return Array.from({ length: Number(options.rate) * Number(options.seconds) }, (_, i) => {
    const address = addresses[i % addresses.length];
    return `${address}${address.includes("?") ? "&" : "?"}again=${round++}`;
  });
}

// attack asks for the addresses in turn, and gives the report.
function attack(addresses) {
  const program = spawn(options.vegeta, ["attack", "-rate", options.rate, "-duration", `${options.seconds}s`, "-timeout", "30s"], { stdio: ["pipe", "pipe", "inherit"] });
  const report = spawn(options.vegeta, ["report", "-type", "json"], { stdio: ["pipe", "pipe", "inherit"] });
  program.stdout.pipe(report.stdin);
  program.stdin.end(asked(addresses).map((address) => `GET ${address}\nAccept-Encoding: gzip\n`).join("\n"));
  return new Promise((told, failed) => {
    let text = "";
    report.stdout.on("data", (part) => { text += part; });
    report.on("close", (code) => (code ? failed(new Error(`vegeta ended with ${code}`)) : told(JSON.parse(text))));
  });
}

const ms = (nanoseconds) => (nanoseconds / 1e6).toFixed(1).padStart(9);
const desk = await serve(options.ledger);
try {
  const found = (await walk(desk.address, { most })).filter(({ status, kind }) => status === 200 && kind);
  for (const path of options.also) found.push({ path, kind: "largest" });
  const kinds = Map.groupBy ? Map.groupBy(found, ({ kind }) => kind) : groups(found);
  console.log(`${options.rate} requests a second for ${options.seconds} s to each kind of page${options.cold ? ", none twice" : ""}; ${cpus().length} processors, load ${loadavg()[0].toFixed(1)}`);
  console.log("page          addresses  kB gzip    p50 ms    p95 ms    p99 ms   max ms  CPU ms  failed");
  for (const [kind, all] of [...kinds, ["all", found]]) {
    const before = processorTime(desk.pid);
    const { latencies: took, bytes_in: bytes, requests, success } = await attack(all.map(({ path }) => desk.address + path));
    const cpu = (processorTime(desk.pid) - before) / requests;
    console.log(
      kind.padEnd(14), String(all.length).padStart(8), (bytes.mean / 1000).toFixed(1).padStart(8), ms(took["50th"]), ms(took["95th"]),
      ms(took["99th"]), ms(took.max), cpu.toFixed(1).padStart(7), String(Math.round(requests * (1 - success))).padStart(7),
    );
  }
  console.log(`load at the end ${loadavg()[0].toFixed(1)}`);
} finally {
  await desk.stop();
}

function groups(found) {
  const by = new Map();
  for (const page of found) by.set(page.kind, [...(by.get(page.kind) ?? []), page]);
  return by;
}
