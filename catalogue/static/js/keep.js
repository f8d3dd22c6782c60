/* Buttons that keep a resource on this device: 收藏 on cards and pages, 想学 在学 学完 on pages; and notes pages opened.

   A hook is any element with data-keep="<public id>"; it stays hidden where nothing can be kept. Words come from #said. */

(function () {
  "use strict";

  const mine = window.myLearning;
  const said = document.getElementById("said");
  const SAID_FOR_MILLISECONDS = 6000;
  let silence;

  function say(word) {
    if (!said) return;
    clearTimeout(silence);
    said.textContent = said.getAttribute("data-" + word) || "";
    silence = setTimeout(() => { said.textContent = ""; }, SAID_FOR_MILLISECONDS);
  }

  function titleOf(hook) {
    const place = hook.closest("article") || document;
    const title = place.querySelector("h1, h2 a, h3 a");
    return title ? title.textContent : "";
  }

  const buttonsOf = (hook) => (hook.matches("button") ? [hook] : Array.from(hook.querySelectorAll("button[data-mark]")));

  function isMarked(thing, mark) {
    return mark === "kept" ? thing.kept > 0 : thing.stage === mark;
  }

  function show(hook, state) {
    const thing = state.things[hook.getAttribute("data-keep")] || mine.blank();
    buttonsOf(hook).forEach((button) => {
      button.setAttribute("aria-pressed", String(isMarked(thing, button.getAttribute("data-mark"))));
    });
    hook.hidden = false;
  }

  function showAll() {
    const state = mine.read();
    document.querySelectorAll("[data-keep]").forEach((hook) => show(hook, state));
  }

  function mark(thing, name, wanted) {
    if (name === "kept") {
      thing.kept = wanted ? mine.seconds() : 0;
    } else {
      thing.stage = wanted ? name : "";
      thing.moved = mine.seconds();
    }
  }

  function press(event) {
    const button = event.target.closest("button[data-mark]");
    const hook = button && button.closest("[data-keep]");
    if (!hook) return;
    const name = button.getAttribute("data-mark");
    const wanted = button.getAttribute("aria-pressed") !== "true";
    const done = mine.change(hook.getAttribute("data-keep"), titleOf(hook), (thing) => mark(thing, name, wanted));
    showAll();
    say(done ? name + (wanted ? "" : "-off") : "full");
  }

  function noteOpened() {
    const page = document.querySelector("[data-keep][data-opened]");
    if (!page || !mine.read().remember) return;
    mine.change(page.getAttribute("data-keep"), titleOf(page), (thing) => { thing.seen = mine.seconds(); });
  }

  if (!mine || !mine.works() || !Element.prototype.closest) return;
  noteOpened();
  showAll();
  document.addEventListener("click", press);
  window.addEventListener("storage", showAll);
  window.addEventListener("pageshow", (event) => { if (event.persisted) showAll(); });
})();
