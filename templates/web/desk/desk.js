// The desk with less waiting: the same forms and links, without leaving the page. Everything works without it.
const at = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
document.documentElement.classList.add("js");

// ---- saving in place: the form is posted as it is, and what comes back takes the page's place
const box = (element) => element?.getBoundingClientRect().top;

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

function show(html, url, key, focus, by_itself) {
  const fresh = parsed(html);
  const back = by_itself && eyes();
  const story = () => key && document.getElementById(`s-${key}`);
  const was = story();
  const before = was?.matches(".spare") ? undefined : box(was); // a spare stood elsewhere: go to where it is now
  const typed = all("form.dirty");
  document.title = fresh.title;
  at("main").replaceWith(fresh.adoptNode(at("main", fresh)));
  say(at(".said", fresh)?.textContent || "");
  history.replaceState(null, "", url);
  const lost = typed.filter((one) => !restored(one));
  if (lost.length) salvage(lost);
  ready();
  if (back) return back();
  const trouble = at("#trouble");
  const there = trouble || story();
  const inside = !trouble && focus && all(focus, there || at("main")).find((one) => !one.disabled);
  if (!there) return (inside || at("main")).focus({ preventScroll: true });
  if (!trouble && before !== undefined) scrollBy(0, box(there) - before);
  (inside || there).focus({ preventScroll: true });
  sighted(trouble?.closest(".story") || there);
}

// Where one looks and stands, to be there again on a page that was not asked for: the place, the focus, the cursor.
function eyes() {
  const focus = document.activeElement;
  const inside = at("main").contains(focus) && focus !== at("main");
  const story = (inside && focus.closest("[id^='s-']")) || all("[id^='s-'], .front").find((one) => one.getBoundingClientRect().bottom > 0);
  const before = box(story);
  const { selectionStart: from, selectionEnd: to } = focus;
  const shown = news.contains(focus);
  const unfolded = all("main details[open]").map(fold);
  const place = (inside && focus.closest("[id^='s-']")?.id) || "main";
  return () => {
    const now = story && (story.id ? document.getElementById(story.id) : at(".front"));
    for (const one of all("main details")) one.open ||= unfolded.includes(fold(one));
    if (now) scrollBy(0, box(now) - before);
    if (shown) at("main").focus({ preventScroll: true });
    if (!inside) return;
    const within = document.getElementById(place);
    const again = within && [within, ...all("a, button, summary, " + FIELDS, within)].find((one) => alike(one, focus));
    (again || at("main")).focus({ preventScroll: true });
    if (again?.matches("textarea") && from !== null) again.setSelectionRange(from, to);
  };
}

const fold = (details) => `${details.closest("[id]").id} ${at("summary", details).textContent}`;
const NAMED = ["id", "formaction", "href", "name", "value", "type"];
const alike = (one, other) => one.tagName === other.tagName && NAMED.every((name) => one.getAttribute(name) === other.getAttribute(name)) &&
  (!one.form || one.form.getAttribute("action") === other.form?.getAttribute("action"));

// A story that ends under the buttons it was pressed with, or above the screen, is shown from its heading on.
function sighted(there) {
  const { top, bottom } = (at("h1, h2, h3", there) || there).getBoundingClientRect();
  if (top < 0 || bottom > innerHeight - covered()) there.scrollIntoView({ block: "start" });
}

// How much of the screen's foot the buttons hide that stay there on a phone.
function covered() {
  const acts = at(".rail .acts");
  return acts && getComputedStyle(acts).position === "fixed" ? acts.offsetHeight : 0;
}

// ---- what is typed and not saved yet stays, and so does the version that it was written for
const FIELDS = "textarea, select, input:not([type=hidden])";
const about = (form) => all("input[type=hidden]", form).filter((one) => !/^(csrf|seen|open|back|writer)$/.test(one.name));
const path = (form) => [form.getAttribute("action"), ...about(form).map((one) => one.value)].join(" ");
const box_of = (field) => field.name + (field.type === "checkbox" ? field.value : "");

