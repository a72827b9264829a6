// Keeps what is typed: two seconds after the last change, and on leaving, the
// form goes to its draft address. Nothing is stored in the browser.
const rest = 2000;

for (const form of document.querySelectorAll("form[data-draft]")) {
  const line = form.querySelector(".draft-line");
  let timer = 0;
  let changed = false;

  const body = () => {
    const data = new FormData(form);
    for (const input of form.querySelectorAll("input[type=password], input[type=file]")) data.delete(input.name);
    return new URLSearchParams(data);
  };
  const say = (text) => {
    if (line) line.textContent = text;
  };
  const save = async () => {
    changed = false;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: body(), headers: { Accept: "text/plain" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const left = Number(answer.headers.get("Session-Left"));
      if (left > 0) document.dispatchEvent(new CustomEvent("session", { detail: left }));
      const now = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
      say(`草稿已保存 ${now.format(new Date())}`);
    } catch {
      changed = true;
      say("草稿没有保存：请检查网络，或者先复制一份");
    }
  };

  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(save, rest);
  });
  form.addEventListener("submit", () => {
    changed = false;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && changed) {
      clearTimeout(timer);
      navigator.sendBeacon(form.dataset.draft, body());
      changed = false;
    }
  });
}
