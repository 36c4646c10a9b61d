import fc from "fast-check";

/** Names for which tree construction has rules, names in SVG, and some that nobody knows. */
const NAMES =
  "p div span a b i em strong code pre ul ol li dl dt dd table tbody thead tfoot tr td th caption col colgroup select option optgroup form input button h1 h2 br hr img svg path g title desc foreignObject linearGradient style script textarea ruby rt rp rtc rb object marquee iframe noscript nobr font section article figure x-foo unknown body html head frameset frame meta link xmp image video source label small center blockquote details summary main A DIV P".split(
    " ",
  );

/** What only the reference parser reads. */
const LEFT_ALONE = ["template", "math", "plaintext", "a.b"];

const ATTRIBUTES = [
  ' class="a b"',
  " id=x",
  ' style="color:red"',
  " checked",
  " width=10",
  " width='a'",
  " href=http://a/?b&amp;c&lt=d",
  ' title="a&quot;b&nbsp;&copy=1&copy;"',
  " a=1 a=2",
  "/ b",
  ' x="1"y="2"',
  " =foo",
  " 数据=1",
  " type=hidden",
  " type='HIDDEN'",
  " color=red",
  ' viewBox="0 0 1 1"',
  " xlink:href='#a'",
  ' data-foo-bar="1"',
  " class=x className=y",
  " rel='a b'",
  ' srcset="a 1x, b 2x"',
  " hidden=''",
  " a<b=1",
  " a='<b>'",
  "\n\tb\r\nc",
  " a=",
  " constructor=1 __proto__=2",
  " accept='a, b,'",
  " for=a htmlfor=b",
  " 1=2 0=1",
  ' alt="a\r\nb"',
  ' a=b"c',
  "\fx",
  ' a="&#0;"',
];

const TEXTS = [
  "a",
  " ",
  "\n",
  "\r\n",
  "\r",
  "text ",
  "中文",
  "😀",
  "&amp;",
  "&lt;b&gt;",
  "&nbsp;",
  "&#65;",
  "&#x41;",
  "&#128;",
  "&notit;",
  "&not",
  "&",
  "&\n",
  "&#",
  "&#x",
  "&#0;",
  "&#xFFFF;",
  "&abc;",
  "<",
  "< b",
  "<3",
  "</>",
  "</ x>",
  "</",
  "<?x y?>",
  "<!x>",
  "<!",
  "<!--c-->",
  "<!---->",
  "<!-->",
  "<!--->",
  "<!-- a -- b -->",
  "<!--a--!>",
  "<!--",
  "-->",
  "<![CDATA[x]]>",
  "<!doctype html>",
  "<!DOCTYPE html SYSTEM 'about:legacy-compat'>",
  "\t",
  "\f",
  "x<y",
  "\u00a0",
  "\ud800",
  "\0",
  "&CounterClockwiseContourIntegral;",
  "&ngE;",
  "&AMP",
];

const name = fc.oneof({ weight: 60, arbitrary: fc.constantFrom(...NAMES) }, fc.constantFrom(...LEFT_ALONE));
const attributes = fc.array(fc.constantFrom(...ATTRIBUTES), { maxLength: 2 }).map((list) => list.join(""));
const startTag = fc
  .tuple(name, attributes, fc.oneof({ weight: 20, arbitrary: fc.constant(">") }, fc.constantFrom("/>", "")))
  .map((parts) => `<${parts.join("")}`);
const endTag = fc
  .tuple(name, fc.oneof({ weight: 30, arbitrary: fc.constant("") }, fc.constantFrom(" a=1", "/", "\n")))
  .map((parts) => `</${parts.join("")}>`);
const pair = fc
  .tuple(name, attributes, fc.constantFrom(...TEXTS))
  .map(([tag, given, text]) => `<${tag}${given}>${text}</${tag}>`);

/** Markup of which hardly any is as it should be. */
export const tagSoup = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: startTag },
      { weight: 3, arbitrary: endTag },
      { weight: 1, arbitrary: pair },
      { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
    ),
    { minLength: 1, maxLength: 16 },
  )
  .map((parts) => parts.join(""));

const heads = [
  "<!doctype html>",
  "<!DOCTYPE html>\n<html lang=en>\n<head>\n",
  "<html><head><title>x</title></head><body class=a>",
  "<body>",
  " \r\n<!-- c -->\n<html>",
  "<head><meta charset=u></head>\n",
];
const tails = [
  "",
  "</body></html>",
  "</body>\n</html>\n",
  "</html>",
  "</body><!-- x --></html><!-- y -->",
  "</html> tail",
];

/** The same as a whole page. */
export const pageSoup = fc
  .tuple(fc.constantFrom(...heads), tagSoup, fc.constantFrom(...tails))
  .map((parts) => parts.join(""));
