// The doctor reads what a consent opens, writes, and is refused once it is gone.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { medink } from "../lib/outside.mjs";
import { given } from "./given.mjs";

export async function readsAndWrites(clinic) {
  const { doctor, patient } = clinic;
  await doctor.goes("/doctor");
  await doctor.sees("30 days left");
  await doctor.sees("whole history");
  await doctor.looks("doctor-patients");

  // Titles are closed until a visit begins, and that it is logged, and what it covers, is said before.
  const path = `/doctor/patients/${patient.address}`;
  await doctor.goes(path);
  await doctor.sees("writes one entry to the log, which the patient sees");
  await doctor.sees("for one hour, or until the consent ends");
  await doctor.sees_not("Discharge letter");
  await doctor.looks("doctor-patient-closed");
  // Without a visit a record is opened alone, and logged.
  await doctor.goes(`${path}/records/1`);
  await doctor.sees("writes an entry to the log first");
  await doctor.presses("Open and log it");
  await doctor.sees("the log says so");
  await doctor.goes(path);
  await doctor.fills("Why", "Emergency treatment");
  await doctor.presses("Begin the visit, and log it");
  await doctor.sees("The visit has begun");
  await doctor.sees("Visit since");
  await doctor.sees("Ada Lindqvist");
  await doctor.sees("Penicillin");
  await doctor.sees("Discharge letter");
  await doctor.looks("doctor-patient");

  await doctor.presses("Discharge letter");
  await doctor.sees("Your visit covers it");
  await doctor.sees("only its author and the patient can replace it");
  await doctor.looks("doctor-record");
  await doctor.presses("Open", "main section.card");
  await doctor.framed();
  // Whose it is, and what must not be overlooked, is on every page about the patient.
  await doctor.sees("Ada Lindqvist");
  await doctor.sees("Penicillin");
  await doctor.looks("doctor-open-pdf");
  await doctor.goes(path);
  await doctor.presses("Hip left");
  await doctor.sees("can't be shown in a browser");
  await doctor.looks("doctor-record-dicom");
  const scan = await doctor.downloads(() => doctor.clicks("Download"));
  if (!readFileSync(join(given.downloads, scan)).equals(readFileSync(given.scan))) throw new Error("the download differs");

  // A note can begin with a template, which is thrown away here.
  await doctor.goes(`${path}/notes/diagnosis`);
  await doctor.clicks("Template…");
  await doctor.fills("Begin with", "SOAP");
  await doctor.presses("Use it");
  if (!(await doctor.holds("Everything else")).startsWith("Subjective:")) throw new Error("the template is not there");
  await doctor.looks("doctor-note-template");
  await doctor.presses("Throw it away");
  await doctor.goes("/doctor/templates");
  await doctor.looks("doctor-templates");

  await doctor.goes(`${path}/notes/diagnosis`);
  await doctor.looks("doctor-note");
  // Nothing but blanks is no title; what else was typed stays.
  await doctor.fills("Diagnosis", "   ");
  await doctor.fills("Everything else", "Pain on load, worse in the morning.");
  await doctor.presses("Seal and add");
  await doctor.sees("the note has no title");
  await doctor.is_at_the_problem();
  if (!(await doctor.holds("Everything else")).startsWith("Pain on load")) throw new Error("what was typed is gone");
  await doctor.looks("doctor-note-no-title");
  await doctor.fills("Diagnosis", "x".repeat(20_000));
  await doctor.presses("Seal and add");
  await doctor.looks("doctor-note-too-long");
  await doctor.fills("Diagnosis", "Osteoarthritis of the hip");
  await doctor.fills("Code system", "ICD-10");
  await doctor.fills("Code, if there is one", "M16.1");
  await doctor.presses("Seal and add");
  await doctor.sees("The note is written, sealed");

  await doctor.presses("Treatment plan");
  await doctor.fills("Title of the plan", "Physiotherapy");
  await doctor.fills("Everything else", "Twice a week for six weeks.");
  await doctor.presses("Seal and add");
  await doctor.presses("Medication");
  await doctor.fills("Medicine", "Ibuprofen 400 mg");
  await doctor.fills("How to take it", "1-0-1, with food, at most ten days");
  await doctor.presses("Seal and add");
  await doctor.sees("The note is written, sealed");

  // What another wrote is not replaced: a note stands beside it.
  await doctor.goes(`${path}/records/1`);
  await doctor.presses("Diagnosis");
  await doctor.sees("on record 1");
  await doctor.fills("Diagnosis", "As the letter says");
  await doctor.presses("Seal and add");
  await doctor.sees("It refers to record 1");

  // What one has just written oneself is no closed record. A new version takes the place of the old one, which stays; it
  // begins with all that the old one says.
  await doctor.sees("Ibuprofen 400 mg");
  await doctor.presses("Ibuprofen 400 mg");
  await doctor.presses("Correct it");
  if ((await doctor.holds("How to take it")) !== "1-0-1, with food, at most ten days") throw new Error("the dose is lost");
  await doctor.looks("doctor-note-correct");
  await doctor.fills("Medicine", "Ibuprofen 200 mg");
  await doctor.presses("Seal and add");
  await doctor.sees("is the new version of record");
  await doctor.presses("Look again");
  await doctor.presses("Ibuprofen 200 mg");
  await doctor.sees("Versions");
  await doctor.looks("doctor-record-versions");

  // Documents as files, too.
  await doctor.goes(path);
  await doctor.clicks("Add documents");
  await doctor.chooses([given.plan]);
  await doctor.fills("Title", "Exercises at the practice");
  await doctor.looks("doctor-upload");
  await doctor.presses("Add", "[data-upload]");
  await doctor.presses("Look again");
  await doctor.sees("Exercises at the practice");

  await doctor.goes("/doctor/profile");
  if ((await doctor.holds("Specialty")) !== "Orthopaedics") throw new Error("the entry of the desk is not there");
  await doctor.fills("Full name", "");
  await doctor.fills("Languages", "French, English");
  await doctor.clicks("Save");
  // The browser itself asks for the name.
  if (!(await doctor.page.$("input[name=name]:invalid"))) throw new Error("a name is not required");
  await doctor.fills("Full name", "Dr. Ines Moreau");
  await doctor.presses("Save");
  await doctor.sees("The directory has the new entry");
  await doctor.looks("doctor-profile");
}

