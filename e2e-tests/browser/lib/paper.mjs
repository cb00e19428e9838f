// What every page has to fulfil on paper: black on white, whole, with who printed it and when, and nothing that only does
// something: no navigation, no buttons, no forms.

/** What is wrong with a page on paper. The page is as it was afterwards. */
export async function onPaper(page) {
  await page.emulateMediaType("print");
  // Printing says so to the page before and after; looking at how it would be does not.
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const wrong = await page.evaluate(looksAtPaper);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await page.emulateMediaType("screen");
  return wrong;
}

/** In the page. */
function looksAtPaper() {
  const wrong = [];
  const seen = (one) => one.checkVisibility();
  const short = (one) => one.outerHTML.slice(0, 120);
  for (const one of document.querySelectorAll("nav, header, footer, button, .button, .skip, .crumbs, input[type=file], form:not(.paper)")) {
    if (seen(one)) wrong.push(`not for paper: ${short(one)}`);
  }
  const ground = getComputedStyle(document.body).backgroundColor;
  if (ground !== "rgb(255, 255, 255)") wrong.push(`its ground is ${ground}`);
  for (const one of document.querySelectorAll("body *")) {
    if (!seen(one) || ![...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) continue;
    const style = getComputedStyle(one);
    if (style.clipPath !== "none") continue;
    if (style.color !== "rgb(0, 0, 0)") wrong.push(`not black: ${style.color} of ${short(one)}`);
    if (one.tagName === "A" && style.textDecorationLine !== "none") wrong.push(`underlined: ${short(one)}`);
  }
  // A row is on one sheet.
  for (const row of document.querySelectorAll("tr")) {
    if (seen(row) && getComputedStyle(row).breakInside !== "avoid") wrong.push(`may be cut in two: ${short(row)}`);
  }
  // Nothing has bars to scroll by.
  for (const one of document.querySelectorAll("main *")) {
    const style = getComputedStyle(one);
    if (!(one instanceof HTMLElement) || !seen(one) || /^(IFRAME|INPUT)$/.test(one.tagName) || style.clipPath !== "none") continue;
    if (style.overflowY !== "visible" && one.scrollHeight > one.clientHeight + 1 && one.clientHeight > 0) wrong.push(`not whole: ${short(one)}`);
  }
  if (![...document.querySelectorAll("h1")].some(seen)) wrong.push("no heading says what it is");
  const by = document.querySelector(".on-paper");
  // A page of an account says whose it is and when it was printed.
  if (by && (!seen(by) || !/\d{4}/.test(by.querySelector("[data-now]").textContent))) wrong.push("it does not say who printed it, and when");
  return wrong;
}
