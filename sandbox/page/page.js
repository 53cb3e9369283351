// The page: draws what the server tells, and tells the server what the reader does.

import { blocks } from "./blocks.js";
import { dated, emoji, link, mrkdwn, node, plain, textObject } from "./text.js";

const get = (id) => document.getElementById(id);
const REACTIONS = ["eyes", "white_check_mark", "+1", "newspaper", "warning"];
const view = { state: null, channel: null, thread: null, home: false, reader: localStorage.getItem("reader") ?? "", seen: {}, target: null };
let live = null;

// -- telling the server

async function tell(what, body, from) {
  if (from) from.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`/page/do/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Sandbox": "page" },
      body: JSON.stringify({ user: view.state.reader, ...body }),
    });
    const said = await answer.json();
    if (said.error) notice(said.error);
    else if (!said.ok) notice(`The app did not acknowledge this (${said.reason || "no answer"}).`);
    return said;
  } catch {
    notice("The sandbox does not answer.");
    return { ok: false };
  } finally {
    from?.removeAttribute("aria-busy");
  }
}

let fading = 0;
function notice(text) {
  const place = get("notice");
  place.textContent = text;
  place.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { place.hidden = true; }, 6000);
}

function confirmed(dialog, context) {
  const box = get("ask");
  const close = (answer) => node("button", {
    type: "button", class: answer ? `button ${dialog.style ?? "primary"}` : "button", value: answer ? "yes" : "no",
    onclick: () => box.close(answer ? "yes" : "no"),
  }, plain(answer ? dialog.confirm ?? { text: "Yes" } : dialog.deny ?? { text: "Cancel" }));
  box.replaceChildren(
    node("h2", { id: "ask-title" }, plain(dialog.title ?? { text: "Are you sure?" })),
    node("p", {}, textObject(dialog.text, context)),
    node("div", { class: "actions" }, close(true), close(false)));
  box.returnValue = "no";
  box.showModal();
  return new Promise((resolve) => box.addEventListener("close", () => resolve(box.returnValue === "yes"), { once: true }));
}

// What rendering needs to know: names, the reader's zone, and where an action belongs.
function contextFor(where) {
  const { state } = view;
  const context = {
    users: new Map(state.users.map((user) => [user.id, user])),
    channels: new Map(state.channels.map((channel) => [channel.id, channel])),
    reader: state.reader,
    zone: state.users.find((user) => user.id === state.reader)?.tz,
    go: showMessage,
  };
  context.act = async (element, block, chosen, from) => {
    if (element.confirm && !(await confirmed(element.confirm, context))) return;
    await tell("click", { ...where, action_id: element.action_id, block_id: block.block_id, value: element.value, chosen }, from);
  };
  return context;
}

// -- messages

function author(message, context) {
  if (message.from_slack) return { name: "Slackbot", app: true };
  if (message.bot_profile) return { name: message.username ?? message.bot_profile.name, app: true };
  const user = context.users.get(message.user);
  return { name: user?.real_name ?? message.username ?? "Someone", app: Boolean(message.bot_id) };
}

function initials(name) {
  return name.split(/\s+/).map((word) => word[0]).join("").slice(0, 2).toUpperCase();
}

function colour(name) {
  return `face c${[...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6}`;
}

function attachment(item, context) {
  const made = node("div", { class: "attachment" });
  if (item.pretext) made.append(node("div", {}, mrkdwn(item.pretext, context)));
  if (item.service_name) made.append(node("div", { class: "quiet" }, item.service_name));
  if (item.title) made.append(node("div", { class: "strong" }, item.title_link ? link(item.title_link, item.title, context) : item.title));
  if (item.text) made.append(node("div", {}, mrkdwn(item.text, context)));
  if (item.blocks) made.append(blocks(item.blocks, context));
  return made;
}

function body(message, context) {
  const made = node("div", { class: "body" });
  if (message.subtype === "tombstone") made.append(node("em", { class: "quiet" }, "This message was deleted."));
  else if (message.blocks?.length) made.append(blocks(message.blocks, context));
  else made.append(mrkdwn(message.text, context));
  if (message.edited && !message.bot_id) made.append(node("small", { class: "quiet" }, " (edited)"));
  for (const file of message.files ?? []) made.append(node("div", { class: "attachment" }, `📎 ${file.name ?? file.id}`));
  for (const item of message.attachments ?? []) made.append(attachment(item, context));
  return made;
}

function reactions(message, channel) {
  const made = node("div", { class: "reactions" });
  for (const given of message.reactions ?? []) {
    const mine = given.users.includes(view.state.reader);
    made.append(node("button", {
      type: "button", "aria-pressed": String(mine), title: `:${given.name}:`,
      onclick: () => tell("react", { channel, ts: message.ts, name: given.name, remove: mine }),
    }, `${emoji(given.name)} ${given.count}`));
  }
  return made;
}

function tools(message, channel, inThread) {
  const made = node("div", { class: "tools" });
  const add = (text, label, act) => made.append(node("button", { type: "button", "aria-label": label, title: label, onclick: act }, text));
  if (message.subtype === "tombstone") return made;
  for (const name of REACTIONS) add(emoji(name), `React with ${name}`, () => tell("react", { channel, ts: message.ts, name }));
  if (!inThread) add("Reply", "Reply in thread", () => openThread(message.thread_ts ?? message.ts));
  for (const shortcut of view.state.shortcuts) {
    add(shortcut.name, shortcut.description ?? shortcut.name, () => tell("shortcut", { channel, ts: message.ts, callback_id: shortcut.callback_id }));
  }
  if (message.user === view.state.reader) {
    add("Edit", "Edit the message", () => {
      const text = prompt("Edit the message", message.blocks?.length ? typed(message) : message.text);
      if (text) tell("edit", { channel, ts: message.ts, text });
    });
    add("Delete", "Delete the message", () => { if (confirm("Delete this message?")) tell("delete", { channel, ts: message.ts }); });
  }
  return made;
}

// What its author typed, for editing.
function typed(message) {
  const names = new Map(view.state.users.map((user) => [user.id, user.name]));
  return message.text
    .replace(/<@(\w+)>/g, (all, id) => (names.has(id) ? `@${names.get(id)}` : all))
    .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, "$1")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function drawn(message, channel, inThread) {
  const context = contextFor({ channel, ts: message.ts });
  const who = author(message, context);
  const time = dated(Number(message.ts), "{time}", context);
  const onlyYou = message.ephemeral;
  const made = node("article", { class: onlyYou ? "message only" : "message", tabindex: -1, id: `${inThread ? "t" : "m"}${message.ts}` },
    node("div", { class: colour(who.name), "aria-hidden": "true" }, initials(who.name)),
    node("div", { class: "content" },
      onlyYou ? node("div", { class: "onlyyou" }, "👁 Only visible to you") : null,
      node("div", { class: "byline" },
        node("strong", {}, who.name), who.app ? node("span", { class: "app" }, "APP") : null,
        node("time", { datetime: new Date(Number(message.ts) * 1000).toISOString(), title: dated(Number(message.ts), "{date_long} {time_secs}", context) }, time),
        message.subtype === "thread_broadcast" ? node("span", { class: "quiet" }, "replied to a thread") : null),
      body(message, context),
      onlyYou ? null : reactions(message, channel),
      !inThread && message.reply_count ? replies(message, context) : null),
    onlyYou ? null : tools(message, channel, inThread));
  return made;
}

function replies(message, context) {
  const count = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  const last = dated(Number(message.latest_reply), "{ago}", context);
  return node("button", { type: "button", class: "replies", onclick: () => openThread(message.ts) }, count, node("small", {}, ` last ${last}`));
}

// Puts messages into a list; what has not changed keeps its node, and with it focus and open menus.
function fill(place, messages, channel, inThread) {
  const atEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 80;
  const old = place.drawn ?? new Map();
  const fresh = new Map();
  const nodes = [];
  let day = "";
  for (const message of messages) {
    const context = contextFor({});
    const today = dated(Number(message.ts), "{day_divider_pretty}", context);
    if (today !== day && !inThread) nodes.push(node("div", { class: "day" }, today));
    day = today;
    const key = JSON.stringify([message, channel, view.state.reader]);
    const kept = old.get(key) ?? drawn(message, channel, inThread);
    fresh.set(key, kept);
    nodes.push(kept);
  }
  place.drawn = fresh;
  if (nodes.length !== place.childNodes.length || nodes.some((one, number) => one !== place.childNodes[number])) place.replaceChildren(...nodes);
  if (atEnd || place.fresh) toEnd(place);
  place.fresh = false;
}

// To the end, but not past the beginning of the last message: a long reply is read from its top.
function toEnd(place) {
  place.scrollTop = place.scrollHeight;
  const last = place.lastElementChild;
  if (last && last.offsetHeight > place.clientHeight) place.scrollTop = last.offsetTop - place.offsetTop;
}

function within(channel, thread) {
  const shown = channel.messages.filter((m) => (thread ? m.ts === thread || m.thread_ts === thread
    : !m.thread_ts || m.thread_ts === m.ts || m.subtype === "thread_broadcast"));
  const only = view.state.ephemerals.filter((e) => e.channel === channel.id && (thread ? e.thread_ts === thread : !e.thread_ts));
  const bot = { user: view.state.bot, bot_id: "B", ephemeral: true };
  return [...shown, ...only.map((e) => ({ ...bot, ...e }))].sort((a, b) => Number(a.ts) - Number(b.ts));
}

// -- the parts of the page

function drawSide() {
  const { state } = view;
  const entry = (id, text, current, unread, act) => node("button", {
    type: "button", class: unread ? "entry unread" : "entry", "aria-current": current ? "page" : null, onclick: act, "data-id": id,
  }, text, unread ? node("span", { class: "dot", "aria-label": "unread" }) : null);
  const rooms = state.channels.filter((channel) => channel.kind !== "im");
  const direct = state.channels.filter((channel) => channel.kind === "im");
  const app = named();
  const list = (channels) => channels.map((channel) => {
    const latest = channel.messages.at(-1)?.ts ?? "";
    const current = !view.home && channel.id === view.channel;
    if (current || !(channel.id in view.seen)) view.seen[channel.id] = latest;
    const mark = { channel: "# ", group: "🔒 ", im: "" }[channel.kind];
    const name = channel.kind === "im" ? `${app} (direct message)` : channel.name + (channel.archived ? " (archived)" : "");
    return entry(channel.id, mark + name, current, latest > view.seen[channel.id], () => openChannel(channel.id));
  });
  const focused = document.activeElement?.dataset?.id;
  get("side").replaceChildren(
    node("h2", {}, "Channels"), ...list(rooms),
    node("h2", {}, "Apps"), ...list(direct), entry("home", `${app} – Home`, view.home, false, openHome));
  if (focused) get("side").querySelector(`[data-id="${focused}"]`)?.focus();
}

// What a conversation is called: a channel by its name, a direct message by the app's.
function named(channel) {
  if (channel && channel.kind !== "im") return `#${channel.name}`;
  return view.state.users.find((user) => user.id === view.state.bot).real_name;
}

function draw() {
  const { state } = view;
  const channel = state.channels.find((one) => one.id === view.channel) ?? state.channels[0];
  view.channel = channel.id;
  get("team").textContent = state.team;
  document.title = `${view.home ? "Home" : channel.name} – ${state.team}`;
  get("connection").textContent = state.connected ? "● bot connected" : "○ bot not connected";
  get("connection").className = state.connected ? "connection on" : "connection";
  drawSide();
  const name = named(channel);
  get("title").textContent = view.home ? named() : name;
  get("topic").textContent = view.home ? "Home tab" : channel.topic || `${channel.members.length} members`;
  get("write").hidden = view.home || channel.archived;
  get("text").placeholder = `Message ${name}`;
  if (view.home) drawHome();
  else fill(get("messages"), within(channel, null), channel.id, false);
  drawThread(channel);
  drawModal();
  if (view.target) reveal();
}

function drawHome() {
  const place = get("messages");
  place.drawn = new Map();
  const { home } = view.state;
  if (!home) place.replaceChildren(node("p", { class: "quiet" }, "The app has published nothing here yet."));
  else if (place.dataset.hash !== home.hash) place.replaceChildren(blocks(home.blocks, { ...contextFor({ view_id: home.id }), values: home.state.values }));
  place.dataset.hash = home?.hash ?? "";
}

function drawThread(channel) {
  const parent = view.thread && !view.home ? channel.messages.find((m) => m.ts === view.thread) : null;
  get("thread").hidden = !parent;
  if (!parent) return;
  get("thread-where").textContent = named(channel);
  fill(get("thread-messages"), within(channel, view.thread), channel.id, true);
}

// -- modals

function drawModal() {
  const box = get("modal");
  const top = view.state.views.at(-1);
  if (!top) {
    if (box.open) box.close();
    box.dataset.hash = "";
    return;
  }
  if (box.dataset.hash === top.id + top.hash) return;
  box.dataset.hash = top.id + top.hash;
  const given = {};
  const context = { ...contextFor({ view_id: top.id }), values: top.state.values };
  context.typed = (element, _block, chosen) => { given[element.action_id] = chosen; };
  const form = node("form", { method: "dialog" },
    node("header", {}, node("h2", { id: "modal-title" }, plain(top.title)),
      node("button", { type: "button", "aria-label": "Close", onclick: () => tell("close", {}) }, "✕")),
    node("div", { class: "inside", tabindex: 0 }, blocks(top.blocks, context)),
    node("footer", {},
      node("button", { type: "button", class: "button", onclick: () => tell("close", {}) }, plain(top.close ?? { text: top.previous_view_id ? "Back" : "Close" })),
      top.submit ? node("button", { type: "submit", class: "button primary" }, plain(top.submit)) : null));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    document.activeElement?.blur();
    const said = await tell("submit", { values: given });
    for (const place of form.querySelectorAll(".wrong")) place.textContent = said.errors?.[place.parentElement.dataset.block] ?? "";
  });
  box.replaceChildren(form);
  if (!box.open) box.showModal();
}

