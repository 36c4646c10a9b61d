/**
 * What tree construction in the HTML standard ("Parsing HTML documents") knows of element names. One object a name, so that names are
 * compared by identity.
 */

/** Bits of `HtmlTag.is`. */
export const SPECIAL = 1;
/** Special, but for `address`, `div` and `p`: an open list item below it stays open. */
export const LIST_ITEM_BOUNDARY = 2;
export const SCOPE = 4;
export const LIST_ITEM_SCOPE = 8;
export const BUTTON_SCOPE = 16;
export const TABLE_SCOPE = 32;
/** Its end tag is implied. */
export const IMPLIED_END = 64;
/** Its end tag is implied when end tags are implied thoroughly. */
export const IMPLIED_END_THOROUGH = 128;
/** Text and elements inside move before the table. */
export const TABLE_STRUCTURE = 256;
export const HEADING = 512;
/** Where it is open, the insertion mode is found by it. */
export const SELECTS_MODE = 1024;
/** In a `select`, it lets an outer `select` be seen. */
export const IN_SELECT_SCOPE = 2048;
export const TABLE_CONTEXT = 4096;
export const TABLE_BODY_CONTEXT = 8192;
export const TABLE_ROW_CONTEXT = 16384;
/** A start tag of it ends foreign content. */
export const LEAVES_FOREIGN = 32768;
/** In SVG: its content is HTML again. */
export const INTEGRATION_POINT = 65536;

/** In HTML: it holds nothing but text. */
export const HOLDS_TEXT = 131072;

/** How a start tag is treated in the body. */
export const S_GENERIC = 0;
export const S_BLOCK = 1;
export const S_FORMATTING = 2;
export const S_LINK = 3;
export const S_HEADING = 4;
export const S_LIST_ITEM = 5;
export const S_VOID = 6;
export const S_RULE = 7;
export const S_RUBY_BASE = 8;
export const S_RUBY_TEXT = 9;
export const S_PRE = 10;
export const S_XMP = 11;
export const S_SVG = 12;
export const S_IGNORED = 13;
export const S_HEAD_VOID = 14;
export const S_RAW_TEXT = 15;
export const S_TITLE = 16;
export const S_SCRIPT = 17;
export const S_FORM = 18;
export const S_NOBR = 19;
export const S_TABLE = 20;
export const S_INPUT = 21;
export const S_PARAM = 22;
export const S_IMAGE = 23;
export const S_BUTTON = 24;
export const S_OBJECT = 25;
export const S_SELECT = 26;
export const S_OPTION = 27;
export const S_TEXTAREA = 28;
export const S_TABLE_PART = 29;
export const S_PAGE = 30;
/** What the fast tree does not build. */
export const S_UNSURE = 31;

/** How an end tag is treated in the body. */
export const E_GENERIC = 0;
export const E_BLOCK = 1;
export const E_FORMATTING = 2;
export const E_P = 3;
export const E_LI = 4;
export const E_DEFINITION = 5;
export const E_HEADING = 6;
export const E_BR = 7;
export const E_FORM = 8;
export const E_OBJECT = 9;
export const E_PAGE = 10;
export const E_UNSURE = 11;

export interface HtmlTag {
  /** Lower case. */
  readonly name: string;
  /** As hast writes it: `lineargradient` in SVG is `linearGradient`. */
  readonly tagName: string;
  readonly svg: boolean;
  readonly is: number;
  readonly start: number;
  readonly end: number;
  /** HTML names that the standard does not know have none of their own: end tags of theirs imply all others. */
  readonly known: boolean;
}

const names = (text: string): readonly string[] => text.split(" ");

const BITS: readonly (readonly [number, string])[] = [
  [
    SPECIAL,
    "address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input li link listing main marquee menu meta nav noembed noframes noscript object ol p param plaintext pre script section select source style summary table tbody td template textarea tfoot th thead title tr track ul wbr xmp",
  ],
  [SCOPE | LIST_ITEM_SCOPE | BUTTON_SCOPE, "applet caption html marquee object table td template th"],
  [LIST_ITEM_SCOPE, "ol ul"],
  [BUTTON_SCOPE, "button"],
  [TABLE_SCOPE, "table html"],
  [IMPLIED_END | IMPLIED_END_THOROUGH, "dd dt li optgroup option p rb rp rt rtc"],
  [IMPLIED_END_THOROUGH, "caption colgroup tbody td tfoot th thead tr"],
  [TABLE_STRUCTURE, "table tbody tfoot thead tr"],
  [HEADING, "h1 h2 h3 h4 h5 h6"],
  [SELECTS_MODE, "tr tbody thead tfoot caption colgroup table frameset select template td th head body html"],
  [IN_SELECT_SCOPE, "option optgroup"],
  [TABLE_CONTEXT, "table template html"],
  [TABLE_BODY_CONTEXT, "tbody tfoot thead template html"],
  [TABLE_ROW_CONTEXT, "tr template html"],
  [HOLDS_TEXT, "script style textarea title xmp iframe noembed noframes"],
  [
    LEAVES_FOREIGN,
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var",
  ],
];

