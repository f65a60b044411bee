"use strict";

const blocks = [...document.querySelectorAll(".block")];
const said = document.getElementById("said");

const isKept = (block) => block.getAttribute("aria-checked") === "true";
const mark = (block) => block.classList.toggle("wrong", String(isKept(block)) !== block.dataset.today);

function flip(block) {
  block.setAttribute("aria-checked", String(!isKept(block)));
  mark(block);
  said.textContent = "not saved";
}

async function save() {
  const kept = blocks.filter(isKept).map((block) => block.dataset.block);
  const answer = await fetch("gold", { method: "POST", body: kept.join(" ") });
  said.textContent = await answer.text();
}

for (const block of blocks) {
  mark(block);
  block.addEventListener("click", () => flip(block));
  block.addEventListener("keydown", (event) => {
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      flip(block);
    }
  });
}
document.getElementById("save").addEventListener("click", save);
