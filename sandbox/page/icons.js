// The page's own signs, drawn as lines: they look alike on every machine, whatever its fonts have.

const SHAPES = {
  hash: "M9 4 7 20M17 4l-2 16M4 9h17M3 15h17",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  app: "M5 5h6v6H5zM13 5h6v6h-6zM5 13h6v6H5zM13 13h6v6h-6z",
  send: "M4 4l17 8-17 8 3-8zM7 12h8",
  plus: "M12 5v14M5 12h14",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  reply: "M4 5h16v11h-9l-4 4v-4H4zM8 9.5h8M8 12.5h5",
  react: "M10 4a8 8 0 1 0 8.5 9M8 14c1 2 4 3 6 1M7.5 9.5v.5M13 9.5v.5M18 3v6M15 6h6",
  close: "M6 6l12 12M18 6 6 18",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  menu: "M4 7h16M4 12h16M4 17h16",
  play: "M7 4.5v15l12-7.5z",
  pause: "M8 5v14M16 5v14",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2",
  theme: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
  down: "M6 9.5l6 6 6-6",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
};
const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const made = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: `icon i-${name}`, "aria-hidden": "true" })) made.setAttribute(key, value);
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", SHAPES[name]);
  made.append(line);
  return made;
}
