/** Where a link through a redirector leads. */
export interface Redirect {
  /** The outermost redirector. */
  readonly host: string;
  /** The address inside, unwrapped through all redirectors. */
  readonly target: string;
  /** Whether the target looks like an address on the web. */
  readonly plausible: boolean;
}

/** Host, or host and beginning of the path, of redirectors, with the parameter that holds the address. */
const REDIRECTORS: readonly (readonly [string, string])[] = [
  ["link.zhihu.com", "target"],
  ["link.juejin.cn", "target"],
  ["link.juejin.im", "target"],
  ["links.jianshu.com/go", "to"],
  ["link.jianshu.com", "t"],
  ["www.jianshu.com/go-wild", "url"],
  ["www.oschina.net/action/GoToLink", "url"],
  ["my.oschina.net/action/GoToLink", "url"],
  ["gitee.com/link", "target"],
  ["link.csdn.net", "target"],
  ["link.segmentfault.com", "url"],
  ["link.ld246.com/forward", "goto"],
  ["hacpai.com/forward", "goto"],
  ["www.douban.com/link2", "url"],
  ["c.pc.qq.com/middlem.html", "pfurl"],
  ["mp.weixin.qq.com/mp/redirect", "url"],
  ["weixin110.qq.com/cgi-bin/mmspamsupport-bin/newredirectconfirmcgi", "url"],
  ["jump.bdimg.com/safecheck/index", "url"],
  ["afdian.net/link", "target"],
  ["sspai.com/link", "target"],
  ["www.google.com/url", "url"],
  ["www.google.com/url", "q"],
  ["l.facebook.com/l.php", "u"],
  ["lm.facebook.com/l.php", "u"],
  ["l.instagram.com", "u"],
  ["l.messenger.com/l.php", "u"],
  ["out.reddit.com", "url"],
  ["www.youtube.com/redirect", "q"],
  ["steamcommunity.com/linkfilter", "url"],
  ["t.umblr.com/redirect", "z"],
  ["href.li", ""],
  ["disq.us/url", "url"],
  ["vk.com/away.php", "to"],
  ["slack-redir.net/link", "url"],
  ["medium.com/r", "url"],
  ["www.linkedin.com/redir/redirect", "url"],
  ["www.pixiv.net/jump.php", "url"],
  ["safelinks.protection.outlook.com", "url"],
];

const MOST_LEVELS = 5;

interface Redirector {
  readonly host: string;
  /** Its path, or "" for all of them. */
  readonly under: string;
  /** The parameter that holds the address; "": the whole query. */
  readonly parameter: string;
}

/** The known redirectors. */
export interface Redirectors {
  readonly list: readonly Redirector[];
  readonly hosts: ReadonlySet<string>;
}

/** `more` are further redirectors, host and path -> parameter, that are asked first. */
export function redirectors(more: Readonly<Record<string, string>>): Redirectors {
  const list = [...Object.entries(more), ...REDIRECTORS].map(([place, parameter]): Redirector => {
    const slash = place.indexOf("/");
    const host = slash === -1 ? place : place.slice(0, slash);
    return { host: host.toLowerCase(), under: slash === -1 ? "" : place.slice(slash), parameter };
  });
  return { list, hosts: new Set(list.map(({ host }) => host)) };
}

/** Unwraps an address; undefined when it goes through no known redirector, or the redirector hides where it leads. */
export function unwrapRedirect(url: string, known: Redirectors): Redirect | undefined {
  // The address inside stands in the query.
  const query = url.indexOf("?");
  if (query === -1 || !(url.includes("//", query) || url.includes("%", query))) return undefined;
  let host: string | undefined;
  let target = url;
  for (let level = 0; level < MOST_LEVELS; level++) {
    const inner = unwrapOnce(target, known);
    if (inner === undefined) break;
    host ??= hostOf(url);
    target = inner;
  }
  return host === undefined ? undefined : { host, target, plausible: isPlausible(target) };
}

const GOOGLE = /^(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/;

function unwrapOnce(url: string, { list, hosts }: Redirectors): string | undefined {
  const [, host = "", path = "", query] =
    /^(?:https?:)?\/\/([^/?#:@\s]+)(?::\d+)?([^?#\s]*)\?([^#\s]*)/i.exec(url) ?? [];
  if (query === undefined) return undefined;
  const name = host.toLowerCase();
  const isGoogle = GOOGLE.test(name);
  if (!isGoogle && !hosts.has(name) && !name.includes(".safelinks.")) return undefined;
  for (const { host: at, under, parameter } of list) {
    const same = name === at || (at === "www.google.com" && isGoogle);
    if (!same && !(at.startsWith("safelinks.") && name.endsWith(`.${at}`))) continue;
    if (under !== "" && path !== under && !path.startsWith(`${under}/`)) continue;
    const value = parameter === "" ? query : parameterOf(query, parameter);
    const inner = value === undefined ? undefined : decoded(value);
    if (inner !== undefined && /^(?:https?:)?\/\/\S/i.test(inner)) return inner;
  }
  return undefined;
}

function parameterOf(query: string, parameter: string): string | undefined {
  for (const piece of query.split("&")) {
    const equals = piece.indexOf("=");
    if (equals !== -1 && piece.slice(0, equals) === parameter) return piece.slice(equals + 1);
  }
  return undefined;
}

/**
 * One level of percent encoding off. An address that was put there as it is loses it, too, for that is how a query is read; letters
 * outside ASCII, which mean the same either way, stay as they were written.
 */
function decoded(value: string): string | undefined {
  if (/^https?:\/\//i.test(value)) {
    return value.replace(/%[0-7][\da-f]/gi, (written) => {
      const character = String.fromCharCode(Number.parseInt(written.slice(1), 16));
      return NEVER_BARE.test(character) ? written : character;
    });
  }
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/** Characters that no address can hold as they are. */
const NEVER_BARE = /[\0- "<>`{}|\\^\x7f]/;

function hostOf(url: string): string | undefined {
  return /^(?:https?:)?\/\/([^/?#:@\s]+)/i.exec(url)?.[1]?.toLowerCase();
}

/** Endings of file names that no top-level domain has. */
const FILE_ENDING = /\.(?:so|dll|exe|jar|md|txt|json|ya?ml|xml|html?|js|ts|css|java|class|conf|ini|log|bak)(?:\.\d+)*$/;

/** A host of letters with a top-level domain: not a file name, not a number. */
function isPlausible(url: string): boolean {
  const host = hostOf(url);
  if (host === undefined || /[\s<>"'`{}|\\^]/.test(url) || FILE_ENDING.test(host)) return false;
  return /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?\.)+(?:\p{L}{2,24}|xn--[a-z\d-]+)$/u.test(host);
}