get("modal").addEventListener("cancel", (event) => {
  event.preventDefault();
  tell("close", {});
});

// -- moving about

function openChannel(id) {
  Object.assign(view, { channel: id, home: false, thread: null });
  Object.assign(get("messages"), { fresh: true });
  get("messages").dataset.hash = "";
  location.hash = id;
  closeMenu();
  draw();
  get("text").focus({ preventScroll: true });
}

function openHome() {
  Object.assign(view, { home: true, thread: null });
  get("messages").dataset.hash = "-";
  closeMenu();
  draw();
  tell("home", {});
}

function openThread(ts) {
  view.thread = ts;
  get("thread-messages").fresh = true;
  location.hash = `${view.channel}/${ts}`;
  draw();
  get("thread-text").focus({ preventScroll: true });
}

function closeThread() {
  view.thread = null;
  location.hash = view.channel;
  draw();
}

function showMessage(channel, ts, thread) {
  if (!view.state.channels.some((one) => one.id === channel)) {
    notice("You are not in that channel.");
    return;
  }
  const found = view.state.channels.find((one) => one.id === channel).messages.find((one) => one.ts === ts);
  const open = thread ?? (found?.reply_count ? ts : null);
  Object.assign(view, { channel, home: false, thread: open, target: `${thread ? "t" : "m"}${ts}` });
  draw();
}

