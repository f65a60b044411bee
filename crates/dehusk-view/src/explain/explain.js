"use strict";
// Draws the page from its data. Words of the document only ever become text
// nodes and attributes without meaning to the browser; nothing is parsed.
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const { blocks, labels, features, elements, head } = data;
  const count = blocks.text.length;
  const label = (at) => labels[blocks.label[at]];
  const narrow = matchMedia("(max-width: 719px)");
  const docked = matchMedia("(min-width: 1200px)");

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const figure = (number) => number.toLocaleString("en");
  const signed = (number) => (number < 0 ? "−" : "+") + Math.abs(number).toFixed(2);
  const value = (number) => (number === null ? "–" : Number(number.toPrecision(4)).toString());

  // ---- The two sides ------------------------------------------------------

  // Blocks of a part that is out of sight cost nothing to lay out. Until it has
  // been in sight, its height is guessed.
  const CHUNK = 60;
  const guess = (at) => 10 + 22 * Math.ceil((blocks.text[at].length + 1) / (narrow.matches ? 42 : 62));

  const element = (at, prefix) => {
    const level = blocks.level[at];
    const shown = blocks.shown[at] ? "kept" : "gone";
    const one = make("div", `block ${blocks.kind[at]} ${shown}${level ? ` l${level}` : ""}`);
    one.textContent = blocks.opaque[at] ? `<${blocks.opaque[at]}>` : blocks.text[at] || "(no text)";
    one.id = prefix + at;
    one.dataset.label = label(at);
    one.setAttribute("role", "option");
    return one;
  };

  const fill = (pane, prefix, numbers) => {
    const all = new Map();
    let chunk, row, inRow;
    numbers.forEach((at, place) => {
      if (place % CHUNK === 0) {
        chunk = pane.appendChild(make("div", "chunk"));
        chunk.setAttribute("role", "presentation");
        const high = numbers.slice(place, place + CHUNK).reduce((sum, at) => sum + guess(at), 0);
        chunk.style.containIntrinsicHeight = `auto ${high}px`;
        row = null;
      }
      const one = element(at, prefix);
      all.set(at, one);
      // Cells stand beside one another, and so does what has no text.
      const kind = blocks.text[at] === "" ? "none" : blocks.kind[at] === "cell" ? "cells" : "";
      if (!kind) row = null;
      else if (!row || kind !== inRow || (kind === "cells" && blocks.joint[at] !== "cell")) {
        row = chunk.appendChild(make("div", `row ${kind}`));
        row.setAttribute("role", "presentation");
        inRow = kind;
      }
      (row ?? chunk).append(one);
    });
    return { pane, numbers, all };
  };

  const every = Array.from({ length: count }, (_, at) => at);
  const sides = {
    input: fill($("input"), "i", every),
    output: fill($("output"), "o", every.filter((at) => blocks.shown[at])),
  };
  const other = (name) => (name === "input" ? "output" : "input");

  // ---- Head ---------------------------------------------------------------

  const bytes = (test) => blocks.text.reduce((sum, text, at) => sum + (test(at) ? text.length : 0), 0);
  const kept = sides.output.numbers.length;
  $("title").textContent = head.title ?? data.name;
  const facts = $("facts");
  const fact = (name, text, className) => {
    if (text === null || text === "") return;
    facts.append(facts.firstChild ? " · " : "", name ? `${name} ` : "", make("bdi", className, text));
  };
  fact("", data.name);
  fact("quality", head.quality.toFixed(3));
  fact("", head.author);
  fact("", head.date);
  fact("language", head.language);
  fact("", head.input_kind);
  fact("", head.encoding);
  head.notes.forEach((note) => fact("", note, "note"));
  fact("", head.url);
  const all = bytes(() => true);
  const share = all ? Math.round((100 * bytes((at) => blocks.shown[at])) / all) : 0;
  $("input-count").textContent = `${figure(count)} blocks`;
  $("output-count").textContent = `${figure(kept)} blocks, ${share} % of the letters`;

  // ---- One block in words -------------------------------------------------

  const reason = (at) => {
    const about = blocks.refers_to[at];
    const words = blocks.reason[at].replaceAll("-", " ");
    if (blocks.cue[at]) return `${words}: ${blocks.cue[at].replaceAll(/[-_]/g, " ")}`;
    if (about === null) return words;
    return blocks.reason[at] === "announced" ? `announced by #${about}` : `${words} #${about}`;
  };

  const place = (at) => {
    const names = [];
    let e = blocks.place[at];
    for (; e !== null && names.length < 12; e = elements[e][1]) names.unshift(elements[e][0]);
    if (e !== null) names.unshift("…");
    return names.join(" › ");
  };

  const pair = (list, name, text) => {
    if (!text) return;
    list.append(make("dt", "", name), make("dd", "", text));
  };

  const table = (at, most, explained) => {
    const shares = blocks.shares[at].slice(0, most);
    const rows = make("table", "shares");
    rows.append(make("caption", "", "What moved the score (log-odds)"));
    const add = (name, doc, what, moves) => {
      const row = rows.insertRow();
      const cell = row.appendChild(make("th", "", name));
      cell.scope = "row";
      if (doc) cell.append(make("small", "", doc));
      row.append(make("td", "", what), make("td", moves < 0 ? "down" : "up", signed(moves)));
    };
    if (explained) add("any block", "", "", data.mean);
    for (const [feature, measured, moves] of shares) {
      const [name, doc] = features[feature];
      add(name.replaceAll("_", " "), explained ? doc : "", value(measured), moves);
    }
    if (explained) add("all other features", "", "", blocks.others[at]);
    return rows;
  };

  const describe = (target, at, most, explained) => {
    const is = blocks.shown[at];
    const what = make("p", "what");
    what.append(
      make("span", "faint", `#${at}`),
      make("b", "", label(at)),
      make("span", `verdict ${is ? "kept" : "gone"}`, is ? "kept" : "taken away"),
    );
    const list = make("dl", "pairs");
    pair(list, "reason", reason(at));
    pair(list, "score", blocks.score[at].toFixed(3));
    const meter = make("div", "meter");
    meter.append(make("i"));
    meter.firstChild.style.width = `${100 * blocks.score[at]}%`;
    if (explained) {
      const level = blocks.level[at];
      pair(list, "kind", blocks.kind[at] + (level ? ` ${level}` : blocks.opaque[at] ? ` (${blocks.opaque[at]})` : ""));
      pair(list, "place", place(at));
      pair(list, "letters", figure(blocks.text[at].length));
    }
    target.replaceChildren(what, list, meter);
    const about = blocks.refers_to[at];
    if (explained && about !== null) {
      const jump = make("button", "jump", `To block #${about}`);
      jump.type = "button";
      jump.onclick = () => choose(about, "input");
      target.append(jump);
    }
    if (blocks.shares[at].length) target.append(table(at, most, explained));
  };

  // ---- The chosen block ---------------------------------------------------

  let here = -1;
  let active = "input";

  // The move that each side is in: a new one ends the one before.
  const moved = {};
  const bring = (name, at, line) => {
    const one = sides[name].all.get(at);
    if (!one) return;
    const pane = sides[name].pane;
    // In several frames: parts that come into sight take their true height.
    const mine = (moved[name] = {});
    const move = (frames) => {
      pane.scrollTop += one.getBoundingClientRect().top - pane.getBoundingClientRect().top - line;
      if (frames > 0) requestAnimationFrame(() => { if (moved[name] === mine) move(frames - 1); });
    };
    move(5);
  };

  const inSight = (name, at) => {
    const pane = sides[name].pane.getBoundingClientRect();
    const one = sides[name].all.get(at)?.getBoundingClientRect();
    const covered = $("card").classList.contains("open") && !docked.matches ? $("card").offsetHeight : 0;
    return one && one.height > 0 && one.top >= pane.top && one.bottom <= pane.bottom - covered;
  };

  const choose = (at, name = active) => {
    if (at < 0 || at >= count) return;
    if (!sides[name].all.has(at)) name = "input";
    if (sides[name].all.get(at).hidden) only.clear(), filter();
    for (const side of Object.values(sides)) {
      const old = side.all.get(here);
      old?.classList.remove("here");
      old?.removeAttribute("aria-selected");
      const one = side.all.get(at);
      one?.classList.add("here");
      one?.setAttribute("aria-selected", "true");
      if (one) side.pane.setAttribute("aria-activedescendant", one.id);
      else side.pane.removeAttribute("aria-activedescendant");
    }
    here = at;
    active = name;
    if (narrow.matches) show(name);
    $("tip").hidden = true;
    const card = $("card");
    describe(card, at, 99, true);
    const shut = make("button", "", "Close");
    shut.type = "button";
    shut.id = "shut";
    shut.onclick = () => card.classList.remove("open");
    card.prepend(shut);
    card.classList.add("open");
    sides[name].pane.setAttribute("aria-describedby", "card");
    if (!inSight(name, at)) bring(name, at, 90);
    const beside = sides[other(name)];
    const one = sides[name].all.get(at);
    if (beside.all.has(at)) bring(other(name), at, one.getBoundingClientRect().top - sides[name].pane.getBoundingClientRect().top);
    else align(name);
    mark();
  };

  const step = (by, test) => {
    const { all } = sides[active];
    let at = here;
    if (at < 0) at = by > 0 ? topOf(active) - 1 : topOf(active);
    for (at += by; at >= 0 && at < count; at += by) {
      const one = all.get(at);
      if (one && !one.hidden && test(at)) return choose(at);
    }
  };

  // ---- Scrolling in step --------------------------------------------------

  // The number of the first block in sight, or of the last.
  const edge = (name, atEnd) => {
    const { pane, numbers } = sides[name];
    const box = pane.getBoundingClientRect();
    const x = box.left + Math.min(40, box.width / 2);
    for (let off = 4; off < box.height; off += 9) {
      const y = atEnd ? box.bottom - off : box.top + off;
      const block = document.elementFromPoint(x, y)?.closest?.(".block");
      if (block && pane.contains(block)) return Number(block.id.slice(1));
    }
    return numbers.length ? numbers[numbers.length - 1] : -1;
  };
  const topOf = (name) => edge(name, false);

  // The first of the rising numbers that is not below.
  const from = (numbers, least) => {
    let [low, high] = [0, numbers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[middle] < least) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  let leader = "input";
  const align = (name) => {
    if (narrow.matches) return;
    const follower = sides[other(name)];
    const at = topOf(name);
    if (at < 0) return;
    let to = from(follower.numbers, at);
    while (to < follower.numbers.length && follower.all.get(follower.numbers[to]).hidden) to++;
    if (to >= follower.numbers.length) to = follower.numbers.length - 1;
    if (to < 0 || follower.all.get(follower.numbers[to]).hidden) return;
    const one = sides[name].all.get(follower.numbers[to]);
    const pane = sides[name].pane.getBoundingClientRect();
    const line = one && !one.hidden ? one.getBoundingClientRect().top - pane.top : 8;
    // What stands far below here is near the top there.
    bring(other(name), follower.numbers[to], Math.min(line, pane.height / 3));
  };

  let waiting = false;
  for (const [name, { pane }] of Object.entries(sides)) {
    const lead = () => { leader = name; };
    for (const event of ["wheel", "touchstart", "pointerdown", "keydown", "focus"]) pane.addEventListener(event, lead, { passive: true });
    pane.addEventListener("scroll", () => {
      $("tip").hidden = true;
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        if (leader === name) align(name);
        mark();
      });
    }, { passive: true });
    pane.addEventListener("click", (event) => {
      const block = event.target.closest(".block");
      if (!block || !getSelection().isCollapsed) return;
      leader = name;
      choose(Number(block.id.slice(1)), name);
    });
    pane.addEventListener("focus", () => { active = name; });
    hover(pane);
  }

  // ---- Tooltip ------------------------------------------------------------

  function hover(pane) {
    const tip = $("tip");
    let timer;
    pane.addEventListener("pointerover", (event) => {
      clearTimeout(timer);
      const block = event.target.closest(".block");
      if (!block || event.pointerType === "touch") { tip.hidden = true; return; }
      timer = setTimeout(() => {
        describe(tip, Number(block.id.slice(1)), 3, false);
        tip.hidden = false;
        const [box, own] = [block.getBoundingClientRect(), tip.getBoundingClientRect()];
        const below = box.bottom + 6 + own.height < innerHeight;
        const top = below ? box.bottom + 6 : Math.max(8, box.top - own.height - 6);
        tip.style.top = `${top}px`;
        tip.style.left = `${Math.max(8, Math.min(event.clientX, innerWidth - own.width - 8))}px`;
      }, 160);
    });
    pane.addEventListener("pointerleave", () => { clearTimeout(timer); tip.hidden = true; });
  }

  // ---- Labels -------------------------------------------------------------

  const tally = new Map();
  every.forEach((at) => tally.set(label(at), (tally.get(label(at)) ?? 0) + 1));
  const named = [...tally.keys()].sort((a, b) => (b === "content") - (a === "content") || tally.get(b) - tally.get(a));
  const only = new Set();
  const chips = new Map();

  const filter = () => {
    sides.input.pane.classList.toggle("filtered", only.size > 0);
    // The output stays whole, so that what is left can be seen beside what went.
    sides.input.all.forEach((one) => { one.hidden = only.size > 0 && !only.has(one.dataset.label); });
    press();
    draw();
    mark();
  };
  const press = () => {
    chips.forEach((chip, name) => chip.setAttribute("aria-pressed", String(name === "" ? only.size === 0 : only.has(name))));
  };
  const toggle = (name) => {
    if (name === "") only.clear();
    else if (!only.delete(name)) only.add(name);
    filter();
    const at = here >= 0 && !sides.input.all.get(here).hidden ? here : every.find((at) => only.has(label(at)));
    if (at !== undefined) bring("input", at, 60);
  };
  const chip = (name, text, number) => {
    const button = make("button");
    button.type = "button";
    if (name) {
      const swatch = button.appendChild(make("span", "swatch"));
      swatch.dataset.label = name;
    }
    button.append(text, make("small", "", figure(number)));
    button.onclick = () => toggle(name);
    chips.set(name, button);
    $("chips").append(button);
  };
  chip("", "all", count);
  named.forEach((name) => chip(name, name, tally.get(name)));

  // ---- Search -------------------------------------------------------------

  const query = $("query");
  const lower = [];
  const HIGHLIGHTS = 2000;
  let matches = [];

  const search = () => {
    matches.forEach((at) => Object.values(sides).forEach(({ all }) => all.get(at)?.classList.remove("hit")));
    const wanted = query.value.trim().toLowerCase();
    matches = wanted ? every.filter((at) => (lower[at] ??= blocks.text[at].toLowerCase()).includes(wanted)) : [];
    matches.forEach((at) => Object.values(sides).forEach(({ all }) => all.get(at)?.classList.add("hit")));
    $("found").textContent = wanted ? `${figure(matches.length)} found` : "";
    highlight(wanted);
    draw();
  };

  const highlight = (wanted) => {
    if (!globalThis.CSS?.highlights) return;
    const ranges = [];
    for (const at of wanted ? matches : []) {
      // Where small letters are more or fewer than great ones, places differ.
      if (lower[at].length !== blocks.text[at].length) continue;
      for (let to = lower[at].indexOf(wanted); to >= 0 && ranges.length < HIGHLIGHTS; to = lower[at].indexOf(wanted, to + wanted.length)) {
        for (const { all } of Object.values(sides)) {
          const node = all.get(at)?.firstChild;
          if (!node || node.length < to + wanted.length) continue;
          const range = new Range();
          range.setStart(node, to);
          range.setEnd(node, to + wanted.length);
          ranges.push(range);
        }
      }
      if (ranges.length >= HIGHLIGHTS) break;
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  const match = (by) => {
    const seen = matches.filter((at) => !sides.input.all.get(at).hidden);
    if (!seen.length) return;
    const next = from(seen, by > 0 ? here + 1 : here) + (by > 0 ? 0 : -1);
    const place = (next + seen.length) % seen.length;
    choose(seen[place], "input");
    $("found").textContent = `${figure(place + 1)} of ${figure(seen.length)}`;
  };

  let typing;
  query.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(search, 120); });
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { clearTimeout(typing); search(); match(event.shiftKey ? -1 : 1); event.preventDefault(); }
    if (event.key === "Escape") { query.value = ""; search(); $(active).focus(); }
  });
  $("after").onclick = () => match(1);
  $("before").onclick = () => match(-1);

  // ---- Minimap ------------------------------------------------------------

  // A block is as high as its text has lines of a column's width, about.
  let tops = [0];
  const weigh = () => {
    tops = [0];
    every.forEach((at) => {
      const hidden = sides.input.all.get(at).hidden;
      const lines = Math.ceil(blocks.text[at].length / 70) + 0.4 + (blocks.level[at] ? 0.6 : 0);
      tops.push(tops[at] + (hidden ? 0 : lines));
    });
  };
  const draw = () => {
    weigh();
    const canvas = $("drawn");
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const scale = devicePixelRatio || 1;
    canvas.width = width * scale;
    canvas.height = height * scale;
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    const style = (one, name) => getComputedStyle(one).getPropertyValue(name);
    const colours = labels.map((name) => {
      const swatch = chips.get(name)?.querySelector(".swatch");
      return swatch ? style(swatch, "background-color") : "gray";
    });
    const hits = new Set(matches);
    const ink = style(document.body, "color");
    // No line higher than in print, however short the document.
    const unit = Math.min(height / (tops[count] || 1), 9);
    $("map").dataset.unit = unit;
    every.forEach((at) => {
      const high = (tops[at + 1] - tops[at]) * unit;
      if (high === 0) return;
      pen.globalAlpha = blocks.shown[at] ? 0.75 : 0.9;
      pen.fillStyle = colours[blocks.label[at]];
      const wide = width - 12;
      pen.fillRect(6, tops[at] * unit, blocks.shown[at] ? wide : wide * 0.6, Math.max(high - 0.5, 0.4));
      if (hits.has(at)) {
        pen.globalAlpha = 1;
        pen.fillStyle = ink;
        pen.fillRect(0, tops[at] * unit, 5, Math.max(high, 2));
      }
    });
  };
  const mark = () => {
    const name = narrow.matches ? $("main").dataset.side : "input";
    const [first, last] = [edge(name, false), edge(name, true)];
    const unit = Number($("map").dataset.unit);
    if (first < 0 || last < 0) return;
    const seen = $("seen");
    seen.style.top = `${tops[first] * unit}px`;
    seen.style.height = `${Math.max(4, (tops[last + 1] - tops[first]) * unit)}px`;
  };
  const drag = (event) => {
    if (event.buttons === 0 && event.type !== "pointerdown") return;
    const y = event.clientY - $("map").getBoundingClientRect().top;
    const at = Math.min(count - 1, Math.max(0, from(tops, y / Number($("map").dataset.unit)) - 1));
    const name = narrow.matches ? $("main").dataset.side : "input";
    const { numbers } = sides[name];
    leader = name;
    if (numbers.length) bring(name, numbers[Math.min(from(numbers, at), numbers.length - 1)], 40);
    event.preventDefault();
  };
  $("map").addEventListener("pointerdown", (event) => { $("map").setPointerCapture(event.pointerId); drag(event); });
  $("map").addEventListener("pointermove", drag);

  // ---- Keys, theme, sides -------------------------------------------------

  const show = (name) => {
    active = name;
    $("main").dataset.side = name;
    for (const button of $("sides").children) button.setAttribute("aria-pressed", String(button.dataset.side === name));
    mark();
  };
  // To a side, where what was in sight is.
  const turn = (name) => {
    const at = topOf(active);
    show(name);
    const { numbers, all, pane } = sides[name];
    if (all.has(here)) choose(here, name);
    else if (numbers.length && narrow.matches) bring(name, numbers[Math.min(from(numbers, at), numbers.length - 1)], 40);
    leader = name;
    pane.focus();
  };
  for (const button of $("sides").children) button.onclick = () => turn(button.dataset.side);

  const isDark = () => document.documentElement.dataset.theme === "dark" ||
    (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  const retheme = () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    draw();
  };
  $("theme").onclick = retheme;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  $("ask").onclick = () => $("help").showModal();

  const keys = {
    j: () => step(1, () => true),
    k: () => step(-1, () => true),
    ArrowDown: () => step(1, () => true),
    ArrowUp: () => step(-1, () => true),
    n: () => step(1, (at) => !blocks.shown[at]),
    N: () => step(-1, (at) => !blocks.shown[at]),
    "/": () => { query.focus(); query.select(); },
    o: () => turn(other(active)),
    r: () => { if (here >= 0 && blocks.refers_to[here] !== null) choose(blocks.refers_to[here], "input"); },
    t: retheme,
    "?": () => $("help").showModal(),
    0: () => toggle(""),
    Escape: () => { $("tip").hidden = true; $("card").classList.remove("open"); if (query.value) { query.value = ""; search(); } },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || $("help").open) return;
    if (event.target === query) return;
    // Blocks that were taken away are on one side only.
    if ((event.key === "n" || event.key === "N") && active === "output") show("input");
    const act = keys[event.key] ?? (/^[1-9]$/.test(event.key) && named[event.key - 1] && (() => toggle(named[event.key - 1])));
    if (!act) return;
    if (event.key.startsWith("Arrow") && event.target !== $("input") && event.target !== $("output") && event.target !== document.body) return;
    act();
    event.preventDefault();
  });

  press();
  // Draws the map for the first time too.
  new ResizeObserver(() => { draw(); mark(); }).observe($("map"));
  const asked = /^#b(\d+)$/.exec(location.hash);
  if (asked) choose(Number(asked[1]), "input");
})();