// True where the form is on the page still, or nothing was written in it.
function restored(form) {
  const now = all("form").find((one) => path(one) === path(form));
  if (!now) return !writing(form).length;
  let differs = false;
  for (const field of all(FIELDS, form)) {
    const fresh = all(FIELDS, now).find((one) => box_of(one) === box_of(field));
    if (!fresh || (fresh.value === field.value && fresh.checked === field.checked)) continue;
    fresh.value = field.value;
    fresh.checked = field.checked;
    differs = true;
  }
  if (!differs) return true;
  now.classList.add("dirty");
  at("[name=seen]", now).value = seen(form); // another hand may have been at the same words: saving asks
  for (const one of all("[name=writer]", form)) now.append(one.cloneNode());
  for (let one = now.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  return true;
}

const writing = (form) => all("textarea, input[type=url], input:not([type])", form).filter((one) => one.value && one.value !== one.defaultValue);

function element(name, words, more = {}) {
  return Object.assign(document.createElement(name), { textContent: words, ...more });
}

const door = () => element("a", "Sign in in another tab", { href: "/sign-in?to=/", target: "_blank", rel: "noopener" });

function salvage(forms) {
  const told = element("section", "", { className: "trouble", role: "alert" });
  told.append(element("h2", "What you wrote has no place here any more"));
  for (const field of forms.flatMap(writing)) {
    told.append(element("h3", field.labels[0]?.firstChild.textContent.trim() || ""), element("p", field.value, { className: "page", dir: "auto" }));
  }
  (at(".list") || at("main")).prepend(told);
}

const unsaved = () => at(".open form.dirty") && !confirm("What you wrote is not saved. Leave it?");

async function asked(url, options) {
  const answer = await fetch(url, { ...options, credentials: "same-origin" });
  if (!(answer.headers.get("content-type") || "").startsWith("text/html")) throw new Error(answer.status);
  const text = await answer.text();
  return { text, status: answer.status, there: new URL(answer.url), moved: answer.redirected, shows: text.includes("data-desk") };
}

// What an answer shows takes the place of the page. True where it may go on from there: it was done, or was only a look.
async function visit(url, options, key, focus, by_itself) {
  if (!by_itself) at("main").setAttribute("aria-busy", "true");
  let on = false;
  try {
    let answer = await asked(url, options);
    if (answer.status === 403 && !answer.shows && (await renewed(options.body))) answer = await asked(url, options);
    const { text, status, there, moved, shows } = answer;
    const out = status === 401 || (there.pathname === "/sign-in" && at("form.dirty"));
    on = shows && (moved || !options.method);
    if (shows) {
      show(text, on ? there : location.href, there.searchParams.get("at") || key, focus, by_itself || options.keep);
      if (!on) unfinished(url);
    } else if (by_itself) return on;
    else if (out || (options.method && status >= 400)) refuse(out ? "" : at(".state", parsed(text)).textContent);
    else location.assign(there);
  } catch {
    at("[data-sent]")?.classList.add("dirty");
    if (options.method) say("That was not saved: the desk cannot be reached. What you wrote is still here.");
    else if (!by_itself) say("The desk cannot be reached.");
  }
  for (const one of all("main[aria-busy], main [aria-busy]")) one.removeAttribute("aria-busy");
  return on;
}

// What was refused, or suggested, stands in its fields and nowhere else.
function unfinished(action) {
  const form = at("[name=writer]")?.form || all("form").find((one) => one.getAttribute("action") === action);
  form?.classList.add("dirty");
}

// ---- one after the other: each press is sent when what the one before it did is shown
const queue = [];
let sending = null;
let chain = null; // versions between which nothing was changed but from this page

const seen = (form = at("#do")) => at("[name=seen]", form || document)?.value;
const number = (version) => +version.split(".")[1];
const mine = (was, now) => was === now || (chain?.to === now && number(was) >= number(chain.from));

function linked(was, now) {
  if (!was || !now || number(now) !== number(was) + 1 || at("[data-by]")?.dataset.by !== at(".you a").textContent) return;
  chain = { from: chain?.to === was ? chain.from : was, to: now };
}

// A job is { action, key, focus, body }: the body is made when it is its turn, and is null where that is over.
async function send(job) {
  queue.push(job);
  if (sending) return;
  try {
    while ((sending = queue.shift())) {
      const body = sending.body?.();
      if (body !== null && !(await carried(sending, body))) queue.length = 0; // what is behind it was meant for what did not come
    }
  } finally {
    sending = null;
  }
}

async function carried({ action, key, focus, options, by_itself }, body) {
  if (!body) return visit(action, options || {}, key, focus, by_itself);
  if (mine(body.get("seen"), seen())) body.set("seen", seen());
  body.set("csrf", at("[name=csrf]").value);
  const was = body.get("seen");
  const on = await visit(action, { method: "POST", body }, key, focus);
  if (on) linked(was, seen());
  return on;
}

// A button as it stands now; none where it is gone, cannot be pressed, or would do something else than it said.
const promise = (button) => document.getElementById(button.getAttribute("aria-describedby"))?.textContent;
const same = (one, other) => ["formaction", "name", "value"].every((name) => one.getAttribute(name) === other.getAttribute(name));

function again(button, promised) {
  const now = all("button[formaction]:not(:disabled)").find((one) => same(one, button));
  if (now && promise(now) === promised) return now;
  if (now) say("Undo was not pressed again: it would take back another change now.");
  return null;
}

function posted(button) {
  const stamp = seen();
  const promised = promise(button);
  return () => {
    const now = again(button, promised);
    const fields = now && new URLSearchParams(new FormData(now.form, now));
    fields?.set("seen", stamp);
    return fields;
  };
}

// What a form of its own says is sent as it was when it was pressed, and once.
function written(form, button) {
  const fields = new URLSearchParams(new FormData(form, button));
  const action = form.getAttribute("action") || location.pathname;
  const words = String(fields);
  if ([sending, ...queue].some((one) => one?.words === words && one.action === action)) return null;
  const body = () => {
    const now = form.isConnected ? form : all("form").find((one) => path(one) === path(form));
    at("[data-sent]")?.removeAttribute("data-sent");
    if (!now) return fields;
    now.toggleAttribute("data-sent", true);
    now.classList.toggle("dirty", all("textarea, input[id]", now).some((one) => fields.get(one.name) !== one.value));
    return fields;
  };
  return { action, words, body };
}

// Whoever signed in anew, in another tab, has other tokens; the same editor goes on with them.
async function renewed(body) {
  const { text } = await asked("/", {});
  const mine = at(".you", parsed(text));
  if (!body || !mine || at("a", mine).textContent !== at(".you a").textContent) return false;
  const token = at("[name=csrf]", mine).value;
  for (const one of all("[name=csrf]")) one.value = token;
  body.set("csrf", token);
  return true;
}

function refuse(words) {
  const sent = at("[data-sent]");
  sent?.classList.add("dirty");
  at("#trouble")?.remove();
  const told = element("section", "", { className: "trouble", id: "trouble", tabIndex: -1, role: "alert" });
  const text = element("p", words ? `${words} What you wrote is still here.` : "You are signed out; what you wrote is still here. ");
  if (!words) text.append(door(), ", then save it here.");
  told.append(text);
  sent ? sent.before(told) : (at(".list") || at("main")).prepend(told);
  told.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.method !== "post" || !form.closest("[data-desk]")) return form.classList.remove("dirty"); // what is sent is not lost
  event.preventDefault();
  const key = (button || form).closest("[data-key]")?.dataset.key;
  const action = button?.getAttribute("formaction");
  button?.setAttribute("aria-busy", "true");
  if (action) send({ action, key, focus: `[formaction="${action}"]`, body: posted(button) });
  else {
    const job = written(form, button);
    if (job) send({ ...job, key });
  }
});

