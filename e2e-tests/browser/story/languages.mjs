// The same pages in the other languages: those that each person has looked at, once of a kind.

import { inOtherLanguages } from "../lib/languages.mjs";
import { visited } from "../lib/look.mjs";
import { given } from "./given.mjs";

/** Fewer pages than these, of one person in one language, are no story. */
const FEWEST = 8;

export async function isReadInOtherLanguages(clinic) {
  const { admin, doctor, patient } = clinic;
  // The pages before anybody is let in: the patient has locked.
  await patient.goes("/");
  await patient.sees("Unlock an account");
  await inOtherLanguages(patient, new Map([["start", "/"], ["accounts-new", "/accounts/new"], ["accounts-import", "/accounts/import"], ["help-start", "/help"]]));
  await patient.goes("/");
  await patient.clicks("ada", "fieldset");
  await patient.fills("Password", given.passphrase);
  await patient.presses("Unlock");
  for (const person of [patient, doctor, admin]) {
    const seen = await inOtherLanguages(person, visited(person));
    if (seen < FEWEST) throw new Error(`only ${seen} pages of ${person.name} are there in other languages`);
    await person.page.setViewport({ width: 1280, height: 800 });
  }
  await patient.goes("/patient");
  await patient.presses("Lock");
  await patient.sees("Locked");
}
