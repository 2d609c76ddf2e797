// Draws the charts of the delivery figures from the tables beside them; without scripts the tables tell all.
(() => {
  const charts = [];

  function colour(name) {
    const probe = document.createElement("span");
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
  }

  const kinds = { ok: "ok-glyph", bad: "bad-glyph", unk: "unk", accent: "accent" };

  function draw(canvas) {
    const table = document.getElementById(canvas.dataset.chart);
    const heads = [...table.querySelectorAll("thead th[data-kind]")];
    const rows = [...table.tBodies[0].rows];
    // The jobs behind what was clicked are where the table says.
    const link = hit => hit && rows[hit.index].cells[heads[hit.datasetIndex].cellIndex].querySelector("a");
    const line = canvas.dataset.unit === "min";
    const ink = colour("dim");
    const grid = colour("line");
    return new Chart(canvas, {
      type: line ? "line" : "bar",
      data: {
        labels: rows.map(row => row.cells[0].textContent),
        datasets: heads.map(head => ({
          label: head.textContent,
          data: rows.map(row => Number(row.cells[head.cellIndex].textContent)),
          backgroundColor: colour(kinds[head.dataset.kind]),
          borderColor: colour(kinds[head.dataset.kind]),
          borderWidth: line ? 2 : 0,
          pointRadius: 3,
          pointHitRadius: 12,
        })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        onHover: (event, hits) => { canvas.style.cursor = link(hits[0]) ? "pointer" : ""; },
        onClick: (event, hits) => link(hits[0])?.click(),
        plugins: { legend: { display: !line, position: "bottom", labels: { color: ink, boxWidth: 12 } } },
        scales: {
          x: { stacked: !line, ticks: { color: ink, maxRotation: 0, autoSkipPadding: 16 }, grid: { display: false }, border: { color: grid } },
          y: { stacked: !line, beginAtZero: true, ticks: { color: ink, precision: line ? undefined : 0 }, grid: { color: grid }, border: { display: false } },
        },
      },
    });
  }

  function all() {
    charts.splice(0).forEach(chart => chart.destroy());
    document.querySelectorAll("canvas[data-chart]").forEach(canvas => charts.push(draw(canvas)));
  }

  all();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
  new MutationObserver(all).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
})();
