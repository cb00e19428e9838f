// The patient brings documents in, gives and takes back a consent, and sees who looked.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { given } from "./given.mjs";

// Found as it is typed, and again after a page was loaded anew; what is looked for is in no address.
async function findsRecords(patient) {
  await patient.tabs_to("Search");
  await patient.types("PULS");
  await patient.sees("1 of 4 records");
  await patient.sees_not("Discharge letter");
  await patient.looks("patient-records-found");
  await patient.page.keyboard.press("Enter");
  await answered(patient);
  await patient.sees("1 of 4 records");
  // Whoever clicks a title leaves the field, and presses longer than a search takes: the list stays under the finger.
  await patient.fills("Search", "nothing like it");
  await patient.sees("No record fits");
  await answered(patient);
  await (await patient.field("Search")).evaluate((field) => field.select());
  await patient.types("PULS");
  await patient.sees("1 of 4 records");
  await answered(patient);
  const title = await patient.thing("Pulse", "#found");
  await patient.leaves(() => title.click({ delay: 1000 }));
  if (!/\/patient\/records\/\d+$/.test(patient.page.url())) throw new Error(`a click on a title leads to ${patient.page.url()}`);
  await patient.goes("/patient/records");
  await patient.page.reload();
  await patient.sees("1 of 4 records");
  if (patient.page.url().includes("PULS")) throw new Error("what is looked for stands in the address");
  await patient.fills("Search", "nothing like it");
  await patient.sees("No record fits");
  await patient.fills("Search", " ");
  await patient.sees("4 records, 1 to 4 shown");
  await answered(patient);
}

// Ticked with the keyboard, told at once, and looked at before anything is done.
async function selectsRecords(patient) {
  await patient.goes("/patient/records");
  await patient.sees("0 selected");
  await ticks(patient);
  await patient.sees("1 selected");
  // It stays so for whoever goes elsewhere and comes back, and so does what is not ticked any more.
  await patient.goes("/patient/records");
  await patient.sees("1 selected");
  await ticks(patient);
  await patient.sees("0 selected");
  await patient.goes("/patient/records");
  await patient.sees("0 selected");
  await ticks(patient);
  await patient.sees("1 selected");
  // Searching keeps what is ticked, also where it is not seen.
  await patient.fills("Search", "nothing like it");
  await patient.sees("1 selected, 1 of them not on this page");
  await answered(patient);
  await patient.fills("Search", " ");
  await patient.sees("4 records, 1 to 4 shown");
  await answered(patient);
  await patient.clicks("Select all on this page");
  await patient.sees("4 selected");
  await patient.looks("patient-records-selected");
  await patient.presses("Download these…");
  await patient.sees("Download 4 records");
  await patient.looks("patient-selected-download");
  await patient.goes("/patient/records");
  await patient.presses("Erase these…");
  await patient.sees("Erase 4 records?");
  await patient.looks("patient-selected-erase");
  await patient.goes("/patient/records");
  await patient.presses("Give access to these…");
  await patient.sees("the 4 records that you selected");
  await patient.looks("patient-selected-access");
  await patient.goes("/patient/records");
  await patient.presses("Unselect all");
  await patient.sees("0 selected");
}

// What scripts have asked for is answered: a page that is left before says on the console that it was broken off.
function answered(person) {
  return person.page.waitForFunction(() => !document.querySelector(".htmx-request"));
}

// What somebody stops while it is being sent can be sent again after some seconds. The event alone sends nothing.
async function canBeStopped(patient) {
  const form = "main form[action$='/rename']";
  const busy = await patient.page.$eval(form, (form) => {
    const button = form.querySelector("button");
    form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter: button }));
    return button.hasAttribute("aria-busy") && form.dataset.sent === "1" && button.textContent === button.dataset.busy;
  });
  if (!busy) throw new Error("the form does not say that it is being sent");
  await patient.page.waitForFunction((form) => !document.querySelector(form).dataset.sent, {}, form);
  const words = await patient.page.$eval(`${form} button`, (button) => button.textContent);
  if (words !== "Change") throw new Error(`the button says: ${words}`);
}