function reveal() {
  const found = get(view.target);
  if (!found) return;
  found.scrollIntoView({ block: "center" });
  found.classList.add("found");
  view.target = null;
}

function closeMenu() {
  document.body.classList.remove("menu-open");
  get("menu").setAttribute("aria-expanded", "false");
}

// -- starting

function listen() {
  live?.close();
  live = new EventSource(`/page/live?user=${encodeURIComponent(view.reader)}`);
  live.onmessage = (event) => {
    view.state = JSON.parse(event.data);
    if (!get("reader").options.length) people();
    draw();
  };
  live.onerror = () => {
    get("connection").textContent = "○ sandbox not reachable";
    get("connection").className = "connection";
  };
}

function people() {
  const choices = view.state.users.filter((user) => !user.is_bot && user.id !== "USLACKBOT");
  get("reader").replaceChildren(...choices.map((user) => node("option", { value: user.id, selected: user.id === view.state.reader }, `${user.real_name} · ${user.tz}`)));
}

function writing(form, area, thread) {
  const send = async () => {
    const text = area.value.trim();
    if (!text) return;
    area.value = "";
    area.rows = 1;
    get("commands").hidden = true;
    const said = await tell("post", { channel: view.channel, text, thread_ts: thread() });
    if (said.error) area.value = text;
    for (const id of ["messages", "thread-messages"]) get(id).fresh = true;
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  area.addEventListener("input", () => { area.rows = Math.min(8, area.value.split("\n").length); });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  });
}

