/** The style sheet of the HTML report. Colours keep a contrast of 4.5 to 1 in both themes. */
const light =
  "--page:#fff;--panel:#f6f7f9;--text:#1c2128;--soft:#4d5663;--line:#c6ccd4;--link:#0b57a4;--bar:#3b6fb5;--error:#a4161a;--warning:#7a4a00;--info:#1d5c7a;--good:#14622b";
const dark =
  "--page:#15191f;--panel:#1e242c;--text:#e6e9ed;--soft:#aab4c0;--line:#46505c;--link:#8cc1ff;--bar:#6ea3e8;--error:#ff9a93;--warning:#f0c067;--info:#8fd0ee;--good:#8fd6a2";

export const PAGE_STYLE = `:root{color-scheme:light;${light}}
@media(prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${dark}}}
:root[data-theme=dark]{color-scheme:dark;${dark}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:80rem;padding:1rem;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:0 0 .5rem}h3{font-size:1rem;margin:0;overflow-wrap:anywhere}
header{display:flex;flex-wrap:wrap;gap:1rem;justify-content:space-between;align-items:center}
.totals{color:var(--soft)}
.facets{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:1rem;margin:1rem 0;align-items:start}
.facet,.filters,.finding,.failures{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:.75rem}
.facet,.finding{min-width:0}
.plot{position:relative;height:15rem}
summary{cursor:pointer}
ol,ul{list-style:none;margin:0;padding:0}
.values{display:flex;flex-wrap:wrap;gap:.25rem;margin-top:.5rem}
button,input,select{font:inherit;color:var(--text);background:var(--page);border:1px solid var(--soft);border-radius:.35rem;padding:.2rem .6rem;max-width:100%}
button,input,select{min-height:2.2rem}button{cursor:pointer;overflow-wrap:anywhere}button:disabled{cursor:default;color:var(--soft);border-style:dashed}
button[aria-pressed=true]{background:var(--link);border-color:var(--link);color:var(--page)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.filters{display:flex;flex-wrap:wrap;gap:1rem;align-items:end}
.filters label{display:grid;color:var(--soft)}
html{scroll-padding-top:4rem}
.bar{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:.5rem 0;padding:.5rem 0;position:sticky;top:0;background:var(--page)}
#chosen{display:flex;flex-wrap:wrap;gap:.25rem}#report[hidden]{display:none}
code{font:.95em ui-monospace,monospace;background:var(--page);border-radius:.25rem;padding:0 .2em;overflow-wrap:anywhere}
.finding{margin:.75rem 0}
.severity{font-weight:700}.error{color:var(--error)}.warning{color:var(--warning)}.info{color:var(--info)}
.where{margin:.25rem 0;color:var(--soft);overflow-wrap:anywhere}.note{margin:.25rem 0}
a{color:var(--link)}
pre{margin:.5rem 0;white-space:pre-wrap;overflow-wrap:anywhere;font:14px/1.4 ui-monospace,monospace;border-left:3px solid var(--line);padding-left:.75rem}
.frame{white-space:pre;overflow-x:auto;overflow-wrap:normal}
.added{color:var(--good)}.removed{color:var(--error)}
table{border-collapse:collapse}td,th{text-align:left;padding:.15rem .75rem .15rem 0}
`;
