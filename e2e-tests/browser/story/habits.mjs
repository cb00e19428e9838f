// What everybody is used to: the keyboard alone, and that who locks is out.

import { given } from "./given.mjs";

export async function usesTheKeyboard(clinic) {
  const { admin, doctor, patient } = clinic;
  await doctor.goes("/doctor/profile");
  await doctor.tabs_to("Skip to content");
  await doctor.page.keyboard.press("Enter");
  await doctor.tabs_to("Languages");
  await doctor.keysInPlace("German");
  await doctor.tabs_to("Save");
  await doctor.keys("Enter");
  await doctor.sees("The directory has the new entry");
  if ((await doctor.holds("Languages")) !== "German") throw new Error("the keyboard did not write");

  await patient.goes("/patient/profile");
  await patient.tabs_to("Telephone");
  await patient.keysInPlace("555 0199");
  await patient.keys("Enter");
  await patient.sees("Your profile is written");

  await patient.goes("/patient/consents/new");
  await patient.tabs_to("Search the doctors' directory");
  await patient.types("moreau");
  await patient.sees("Dr. Ines Moreau");
  await patient.tabs_to("Choose");
  await patient.keys("Enter");
  // What the consent that ran out had covered is chosen already.
  await patient.tabs_to("The whole history");
  await patient.tabs_to("For 30 days");
  // The arrows choose among what excludes each other.
  await patient.page.keyboard.press("ArrowUp");
  await patient.tabs_to("Change access");
  await patient.keys("Enter");
  await patient.sees("7 days left");

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

export async function locks(clinic) {
  const { patient } = clinic;
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
