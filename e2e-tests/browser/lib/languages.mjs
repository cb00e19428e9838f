// Every page once more in French and Arabic, at the width of a telephone: no word of medink's is cut off or sticks out, what is
// touched is large enough, axe-core finds nothing, and there is a picture of each in Arabic. Only pages that came by GET are
// asked for again, by the person who looked at them and while that person is let in: nothing is sent twice.

import { join } from "node:path";
import { EVERYTHING, FOLDER, accessible, fingers, findings, fits, settled, shows } from "./look.mjs";

/** What keeps the language that was chosen by hand. */
const COOKIE = "medink-language";
const LANGUAGES = { fr: "ltr", ar: "rtl" };

/** Looks at pages as this person: paths by the name that their pictures have. Returns how many were there in each language. */
export async function inOtherLanguages(person, paths) {
  const { page, origin } = person;
  let seen = 0;
  for (const [language, direction] of Object.entries(LANGUAGES)) {
    await page.setCookie({ name: COOKIE, value: language, url: origin });
    await shows(page, 360);
    seen = 0;
    for (const [as, path] of paths) {
      const response = await page.goto(origin + path, { waitUntil: "load" });
      // It was there when somebody looked; by now a record may be erased, or a consent over.
      if (response?.status() !== 200) continue;
      seen++;
      await page.waitForFunction(() => !document.querySelector(".htmx-request"));
      await settled(page);
      const found = (all) => findings.push(...all.map((one) => `${as} in ${language}: ${one}`));
      const is = await page.evaluate(() => ({ language: document.documentElement.lang, direction: document.documentElement.dir }));
      if (is.language !== language || is.direction !== direction) found([`it is in ${is.language}, ${is.direction}`]);
      found(await page.evaluate(fits, true));
      found(await page.evaluate(fingers));
      if (language !== "ar") continue;
      found(await accessible(page, EVERYTHING));
      await page.screenshot({ path: join(FOLDER, `${as}-ar.png`), fullPage: true });
    }
  }
  await page.deleteCookie({ name: COOKIE, url: origin });
  person.mistakes().forEach((one) => findings.push(`in other languages: ${one}`));
  return seen;
}
