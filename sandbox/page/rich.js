// Rich text and the markdown block as DOM nodes.

import { date, emoji, isTime, link, mention, node, room } from "./text.js";

function styled(made, style = {}) {
  let whole = made;
  for (const [name, tag] of [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"], ["underline", "u"]]) {
    if (style[name]) whole = node(tag, {}, whole);
  }
  return whole;
}

// What stands within a paragraph.
export const RICH = {
  text: (item) => styled(document.createTextNode(item.text), item.style),
  link: (item, context) => styled(link(item.url, item.text ?? null, context), item.style),
  user: (item, context) => mention(item.user_id, context),
  channel: (item, context) => room(item.channel_id, null, context),
  usergroup: (item) => node("span", { class: "mention me" }, `@${item.usergroup_id}`),
  broadcast: (item) => node("span", { class: "mention me" }, `@${item.range}`),
  emoji: (item) => document.createTextNode(emoji(item.name)),
  date: (item, context) => styled(!isTime(item.timestamp) ? document.createTextNode(item.fallback ?? "") : date(item.timestamp, item.format, item.url, context), item.style),
  color: (item) => node("code", {}, item.value),
};

function inside(items, context) {
  return (items ?? []).map((item) => RICH[item.type]?.(item, context) ?? node("span", { class: "unknown" }, `[${item.type}]`));
}

function list(part, context) {
  const made = node(part.style === "ordered" ? "ol" : "ul", { class: `indent${Math.min(part.indent ?? 0, 3)}` });
  if (part.offset) made.setAttribute("start", part.offset + 1);
  made.append(...part.elements.map((item) => node("li", {}, inside(item.elements, context))));
  return made;
}

export const RICH_PARTS = {
  rich_text_section: (part, context) => node("p", {}, inside(part.elements, context)),
  rich_text_list: list,
  rich_text_quote: (part, context) => node("blockquote", {}, inside(part.elements, context)),
  rich_text_preformatted: (part, context) => node("pre", {}, inside(part.elements, context)),
};

export function richText(block, context) {
  return node("div", { class: "rich" }, (block.elements ?? []).map((part) =>
    RICH_PARTS[part.type]?.(part, context) ?? node("p", { class: "unknown" }, `[${part.type}]`)));
}

// The markdown block: headings, lists, emphasis and links of standard Markdown, no more.
export function markdown(text, context) {
  const made = node("div", { class: "rich" });
  let list = null;
  for (const line of text.split("\n")) {
    const item = /^\s*(?:[-*]|\d+\.)\s+(.*)/.exec(line);
    const heading = /^(#{1,6})\s+(.*)/.exec(line);
    if (item) {
      list = list ?? made.appendChild(node("ul"));
      list.append(markdownInline(item[1], context, node("li")));
      continue;
    }
    list = null;
    if (heading) made.append(markdownInline(heading[2], context, node("h4")));
    else if (line.startsWith(">")) made.append(markdownInline(line.slice(1).trim(), context, node("blockquote")));
    else if (line.trim()) made.append(markdownInline(line, context, node("p")));
  }
  return made;
}

function markdownInline(text, context, into) {
  const token = /`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)|\*\*(.+?)\*\*|(?<!\w)[*_](.+?)[*_](?!\w)/;
  let rest = text;
  for (let found = token.exec(rest); found; found = token.exec(rest)) {
    into.append(rest.slice(0, found.index));
    if (found[1]) into.append(node("code", {}, found[1]));
    else if (found[3]) into.append(link(found[3], found[2], context));
    else into.append(markdownInline(found[4] ?? found[5], context, node(found[4] ? "strong" : "em")));
    rest = rest.slice(found.index + found[0].length);
  }
  into.append(rest);
  return into;
}