const STARTS: readonly (readonly [number, string])[] = [
  [
    S_BLOCK,
    "p dl ol ul div dir nav main menu aside center figure footer header hgroup dialog details address article search section summary fieldset blockquote figcaption",
  ],
  [S_FORMATTING, "i s b u em tt big code font small strike strong"],
  [S_LINK, "a"],
  [S_HEADING, "h1 h2 h3 h4 h5 h6"],
  [S_LIST_ITEM, "li dd dt"],
  [S_VOID, "br img wbr area embed keygen"],
  [S_RULE, "hr"],
  [S_RUBY_BASE, "rb rtc"],
  [S_RUBY_TEXT, "rt rp"],
  [S_PRE, "pre listing"],
  [S_XMP, "xmp"],
  [S_SVG, "svg"],
  [S_PAGE, "html head body frameset"],
  [S_HEAD_VOID, "base link meta bgsound basefont"],
  [S_RAW_TEXT, "style noembed noframes iframe"],
  [S_TITLE, "title"],
  [S_SCRIPT, "script"],
  [S_FORM, "form"],
  [S_NOBR, "nobr"],
  [S_TABLE, "table"],
  [S_INPUT, "input"],
  [S_PARAM, "param track source"],
  [S_IMAGE, "image"],
  [S_BUTTON, "button"],
  [S_OBJECT, "applet object marquee"],
  [S_SELECT, "select"],
  [S_OPTION, "option optgroup"],
  [S_TEXTAREA, "textarea"],
  [S_TABLE_PART, "col th td tr tbody tfoot thead caption colgroup"],
  [S_IGNORED, "frame"],
  [S_UNSURE, "template math plaintext"],
];

const ENDS: readonly (readonly [number, string])[] = [
  [
    E_BLOCK,
    "dl ul ol dir div nav pre main menu aside button center figure footer header hgroup dialog address article details search section summary listing fieldset blockquote figcaption",
  ],
  [E_FORMATTING, "a b i s u em tt big code font nobr small strike strong"],
  [E_P, "p"],
  [E_LI, "li"],
  [E_DEFINITION, "dd dt"],
  [E_HEADING, "h1 h2 h3 h4 h5 h6"],
  [E_BR, "br"],
  [E_FORM, "form"],
  [E_OBJECT, "applet object marquee"],
  [E_PAGE, "body html"],
  [E_UNSURE, "template"],
];

/** Names without rules of their own that the standard mentions all the same. */
const OTHERS =
  "label span sub sup ruby var noscript frame head track annotation-xml mi mo mn ms mtext desc foreignobject malignmark mglyph";

/** SVG names that are not in lower case (SVG 1.1 and 2). */
const SVG_NAMES = names(
  "altGlyph altGlyphDef altGlyphItem animateColor animateMotion animateTransform clipPath feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence foreignObject glyphRef linearGradient radialGradient solidColor textArea textPath",
);

const known = knownTags();
const svgCase = new Map(SVG_NAMES.map((name) => [name.toLowerCase(), name]));

function knownTags(): ReadonlyMap<string, HtmlTag> {
  const tags = new Map<string, { -readonly [K in keyof HtmlTag]: HtmlTag[K] }>();
  const each = (list: string, change: (tag: { -readonly [K in keyof HtmlTag]: HtmlTag[K] }) => void): void => {
    for (const name of names(list)) {
      let tag = tags.get(name);
      if (tag === undefined) {
        tag = { name, tagName: name, svg: false, is: 0, start: S_GENERIC, end: E_GENERIC, known: true };
        tags.set(name, tag);
      }
      change(tag);
    }
  };
  for (const [bit, list] of BITS) {
    each(list, (tag) => {
      tag.is |= bit;
    });
  }
  // Of two lists that name the same tag, the first holds.
  for (const [start, list] of STARTS) {
    each(list, (tag) => {
      if (tag.start === S_GENERIC) tag.start = start;
    });
  }
  for (const [end, list] of ENDS) {
    each(list, (tag) => {
      if (tag.end === E_GENERIC) tag.end = end;
    });
  }
  each(OTHERS, () => {});
  for (const [name, tag] of tags) {
    if ((tag.is & SPECIAL) !== 0 && name !== "address" && name !== "div" && name !== "p") tag.is |= LIST_ITEM_BOUNDARY;
  }
  return tags;
}

/** Of an HTML element that the standard names. */
export function knownTag(name: string): HtmlTag {
  const tag = known.get(name);
  if (tag === undefined) throw new Error(`no such tag: ${name}`);
  return tag;
}

/** Unknown names are kept, too, up to a number: a hostile text has as many as it likes. */
const MOST_NAMES = 4096;

const others = new Map<string, HtmlTag>();
const svgTags = new Map<string, HtmlTag>();

/** By name in lower case. */
export function htmlTag(name: string): HtmlTag {
  const tag = known.get(name) ?? others.get(name);
  if (tag !== undefined) return tag;
  const made = { name, tagName: name, svg: false, is: 0, start: S_GENERIC, end: E_GENERIC, known: false };
  if (others.size >= MOST_NAMES) others.clear();
  others.set(name, made);
  return made;
}

/** The SVG element of a name in lower case. */
export function svgTag(name: string): HtmlTag {
  const tag = svgTags.get(name);
  if (tag !== undefined) return tag;
  const border = name === "foreignobject" || name === "desc" || name === "title";
  const is = border ? SPECIAL | LIST_ITEM_BOUNDARY | SCOPE | LIST_ITEM_SCOPE | BUTTON_SCOPE | INTEGRATION_POINT : 0;
  const made = { ...htmlTag(name), tagName: svgCase.get(name) ?? name, svg: true, is };
  if (svgTags.size >= MOST_NAMES) svgTags.clear();
  svgTags.set(name, made);
  return made;
}
