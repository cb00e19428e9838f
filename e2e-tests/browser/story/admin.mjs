// The admin registers people, governs, and looks at the log.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { given } from "./given.mjs";

export async function registers(clinic) {
  const { admin, doctor, patient } = clinic;
  await admin.goes("/admin");
  await admin.sees("Begin with the people");
  await admin.looks("admin-home-empty");

  await admin.presses("A doctor");
  await admin.looks("admin-register-doctor");
  // A card that was cut off on the way; what else was typed stays.
  await admin.fills("Registration card", doctor.card.slice(0, 300));
  await admin.fills("Full name", "Dr. Ines Moreau");
  await admin.fills("Specialty", "Orthopaedics");
  await admin.sees("copy the whole line again");
  await admin.presses("Register the doctor");
  await admin.sees("copy the whole line again");
  if ((await admin.holds("Full name")) !== "Dr. Ines Moreau") throw new Error("what was typed is gone");
  await admin.looks("admin-register-doctor-bad-card");
  // An amount that is none, a text that is too long.
  await admin.fills("Registration card", doctor.card);
  await admin.sees("The signature holds");
  await admin.fills("Balance to send along", "much");
  await admin.presses("Register the doctor");
  await admin.sees("`much` is no amount");
  await admin.is_at_the_problem();
  await admin.fills("Balance to send along", "1000");
  await admin.fills("Works at", "x".repeat(2000));
  await admin.presses("Register the doctor");
  await admin.sees("Shorten it");
  await admin.fills("Works at", "Hafen Clinic");
  await admin.presses("Register the doctor");
  await admin.sees("Dr. Ines Moreau");
  await admin.sees("is registered as a doctor");
  await admin.sees("2 transactions");
  await admin.looks("admin-doctors");

  // The same card again: the contract says no, in words.
  await admin.goes("/admin/register/doctor");
  await admin.fills("Registration card", doctor.card);
  await admin.sees("who is a doctor already");
  await admin.fills("Full name", "Somebody else");
  await admin.presses("Register the doctor");
  await admin.sees("registered");
  if ((await admin.holds("Full name")) !== "Somebody else") throw new Error("what was typed is gone");

  await admin.goes("/admin/register/patient");
  await admin.looks("admin-register-patient");
  await admin.fills("Registration card", `Dear clinic,\n\nthis is my card:\n${patient.card}\n\nAda`);
  await admin.fills("Full name", "Ada Lindqvist");
  await admin.fills("Date of birth", "1961-12-10");
  await admin.presses("Register the patient");
  await admin.sees("is registered as a patient");
  await admin.sees_not("Ada Lindqvist");
  await admin.sees("each chained to the one before");
  await admin.looks("admin-home");
}

/** A table that was taken before: everybody in it is registered, and a line that is wrong is named. */
export async function registersFromATable(clinic) {
  const { admin, doctor } = clinic;
  const table = join(given.downloads, "doctors.csv");
  writeFileSync(table, `\ufeffcard;name\r\n${doctor.card};"Moreau, Ines"\r\nno card;فاطمة\r\n`);
  await admin.goes("/admin/register/table");
  await admin.looks("admin-register-table");
  await admin.fills("Doctors", true);
  await (await admin.page.$("[data-file]")).uploadFile(table);
  await admin.presses("Register", "form[data-table]");
  await admin.sees("It is done");
  await admin.sees("To look at");
  await admin.sees("there is no registration card in what was given");
  await admin.sees_not("فاطمة");
  await admin.looks("admin-report");
  await admin.goes("/admin/balances");
  await admin.sees("Dr. Ines Moreau");
  await admin.looks("admin-balances");
  await admin.goes("/admin/health");
  await admin.sees("Newest block");
  await admin.presses("Look whether content is missing");
  await admin.sees("was looked for, and is here");
  await admin.looks("admin-health");
}

