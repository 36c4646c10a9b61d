import { defineRule, type Fix, type Range } from "../../src/rule.js";

export default defineRule({
  id: "galley/valid-directive",
  summary: "Require directives that galley knows, for rules that exist",
  why: "A directive with a slip of the pen silences nothing, and nobody notices until the finding that it should have kept away comes up, or until a rule that was meant to stay on is off. The fix is unsafe: which directive or rule was meant is a guess by its spelling.",
  recommended: "error",
  fixes: "unsafe",
  messages: {
    directive: "There is no directive `galley-{{name}}`",
    rule: "There is no rule `{{name}}`",
  },
  examples: [
    {
      bad: "<!-- «galley-disable-nextline» -->\n\nThe pier.",
      says: ["There is no directive `galley-disable-nextline`"],
      notes: ["Did you mean `galley-disable-next-line`?"],
      unsafe: "<!-- galley-disable-next-line -->\n\nThe pier.",
    },
    {
      bad: "<!-- «galley-whatever» galley/valid-directive -->\n\nThe pier.",
      says: ["There is no directive `galley-whatever`"],
      notes: ["`galley-disable-file`"],
    },
    {
      bad: "<!-- galley-disable-line «galley/valid-directives» -- it is late -->\n\nThe pier.",
      says: ["There is no rule `galley/valid-directives`"],
      notes: ["Did you mean `galley/valid-directive`?"],
      unsafe: "<!-- galley-disable-line galley/valid-directive -- it is late -->\n\nThe pier.",
    },
    {
      bad: "---\ntitle: The pier # galley-disable-line «lunch/no-fish»\n---\n",
      says: ["There is no rule `lunch/no-fish`"],
      notes: ["`galley rules`"],
    },
    { good: "<!-- galley-disable-next-line galley/valid-directive -- a reason, and no/rule in it -->\n\nThe pier." },
    { good: "<!-- The galley-kitchen of the ship -->\n\n`<!-- galley-whatever -->`" },
  ],
  create: ({ report, slice }) => ({
    directive({ name, kind, range, suggestion, rules }) {
      if (kind === undefined) {
        const start = range.start + slice(range).search(/galley-/i);
        report({
          range: { start, end: start + "galley-".length + name.length },
          message: "directive",
          data: { name },
          note:
            suggestion === undefined
              ? "Known are `galley-disable-next-line`, `galley-disable-line`, `galley-disable`, `galley-enable` and `galley-disable-file`."
              : `Did you mean \`galley-${suggestion}\`?`,
          ...rename({ start: start + "galley-".length, end: start + "galley-".length + name.length }, suggestion),
        });
        return;
      }
      for (const rule of rules) {
        if (rule.known) continue;
        report({
          range: rule.range,
          message: "rule",
          data: { name: rule.name },
          note:
            rule.suggestion === undefined ? "`galley rules` lists them all." : `Did you mean \`${rule.suggestion}\`?`,
          ...rename(rule.range, rule.suggestion),
        });
      }
    },
  }),
});

function rename(range: Range, name: string | undefined): { readonly fix?: Fix } {
  if (name === undefined) return {};
  return { fix: { title: `Write \`${name}\``, safety: "unsafe", edits: [{ range, text: name }] } };
}
