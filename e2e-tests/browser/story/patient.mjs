// The patient brings documents in, gives and takes back a consent, and sees who looked.

import { medink } from "../lib/outside.mjs";
import { given } from "./given.mjs";

export async function getsRecords() {
  for (const file of [given.letter, given.pulse, given.plan, given.scan]) await medink("ada", ["record", "add", file]);
}

export async function consents(clinic) {
  await medink("ada", `consent grant ${clinic.doctor.address} --whole-history --until 30d`);
}

export async function sees() {}

export async function revokes(clinic) {
  await medink("ada", `consent revoke ${clinic.doctor.address}`);
}
