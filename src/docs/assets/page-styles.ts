/** What stands on a page: titles, facts, tables, code, lists. */
export const pageStyles = `
h1, h2, h3, h4 { line-height: 1.25; margin: 0; font-weight: 650; }
.title { margin-bottom: 1.2rem; }
.title h1 { font-size: 1.75rem; display: flex; align-items: baseline; gap: .6rem; overflow-wrap: anywhere; }
.title h1 .dot { width: .85rem; height: .85rem; transform-origin: center; }
.crumbs { margin: 0 0 .25rem; font-size: .88rem; color: var(--quiet); }
.crumbs a { color: inherit; }
section { margin: 2.1rem 0 0; scroll-margin-top: 70px; }
section > h2, summary h2 { font-size: 1.12rem; margin-bottom: .7rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line); }
section h3 { font-size: .95rem; margin: 1rem 0 .5rem; }
h2 .more { float: right; font-weight: 400; font-size: .86rem; }
.badges { display: flex; flex-wrap: wrap; gap: .4rem; margin: .6rem 0 0; }
.badge { display: inline-block; font-size: .78rem; line-height: 1.5; padding: 0 .55rem; border-radius: 999px; border: 1px solid var(--line); color: var(--ink); background: var(--faint); }
.badge.tag { color: var(--quiet); background: none; }
.badge.tag::before { content: "#"; opacity: .7; }
.badge.layer-bronze { color: var(--bronze); border-color: currentColor; background: none; }
.badge.layer-silver { color: var(--silver); border-color: currentColor; background: none; }
.badge.layer-gold { color: var(--gold); border-color: currentColor; background: none; }
.status { display: inline-block; font-size: .78rem; line-height: 1.5; padding: 0 .5rem; border-radius: 999px; white-space: nowrap; background: var(--faint); color: var(--quiet); }
.status-success, .status-pass { color: var(--good); background: var(--good-back); }
.status-success::before, .status-pass::before { content: "✓ "; }
.status-error, .status-fail, .status-runtime-error { color: var(--bad); background: var(--bad-back); }
.status-error::before, .status-fail::before, .status-runtime-error::before { content: "✗ "; }
.status-warn { color: var(--warn); background: var(--warn-back); }
.status-warn::before { content: "! "; }

.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(190px, 1fr)); gap: .8rem 1.2rem; margin: 0; padding: .9rem 1.1rem; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); }
.facts div { min-width: 0; }
dt { font-size: .76rem; color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
#description { margin-top: 1.3rem; }
.prose { max-width: 75ch; }
.prose > :first-child { margin-top: 0; }
.prose h3, .prose h4, .prose h5 { margin: 1.4rem 0 .5rem; font-size: 1.02rem; }
.prose blockquote { margin: 0 0 1rem; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--quiet); }
.prose code, td code, dd code { background: var(--faint); padding: .08em .3em; border-radius: 4px; overflow-wrap: break-word; }
.prose pre { background: var(--faint); padding: .8rem 1rem; border-radius: 8px; overflow-x: auto; }
.prose pre code { background: none; padding: 0; }
.readme { max-width: 85ch; }
.plain-link { text-decoration: underline dotted; text-underline-offset: 3px; }
.alert { margin: 1.2rem 0 0; padding: .8rem 1.1rem; border-radius: 10px; background: var(--bad-back); color: var(--bad); }
.alert pre { margin: .4rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--ink); }

.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
thead th { font-size: .76rem; font-weight: 500; color: var(--quiet); white-space: nowrap; }
tbody th { font-weight: 500; }
.right { text-align: right; }
.columns tbody th code { font-size: .9em; font-weight: 600; }
.columns td:nth-child(3) { min-width: 15rem; }
code.type { background: none; padding: 0; color: var(--quiet); font-size: .8em; }
td code.type { background: none; padding: 0; overflow-wrap: normal; }
tr.missing th code { text-decoration: line-through; }
tr.found { background: var(--mark); }
ul.tests, ul.nodes { list-style: none; margin: 0; padding: 0; }
ul.tests li { line-height: 1.7; overflow-wrap: anywhere; } td ul.tests li { white-space: nowrap; }
ul.nodes li { padding: .14rem 0; }
.node-link { display: inline-flex; gap: .45rem; align-items: center; overflow-wrap: anywhere; }
.halves { display: grid; grid-template-columns: repeat(auto-fit, minmax(250px, 1fr)); gap: 0 2rem; }
.halves > h2 { grid-column: 1 / -1; }
.halves h3 { margin-top: 0; }

.code { position: relative; }
.code pre { margin: 0; padding: .9rem 1.1rem; background: var(--faint); border: 1px solid var(--line); border-radius: 10px; overflow: auto; max-height: 42rem; font-size: .82rem; line-height: 1.6; tab-size: 2; }
.code pre code { font-size: inherit; }
.copy { position: absolute; top: .5rem; right: .5rem; font-size: .78rem; background: var(--raised); opacity: .85; }
.tk-keyword { color: var(--tk-keyword); } .tk-string { color: var(--tk-string); } .tk-number { color: var(--tk-number); }
.tk-comment { color: var(--tk-comment); font-style: italic; } .tk-jinja { color: var(--tk-jinja); }
[role="tablist"] { display: flex; gap: .3rem; margin-bottom: .5rem; }
[role="tab"] { border-color: transparent; color: var(--quiet); }
[role="tab"][aria-selected="true"] { color: var(--ink); border-color: var(--line); background: var(--faint); font-weight: 600; }
summary { cursor: pointer; }
summary h2 { display: inline-block; border: 0; margin: 0; }
.config { margin: .4rem 0 0; }
.config div { display: grid; grid-template-columns: minmax(9rem, 16rem) minmax(0, 1fr); gap: 1rem; padding: .25rem 0; border-bottom: 1px solid var(--line); }
.config dt { font-size: .86rem; }

.cards { list-style: none; display: flex; flex-wrap: wrap; gap: .7rem; margin: 0; padding: 0; }
.cards a { display: block; padding: .55rem 1rem; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); color: var(--quiet); }
.cards a:hover { border-color: var(--focus); text-decoration: none; }
.cards strong { display: block; font-size: 1.35rem; color: var(--ink); line-height: 1.3; font-variant-numeric: tabular-nums; }
.problems, .slowest { margin: 0; padding-left: 1.2rem; }
.problems pre { margin: .3rem 0 .7rem; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--faint); border-radius: 8px; padding: .6rem .9rem; }
.slowest { list-style: none; padding: 0; display: grid; gap: .25rem; }
.slowest li { display: grid; grid-template-columns: minmax(9rem, 19rem) minmax(3rem, 1fr) 11rem; gap: .8rem; align-items: center; }
.bar-line, .slowest .bar { display: block; position: static; height: .55rem; padding: 0; border: 0; border-radius: 4px; background: var(--faint); overflow: hidden; }
.slowest .bar::before { content: ""; display: block; width: var(--part); height: 100%; background: var(--other); border-radius: 4px; }
.health { list-style: none; margin: 0; padding: 0; display: grid; gap: .45rem; }
.check { display: grid; grid-template-columns: minmax(9rem, 19rem) minmax(3rem, 1fr) 11rem; gap: .8rem; align-items: center; }
.health details { font-size: .88rem; margin: .1rem 0 .3rem; }
.health summary { color: var(--quiet); }
.health details ul { padding: .3rem 0 0 1rem; }
meter { width: 100%; height: .9rem; }

.filter { display: flex; flex-wrap: wrap; gap: .7rem; align-items: center; margin-bottom: .8rem; }
.filter input { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: .35rem .7rem; width: min(24rem, 100%); }
.list td:first-child { min-width: 12rem; }
.list .says { color: var(--quiet); min-width: 14rem; }
@media (max-width: 820px) {
  .title h1 { font-size: 1.35rem; }
  .facts { grid-template-columns: repeat(auto-fill, minmax(135px, 1fr)); padding: .8rem; }
  .slowest li, .check { grid-template-columns: minmax(0, 1fr) auto; }
  .slowest .bar, .check meter { grid-column: 1 / -1; grid-row: 2; }
  .config div { grid-template-columns: 1fr; gap: 0; }
  h2 .more { float: none; display: block; }
}
`
