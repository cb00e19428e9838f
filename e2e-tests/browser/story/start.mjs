// The first start of the panels on a machine where medink has never run; accounts.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Person } from "../lib/person.mjs";
import { given } from "./given.mjs";

export async function begins(clinic) {
  const admin = await Person.arrives(clinic.browser, "admin");
  clinic.admin = admin;
  clinic.people.push(admin);
  await admin.sees("The node is not running");
  await admin.looks("start-no-node");
  await admin.presses("Start the node");
  await admin.sees("The node is running");
  await admin.sees("Nothing is deployed");
  await admin.looks("start-no-deployment");
  await admin.presses("//Alice");
  await admin.looks("start-deploy");
  await admin.presses("Deploy");
  await admin.sees("The contracts are deployed");
  await admin.looks("admin-home-deployed");
}

export async function makesAccounts(clinic) {
  for (const [role, name] of [
    ["doctor", "moreau"],
    ["patient", "ada"],
  ]) {
    const person = await Person.arrives(clinic.browser, role);
    clinic[role] = person;
    clinic.people.push(person);
    const phrase = await makesOne(person, name);
    if (role === "doctor") await confirmsBadly(person, phrase);
    await confirms(person, phrase);
    await person.goes("/account");
    await person.sees("not registered yet");
    await person.looks(`${role}-account`);
    person.card = await person.holds("As text");
    person.address = await person.page.$eval("dl.facts code", (code) => code.textContent);
  }
  await keepsACopy(clinic.doctor);
  await unlocks(clinic.doctor);
}

/** Makes an account, and returns the phrase that is shown once. */
async function makesOne(person, name) {
  await person.goes("/accounts/new");
  await person.looks(`${person.name}-new`);
  await person.fills("Name on this machine", "Ada Lindqvist");
  await person.fills("Passphrase", given.passphrase);
  await person.fills("The same again", given.passphrase);
  await person.presses("Make the account");
  await person.sees("an account's name is");
  await person.fills("Name on this machine", name);
  await person.fills("Passphrase", given.passphrase);
  await person.fills("The same again", `${given.passphrase}!`);
  await person.presses("Make the account");
  await person.sees("differ");
  if ((await person.holds("Name on this machine")) !== name) throw new Error("what was typed is gone");
  await person.looks(`${person.name}-new-differs`);
  await person.fills("Passphrase", given.passphrase);
  await person.fills("The same again", given.passphrase);
  await person.presses("Make the account");
  await person.sees("Write this phrase down");
  await person.looks(`${person.name}-phrase`);
  return person.page.$$eval("ol.words li", (words) => words.map((word) => word.textContent.trim()));
}

async function confirmsBadly(person, phrase) {
  await person.presses("I have written it down");
  await person.looks(`${person.name}-confirm`);
  for (const label of await asked(person)) await person.fills(`Word ${label}`, phrase[label % 24]);
  await person.presses("Confirm");
  await person.looks(`${person.name}-confirm-wrong`);
  await person.presses("Look at the phrase once more");
}

async function confirms(person, phrase) {
  await person.presses("I have written it down");
  for (const label of await asked(person)) await person.fills(`Word ${label}`, phrase[label - 1]);
  await person.presses("Confirm");
}

/** The numbers of the words that are asked for, from 1. */
function asked(person) {
  return person.page.$$eval("main label", (all) => all.map((one) => Number(/Word (\d+)/.exec(one.innerText)[1])));
}

/** After a wrong passphrase the next try has to wait 2 s: a time that people wait, and what is tried here. */
const waitsToTryAgain = () => new Promise((later) => setTimeout(later, 2500));

/** Downloads the key file, which takes the passphrase and has it as its own. */
async function keepsACopy(person) {
  await person.goes("/account");
  await person.fills("Passphrase of the account", "not the passphrase");
  await person.clicks("Download the key file");
  await person.sees("wrong passphrase");
  await person.looks("account-wrong-passphrase");
  await waitsToTryAgain();
  await person.fills("Passphrase of the account", given.passphrase);
  const file = await person.downloads(() => person.clicks("Download the key file"));
  const text = readFileSync(join(given.downloads, file), "utf8");
  const key = JSON.parse(text);
  if (key.address !== person.address) throw new Error(`the key file is of ${key.address}`);
  if (!key.encoding.type.includes("scrypt")) throw new Error("the key file is not sealed");
  if ((await person.holds("Passphrase of the account")) !== "") throw new Error("the passphrase stays in the field");
}

/** Locks, is refused with a wrong passphrase, and unlocks with the right one. */
async function unlocks(person) {
  await person.presses("Lock");
  await person.sees("Locked");
  await person.looks("start-unlock");
  await person.clicks("moreau", "fieldset");
  await person.fills("Passphrase", "not the passphrase");
  await person.presses("Unlock");
  await person.sees("passphrase");
  await person.looks("start-wrong-passphrase");
  await waitsToTryAgain();
  await person.clicks("moreau", "fieldset");
  await person.fills("Passphrase", given.passphrase);
  await person.presses("Unlock");
  await person.sees("not registered yet");
}
