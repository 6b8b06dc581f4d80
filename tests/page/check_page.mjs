// SPDX-License-Identifier: Apache-2.0
// node check_page.mjs [--screenshots FOLDER] [--counts FILE] PAGE…: exit 1 when a check fails. FILE gets "passed failed",
// FOLDER a folder of pictures per page, named like the one that the page lies in.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { open_browser, read_page } from './reader.mjs';

const { values, positionals } = parseArgs({
  options: { screenshots: { type: 'string' }, counts: { type: 'string' } },
  allowPositionals: true,
});
const browser = await open_browser();
let passed = 0;
let failed = 0;
for (const file of positionals) {
  const folder = values.screenshots && path.join(values.screenshots, path.basename(path.dirname(path.resolve(file))));
  for (const { name, problems } of await read_page(browser, file, folder)) {
    if (problems.length === 0) ++passed;
    else ++failed;
    console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
    for (const problem of problems) console.log(`       ${problem}`);
  }
}
await browser.close();
if (values.counts) writeFileSync(values.counts, `${passed} ${failed}\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