// The second of two quick taps is meant for what stood there at the first, not for what came in its place.
const TWICE = 500; // milliseconds
let tap = null;

document.addEventListener("click", (event) => {
  if (!event.detail) return; // no finger: a key, or the script
  const button = event.target.closest("[data-desk] button");
  const twice = tap && event.timeStamp - tap.at < TWICE && Math.hypot(event.clientX - tap.x, event.clientY - tap.y) < 24;
  if (twice && !tap.button.isConnected) {
    event.preventDefault();
    event.stopPropagation();
    if (tap.button.hasAttribute("formaction")) again(tap.button, tap.promised)?.click();
  } else tap = button && { button, promised: promise(button) };
  if (tap) Object.assign(tap, { at: event.timeStamp, x: event.clientX, y: event.clientY });
}, true);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const mark = link.closest(".c");
  if (mark) {
    event.preventDefault();
    explained === mark ? hush() : explain(mark);
  } else if (link.matches(".story [href*='/?open='], .story [href^='/#s-']") && at(".list .front")) {
    event.preventDefault();
    if (unsaved()) return;
    for (const one of all(".open form.dirty")) one.classList.remove("dirty");
    const { key } = link.closest("[data-key]").dataset;
    send({ action: link.getAttribute("href").split("#")[0], key, focus: ".reword textarea" });
  }
});

