// What people do that the straight way does not: large photographs, long names, names in Arabic.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { given } from "./given.mjs";

/** A photograph as a telephone takes it: 4000 by 3000, here of one colour with a mark in the lower right corner. */
function photograph() {
  const [width, height] = [4000, 3000];
  const rows = Buffer.alloc(height * (width + 1), 200);
  for (let y = 0; y < height; y++) {
    rows[y * (width + 1)] = 0;
    if (y > 2800) rows.fill(20, y * (width + 1) + 3800, (y + 1) * (width + 1));
  }
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

async function adds(patient, file, title) {
  await patient.goes("/patient/records");
  await patient.chooses([file]);
  await patient.fills("Title", title);
  await patient.presses("Add", "[data-upload]");
}

/** A photograph is seen whole, and at its own size when that is asked for. */
export async function showsPhotographs(clinic) {
  const { patient } = clinic;
  const file = join(given.downloads, "..", "photograph.png");
  writeFileSync(file, photograph());
  await adds(patient, file, "Rash on the arm");
  await patient.presses("Rash on the arm");
  await patient.presses("Open");
  await patient.page.waitForFunction(() => document.querySelector(".picture img")?.complete);
  const size = () =>
    patient.page.$eval(".picture img", (image) => ({ own: image.naturalWidth, shown: image.clientWidth, room: image.parentElement.clientWidth }));
  const fitted = await size();
  if (fitted.own !== 4000 || fitted.shown > fitted.room) throw new Error(`the picture is ${JSON.stringify(fitted)}`);
  await patient.looks("patient-open-photograph");
  await patient.fills("Actual size", true);
  if ((await size()).shown !== 4000) throw new Error("its own size is not to be had");
}

/** Names as long as they may be, without a blank, and names that are read from the right, break no page. */
export async function namesAnything(clinic) {
  const { patient } = clinic;
  for (const [at, title] of ["W".repeat(200), "تقرير الأشعة للركبة اليسرى (2024)", "x‮fdp.exe"].entries()) {
    const file = join(given.downloads, "..", `named-${at}.txt`);
    writeFileSync(file, `number ${at}`);
    await adds(patient, file, title);
    await patient.looks(`patient-records-named-${at}`);
    const link = await patient.page.$$eval("table.list th a", (all, at) => all.at(0).href, at);
    await patient.goes(link);
    await patient.looks(`patient-record-named-${at}`);
    await patient.goes(`${new URL(link).pathname}/erase`);
    await patient.looks(`patient-erase-named-${at}`);
    await patient.page.$eval("input[name=sure]", (box) => box.click());
    await patient.presses("Erase", "form");
  }
}
