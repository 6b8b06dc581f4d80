// SPDX-License-Identifier: Apache-2.0
// node picture.mjs PAGE PICTURE.png: the head of a report as a reader first sees it, for the README.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { open_browser } from './reader.mjs';

const [report, picture] = process.argv.slice(2);
if (!report || !picture) {
  console.error('usage: node picture.mjs PAGE PICTURE.png');
  process.exit(2);
}
const browser = await open_browser();
const page = await browser.newPage({ viewport: { width: 1280, height: 1150 } });
await page.goto(pathToFileURL(path.resolve(report)).href);
await page.screenshot({ path: picture });
await browser.close();
