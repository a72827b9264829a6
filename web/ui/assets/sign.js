// A pad to sign on. It sends the strokes, not a picture: the server draws them.
const ratio = 3;

for (const pad of document.querySelectorAll("[data-pad]")) {
  const field = pad.querySelector("input[type=hidden]");
  const canvas = document.createElement("canvas");
  canvas.className = "pad-area";
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "签名框：用手指、笔或者鼠标书写");
  const pen = canvas.getContext("2d");
  let strokes = [];
  let current = null;

  const draw = () => {
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    const scale = canvas.width / 900;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.lineWidth = 5;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = getComputedStyle(canvas).color;
    for (const stroke of strokes) {
      pen.beginPath();
      stroke.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.stroke();
    }
  };
  const fit = () => {
    const width = Math.round(canvas.clientWidth * devicePixelRatio);
    if (!width || width === canvas.width) return;
    canvas.width = width;
    canvas.height = Math.round(width / ratio);
    draw();
  };
  const keep = () => {
    field.value = strokes.length ? JSON.stringify(strokes) : "";
    status.textContent = strokes.length ? `已写${strokes.length}笔` : "还没有写";
    for (const b of [undo, clear]) b.disabled = !strokes.length;
    draw();
  };
  // Points are kept on a field 900 wide, whatever the screen.
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    const place = (v, size) => Math.round(Math.min(Math.max(v, 0), size) * (900 / box.width) * 10) / 10;
    return [place(event.clientX - box.left, box.width), place(event.clientY - box.top, box.height)];
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (current !== null || event.button) return;
    canvas.setPointerCapture(event.pointerId);
    current = event.pointerId;
    strokes.push([at(event)]);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== current) return;
    for (const point of event.getCoalescedEvents?.() ?? [event]) strokes.at(-1).push(at(point));
    draw();
  });
  for (const type of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(type, (event) => {
      if (event.pointerId !== current) return;
      current = null;
      keep();
    });
  }

  const button = (label, act) => {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "button quiet";
    b.textContent = label;
    b.addEventListener("click", () => {
      act();
      keep();
    });
    return b;
  };
  const undo = button("撤销一笔", () => strokes.pop());
  const clear = button("清除重写", () => (strokes = []));
  const status = document.createElement("span");
  status.className = "hint";
  status.setAttribute("role", "status");
  const line = document.createElement("div");
  line.className = "actions";
  line.append(undo, clear, status);
  pad.prepend(canvas, line);
  new ResizeObserver(fit).observe(canvas);
  fit();
  keep();
}
