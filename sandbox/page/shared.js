// What every part of the page works with: what is shown, telling the server, and asking the reader.

import { node, plain, textObject } from "./text.js";

export const get = (id) => document.getElementById(id);
export const view = {
  state: null, channel: null, thread: null, home: false, target: null, reader: localStorage.getItem("reader") ?? "", seen: {}, dismissed: new Set(),
};

export async function tell(what, body, from) {
  if (from) from.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`/page/do/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Sandbox": "page" },
      body: JSON.stringify({ user: view.state.reader, ...body }),
    });
    const said = await answer.json();
    if (said.error) notice(said.error);
    else if (!said.ok && said.reason !== "in_thread" && said.reason !== "not_a_command") notice(`The app did not acknowledge this (${said.reason || "no answer"}).`);
    return said;
  } catch {
    notice("The sandbox does not answer.");
    return { ok: false, error: "no answer" };
  } finally {
    from?.removeAttribute("aria-busy");
  }
}

let fading = 0;
export function notice(text) {
  const place = get("notice");
  place.textContent = text;
  place.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => { place.hidden = true; }, 6000);
}

// A dialog that asks: true when the reader agrees.
export function confirmed(dialog, context) {
  const box = get("ask");
  const close = (answer) => node("button", {
    type: "button", class: answer ? `button ${dialog.style ?? "primary"}` : "button", autofocus: !answer,
    onclick: () => box.close(answer ? "yes" : "no"),
  }, plain(answer ? dialog.confirm ?? { text: "Yes" } : dialog.deny ?? { text: "Cancel" }));
  box.replaceChildren(
    node("h2", { id: "ask-title" }, plain(dialog.title ?? { text: "Are you sure?" })),
    node("p", {}, textObject(dialog.text, context)),
    node("div", { class: "actions" }, close(false), close(true)));
  box.returnValue = "no";
  box.showModal();
  return new Promise((resolve) => box.addEventListener("close", () => resolve(box.returnValue === "yes"), { once: true }));
}

let go = () => {};
export function onGo(act) { go = act; }

// What rendering needs to know: names, the reader's zone and the time there, and where an action belongs.
export function contextFor(where) {
  const { state } = view;
  const context = {
    users: new Map(state.users.map((user) => [user.id, user])),
    channels: new Map(state.channels.map((channel) => [channel.id, channel])),
    reader: state.reader,
    zone: state.users.find((user) => user.id === state.reader)?.tz,
    now: state.now,
    go,
  };
  context.act = async (element, block, chosen, from) => {
    if (element.confirm && !(await confirmed(element.confirm, context))) return;
    await tell("click", { ...where, action_id: element.action_id, block_id: block.block_id, value: element.value, chosen }, from);
  };
  return context;
}
