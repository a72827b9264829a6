// Small improvements to every form. Each works alone; without script the
// server does the same work, only a little later.

// One press, one effect: the second press of a form under way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  const button = event.submitter;
  if (button) {
    // After this turn, so that the pressed button's own value is still sent.
    setTimeout(() => {
      button.dataset.resting = button.textContent;
      button.textContent = "正在提交…";
      button.setAttribute("aria-disabled", "true");
    });
  }
});

// Back from the next page: the form can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[data-resting]")) {
    button.textContent = button.dataset.resting;
    button.removeAttribute("aria-disabled");
    delete button.dataset.resting;
  }
});

// Ctrl+Enter sends the form whose long text is being written.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  if (event.target.matches("textarea") && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

// How many characters are left. The words change with every key; a screen
// reader hears them only near the end.
for (const area of document.querySelectorAll("textarea[data-max]")) {
  const note = area.parentElement.querySelector(".count-left");
  if (!note) continue;
  const max = Number(area.dataset.max);
  const count = () => {
    const left = max - [...area.value.trim()].length;
    note.textContent = left < 0 ? `多了${-left}字，最多${max}字` : `还可以写${left}字，最多${max}字`;
    note.classList.toggle("over", left < 0);
    note.setAttribute("aria-live", left < max / 10 ? "polite" : "off");
  };
  area.addEventListener("input", count);
  count();
}

// The error summary takes the focus; its links lead into the field itself.
const summary = document.querySelector(".error-summary");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    const field = target.matches("fieldset") ? target.querySelector("input") : target;
    if (!field) return;
    event.preventDefault();
    target.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });
}

// A date box takes every common form; beside it the browser's own picker.
for (const box of document.querySelectorAll("input[data-date]")) {
  if (!("showPicker" in HTMLInputElement.prototype)) break;
  const picker = document.createElement("input");
  picker.type = "date";
  picker.className = "date-picker";
  picker.tabIndex = -1;
  picker.setAttribute("aria-hidden", "true");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet";
  button.textContent = "选日期";
  button.setAttribute("aria-describedby", box.id);
  button.addEventListener("click", () => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(box.value)) picker.value = box.value;
    picker.showPicker();
  });
  picker.addEventListener("change", () => {
    box.value = picker.value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    button.focus();
  });
  const line = document.createElement("span");
  line.className = "affixed";
  box.before(line);
  line.append(box, picker, button);
}

// One box ticks every row of the page.
for (const table of document.querySelectorAll(".picks table")) {
  const rows = [...table.querySelectorAll("tbody .pick input")];
  const head = table.querySelector("thead th");
  if (!rows.length || !head) continue;
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", "选中本页");
  head.className = "pick";
  head.replaceChildren(all);
  all.addEventListener("change", () => {
    for (const row of rows) row.checked = all.checked;
  });
  table.addEventListener("change", () => {
    const ticked = rows.filter((row) => row.checked).length;
    all.checked = ticked === rows.length;
    all.indeterminate = ticked > 0 && ticked < rows.length;
  });
}
