// Block Kit as DOM nodes. `context.act(element, block, chosen)` is called when something is used.

import { link, markdown, node, plain, richText, textObject } from "./text.js";

function picture(image, big) {
  const alt = image.alt_text ?? "";
  const src = image.image_url ?? `/files/${image.slack_file?.id}`;
  const made = node("img", { src, alt, loading: "lazy", class: big ? "picture" : "thumb" });
  made.addEventListener("error", () => made.replaceWith(node("span", { class: "noimage" }, alt || "image")));
  return made;
}

function options(element) {
  const grouped = (element.option_groups ?? []).flatMap((group) => group.options);
  return [...(element.options ?? []), ...grouped];
}

function label(element) {
  return element.accessibility_label ?? element.placeholder?.text ?? element.action_id;
}

function button(element, block, context) {
  const style = element.style ? ` ${element.style}` : "";
  const made = element.url
    ? node("a", { class: `button${style}`, href: safe(element.url), target: "_blank", rel: "noopener noreferrer" })
    : node("button", { class: `button${style}`, type: "button", "aria-label": element.accessibility_label });
  made.append(plain(element.text));
  made.addEventListener("click", () => context.act(element, block, undefined, made));
  return made;
}

function safe(url) {
  return /^https?:/i.test(url) ? url : "#";
}

function overflow(element, block, context) {
  const made = node("details", { class: "overflow" }, node("summary", { "aria-label": "More actions" }, "⋯"));
  const list = node("div", { class: "choices" });
  for (const option of options(element)) {
    const choice = node("button", { type: "button" }, plain(option.text));
    choice.addEventListener("click", () => {
      made.open = false;
      context.act(element, block, option.value, choice);
    });
    list.append(choice);
  }
  made.append(list);
  return made;
}

function pick(element, choices, chosen, several) {
  const made = node("select", { "aria-label": label(element), multiple: several });
  if (!several) made.append(node("option", { value: "" }, element.placeholder?.text ?? "Choose…"));
  for (const [value, text] of choices) {
    made.append(node("option", { value, selected: [].concat(chosen ?? []).includes(value) }, text));
  }
  return made;
}

function menu(element, block, context, state) {
  const kind = element.type.replace("multi_", "");
  const several = element.type.startsWith("multi_");
  const lists = {
    users_select: () => [...context.users.values()].map((user) => [user.id, user.real_name]),
    channels_select: () => [...context.channels.values()].filter((c) => c.kind === "channel").map((c) => [c.id, `#${c.name}`]),
    conversations_select: () => [...context.channels.values()].map((c) => [c.id, c.kind === "im" ? c.name : `#${c.name}`]),
  };
  const choices = lists[kind]?.() ?? options(element).map((option) => [option.value, option.text.text]);
  const was = state?.selected_option?.value ?? state?.selected_options?.map((o) => o.value) ?? state?.selected_user
    ?? state?.selected_channel ?? state?.selected_conversation ?? state?.selected_users ?? state?.selected_channels;
  const made = pick(element, choices, was ?? element.initial_option?.value, several);
  made.addEventListener("change", () => {
    const values = [...made.selectedOptions].map((option) => option.value).filter(Boolean);
    context.act(element, block, several ? values : values[0] ?? null, made);
  });
  return made;
}

function ticks(element, block, context, state) {
  const one = element.type === "radio_buttons";
  const was = one ? [(state?.selected_option ?? element.initial_option)?.value]
    : (state?.selected_options ?? element.initial_options ?? []).map((option) => option.value);
  const group = `${block.block_id}-${element.action_id}`;
  const made = node("div", { class: "ticks", role: one ? "radiogroup" : "group" });
  for (const option of options(element)) {
    const tick = node("input", { type: one ? "radio" : "checkbox", name: group, value: option.value, checked: was.includes(option.value) });
    made.append(node("label", {}, tick, " ", textObject(option.text, context)));
    if (option.description) made.append(node("small", {}, textObject(option.description, context)));
  }
  made.addEventListener("change", () => {
    const values = [...made.querySelectorAll("input:checked")].map((input) => input.value);
    context.act(element, block, one ? values[0] : values, made);
  });
  return made;
}

function field(element, block, context, state) {
  const types = { datepicker: "date", timepicker: "time", datetimepicker: "datetime-local", number_input: "number",
    email_text_input: "email", url_text_input: "url" };
  const was = state?.value ?? state?.selected_date ?? state?.selected_time ?? element.initial_value ?? element.initial_date
    ?? element.initial_time ?? "";
  const attributes = { "aria-label": label(element), placeholder: element.placeholder?.text, maxlength: element.max_length };
  const made = element.multiline ? node("textarea", { rows: 4, ...attributes }) : node("input", { type: types[element.type] ?? "text", ...attributes });
  made.value = was;
  made.addEventListener("change", () => context.act(element, block, made.value, made));
  return made;
}

