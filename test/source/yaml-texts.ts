import fc from "fast-check";

/** YAML as people, dumpers and accidents write it in front matter; much of it is none. */

const parts = (text: string): readonly string[] => text.split("¦");

const KEYS = parts(
  "title¦date¦tags¦categories¦author¦cover¦ms.date¦og:title¦last_modified_at¦标题¦über¦a-b¦-a¦.a¦" +
    '201¦1.5¦true¦null¦~¦yes¦"a"¦\'a\'¦"a b"¦\'it\'\'s\'¦"a\\"b"¦"\\u0041"¦a b¦a  b¦<<¦__proto__¦' +
    "constructor¦?¦¦a#b¦a #b¦@a¦[a]¦{a}¦a/b¦a~b¦~1¦...¦---¦a:b¦http://x¦🦊¦*a¦&a¦!a¦%a",
);
const PLAIN = parts(
  "yes¦no¦on¦off¦~¦null¦Null¦nULL¦true¦True¦TRUE¦false¦0x1F¦0o17¦017¦1_000¦1:30¦12e03¦1e400¦-0¦" +
    "+1¦.5¦-.5¦5.¦3.10¦1.0¦.inf¦-.INF¦.nan¦9007199254740993¦2021-02-30¦2021-09-25 20:43:23 +0800¦" +
    "Mon, 19 Jan 1970 12:17:23 GMT¦http://a.b/c#d?e=f:g¦a: b¦a:b¦a :b¦a #b¦a#b¦#a¦# a¦- a¦-a¦-¦" +
    "--¦---¦--- a¦...¦? a¦?a¦:a¦: a¦a:¦@a¦`a`¦%a¦*a¦&a b¦!a b¦!!str 1¦|a¦>¦|¦|-¦>-¦|+¦|2¦a, b¦,a¦" +
    "[a¦a]¦{a¦{{ a }}¦{% a %}¦中文：标题¦中文 标题¦🦊 fox¦a\u00a0b¦\u3000a¦a\u2028b¦a\u0085b¦\ufeffa¦a\tb¦\ta¦a\u0007¦a\\b¦~a¦=a¦<a>¦a¦a b¦" +
    "a  b¦(a)¦$a¦^¦;¦+¦_¦a'b¦a\"b¦'¦\"¦a'¦Café & bar",
).concat("x".repeat(1100));
const QUOTED = parts(
  '\'\'¦""¦\'a\'¦"a"¦\'it\'\'s\'¦"a \\"b\\" c"¦"a\\nb"¦"\\t"¦"\\/"¦"\\x41"¦"\\u4e2d"¦"\\q"¦"a\\¦"a\\"¦\'a: b # c\'¦' +
    "'a\n  b'¦'a  \n\n   b c\n \n\n  d'¦\"a\n  b\n\n  c\"¦'\n  a\n  '¦'a\n b'¦'a\nb'¦'a\n\tb'¦\"a\n  \\n\"¦'a\r\n  b''s'¦'a\n  b' # c¦'a\n  b' c¦'a\n  --- b'¦'a\n    b: c\n  # d'¦'a\n  b¦" +
    "\"a: b # c\"¦'a' b¦'a'b¦\"a\"b¦\"a\" # b¦\"a\"# b¦'a'#b¦'¦\"¦'''¦''''¦'a¦\"a¦'a\tb'",
);
const FLOW = parts(
  "[]¦[ ]¦[a]¦[a, b]¦[a,b]¦[ a , 'b' , \"c\" ]¦[a,]¦[a,,b]¦[,a]¦[a¦[a]]¦[a] b¦[a] # b¦[a]#b¦" +
    "[a: b]¦[a:b]¦[http://a]¦['a': b]¦['a':b]¦[a #b]¦[a#b]¦[[a]]¦[{a}]¦[- a]¦[-a]¦[-]¦[-, a]¦" +
    "[1, true, ~, ]¦{}¦{ }¦{a: b}¦{a}¦{} a¦{ } # b¦[? a]¦[*a]¦[&a b]¦[!a b]¦[a b, c  d]¦['a' b]¦" +
    "[a 'b']¦[中, 文]",
);

const scalar = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PLAIN) },
  {
    weight: 16,
    arbitrary: fc.constantFrom(
      "The pier",
      "a",
      "2021-09-25",
      "https://example.com/a.jpg",
      "中文",
      "'a'",
      '"b"',
      "3",
      "true",
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(...QUOTED) },
  { weight: 2, arbitrary: fc.constantFrom(...FLOW) },
);
const usualKey = fc
  .tuple(fc.constantFrom("title", "date", "tags", "categories", "author", "cover", "draft", "x"), fc.nat(99))
  .map(([name, number]) => name + number);
