// Reads every .har file of the folder that is its argument as har-validator does, by
// the format's JSON schemas, and looks at what a reader shows of it. A file that is
// spoilt on purpose must be refused: a reader that takes everything proves nothing.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import validator from "har-validator";

const folder = process.argv[2];
const names = (await readdir(folder)).filter((name) => name.endsWith(".har")).sort();
let failed = 0;

async function refused(archive, spoil) {
  const copy = structuredClone(archive);
  spoil(copy.log.entries[0]);
  try {
    await validator.har(copy);
    return false;
  } catch {
    return true;
  }
}

for (const name of names) {
  try {
    const archive = JSON.parse(await readFile(join(folder, name), "utf8"));
    await validator.har(archive);
    for (const spoil of [
      (entry) => delete entry.startedDateTime,
      (entry) => (entry.response.status = "201"),
      (entry) => delete entry.request.queryString,
      (entry) => (entry.timings.wait = "long"),
    ]) {
      if (!(await refused(archive, spoil))) throw new Error(`a spoilt archive is taken as well: ${spoil}`);
    }
    for (const entry of archive.log.entries) {
      const { request, response } = entry;
      new URL(request.url);
      if (Number.isNaN(Date.parse(entry.startedDateTime))) throw new Error(`no date: ${entry.startedDateTime}`);
      console.log(`ok  ${name.padEnd(24)} ${request.method} ${new URL(request.url).pathname} ${response.status} ${response.statusText}`);
    }
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}: ${error.message} ${JSON.stringify(error.errors ?? [], null, 2)}`);
  }
}
console.log(`${names.length} archives, ${failed} of them refused`);
process.exitCode = failed > 0 || names.length === 0 ? 1 : 0;
