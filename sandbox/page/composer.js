// The boxes that one writes in: sending, growing, and completing commands and names while they are typed.

import { openMenu } from "./menu.js";
import { get, tell, view } from "./shared.js";
import { node } from "./text.js";

const MOST_ROWS = 8;

export function writing(form, { thread, sent }) {
  const area = form.querySelector("textarea");
  const completing = new Completion(form, area, !thread);
  const grow = () => { area.rows = Math.min(MOST_ROWS, area.value.split("\n").length); };
  const send = async () => {
    const text = area.value.trim();
    if (!text) return;
    area.value = "";
    grow();
    completing.offer();
    sent();
    const said = await tell("post", { channel: view.channel, text, thread_ts: thread?.() });
    if (said.error && !area.value) area.value = text;
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  area.addEventListener("input", () => { grow(); completing.offer(); });
  area.addEventListener("blur", () => completing.hide());
  area.addEventListener("keydown", (event) => {
    if (completing.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  });
}

// The + beside the box: the app's global shortcuts, and its commands.
export function plusMenu(from) {
  const area = get("text");
  from.addEventListener("click", () => openMenu(from, [
    { title: "Shortcuts", items: view.state.globals.map((one) => ({ text: one.name, note: one.description, act: () => tell("shortcut", { callback_id: one.callback_id }) })) },
    { title: "Commands", items: view.state.commands.map((one) => ({ text: one.command, note: one.description, act: () => {
      area.value = `${one.command} `;
      area.focus();
      area.dispatchEvent(new Event("input"));
    } })) },
  ], "wide"));
}

class Completion {
  constructor(form, area, withCommands) {
    Object.assign(this, { area, withCommands, chosen: 0, found: [] });
    this.list = form.querySelector(".completion");
    this.hint = form.querySelector(".hint");
  }

  // What could stand where the cursor is: a command at the start, or a name behind an @.
  candidates() {
    const text = this.area.value.slice(0, this.area.selectionStart);
    if (this.withCommands && /^\/\S*$/.test(text)) {
      return view.state.commands.filter((one) => one.command.startsWith(text))
        .map((one) => ({ start: 0, put: `${one.command} `, name: one.command, usage: one.usage_hint, note: one.description }));
    }
    const at = /(?:^|\s)@([\w-]*)$/.exec(text);
    if (!at) return [];
    const typed = at[1].toLowerCase();
    return view.state.users.filter((user) => user.id !== "USLACKBOT" && (user.name.startsWith(typed) || user.real_name.toLowerCase().startsWith(typed)))
      .map((user) => ({ start: text.length - typed.length - 1, put: `@${user.name} `, name: user.real_name, note: `@${user.name}` }));
  }

  offer() {
    this.found = this.candidates();
    this.chosen = 0;
    const command = this.withCommands && /^(\/\S+)\s/.exec(this.area.value);
    const usage = command && view.state.commands.find((one) => one.command === command[1])?.usage_hint;
    this.hint.hidden = !usage;
    this.hint.textContent = usage ? `${command[1]} ${usage}` : "";
    this.draw();
  }

  draw() {
    const { list, found, chosen, area } = this;
    list.hidden = !found.length;
    area.setAttribute("aria-expanded", String(!list.hidden));
    list.replaceChildren(...found.map((one, number) => node("div", {
      role: "option", id: `${list.id}-${number}`, class: "item", "aria-selected": String(number === chosen),
      onpointerdown: (event) => { event.preventDefault(); this.take(number); },
    }, node("strong", {}, one.name), one.usage ? node("code", {}, one.usage) : null, node("small", {}, one.note ?? ""))));
    if (list.hidden) area.removeAttribute("aria-activedescendant");
    else {
      area.setAttribute("aria-activedescendant", `${list.id}-${chosen}`);
      list.children[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  hide() {
    this.found = [];
    this.draw();
  }

  take(number) {
    const { area } = this;
    const { start, put } = this.found[number];
    const rest = area.value.slice(area.selectionStart);
    area.value = area.value.slice(0, start) + put + rest;
    area.selectionStart = area.selectionEnd = start + put.length;
    this.offer();
  }

  // True where the key was for the list.
  key(event) {
    const { found, chosen } = this;
    if (!found.length || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.chosen = (chosen + step + found.length) % found.length;
    else if (event.key === "Escape") this.found = [];
    else if (event.key !== "Tab" && event.key !== "Enter") return false;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== "Tab" && event.key !== "Enter") this.draw();
    else if (event.key === "Enter" && found[chosen].name === this.area.value) { this.hide(); return this.sendNow(event); }
    else this.take(chosen);
    return true;
  }

  // A command that is typed in full needs no completing.
  sendNow() {
    this.area.form.requestSubmit();
    return true;
  }
}
