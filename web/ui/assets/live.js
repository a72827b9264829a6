// Shows what the form would make while it is being written: a second after the
// last change the form's address is asked for its preview, which keeps nothing.
// Codes to be cited get a button that puts them where the cursor is.
const box = document.querySelector("[data-live]");
const form = document.querySelector("form[data-draft]");

if (box && form) {
  let timer = 0;
  let under = null;
  // The request itself makes the page of the answer: no text becomes markup here.
  const show = () => {
    under?.abort();
    const request = new XMLHttpRequest();
    under = request;
    request.open("POST", form.action);
    request.responseType = "document";
    request.addEventListener("load", () => {
      const fresh = request.status === 200 && request.responseXML?.getElementById(box.id);
      if (fresh) box.replaceChildren(...fresh.childNodes);
    });
    // No network: the button asks again.
    request.addEventListener("loadend", () => box.removeAttribute("aria-busy"));
    const data = new URLSearchParams(new FormData(form));
    data.set("then", "preview");
    box.setAttribute("aria-busy", "true");
    request.send(data);
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 1000);
  });

  const area = form.querySelector("textarea");
  for (const code of document.querySelectorAll("[data-cite]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button link";
    button.textContent = "放进正文";
    button.addEventListener("click", () => {
      area.setRangeText(code.textContent, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
      area.focus();
    });
    code.after(button);
  }
}
