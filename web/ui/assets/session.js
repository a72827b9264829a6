// Two minutes before the sign-in ends a banner says so and offers to stay. Other
// pages of the same browser tell when they were used; nothing is stored.
const body = document.body;
const warnBefore = 120;

if (body.dataset.left) {
  let end = 0;
  let banner = null;
  let timer = 0;
  const others = new BroadcastChannel("session");

  const seconds = () => Math.ceil((end - Date.now()) / 1000);
  const lasts = (left, tell = true) => {
    end = Date.now() + left * 1000;
    banner?.remove();
    banner = null;
    if (tell) others.postMessage(left);
    clearTimeout(timer);
    look();
  };
  const look = () => {
    const left = seconds();
    if (left > warnBefore) {
      timer = setTimeout(look, Math.min((left - warnBefore) * 1000, 60000));
      return;
    }
    warn(left);
    if (left > 0) timer = setTimeout(look, Math.min(left, 30) * 1000);
  };
  const warn = (left) => {
    if (!banner) {
      banner = document.createElement("div");
      banner.className = "banner note session-end";
      banner.setAttribute("role", "alert");
      banner.append(document.createElement("p"));
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = "继续使用";
      button.addEventListener("click", stay);
      banner.append(button);
      document.querySelector("main").before(banner);
    }
    const words = banner.firstChild;
    const text = left > 60 ? "2分钟内将自动退出。填写的内容会留作草稿。" : left > 0 ? "1分钟内将自动退出。填写的内容会留作草稿。" : "登录已经结束。保存过的草稿还在，重新登录后接着填。";
    if (words.textContent !== text) words.textContent = text;
    if (left <= 0 && banner.lastChild.tagName === "BUTTON") {
      const link = document.createElement("a");
      link.className = "button";
      link.href = "";
      link.textContent = "重新登录";
      banner.lastChild.replaceWith(link);
    }
  };
  const stay = async () => {
    try {
      const answer = await fetch("/account/session", { headers: { Accept: "text/plain" } });
      const left = Number(answer.headers.get("Session-Left"));
      lasts(answer.ok && !answer.redirected ? left : 0);
      if (left > 0 && left <= warnBefore) banner.firstChild.textContent = "登录时间已到上限，不能再延长。请先保存，再重新登录。";
    } catch {
      banner.firstChild.textContent = "连不上系统：请检查网络，再按“继续使用”。";
    }
  };

  others.addEventListener("message", (e) => lasts(e.data, false));
  document.addEventListener("session", (e) => lasts(e.detail));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  lasts(Number(body.dataset.left));
}
