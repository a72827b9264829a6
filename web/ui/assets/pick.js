// A long list of choices gets a box in which a few characters leave only the
// choices that hold them. The list itself stays an ordinary one.
for (const list of document.querySelectorAll("select[data-long]")) {
  const label = document.querySelector(`label[for="${CSS.escape(list.id)}"]`);
  const all = [...list.children].map((node) => node.cloneNode(true));
  const box = document.createElement("input");
  box.type = "text";
  box.autocomplete = "off";
  box.className = `${list.className} narrow-choices`;
  box.placeholder = "输入几个字找选项";
  box.setAttribute("aria-label", `输入几个字，缩小“${label ? label.textContent.trim() : ""}”的选项`);
  const found = document.createElement("span");
  found.className = "hidden";
  found.setAttribute("role", "status");
  list.before(box, found);

  const fits = (option, words) => !option.value || option.value === list.value || option.textContent.replace(/\s/g, "").includes(words);
  const narrow = () => {
    const words = box.value.replace(/\s/g, "");
    const chosen = list.value;
    const kept = [];
    for (const node of all) {
      const copy = node.cloneNode(true);
      const options = copy.matches("optgroup") ? [...copy.children] : [copy];
      for (const option of options) if (words && !fits(option, words)) option.remove();
      if (copy.matches("optgroup") ? copy.children.length : !words || fits(copy, words)) kept.push(copy);
    }
    list.replaceChildren(...kept);
    list.value = chosen;
    const left = matches();
    found.textContent = words ? (left.length ? `有${left.length}个选项` : "没有这样的选项") : "";
  };
  const matches = () => {
    const words = box.value.replace(/\s/g, "");
    return [...list.options].filter((o) => o.value && !o.disabled && o.textContent.replace(/\s/g, "").includes(words));
  };
  const take = (option) => {
    list.value = option.value;
    list.dispatchEvent(new Event("input", { bubbles: true }));
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };
  box.addEventListener("input", (event) => {
    event.stopPropagation();
    narrow();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const [first] = matches();
    if (!box.value || !first) return;
    take(first);
    box.value = "";
    narrow();
    list.focus();
  });
}
