// Slack's text as DOM nodes. Nothing here ever makes HTML from a string: texts become text nodes, always.

const EMOJI = {
  eyes: "👀", warning: "⚠️", white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", newspaper: "📰", rolled_up_newspaper: "🗞️",
  speech_balloon: "💬", bar_chart: "📊", calendar: "📅", link: "🔗", lock: "🔒", hourglass: "⌛", hourglass_flowing_sand: "⏳",
  arrow_upper_right: "↗️", "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", tada: "🎉", fire: "🔥", pushpin: "📌",
  bell: "🔔", no_bell: "🔕", mag: "🔍", bulb: "💡", inbox_tray: "📥", stopwatch: "⏱️", star: "⭐", arrows_counterclockwise: "🔄", no_entry_sign: "🚫", memo: "📝", rotating_light: "🚨", question: "❓", exclamation: "❗",
  wave: "👋", smile: "😄", heart: "❤️", clock3: "🕒", chart_with_upwards_trend: "📈", repeat: "🔁", new: "🆕", see_no_evil: "🙈",
  information_source: "ℹ️", mute: "🔇", gear: "⚙️", wastebasket: "🗑️", back: "🔙", eyeglasses: "👓", coffee: "☕", pray: "🙏",
};

export function node(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

export function unescaped(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

export function emoji(name) {
  return EMOJI[name] ?? `:${name}:`;
}

function withEmoji(text) {
  return unescaped(text).replace(/:([a-z0-9_+-]+):/g, (all, name) => EMOJI[name] ?? all);
}

export function plain(object) {
  return document.createTextNode(withEmoji(object?.text ?? ""));
}

// Only these may be followed; anything else (javascript:, data:) is shown as text.
export function link(url, label, context) {
  if (!/^(https?|mailto|tel):/i.test(url)) return document.createTextNode(label ?? url);
  const found = url.match(/^https:\/\/[a-z0-9-]+\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})/);
  const made = node("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, label ?? url);
  if (found && context?.go) {
    made.addEventListener("click", (event) => {
      event.preventDefault();
      const thread = new URL(url).searchParams.get("thread_ts");
      context.go(found[1], `${found[2]}.${found[3]}`, thread);
    });
  }
  return made;
}

export function mention(id, context) {
  const user = context?.users?.get(id);
  return node("span", { class: id === context?.reader ? "mention me" : "mention" }, `@${user?.real_name ?? id}`);
}

export function room(id, label, context) {
  const words = `#${label || context?.channels?.get(id)?.name || id}`;
  if (!context?.channels?.has(id)) return node("span", { class: "mention" }, words);
  return node("a", { class: "mention", href: `#${id}`, onclick: (event) => { event.preventDefault(); context.go(id); } }, words);
}

// <!date^…>: each reader's own zone and no other.
export function dated(seconds, format, context) {
  const zone = context?.zone;
  const day = new Date(seconds * 1000);
  const say = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format(day);
  const key = (when) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(when);
  const now = (context?.now ?? Date.now() / 1000) * 1000;
  const near = { [key(now)]: "today", [key(now - 864e5)]: "yesterday", [key(now + 864e5)]: "tomorrow" };
  const capital = (words) => words[0].toUpperCase() + words.slice(1);
  const pretty = (plainly) => near[key(day)] ?? plainly;
  const long = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  const usual = { day: "numeric", month: "long", year: "numeric" };
  const short = { day: "numeric", month: "short", year: "numeric" };
  const forms = {
    date_num: () => key(day),
    date: () => say(usual),
    date_short: () => say(short),
    date_long: () => say(long),
    date_pretty: () => pretty(say(usual)),
    date_short_pretty: () => pretty(say(short)),
    date_long_pretty: () => pretty(say(long)),
    day_divider_pretty: () => capital(pretty(say({ weekday: "long", day: "numeric", month: "long" }))),
    clock: () => say({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }),
    time: () => say({ hour: "2-digit", minute: "2-digit" }),
    time_secs: () => say({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    ago: () => ago(seconds, now / 1000),
  };
  return format.replace(/\{(\w+)\}/g, (all, name) => (forms[name] ? forms[name]() : all));
}

function ago(seconds, now) {
  const gone = Math.round(now - seconds);
  if (Math.abs(gone) < 45) return "just now";
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const [unit, size] of [["day", 86400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(gone) >= size) return words.format(-Math.round(gone / size), unit);
  }
  return words.format(-1, "minute");
}

// Whether a date can be made of so many seconds; of others making one would throw, and the whole page would stand still.
export function isTime(seconds) {
  return !Number.isNaN(new Date(seconds * 1000).getTime());
}

export function date(seconds, format, url, context) {
  const iso = new Date(seconds * 1000).toISOString();
  const made = node("time", { datetime: iso, title: `${iso} (shown in ${context?.zone ?? "your zone"})` });
  const words = dated(seconds, format, context);
  made.append(url ? link(url, words, context) : words);
  return made;
}

function control(body, context) {
  const bar = body.indexOf("|");
  const head = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? null : unescaped(body.slice(bar + 1));
  if (head.startsWith("@")) return mention(head.slice(1), context);
  if (head.startsWith("#")) return room(head.slice(1), label, context);
  if (head.startsWith("!date^")) {
    const [, seconds, format, url] = head.split("^");
    if (!isTime(Number(seconds)) || !format) return document.createTextNode(label ?? seconds);
    return date(Number(seconds), unescaped(format), url ? unescaped(url) : null, context);
  }
  if (head.startsWith("!")) return node("span", { class: "mention me" }, `@${label ?? head.slice(1).split("^").pop()}`);
  if (!/^[a-z]+:/i.test(head)) return document.createTextNode(unescaped(`<${body}>`));
  return link(unescaped(head), label, context);
}

const TOKEN = /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\4(?![\p{L}\p{N}])/u;

function inline(text, context, into) {
  let rest = text;
  for (let found = TOKEN.exec(rest); found; found = TOKEN.exec(rest)) {
    into.append(withEmoji(rest.slice(0, found.index)));
    const [all, pre, code, body, mark, inner] = found;
    if (pre !== undefined) into.append(node("pre", {}, unescaped(pre.replace(/^\n/, ""))));
    else if (code !== undefined) into.append(node("code", {}, unescaped(code)));
    else if (body !== undefined) into.append(control(body, context));
    else into.append(inline(inner, context, node({ "*": "strong", _: "em", "~": "s" }[mark])));
    rest = rest.slice(found.index + all.length);
  }
  into.append(withEmoji(rest));
  return into;
}

// Slack's mrkdwn: quotes by line, then pre, code, controls and emphasis.
export function mrkdwn(text, context) {
  const made = node("span", { class: "mrkdwn" });
  let quote = null;
  let lines = [];
  const flush = () => {
    if (!lines.length) return;
    const whole = lines.join("\n");
    made.append(quote ? inline(whole, context, node("blockquote")) : inline(whole, context, node("span")));
    lines = [];
  };
  for (const line of (text ?? "").split("\n")) {
    const quoted = /^(&gt;|>) ?/.exec(line);
    if (Boolean(quoted) !== quote) flush();
    quote = Boolean(quoted);
    lines.push(quoted ? line.slice(quoted[0].length) : line);
  }
  flush();
  return made;
}

export function textObject(object, context) {
  if (!object) return document.createTextNode("");
  return object.type === "mrkdwn" ? mrkdwn(object.text, context) : plain(object);
}