// ---- what was done, for eyes and for screen readers
function say(words) {
  const told = at(".said");
  told.textContent = "";
  setTimeout(() => (told.textContent = words), 60);
}

// ---- what others do meanwhile: asked for while the page is looked at; such a look is no use of the session
const WATCH = { sending: 5000, other: 15000 }; // milliseconds
const UNASKED = { "x-unasked": "1" };
const news = element("div", "", { className: "news", role: "status" });
let known = "";
let asking = 0;

async function watch() {
  clearTimeout(asking);
  const of = known;
  if (of && !document.hidden && !sending && !drag) {
    try {
      const query = new URLSearchParams({ of, seen: seen() });
      const answer = await fetch(`/now?${query}`, { headers: { ...UNASKED, accept: "application/json" }, credentials: "same-origin" });
      const told = answer.status === 200 && (await answer.json());
      if (of === known && !sending && !drag) {
        if (answer.status === 401) out();
        else if (told) learn(told);
        else if (at("a", news)) news.replaceChildren(); // signed in again
      }
    } catch {} // it is asked again
  }
  clearTimeout(asking);
  asking = setTimeout(watch, at(".status.sending") ? WATCH.sending : WATCH.other);
}

document.addEventListener("visibilitychange", () => document.hidden || watch());

function out() {
  if (at("a", news)) return;
  const line = element("p", "You are signed out. ");
  line.append(door());
  news.replaceChildren(line);
}

function learn(now) {
  known = now.of;
  if (at("#state")) state(now);
  const { status } = at("[data-status]").dataset;
  if (now.seen === seen() && now.status === status) return;
  const going = /^(sending|sent)$/.test(now.status) && now.status !== status;
  if (!now.by.length && !editing() && now.seen.split(".")[0] === seen().split(".")[0]) return anew(true);
  if (now.by.length) tell(`${named(now.by)} changed this edition`);
  else if (going) tell(now.status === "sent" ? "This edition was sent" : "This edition is being sent");
  else if (now.seen.split(".")[0] !== seen().split(".")[0]) tell("Another edition is on the desk");
}

function named(hands) {
  const names = hands.map((one) => (one === at(".you a").textContent ? "You, in another place," : one));
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
}

function tell(words) {
  if (at("span", news)?.textContent === words) return;
  const line = element("p", "");
  line.append(element("span", words), element("button", "Show", { type: "button", onclick: () => anew(false) }));
  news.replaceChildren(line);
}

const editing = () => at("form.dirty, .open, .overrule[open], #pop") || document.activeElement.matches(`main :is(${FIELDS})`);

// The page as it is now. What is typed stays, and so does where one looks.
function anew(by_itself) {
  const open = at(".story.open")?.dataset.key;
  const action = at("#state") ? `/${open ? `?open=${open}` : ""}` : location.pathname;
  send({ action, by_itself, options: by_itself ? { headers: UNASKED } : { keep: true } });
}

// How it stands, and the buttons beside it. What Undo would take back has to be seen on the page first.
function state(now) {
  const rail = at(".rail");
  const focus = rail.contains(document.activeElement) && document.activeElement;
  const fresh = parsed(now.state).body;
  if (now.by.length) for (const one of all("[formaction='/undo'], #undoes", fresh)) one.remove();
  rail.replaceChildren(at("h1", rail), ...fresh.childNodes);
  if (focus) (all("a, button, summary", rail).find((one) => alike(one, focus)) || at("main")).focus({ preventScroll: true });
  remaining();
}

// ---- claims: the sentence of the source beside the words it carries
let explained = null;
let waiting = 0;

function explain(mark) {
  if (explained === mark) return;
  hush();
  const note = document.getElementById(mark.hash.slice(1));
  if (!note) return;
  const pop = document.createElement("span");
  pop.className = "pop";
  pop.id = "pop";
  pop.lang = "en";
  const told = note.matches(".doubt") ? at("p", note) : note;
  pop.append(...told.cloneNode(true).childNodes);
  const source = at("a", note.closest("li") || note);
  if (source && !at("a", pop)) pop.append(" ", source.cloneNode(true));
  mark.after(pop);
  mark.setAttribute("aria-describedby", "pop");
  explained = mark;
  const words = mark.closest(".words").getBoundingClientRect();
  const where = [...mark.getClientRects()].at(-1);
  const above = where.bottom + pop.offsetHeight + 90 > innerHeight && where.top > pop.offsetHeight + 10;
  pop.style.top = `${(above ? where.top - pop.offsetHeight - 6 : where.bottom + 6) - words.top}px`;
  pop.classList.toggle("above", above);
  pop.style.left = `${Math.max(0, Math.min(where.left - words.left, words.width - pop.offsetWidth))}px`;
}

