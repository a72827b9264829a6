// Keyboard shortcuts. None works while typing, none deletes, and all are off
// when the page says so (the reader's own choice, page 键盘快捷键).
if (document.documentElement.hasAttribute("data-keys")) {
  let afterG = false;
  let timer = 0;

  const typing = (el) => el.isContentEditable || el.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
  const rows = () => [...document.querySelectorAll("main tbody tr [data-open]")];
  const press = (key) => {
    const el = [...document.querySelectorAll("[data-key]")].find((e) => e.dataset.key === key);
    if (el) el.click();
    return Boolean(el);
  };
  const move = (step) => {
    const all = rows();
    if (!all.length) return false;
    const row = document.activeElement.closest("tr");
    const here = row ? all.indexOf(row.querySelector("[data-open]")) : -1;
    const next = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
    all[next].focus();
    return true;
  };
  const inRow = (selector) => {
    const row = document.activeElement.closest("tbody tr");
    const el = row && row.querySelector(selector);
    if (el) el.click();
    return Boolean(el);
  };
  const acts = {
    "/": () => {
      const box = document.getElementById("search");
      if (box) box.focus();
      return Boolean(box);
    },
    j: () => move(1),
    k: () => move(-1),
    o: () => inRow("[data-open]"),
    x: () => inRow("input[type=checkbox]"),
    e: () => press("e"),
    n: () => press("n"),
    "?": () => {
      location.assign("/keys");
      return true;
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    let done = false;
    if (afterG) {
      afterG = false;
      done = press(`g ${event.key}`);
    } else if (event.key === "g") {
      afterG = done = true;
      clearTimeout(timer);
      timer = setTimeout(() => (afterG = false), 1500);
    } else if (Object.hasOwn(acts, event.key)) {
      done = acts[event.key]();
    }
    if (done) event.preventDefault();
  });
}
