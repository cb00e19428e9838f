// The story, step by step. Each step gets the clinic: its people at their browsers, and what they know.

import { begins, makesAccounts } from "./start.mjs";
import { governs, looksAtTheLog, registers, registersFromATable } from "./admin.mjs";
import { consents, getsRecords, revokes, sees } from "./patient.mjs";
import { isRefused, keepsDrafts, readsAndWrites } from "./doctor.mjs";
import { namesAnything, showsPhotographs } from "./crooked.mjs";
import { bringsTheWrongThings, hasManyRecords, hasNoMoney, isCalledAnything, isNotLetIn, isSuspended } from "./astray.mjs";
import { locks } from "./habits.mjs";
import { isReadInOtherLanguages } from "./languages.mjs";
import { goesBackAndReloads, isWarned, locksAllTabs, readsAPicture } from "./sessions.mjs";
import { walksAsADoctor, walksAsAPatient, walksAsAnAdmin } from "./walk.mjs";

export const story = [
  ["the first start: node, deployment, first admin", begins],
  ["doctor and patient make accounts", makesAccounts],
  ["who locks one tab locks all, and comes back to the same page", locksAllTabs],
  ["back and reload ask nothing and send nothing", goesBackAndReloads],
  ["who is about to be locked is warned", isWarned],
  ["the desk reads a card from a picture", readsAPicture],
  ["the admin registers both by their cards", registers],
  ["the patient brings documents in", getsRecords],
  ["the patient gives the doctor a consent", consents],
  ["the doctor reads, and writes notes", readsAndWrites],
  ["what a doctor types is not lost", keepsDrafts],
  ["the patient sees who looked, and when", sees],
  ["photographs are seen whole", showsPhotographs],
  ["long and Arabic names break no page", namesAnything],
  ["the patient takes the consent back", revokes],
  ["the doctor is refused from then on", isRefused],
  ["the admin takes a table, and looks at balances and health", registersFromATable],
  ["the admin governs", governs],
  ["the admin looks at the log", looksAtTheLog],
  ["who is not let in is told so", isNotLetIn],
  ["wrong files and wrong words are refused in words", bringsTheWrongThings],
  ["who has no money is told so, and loses nothing", hasNoMoney],
  ["hundreds of records, two tabs, back and reload", hasManyRecords],
  ["people with long names break no page", isCalledAnything],
  ["the keyboard is enough for a patient", walksAsAPatient],
  ["the keyboard is enough for a doctor", walksAsADoctor],
  ["every page is read in French and Arabic", isReadInOtherLanguages],
  ["the keyboard is enough for an admin", walksAsAnAdmin],
  ["a suspended doctor is told so everywhere", isSuspended],
  ["who locks is out", locks],
];
