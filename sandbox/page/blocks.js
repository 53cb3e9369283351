// Block Kit as DOM nodes. Why no library does this: docs/sandbox.md.

import { element, picture } from "./elements.js";
import { markdown, richText } from "./rich.js";
import { link, node, plain, textObject } from "./text.js";

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
    node("div", { class: "label", id: `label-${block.block_id}` }, plain(block.label), block.optional ? node("small", {}, " (optional)") : null),
    element(block.element, block, block.dispatch_action ? context : { ...context, act: context.typed ?? context.act, live: true }));
  if (block.hint) made.append(node("small", { id: `hint-${block.block_id}` }, plain(block.hint)));
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

export const BLOCKS = {
  section,
  header: (block) => node("h3", { class: "blockhead" }, plain(block.text)),
  divider: () => node("hr"),
  context: contextBlock,
  actions: (block, context) => node("div", { class: "actions" }, block.elements.map((item) => element(item, block, context))),
  image: (block) => node("figure", {}, block.title ? node("figcaption", {}, plain(block.title)) : null, picture(block, true)),
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
    const make = BLOCKS[block.type];
    made.append(make ? make(block, context) : node("p", { class: "unknown" }, `[${block.type}]`));
  }
  return made;
}