function hush() {
  clearTimeout(waiting);
  at("#pop")?.remove();
  explained?.removeAttribute("aria-describedby");
  explained = null;
}

const near = (element) => element?.closest?.(".c, #pop");
document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  const mark = event.target.closest(".c");
  clearTimeout(waiting);
  if (mark) waiting = setTimeout(explain, 120, mark);
  else if (!near(event.target) && explained && !near(document.activeElement)) waiting = setTimeout(hush, 250);
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches(".c:focus-visible")) explain(event.target);
  else if (!near(event.target)) hush();
});
document.addEventListener("pointerdown", (event) => near(event.target) || hush());

// ---- lengths, as they are typed
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;

function size(text) {
  const letters = text.match(UNSPACED) || [];
  const words = text.replace(UNSPACED, " ").split(/\s+/).filter((one) => /[\p{L}\p{N}]/u.test(one));
  return Math.floor((letters.length + 1) / 2) + words.length;
}

function measure(field) {
  const words = at(`[data-of="${field.id}"]`);
  const text = field.value.trim();
  if (words) {
    const { least, most, limit } = words.dataset;
    const count = size(text);
    const over = [...text].length - limit;
    words.value = `${count} ${count === 1 ? "word" : "words"} of ${least} to ${most}${over > 0 ? `, ${over} ${over > 1 ? "characters" : "character"} too long` : ""}`;
    words.classList.toggle("off", count < +least || count > +most || over > 0);
  }
  const letters = at(`[data-count="${field.id}"]`);
  if (letters) {
    const { over, under = 0, told } = letters.dataset;
    const count = [...text].length;
    letters.value = `${count} characters${count > over || count < under ? `, ${told}` : ""}`;
  }
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.form || field.matches("dialog *")) return;
  field.form.classList.add("dirty");
  if (field.id) measure(field);
});
addEventListener("beforeunload", (event) => at("form.dirty textarea") && event.preventDefault());

// ---- dragging a story by its number
let drag = null;

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest(".story:not(.open, .whole) > .number");
  if (!grip || event.button) return;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  drag = { story: grip.parentElement, from: event.clientY };
});
document.addEventListener("pointermove", (event) => {
  if (!drag || Math.abs(event.clientY - drag.from) < 6) return;
  drag.story.classList.add("lifted");
  for (const one of all(".here")) one.classList.remove("here", "below");
  if (event.clientY < 60) scrollBy(0, -12);
  if (event.clientY > innerHeight - 60) scrollBy(0, 12);
  const over = all(".story").find((one) => event.clientY < one.getBoundingClientRect().bottom) || all(".story").at(-1);
  const { top, height } = over.getBoundingClientRect();
  drag.over = over;
  drag.below = event.clientY > top + height / 2;
  over.classList.add("here");
  over.classList.toggle("below", drag.below);
});
document.addEventListener("pointerup", () => drop(true));
document.addEventListener("pointercancel", () => drop(false));

function drop(done) {
  if (!drag) return;
  const { story, over, below } = drag;
  drag = null;
  story.classList.remove("lifted");
  for (const one of all(".here")) one.classList.remove("here", "below");
  if (!done || !over || over === story) return;
  const { key } = story.dataset;
  send({ action: `/story/${key}/move`, key, body: moved(key, over.dataset.key, below, seen()) });
}

const moved = (key, over, below, stamp) => () => {
  const there = document.getElementById(`s-${over}`);
  const shelf = there?.closest("[data-section]");
  if (!shelf || !document.getElementById(`s-${key}`)) return null;
  const others = all(".story", shelf).filter((one) => one.dataset.key !== key);
  const fields = new URLSearchParams(new FormData(at("#do")));
  fields.set("seen", stamp);
  fields.append("section", shelf.dataset.section);
  fields.append("place", others.indexOf(there) + (below ? 1 : 0));
  return fields;
};

// ---- keys
const current = () => document.activeElement?.closest("[data-key]");

