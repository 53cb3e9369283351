// The time machine: what time it is in the newsroom, and running it through a month.

import { icon } from "./icons.js";
import { get, tell, view } from "./shared.js";
import { dated, node } from "./text.js";

const RUN = "Run a month";

export function drawMachine(context) {
  const place = get("machine");
  const { machine, now } = view.state;
  place.hidden = !machine;
  if (!machine) return;
  if (!place.firstChild) build(place);
  const words = machine.over ? "The month is over" : machine.running ? "Pause" : machine.done ? "Run on" : RUN;
  const run = place.querySelector("button");
  if (run.dataset.words !== words) {
    run.dataset.words = words;
    run.replaceChildren(...(machine.over ? [] : [icon(machine.running ? "pause" : "play")]), node("span", {}, words));
  }
  run.disabled = machine.over;
  const time = place.querySelector("time");
  time.textContent = dated(now, "{clock}", context);
  time.setAttribute("datetime", new Date(now * 1000).toISOString());
  place.querySelector("progress").value = machine.done;
  place.querySelector("progress").hidden = !machine.done;
}

function build(place) {
  const run = node("button", { type: "button", title: "A month of this newsroom in about a minute: what is shared, corrected and told in digests" });
  run.addEventListener("click", () => tell("machine", { run: !view.state.machine.running }, run));
  place.replaceChildren(icon("clock"), node("time"), node("progress", { max: 1, value: 0, "aria-label": "How much of the month is behind" }), run);
}
