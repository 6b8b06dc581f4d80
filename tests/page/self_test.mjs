// SPDX-License-Identifier: Apache-2.0
// Proves that the checks can fail: a sound page passes them all, and each broken one is caught by the check meant for it.
// node self_test.mjs [--counts FILE]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { open_browser, read_page } from './reader.mjs';

const { values } = parseArgs({ options: { counts: { type: 'string' } } });
const page_of = (body, style = '') => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>A page</title>
<style>body { margin: 1rem; } a:focus-visible { outline: 2px solid #036; } ${style}</style></head>
<body><main><h1>A page</h1><p>Some words. <a href="#end">To the end</a></p>${body}<h2 id="end">End</h2></main></body></html>`;

const bands = '<rect width="9" height="40" fill="#0072b2" fill-opacity="0.24"><title>model with its error: 2</title></rect>'.repeat(2);
const with_key = (marks) => page_of(`<svg role="img" aria-label="A chart" width="200" height="60"><text x="2" y="20">A chart</text><text x="2" y="40">model alone: 90%</text>${marks}</svg>`);
const frame = (paint, fill = 'none') => `<rect x="1" width="7" height="20" fill="${fill}" stroke="${paint}"><title>model alone, 90%: 1–3</title></rect>`;

const broken = {
  'nothing overflows': page_of('<div style="width:1500px">wide</div>'),
  'labels stay inside their charts': page_of('<svg role="img" aria-label="A chart" width="100" height="50"><text x="90" y="20">too long a label</text></svg>'),
  'links lead somewhere': page_of('<a href="#nowhere">Nowhere</a>'),
  'no serious accessibility violation': page_of('<p style="color:#ccc;background:#fff">pale words</p>'),
  'the keyboard reaches everything': page_of('', 'a:focus-visible { outline: none; }'),
  'print loses nothing': page_of('<p>one two three four five six</p>', '@media print { p { display: none } }'),
  'no error and no request': page_of('<script>console.error("broken")</script><img alt="" src="missing.png">'),
};

const folder = mkdtempSync(path.join(tmpdir(), 'countervail-page-'));
const browser = await open_browser();
let passed = 0;
let failed = 0;
async function expect(name, html, wanted) {
  const file = path.join(folder, 'page.html');
  writeFileSync(file, html);
  const caught = (await read_page(browser, file)).filter((result) => result.problems.length > 0);
  const right = wanted === null ? caught.length === 0 : caught.some((result) => result.name.startsWith(wanted));
  if (right) ++passed;
  else ++failed;
  console.log(`${right ? 'ok  ' : 'FAIL'} ${name}`);
  if (!right) for (const { name: check, problems } of caught) console.log(`       ${check}: ${problems.join('; ')}`);
}
await expect('a sound page passes', page_of(''), null);
await expect('frames that show pass', with_key(bands + frame('#00405f')), null);
for (const [what, marks] of Object.entries({ none: bands, pale: bands + frame('#7fb8d8'), filled: bands + frame('#00405f', '#00405f'), 'on no band': frame('#00405f') })) {
  await expect(`caught when broken: frames, ${what}`, with_key(marks), 'both bands can be told apart');
}
for (const [check, html] of Object.entries(broken)) await expect(`caught when broken: ${check}`, html, check);
await browser.close();
rmSync(folder, { recursive: true });
if (values.counts) writeFileSync(values.counts, `${passed} ${failed}\n`);
process.exitCode = failed === 0 ? 0 : 1;
