// The first start of the panels on a machine where medink has never run; accounts.

import { Person } from "../lib/person.mjs";
import { medink } from "../lib/outside.mjs";
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
  for (const [role, account] of [["doctor", "moreau"], ["patient", "ada"]]) {
    const person = await Person.arrives(clinic.browser, role);
    clinic[role] = person;
    clinic.people.push(person);
    await medink(null, `account new ${account}`);
    await person.goes("/");
    await person.looks(`${role}-unlock`);
    await person.clicks(account, "fieldset");
    await person.fills("Passphrase", "not the passphrase");
    await person.presses("Unlock");
    await person.sees("passphrase");
    await person.looks(`${role}-wrong-passphrase`);
    await new Promise((later) => setTimeout(later, 1200));
    await person.clicks(account, "fieldset");
    await person.fills("Passphrase", given.passphrase);
    await person.presses("Unlock");
    await person.sees("not registered yet");
    await person.looks(`${role}-account`);
    person.card = await person.holds("As text");
    person.address = await person.page.$eval("dl.facts code", (code) => code.textContent);
  }
}
