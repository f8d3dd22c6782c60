/* A few keys for those who use no mouse; the reader can switch them off (then `data-keys="off"` stands on <html>).
   Old browsers run this: ES5 only. The words and targets stand in the page, none here. */
(function () {
  "use strict";
  var root = document.documentElement;
  var goingSince = 0;
  var GOING_MS = 1500;

  function isTyping(element) {
    return element.isContentEditable || /^(input|textarea|select)$/i.test(element.tagName);
  }

  function focusSearch() {
    var boxes = document.querySelectorAll("main input[type=search], .top input[type=search]");
    for (var i = 0; i < boxes.length; i += 1) {
      if (boxes[i].offsetParent) {
        boxes[i].focus();
        boxes[i].select();
        return;
      }
    }
    follow("s");
  }

  function follow(key) {
    var link = document.querySelector('a[data-key="' + key + '"]');
    if (link) {
      link.click();
    }
  }

  function showKeys() {
    var dialog = document.getElementById("key-list");
    if (dialog && dialog.showModal) {
      if (!dialog.open) {
        dialog.showModal();
      }
    } else {
      location.href = document.querySelector("a[data-help]").href + "#keyboard";
    }
  }

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) {
      return;
    }
    var going = Date.now() - goingSince < GOING_MS;
    goingSince = 0;
    if (going && /^[hsclim]$/.test(event.key)) {
      follow(event.key);
    } else if (event.key === "g") {
      goingSince = Date.now();
    } else if (event.key === "/") {
      event.preventDefault();
      focusSearch();
    } else if (event.key === "?") {
      event.preventDefault();
      showKeys();
    }
  }

  if (root.getAttribute("data-keys") !== "off") {
    document.addEventListener("keydown", press);
  }
})();
