// Modals and the Home tab.

import { blocks } from "./blocks.js";
import { icon } from "./icons.js";
import { contextFor, get, tell, view } from "./shared.js";
import { node, plain } from "./text.js";

// What stands in a view's fields by the server's account: action_id → value or values.
function standing(state) {
  const found = {};
  for (const fields of Object.values(state.values ?? {})) {
    for (const [id, { type, ...what }] of Object.entries(fields)) {
      const [value] = Object.values(what);
      found[id] = Array.isArray(value) ? value.map((one) => one.value ?? one) : value?.value ?? value;
    }
  }
  return found;
}

export function drawHome(place) {
  place.drawn = new Map();
  const { home } = view.state;
  if (!home) place.replaceChildren(node("p", { class: "nothing" }, "The app has published nothing here yet."));
  else if (place.dataset.hash !== home.hash) {
    place.replaceChildren(node("div", { class: "home" }, blocks(home.blocks, { ...contextFor({ view_id: home.id }), drafts: standing(home.state) })));
  }
  place.dataset.hash = home?.hash ?? "";
}

const drafts = new Map(); // view id → what was typed into it: an update of the view takes none of it away

export function drawModal() {
  const box = get("modal");
  const { views } = view.state;
  const top = views.at(-1);
  for (const id of drafts.keys()) if (!views.some((one) => one.id === id)) drafts.delete(id);
  if (!top) {
    if (box.open) box.close();
    box.dataset.hash = "";
    return;
  }
  if (box.dataset.hash === top.id + top.hash) return;
  const another = !(box.dataset.hash ?? "").startsWith(top.id);
  box.dataset.hash = top.id + top.hash;
  if (!drafts.has(top.id)) drafts.set(top.id, {});
  const given = drafts.get(top.id);
  const context = { ...contextFor({ view_id: top.id }), drafts: { ...standing(top.state), ...given } };
  context.typed = (element, _block, chosen) => { given[element.action_id] = chosen; };
  const close = () => tell("close", {});
  const form = node("form", { method: "dialog", novalidate: true },
    node("header", {}, node("h2", { id: "modal-title" }, plain(top.title)),
      node("button", { type: "button", class: "bare", "aria-label": "Close", onclick: close }, icon("close"))),
    node("div", { class: "inside", tabindex: -1 }, blocks(top.blocks, context)),
    node("footer", {},
      node("button", { type: "button", class: "button", onclick: close }, plain(top.close ?? { text: top.previous_view_id ? "Back" : "Close" })),
      top.submit ? node("button", { type: "submit", class: "button primary" }, plain(top.submit)) : null));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(form, top, given);
  });
  box.replaceChildren(form);
  if (!box.open) box.showModal();
  if (another) (form.querySelector(".inside :is(input, select, textarea, button, a)") ?? form.querySelector(".inside")).focus({ preventScroll: true });
}

async function submit(form, top, given) {
  const wrong = (block, words) => {
    const place = form.querySelector(`[data-block="${CSS.escape(block)}"]`);
    place?.querySelector(".wrong").replaceChildren(words);
    place?.classList.toggle("faulty", Boolean(words));
    return place;
  };
  for (const block of top.blocks) if (block.type === "input") wrong(block.block_id, "");
  const said = await tell("submit", { values: given }, form.querySelector("[type=submit]"));
  const places = Object.entries(said.errors ?? {}).map(([block, words]) => wrong(block, words));
  places[0]?.querySelector("input, select, textarea, button")?.focus();
}

get("modal").addEventListener("cancel", (event) => {
  event.preventDefault();
  tell("close", {});
});