const key = fc.oneof({ weight: 20, arbitrary: usualKey }, { weight: 1, arbitrary: fc.constantFrom(...KEYS) });
const colon = fc.oneof(
  { weight: 40, arbitrary: fc.constant(": ") },
  { weight: 1, arbitrary: fc.constantFrom(":", " : ", ":  ", ":\t", " :", ": \t", ":   ") },
);
const tail = fc.oneof(
  { weight: 30, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: fc.constantFrom(" ", "  ", " # why", "  #", "#", "\t", " #\t#", "\t# a") },
);
const between = fc.oneof(
  { weight: 12, arbitrary: fc.constant<readonly string[]>([]) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<readonly string[]>(
      [""],
      ["# a"],
      ["  # a"],
      ["   "],
      ["#"],
      ["", ""],
      ["\t"],
      ["# a: b", ""],
      ["      # deep"],
    ),
  },
);

type Lines = readonly string[];

const pair = (value: fc.Arbitrary<string>) => fc.tuple(key, colon, value, tail).map((parts) => parts.join(""));
const empty = fc.tuple(key, colon, tail).map((parts) => parts.join(""));
const indent = fc.constantFrom("  ", "  ", "  ", "  ", "    ", "", " ");
const item = fc
  .tuple(
    fc.oneof(
      { weight: 20, arbitrary: fc.constant("- ") },
      { weight: 1, arbitrary: fc.constantFrom("-  ", "-", "-\t", "- - ") },
    ),
    fc.oneof({ weight: 6, arbitrary: scalar }, { weight: 1, arbitrary: pair(scalar) }),
    tail,
  )
  .map((parts) => parts.join(""));

const indented = (lines: Lines, by: string): Lines => lines.map((line) => (line === "" ? line : by + line));
const list: fc.Arbitrary<Lines> = fc
  .tuple(empty, indent, fc.array(fc.tuple(item, between), { minLength: 1, maxLength: 3 }))
  .map(([head, by, items]) => [
    head,
    ...indented(
      items.flatMap(([one, more]) => [...more, one]),
      by,
    ),
  ]);
const mappings: fc.Arbitrary<Lines> = fc
  .tuple(
    empty,
    indent,
    fc.array(fc.array(pair(scalar), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  )
  .map(([head, by, items]) => [
    head,
    ...indented(
      items.flatMap((pairs) => pairs.map((one, index) => (index === 0 ? "- " : "  ") + one)),
      by,
    ),
  ]);
const nested = (inner: fc.Arbitrary<readonly Lines[]>): fc.Arbitrary<Lines> =>
  fc.tuple(empty, indent, inner).map(([head, by, entries]) => [head, ...indented(entries.flat(), by)]);
const text = fc.constantFrom(
  "a",
  "b c",
  "",
  "  deeper",
  "# no comment",
  "key: value",
  "- item",
  " one",
  "'q'",
  "a # b",
  "a:",
  "中",
  "a ",
  "\tb",
);
const wrapped: fc.Arbitrary<Lines> = fc
  .tuple(pair(scalar), indent, fc.array(text, { minLength: 1, maxLength: 3 }))
  .map(([head, by, lines]) => [head, ...indented(lines, by)]);
const block: fc.Arbitrary<Lines> = fc
  .tuple(
    key,
    fc.constantFrom("|", ">", "|-", ">-", "| ", "|+", "|2", "| # c", ">+"),
    indent,
    fc.array(text, { maxLength: 4 }),
  )
  .map(([name, mark, by, lines]) => [`${name}: ${mark}`, ...indented(lines, by)]);

const leaf: fc.Arbitrary<Lines> = fc.oneof(
  { weight: 8, arbitrary: pair(scalar).map((line) => [line]) },
  { weight: 3, arbitrary: list },
  { weight: 1, arbitrary: mappings },
  { weight: 1, arbitrary: wrapped },
  { weight: 1, arbitrary: block },
  { weight: 1, arbitrary: empty.map((line) => [line]) },
  { weight: 1, arbitrary: between },
);
const inner = fc.array(leaf, { minLength: 1, maxLength: 3 });
const entry: fc.Arbitrary<Lines> = fc.oneof(
  { weight: 6, arbitrary: leaf },
  { weight: 1, arbitrary: nested(inner) },
  { weight: 1, arbitrary: nested(fc.array(fc.oneof(leaf, nested(inner)), { minLength: 1, maxLength: 2 })) },
);

const ACCIDENTS = [..." :#-'\"[]{},|>&*!%@`?\n\r\t\\~.0a中\u2028\ufeff", "  ", "- ", ": ", "\n\n", " #", "\n  "];
const accident = fc.tuple(fc.nat(), fc.constantFrom(...ACCIDENTS), fc.nat(2));

/** What stands between two fences. */
export const yamlTexts: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(entry, { minLength: 1, maxLength: 5 }),
    fc.constantFrom("\n", "\n", "\n", "\n", "\r\n", "\r\n", "\r"),
    fc.constantFrom(true, true, true, false),
    fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(accident, { maxLength: 2 }) }),
  )
  .map(([entries, ending, closed, accidents]) => {
    let made = entries.flat().join(ending) + (closed ? ending : "");
    for (const [place, what, removed] of accidents) {
      const at = place % (made.length + 1);
      made = made.slice(0, at) + what + made.slice(at + removed);
    }
    return made;
  });
