// Messages: who says what when, what can be done with it, and what stands in its thread.

import { blocks } from "./blocks.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { confirmed, contextFor, tell, view } from "./shared.js";
import { dated, emoji, link, mrkdwn, node } from "./text.js";

const QUICK = ["eyes", "white_check_mark", "newspaper"];
const REACTIONS = ["+1", "eyes", "white_check_mark", "newspaper", "warning", "tada", "fire", "question", "bulb", "pray", "heart", "x"];
const GROUPED_SECONDS = 300;

function author(message, context) {
  if (message.from_slack) return { name: "Slackbot", app: true };
  if (message.bot_profile) return { name: message.username ?? message.bot_profile.name, app: true };
  const user = context.users.get(message.user);
  return { name: user?.real_name ?? message.username ?? "Someone", app: Boolean(message.bot_id) };
}

function face(name, small) {
  const initials = name.split(/\s+/).map((word) => word[0]).join("").replace(/[^\p{L}]/gu, "").slice(0, 2).toUpperCase();
  const colour = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6;
  return node("span", { class: `face c${colour}${small ? " small" : ""}`, "aria-hidden": "true" }, initials);
}

function attachment(item, context) {
  const made = node("div", { class: "attachment" });
  if (item.pretext) made.append(node("div", {}, mrkdwn(item.pretext, context)));
  if (item.service_name) made.append(node("div", { class: "service" }, item.service_name));
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
  for (const file of message.files ?? []) made.append(shownFile(file, context));
  for (const item of message.attachments ?? []) made.append(attachment(item, context));
  return made;
}

