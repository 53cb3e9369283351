// The elements that stand in blocks: buttons, menus, fields. `context.act(element, block, chosen)` tells of their use.

import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { node, plain, textObject } from "./text.js";

export function picture(image, big) {
  const alt = image.alt_text ?? "";
  const url = image.image_url ?? (image.slack_file?.url || (image.slack_file?.id ? `/files/${image.slack_file.id}` : ""));
  const made = node("img", { src: url, alt, loading: "lazy", class: big ? "picture" : "thumb" });
  made.addEventListener("error", () => made.replaceWith(node("span", { class: "noimage" }, alt || "image")));
  return made;
}

function options(element) {
  const grouped = (element.option_groups ?? []).flatMap((group) => group.options);
  return [...(element.options ?? []), ...grouped];
}

function label(element, block) {
  return element.accessibility_label ?? (block.label ? null : element.placeholder?.text ?? element.action_id);
}

// In an input block the label above names the field.
function naming(element, block) {
  return { "aria-label": label(element, block), "aria-labelledby": block.label ? `label-${block.block_id}` : null };
}

function button(element, block, context) {
  const look = { class: element.style ? `button ${element.style}` : "button", "aria-label": element.accessibility_label };
  const made = /^https?:/i.test(element.url ?? "")
    ? node("a", { ...look, href: element.url, target: "_blank", rel: "noopener noreferrer" })
    : node("button", { ...look, type: "button" });
  made.append(plain(element.text));
  made.addEventListener("click", () => context.act(element, block, undefined, made));
  return made;
}

function overflow(element, block, context) {
  const made = node("button", { type: "button", class: "button square", "aria-label": element.accessibility_label ?? "More actions", "aria-haspopup": "menu" }, icon("more"));
  const items = options(element).map((option) => ({ text: option.text.text, act: () => context.act(element, block, option.value, made) }));
  made.addEventListener("click", () => openMenu(made, [{ items }]));
  return made;
}

// What a menu offers, as [value, words], in groups where it has them.
function choices(element, context) {
  const channels = (kinds) => [...context.channels.values()].filter((one) => kinds.includes(one.kind) && !one.archived)
    .map((one) => [one.id, one.kind === "im" ? one.name : `#${one.name}`]);
  const wanted = (element.filter?.include ?? ["public", "private", "im"]).map((name) => ({ public: "channel", private: "group" })[name] ?? name);
  switch (element.type.replace("multi_", "")) {
    case "users_select": return [...context.users.values()].map((user) => [user.id, user.real_name]);
    case "channels_select": return channels(["channel"]);
    case "conversations_select": return channels(wanted);
    default: return options(element).map((option) => [option.value, option.text.text]);
  }
}

function firstChosen(element, draft) {
  if (draft !== undefined) return [draft ?? []].flat();
  const found = element.initial_option?.value ?? element.initial_options?.map((one) => one.value)
    ?? element.initial_conversation ?? element.initial_conversations ?? element.initial_channel ?? element.initial_channels
    ?? element.initial_user ?? element.initial_users ?? [];
  return [found].flat();
}

function select(element, block, context, draft) {
  const chosen = firstChosen(element, draft);
  const made = node("select", { ...naming(element, block), class: "select" }, node("option", { value: "" }, element.placeholder?.text ?? "Choose…"));
  const add = (into, [value, words]) => into.append(node("option", { value, selected: chosen.includes(value) }, words));
  for (const group of element.option_groups ?? []) {
    const part = made.appendChild(node("optgroup", { label: group.label.text }));
    for (const option of group.options) add(part, [option.value, option.text.text]);
  }
  if (!element.option_groups) for (const choice of choices(element, context)) add(made, choice);
  made.addEventListener("change", () => context.act(element, block, made.value || null, made));
  return made;
}

// Several of a list: each chosen one is a chip that can be taken away, the menu beside them adds another.
function several(element, block, context, draft) {
  const every = new Map(choices(element, context));
  const chosen = firstChosen(element, draft).filter((value) => every.has(value));
  const made = node("div", { class: "chips", role: "group", ...naming(element, block) });
  const change = () => { context.act(element, block, [...chosen], made); draw(); made.lastElementChild.focus(); };
  const draw = () => {
    const left = [...every].filter(([value]) => !chosen.includes(value));
    const full = chosen.length >= (element.max_selected_items ?? Infinity);
    const more = node("select", { class: "select", "aria-label": "Add one", disabled: full || !left.length },
      node("option", { value: "" }, element.placeholder?.text ?? (chosen.length ? "Add another…" : "Choose…")),
      left.map(([value, words]) => node("option", { value }, words)));
    more.addEventListener("change", () => { chosen.push(more.value); change(); });
    made.replaceChildren(...chosen.map((value) => node("button", {
      type: "button", class: "chip", "aria-label": `Remove ${every.get(value)}`,
      onclick: () => { chosen.splice(chosen.indexOf(value), 1); change(); },
    }, every.get(value), icon("close"))), more);
  };
  draw();
  return made;
}

function ticks(element, block, context, draft) {
  const one = element.type === "radio_buttons";
  const was = firstChosen(element, draft);
  const made = node("div", { class: "ticks", role: one ? "radiogroup" : "group", ...naming(element, block) });
  for (const option of options(element)) {
    const tick = node("input", { type: one ? "radio" : "checkbox", name: `${block.block_id}-${element.action_id}`, value: option.value, checked: was.includes(option.value) });
    made.append(node("label", {}, tick, node("span", {}, textObject(option.text, context),
      option.description ? node("small", {}, textObject(option.description, context)) : null)));
  }
  made.addEventListener("change", () => {
    const values = [...made.querySelectorAll("input:checked")].map((input) => input.value);
    context.act(element, block, one ? values[0] : values, made);
  });
  return made;
}

const TYPES = {
  datepicker: "date", timepicker: "time", datetimepicker: "datetime-local", number_input: "number", email_text_input: "email", url_text_input: "url",
};

function field(element, block, context, draft) {
  const attributes = { ...naming(element, block), placeholder: element.placeholder?.text, maxlength: element.max_length,
    "aria-describedby": block.hint ? `hint-${block.block_id}` : null };
  const type = TYPES[element.type];
  const made = element.multiline ? node("textarea", { rows: 4, ...attributes })
    : node("input", { type: type ?? "text", class: ["date", "time", "datetime-local", "number"].includes(type) ? "short" : null, ...attributes });
  made.value = draft ?? element.initial_value ?? element.initial_date ?? element.initial_time ?? "";
  // Dates and numbers in parts are told when they are whole; words as they are typed, so that Enter sends them.
  const when = type && type !== "url" && type !== "email" ? "change" : context.live ? "input" : "change";
  made.addEventListener(when, () => context.act(element, block, made.value, made));
  return made;
}

export const ELEMENTS = {
  button, overflow, workflow_button: button, image: (element) => picture(element, false),
  radio_buttons: ticks, checkboxes: ticks,
  plain_text_input: field, datepicker: field, timepicker: field, datetimepicker: field, number_input: field, email_text_input: field, url_text_input: field,
  static_select: select, external_select: select, users_select: select, conversations_select: select, channels_select: select,
  multi_static_select: several, multi_external_select: several, multi_users_select: several, multi_conversations_select: several,
  multi_channels_select: several,
};

export function element(item, block, context) {
  const make = ELEMENTS[item.type];
  return make ? make(item, block, context, context.drafts?.[item.action_id]) : node("em", { class: "unknown" }, `[${item.type}]`);
}
