// What everybody is used to: that who locks is out.

import { given } from "./given.mjs";

export async function locks(clinic) {
  const { patient } = clinic;
  await patient.goes("/");
  await patient.clicks("ada", "fieldset");
  await patient.fills("Password", given.passphrase);
  await patient.presses("Unlock");
  await patient.presses("Help");
  await patient.sees("Help with these pages");
  await patient.looks("help");
  await patient.goes("/patient/records");
  await patient.presses("Lock");
  await patient.sees("Locked");
  for (const page of ["/patient", "/patient/records", "/patient/log", "/account", "/admin", "/doctor"]) {
    await patient.goes(page);
    await patient.sees("Unlock an account");
    await patient.sees_not("Discharge letter");
  }
  await patient.goes("/nowhere");
  await patient.sees("there is no such page");
  await patient.looks("nowhere");
  // A page for somebody else says so.
  await patient.goes("/");
  await patient.clicks("ada", "fieldset");
  await patient.fills("Password", given.passphrase);
  await patient.presses("Unlock");
  await patient.goes("/admin/log");
  await patient.sees("this page is for an admin");
  await patient.looks("not-for-patients");
}