export function element(item, block, context) {
  const state = context.values?.[block.block_id]?.[item.action_id];
  switch (item.type) {
    case "button": return button(item, block, context);
    case "workflow_button": return button(item, block, context);
    case "overflow": return overflow(item, block, context);
    case "image": return picture(item, false);
    case "radio_buttons": case "checkboxes": return ticks(item, block, context, state);
    case "plain_text_input": case "datepicker": case "timepicker": case "datetimepicker": case "number_input":
    case "email_text_input": case "url_text_input": return field(item, block, context, state);
    default: return item.type.endsWith("select") ? menu(item, block, context, state) : node("em", {}, `[${item.type}]`);
  }
}

function section(block, context) {
  const body = node("div", { class: "words" });
  if (block.text) body.append(node("div", {}, textObject(block.text, context)));
  if (block.fields) body.append(node("div", { class: "fields" }, block.fields.map((f) => node("div", {}, textObject(f, context)))));
  return node("div", { class: "section" }, body, block.accessory ? element(block.accessory, block, context) : null);
}

function contextBlock(block, context) {
  return node("div", { class: "context" }, block.elements.map((item) =>
    item.type === "image" ? picture(item, false) : node("span", {}, textObject(item, context))));
}

function input(block, context) {
  const made = node("div", { class: "input", "data-block": block.block_id },
    node("div", { class: "label" }, plain(block.label), block.optional ? node("small", {}, " (optional)") : null),
    element(block.element, block, { ...context, act: context.typed ?? context.act }));
  if (block.hint) made.append(node("small", {}, plain(block.hint)));
  made.append(node("p", { class: "wrong", role: "alert" }));
  return made;
}

function table(block, context) {
  const settings = block.column_settings ?? [];
  const cell = (item, tag, column) => node(tag, { class: settings[column]?.align ?? "left", scope: tag === "th" ? "col" : null },
    item.type === "rich_text" ? richText(item, context) : String(item.text ?? item.value ?? ""));
  const rows = block.rows.map((row, number) => node("tr", {}, row.map((item, column) => cell(item, number ? "td" : "th", column))));
  return node("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table" },
    node("table", {}, node("thead", {}, rows[0]), node("tbody", {}, rows.slice(1))));
}

function container(block, context) {
  const title = node("strong", {}, block.rich_text_title ? richText(block.rich_text_title, context) : plain(block.title));
  const subtitle = block.subtitle ? node("small", {}, " ", textObject(block.subtitle, context)) : null;
  const inside = blocks(block.child_blocks, context);
  if (!block.is_collapsible) return node("div", { class: "container" }, title, subtitle, inside);
  return node("details", { class: "container", open: !block.default_collapsed }, node("summary", {}, title, subtitle), inside);
}

function card(block, context) {
  return node("div", { class: "container" },
    block.hero_image ? picture(block.hero_image, true) : null,
    block.title ? node("strong", {}, textObject(block.title, context)) : null,
    block.subtitle ? node("div", { class: "quiet" }, textObject(block.subtitle, context)) : null,
    block.body ? node("div", {}, textObject(block.body, context)) : null,
    block.actions ? node("div", { class: "actions" }, block.actions.map((item) => element(item, block, context))) : null);
}

function imageBlock(block) {
  return node("figure", {}, block.title ? node("figcaption", {}, plain(block.title)) : null, picture(block, true));
}

const KINDS = {
  section,
  header: (block) => node("h3", { class: "blockhead" }, plain(block.text)),
  divider: () => node("hr"),
  context: contextBlock,
  actions: (block, context) => node("div", { class: "actions" }, block.elements.map((item) => element(item, block, context))),
  image: imageBlock,
  input,
  rich_text: richText,
  markdown: (block, context) => markdown(block.text, context),
  table,
  container,
  card,
  alert: (block, context) => node("div", { class: `alert ${block.level ?? "default"}` }, textObject(block.text, context)),
  video: (block, context) => node("div", { class: "container" }, link(block.title_url ?? block.video_url, block.title.text, context)),
};

export function blocks(list, context) {
  const made = node("div", { class: "blocks" });
  for (const block of list ?? []) {
    made.append(KINDS[block.type] ? KINDS[block.type](block, context) : node("p", { class: "quiet" }, `[${block.type} block]`));
  }
  return made;
}
