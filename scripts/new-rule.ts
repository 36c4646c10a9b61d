/** `npm run new-rule html/no-foo`: a rule file with one failing example. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const [id = ""] = process.argv.slice(2);

const fail = (message: string): void => {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
};

const path = join(root, "rules", `${id}.ts`);
if (!/^[a-z-]+\/(?:no|require|consistent|valid|[a-z]+)-[a-z-]+$/.test(id)) {
  fail("Usage: npm run new-rule NAMESPACE/NAME, e.g. html/no-foo (no-, require-, consistent-, valid-)");
} else if (existsSync(path)) {
  fail(`rules/${id}.ts exists already`);
} else {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, template(id), { flag: "wx" });
  process.stdout.write(
    `rules/${id}.ts: write its examples, then \`create\` until \`npm test\` is green, then \`npm run generate\`\n`,
  );
}

function template(rule: string): string {
  return `import { defineRule } from "../../src/rule.js";

export default defineRule({
  id: ${JSON.stringify(rule)},
  summary: "Disallow …",
  why: "Why it matters to an author, and why its fix is safe or not.",
  recommended: "off",
  fixes: "none",
  messages: { found: "Found \`{{what}}\`" },
  examples: [{ bad: "<p>«<b>x</b>»</p>", says: ["Found \`b\`"] }, { good: "<p>x</p>" }],
  create: () => ({}),
});
`;
}
