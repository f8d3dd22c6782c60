/* Reviewing by keyboard alone: moving through the queue, checking, deciding. The page works without it; it is not
   linked where the reader switched keys off. What each key presses stands in the page (data-key), none here. */
(function () {
  "use strict";
  const MARK = "at";
  let at = -1;

  function isTyping(element) {
    return /^(textarea|select)$/i.test(element.tagName) ||
      (/^input$/i.test(element.tagName) && !/^(radio|checkbox)$/.test(element.type));
  }

  function rows() {
    return document.querySelectorAll("[data-row]");
  }

  /* Marks a row and gives its link the focus, so that Enter opens it as everywhere. */
  function go(step) {
    const all = rows();
    if (!all.length) {
      return;
    }
    at = Math.min(Math.max(at + step, 0), all.length - 1);
    all.forEach(function (row, index) {
      row.classList.toggle(MARK, index === at);
    });
    all[at].querySelector("[data-open]").focus();
  }

  function pick() {
    const row = rows()[at];
    if (row) {
      row.querySelector("input[type=checkbox]").click();
    }
  }

  /* Passed at the first press, failed at the next, and so on. */
  function turn(check) {
    const choices = check.querySelectorAll("input[type=radio]");
    const other = choices[0].checked ? choices[1] : choices[0];
    other.checked = true;
    other.focus();
  }

  function passAll() {
    document.querySelectorAll("[data-check]").forEach(function (check) {
      check.querySelector("input[type=radio]").checked = true;
    });
  }

  function openCorrections() {
    const corrections = document.getElementById("corrections");
    if (corrections) {
      corrections.open = true;
      corrections.querySelector("input, textarea").focus();
    }
  }

  function showKeys() {
    const dialog = document.getElementById("key-list");
    if (dialog && dialog.showModal && !dialog.open) {
      dialog.showModal();
    }
  }

  function focusRemark() {
    const remark = document.getElementById("remark");
    if (remark) {
      remark.focus();
    }
  }

  function back() {
    const list = document.querySelector(".crumbs a");
    if (list) {
      list.click();
    }
  }

  const DOES = {
    j: function () { go(1); },
    k: function () { go(-1); },
    s: pick,
    m: focusRemark,
    e: openCorrections,
    u: back,
    0: passAll,
    "?": showKeys
  };

  function pressed(key) {
    const check = /^[1-7]$/.test(key) && document.querySelector("[data-check='" + key + "']");
    const button = /^[a-z]$/.test(key) && document.querySelector("[data-key='" + key + "']");
    if (check) {
      return function () { turn(check); };
    }
    return button ? function () { button.click(); } : DOES[key];
  }

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) {
      return;
    }
    if (isTyping(event.target)) {
      if (event.key === "Escape") {
        event.target.blur();
      }
      return;
    }
    const does = pressed(event.key);
    if (does) {
      event.preventDefault();
      does();
    }
  }

  document.addEventListener("keydown", press);
}());
