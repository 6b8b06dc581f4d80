// SPDX-License-Identifier: Apache-2.0
// What a reader may expect of the report, each as a function from an open page to a list of problems (empty: none).
import { createRequire } from 'node:module';

const axe_source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Starts listening before the page loads; the returned function tells what went wrong since. */
export function listen(page, address) {
  const problems = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('requestfailed', (request) => problems.push(`request failed: ${request.url().slice(0, 200)}`));
  page.on('request', (request) => {
    const url = request.url();
    if (url !== address && !/^(data|blob|about):/.test(url)) problems.push(`asks for another file: ${url.slice(0, 200)}`);
  });
  return () => problems;
}

/** Nothing reaches past the right edge, except inside a box that scrolls by itself. */
export function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const problems = [];
    if (document.documentElement.scrollWidth > width) {
      problems.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${width} px`);
    }
    const scrolls = (element) => {
      for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
        if (getComputedStyle(box).overflowX !== 'visible') return true;
      }
      return false;
    };
    for (const element of document.body.querySelectorAll('*')) {
      if (element.ownerSVGElement) continue;
      const box = element.getBoundingClientRect();
      if (box.width > 1 && box.right > width + 1 && !scrolls(element)) {
        problems.push(`<${element.localName} class="${element.getAttribute('class') ?? ''}"> ends at ${Math.round(box.right)} px of ${width}`);
      }
    }
    return problems.slice(0, 10);
  });
}

/** Words inside a chart stay inside it: text that leaves its svg is cut off. */
export function cut_off_labels(page) {
  return page.evaluate(() => {
    const problems = [];
    for (const svg of document.querySelectorAll('svg')) {
      const frame = svg.getBoundingClientRect();
      if (frame.width === 0) continue;
      for (const text of svg.querySelectorAll('text')) {
        const box = text.getBoundingClientRect();
        if (box.width > 0 && (box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 2 || box.bottom > frame.bottom + 2)) {
          problems.push(`chart "${(svg.getAttribute('aria-label') ?? svg.querySelector('title')?.textContent ?? '').slice(0, 60)}" cuts off "${text.textContent.slice(0, 40)}"`);
        }
      }
    }
    return problems.slice(0, 10);
  });
}

/**
 * A chart whose key names the model alone draws its frames, one on the two bands of each forecast, and they show in grey: 3:1 against the paper and against
 * the pale band that they stand on. They are told from it by shape: lines without a fill.
 */
export function bands_apart(page) {
  return page.evaluate(() => {
    const shine = (paint, share) => {   // of a colour laid on white (WCAG's relative luminance)
      const parts = [1, 3, 5].map((at) => (share * Number.parseInt(paint.slice(at, at + 2), 16) + (1 - share) * 255) / 255);
      const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const apart = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const problems = [];
    for (const svg of document.querySelectorAll('svg')) {
      if (svg.getClientRects().length === 0) continue;
      const words = [...svg.querySelectorAll('text')].map((text) => text.textContent);
      if (!words.includes('model alone: 90%')) continue;
      const name = `chart "${words[0].slice(0, 60)}"`;
      const marks = [...svg.querySelectorAll('rect')].map((mark) => ({ mark, said: mark.querySelector('title')?.textContent ?? '' }));
      const frames = marks.filter(({ mark, said }) => said.includes('model alone, 90%') && mark.getAttribute('fill') === 'none');
      const bands = marks.filter(({ said }) => said.includes('model with its error'));
      if (frames.length === 0 || bands.length !== 2 * frames.length) problems.push(`${name} has ${frames.length} frames on ${bands.length} bands`);
      for (const { mark: frame } of frames.slice(0, 1)) {
        const pale = bands.map(({ mark }) => shine(mark.getAttribute('fill'), Number(mark.getAttribute('fill-opacity') ?? 1))).sort((one, other) => other - one)[0];
        const line = shine(frame.getAttribute('stroke'), 1);
        if (apart(line, 1) < 3 || apart(line, pale) < 3) problems.push(`${name}: the frame is ${apart(line, 1).toFixed(1)}:1 on paper, ${apart(line, pale).toFixed(1)}:1 on its band`);
      }
    }
    return problems.slice(0, 10);
  });
}

/** axe-core's violations of level serious or critical. */
export async function accessibility(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: axe_source });
  const results = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return results.violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `axe ${violation.id} (${violation.impact}), ${violation.nodes.length}×: ${violation.help}; first at ${violation.nodes[0].target.join(' ')}`);
}

/** The Tab key reaches everything that can be operated, in the order of the page, shows where it is, and gets out again. */
export async function keyboard(page) {
  const expected = await page.evaluate(() => {
    globalThis.scrollTo(0, 0);
    const operable = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter((element) => {
      return element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ checkVisibilityCSS: true });
    });
    operable.forEach((element, index) => element.setAttribute('data-page-test', String(index)));
    const reached = (globalThis.reached_by_keyboard = { visited: new Set(), unseen: new Set() });
    document.addEventListener('focusin', ({ target }) => {   // noted here: asking after each key would take a minute
      if (!target.hasAttribute('data-page-test')) return;
      const style = getComputedStyle(target);
      const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
      const name = `<${target.localName}> "${(target.getAttribute('aria-label') ?? target.textContent).trim().slice(0, 40)}"`;
      if (!outlined && style.boxShadow === 'none') reached.unseen.add(name);
      reached.visited.add(target);
    });
    return operable.length;
  });
  for (let press = 0; press < expected + 1; ++press) await page.keyboard.press('Tab');
  const { visited, unseen } = await page.evaluate(() => {
    const { visited, unseen } = globalThis.reached_by_keyboard;
    return { visited: visited.size, unseen: [...unseen].slice(0, 10) };
  });
  const problems = unseen.map((name) => `focus does not show on ${name}`);
  if (visited < expected) problems.push(`the Tab key reaches ${visited} of ${expected} links and controls`);
  return problems;
}

/** Every link inside the page leads somewhere. */
export function dead_links(page) {
  return page.evaluate(() => {
    return [...document.querySelectorAll('a[href^="#"]')]
      .map((link) => decodeURIComponent(link.getAttribute('href').slice(1)))
      .filter((target) => target !== '' && document.getElementById(target) === null)
      .slice(0, 10)
      .map((target) => `a link leads to #${target}, which is not there`);
  });
}

/** On paper nothing readable is lost: what the screen shows is there, and no text stays folded away. */
export async function print(page) {
  const words = () => page.evaluate(() => document.body.innerText.split(/\s+/).length);
  const on_screen = await words();
  await page.emulateMedia({ media: 'print' });
  const problems = await overflow(page);
  const on_paper = await words();
  if (on_paper < 0.95 * on_screen) problems.push(`print shows ${on_paper} of the ${on_screen} words on the screen`);
  const hidden = await page.evaluate(() => [...document.querySelectorAll('svg')].filter((svg) => svg.getClientRects().length === 0).length);
  const hidden_on_screen = await (async () => {
    await page.emulateMedia({ media: 'screen' });
    return page.evaluate(() => [...document.querySelectorAll('svg')].filter((svg) => svg.getClientRects().length === 0).length);
  })();
  if (hidden > hidden_on_screen) problems.push(`print hides ${hidden - hidden_on_screen} of the charts`);
  return problems;
}
