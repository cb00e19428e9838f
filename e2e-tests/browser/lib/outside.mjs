// The words with the test that started this script: one JSON object a line, out what happens or is asked, in the answers.

import { createInterface } from "node:readline";

const waiting = [];
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => waiting.shift()?.(JSON.parse(line)));

function say(what) {
  process.stdout.write(JSON.stringify(what) + "\n");
}

function ask(question) {
  const answer = new Promise((resolve) => waiting.push(resolve));
  say(question);
  return answer;
}

/** Tells that a step is done, in milliseconds. */
export const done = (step, ms) => say({ done: step, ms });

/** Tells why it is over. */
export const failed = (step, why) => say({ failed: step, why });

/** A one-time address of the panels. */
export const invitation = async () => (await ask({ ask: "invitation" })).url;

/** Runs a command of medink's, as the account given if there is one. Words that hold spaces come in a list. */
export const medink = async (account, words) => (await ask({ ask: "medink", account, words })).data;

/** No more is asked. */
export const over = () => lines.close();
