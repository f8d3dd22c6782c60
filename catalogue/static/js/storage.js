/* 我的学习 as this device keeps it: one bounded JSON value in localStorage, never trusted when it is read back.

   {version, remember, things: {id: {title, kept, seen, stage, moved}}}; times are seconds since 1970, 0 for never;
   `stage` is "", "want", "doing" or "done" and `moved` when it was set; `remember` whether pages opened are noted. */

window.myLearning = (function () {
  "use strict";

  const KEY = "my-learning";
  const VERSION = 1;
  const MOST_THINGS = 500;
  const MOST_SEEN = 100;
  const LONGEST_TITLE = 200;
  const STAGES = ["want", "doing", "done"];
  const PUBLIC_ID = /^[a-z2-7]{10}$/;

  const seconds = () => Math.floor(Date.now() / 1000);
  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isPublicId = (text) => typeof text === "string" && PUBLIC_ID.test(text);
  const empty = () => ({ version: VERSION, remember: true, things: {} });
  const blank = () => ({ title: "", kept: 0, seen: 0, stage: "", moved: 0 });
  const chosen = (thing) => thing.kept > 0 || thing.stage !== "";
  const latest = (thing) => Math.max(thing.kept, thing.moved, thing.seen);

  function cleanTitle(value) {
    return typeof value === "string" ? value.replace(/\s+/g, " ").trim().slice(0, LONGEST_TITLE) : "";
  }

  function cleanTime(value) {
    return typeof value === "number" && value > 0 ? Math.min(Math.floor(value), seconds()) : 0;
  }

  function cleanThing(value) {
    const thing = blank();
    thing.title = cleanTitle(value.title);
    thing.kept = cleanTime(value.kept);
    thing.seen = cleanTime(value.seen);
    thing.stage = STAGES.indexOf(value.stage) >= 0 ? value.stage : "";
    thing.moved = thing.stage ? cleanTime(value.moved) || seconds() : 0;
    return thing;
  }

  /* What somebody chose outlives what was merely opened, the newer outlives the older. */
  function bounded(state) {
    const ids = Object.keys(state.things);
    const opened = ids.filter((id) => state.things[id].seen).sort((a, b) => state.things[b].seen - state.things[a].seen);
    opened.slice(state.remember ? MOST_SEEN : 0).forEach((id) => { state.things[id].seen = 0; });
    const rank = (id) => (chosen(state.things[id]) ? 1e11 : 0) + latest(state.things[id]);
    const worth = ids.filter((id) => chosen(state.things[id]) || state.things[id].seen).sort((a, b) => rank(b) - rank(a));
    const things = {};
    worth.slice(0, MOST_THINGS).forEach((id) => { things[id] = state.things[id]; });
    return { version: VERSION, remember: state.remember, things: things };
  }

  /* The state that a stored or imported value describes, with everything unknown left out; null when it is none. */
  function clean(value) {
    if (!isObject(value) || value.version !== VERSION || !isObject(value.things)) return null;
    const state = empty();
    state.remember = value.remember !== false;
    Object.keys(value.things).forEach((id) => {
      if (isPublicId(id) && isObject(value.things[id])) state.things[id] = cleanThing(value.things[id]);
    });
    return bounded(state);
  }

  function read() {
    try {
      return clean(JSON.parse(localStorage.getItem(KEY))) || empty();
    } catch (broken) {
      return empty();
    }
  }

  function store(state) {
    try {
      localStorage.setItem(KEY, JSON.stringify(state));
      return true;
    } catch (full) {
      return false;
    }
  }

  /* Whether it could be kept; when the browser's space is full, the list of opened pages gives way. */
  function write(state) {
    if (store(bounded(state))) return true;
    Object.keys(state.things).forEach((id) => { state.things[id].seen = 0; });
    return store(bounded(state));
  }

  /* Change one thing, new or known, and keep it; says whether that worked. */
  function change(id, title, update) {
    const state = read();
    const thing = state.things[id] || blank();
    thing.title = cleanTitle(title) || thing.title;
    update(thing);
    state.things[id] = thing;
    return write(state);
  }

  /* Add what another device or a file knows; where both know a thing, the later choice counts. */
  function merge(other) {
    const state = read();
    Object.keys(other.things).forEach((id) => {
      const mine = state.things[id] || blank();
      const theirs = other.things[id];
      state.things[id] = {
        title: mine.title || theirs.title,
        kept: Math.max(mine.kept, theirs.kept),
        seen: Math.max(mine.seen, theirs.seen),
        stage: theirs.moved > mine.moved ? theirs.stage : mine.stage,
        moved: Math.max(mine.moved, theirs.moved),
      };
    });
    return write(state);
  }

  function clear() {
    const state = empty();
    state.remember = read().remember;
    return store(state);
  }

  /* Reading tells: a browser that lets nothing be kept refuses that as well, and a full one says so at the first press. */
  function works() {
    try {
      localStorage.getItem(KEY);
      return true;
    } catch (forbidden) {
      return false;
    }
  }

  return { KEY, STAGES, MOST_THINGS, seconds, isPublicId, blank, empty, clean, read, write, change, merge, clear, works };
})();
