// Lets plotly draw a chart in place: over the rows of its table, at the heights the rows really have.
// The library is fetched once, when the page is idle and the first chart comes near; a chart that fails stays as it was.
let library = null;

export function drawAll(address) {
  const charts = document.querySelectorAll("table.chart[data-figure]");
  const near = new IntersectionObserver((seen) => {
    for (const each of seen) {
      if (!each.isIntersecting) continue;
      near.unobserve(each.target);
      whenIdle(() => draw(each.target, address).catch(() => undo(each.target)));
    }
  }, { rootMargin: "200px" });
  const start = () => whenIdle(() => charts.forEach((chart) => near.observe(chart)));
  if (document.readyState === "complete") start(); else window.addEventListener("load", start, { once: true });
}

function whenIdle(work) {
  if ("requestIdleCallback" in window) window.requestIdleCallback(work, { timeout: 3000 }); else window.setTimeout(work, 300);
}

function plotly(address) {
  library ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(window.Plotly);
    script.onerror = failed;
    document.head.append(script);
  });
  return library;
}

async function draw(table, address) {
  const [Plotly, figure] = await Promise.all([plotly(address), fetch(table.dataset.figure).then((answer) => {
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  })]);
  const place = document.createElement("div");
  place.className = "chart__plot";
  place.setAttribute("aria-hidden", "true");
  const cell = table.querySelector(".chart__bars");
  cell.append(place);
  const show = () => {
    const fitted = fit(figure, table);
    return Plotly.react(place, fitted.data, fitted.layout, { displayModeBar: false, scrollZoom: false, responsive: false });
  };
  await show();
  table.classList.add("chart--drawn");
  new ResizeObserver(() => show()).observe(table);
}

function undo(table) {
  table.classList.remove("chart--drawn");
  table.querySelector(".chart__plot")?.remove();
}

// The figure counts rows 0, 1, 2; here they become pixels from the top of the first row, so that bars stand by
// their labels. Grid, zero line and the band of the whole stay the server's.
function fit(figure, table) {
  const rows = [...table.querySelectorAll(".chart__bars")].map((cell) => cell.getBoundingClientRect());
  const top = rows[0].top;
  const height = rows.at(-1).bottom - top;
  const at = (y) => {
    if (y === null) return null;
    const row = rows[Math.round(y)];
    return row.top - top + row.height / 2 + (y - Math.round(y)) * 44;
  };
  const data = figure.data.map((trace) => ({
    ...trace,
    y: trace.y.map(at),
    ...(trace.width ? { width: trace.width.map((part) => part * 44) } : {}),
  }));
  const layout = {
    ...figure.layout,
    width: rows[0].width,
    height,
    xaxis: { ...figure.layout.xaxis, showticklabels: false, showgrid: false },
    yaxis: { ...figure.layout.yaxis, range: [height, 0], showticklabels: false },
    shapes: [],
  };
  return { data, layout };
}
