// What every page has to fulfil: it fits 360 pixels, keeps nobody out (axe-core finds nothing serious, light or dark), and
// breaks no rule of its own (no error in the console, no violated policy). And a picture of each.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FOLDER = process.env.MEDINK_SCREENSHOTS;
const WIDTHS = [360, 1280];

/** All that was found, told at the end: a run shows everything that is wrong, not only the first. */
export const findings = [];

export async function look(person, as) {
  const { page } = person;
  // Whatever the page asks for by itself has come.
  await page.waitForFunction(() => document.readyState === "complete" && !document.querySelector(".htmx-request"));
  for (const width of WIDTHS) {
    await page.setViewport({ width, height: 800 });
    await settled(page);
    const wide = await page.evaluate(() => {
      const root = document.scrollingElement;
      if (root.scrollWidth <= root.clientWidth) return null;
      const out = [...document.querySelectorAll("body *")].find((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
      return `${root.scrollWidth} px wide; the first that sticks out is ${out?.outerHTML.slice(0, 160)}`;
    });
    if (wide) findings.push(`${as} at ${width}: ${wide}`);
    await page.screenshot({ path: join(FOLDER, `${as}-${width}.png`), fullPage: true });
    await accessible(page, `${as} at ${width}`);
  }
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  await settled(page);
  await page.screenshot({ path: join(FOLDER, `${as}-1280-dark.png`), fullPage: true });
  await accessible(page, `${as} in the dark`);
  await page.emulateMediaFeatures([]);
  for (const mistake of person.mistakes()) findings.push(`${as}: ${mistake}`);
}

/** After a change of size or colours: two frames on, everything is where it belongs. */
function settled(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function accessible(page, as) {
  // By the browser's own protocol: the policy of the page lets no script in that is not its own.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const options = { iframes: false, resultTypes: ["violations"] };
    const { violations } = await window.axe.run(document, options);
    return violations
      .filter((found) => ["serious", "critical"].includes(found.impact))
      .map((found) => `${found.id}: ${found.help}: ${found.nodes.map((node) => node.html.slice(0, 140)).join(" | ")}`);
  });
  for (const violation of violations) findings.push(`${as}: ${violation}`);
}
