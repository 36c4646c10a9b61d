import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { fileResult, finding, report } from "./results.js";

const POST = '---\ntitle: x\ndate: 2024-03-05\n---\n\n<p style="color:red">Stop.</p>\n';
const EVIL =
  '</script><script>document.title="owned"</script><img src=x onerror=document.title="owned">\u202e\u001b[31m"\'';

const evilReport = (): string =>
  report("html", [
    fileResult(
      `posts/${EVIL}.md`,
      `${POST}${EVIL}`,
      [finding(POST, 'style="color:red"', { message: EVIL, note: EVIL, rule: "html/no-foo" })],
      { errors: [{ kind: "read", path: EVIL, message: EVIL }] },
    ),
  ]);

function posts(count: number, each: number): readonly ReturnType<typeof fileResult>[] {
  return Array.from({ length: count }, (_, index) => {
    const lines = Array.from(
      { length: each },
      (_one, line) => `<p style="color:c${line}">A line of post ${index}.</p>`,
    );
    const text = `---\ntitle: x\ndate: 20${10 + (index % 10)}-0${1 + (index % 9)}-05\n---\n\n${lines.join("\n")}\n`;
    const found = lines.map((_line, line) => {
      const at = text.indexOf(` style="color:c${line}"`);
      const range = { start: at, end: at + ` style="color:c${line}"`.length };
      return finding(text, [range.start, range.end], {
        rule: line % 3 === 0 ? "html/no-bar" : "html/no-foo",
        severity: line % 3 === 0 ? "error" : "warn",
        message: `Inline style of line ${line}`,
        fix: { title: "Remove the style", safety: "unsafe", edits: [{ range, text: "" }] },
      });
    });
    return fileResult(`posts/p${index % 40}/post-${index}.md`, text, found, { generator: "hexo" });
  });
}

