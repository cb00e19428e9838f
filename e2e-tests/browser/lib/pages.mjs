// Which pages there are: every template that is a whole page, known by its English title. What nobody has looked at is told.

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PANELS = fileURLToPath(new URL("../../../client/panels/templates/", import.meta.url));
const WORDS = fileURLToPath(new URL("../../../client/words/locales/en/", import.meta.url));
/** Pages of one role are below its path; all others are anywhere. */
const ROLES = ["admin", "doctor", "patient"];
/** Keys of what the program chooses in a title. */
const CHOSEN = { "sort.head()": ["note-diagnosis", "note-plan", "note-medication"] };
/** Where pages are that share their title with another one. */
const PLACES = {
  "patient/erase.html": /^\/patient\/records\/\d+\/erase$/,
  "patient/selected_erase.html": /^\/patient\/records\/selected(\/erase)?$/,
};
/** What a message or a template fills in. */
const FILLED = /\{\{.*?\}\}|\{.*?\}/;

/** Every message of one line, by its key. */
function messages() {
  const files = readdirSync(WORDS).filter((name) => name.endsWith(".ftl"));
  const lines = files.flatMap((name) => readFileSync(WORDS + name, "utf8").split("\n"));
  return new Map(lines.flatMap((line) => [...line.matchAll(/^([a-z][\w-]*) = (.+)$/g)].map(([, key, words]) => [key, words])));
}

/** The texts that the title of a template can be: with messages in the place of their keys, and all else left to be filled in. */
function texts(name, title, said) {
  const either = /^\{% if .*?%\}(.*)\{% endif %\}$/.exec(title)?.[1].split(/\{% else(?: if .*?)? %\}/) ?? [title];
  const chosen = either.flatMap((text) => {
    const what = /^\{\{ frame\.tell\((.*)\) \}\}$/.exec(text)?.[1];
    return CHOSEN[what]?.map((key) => `{{ frame.say("${key}") }}`) ?? [text];
  });
  return chosen.map((text) => {
    if (text.includes("{%")) throw new Error(`the title of ${name} is more than one choice: ${title}`);
    return text.replace(/\{\{ frame\.say\("([\w-]+)"\).*?\}\}/g, (_, key) => {
      const words = said.get(key);
      if (!words || words.includes("->")) throw new Error(`the title of ${name} says ${key}, which is no message of one line`);
      return words;
    });
  });
}

/** A regular expression of such a text. */
function pattern(name, text) {
  const fixed = text.split(FILLED);
  if (!/\p{L}/u.test(fixed.join(""))) throw new Error(`the title of ${name} has no word of its own: any page would do`);
  return `^${fixed.map((words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".+")} · medink$`;
}

/** All pages: the template's name, the patterns of its title, and where it is. */
function all() {
  const said = messages();
  const names = readdirSync(PANELS, { recursive: true }).filter((name) => name.endsWith(".html"));
  const pages = names.flatMap((name) => {
    const template = readFileSync(PANELS + name, "utf8");
    if (!template.startsWith('{% extends "layout.html" %}')) return [];
    const title = /\{% block title %\}(.*)\{% endblock %\}/.exec(template)?.[1] ?? "medink";
    const role = name.split("/")[0];
    const below = ROLES.includes(role) ? `/${role}` : "/";
    return [{ name, below, place: PLACES[name], titles: texts(name, title, said).map((text) => pattern(name, text)) }];
  });
  if (pages.length < 20) throw new Error(`only ${pages.length} pages are found in ${PANELS}`);
  for (const one of pages) {
    const like = (other) => other !== one && other.below.startsWith(one.below) && other.titles.some((title) => one.titles.includes(title));
    const other = pages.find((other) => like(other) && !(one.place && other.place));
    if (other) throw new Error(`${one.name} and ${other.name} share a title: say in ${import.meta.url} where each is`);
  }
  return pages;
}

const PAGES = all();

/** The templates of which no page was looked at. */
export function unseen(looked) {
  const is = (page, seen) =>
    (seen.path === page.below || seen.path.startsWith(page.below === "/" ? "/" : `${page.below}/`)) &&
    (page.place?.test(seen.path) ?? true) &&
    page.titles.some((title) => new RegExp(title).test(seen.title));
  return PAGES.filter((page) => !looked.some((seen) => is(page, seen))).map((page) => page.name);
}