// Commands that the app has, offered while one is typed.
function offer() {
  const place = get("commands");
  const text = get("text").value;
  const found = /^\/\S*$/.test(text) ? view.state.commands.filter((one) => one.command.startsWith(text)) : [];
  place.hidden = !found.length;
  place.replaceChildren(...found.map((one) => node("button", {
    type: "button",
    onclick: () => {
      get("text").value = `${one.command} `;
      place.hidden = true;
      get("text").focus();
    },
  }, node("strong", {}, one.command), ` ${one.usage_hint ?? ""} `, node("small", { class: "quiet" }, one.description ?? ""))));
}

get("text").addEventListener("input", offer);
get("text").addEventListener("keydown", (event) => {
  const first = get("commands").querySelector("button");
  if (event.key === "Tab" && first && !get("commands").hidden) { event.preventDefault(); first.click(); }
});
writing(get("write"), get("text"), () => undefined);
writing(get("thread-write"), get("thread-text"), () => view.thread);
get("thread-close").addEventListener("click", closeThread);
get("menu").addEventListener("click", () => {
  const open = document.body.classList.toggle("menu-open");
  get("menu").setAttribute("aria-expanded", String(open));
});
get("reader").addEventListener("change", () => {
  view.reader = get("reader").value;
  localStorage.setItem("reader", view.reader);
  Object.assign(view, { seen: {}, thread: null });
  listen();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]") && view.thread) closeThread();
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown") && view.state) {
    const ids = view.state.channels.map((channel) => channel.id);
    const next = ids.indexOf(view.channel) + (event.key === "ArrowUp" ? -1 : 1);
    event.preventDefault();
    openChannel(ids[(next + ids.length) % ids.length]);
  }
});
// Up and down walk through the messages; Tab then reaches what one of them offers.
for (const id of ["messages", "thread-messages"]) {
  get(id).addEventListener("keydown", (event) => {
    const on = event.target.closest(".message");
    if (!["ArrowUp", "ArrowDown"].includes(event.key) || event.altKey || (event.target !== on && event.target !== get(id))) return;
    const all = [...get(id).querySelectorAll(".message")];
    const next = on ? all[all.indexOf(on) + (event.key === "ArrowUp" ? -1 : 1)] : all.at(-1);
    event.preventDefault();
    next?.focus();
  });
}
const [channel, thread] = location.hash.slice(1).split("/");
Object.assign(view, { channel: channel || null, thread: thread || null });
get("messages").fresh = true;
listen();
