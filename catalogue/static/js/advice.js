/* Advice while a form is being filled in: the server says, by its own rules, what is not told yet.

   Without this script the same advice stands on the page whenever it is sent. */

(function () {
  "use strict";

  const WAIT_MILLISECONDS = 800;
  const form = document.querySelector("form[data-advice]");
  const box = document.getElementById("advice");
  if (!form || !box || !window.fetch || !window.FormData) return;
  const list = box.querySelector("ul");
  const said = box.querySelector("[data-told]");
  let timer;
  let asked = 0;

  function item(advice) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = "#" + advice.field;
    link.textContent = advice.words;
    line.appendChild(link);
    return line;
  }

  function show(answer) {
    while (list.firstChild) list.removeChild(list.firstChild);
    answer.advice.forEach((advice) => list.appendChild(item(advice)));
    const words = answer.rules + " 项里已经做到 " + answer.told + " 项。" +
      (answer.advice.length ? "下面几项不是必填，写了更容易被找到。" : "都做到了，很好。");
    if (said.textContent !== words) said.textContent = words;
  }

  function ask() {
    asked += 1;
    const mine = asked;
    fetch(form.getAttribute("data-advice"), { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((answer) => {
        if (answer && mine === asked) show(answer);
      })
      .catch(() => {});
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MILLISECONDS);
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);
})();
