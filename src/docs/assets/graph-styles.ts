/** The lineage graph. */
export const graphStyles = `
.graph { position: relative; border: 1px solid var(--line); border-radius: 10px; background: var(--raised); overflow: hidden; }
.graph svg { display: block; width: 100%; height: 100%; cursor: grab; touch-action: none; user-select: none; }
.graph svg:active { cursor: grabbing; }
.lineage-page .graph { height: calc(100vh - 270px); min-height: 380px; }
.edge { fill: none; stroke: var(--silver); stroke-width: 1.4; opacity: .55; }
.box { cursor: pointer; }
.box rect { fill: var(--paper); fill: color-mix(in srgb, var(--layer) 11%, var(--paper)); stroke: var(--layer); stroke-width: 1.1; }
.box .stripe { stroke: none; fill: var(--layer); }
.box { --layer: var(--other); } .box.layer-bronze { --layer: var(--bronze); } .box.layer-silver { --layer: var(--silver); } .box.layer-gold { --layer: var(--gold); }
.box.kind-source rect:first-child, .box.kind-seed rect:first-child { stroke-dasharray: 5 3; }
.box.kind-exposure rect:first-child { rx: 20px; }
.box text { fill: var(--ink); font: 600 12.5px var(--sans); pointer-events: none; }
.box text.under { fill: var(--quiet); font-weight: 400; font-size: 10.5px; }
.far text { display: none; } .far .box rect { stroke-width: 3; } .far .edge { opacity: .3; }
.box:hover rect:first-child { stroke: var(--focus); }
.box:focus { outline: none; }
.box:focus-visible rect:first-child { stroke: var(--focus); stroke-width: 3; }
.box.focus rect:first-child { stroke: var(--focus); stroke-width: 2.6; }
.box .bad { fill: var(--bad); } .box .warned { fill: var(--warn); }
.chosen .edge { opacity: .12; } .chosen .box { opacity: .35; }
.chosen .edge.on { opacity: 1; stroke: var(--focus); stroke-width: 2; } .chosen .box.on { opacity: 1; }
.graph-controls { position: absolute; right: .6rem; bottom: .6rem; display: flex; gap: .3rem; }
.graph-controls button { background: var(--raised); min-width: 2.1rem; }
.graph-tools { display: flex; flex-wrap: wrap; gap: .5rem 1.1rem; align-items: center; margin-bottom: .8rem; font-size: .9rem; }
.graph-tools label { display: inline-flex; gap: .4rem; align-items: center; }
.graph-tools input, .graph-tools select { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: .15rem .4rem; }
.graph-tools input[type="number"] { width: 4rem; }
.graph-tools input[list] { width: 17rem; max-width: 100%; }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1rem; margin: .6rem 0 0; padding: 0; list-style: none; font-size: .84rem; color: var(--quiet); }
.legend li { display: flex; gap: .4rem; align-items: center; }
.legend .dashed { width: 1rem; height: .7rem; border: 1.5px dashed var(--quiet); border-radius: 2px; }
.as-list { margin-top: 1rem; font-size: .9rem; }
.as-list ul { columns: 18rem; margin: .5rem 0; padding-left: 1.1rem; }
.mini-graph { height: 240px; border: 1px solid var(--line); border-radius: 10px; }
.mini-graph .graph { border: 0; height: 100%; }
.mini-graph .graph-controls { opacity: 0; } .mini-graph:hover .graph-controls, .mini-graph:focus-within .graph-controls { opacity: 1; }
@media print { .graph, .mini-graph { break-inside: avoid; } }
`
