/** The script of the HTML report. It stands in the page as it is compiled: no imports, no network, no markup from strings. */
(() => {
  interface Finding {
    readonly file: number;
    readonly rule: string;
    readonly severity: "error" | "warning" | "info";
    readonly place: string;
    readonly message: string;
    readonly note?: string;
    readonly frame?: string;
    readonly fix?: { readonly title: string; readonly safety: string; readonly diff?: readonly string[] };
  }
  interface Data {
    readonly files: readonly { path: string; folder: string; month: string; generator: string }[];
    readonly rules: Readonly<Record<string, { readonly summary: string; readonly url?: string }>>;
    readonly findings: readonly Finding[];
  }
  interface ChartInstance {
    options: { scales: Record<string, { ticks: { color: string } }> };
    data: { datasets: { backgroundColor: string }[] };
    update(): void;
  }
  const charting = (
    globalThis as unknown as { Chart?: new (canvas: HTMLCanvasElement, config: object) => ChartInstance }
  ).Chart;

  const PAGE = 50;
  const MOST_BARS = 10;
  const KINDS = ["rule", "folder", "month", "generator"] as const;
  type Kind = (typeof KINDS)[number];

  const byId = (id: string): HTMLElement => {
    const found = document.getElementById(id);
    if (found === null) throw new Error(`The page has no ${id}`);
    return found;
  };
  const make = (tag: string, text = "", className = ""): HTMLElement => {
    const element = document.createElement(tag);
    if (text !== "") element.textContent = text;
    if (className !== "") element.className = className;
    return element;
  };

  /** Words with what stands between backticks as code. */
  const words = (text: string): readonly (HTMLElement | string)[] =>
    text
      .split(/(`[^`]+`)/)
      .map((part) =>
        part.length > 2 && part.startsWith("`") && part.endsWith("`") ? make("code", part.slice(1, -1)) : part,
      );

  const data: Data = JSON.parse(byId("data").textContent ?? "");
  const facetOf = (finding: Finding, kind: Kind): string =>
    kind === "rule" ? finding.rule : (data.files[finding.file]?.[kind] ?? "");
  const haystacks = data.findings.map((finding) =>
    `${data.files[finding.file]?.path}\n${finding.rule}\n${finding.message}`.toLowerCase(),
  );

  const chosen = new Map<Kind, string>();
  let page = 0;
  const search = byId("search") as HTMLInputElement;
  const severity = byId("severity") as HTMLSelectElement;
  const fixes = byId("fixes") as HTMLSelectElement;
  const buttons: { readonly kind: Kind; readonly value: string; readonly button: HTMLElement }[] = [];
  const charts: ChartInstance[] = [];

  function matching(): readonly Finding[] {
    const wanted = search.value.toLowerCase();
    const facets = [...chosen];
    return data.findings.filter(
      (finding, index) =>
        (severity.value === "" || finding.severity === severity.value) &&
        (fixes.value === "" || (finding.fix?.safety ?? "none") === fixes.value) &&
        facets.every(([kind, value]) => facetOf(finding, kind) === value) &&
        (wanted === "" || haystacks[index]?.includes(wanted) === true),
    );
  }

  function entry(finding: Finding): HTMLElement {
    const item = make("li", "", "finding");
    const heading = make("h3");
    heading.append(make("span", finding.severity, `severity ${finding.severity}`), " ", ...words(finding.message));
    const where = make("p", `${data.files[finding.file]?.path}:${finding.place} · `, "where");
    const { url, summary } = data.rules[finding.rule] ?? {};
    const rule = make(url === undefined ? "span" : "a", finding.rule);
    if (url !== undefined) {
      rule.setAttribute("href", url);
      rule.setAttribute("rel", "noreferrer");
    }
    where.append(rule, ...(summary === undefined ? [] : [": ", ...words(summary)]));
    item.append(heading, where);
    if (finding.note !== undefined) {
      const note = make("p", "", "note");
      note.append(...words(finding.note));
      item.append(note);
    }
    if (finding.frame !== undefined) item.append(make("pre", finding.frame, "frame"));
    if (finding.fix !== undefined) item.append(fixEntry(finding.fix));
    return item;
  }

  function fixEntry({ title, safety, diff }: NonNullable<Finding["fix"]>): HTMLElement {
    const details = make("details");
    const summary = make("summary");
    summary.append(...words(title), ` (${safety})`);
    details.append(summary);
    const lines = make("pre");
    for (const line of diff ?? []) {
      lines.append(make("span", `${line}\n`, line.startsWith("+") ? "added" : line.startsWith("-") ? "removed" : ""));
    }
    if (diff !== undefined) details.append(lines);
    return details;
  }

  function render(): void {
    const found = matching();
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    page = Math.min(page, pages - 1);
    const total = data.findings.length;
    byId("count").textContent = found.length === total ? `${total} findings` : `${found.length} of ${total} findings`;
    byId("findings").replaceChildren(...found.slice(page * PAGE, (page + 1) * PAGE).map(entry));
    reach();
    byId("page").textContent = `Page ${page + 1} of ${pages}`;
    (byId("previous") as HTMLButtonElement).disabled = page === 0;
    (byId("next") as HTMLButtonElement).disabled = page === pages - 1;
    for (const { kind, value, button } of buttons) {
      button.setAttribute("aria-pressed", String(chosen.get(kind) === value));
    }
    byId("chosen").replaceChildren(
      ...[...chosen].map(([kind, value]) => {
        const item = make("li");
        const button = make("button", `${kind}: ${value} ✕`);
        button.setAttribute("type", "button");
        button.setAttribute("aria-label", `Remove the filter ${kind}: ${value}`);
        button.addEventListener("click", () => {
          choose(kind, value);
          byId("clear").focus();
        });
        item.append(button);
        return item;
      }),
    );
  }

  /** A frame keeps its lines, so that its marks stand below what they mark; where it is too wide, keys can scroll it. */
  function reach(): void {
    for (const frame of byId("findings").querySelectorAll<HTMLElement>(".frame")) {
      if (frame.scrollWidth <= frame.clientWidth) frame.removeAttribute("tabindex");
      else frame.tabIndex = 0;
    }
  }

  function choose(kind: Kind, value: string): void {
    if (chosen.get(kind) === value) chosen.delete(kind);
    else chosen.set(kind, value);
    refilter();
  }

  function refilter(): void {
    page = 0;
    render();
  }

  function color(name: string): string {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function drawFacet(kind: Kind): void {
    const counts = new Map<string, number>();
    for (const finding of data.findings) {
      const value = facetOf(finding, kind);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const sorted = [...counts].sort(([a, many], [b, more]) =>
      kind === "month" ? (a < b ? -1 : 1) : more - many || (a < b ? -1 : 1),
    );
    const list = byId(`list-${kind}`);
    for (const [value, count] of sorted) {
      const item = make("li");
      const button = make("button", `${value} (${count})`);
      button.setAttribute("type", "button");
      button.addEventListener("click", () => choose(kind, value));
      buttons.push({ kind, value, button });
      item.append(button);
      list.append(item);
    }
    const bars = kind === "month" ? sorted.slice(-24) : sorted.slice(0, MOST_BARS);
    if (charting === undefined || bars.length === 0) return;
    const canvas = byId(`chart-${kind}`) as HTMLCanvasElement;
    const ticks = (): object => ({ ticks: { color: color("--text"), precision: 0 }, grid: { display: false } });
    /** Names take half of the chart at most: their ends tell them apart. */
    const names = {
      callback(this: { getLabelForValue(at: number): string; chart: { width: number } }, at: number): string {
        const label = this.getLabelForValue(at);
        const most = Math.max(10, Math.floor(this.chart.width / 14));
        return label.length > most ? `…${label.slice(1 - most)}` : label;
      },
      color: color("--text"),
    };
    charts.push(
      new charting(canvas, {
        type: "bar",
        data: {
          labels: bars.map(([value]) => value),
          datasets: [{ data: bars.map(([, count]) => count), backgroundColor: color("--bar"), maxBarThickness: 22 }],
        },
        options: {
          indexAxis: kind === "month" ? "x" : "y",
          animation: false,
          maintainAspectRatio: false,
          plugins: { legend: { display: false } },
          scales:
            kind === "month"
              ? { x: ticks(), y: ticks() }
              : { x: ticks(), y: { ticks: names, grid: { display: false } } },
          onClick: (_event: unknown, elements: readonly { readonly index: number }[]) => {
            const value = bars[elements[0]?.index ?? -1]?.[0];
            if (value !== undefined) choose(kind, value);
          },
        },
      }),
    );
  }

  function repaint(): void {
    for (const chart of charts) {
      for (const scale of Object.values(chart.options.scales)) scale.ticks.color = color("--text");
      for (const set of chart.data.datasets) set.backgroundColor = color("--bar");
      chart.update();
    }
  }

  const dark = matchMedia("(prefers-color-scheme: dark)");
  byId("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const now = root.dataset["theme"] ?? (dark.matches ? "dark" : "light");
    root.dataset["theme"] = now === "dark" ? "light" : "dark";
    repaint();
  });
  dark.addEventListener("change", repaint);
  addEventListener("resize", reach);
  for (const kind of KINDS) drawFacet(kind);
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refilter, 120);
  });
  severity.addEventListener("change", refilter);
  fixes.addEventListener("change", refilter);
  byId("clear").addEventListener("click", () => {
    chosen.clear();
    search.value = severity.value = fixes.value = "";
    refilter();
  });
  const turn = (by: number): void => {
    page += by;
    render();
    byId("all").scrollIntoView();
    // A button that has become useless would lose the focus to nowhere.
    if (page === 0) byId("next").focus();
    else if ((byId("next") as HTMLButtonElement).disabled) byId("previous").focus();
  };
  byId("previous").addEventListener("click", () => turn(-1));
  byId("next").addEventListener("click", () => turn(1));
  render();
})();
