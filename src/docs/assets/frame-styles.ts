const dark = `  color-scheme: dark;
  --paper: #15181d; --side: #111317; --raised: #1d2127; --ink: #e4e6ea; --quiet: #9aa3af; --line: #2d323a; --faint: #20242b;
  --link: #7fb5f5; --focus: #7fb5f5; --mark: #4d4215;
  --bronze: #d08f58; --silver: #a3b2c1; --gold: #e0b843; --other: #7ea9da;
  --good: #74d08f; --good-back: #15321f; --warn: #edc05c; --warn-back: #3a2d0c; --bad: #ff938a; --bad-back: #431d1a;
  --tk-keyword: #d793d6; --tk-string: #86cf9c; --tk-number: #e8ab74; --tk-comment: #8b949f; --tk-jinja: #7fbaf0;`

/** Colours, the bar, the list at the side, and the search. */
export const frameStyles = `
:root {
  color-scheme: light;
  --paper: #ffffff; --side: #f7f7f5; --raised: #ffffff; --ink: #1d2128; --quiet: #5d6673; --line: #e2e3e0; --faint: #f1f1ee;
  --link: #1457a8; --focus: #1a6fd6; --mark: #fff3c4;
  --bronze: #a9672f; --silver: #6f7f8f; --gold: #b98a06; --other: #4a7ab0;
  --good: #1c7c3c; --good-back: #e3f4e7; --warn: #8a5a00; --warn-back: #fdf0cf; --bad: #b3261e; --bad-back: #fde7e5;
  --tk-keyword: #8a2585; --tk-string: #1b6e3c; --tk-number: #9a4b00; --tk-comment: #68707c; --tk-jinja: #0b62a8;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
:root[data-theme="dark"] {
${dark}
}
@media (prefers-color-scheme: dark) {
  :root:not([data-theme]) {
${dark}
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 15px/1.55 var(--sans); -webkit-text-size-adjust: 100%; }
body { margin: 0; min-height: 100vh; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
button { font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: 6px; padding: .2rem .6rem; cursor: pointer; }
button:hover { background: var(--faint); }
code, pre, kbd { font-family: var(--mono); font-size: .875em; }
kbd { border: 1px solid var(--line); border-radius: 4px; padding: 0 .35em; color: var(--quiet); }
.quiet { color: var(--quiet); }
.nowrap { white-space: nowrap; }
.skip { position: absolute; left: -999px; top: 0; background: var(--raised); padding: .5rem 1rem; z-index: 20; }
.skip:focus { left: .5rem; top: .5rem; }

.bar { position: sticky; top: 0; z-index: 5; display: flex; align-items: center; gap: .75rem; height: 52px; padding: 0 1rem; background: var(--paper); border-bottom: 1px solid var(--line); }
.brand { display: flex; align-items: center; gap: .55rem; font-weight: 650; color: var(--ink); min-width: 0; }
.brand:hover { text-decoration: none; }
.brand span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.brand svg { width: 24px; height: 24px; flex: none; }
.brand .b { fill: var(--bronze); } .brand .s { fill: var(--silver); } .brand .g { fill: var(--gold); }
#open-search { margin-left: auto; display: flex; align-items: center; gap: .5rem; width: 17rem; max-width: 45vw; text-align: left; color: var(--quiet); background: var(--faint); }
#open-search .label { flex: 1; }
.magnifier { font-size: 1.1rem; line-height: 1; transform: rotate(-45deg) translateY(1px); display: inline-block; }
#theme { width: 2.2rem; padding: .2rem 0; }
#menu { display: none; width: 2.4rem; padding: .2rem 0; }

.frame { display: grid; grid-template-columns: 260px minmax(0, 1fr); }
#side { position: sticky; top: 52px; height: calc(100vh - 52px); overflow-y: auto; padding: .9rem .6rem 2rem; background: var(--side); border-right: 1px solid var(--line); font-size: .9rem; }
#side ul { list-style: none; margin: 0; padding: 0; }
#side a { display: flex; gap: .45rem; align-items: center; padding: .2rem .5rem; border-radius: 6px; color: var(--ink); overflow: hidden; white-space: nowrap; }
#side a .n, #side summary .n { margin-left: auto; }
#side a:hover { background: var(--faint); text-decoration: none; }
#side a[aria-current] { background: var(--faint); font-weight: 600; box-shadow: inset 2px 0 var(--focus); }
#side a span.name { overflow: hidden; text-overflow: ellipsis; }
#side h2 { font-size: .72rem; letter-spacing: .06em; text-transform: uppercase; color: var(--quiet); margin: 1.1rem .5rem .3rem; }
#side summary { display: flex; gap: .4rem; align-items: center; padding: .2rem .5rem; border-radius: 6px; cursor: pointer; list-style: none; }
#side summary::-webkit-details-marker { display: none; }
#side summary::before { content: "▸"; color: var(--quiet); font-size: .75rem; width: .7rem; flex: none; }
#side details[open] > summary::before { content: "▾"; }
#side summary span:first-child { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#side summary:hover { background: var(--faint); }
#side details ul { padding-left: 1.1rem; }
.n { color: var(--quiet); font-weight: 400; font-size: .85em; font-variant-numeric: tabular-nums; }
main { padding: 1.6rem 2.2rem 4rem; min-width: 0; }
.page { max-width: 1080px; }

.dot { display: inline-block; width: .62rem; height: .62rem; border-radius: 50%; background: var(--other); flex: none; }
.dot.layer-bronze { background: var(--bronze); } .dot.layer-silver { background: var(--silver); } .dot.layer-gold { background: var(--gold); }
.dot.kind-source, .dot.kind-seed { border-radius: 2px; }
.dot.kind-exposure { border-radius: 2px; transform: rotate(45deg); }
.dot.kind-test, .dot.kind-macro { background: none; border: 2px solid var(--quiet); }

dialog { color: var(--ink); background: var(--raised); border: 1px solid var(--line); border-radius: 12px; padding: 0; width: min(720px, calc(100vw - 2rem)); margin: 9vh auto auto; box-shadow: 0 20px 60px rgb(0 0 0 / .3); }
dialog::backdrop { background: rgb(10 12 16 / .45); }
#query { width: 100%; font: inherit; font-size: 1.1rem; padding: .9rem 1.1rem; border: 0; border-bottom: 1px solid var(--line); background: none; color: inherit; outline: none; }
#search-state { margin: 0; padding: .4rem 1.1rem; color: var(--quiet); font-size: .82rem; }
#hits { list-style: none; margin: 0; padding: 0 .5rem; max-height: 55vh; overflow-y: auto; }
#hits a { display: block; padding: .4rem .6rem; border-radius: 8px; color: inherit; }
#hits a:hover { text-decoration: none; }
#hits [aria-selected="true"] a { background: var(--faint); box-shadow: inset 2px 0 var(--focus); }
#hits .hit { display: flex; gap: .5rem; align-items: center; }
#hits .hit .quiet { margin-left: auto; white-space: nowrap; font-size: .82rem; padding-left: 1rem; }
#hits small { display: block; color: var(--quiet); margin-left: 1.1rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#hits mark { background: var(--mark); color: inherit; border-radius: 2px; }
.keys { margin: 0; padding: .5rem 1.1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .8rem; }

@media (max-width: 820px) {
  .frame { display: block; }
  #menu { display: block; }
  #side { display: none; position: fixed; inset: 52px 0 0 0; height: auto; z-index: 4; border: 0; font-size: 1rem; }
  #side.open { display: block; }
  main { padding: 1rem 1rem 3rem; }
  #open-search { width: auto; }
  #open-search kbd { display: none; }
}
@media print {
  :root, :root[data-theme="dark"] { color-scheme: light; --paper: #fff; --raised: #fff; --ink: #000; --quiet: #444; --line: #bbb; --faint: #f4f4f4; --link: #000; }
  .bar, #side, .skip, dialog, .copy, [role="tablist"], .graph-controls { display: none !important; }
  .frame { display: block; } main { padding: 0; } .page { max-width: none; }
  [role="tabpanel"][hidden] { display: block; }
  details:not([open]) > *:not(summary) { display: block; }
  pre, .code pre { white-space: pre-wrap; max-height: none; } section, tr { break-inside: avoid-page; } #sql { break-inside: auto; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: auto; } }
`
