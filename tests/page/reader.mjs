// SPDX-License-Identifier: Apache-2.0
// Opens one page in the system's Chromium at each width and carries out every check.
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import * as checks from './checks.mjs';

const chromium_at = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((program) => existsSync(program));
const options = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export function open_browser() {
  if (!chromium_at) throw new Error('chromium is not installed: apt-get install chromium');
  return chromium.launch({ executablePath: chromium_at, headless: true, args: options });
}

/** [{ name, problems }] for every check of the page in `file`, both widths side by side; screenshots go to `folder` when one is named. */
export async function read_page(browser, file, folder) {
  const address = pathToFileURL(path.resolve(file)).href;
  return (await Promise.all([1280, 400].map((width) => read_at(browser, address, width, folder)))).flat();
}

async function read_at(browser, address, width, folder) {
  const results = [];
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const heard = checks.listen(page, address);
  await page.goto(address, { waitUntil: 'load' });
  const add = async (name, problems) => results.push({ name: `${name} at ${width} px`, problems: await problems });
  await add('nothing overflows', checks.overflow(page));
  await add('labels stay inside their charts', checks.cut_off_labels(page));
  await add('both bands can be told apart', checks.bands_apart(page));
  await add('links lead somewhere', checks.dead_links(page));
  await shoot(page, folder, String(width));
  await add('no serious accessibility violation', checks.accessibility(page));
  await add('the keyboard reaches everything', checks.keyboard(page));
  if (width === 1280) {
    await page.setViewportSize({ width: 794, height: 1123 });   // A4 at 96 dots per inch
    await add('print loses nothing', checks.print(page));
    await page.emulateMedia({ media: 'print' });
    await add('no serious accessibility violation in print,', checks.accessibility(page));
    await shoot(page, folder, 'print');
  }
  await add('no error and no request', heard());
  await page.close();
  return results;
}

/** In pieces of at most 3,000 px, NAME-1.png and on: viewers give up on longer pictures. */
async function shoot(page, folder, name) {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const { width, height } = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
  }));
  for (let top = 0; top < height; top += 3000) {
    const clip = { x: 0, y: top, width, height: Math.min(3000, height - top) };
    await page.screenshot({ path: path.join(folder, `${name}-${top / 3000 + 1}.png`), fullPage: true, clip });
  }
}
