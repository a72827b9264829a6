// A form of files: they can be dropped on it, it lists what was chosen, and it
// tells how far a long upload is. Without script it is an ordinary form.
const most = 20 << 20;

const go = (to) => {
  const link = document.createElement("a");
  link.href = to;
  const same = link.pathname === location.pathname; // only the part of the page is another
  location.assign(to);
  if (same) location.reload();
};

for (const form of document.querySelectorAll("form.files")) {
  const input = form.querySelector("input[type=file][multiple]");
  const inputs = [...form.querySelectorAll("input[type=file]")];
  const list = form.querySelector(".picked");
  const line = form.querySelector(".uploading");
  const drop = form.querySelector(".drop");
  if (!input || !list || !line || !drop) continue;

  const show = () => {
    const files = inputs.flatMap((i) => [...i.files]);
    list.replaceChildren(
      ...files.map((file) => {
        const item = document.createElement("li");
        const size = (file.size / (1 << 20)).toFixed(1);
        item.textContent = `${file.name}（${size} MB）${file.size > most ? "太大，最多20 MB" : ""}`;
        return item;
      }),
    );
  };
  for (const i of inputs) i.addEventListener("change", show);

  for (const type of ["dragenter", "dragover"]) {
    drop.addEventListener(type, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const all = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) all.items.add(file);
    input.files = all.files;
    show();
  });

  const stop = (text) => {
    line.replaceChildren(text);
    line.classList.add("error");
    dispatchEvent(new Event("pageshow")); // the button rests again
  };
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) return; // a second press: form.js stops it
    if (!inputs.some((i) => i.files.length)) return; // the server says that nothing was chosen
    event.preventDefault();
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", "上传进度");
    const words = document.createElement("span");
    line.classList.remove("error");
    line.replaceChildren(bar, words);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (step) => {
      if (!step.lengthComputable) return;
      bar.value = step.loaded / step.total;
      const percent = Math.floor(bar.value * 100);
      words.textContent = percent < 100 ? `已上传${percent}%` : "正在检查文件…";
    });
    request.addEventListener("load", () => {
      if (request.response?.to) return go(request.response.to);
      if (request.response?.wrong) return stop(request.response.wrong.join("；"));
      if (request.status === 401) return stop("登录已经过期：请在新的标签页里登录，再按一次“上传”，选好的文件还在");
      if (request.status === 413) return stop("文件太大：一个最多20 MB，一次合计最多100 MB");
      stop("没有传上去，请再按一次“上传”，选好的文件还在");
    });
    request.addEventListener("error", () => stop("网络断了，请再按一次“上传”，选好的文件还在"));
    request.send(new FormData(form));
  });
}
