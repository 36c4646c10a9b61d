import { defineRule } from "../../src/rule.js";

export default defineRule({
  id: "galley/valid-directive",
  summary: "Require directives that galley knows, for rules that exist",
  why: "A directive with a slip of the pen silences nothing, and nobody notices until the finding that it should have kept away comes up, or until a rule that was meant to stay on is off.",
  recommended: "error",
  fixes: "none",
  messages: {
    directive: "There is no directive `galley-{{name}}`",
    rule: "There is no rule `{{name}}`",
  },
  examples: [
    {
      bad: "<!-- «galley-disable-nextline» -->\n\nThe pier.",
      says: ["There is no directive `galley-disable-nextline`"],
      notes: ["Did you mean `galley-disable-next-line`?"],
    },
    {
      bad: "<!-- «galley-whatever» galley/valid-directive -->\n\nThe pier.",
      says: ["There is no directive `galley-whatever`"],
      notes: ["`galley-disable-file`"],
    },
    {
      bad: "<!-- galley-disable-line galley/valid-directive, «galley/valid-directives» -- it is late -->\n\nThe pier.",
      says: ["There is no rule `galley/valid-directives`"],
      notes: ["Did you mean `galley/valid-directive`?"],
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
        });
      }
    },
  }),
});
