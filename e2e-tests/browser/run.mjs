// Begins and ends: a browser, three people, the steps of the story one after the other. Started by the test `browser` of
// e2e-tests/system, which answers what is asked on standard output.

import { mkdirSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { findings, looked } from "./lib/look.mjs";
import { done, failed, over } from "./lib/outside.mjs";
import { unseen } from "./lib/pages.mjs";
import { pictures } from "./lib/pictures.mjs";
import { story } from "./story/index.mjs";

mkdirSync(process.env.MEDINK_SCREENSHOTS, { recursive: true });
const program = process.env.MEDINK_CHROMIUM;
const browser = await puppeteer.launch({
  executablePath: program,
  // Chromium's own build for this, where it is that.
  headless: program.endsWith("headless-shell") ? "shell" : true,
  // Chromium's sandbox does not work for root, as whom containers run tests.
  args: process.getuid() === 0 ? ["--no-sandbox"] : [],
});

const clinic = { browser, people: [] };
let step = "start";
try {
  for (const [name, play] of story) {
    step = name;
    const began = Date.now();
    await play(clinic);
    done(name, Date.now() - began);
  }
  step = "what every page has to fulfil";
  findings.push(...unseen(looked).map((page) => `nobody has looked at the page of ${page}`));
  findings.push(...pictures(process.env.MEDINK_SCREENSHOTS));
  if (findings.length) throw new Error(findings.join("\n"));
  done(step, 0);
} catch (error) {
  for (const person of clinic.people) {
    const path = `${process.env.MEDINK_SCREENSHOTS}/failed-${person.name}.png`;
    // The page may be gone with what failed.
    await person.page.screenshot({ path, fullPage: true }).catch(() => {});
  }
  failed(step, [String(error.stack ?? error), ...(step.startsWith("what every") ? [] : findings)].join("\n"));
  process.exitCode = 1;
} finally {
  await browser.close();
  over();
}
