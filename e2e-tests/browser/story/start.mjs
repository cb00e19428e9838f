// The first start of the panels on a machine where medink has never run; accounts.

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Person } from "../lib/person.mjs";
import { given } from "./given.mjs";

export async function begins(clinic) {
  const admin = await Person.arrives(clinic.browser, "admin");
  clinic.admin = admin;
  clinic.people.push(admin);
  // Nobody starts the node: the page waits for it, and goes on.
  await admin.page.waitForFunction(() => document.body?.innerText.includes("Who are you?"), { timeout: 60_000 });
  await admin.looks("start-who");
  await choosesAHospital(admin);
  await admin.clicks("Development accounts");
  await admin.presses("//Alice");
  await admin.sees("Nothing is deployed");
  await admin.looks("start-deploy");
  await admin.presses("Deploy");
  await admin.sees("The contracts are deployed");
  await admin.sees("The file for the others");
  await admin.looks("setup");
  await admin.presses("Keep these rules");
  await admin.sees("The rules are kept");
  const file = await admin.downloads(() => admin.clicks("Download the file"));
  const deployment = JSON.parse(readFileSync(join(given.downloads, file), "utf8"));
  if (!deployment.complete) throw new Error("the file for the others is of no whole deployment");
  await admin.goes("/");
  if (new URL(admin.page.url()).pathname !== "/admin") throw new Error("the steps are done, and asked for again");
  await admin.looks("admin-home-deployed");
}

/** Says who one is, and takes it back once. */
async function choosesAHospital(admin) {
  await admin.presses("I am a patient");
  await admin.sees("Join a hospital's system");
  await admin.looks("start-patient");
  await admin.presses("I am somebody else");
  await admin.presses("We are a hospital");
  await admin.sees("What is your hospital called?");
  await admin.looks("start-hospital-name");
  await admin.fills("The hospital's name", "مستشفى الأمل Saint Mary");
  await admin.presses("Go on");
  await admin.sees("Make an account");
  await admin.looks("start-hospital-account");
}

export async function makesAccounts(clinic) {
  for (const [role, name] of [
    ["doctor", "moreau"],
    ["patient", "ada"],
  ]) {
    const person = await Person.arrives(clinic.browser, role);
    clinic[role] = person;
    clinic.people.push(person);
    const words = await makesOne(person, name);
    if (role === "doctor") await confirmsBadly(person, words);
    else await putsItOff(person);
    await confirms(person, words);
    await person.goes("/account");
    await person.sees("not registered yet");
    await person.clicks("Technical details", "main");
    await person.looks(`${role}-account`);
    person.card = await person.holds("As text");
    person.picture = await photographs(person);
    person.address = await person.page.$eval("main details dl.facts code", (code) => code.textContent);
  }
  await keepsACopy(clinic.doctor);
  await unlocks(clinic.doctor);
}

/** The card's code as a photo would have it: a JPEG, as a telephone makes it. */
async function photographs(person) {
  const path = join(given.downloads, `${person.name}-card.jpg`);
  mkdirSync(given.downloads, { recursive: true });
  await person.page.setViewport({ width: 1280, height: 800, deviceScaleFactor: 3 });
  await (await person.page.$("svg.qr")).screenshot({ path, type: "jpeg", quality: 85 });
  await person.page.setViewport({ width: 1280, height: 800 });
  return path;
}

/** Makes an account, and returns its recovery words. */
async function makesOne(person, name) {
  await person.goes("/accounts/new");
  await person.looks(`${person.name}-new`);
  await person.fills("Name", name);
  await person.fills("Password", "12345678");
  await person.sees("Too easy to guess");
  await person.looks(`${person.name}-new-weak`);
  await person.clicks("Show the password");
  if ((await (await person.field("Password")).evaluate((field) => field.type)) !== "text") throw new Error("the password is not shown");
  await person.clicks("Hide the password");
  await person.fills("The same again", "12345678");
  await person.presses("Make the account");
  await person.sees("too easy to guess");
  await person.fills("Password", given.passphrase);
  await person.fills("The same again", `${given.passphrase}!`);
  await person.presses("Make the account");
  await person.sees("differ");
  await person.is_at_the_problem();
  if ((await person.holds("Name")) !== name) throw new Error("what was typed is gone");
  await person.looks(`${person.name}-new-differs`);
  await person.fills("Password", given.passphrase);
  await person.fills("The same again", given.passphrase);
  await person.presses("Make the account");
  await person.sees("Write your recovery words down");
  await person.looks(`${person.name}-words`);
  return wordsOf(person);
}

/** The recovery words that a page shows. */
function wordsOf(person) {
  return person.page.$$eval("ol.words li", (words) => words.map((word) => word.textContent.trim()));
}

async function confirmsBadly(person, words) {
  await person.presses("I have written them down");
  await person.looks(`${person.name}-confirm`);
  for (const label of await asked(person)) await person.fills(`Word ${label}`, words[label % 24]);
  await person.presses("Confirm");
  await person.looks(`${person.name}-confirm-wrong`);
  await person.presses("Look at the words once more");
}

/** Puts the words off, is reminded, and looks at them again. */
async function putsItOff(person) {
  await person.presses("Later");
  await person.goes("/account");
  await person.sees("Your recovery words are not confirmed yet");
  await person.looks("account-unconfirmed");
  await person.presses("Write them down and confirm them");
  await person.looks("words-again");
  await person.fills("Password of the account", given.passphrase);
  await person.presses("Show the words");
}

async function confirms(person, words) {
  const shown = await wordsOf(person);
  if (shown.join() !== words.join()) throw new Error("other words are shown than before");
  await person.presses("I have written them down");
  for (const label of await asked(person)) await person.fills(`Word ${label}`, words[label - 1]);
  await person.presses("Confirm");
}

/** The numbers of the words that are asked for, from 1. */
function asked(person) {
  return person.page.$$eval("main label", (all) => all.map((one) => Number(/Word (\d+)/.exec(one.innerText)[1])));
}

/** After a wrong password the next try has to wait 2 s: a time that people wait, and what is tried here. */
const waitsToTryAgain = () => new Promise((later) => setTimeout(later, 2500));

/** Downloads the backup file, which takes the password and has it as its own. */
async function keepsACopy(person) {
  await person.goes("/account");
  await person.fills("Password of the account", "not the password");
  await person.clicks("Download the backup file");
  await person.sees("wrong password");
  await person.looks("account-wrong-password");
  await waitsToTryAgain();
  await person.fills("Password of the account", given.passphrase);
  const file = await person.downloads(() => person.clicks("Download the backup file"));
  const text = readFileSync(join(given.downloads, file), "utf8");
  const key = JSON.parse(text);
  if (key.address !== person.address) throw new Error(`the key file is of ${key.address}`);
  if (!key.encoding.type.includes("scrypt")) throw new Error("the key file is not sealed");
  if ((await person.holds("Password of the account")) !== "") throw new Error("the password stays in the field");
}

/** Locks, is refused with a wrong password, and unlocks with the right one. */
async function unlocks(person) {
  await person.presses("Lock");
  await person.sees("Locked");
  await person.looks("start-unlock");
  await person.clicks("moreau", "fieldset");
  await person.fills("Password", "not the password");
  await person.presses("Unlock");
  await person.sees("wrong password");
  await person.looks("start-wrong-password");
  await waitsToTryAgain();
  await person.clicks("moreau", "fieldset");
  await person.fills("Password", given.passphrase);
  await person.presses("Unlock");
  await person.sees("not registered yet");
}
