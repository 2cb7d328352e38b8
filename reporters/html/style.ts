/** The style of the page: calm colours, one column on a phone, light and dark, and what is needed on paper. */
export const style = `
:root{color-scheme:light dark;--bg:#f7f7f4;--card:#fff;--ink:#1d1f24;--soft:#565b66;--line:#e2e2dc;--hover:#f1f1ec;--link:#2a55b5;
--error:#b3261e;--error-bg:#fdf1ef;--inconclusive:#6a4bb0;--inconclusive-bg:#f4f1fb;--warning:#8a5700;--warning-bg:#fdf5e6;
--conforms:#1c6e45;--conforms-bg:#eef7f1;--quiet:#5f646e;--quiet-bg:#f1f1ee;--code:#f5f5f1;
--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}
@media (prefers-color-scheme:dark){:root{--bg:#131519;--card:#1b1e24;--ink:#e7e7e3;--soft:#a6abb6;--line:#2d323b;--hover:#242831;--link:#8db4ff;
--error:#ff8f85;--error-bg:#33201f;--inconclusive:#bda6f5;--inconclusive-bg:#272238;--warning:#efbd63;--warning-bg:#30281a;
--conforms:#74d0a1;--conforms-bg:#1a2b23;--quiet:#a0a5af;--quiet-bg:#23262d;--code:#15171c}}
*{box-sizing:border-box}
html{scroll-padding-top:12px}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'DejaVu Sans',sans-serif;overflow-wrap:anywhere}
main{max-width:1240px;margin:0 auto;padding:20px;display:grid;gap:16px;grid-template-columns:minmax(0,1fr)}
a{color:var(--link);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:4px}
[tabindex="-1"]:focus{outline:none}
h1,h2,h3,h4,p,ul,ol,dl,figure,pre{margin:0}
h2{font-size:17px;letter-spacing:-.01em}h3{font-size:16px}h4{font-size:12px;font-weight:600;color:var(--soft);letter-spacing:.02em}
.mono,pre{font-family:var(--mono);font-size:12.5px}
.fine{color:var(--soft);font-size:13px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-9999px}.skip:focus{left:12px;top:12px;background:var(--card);padding:8px 12px;z-index:3}
.card,.verdict{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:20px 22px;display:grid;gap:12px;min-width:0}
.verdict{border-top:4px solid var(--tone);gap:8px}
.verdict.conforms{--tone:var(--conforms)}.verdict.error{--tone:var(--error)}.verdict.inconclusive{--tone:var(--inconclusive)}
.eyebrow,.verdict .fine{color:var(--soft);font-size:13px}
h1{font-size:clamp(24px,4.2vw,34px);line-height:1.2;letter-spacing:-.02em;display:flex;gap:.4em;align-items:baseline}
h1 .sign{color:var(--tone)}
.sentence{font-size:17px}.small{font-size:13px;color:var(--soft);margin-top:4px}
.next{padding-left:20px}.next li+li{margin-top:2px}.note{color:var(--soft);border-left:3px solid var(--line);padding-left:10px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(126px,1fr));gap:10px;align-items:stretch}
.tile{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:12px 14px;text-decoration:none;color:var(--ink);display:grid;gap:2px}
.tile:hover,.cell:hover,.row:hover{background:var(--hover)}
.figure{font-size:24px;font-weight:600;letter-spacing:-.02em;font-variant-numeric:tabular-nums;line-height:1.1}
.label{font-size:13px;color:var(--soft)}
.tile:not(.none) .figure,.tile:not(.none) .sign{color:var(--own)}
.tile.none .figure{color:var(--soft);font-weight:400}
.error{--own:var(--error);--own-bg:var(--error-bg)}.harness-error{--own:var(--error);--own-bg:var(--error-bg)}
.inconclusive{--own:var(--inconclusive);--own-bg:var(--inconclusive-bg)}.warning{--own:var(--warning);--own-bg:var(--warning-bg)}
.info,.not-applicable{--own:var(--quiet);--own-bg:var(--quiet-bg)}.conforms{--own:var(--conforms);--own-bg:var(--conforms-bg)}
.levels{display:flex;flex-direction:column;justify-content:center;gap:1px;font-size:13px;padding:6px 10px;font-variant-numeric:tabular-nums}
.levels a{color:var(--soft);text-decoration:none}.levels a:hover{text-decoration:underline}.levels b{color:var(--ink);font-weight:600}
.scroller{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:14px;width:100%}
th{font-weight:600;text-align:left;color:var(--soft);font-size:13px}td,th{padding:4px 6px}
tbody tr+tr{border-top:1px solid var(--line)}td.number{text-align:right;white-space:nowrap}
.matrix{width:auto;min-width:min(100%,640px)}.matrix th[scope=row]{padding-right:14px;white-space:nowrap}.matrix thead th{font-weight:500;white-space:nowrap}
.matrix tbody tr+tr{border-top:0}.matrix td,.matrix th{padding:3px}
.cell{display:block;min-width:58px;padding:5px 9px;border-radius:8px;text-decoration:none;color:var(--own);background:var(--own-bg);font-variant-numeric:tabular-nums;white-space:nowrap;font-size:13px}
.cell.error,.cell.harness-error{font-weight:700;box-shadow:inset 0 0 0 1.5px var(--error)}
.graph{display:grid;gap:8px}.graph svg{display:block;height:auto;max-height:none}
.node rect{fill:var(--card);stroke:var(--line);stroke-width:1.5}
.node text{fill:var(--ink);font-size:13px;font-weight:600}.node .decision{font-size:11.5px;font-weight:400;fill:var(--soft)}
.node.passed rect{stroke:var(--conforms);fill:var(--conforms-bg)}.node.passed .decision{fill:var(--conforms)}
.node.rejected rect,.node.warning rect{stroke:var(--warning);fill:var(--warning-bg)}.node.rejected .decision,.node.warning .decision{fill:var(--warning)}
.node.not_executed rect,.node.absent rect{stroke:var(--quiet);fill:var(--quiet-bg);stroke-dasharray:4 3}
.edge{fill:none;stroke:var(--quiet);stroke-width:1.5}.tip{fill:var(--quiet)}
.edge.broken{stroke:var(--error);stroke-width:3}.tip.broken{fill:var(--error)}
.cross circle{fill:var(--error)}.cross path{stroke:var(--card);stroke-width:2.4;stroke-linecap:round;fill:none}
figcaption{font-size:13px;color:var(--soft)}figcaption .error{color:var(--error)}
.causes{padding:0;list-style:none;display:grid;gap:10px}
.causes>li{border:1px solid var(--line);border-left:4px solid var(--own);border-radius:10px;padding:12px 14px;display:grid;gap:6px;grid-template-columns:1fr auto;align-items:start}
.causes>li>*{grid-column:1/-1}.causes>li>a{grid-column:1;font-weight:600}.causes>li>.chip{grid-column:2;grid-row:1}.causes .sign{color:var(--own)}
.count{font-weight:400;color:var(--soft);font-size:14px}
.chips{display:flex;flex-wrap:wrap;gap:6px}
.chip{font-size:12px;padding:1px 9px;border-radius:99px;border:1px solid var(--line);color:var(--soft);white-space:nowrap}
.chip[class*=" "]{color:var(--own);background:var(--own-bg);border-color:transparent;font-weight:600}
.chip.new{--own:var(--error);--own-bg:var(--error-bg)}.chip.fixed{--own:var(--conforms);--own-bg:var(--conforms-bg)}.chip.still{--own:var(--warning);--own-bg:var(--warning-bg)}
a.chip{text-decoration:none}a.chip:hover{text-decoration:underline}.row .chip{margin-left:auto;flex:none}.changes{padding-left:20px}
.pair{display:grid;grid-template-columns:auto 1fr;gap:2px 12px}.pair dt{color:var(--soft);font-size:13px}.pair dd{margin:0}
.filters{display:grid;grid-template-columns:repeat(auto-fit,minmax(118px,1fr));gap:8px;align-items:end}
.filters label{display:grid;gap:2px;font-size:12px;color:var(--soft)}.filters .wide{grid-column:span 2}
input,select,button{font:inherit;font-size:14px;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:8px;padding:6px 9px;min-width:0;width:100%;height:36px}
input::placeholder{color:var(--soft);opacity:1}
button{width:auto;cursor:pointer}button:hover:not(:disabled){background:var(--hover)}button:disabled{color:var(--soft);cursor:default}
.split{display:grid;gap:18px;grid-template-columns:minmax(0,1fr)}
.list{display:grid;gap:8px;align-content:start;min-width:0}
.pane{overflow-y:auto;height:min(70vh,760px);border:1px solid var(--line);border-radius:10px;contain:strict}
.rows{position:relative;list-style:none;padding:0}
.rows li{position:absolute;left:0;right:0;height:52px}
.row{display:flex;gap:10px;align-items:center;height:52px;padding:0 12px;text-decoration:none;color:var(--ink);border-bottom:1px solid var(--line)}
.row .sign{color:var(--own);width:1.1em;text-align:center;font-weight:700;flex:none}
.row[aria-current]{background:var(--hover);box-shadow:inset 3px 0 0 var(--link)}
.row-text{display:grid;min-width:0}.row-id,.row-place{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.row-id{font-weight:600}.row-place{font-size:12.5px;color:var(--soft)}
.detail{display:grid;gap:12px;align-content:start;min-width:0}.detail .empty{padding:24px 0}
.statement{font-size:16px}
.finding{border-left:4px solid var(--own);padding:2px 0 2px 14px;display:grid;gap:8px}
.at{font-weight:600}
.sides{display:grid;gap:12px;grid-template-columns:minmax(0,1fr)}.sides>div{display:grid;gap:4px;min-width:0;align-content:start}
pre{background:var(--code);border:1px solid var(--line);border-radius:8px;padding:10px 12px;white-space:pre-wrap;max-height:420px;overflow:auto;line-height:1.5}
mark.line{background:var(--error-bg);color:var(--ink);box-shadow:inset 3px 0 0 var(--error)}.line{display:block;margin:0 -12px;padding:0 12px}
mark .note-text{color:var(--error);font-weight:600}.differences td{vertical-align:top}.differences .mono{min-width:120px}
.finding .actual{border-color:var(--own)}
.columns{display:grid;gap:12px;grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr))}.answers{display:grid;gap:12px}
.odd-line{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:center;font-size:14px}.values{width:auto;min-width:min(100%,320px)}.values td{vertical-align:top;padding-right:18px}.values .odd{color:var(--error);font-weight:700}
.causes>li>.chips{grid-column:2;grid-row:1}.speed th{white-space:nowrap}.speed td{white-space:nowrap;font-variant-numeric:tabular-nums}
.reason{border-left:4px solid var(--inconclusive);padding-left:12px}
.exchange,.curl{display:grid;gap:6px}.bar-line{display:flex;gap:12px;align-items:center}.bar-line [role=status]{color:var(--soft);font-size:13px}
details.more{border-top:1px solid var(--line);padding-top:8px}summary{cursor:pointer}details.more[open]{display:grid;gap:8px}
.journeys{display:grid}.journey{border-top:1px solid var(--line);padding:9px 0}.journey:first-child{border-top:0}
.journey-body{display:grid;gap:10px;padding:12px 0 6px;grid-template-columns:minmax(0,1fr)}
.sequence text,.time text{font-size:11.5px;fill:var(--ink);font-family:var(--mono)}.sequence .lane-name{font-weight:600;font-family:inherit;font-size:12.5px}
.lane{stroke:var(--line)}.call line{stroke:var(--quiet)}.call path{fill:var(--quiet)}.answer{fill:var(--soft)!important}
.call.bad line{stroke:var(--error)}.call.bad path{fill:var(--error)}.call.bad .answer{fill:var(--error)!important;font-weight:600}
.bar{fill:var(--link);opacity:.75}.bar.status{opacity:.35}.bar.upload{fill:var(--conforms)}.bar.bad{fill:var(--error);opacity:1}
@media (min-width:1000px){.split{grid-template-columns:minmax(340px,5fr) minmax(0,8fr)}.list{position:sticky;top:12px;max-height:calc(100vh - 24px)}.pane{height:calc(100vh - 90px);min-height:320px}
.sides{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}}
@media (max-width:999px){.split.open .detail{order:-1;border-bottom:1px solid var(--line);padding-bottom:16px}}
@media (max-width:520px){main{padding:10px;gap:10px}.card,.verdict{padding:14px;border-radius:12px}.tiles{grid-template-columns:1fr 1fr}.levels{flex-direction:row;grid-column:1/-1;justify-content:flex-start;gap:14px}.sentence{font-size:16px}
.filters{grid-template-columns:1fr 1fr}.pane{height:60vh}}
.paper{display:none}
@media print{.paper{display:block}.paper td{padding:2px 8px 2px 0;vertical-align:top;font-size:11px}.paper td:first-child{white-space:nowrap}.paper tr{break-inside:avoid}.paper .sign{color:var(--own);font-weight:700}.detail:has(.empty){display:none}.graph svg{max-width:100%;height:auto}.scroller{overflow:visible}.matrix,table{font-size:11px}:root{--bg:#fff;--card:#fff;--ink:#000}main{max-width:none;padding:0}.card,.verdict{border:0;padding:6px 0;break-inside:auto}.filters,.pane,.list,.skip,button{display:none}.causes>li,.graph,.exchange{break-inside:avoid}pre{max-height:none}}
`
