// The page: draws what the server tells, and moves the reader about.

import { plusMenu, writing } from "./composer.js";
import { icon } from "./icons.js";
import { drawMachine } from "./machine.js";
import { closeMenus } from "./menu.js";
import { fill } from "./messages.js";
import { contextFor, get, notice, onGo, tell, view } from "./shared.js";
import { node } from "./text.js";
import { drawHome, drawModal } from "./views.js";

let live = null;

// What stands in a channel, or in one of its threads; the app's private notes among it.
function within(channel, thread) {
  const shown = channel.messages.filter((m) => (thread ? m.ts === thread || m.thread_ts === thread
    : !m.thread_ts || m.thread_ts === m.ts || m.subtype === "thread_broadcast"));
  const only = view.state.ephemerals.filter((e) => e.channel === channel.id && !view.dismissed.has(e.ts) && (thread ? e.thread_ts === thread : !e.thread_ts));
  const bot = { user: view.state.bot, bot_id: "B", ephemeral: true };
  return [...shown, ...only.map((e) => ({ ...bot, ...e }))].sort((a, b) => Number(a.ts) - Number(b.ts));
}

const DOES = { openThread, dismiss: (ts) => { view.dismissed.add(ts); draw(); } };
const IN_THREAD = { dismiss: DOES.dismiss };

// -- drawing

function drawSide() {
  const { state } = view;
  const app = named();
  const entry = (channel) => {
    const latest = channel.messages.at(-1)?.ts ?? "";
    const current = channel.id === view.channel;
    if (current || !(channel.id in view.seen)) view.seen[channel.id] = latest;
    const unread = latest > view.seen[channel.id];
    const name = channel.kind === "im" ? app : channel.name;
    return node("button", {
      type: "button", class: unread ? "entry unread" : "entry", "aria-current": current ? "page" : null, "data-id": channel.id,
      "aria-label": `${name}${channel.kind === "group" ? ", private" : ""}${channel.archived ? ", archived" : ""}${unread ? ", unread" : ""}`,
      onclick: () => (channel.kind === "im" ? openApp(!channel.messages.length) : openChannel(channel.id)),
    }, icon({ channel: "hash", group: "lock", im: "app" }[channel.kind]), node("span", {}, name), channel.archived ? node("small", {}, "archived") : null);
  };
  const focused = document.activeElement?.dataset?.id;
  const kinds = (...which) => state.channels.filter((channel) => which.includes(channel.kind)).map(entry);
  get("side").replaceChildren(node("h2", {}, "Channels"), ...kinds("channel", "group"), node("h2", {}, "Apps"), ...kinds("im"));
  if (focused) get("side").querySelector(`[data-id="${focused}"]`)?.focus();
}

// What a conversation is called: a channel by its name, a direct message by the app's.
function named(channel) {
  if (channel && channel.kind !== "im") return `#${channel.name}`;
  return view.state.users.find((user) => user.id === view.state.bot).real_name;
}

function drawTabs(channel) {
  const place = get("tabs");
  place.hidden = channel.kind !== "im";
  const tab = (words, home) => node("button", {
    type: "button", role: "tab", "aria-selected": String(view.home === home), "aria-controls": "messages", tabindex: view.home === home ? 0 : -1, onclick: () => openApp(home),
  }, words);
  const focused = place.contains(document.activeElement);
  place.replaceChildren(tab("Home", true), tab("Messages", false));
  if (focused) place.querySelector("[aria-selected=true]").focus();
}

function draw() {
  const { state } = view;
  const channel = state.channels.find((one) => one.id === view.channel) ?? state.channels[0];
  view.channel = channel.id;
  if (channel.kind !== "im") view.home = false;
  get("team").textContent = state.team;
  const name = named(channel);
  document.title = `${view.home ? "Home" : name} – ${state.team}`;
  get("connection").textContent = state.connected ? "bot connected" : "bot not connected";
  get("connection").className = state.connected ? "connection on" : "connection";
  drawSide();
  get("title").replaceChildren(icon({ channel: "hash", group: "lock", im: "app" }[channel.kind]), channel.kind === "im" ? name : channel.name);
  get("topic").textContent = channel.kind === "im" ? "" : channel.topic || `${channel.members.length} members`;
  drawTabs(channel);
  get("write").hidden = view.home || channel.archived;
  get("plus").hidden = !state.globals.length && !state.commands.length;
  get("text").placeholder = `Message ${name}`;
  if (view.home) drawHome(get("messages"));
  else fill(get("messages"), within(channel, null), channel.id, DOES);
  drawThread(channel);
  drawMachine(contextFor({}));
  drawModal();
  if (view.target) reveal();
}

function drawThread(channel) {
  const parent = view.thread && !view.home ? channel.messages.find((m) => m.ts === view.thread) : null;
  get("thread").hidden = !parent;
  if (!parent) return;
  get("thread-where").textContent = named(channel);
  fill(get("thread-messages"), within(channel, view.thread), channel.id, IN_THREAD);
}

// -- moving about

function openChannel(id) {
  Object.assign(view, { channel: id, home: false, thread: null });
  arrive(id);
  get("text").focus({ preventScroll: true });
}

function openApp(home) {
  const own = view.state.channels.find((channel) => channel.kind === "im");
  Object.assign(view, { channel: own.id, home, thread: null });
  arrive(home ? "home" : own.id);
  if (home) tell("home", {});
  else get("text").focus({ preventScroll: true });
}