function shownFile(file, context) {
  const url = file.url_private ?? file.permalink;
  if (url && /^image\//.test(file.mimetype ?? "")) return node("img", { class: "picture", src: url, alt: file.alt_txt ?? file.title ?? file.name ?? "" });
  return node("div", { class: "attachment" }, url ? link(url, file.title ?? file.name ?? file.id, context) : file.name ?? file.id);
}

function reactions(message, channel, context) {
  const made = node("div", { class: "reactions" });
  for (const given of message.reactions ?? []) {
    const mine = given.users.includes(view.state.reader);
    const who = given.users.map((id) => context.users.get(id)?.real_name ?? id).join(", ");
    made.append(node("button", {
      type: "button", "aria-pressed": String(mine), title: `${who} reacted with :${given.name}:`, "aria-label": `${given.name}, ${given.count}, by ${who}`,
      onclick: () => tell("react", { channel, ts: message.ts, name: given.name, remove: mine }),
    }, `${emoji(given.name)} `, node("span", {}, String(given.count))));
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

function edit(message, channel, within) {
  const place = within.querySelector(".body");
  const area = node("textarea", { rows: 3, "aria-label": "Edit the message" });
  area.value = typed(message);
  const end = () => form.replaceWith(place);
  const form = node("form", { class: "edit" }, area, node("div", { class: "actions" },
    node("button", { type: "button", class: "button", onclick: end }, "Cancel"), node("button", { type: "submit", class: "button primary" }, "Save")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = await tell("edit", { channel, ts: message.ts, text: area.value.trim() || typed(message) });
    if (!said.error) end();
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); end(); within.focus(); }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
  place.replaceWith(form);
  area.focus();
}

async function remove(message, channel) {
  const asked = { title: { text: "Delete message" }, text: { type: "plain_text", text: "Delete this message? This can’t be undone." }, confirm: { text: "Delete" }, style: "danger" };
  if (await confirmed(asked, contextFor({}))) await tell("delete", { channel, ts: message.ts });
}

function tools(message, channel, within, openThread) {
  const made = node("div", { class: "tools", role: "toolbar", "aria-label": "Message actions" });
  if (message.subtype === "tombstone") return made;
  const react = (name) => tell("react", { channel, ts: message.ts, name });
  const add = (inside, label, act) => made.append(node("button", { type: "button", "aria-label": label, title: label, onclick: act }, inside));
  for (const name of QUICK) add(emoji(name), `React with ${name}`, () => react(name));
  add(icon("react"), "Add a reaction", (event) => openMenu(event.currentTarget, [{ items: REACTIONS.map((name) => ({ text: emoji(name), label: name, act: () => react(name) })) }], "grid"));
  if (openThread) add(icon("reply"), "Reply in thread", () => openThread(message.thread_ts ?? message.ts));
  add(icon("more"), "More actions", (event) => openMenu(event.currentTarget, [
    { title: "Shortcuts", items: view.state.shortcuts.map((one) => ({
      text: one.name, note: one.description, act: () => tell("shortcut", { channel, ts: message.ts, callback_id: one.callback_id }),
    })) },
    { items: message.user === view.state.reader ? [
      { text: "Edit message", act: () => edit(message, channel, within) },
      { text: "Delete message…", danger: true, act: () => remove(message, channel) },
    ] : [] },
  ]));
  made.lastElementChild.setAttribute("aria-haspopup", "menu");
  return made;
}

function repliesOf(message, context, openThread) {
  const count = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  const faces = (message.reply_users ?? []).slice(0, 4).map((id) => face(context.users.get(id)?.real_name ?? "Someone", true));
  return node("button", { type: "button", class: "replies", onclick: () => openThread(message.ts) },
    ...faces, node("span", { class: "count" }, count), node("small", {}, `Last reply ${dated(Number(message.latest_reply), "{ago}", context)}`));
}

function drawn(message, channel, { follows, openThread, dismiss }) {
  const context = contextFor({ channel, ts: message.ts });
  const who = author(message, context);
  const only = message.ephemeral;
  const stamp = (format) => node("time", {
    datetime: new Date(Number(message.ts) * 1000).toISOString(), title: dated(Number(message.ts), "{date_long} {time_secs}", context),
  }, dated(Number(message.ts), format, context));
  const made = node("article", {
    class: `message${only ? " only" : ""}${follows ? " follows" : ""}`, tabindex: -1, id: `${openThread ? "m" : "t"}${message.ts}`, "data-ts": message.ts,
    "aria-label": `${who.name}, ${dated(Number(message.ts), "{time}", context)}`,
  });
  made.append(
    follows ? node("div", { class: "gutter" }, stamp("{time}")) : face(who.name),
    node("div", { class: "content" },
      only ? node("div", { class: "onlyyou" }, icon("eye"), "Only visible to you") : null,
      follows ? null : node("div", { class: "byline" },
        node("strong", {}, who.name), who.app ? node("span", { class: "app" }, "APP") : null, stamp("{time}"),
        message.subtype === "thread_broadcast" ? node("span", { class: "quiet" }, "replied to a thread") : null),
      body(message, context),
      only ? node("button", { type: "button", class: "plainlink", onclick: () => dismiss(message.ts) }, "Dismiss message") : reactions(message, channel, context),
      openThread && message.reply_count ? repliesOf(message, context, openThread) : null));
  if (!only) made.append(tools(message, channel, made, openThread));
  return made;
}

function followsOn(message, before) {
  return before && !message.ephemeral && !before.ephemeral && before.user === message.user && before.username === message.username
    && !before.reply_count && message.subtype !== "tombstone" && Number(message.ts) - Number(before.ts) < GROUPED_SECONDS;
}

// Puts messages into a list; what has not changed keeps its node, and with it focus and what is half typed.
export function fill(place, messages, channel, does) {
  const atEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 80;
  const old = place.drawn ?? new Map();
  const fresh = new Map();
  const nodes = [];
  const context = contextFor({});
  const date = dated(view.state.now, "{date_num}", context); // "yesterday" is another day tomorrow
  let day = "";
  let before = null;
  for (const message of messages) {
    const today = dated(Number(message.ts), "{day_divider_pretty}", context);
    if (today !== day && does.openThread) nodes.push(node("h2", { class: "day" }, node("span", {}, today)));
    const follows = today === day && followsOn(message, before);
    day = today;
    before = message;
    const ago = message.reply_count ? dated(Number(message.latest_reply), "{ago}", context) : "";
    const key = JSON.stringify([message, channel, view.state.reader, follows, ago, date]);
    const kept = old.get(key) ?? drawn(message, channel, { ...does, follows });
    fresh.set(key, kept);
    nodes.push(kept);
    if (!does.openThread && nodes.length === 1 && message.reply_count) {
      nodes.push(node("div", { class: "day" }, node("span", {}, message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`)));
    }
  }
  place.drawn = fresh;
  const same = nodes.length === place.childNodes.length && nodes.every((one, number) => one === place.childNodes[number]);
  if (!same) exchange(place, nodes);
  if (place.fresh === "top") place.scrollTop = 0;
  else if (atEnd || place.fresh) toEnd(place);
  place.fresh = false;
}

// Replaces what differs; a message that is redrawn while it has the focus gives it to its successor.
function exchange(place, nodes) {
  const focused = document.activeElement?.closest?.(".message");
  const within = focused && place.contains(focused) ? focused.dataset.ts : null;
  const wanted = new Set(nodes);
  for (const child of [...place.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((one, number) => { if (place.childNodes[number] !== one) place.insertBefore(one, place.childNodes[number] ?? null); });
  if (within && !place.contains(document.activeElement)) place.querySelector(`[data-ts="${within}"]`)?.focus({ preventScroll: true });
}

// To the end, but not past the beginning of the last message: a long reply is read from its top.
function toEnd(place) {
  place.scrollTop = place.scrollHeight;
  const last = place.lastElementChild;
  if (last && last.offsetHeight > place.clientHeight) place.scrollTop = last.offsetTop - place.offsetTop;
}
