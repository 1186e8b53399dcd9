"use strict";
// Filters and folding.  Everything else of the page works without this.
(() => {
  const form = document.querySelector(".filters");
  const obligations = [...document.querySelectorAll(".obligation")];
  const branches = [...document.querySelectorAll(".step, .module")];
  const output = form.querySelector("output");

  function wanted() {
    const verdicts = new Set([...form.querySelectorAll("[name=verdict]:checked")].map((box) => box.value));
    const least = Number(form.elements.least.value);
    const words = form.elements.words.value.toLowerCase();
    return (one) =>
      verdicts.has(one.dataset.verdict) &&
      Number(one.dataset.seconds) >= least &&
      one.dataset.name.toLowerCase().includes(words);
  }

  function apply() {
    const fits = wanted();
    const kept = obligations.filter((one) => {
      one.hidden = !fits(one);
      return !one.hidden;
    });
    const ways = new Set();
    for (const one of kept) {
      for (let at = one.closest("details"); at; at = at.parentElement.closest("details")) ways.add(at);
    }
    const all = kept.length === obligations.length;
    for (const branch of branches) {
      branch.hidden = !all && !ways.has(branch);
      if (!all && kept.length <= 40 && ways.has(branch)) branch.open = true;
    }
    output.textContent = all
      ? `all ${obligations.length} obligations`
      : `${kept.length} of ${obligations.length} obligations`;
  }

  function fold(open) {
    for (const branch of branches) branch.open = open || branch.classList.contains("module");
  }

  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.unfold.addEventListener("click", () => fold(true));
  form.elements.fold.addEventListener("click", () => fold(false));
  apply();
})();
