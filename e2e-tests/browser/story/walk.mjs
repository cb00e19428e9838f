// By the keyboard alone, from a locked account to a locked account: Tab, Enter, Space and the arrows, and no mouse at all.

import { given } from "./given.mjs";

/** A patient unlocks, reads a record, gives access, and locks. */
export async function walksAsAPatient(clinic) {
  const { patient } = clinic;
  await patient.goes("/patient");
  await patient.tabs_to("Lock");
  await patient.keys("Enter");
  await patient.sees("Locked");
  await patient.arrows_to("ada");
  await patient.tabs_to("Password");
  await patient.types(given.passphrase);
  await patient.keys("Enter");
  await patient.sees("Overview");

  // The skip link leads past the navigation: what the next Tab comes to is the page's own.
  await patient.tabs_to("Records");
  await patient.keys("Enter");
  await patient.page.keyboard.press("Tab");
  await patient.tabs_to("Skip to content");
  await patient.page.keyboard.press("Enter");
  await patient.page.keyboard.press("Tab");
  const within = await patient.page.evaluate(() => document.getElementById("main").contains(document.activeElement));
  if (!within) throw new Error("the skip link skips nothing");
  // Not the PDF: what shows that is the browser's own, with many a control to tab through.
  await patient.tabs_to("Pulse");
  await patient.keys("Enter");
  await patient.tabs_to("Open");
  await patient.keys("Space");
  await patient.framed();

  await patient.tabs_to("Patient");
  await patient.keys("Enter");
  await patient.tabs_to("Profile");
  await patient.keys("Enter");
  await patient.tabs_to("Telephone");
  await patient.keysInPlace("555 0199");
  await patient.keys("Enter");
  await patient.sees("Your profile is written");

  // What is refused is what the reader of the screen comes to next, and the form below it goes on from there.
  await patient.tabs_to("Consents");
  await patient.keys("Enter");
  await patient.tabs_to("Give access");
  await patient.keys("Enter");
  await patient.tabs_to("Search the doctors' directory");
  await patient.types("moreau");
  await patient.sees("Dr. Ines Moreau");
  await patient.tabs_to("Choose");
  await patient.keys("Enter");
  await patient.arrows_to("Only these records");
  await patient.tabs_to("Change access");
  await patient.keys("Space");
  await patient.sees("no record is chosen");
  await patient.is_at_the_problem();
  await patient.arrows_to("The whole history");
  await patient.arrows_to("For a week");
  await patient.tabs_to("Change access");
  await patient.keys("Enter");
  await patient.sees("7 days left");
  await patient.tabs_to("Lock");
  await patient.keys("Space");
  await patient.sees("Locked");
}

/** A doctor begins a visit, opens what the patient has just given, and writes the directory's entry. */
export async function walksAsADoctor(clinic) {
  const { doctor } = clinic;
  await doctor.goes("/doctor");
  const first = await doctor.page.$eval("table.list th a", (link) => link.innerText.trim().replace(/\s+/g, " "));
  await doctor.tabs_to(first);
  await doctor.keys("Enter");
  await doctor.tabs_to("Begin the visit, and log it");
  await doctor.keys("Space");
  await doctor.sees("The visit has begun");
  await doctor.sees("Penicillin");
  await doctor.tabs_to("Pulse");
  await doctor.keys("Enter");
  await doctor.sees("Your visit covers it");
  await doctor.tabs_to("Open");
  await doctor.keys("Enter");
  await doctor.framed();
  await doctor.tabs_to("Doctor");
  await doctor.keys("Enter");
  await doctor.tabs_to("Directory entry");
  await doctor.keys("Enter");
  await doctor.tabs_to("Skip to content");
  await doctor.page.keyboard.press("Enter");
  await doctor.tabs_to("Languages");
  await doctor.keysInPlace("German");
  await doctor.tabs_to("Save");
  await doctor.keys("Enter");
  await doctor.sees("The directory has the new entry");
  if ((await doctor.holds("Languages")) !== "German") throw new Error("the keyboard did not write");
}

/** An admin finds an entry of the log, and suspends a doctor. */
export async function walksAsAnAdmin(clinic) {
  const { admin, patient } = clinic;
  await admin.goes("/admin/log");
  await admin.tabs_to("Filter");
  await admin.page.keyboard.press("Enter");
  await admin.tabs_to("Who did it");
  await admin.types(patient.address);
  await admin.keys("Enter");
  await admin.sees("consent given");
  await admin.goes("/admin/doctors");
  await admin.tabs_to("Suspend…");
  await admin.page.keyboard.press("Enter");
  await admin.page.keyboard.press("Tab");
  await admin.keys("Enter");
  await admin.sees("The doctor is suspended");
}
