import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Scripts that the HTML report holds: the charting library, and the page's own. */
export function pageAsset(name: "chart" | "page"): string {
  if (name === "page") return readFileSync(fileURLToPath(new URL("../report/page/page.js", import.meta.url)), "utf8");
  const entry = createRequire(import.meta.url).resolve("chart.js");
  const script = readFileSync(join(dirname(entry), "chart.umd.min.js"), "utf8");
  return script.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "");
}
