// A person at a browser of their own: cookies, session and history are nobody else's. What they do is said by what they
// see: the words of labels, buttons and links.

import { given } from "../story/given.mjs";
import { look } from "./look.mjs";
import { invitation } from "./outside.mjs";

/** How long anything may take that a page does, in milliseconds. Deploying takes longest. */
const WITHIN = 60_000;

export class Person {
  static async arrives(browser, name) {
    const context = await browser.createBrowserContext();
    const person = new Person();
    person.name = name;
    person.context = context;
    await person.opensTab();
    await person.goes(await invitation());
    await person.page.waitForFunction(() => location.pathname === "/", { timeout: WITHIN });
    person.origin = new URL(person.page.url()).origin;
    return person;
  }

  async opensTab() {
    this.page = await this.context.newPage();
    this.page.setDefaultTimeout(WITHIN);
    this.errors = [];
    this.page.on("pageerror", (error) => this.errors.push(`script: ${error}`));
    this.page.on("console", (message) => {
      // An answer with a status of its own is in the page's words already.
      if (message.type() === "error" && !/Failed to load resource/.test(message.text())) this.errors.push(message.text());
    });
    // How the page came that is shown: see `look.mjs`.
    this.page.on("response", (response) => {
      if (!response.request().isNavigationRequest() || response.frame() !== this.page.mainFrame()) return;
      const { pathname, search } = new URL(response.url());
      this.shown = { get: response.request().method() === "GET", status: response.status(), path: pathname + search };
    });
    await this.page.setViewport({ width: 1280, height: 800 });
  }

  /** Goes to a path of the panels, or an address. */
  async goes(to) {
    await this.page.goto(to.startsWith("http") ? to : this.origin + to, { waitUntil: "load" });
  }

  /** Goes to a path of the panels again and again, until its page says something. */
  async goesUntil(to, words) {
    const begun = Date.now();
    for (;;) {
      await this.goes(to);
      if ((await this.text()).toLowerCase().includes(words.toLowerCase())) return;
      if (Date.now() - begun > WITHIN) throw new Error(`"${words}" never comes on ${this.page.url()}:\n${await this.text()}`);
    }
  }

  /** The control of the label that begins with these words. */
  async field(label) {
    const found = await this.page.evaluateHandle((label) => {
      const words = (element) => element.innerText.trim().replace(/\s+/g, " ");
      const labels = [...document.querySelectorAll("label")].filter((one) => one.checkVisibility() && words(one).startsWith(label));
      const exact = labels.find((one) => words(one).split(/\n/)[0] === label) ?? labels[0];
      return exact?.control ?? null;
    }, label);
    const element = found.asElement();
    if (!element) throw new Error(`there is no field "${label}" on ${this.page.url()}: it has ${await this.labels()}`);
    return element;
  }

  labels() {
    return this.page.$$eval("label", (all) => all.map((one) => JSON.stringify(one.innerText.trim().split("\n")[0])).join(", "));
  }

  /** Fills a field, in place of what is in it. */
  async fills(label, value) {
    const field = await this.field(label);
    const kind = await field.evaluate((element) => element.tagName + ":" + element.type);
    if (kind.startsWith("SELECT")) {
      const option = await field.evaluate((element, value) => [...element.options].find((o) => o.text.trim() === value)?.value, value);
      if (option === undefined) throw new Error(`"${label}" has no choice "${value}"`);
      await field.select(option);
    } else if (/checkbox|radio/.test(kind)) {
      if ((await field.evaluate((element) => element.checked)) !== value) await field.click();
    } else if (/:(date|time|datetime-local)$/.test(kind)) {
      // How a date is typed depends on the language of the browser.
      await field.evaluate((element, value) => {
        element.value = value;
        element.dispatchEvent(new Event("change", { bubbles: true }));
      }, value);
    } else {
      await field.focus();
      await field.evaluate((element) => element.select());
      if (value) await this.page.keyboard.sendCharacter(value);
      else await this.page.keyboard.press("Backspace");
      await field.evaluate((element) => element.dispatchEvent(new Event("change", { bubbles: true })));
    }
  }

