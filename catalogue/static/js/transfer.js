/* Taking 我的学习 to another device: as a file, or as a QR code of an address whose fragment holds the public ids.

   Browsers never send the fragment of an address, so no server learns what somebody keeps. In it each resource is its
   id and one digit: 1 for kept, and 2, 4 or 6 for the stage. The other device asks before it takes anything in. */

(function () {
  "use strict";

  const mine = window.myLearning;
  const root = document.getElementById("mine");
  const said = document.getElementById("said");
  if (!mine || !root || !mine.works()) return;

  const MOST_IN_CODE = 40;
  const LARGEST_FILE = 1024 * 1024;
  const ENTRY_LENGTH = 11;
  const FRAGMENT = /^#add=((?:[a-z2-7]{10}[1-7])+)$/;
  const QUIET_ZONE = 4;
  const SVG = "http://www.w3.org/2000/svg";
  const element = (name) => document.getElementById("mine-" + name);

  function say(word, number) {
    said.textContent = said.getAttribute("data-" + word).replace("{}", number);
  }

  const refresh = () => document.dispatchEvent(new Event("my-learning"));

  /* A file out and in */

  function saveFile() {
    const blob = new Blob([JSON.stringify(mine.read(), null, 1)], { type: "application/json" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = element("save").getAttribute("data-name");
    document.body.appendChild(link);
    link.click();
    document.body.removeChild(link);
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  function takeIn(text) {
    let state = null;
    try {
      state = mine.clean(JSON.parse(text));
    } catch (broken) {
      state = null;
    }
    if (!state) return say("not-ours");
    if (!mine.merge(state)) return say("full");
    refresh();
    return say("taken", Object.keys(state.things).length);
  }

  function openFile(event) {
    const file = event.target.files[0];
    if (!file) return;
    if (file.size > LARGEST_FILE) {
      say("not-ours");
    } else {
      const reader = new FileReader();
      reader.onload = () => takeIn(reader.result);
      reader.onerror = () => say("not-ours");
      reader.readAsText(file);
    }
    event.target.value = "";
  }

  /* A code out */

  function address() {
    const things = mine.read().things;
    const newest = (id) => Math.max(things[id].kept, things[id].moved);
    const ids = Object.keys(things).filter((id) => things[id].kept || things[id].stage).sort((a, b) => newest(b) - newest(a));
    const digit = (thing) => (thing.kept ? 1 : 0) + 2 * (mine.STAGES.indexOf(thing.stage) + 1);
    const entries = ids.slice(0, MOST_IN_CODE).map((id) => id + digit(things[id]));
    element("more").hidden = ids.length <= MOST_IN_CODE;
    return entries.length ? location.origin + location.pathname + "#add=" + entries.join("") : "";
  }

  function draw(text) {
    const code = window.qrcode(0, "L");
    code.addData(text, "Byte");
    code.make();
    const size = code.getModuleCount();
    let path = "";
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`;
      }
    }
    const side = size + 2 * QUIET_ZONE;
    const picture = document.createElementNS(SVG, "svg");
    picture.setAttribute("viewBox", `${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}`);
    picture.setAttribute("shape-rendering", "crispEdges");
    const dots = document.createElementNS(SVG, "path");
    dots.setAttribute("d", path);
    picture.appendChild(dots);
    const place = element("code");
    place.textContent = "";
    place.appendChild(picture);
  }

  function withDrawing(next) {
    if (window.qrcode) return next();
    const script = document.createElement("script");
    script.src = element("show-code").getAttribute("data-script");
    script.onload = next;
    script.onerror = () => say("no-code");
    return document.head.appendChild(script);
  }

  function showCode() {
    const text = address();
    if (!text) return say("nothing-to-take");
    return withDrawing(() => {
      draw(text);
      element("address").value = text;
      element("transfer").hidden = false;
      element("transfer").focus();
    });
  }

  /* A code in */

  function arrived() {
    const found = FRAGMENT.exec(location.hash);
    const things = {};
    const text = found ? found[1].slice(0, ENTRY_LENGTH * mine.MOST_THINGS) : "";
    for (let at = 0; at < text.length; at += ENTRY_LENGTH) {
      const digit = Number(text[at + 10]);
      const now = mine.seconds();
      things[text.slice(at, at + 10)] = {
        kept: digit % 2 ? now : 0,
        stage: mine.STAGES[(digit >> 1) - 1] || "",
        moved: digit > 1 ? now : 0,
      };
    }
    return mine.clean({ version: 1, things: things });
  }

  function ask() {
    const many = Object.keys(arrived().things).length;
    element("arrived").hidden = many === 0;
    if (many === 0) return;
    element("arrived-count").textContent = String(many);
    element("arrived").focus();
  }

  function settle(event) {
    const other = arrived();
    history.replaceState(null, "", location.pathname);
    element("arrived").hidden = true;
    if (event.target !== element("accept")) return;
    if (!mine.merge(other)) {
      say("full");
      return;
    }
    say("taken", Object.keys(other.things).length);
    refresh();
    nameNext(Object.keys(other.things));
  }

  /* The code carries no titles: ask for those this device does not know, one after another. */
  function nameNext(ids) {
    const things = mine.read().things;
    const unnamed = ids.filter((id) => things[id] && !things[id].title);
    if (!unnamed.length || !window.fetch) return refresh();
    return fetch(`/api/v1/resources/${unnamed[0]}`)
      .then((answer) => (answer.ok ? answer.json() : {}))
      .then((resource) => mine.change(unnamed[0], String(resource.title || unnamed[0]), () => {}))
      .catch(() => mine.change(unnamed[0], unnamed[0], () => {}))
      .then(() => nameNext(unnamed.slice(1)));
  }

  element("save").addEventListener("click", saveFile);
  element("file").addEventListener("change", openFile);
  element("show-code").addEventListener("click", showCode);
  element("accept").addEventListener("click", settle);
  element("decline").addEventListener("click", settle);
  window.addEventListener("hashchange", ask);
  ask();
})();
