// Opens the desk as its users do: the built program serves a ledger, and tells its address.
import { spawn, execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

export const root = fileURLToPath(new URL("../../..", import.meta.url));
const safir = join(root, "safir");

// demoLedger makes a ledger of the demo and of what told.jsonl tells: one event told by several outlets, which disagree, planned
// first and held later; and a dispatch of hostile markup.
export function demoLedger() {
  const folder = join(root, "build", "browser");
  const file = join(folder, "demo.db");
  mkdirSync(folder, { recursive: true });
  for (const part of ["", "-wal", "-shm"]) rmSync(file + part, { force: true });
  const sources = [join(root, "demo", "dispatches.jsonl"), fileURLToPath(new URL("told.jsonl", import.meta.url)), oftenTold(folder)];
  const run = (...args) => execFileSync(safir, args, { stdio: ["ignore", "pipe", "inherit"] });
  run("gather", "--ledger", file, ...sources);
  announced(run, folder, file);
  return file;
}

// often is how many dispatches tell of one event.
export const often = 90;

// oftenTold writes dispatches that all tell of one event, in words of their own, so that its page is a long one.
function oftenTold(folder) {
  const file = join(folder, "often.jsonl");
  const outlets = ["irna", "isna", "mehr", "fars"];
  const subjects = ["بندرها", "کشتیرانی", "گاز", "شیلات", "دانشگاه‌ها", "گردشگری", "بانک‌ها", "راه‌آهن", "کشاورزی"];
  const verbs = ["سخن گفتند", "به توافق نزدیک شدند", "پیشنهاد تازه‌ای شنیدند", "اختلاف‌ها را برشمردند", "قرار دیدار دیگری گذاشتند"];
  const lines = Array.from({ length: often }, (_, i) => JSON.stringify({
    id: `often-${i}`, agency: outlets[i % outlets.length], published: `2025-05-${String(12 + Math.floor(i / 45)).padStart(2, "0")}T${String(8 + (i % 12)).padStart(2, "0")}:${String(i % 60).padStart(2, "0")}+03:30`,
    title: `دیدار وزیران خارجه ایران و قطر، گزارش ${i + 1}`,
    body: `فرهاد کیانی‌پور وزیر امور خارجه ایران روز دوشنبه (۲۲ اردیبهشت ۱۴۰۴) در دوحه با سالم المری وزیر خارجه قطر دیدار کرد. `
      + `دو طرف درباره ${subjects[i % subjects.length]} و ${subjects[(i * 5 + 3) % subjects.length]} ${verbs[i % verbs.length]} و گزارش ${i + 1} این خبرگزاری از آن است.`,
  }));
  writeFileSync(file, lines.join("\n") + "\n");
  return file;
}

// announced has a question of the ledger announced, to a file and to a command that fails, and has sources watched.
function announced(run, folder, file) {
  const lines = join(folder, "meetings.jsonl");
  rmSync(lines, { force: true });
  run("questions", "add", "meetings", "--ledger", file, "--past", "--type", "meeting,visit", "--file", lines, "--command", "echo nobody is there; exit 3", "--by", "Sara");
  try {
    execFileSync(safir, ["questions", "deliver", "--ledger", file], { stdio: "ignore" });
  } catch {
    // of the two targets one fails
  }
  run("sources", "add", "--ledger", file, "feeds:irna,isna");
}

// serve opens a ledger on a free port of this machine. What the program logs is kept in log.
export async function serve(ledger) {
  const program = spawn(safir, ["serve", "--ledger", ledger, "--addr", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
  const log = [];
  createInterface({ input: program.stderr }).on("line", (line) => log.push(line));
  const address = await new Promise((told, failed) => {
    createInterface({ input: program.stdout }).on("line", (line) => {
      const at = line.match(/http:\/\/\S+?(?=\/)/);
      if (at) told(at[0]);
    });
    program.on("exit", (code) => failed(new Error(`safir serve ended with ${code}: ${log.join("\n")}`)));
  });
  const stop = () => new Promise((stopped) => {
    program.removeAllListeners("exit");
    program.on("exit", stopped);
    program.kill("SIGTERM");
  });
  return { address, log, pid: program.pid, stop };
}