describe("html", () => {
  it("holds everything, and lets its own scripts and style run alone", () => {
    const page = evilReport();
    assert.doesNotMatch(page, /\b(?:src|href)="?https?:|<link|@import|\son\w+=["']?document\.title="owned"\)/);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
    assert.match(policy, /^default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    assert.match(policy, /require-trusted-types-for 'script'/);
    const running = [...page.matchAll(/<(?:script|style)>([\s\S]*?)<\/(?:script|style)>/g)].map(
      ([, text = ""]) => text,
    );
    assert.equal(running.length, 3);
    for (const text of running) {
      assert.ok(policy.includes(`'sha256-${createHash("sha256").update(text).digest("base64")}'`));
    }
    assert.doesNotMatch(page, /\sstyle="|[\u202e\u001b]/);
  });

  it("says so when nothing was found", () => {
    assert.match(report("html", []), /Nothing was checked/);
    assert.match(report("html", []), /Nothing was found/);
    assert.match(report("html", [fileResult("a.md", POST, [])]), /1 file checked/);
  });
});

const PLACES = [
  process.env["CHROMIUM"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const program = PLACES.find((path) => path !== "" && existsSync(path));
const needed = process.env["GALLEY_NEEDS_BROWSER"] === "1";

describe("html in a browser", {
  skip: program === undefined && !needed ? "no Chromium: name one with CHROMIUM=PATH" : false,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), "galley-page-"));
  let browser: Browser | undefined;
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(
    name: string,
    html: string,
    scheme: "light" | "dark" = "light",
    width = 1100,
  ): Promise<{ page: Page; faults: readonly string[] }> {
    assert.ok(program !== undefined, "there is no Chromium");
    browser ??= await chromium.launch({
      executablePath: program,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    });
    const file = join(folder, `${name}.html`);
    writeFileSync(file, html);
    const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: 900 } });
    page.setDefaultTimeout(10_000);
    const faults: string[] = [];
    page.on("console", (message) => faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("request", (request) => {
      if (request.url() !== pathToFileURL(file).href) faults.push(`asks for ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector("#count:not(:empty)", { state: "attached" });
    return { page, faults };
  }

  it("shows hostile texts as texts", async () => {
    const { page, faults } = await opened("evil", evilReport());
    assert.equal(await page.title(), "galley report");
    assert.deepEqual(faults, []);
    assert.equal(await page.locator("img, iframe").count(), 0);
    assert.match((await page.locator(".finding h3").textContent()) ?? "", /<\/script><script>.*\\u\{202e\}/);
  });

  it("lets no markup in, even if its own script had a fault", async () => {
    const { page } = await opened("sink", report("html", posts(1, 1)));
    const tried = await page.evaluate(
      `(() => { try { document.body.innerHTML = "<b>x</b>"; return "let in"; } catch (error) { return error.name; } })()`,
    );
    assert.equal(tried, "TypeError");
    const loaded = await page.evaluate(`fetch("data:text/plain,x").then(() => "let in", () => "refused")`);
    assert.equal(loaded, "refused");
  });

  const looks = [
    ["light", "light", 1100, () => report("html", posts(30, 4))],
    ["dark", "dark", 1100, () => report("html", posts(30, 4))],
    ["narrow", "dark", 320, () => report("html", posts(30, 4))],
    ["hostile", "light", 1100, evilReport],
    ["empty", "dark", 1100, () => report("html", [])],
  ] as const;
  for (const [look, scheme, width, html] of looks) {
    it(`has no fault that axe finds, ${look}`, async () => {
      const { page, faults } = await opened(`axe-${look}`, html(), scheme, width);
      assert.ok(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it fits");
      for (const button of (await page.locator("#list-rule button").all()).slice(0, 1)) {
        await page.locator(".facet summary").first().click();
        await button.click();
      }
      await page.evaluate(`for (const one of document.querySelectorAll("details")) one.open = true`);
      const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
      const { readFileSync } = await import("node:fs");
      const violations: unknown = await page.evaluate(
        `(() => { ${readFileSync(source, "utf8")}; return axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html)); })()`,
      );
      assert.deepEqual(violations, []);
      assert.deepEqual(faults, []);
      if (process.env["GALLEY_SCREENSHOTS"]) {
        await page.screenshot({ path: join(process.env["GALLEY_SCREENSHOTS"], `${look}.png`), fullPage: false });
      }
      await page.close();
    });
  }

  it("is filtered by the keyboard alone", async () => {
    const { page } = await opened("keys", report("html", posts(30, 4)));
    assert.equal(await page.locator("#count").textContent(), "120 findings");
    await page.locator(".facet summary").first().focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#count").textContent(), "60 of 120 findings");
    assert.equal(await page.locator("#list-rule button").first().getAttribute("aria-pressed"), "true");
    assert.equal(await page.locator("#chosen button").textContent(), "rule: html/no-bar ✕");
    await page.locator("#search").focus();
    await page.keyboard.type("post-7.md");
    await page.waitForTimeout(300);
    assert.equal(await page.locator("#count").textContent(), "2 of 120 findings");
    await page.locator("#clear").focus();
    await page.keyboard.press("Space");
    assert.equal(await page.locator("#count").textContent(), "120 findings");
    await page.locator("#next").focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#page").textContent(), "Page 2 of 3");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate("document.activeElement.id"), "previous", "the focus is not lost");
  });

  it("counts by rule, folder, month and generator", async () => {
    const dated = (path: string, text: string, generator?: string): ReturnType<typeof fileResult> =>
      fileResult(path, text, [finding(text, "x")], generator === undefined ? {} : { generator });
    const { page } = await opened(
      "facets",
      report("html", [
        dated("a/1.md", "---\ndate: 2024-03-05\n---\nx\n", "hexo"),
        dated("a/2.md", '---\npubDate: "2024-03-06"\n---\nx\n', "astro"),
        dated("b/3.md", '{\n  "date": "2023-12-24"\n}\nx\n', "hugo"),
        dated("b/4.md", "+++\npublishDate = 2023-12-25\n+++\nx\n", "hugo"),
        dated("_posts/2022-01-02-x.md", "x\n", "jekyll"),
        dated("5.md", "---\nnested:\n  date: 2021-01-01\n---\nx\n"),
      ]),
    );
    const values = (kind: string): Promise<string[]> => page.locator(`#list-${kind} button`).allTextContents();
    assert.deepEqual(await values("rule"), ["html/no-foo (6)"]);
    assert.deepEqual(await values("folder"), ["a (2)", "b (2)", ". (1)", "_posts (1)"]);
    assert.deepEqual(await values("month"), ["2022-01 (1)", "2023-12 (2)", "2024-03 (2)", "undated (1)"]);
    assert.deepEqual(await values("generator"), ["hugo (2)", "astro (1)", "hexo (1)", "jekyll (1)", "unknown (1)"]);
    for (const kind of ["rule", "folder", "month", "generator"]) {
      const inked = await page.evaluate(
        `(() => { const canvas = document.getElementById("chart-${kind}"); return canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0); })()`,
      );
      assert.ok(inked, `the chart by ${kind} is drawn`);
    }
  });

  it("shows the frame and the fix of a finding", async () => {
    const { page } = await opened("fix", report("html", posts(1, 1)));
    assert.match((await page.locator(".finding pre").first().textContent()) ?? "", /6 │ <p style="color:c0">/);
    await page.locator(".finding summary").click();
    assert.equal(await page.locator(".removed").textContent(), '- <p style="color:c0">A line of post 0.</p>\n');
    assert.equal(await page.locator(".added").textContent(), "+ <p>A line of post 0.</p>\n");
  });

  it("stays quick with 30,000 findings", async () => {
    const html = report("html", posts(3000, 10));
    const begun = performance.now();
    const { page, faults } = await opened("many", html);
    assert.equal(await page.locator("#count").textContent(), "30000 findings");
    assert.ok(performance.now() - begun < 8000, `shown after ${performance.now() - begun} ms`);
    const filtered = await page.evaluate(
      `(() => { const begun = performance.now(); document.querySelector("#list-rule button").click(); document.body.offsetHeight; return performance.now() - begun; })()`,
    );
    assert.ok(Number(filtered) < 500, `filtered after ${filtered} ms`);
    assert.deepEqual(faults, []);
  });
});