export async function governs(clinic) {
  const { admin, doctor, patient } = clinic;
  // Suspending takes two steps, and the doctor's pages say it.
  await admin.goes("/admin/doctors");
  await admin.clicks("Suspend…");
  await admin.looks("admin-suspend");
  await admin.presses("Suspend", "details form");
  await admin.sees("The doctor is suspended");
  await doctor.goes("/doctor");
  await doctor.sees("you are suspended as a doctor");
  await doctor.looks("doctor-suspended");
  await admin.presses("Reinstate");
  await admin.sees("The doctor may act again");

  // Another admin comes and goes; the last one stays.
  await admin.goes("/admin/admins");
  await admin.fills("Address or registration card", "5Fnobody");
  await admin.presses("Add the admin");
  if ((await admin.holds("Address or registration card")) !== "5Fnobody") throw new Error("what was typed is gone");
  await admin.looks("admin-admins-bad-address");
  await admin.fills("Address or registration card", given.card);
  await admin.presses("Add the admin");
  await admin.sees("The account is an admin now");
  await admin.looks("admin-admins");
  await admin.clicks("Remove…", "tr:not(:has(.tag))");
  await admin.presses("Remove", "tr:not(:has(.tag)) details form");
  await admin.sees("no admin any more");
  await admin.clicks("Remove…");
  await admin.presses("Remove", "details[open] form");
  await admin.sees("last admin");

  // New code comes as a file, which is read into the form; what the contract has already is no news.
  await admin.goes("/admin/proposals");
  await (await admin.page.$("#bundle-file")).uploadFile(given.bundle);
  await admin.page.waitForFunction(() => document.getElementById("bundle").value.includes("wasm"));
  await admin.fills("Contract", "audit");
  await admin.presses("Propose the new code");
  await admin.sees("the audit contract has this code already");
  await admin.looks("admin-proposals");

  await admin.goes("/admin/parameters");
  await admin.looks("admin-parameters");
  await admin.fills("Longest consent, in days", "soon");
  await admin.presses("Save");
  await admin.sees("the longest consent is no whole number");
  await admin.fills("Longest consent, in days", "90000");
  await admin.presses("Save");
  await admin.looks("admin-parameters-refused");
  await admin.fills("Longest consent, in days", "180");
  await admin.presses("Save");
  await admin.sees("longest consent 366 → 180");
  await admin.clicks("Pause the system…");
  await admin.presses("Pause", "details form");
  await admin.sees("Paused for three days at most");
  await patient.goes("/patient/profile");
  await patient.fills("Telephone", "555 0100");
  await patient.presses("Save");
  await patient.sees("paused");
  if ((await patient.holds("Telephone")) !== "555 0100") throw new Error("what was typed is gone");
  await patient.looks("patient-profile-paused");
  await admin.looks("admin-paused");
  await admin.presses("Resume");
  await admin.sees("The system goes on");
}

export async function looksAtTheLog(clinic) {
  const { admin, doctor, patient } = clinic;
  await admin.goes("/admin/log");
  await admin.sees("longest consent 366 → 180");
  await admin.looks("admin-log");
  const pages = [await admin.text()];
  while ((await admin.text()).includes("Older")) {
    await admin.presses("Older");
    pages.push(await admin.text());
  }
  await admin.sees("contracts registered");
  const all = pages.join("\n");
  for (const words of ["Ada Lindqvist", "Discharge", "Osteoarthritis"]) {
    if (all.includes(words)) throw new Error(`the log says "${words}"`);
  }

  await admin.goes("/admin/log");
  await admin.clicks("Filter", "details");
  await admin.fills("Who did it", doctor.address);
  await admin.fills("What", "opened");
  await admin.presses("Filter", "form");
  await admin.sees("Dr. Ines Moreau");
  const listed = await admin.page.$eval("table.log", (table) => table.innerText);
  if (listed.includes("record added")) throw new Error("the filter lets other actions through");
  await admin.looks("admin-log-filtered");
  await admin.presses("Draw");
  await admin.sees("By action");
  await admin.goes("/admin/log");
  await admin.sees("Dr. Ines Moreau");
  await admin.presses("Show all");
  // What the columns show is taken as it stands there.
  const filters = async (fields) => {
    await admin.goes("/admin/log");
    if (!(await admin.page.$eval("details.filter", (details) => details.open))) await admin.clicks("Filter", "details");
    for (const [label, value] of Object.entries(fields)) await admin.fills(label, value);
    await admin.presses("Filter", "form");
    if (admin.page.url().includes("?")) throw new Error(`the filter is in the address: ${admin.page.url()}`);
  };
  await filters({ "Who did it": "Dr. Ines Moreau" });
  await admin.sees("opened");
  await filters({ "Who did it": doctor.address.slice(0, 6) + "…" + doctor.address.slice(-4) });
  await admin.sees("opened");
  await filters({ "Who did it": "5Fnobody" });
  await admin.looks("admin-log-bad-filter");
  if ((await admin.holds("Who did it")) !== "5Fnobody") throw new Error("what was typed is gone");
  await filters({ "Who did it": "", "Until, that day included": "2020-01-01" });
  await admin.sees("No entry fits");
  await filters({ "Until, that day included": "", "To whom": patient.address });
  await admin.sees("consent revoked");
  await admin.goes("/admin/log/activity");
  await admin.sees("Entries per");
  await admin.looks("admin-activity");

  await admin.goes("/admin/log/verify");
  await admin.presses("Verify now");
  await admin.sees("The log is whole");
  await admin.looks("admin-verify");

  // The export is a file, as the command line writes it.
  await admin.goes("/admin/log");
  await admin.presses("Show all");
  const file = await admin.downloads(() => admin.clicks("Export"));
  const lines = readFileSync(join(given.downloads, file), "utf8").trim().split("\n");
  const [title, ...entries] = lines.map((line) => JSON.parse(line));
  if (title.medink_log !== 1 || title.count !== entries.length) throw new Error("the first line does not say what follows");
  if (entries.some((entry, place) => entry.index !== place)) throw new Error("the export leaves entries out");
  if (!entries.some((entry) => entry.action === "ConsentRevoked")) throw new Error("the export has no revoke");
}
