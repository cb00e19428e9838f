// Which pages there are: every template that is a whole page. What nobody has looked at is told.

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const TEMPLATES = fileURLToPath(new URL("../../../client/panels/templates/", import.meta.url));
/** Pages of one role are below its path; all others are anywhere. */
const ROLES = ["admin", "doctor", "patient"];

/** A regular expression of a title that a template writes: what it fills in may be anything. */
function pattern(title) {
  const fixed = title.split(/\{%.*%\}|\{\{.*?\}\}/).map((words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${fixed.join(".+")} · medink$`);
}

/** The templates of which no page was looked at. */
export function unseen(looked) {
  const names = readdirSync(TEMPLATES, { recursive: true }).filter((name) => name.endsWith(".html"));
  const pages = names.filter((name) => readFileSync(TEMPLATES + name, "utf8").startsWith('{% extends "layout.html" %}'));
  if (pages.length < 20) throw new Error(`only ${pages.length} pages are found in ${TEMPLATES}`);
  return pages.filter((name) => {
    const title = /\{% block title %\}(.*)\{% endblock %\}/.exec(readFileSync(TEMPLATES + name, "utf8"))?.[1] ?? "medink";
    const below = ROLES.includes(name.split("/")[0]) ? `/${name.split("/")[0]}` : "/";
    return !looked.some((page) => page.path.startsWith(below) && pattern(title).test(page.title));
  });
}