// Ticks the first box of the list, or unticks it, until the program knows of it.
async function ticks(person) {
  const told = person.page.waitForResponse((answer) => answer.url().endsWith("/patient/records/select"));
  await person.page.focus("input[name=chosen]");
  await person.page.keyboard.press("Space");
  if ((await told).status() !== 204) throw new Error("what is ticked was not taken");
}

// A text is printed whole from a tab of its own, with what it is and whose above it.
async function printsDocument(patient, title, words) {
  await patient.presses("Open it to print…");
  await patient.looks("patient-print");
  const address = await patient.page.$eval("main a[target=_blank]", (link) => link.href);
  const tab = await patient.context.newPage();
  await tab.goto(address, { waitUntil: "load" });
  await tab.emulateMediaType("print");
  const paper = await tab.evaluate(() => document.body.innerText);
  for (const said of [title, "ada", String(new Date().getFullYear()), words]) {
    if (!paper.includes(said)) throw new Error(`"${said}" is not on the paper: ${paper}`);
  }
  // Its address was good for once.
  await tab.goto(address, { waitUntil: "load" });
  if ((await tab.evaluate(() => document.body.innerText)).includes(words)) throw new Error("the document is given out twice");
  await tab.close();
  await patient.page.bringToFront();
}

export async function getsRecords(clinic) {
  const { patient } = clinic;
  await patient.goes("/patient");
  await patient.sees("First steps");
  await patient.looks("patient-home-empty");
  await patient.goes("/patient/records");
  await patient.sees("There is no record yet");
  await patient.looks("patient-records-empty");

  // Two files dropped at once; one is left out again; then two chosen.
  await patient.drops([given.letter, given.plan]);
  await patient.sees("Exercises.txt");
  await patient.looks("patient-upload");
  await patient.clicks("Leave out", ".files li:nth-child(2)");
  await patient.presses("Add", "[data-upload]");
  await patient.sees("Discharge letter");
  await patient.chooses([given.pulse, given.scan]);
  await patient.presses("Add", "[data-upload]");
  await patient.sees("Hip left");
  await patient.chooses([given.plan]);
  await patient.fills("Title", "Exercises at home");
  // Clicked twice, it is added once.
  const add = await patient.thing("Add", "[data-upload]");
  await patient.leaves(() => add.click({ count: 2 }));
  await patient.sees("Exercises at home");
  await patient.sees("4 records");
  await patient.looks("patient-records");
  await findsRecords(patient);

  // Each as it came: shown where that is safe, else as a download.
  await patient.presses("Discharge letter");
  await patient.looks("patient-record");
  await canBeStopped(patient);
  // One's own is opened directly: nothing is paid or logged for it.
  await patient.presses("Open");
  await patient.sees_not("the log says so");
  await patient.framed();
  await patient.looks("patient-open-pdf");
  await patient.goes("/patient/records");
  await patient.presses("Pulse");
  await patient.presses("Open");
  await patient.framed("Heart rate");
  await patient.looks("patient-open-fhir");
  await patient.goes("/patient/records");
  await patient.presses("Exercises at home");
  await patient.presses("Open");
  await patient.framed("Walk twice a day");
  await patient.looks("patient-open-text");
  await printsDocument(patient, "Exercises at home", "Walk twice a day");
  await selectsRecords(patient);
  await patient.goes("/patient/records");
  await patient.presses("Hip left");
  const file = await patient.downloads(() => patient.clicks("Download"));
  if (file !== basename(given.scan)) throw new Error(`the download is called ${file}`);
  if (!readFileSync(join(given.downloads, file)).equals(readFileSync(given.scan))) throw new Error("the download differs");

  await patient.goes("/patient/profile");
  if ((await patient.holds("Full name")) !== "Ada Lindqvist") throw new Error("the profile of the desk is not there");
  await patient.fills("Blood group", "A+");
  await patient.fills("Allergies and intolerances", "Penicillin");
  await patient.fills("Postal address", "x".repeat(3000));
  await patient.presses("Save");
  await patient.sees("Shorten it");
  if ((await patient.holds("Blood group")) !== "A+") throw new Error("what was typed is gone");
  await patient.looks("patient-profile-too-long");
  await patient.fills("Postal address", "Kastanienweg 4, 20095 Hamburg");
  await patient.presses("Save");
  await patient.sees("Your profile is written");
  await patient.looks("patient-profile");
}

