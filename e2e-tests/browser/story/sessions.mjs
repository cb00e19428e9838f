// What people do to pages that are locked: two tabs, back, reload, and coming back to where one was.

import { readFileSync } from "node:fs";
import { given } from "./given.mjs";

/** A second tab of the same browser, at a path. */
export async function secondTab(person, path) {
  const tab = await person.context.newPage();
  tab.setDefaultTimeout(60_000);
  await tab.goto(person.origin + path, { waitUntil: "load" });
  // The browser lets a tab behind do nothing that takes drawing.
  await person.page.bringToFront();
  return tab;
}

const says = (tab, words) => tab.waitForFunction((words) => document.body.innerText.includes(words), { polling: 200 }, words);

export async function unlocks(person, name) {
  await person.clicks(name, "fieldset");
  await person.fills("Password", given.passphrase);
  await person.presses("Unlock");
}

export async function locksAllTabs(clinic) {
  const { doctor } = clinic;
  await doctor.goes("/account");
  const other = await secondTab(doctor, "/account");
  await says(other, "Registration card");
  await doctor.presses("Lock");
  await doctor.sees("Locked");
  // Nobody touches the other tab: it leaves by itself.
  await says(other, "Unlock an account");
  if ((await other.evaluate(() => document.body.innerText)).includes("Registration card")) throw new Error("the other tab is readable");

  // Unlocking comes back to the same page, and takes the other tab in.
  await unlocks(doctor, "moreau");
  if (new URL(doctor.page.url()).pathname !== "/account") throw new Error(`unlocking leads to ${doctor.page.url()}`);
  await says(other, "Registration card");
  await other.close();
}

export async function goesBackAndReloads(clinic) {
  const { doctor } = clinic;
  await doctor.goes("/account");
  await doctor.fills("Another name", " ");
  await doctor.presses("Rename");
  await doctor.sees("the account has no name");
  await doctor.looks("account-refused");
  // What was refused can be loaded again, left and gone back to: the browser asks nothing and sends nothing.
  await doctor.leaves(() => doctor.page.reload({ waitUntil: "load" }));
  await doctor.sees("the account has no name");
  await doctor.goes("/");
  await doctor.leaves(() => doctor.page.goBack({ waitUntil: "load" }));
  await doctor.sees("the account has no name");

  await doctor.fills("Another name", "Dr. Inès Moreau");
  await doctor.presses("Rename");
  await doctor.sees("The account has its new name");
  await doctor.fills("Another name", "moreau");
  await doctor.presses("Rename");

  // After a lock nothing of it is left to go back to.
  await doctor.fills("Another name", " ");
  await doctor.presses("Rename");
  await doctor.presses("Lock");
  await doctor.leaves(() => doctor.page.goBack({ waitUntil: "load" }));
  await doctor.sees_not("Registration card");
  await doctor.goes("/");
  await doctor.looks("start-again");
  await unlocks(doctor, "moreau");
}

/** The clock of the page is put forward: the server's says that there is time, and the warning goes. */
export async function isWarned(clinic) {
  const { doctor } = clinic;
  await doctor.goes("/account");
  await doctor.page.evaluate(() => {
    const real = Date.now;
    // Less than a minute is left, as the page sees it.
    window.ahead = Number(document.body.dataset.idle) * 1000 - 55000;
    Date.now = () => real() + window.ahead;
    // The server is not asked meanwhile.
    window.realFetch = window.fetch;
    window.fetch = () => Promise.reject(new Error("not now"));
  });
  await doctor.sees("about to be locked");
  await doctor.looks("about-to-be-locked");
  await doctor.page.evaluate(() => (window.fetch = window.realFetch));
  await doctor.clicks("Stay");
  await doctor.page.waitForFunction(() => document.getElementById("idle").hidden);
}

/** The desk reads a card from a picture: this browser has no reader of its own, so that the program does. */
export async function readsAPicture(clinic) {
  const { admin, patient } = clinic;
  await admin.goes("/admin/register/patient");
  const input = await admin.page.$("[data-scan-picture]");
  await input.uploadFile(given.letter);
  await admin.sees("this is no picture that can be read here");
  await input.uploadFile(patient.picture);
  await admin.page.waitForFunction((card) => document.getElementById("card").value === card, {}, patient.card);
  await admin.sees("The signature holds");
  await admin.looks("card-from-a-picture");
  await readsFromTheCamera(admin, patient);
}

// The camera's picture is read by the program, too; a second click on its button lets the camera go.
async function readsFromTheCamera(admin, patient) {
  await admin.goes("/admin/register/patient");
  await filmed(admin.page);
  await admin.clicks("Scan with the camera");
  await admin.sees("Hold the card in front of the camera");
  await admin.page.waitForFunction(() => document.querySelector("video")?.videoWidth > 0);
  await admin.clicks("Scan with the camera");
  await admin.page.waitForFunction(() => !document.querySelector("video") && window.camera.getTracks().every((track) => track.readyState === "ended"));
  await admin.sees_not("Hold the card");

  await filmed(admin.page, patient.picture);
  await admin.clicks("Scan with the camera");
  await admin.page.waitForFunction((card) => document.getElementById("card").value === card, {}, patient.card);
  await admin.sees("The signature holds");
  await admin.page.waitForFunction(() => !document.querySelector("video"));

  // A browser without a camera says so.
  await admin.goes("/admin/register/patient");
  await admin.page.evaluate(() => (navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error("none"))));
  await admin.clicks("Scan with the camera");
  await admin.sees("The browser gives no camera");
}

/** Has the page's camera film a picture, or a white wall: the machine that tests has none. */
async function filmed(page, picture) {
  const bytes = picture && readFileSync(picture).toString("base64");
  await page.evaluate(async (bytes) => {
    const image = bytes && (await createImageBitmap(new Blob([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))])));
    const wall = document.createElement("canvas");
    [wall.width, wall.height] = image ? [image.width, image.height] : [640, 480];
    const paint = wall.getContext("2d");
    const draws = () => {
      paint.fillStyle = "white";
      paint.fillRect(0, 0, wall.width, wall.height);
      if (image) paint.drawImage(image, 0, 0);
    };
    draws();
    setInterval(draws, 50);
    navigator.mediaDevices.getUserMedia = async () => (window.camera = wall.captureStream());
  }, bytes);
}
