// A menu beside a button: arrow keys, Home and End walk through it, Esc closes it and gives the focus back.

import { node } from "./text.js";

let open = null;

export function closeMenus(refocus = false) {
  if (!open) return false;
  const { list, from } = open;
  open = null;
  list.remove();
  from.setAttribute("aria-expanded", "false");
  if (refocus) from.focus();
  return true;
}

// `groups`: [{ title?, items: [{ text, note?, act, danger? }] }]; `look` is a class, "grid" lays short items side by side.
export function openMenu(from, groups, look = "") {
  const again = open?.from === from;
  closeMenus();
  if (again) return;
  const list = node("div", { class: `menu ${look}`, role: "menu" });
  for (const { title, items } of groups.filter((group) => group.items.length)) {
    const group = node("div", { role: "group", "aria-label": title });
    if (title) group.append(node("div", { class: "menutitle", "aria-hidden": "true" }, title));
    for (const item of items) {
      group.append(node("button", {
        type: "button", role: "menuitem", tabindex: -1, class: item.danger ? "item danger" : "item", "aria-label": item.label, title: item.label,
        onclick: () => { closeMenus(true); item.act(); },
      }, node("span", {}, item.text), item.note ? node("small", {}, item.note) : null));
    }
    list.append(group);
  }
  open = { list, from };
  from.setAttribute("aria-expanded", "true");
  (from.closest("dialog") ?? document.body).append(list);
  place(list, from);
  list.addEventListener("keydown", walk);
  list.querySelector("button")?.focus();
}

function place(list, from) {
  const at = from.getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const below = at.bottom + 4 + height <= innerHeight;
  list.style.top = `${below ? at.bottom + 4 : Math.max(4, at.top - height - 4)}px`;
  list.style.left = `${Math.max(4, Math.min(at.left, innerWidth - width - 8))}px`;
}

function walk(event) {
  const all = [...event.currentTarget.querySelectorAll("button")];
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (event.key === "Tab") closeMenus(true);
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    closeMenus(true);
  }
  if (to === undefined) return;
  event.preventDefault();
  all.at(to % all.length)?.focus();
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.list.contains(event.target) && !open.from.contains(event.target)) closeMenus();
});
window.addEventListener("resize", () => closeMenus());
