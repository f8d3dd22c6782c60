/* Sharing a page: the system's own share sheet and copying the address, each offered only where it works.

   Buttons carry data-share="<address>" or data-copy="<id of the field that holds the text>"; words come from #said. */

(function () {
  "use strict";

  const said = document.getElementById("said");

  function say(word) {
    if (said) said.textContent = said.getAttribute("data-" + word) || "";
  }

  /* The way that works without permission and on addresses without encryption. */
  function copySelected(field) {
    field.focus();
    field.select();
    field.setSelectionRange(0, field.value.length);
    try {
      return document.execCommand("copy");
    } catch (refused) {
      return false;
    }
  }

  function copy(field) {
    const byHand = () => say(copySelected(field) ? "copied" : "copy-yourself");
    if (!navigator.clipboard || !navigator.clipboard.writeText) return byHand();
    return navigator.clipboard.writeText(field.value).then(() => say("copied"), byHand);
  }

  function share(button) {
    const what = { title: button.getAttribute("data-title"), url: button.getAttribute("data-share") };
    navigator.share(what).catch(() => {});
  }

  function press(event) {
    const button = event.target.closest("[data-share], [data-copy]");
    if (!button) return;
    if (button.hasAttribute("data-share")) share(button);
    else copy(document.getElementById(button.getAttribute("data-copy")));
  }

  function reveal(selector) {
    document.querySelectorAll(selector).forEach((button) => { button.hidden = false; });
  }

  if (!Element.prototype.closest) return;
  if (navigator.share) reveal("[data-share]");
  if (document.queryCommandSupported && document.queryCommandSupported("copy")) reveal("[data-copy]");
  document.addEventListener("click", press);
})();
