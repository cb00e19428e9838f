// The pictures that the documents show: each is one of this story, in its wide and light variant. With MEDINK_WRITE_DOCS=1
// they are put there anew.

import { copyFileSync, existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const DOCS = fileURLToPath(new URL("../../../docs/", import.meta.url));

/** The names of the pictures that the documents show. */
function named() {
  const names = new Set();
  for (const file of readdirSync(DOCS).filter((file) => file.endsWith(".md"))) {
    for (const [, name] of readFileSync(join(DOCS, file), "utf8").matchAll(/\]\(screenshots\/([\w-]+)\.png\)/g)) names.add(name);
  }
  return [...names];
}

/** What is wrong with the pictures of the documents, given the folder of those that this run has made. */
export function pictures(folder) {
  const wrong = [];
  for (const name of named()) {
    const made = join(folder, `${name}-1280.png`);
    const shown = join(DOCS, "screenshots", `${name}.png`);
    if (!existsSync(made)) wrong.push(`docs shows screenshots/${name}.png, and no page is looked at as "${name}"`);
    else if (process.env.MEDINK_WRITE_DOCS) copyFileSync(made, shown);
    else if (!existsSync(shown)) wrong.push(`docs/screenshots/${name}.png is missing; with MEDINK_WRITE_DOCS=1 this test puts it there`);
  }
  return wrong;
}
