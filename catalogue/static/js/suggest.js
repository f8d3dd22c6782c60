/* Suggestions while typing: a combobox with a list, after the ARIA Authoring Practices, on every search box.

   Without this script the box is a plain form. A suggested topic or query is searched for; an institution or a resource opens. */

(function () {
  "use strict";

  const WAIT_MILLISECONDS = 180;
  const PLACES = { institution: "institutions", resource: "resources" };
  let boxes = 0;

  function makeList(form, input) {
    const list = document.createElement("ul");
    boxes += 1;
    list.id = "suggestions-" + boxes;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.getAttribute("data-suggest"));
    list.hidden = true;
    form.appendChild(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    return list;
  }

  /* The form leads to /search or /en/search: what stands before it keeps the reader's language. */
  function addressOf(form, item) {
    const place = PLACES[item.type];
    return place ? form.getAttribute("action").replace(/search$/, place + "/" + encodeURIComponent(item.value)) : "";
  }

  function makeOption(form, list, item, number) {
    const option = document.createElement("li");
    option.id = list.id + "-" + number;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.setAttribute("data-text", item.text);
    option.setAttribute("data-address", addressOf(form, item));
    const text = document.createElement("span");
    text.textContent = item.text;
    const type = document.createElement("small");
    type.textContent = form.getAttribute("data-" + item.type) || "";
    option.appendChild(text);
    option.appendChild(type);
    return option;
  }

  function attach(form) {
    const input = form.querySelector("input[type=search]");
    const list = makeList(form, input);
    let active = -1;
    let timer;
    let asking = null;
    let asked = input.value.trim();

    const options = () => list.children;

    function point(number) {
      if (options()[active]) options()[active].setAttribute("aria-selected", "false");
      active = number;
      const option = options()[active];
      if (!option) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      option.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", option.id);
      if (option.scrollIntoView) option.scrollIntoView({ block: "nearest" });
    }

    function open(wanted) {
      const shown = wanted && options().length > 0;
      list.hidden = !shown;
      input.setAttribute("aria-expanded", String(shown));
      if (!shown) point(-1);
    }

    function show(items) {
      point(-1);
      list.textContent = "";
      items.forEach((item, number) => list.appendChild(makeOption(form, list, item, number)));
      open(document.activeElement === input);
    }

    function stop() {
      clearTimeout(timer);
      if (asking) asking.abort();
      asking = null;
    }

    function ask(text) {
      stop();
      const mine = new AbortController();
      asking = mine;
      fetch("/api/v1/suggest?q=" + encodeURIComponent(text), { signal: mine.signal, credentials: "omit" })
        .then((answer) => (answer.ok ? answer.json() : { items: [] }))
        .then((found) => { if (asking === mine) show(found.items); })
        .catch(() => {});
    }

    function typed(event) {
      if (event.isComposing) return;
      const text = input.value.trim();
      if (text === asked) return;
      asked = text;
      stop();
      if (text) timer = setTimeout(() => ask(text), WAIT_MILLISECONDS);
      else show([]);
    }

    function choose(option) {
      const address = option.getAttribute("data-address");
      input.value = asked = option.getAttribute("data-text");
      open(false);
      stop();
      if (address) location.assign(address);
      else form.submit();
    }

    const moves = {
      ArrowDown: () => { if (list.hidden) open(true); else point((active + 1) % options().length); },
      ArrowUp: () => { if (!list.hidden) point((active <= 0 ? options().length : active) - 1); },
      Enter: () => choose(options()[active]),
      Escape: () => open(false),
    };
    const means = {
      ArrowDown: () => options().length > 0,
      ArrowUp: () => !list.hidden,
      Enter: () => !list.hidden && active >= 0,
      Escape: () => !list.hidden,
    };

    function press(event) {
      if (event.isComposing || event.keyCode === 229 || !means[event.key]) return;
      if (!means[event.key]()) return;
      event.preventDefault();
      event.stopPropagation();
      moves[event.key]();
    }

    input.addEventListener("input", typed);
    input.addEventListener("compositionend", () => typed({ isComposing: false }));
    input.addEventListener("keydown", press);
    input.addEventListener("blur", () => open(false));
    form.addEventListener("submit", stop);
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
  }

  if (!window.fetch || !window.AbortController || !Element.prototype.closest) return;
  document.querySelectorAll("form[data-suggest]").forEach(attach);
})();