/** What is typed is there again after the account was locked while it was typed, until it is thrown away. */
export async function keepsDrafts(clinic) {
  const { doctor, patient } = clinic;
  const path = `/doctor/patients/${patient.address}/notes/diagnosis`;
  await doctor.goes(path);
  await doctor.fills("Diagnosis", "Suspected");
  await doctor.fills("Everything else", "Half a sentence");
  await doctor.sees("Kept as a draft");
  await doctor.page.evaluate(() => document.querySelector("form[action='/lock']").submit());
  await doctor.sees("Locked");
  await doctor.clicks("moreau", "fieldset");
  await doctor.fills("Password", given.passphrase);
  await doctor.presses("Unlock");
  await doctor.goes(path);
  await doctor.sees("This is what you had begun");
  if ((await doctor.holds("Everything else")) !== "Half a sentence") throw new Error("the draft is lost");
  await doctor.looks("doctor-note-draft");
  await doctor.presses("Throw it away");
  await doctor.sees("The draft is thrown away");
  await doctor.goes(path);
  if ((await doctor.holds("Everything else")) !== "") throw new Error("the draft is still there");
}

export async function isRefused(clinic) {
  const { doctor, patient } = clinic;
  await doctor.goes("/doctor");
  await doctor.sees("No patient gives you a consent now");
  await doctor.sees("These patients have taken their consent back");
  await doctor.looks("doctor-patients-none");
  for (const page of ["", "/records/1", "/notes/diagnosis"]) {
    await doctor.goes(`/doctor/patients/${patient.address}${page}`);
    await doctor.sees("has taken it back");
    await doctor.sees_not("Ada Lindqvist");
  }
  await doctor.looks("doctor-refused");

  // A consent that has run out is the same as none, and its page says so.
  await medink("ada-1", `consent grant ${doctor.address} --whole-history --until 6s`);
  await doctor.goesUntil(`/doctor/patients/${patient.address}`, "This consent opens nothing any more");
  await doctor.sees_not("Begin the visit");
  await doctor.looks("doctor-patient-expired");
  await doctor.goes("/doctor");
  await doctor.sees("expired");
}