  /** What is in a field. */
  async holds(label) {
    return (await this.field(label)).evaluate((element) => (element.type === "checkbox" ? element.checked : element.value));
  }

  /** Whatever can be clicked that says this; within an element, if one is named. */
  async thing(words, within = "body") {
    const found = await this.page.evaluateHandle(
      (words, within) => {
        const said = (element) => (element.innerText || element.value || "").trim().replace(/\s+/g, " ");
        const all = [...document.querySelectorAll(`:is(${within}) :is(button, a, summary, label, input[type=submit])`)].filter((one) => one.checkVisibility());
        return all.find((one) => said(one) === words) ?? all.find((one) => said(one).startsWith(words)) ?? null;
      },
      words,
      within,
    );
    const element = found.asElement();
    if (!element) throw new Error(`there is nothing to click that says "${words}" on ${this.page.url()}:\n${await this.text()}`);
    return element;
  }

  /** Clicks what stays on the page. */
  async clicks(words, within) {
    await this.hits(words, within);
  }

  /** Clicks what leads to another page, and waits for that. */
  async presses(words, within) {
    await this.leaves(() => this.hits(words, within));
  }

  /**
   * Clicks, and sees that the click arrives. The browser now and then takes none until its size changes; a person would click
   * again. What moves away under the pointer, or takes no click at all, is the page's fault and fails; and what the page makes of a
   * click that has arrived is never asked for twice.
   */
  async hits(words, within) {
    for (let left = 3; left > 0; left -= 1) {
      const thing = await this.thing(words, within);
      await thing.scrollIntoView();
      const place = await thing.boundingBox();
      await thing.evaluate((element) => {
        window.arrived = false;
        element.addEventListener("click", () => (window.arrived = true), { once: true, capture: true });
      });
      await thing.click();
      // Another page, or one on its way, does not know of it.
      const arrived = await this.page.evaluate(() => window.arrived).catch(() => undefined);
      if (arrived !== false) return;
      const now = await thing.boundingBox();
      if (now?.x !== place?.x || now?.y !== place?.y) throw new Error(`"${words}" moves while it is clicked, on ${this.page.url()}`);
      console.error(`${this.name}'s click on "${words}" did not arrive`);
      const { width, height } = this.page.viewport();
      await this.page.setViewport({ width, height: height + 1 });
      await this.page.setViewport({ width, height });
    }
    throw new Error(`"${words}" takes no click on ${this.page.url()}`);
  }

  /** Does what leads to another page, and waits for that. */
  async leaves(how) {
    await this.page.evaluate(() => (window.before = true));
    await how();
    // Asked again by the clock: by frames, as is usual, nobody asks while the browser draws none.
    await this.page.waitForFunction(() => !window.before && document.readyState === "complete", { timeout: WITHIN, polling: 50 });
  }

  /** All the words of the page. */
  text() {
    return this.page.$eval("body", (body) => body.innerText);
  }

  /** Waits until the page says something, in whatever case: styles write some letters large. */
  async sees(words) {
    const said = (words) => document.body?.innerText.replace(/\s+/g, " ").toLowerCase().includes(words.toLowerCase());
    try {
      await this.page.waitForFunction(said, { timeout: 15_000, polling: 50 }, words);
    } catch {
      throw new Error(`"${words}" is not on ${this.page.url()}:\n${await this.text()}`);
    }
  }

  /** Fails if the page says something. */
  async sees_not(words) {
    const text = await this.text();
    if (text.toLowerCase().includes(words.toLowerCase())) throw new Error(`"${words}" is on ${this.page.url()}:\n${text}`);
  }

  /** Looks at the page: see `look.mjs`. */
  looks(as) {
    return look(this, as);
  }