function arrive(hash) {
  Object.assign(get("messages"), { fresh: true });
  get("messages").dataset.hash = "-";
  history.replaceState(null, "", `#${hash}`);
  closeMenu();
  draw();
}

function openThread(ts) {
  view.thread = ts;
  get("thread-messages").fresh = "top";
  history.replaceState(null, "", `#${view.channel}/${ts}`);
  draw();
  get("thread-text").focus({ preventScroll: true });
}

function closeThread() {
  const from = view.thread;
  view.thread = null;
  history.replaceState(null, "", `#${view.channel}`);
  draw();
  get(`m${from}`)?.focus({ preventScroll: true });
}

onGo((channel, ts, thread) => {
  const found = view.state.channels.find((one) => one.id === channel);
  if (!found) {
    notice("You are not in that channel.");
    return;
  }
  if (!ts) {
    openChannel(channel);
    return;
  }
  const open = thread ?? (found.messages.find((one) => one.ts === ts)?.reply_count ? ts : null);
  Object.assign(view, { channel, home: false, thread: open, target: `${thread ? "t" : "m"}${ts}` });
  draw();
});

function reveal() {
  const found = get(view.target);
  if (!found) return;
  found.scrollIntoView({ block: "center" });
  document.querySelector(".found")?.classList.remove("found");
  found.classList.add("found");
  view.target = null;
}

function closeMenu() {
  document.body.classList.remove("menu-open");
  get("menu").setAttribute("aria-expanded", "false");
}

// -- light and dark

const THEMES = ["system", "light", "dark"];

function showTheme(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  get("theme").setAttribute("aria-label", `Colours: ${theme}`);
  get("theme").title = `Colours: ${theme}`;
}

get("theme").addEventListener("click", () => {
  const next = THEMES[(THEMES.indexOf(localStorage.getItem("theme") ?? "system") + 1) % THEMES.length];
  localStorage.setItem("theme", next);
  showTheme(next);
});

// -- keys

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
    if (closeMenus(true)) return;
    if (document.body.classList.contains("menu-open")) closeMenu();
    else if (view.thread) closeThread();
  }
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown") && view.state) {
    const ids = view.state.channels.map((channel) => channel.id);
    const next = ids.indexOf(view.channel) + (event.key === "ArrowUp" ? -1 : 1);
    event.preventDefault();
    openChannel(ids[(next + ids.length) % ids.length]);
  }
});

get("tabs").addEventListener("keydown", (event) => {
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") openApp(!view.home);
});

// Up and down walk through the messages; Enter opens a thread; Tab reaches what a message offers.
for (const id of ["messages", "thread-messages"]) {
  get(id).addEventListener("keydown", (event) => {
    const on = event.target.closest(".message");
    if (event.altKey || (event.target !== on && event.target !== get(id))) return;
    if (event.key === "Enter" && on && id === "messages") {
      event.preventDefault();
      openThread(view.state.channels.find((one) => one.id === view.channel).messages.find((m) => m.ts === on.dataset.ts)?.thread_ts ?? on.dataset.ts);
    }
    if (!["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const all = [...get(id).querySelectorAll(".message")];
    const next = on ? all[all.indexOf(on) + (event.key === "ArrowUp" ? -1 : 1)] : all.at(-1);
    event.preventDefault();
    next?.focus();
  });
}

// -- starting

function listen() {
  live?.close();
  live = new EventSource(`/page/live?user=${encodeURIComponent(view.reader)}`);
  live.onmessage = (event) => {
    view.state = JSON.parse(event.data);
    if (!get("reader").options.length) people();
    if (view.channel === "home") openApp(true);
    else draw();
  };
  live.onerror = () => {
    get("connection").textContent = "sandbox not reachable";
    get("connection").className = "connection";
  };
}

function people() {
  const choices = view.state.users.filter((user) => !user.is_bot && user.id !== "USLACKBOT");
  get("reader").replaceChildren(...choices.map((user) => node("option", { value: user.id, selected: user.id === view.state.reader }, `${user.real_name} · ${user.tz}`)));
}

get("reader").addEventListener("change", () => {
  view.reader = get("reader").value;
  localStorage.setItem("reader", view.reader);
  Object.assign(view, { seen: {}, thread: null, channel: null, home: false });
  listen();
});
get("menu").addEventListener("click", () => {
  const open = document.body.classList.toggle("menu-open");
  get("menu").setAttribute("aria-expanded", String(open));
  if (open) get("side").querySelector("[aria-current]")?.focus();
});
get("thread-close").addEventListener("click", closeThread);
for (const [id, sign] of [["menu", "menu"], ["theme", "theme"], ["plus", "plus"], ["thread-close", "close"]]) get(id).append(icon(sign));
for (const button of document.querySelectorAll(".send")) button.append(icon("send"));
showTheme(localStorage.getItem("theme") ?? "system");
plusMenu(get("plus"));
writing(get("write"), { sent: () => { get("messages").fresh = true; } });
writing(get("thread-write"), { thread: () => view.thread, sent: () => { get("thread-messages").fresh = true; } });
const [channel, thread] = location.hash.slice(1).split("/");
Object.assign(view, { channel: channel || null, thread: thread || null });
get("messages").fresh = true;
get("thread-messages").fresh = "top";
listen();
