// The desk's keys: a accept, r reject, s leave unsure, e another value, u undo, n next.
// Everything can be done without this file. Whoever does not want single keys turns them off.
const KEPT = "herewith-desk-keys";

class HereDesk extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector("#keys");
    const line = this.querySelector(".keys");
    if (!line) return;
    line.hidden = false;
    this.box.checked = remembered() !== "off";
    this.box.addEventListener("change", () => remember(this.box.checked ? "on" : "off"));
    document.addEventListener("keydown", (event) => this.press(event));
    // A closed list or a typed value is meant to be used: it chooses "what is written below".
    for (const field of this.querySelectorAll("#other select, #other input:not([type=radio])"))
      field.addEventListener("input", () => {
        const own = this.querySelector("#choice-0");
        if (own) own.checked = true;
      });
  }
  press(event) {
    if (!this.box.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("textarea, select, input:not([type=radio]):not([type=checkbox])")) return;
    if (event.key === "e") {
      const field = this.querySelector("#other :is(input:not([type=hidden]), select)");
      if (!field) return;
      event.preventDefault();
      field.focus();
      return;
    }
    if (!/^[arsun]$/.test(event.key)) return;
    const wanted = document.querySelector(`[data-key=${event.key}]`);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  }
}

const remembered = () => {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
};

const remember = (value) => {
  try {
    localStorage.setItem(KEPT, value);
  } catch {
    // Without storage the choice holds for this page.
  }
};

customElements.define("here-desk", HereDesk);

// What has just happened, or else the question, is read first.
const first = document.querySelector(".refused[role=alert], .done, #asks");
if (first && !location.hash) first.focus({ preventScroll: true });