  /** Presses the Tab key until a field or button has the focus, which has to be seen. */
  async tabs_to(words) {
    for (let presses = 0; presses < 120; presses++) {
      const at = await this.page.evaluate(() => {
        const element = document.activeElement;
        // Where nothing has the focus, the page itself has it.
        const label = element === document.body ? "" : (element.labels?.[0]?.innerText ?? element.innerText ?? "");
        const style = getComputedStyle(element);
        return {
          said: label.trim().replace(/\s+/g, " "),
          shown: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
        };
      });
      if (at.said.startsWith(words)) {
        if (!at.shown) throw new Error(`"${words}" has the focus, and nobody can see it`);
        return;
      }
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`the Tab key never comes to "${words}" on ${this.page.url()}`);
  }

  /** Chooses among what excludes each other, with the Tab key and the arrows. */
  async arrows_to(words) {
    const at = () => {
      const element = document.activeElement;
      return element.type === "radio" ? element.labels[0].innerText.trim().replace(/\s+/g, " ") : null;
    };
    let there = false;
    for (let presses = 0; presses < 120; presses++) {
      const said = await this.page.evaluate(at);
      if (said?.startsWith(words)) return;
      // Choices that have the focus to begin with are others, which stay as they are.
      await this.page.keyboard.press(said === null || !there ? "Tab" : "ArrowDown");
      there = true;
    }
    throw new Error(`neither Tab nor arrows come to "${words}" on ${this.page.url()}`);
  }

  /** Fails unless what was refused has the focus: readers of the screen begin there. */
  async is_at_the_problem() {
    const at = await this.page.evaluate(() => ({ problem: document.activeElement.matches(".problem[role=alert]"), is: document.activeElement.outerHTML.slice(0, 120) }));
    if (!at.problem) throw new Error(`not the problem has the focus on ${this.page.url()}, but ${at.is}`);
  }

  /** Types with the keyboard alone. */
  async types(text) {
    await this.page.keyboard.type(text);
  }

  /** Types in place of what is in the field that has the focus. */
  async keysInPlace(text) {
    await this.page.keyboard.down("Control");
    await this.page.keyboard.press("a");
    await this.page.keyboard.up("Control");
    await this.types(text);
  }

  /** Presses a key that leads to another page. */
  async keys(key) {
    await this.leaves(() => this.page.keyboard.press(key));
  }

  /** Drops files where they can be dropped, as from the desktop. */
  async drops(files) {
    const target = await this.page.waitForSelector(".drop");
    const { x, y, width, height } = await target.boundingBox();
    const session = await this.page.createCDPSession();
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) {
      await session.send("Input.dispatchDragEvent", { type, x: x + width / 2, y: y + height / 2, data });
    }
    await session.detach();
  }

  /** Chooses files with the button for it. */
  async chooses(files) {
    const input = await this.page.$("[data-upload] input[type=file]");
    await input.uploadFile(...files);
  }

  /** Waits until a document is shown in its frame, and says something, where it is text. */
  async framed(words) {
    const element = await this.page.waitForSelector("iframe");
    const frame = await element.contentFrame();
    if (words) await frame.waitForFunction((words) => document.body?.innerText.includes(words), {}, words);
  }

  /** Does what downloads a file, and waits until it is there. Returns its name. */
  async downloads(how) {
    const session = await this.page.createCDPSession();
    const { targetInfo } = await session.send("Target.getTargetInfo");
    const where = { behavior: "allow", downloadPath: given.downloads, eventsEnabled: true };
    const all = await this.page.browser().target().createCDPSession();
    await all.send("Browser.setDownloadBehavior", { ...where, browserContextId: targetInfo.browserContextId });
    const name = new Promise((resolve) => all.once("Browser.downloadWillBegin", (event) => resolve(event.suggestedFilename)));
    const whole = new Promise((resolve, reject) =>
      all.on("Browser.downloadProgress", (event) => {
        if (event.state === "completed") resolve();
        if (event.state === "canceled") reject(new Error("the download was given up"));
      }),
    );
    await how();
    await whole;
    await all.detach();
    return name;
  }

  /** What went wrong in scripts and policies since it was last asked. */
  mistakes() {
    return this.errors.splice(0);
  }
}