function step(by) {
  const stories = all(".story");
  const next = stories[stories.indexOf(current()) + by] || (current() ? null : stories.at(by > 0 ? 0 : -1));
  const turn = at(`[rel=${by > 0 ? "next" : "prev"}]`);
  if (turn) return turn.click();
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const press = (action) => at(`.tools [formaction$="${action}"]:not(:disabled)`, current() || document.createElement("i"))?.click();
const hasty = (key) => lately.key === key && lately.at - lately.before < TWICE; // one is dropped, not its neighbour, too
const follow = (name) => at(`[data-do=${name}]`)?.click();
let lately = {};
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  J: () => press("/down"),
  K: () => press("/up"),
  x: () => hasty("x") || press("/drop"),
  e: () => at("[data-do=open]", current() || document.createElement("i"))?.click() || at(".single .reword textarea")?.focus(),
  s: swap,
  u: undo,
  a: () => follow("approve"),
  p: () => follow("proof"),
  l: () => location.assign("/letter"),
  "?": list,
};

// The keys that do something on this page, now.
function list() {
  at("#letters").checked = letters();
  for (const one of all("#keys [data-needs]")) {
    const letter = !all("kbd", one).some((key) => /^(Ctrl|Alt|Esc)$/.test(key.textContent));
    one.hidden = !at(one.dataset.needs) || (letter && !letters());
  }
  if (at("#keys").open) return;
  at("#keys").showModal();
  at("#keys form button").focus();
}

// Who speaks to their machine, or rests a hand on it, turns keys of one letter off (WCAG 2.1.4), in this browser.
const letters = () => localStorage.getItem("letters") !== "off";

document.addEventListener("change", (event) => {
  if (event.target.id !== "letters") return;
  localStorage.setItem("letters", event.target.checked ? "on" : "off");
  list();
});

// The key takes back what was done from this page; to anything else it leads, and tells what it is.
function undo() {
  const button = at('[formaction="/undo"]');
  if (!button) return;
  if (chain?.to === seen() && +button.dataset.deed > number(chain.from)) button.click();
  else button.focus();
}

async function swap() {
  const story = current() || at(".whole");
  if (!story) return;
  const { key } = story.dataset;
  if (!at(`#spare-${key}`) && (!at(".list .front") || unsaved())) return;
  if (!at(`#spare-${key}`)) await send({ action: `/?open=${key}`, key });
  at(`#spare-${key} select`)?.focus();
}

document.addEventListener("click", (event) => event.target.closest("[data-keys]") && list());
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, select, textarea, [contenteditable]");
  if (event.key === "Escape" && explained) return hush();
  if (event.key === "Escape" && typing) return at(".open a[href^='/#s-']")?.click();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && typing) return event.target.form?.requestSubmit();
  if (event.altKey && /^Arrow(Up|Down)$/.test(event.key) && current() && !typing) {
    event.preventDefault();
    return press(event.key === "ArrowUp" ? "/up" : "/down");
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || at("dialog[open]") || !at("#keys")) return;
  if (!(event.key in KEYS) || !letters()) return;
  event.preventDefault();
  if (event.repeat && !"jk".includes(event.key)) return;
  lately = { key: event.key, at: event.timeStamp, before: lately.key === event.key ? lately.at : -TWICE };
  KEYS[event.key]();
});

// ---- after every showing of the page
function ready() {
  hush();
  remaining();
  news.replaceChildren();
  known = at("[data-moment]")?.dataset.moment || "";
  for (const { dataset } of all("[data-of], [data-count]")) measure(document.getElementById(dataset.of || dataset.count));
}

const began = new WeakMap(); // the server's clock is the newsroom's; this one only counts on

function remaining() {
  const due = at("#due");
  if (!due) return;
  if (!began.has(due)) began.set(due, performance.now());
  const left = Math.floor((due.dataset.left - (performance.now() - began.get(due)) / 1000) / 60);
  if (left >= 0) due.textContent = left < 60 ? `in ${left} min` : `in ${Math.floor(left / 60)} h ${left % 60} min`;
  else due.parentElement.replaceChildren(due.dataset.late); // and no hour that is over
}

at("main").before(news);
setInterval(remaining, 20000);
ready();
asking = setTimeout(watch, WATCH.other);
if (at(".said")?.textContent) say(at(".said").textContent);
document.getElementById(location.hash.slice(1))?.focus({ preventScroll: true });
