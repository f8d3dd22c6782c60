/* The page 我的学习: lists what this device keeps, removes, clears. Everything shown is made as text, never as markup. */

(function () {
  "use strict";

  const mine = window.myLearning;
  const root = document.getElementById("mine");
  const said = document.getElementById("said");
  if (!mine || !root || !mine.works()) return;

  const LONG_DAY = { year: "numeric", month: "long", day: "numeric" };
  const LISTS = {
    doing: (thing) => (thing.stage === "doing" ? thing.moved : 0),
    want: (thing) => (thing.stage === "want" ? thing.moved : 0),
    kept: (thing) => thing.kept,
    done: (thing) => (thing.stage === "done" ? thing.moved : 0),
    seen: (thing) => thing.seen,
  };

  function remove(list, thing) {
    if (list === "kept" || list === "seen") {
      thing[list] = 0;
    } else {
      thing.stage = "";
      thing.moved = mine.seconds();
    }
  }

  function row(list, id, thing, at) {
    const line = document.importNode(document.getElementById("mine-row").content, true);
    const title = thing.title || id;
    const link = line.querySelector("a");
    link.textContent = title;
    link.href = root.getAttribute("data-resources").replace("aaaaaaaaaa", id);
    const time = line.querySelector("time");
    const day = new Date(at * 1000);
    time.dateTime = day.toISOString();
    time.textContent = day.toLocaleDateString(document.documentElement.lang, LONG_DAY);
    line.querySelector("button .hide").textContent = title;
    line.querySelector("button").addEventListener("click", () => {
      mine.change(id, "", (changed) => remove(list, changed));
      root.querySelector(`[data-list="${list}"] h2`).focus();
      show();
      said.textContent = said.getAttribute("data-removed");
    });
    return line;
  }

  function showList(section, things) {
    const list = section.getAttribute("data-list");
    const at = (id) => LISTS[list](things[id]);
    const ids = Object.keys(things).filter(at).sort((a, b) => at(b) - at(a));
    const place = section.querySelector("ul");
    place.textContent = "";
    ids.forEach((id) => place.appendChild(row(list, id, things[id], at(id))));
    section.querySelector(".count").textContent = String(ids.length);
    place.hidden = ids.length === 0;
    section.hidden = ids.length === 0 && !section.contains(document.activeElement);
  }

  function show() {
    const state = mine.read();
    root.querySelectorAll("[data-list]").forEach((section) => showList(section, state.things));
    const nothing = Object.keys(state.things).length === 0;
    document.getElementById("mine-nothing").hidden = !nothing;
    root.querySelectorAll("[data-needs-things]").forEach((part) => { part.hidden = nothing; });
    document.getElementById("mine-remember").checked = state.remember;
    document.getElementById("mine-without").hidden = true;
    root.hidden = false;
  }

  function clearAll(event) {
    if (!window.confirm(event.target.getAttribute("data-sure"))) return;
    mine.clear();
    show();
    said.textContent = said.getAttribute("data-cleared");
    document.getElementById("mine-nothing").focus();
  }

  function rememberOrNot(event) {
    const state = mine.read();
    state.remember = event.target.checked;
    mine.write(state);
    show();
  }

  document.getElementById("mine-clear").addEventListener("click", clearAll);
  document.getElementById("mine-remember").addEventListener("change", rememberOrNot);
  window.addEventListener("storage", show);
  window.addEventListener("pageshow", (event) => { if (event.persisted) show(); });
  document.addEventListener("my-learning", show);
  show();
})();