// Nothing but what is chosen is given, and the list is found through by typing.
async function narrows(patient) {
  if ((await patient.page.$eval("[name=scope]:checked", (one) => one.value)) !== "records") throw new Error("more is given than asked");
  await patient.fills("Find among them", "exerc");
  const shown = await patient.page.$$eval("#records label", (all) => all.filter((one) => one.checkVisibility()).map((one) => one.innerText));
  if (shown.length !== 1 || !shown[0].includes("Exercises at home")) throw new Error(`found: ${shown}`);
  await patient.fills("Find among them", "");
}

export async function consents(clinic) {
  const { patient } = clinic;
  await patient.goes("/patient/consents");
  await patient.sees("Nobody has access");
  await patient.looks("patient-consents-none");
  await patient.presses("Give access");
  await patient.fills("Search the doctors' directory", "cardiology");
  await patient.page.keyboard.type(" ");
  await patient.sees("No doctor in the directory fits");
  await patient.fills("Search the doctors' directory", "orthopae");
  await patient.page.keyboard.type("d");
  await patient.sees("Dr. Ines Moreau");
  await patient.looks("patient-grant-search");
  await patient.presses("Choose");
  await narrows(patient);
  await patient.looks("patient-grant");
  // A day that is over.
  await patient.fills("The whole history", true);
  await patient.fills("Until the end of the day", true);
  await patient.fills("The day", "2020-01-01");
  await patient.fills("Why", "care management");
  await patient.presses("Give access", "form");
  await patient.looks("patient-grant-past-day");
  if ((await patient.holds("The day")) !== "2020-01-01") throw new Error("what was typed is gone");
  await patient.fills("For 30 days", true);
  await patient.fills("Why", "treatment");
  await patient.presses("Give access", "form");
  await patient.sees("Dr. Ines Moreau");
  await patient.sees("30 days left");
  await patient.looks("patient-consents");
}

export async function sees(clinic) {
  const { patient } = clinic;
  await patient.goes("/patient/log");
  await patient.sees("Dr. Ines Moreau");
  await patient.looks("patient-log");
  await patient.presses("Opened by others");
  await patient.sees("opened: Discharge letter");
  await patient.sees("visit begun: emergency treatment (ETREAT)");
  await patient.sees_not("record added");
  await patient.looks("patient-log-opened");

  // What the doctor wrote is the patient's to read.
  await patient.goes("/patient/records");
  await patient.sees("Osteoarthritis of the hip");
  await patient.looks("patient-records-with-notes");
  await patient.presses("Osteoarthritis of the hip");
  await patient.presses("Open");
  await patient.framed("M16.1");
  await patient.looks("patient-open-note");

  // Erasing says what stays, and asks.
  await patient.goes("/patient/records");
  await patient.presses("Exercises at home");
  await patient.presses("Erase this record…");
  await patient.sees("What stays");
  await patient.sees("Erase Exercises at home?");
  await patient.looks("patient-erase");
  await patient.fills("Erase Exercises at home for good", true);
  await patient.presses("Erase", "form");
  await patient.sees("erased");
  await patient.looks("patient-records-erased");
  await patient.goes("/patient");
  await patient.looks("patient-home");
}

export async function revokes(clinic) {
  const { patient } = clinic;
  await patient.goes("/patient/consents");
  await patient.presses("Revoke…");
  await patient.sees("What the doctor has already seen can't be unseen");
  await patient.looks("patient-revoke");
  await patient.presses("Revoke", "form");
  await patient.sees("Nobody has access");
  await patient.looks("patient-revoked");
}
