// What every page has to fulfil: it fits a telephone and cuts no words off, keeps nobody out (axe-core finds nothing at
// all, light or dark; fingers find what they point at), can be printed, and breaks no rule of its own (no error in the
// console, no violated policy). And a picture of each, in two widths and two lights.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { onPaper } from "./paper.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const FOLDER = process.env.MEDINK_SCREENSHOTS;
/** Everything that axe-core knows, of every level; what it holds for experimental or outdated itself is left out. */
export const EVERYTHING = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa", "wcag22a", "wcag22aa", "wcag22aaa", "best-practice"],
};
/** What other colours can change. */
const COLOURS = { type: "rule", values: ["color-contrast", "color-contrast-enhanced"] };

/** All that was found, told at the end: a run shows everything that is wrong, not only the first. */
export const findings = [];

/** Title and path of every page that was looked at. */
export const looked = [];

/** Of each person, the pages that came by GET: paths by their kind, with the name of the first picture. */
const came = new Map();

/** The pages that this person has looked at, once of a kind: paths by the names of their pictures. */
export function visited(person) {
  return new Map([...(came.get(person.name)?.values() ?? [])]);
}

/** Notes where a page is, if asking for it again asks for nothing to be done. What is one of many stands for all of its kind. */
function note({ name, shown }, as) {
  if (!shown?.get || shown.status !== 200) return;
  const kind = shown.path.replace(/\?.*$/, "").replace(/\/(\d+|[1-9A-HJ-NP-Za-km-z]{40,})(?=\/|$)/g, "/*");
  if (!came.has(name)) came.set(name, new Map());
  if (!came.get(name).has(kind)) came.get(name).set(kind, [as, shown.path]);
}

export async function look(person, as) {
  const { page } = person;
  note(person, as);
  // Whatever the page asks for by itself has come.
  await page.waitForFunction(() => document.readyState === "complete" && !document.querySelector(".htmx-request"));
  looked.push(await page.evaluate(() => ({ title: document.title, path: location.pathname })));
  const shoot = (name) => page.screenshot({ path: join(FOLDER, `${as}-${name}.png`), fullPage: true });
  const found = (where, all) => findings.push(...all.map((one) => `${as} ${where}: ${one}`));

  // A PDF is printed by what shows it. First of all: a page around a document does not draw reliably after it was made to look
  // like paper, and takes no click, until its size changes.
  const pdf = await page.evaluate(() => document.querySelector("iframe.document:not([sandbox])") !== null);
  if (!pdf) found("on paper", await onPaper(page));
  await shows(page, 360);
  found("at 360", await page.evaluate(fits));
  found("at 360", await page.evaluate(fingers));
  await shoot("360");
  found("at 360", await accessible(page, EVERYTHING));
  await lit(page, "dark");
  await shoot("360-dark");
  await shows(page, 390);
  found("at 390", await page.evaluate(fits));
  await shows(page, 1280);
  await shoot("1280-dark");
  found("in the dark", await accessible(page, COLOURS));
  await lit(page, "light");
  found("at 1280", await page.evaluate(fits));
  await shoot("1280");
  found("at 1280", await accessible(page, EVERYTHING));
  found("", person.mistakes());
}

export async function shows(page, width) {
  await page.setViewport({ width, height: 800 });
  await settled(page);
}

async function lit(page, scheme) {
  await page.emulateMediaFeatures(scheme === "light" ? [] : [{ name: "prefers-color-scheme", value: scheme }]);
  await settled(page);
}

/** After a change of size or colours: two frames on, everything is where it belongs. */
export function settled(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/**
 * In the page: nothing sticks out of the window, and nothing is cut off but where dots say so: of the words that people wrote
 * (in a `bdi`), and of what is told whole when it is pointed at (`title`). Where languages are compared, no words of
 * medink's stick out of what they stand in, either.
 */
export function fits(words) {
  const wrong = [];
  const root = document.scrollingElement;
  if (root.scrollWidth > Math.min(innerWidth, root.clientWidth)) {
    const out = [...document.querySelectorAll("body *")].find((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
    wrong.push(`${root.scrollWidth} px wide; the first that sticks out is ${out?.outerHTML.slice(0, 160)}`);
  }
  for (const one of document.querySelectorAll("body *")) {
    // Fields scroll, and drawings have no words that are cut.
    if (!(one instanceof HTMLElement) || /^(INPUT|TEXTAREA|SELECT|IFRAME|IMG|VIDEO|METER|PROGRESS)$/.test(one.tagName)) continue;
    const style = getComputedStyle(one);
    const hides = (overflow) => overflow === "hidden" || overflow === "clip";
    // What only readers of the screen are told is clipped on purpose.
    if (!one.checkVisibility() || style.clipPath !== "none") continue;
    const dots = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
    if (dots && (one.closest("bdi, [title]") || one.querySelector(":scope > bdi"))) continue;
    const cutX = hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0;
    const cutY = hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1 && one.clientHeight > 0;
    if (cutX || cutY) wrong.push(`cut off: ${one.outerHTML.slice(0, 160)}`);
    const speaks = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const out = words && speaks && style.overflowX === "visible" && one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1;
    if (out) wrong.push(`wider than what it stands in: ${one.outerHTML.slice(0, 160)}`);
  }
  return wrong;
}

/** In the page: what is touched is 44 px wide and high. Links in a sentence are as high as it is. */
export function fingers() {
  const touched =
    "button, .button, summary, select, textarea, input:not([type=hidden]):not(.hidden), nav a, .brand, .who > a, .crumbs a, table.list th > a";
  const small = [];
  for (const one of document.querySelectorAll(touched)) {
    if (!one.checkVisibility()) continue;
    // Who touches the label of a box has touched the box.
    const target = /checkbox|radio/.test(one.type) ? (one.closest("label") ?? one) : one;
    const { width, height } = target.getBoundingClientRect();
    if (height > 0 && (width < 43.5 || height < 43.5)) {
      small.push(`only ${Math.round(width)} by ${Math.round(height)} px to touch: ${target.outerHTML.slice(0, 120)}`);
    }
  }
  return small;
}

export async function accessible(page, runOnly) {
  // By the browser's own protocol: the policy of the page lets no script in that is not its own.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async (runOnly) => {
    const { violations } = await window.axe.run(document, { iframes: false, resultTypes: ["violations"], runOnly });
    return violations.map((found) => {
      const where = found.nodes.map((node) => node.html.slice(0, 140)).join(" | ");
      return `${found.id} (${found.impact}): ${found.help}: ${where}`;
    });
  }, runOnly);
}
