/**
 * The report's style sheet: one constant, allowed by its hash. The series have the colours of the window's charts (a test holds
 * them together); dark is a design of its own and never printed.
 */
export const REPORT_COLORS = {
  light: {
    surface: '#ffffff',
    raised: '#f6f7f9',
    text: '#16191d',
    muted: '#5f6975',
    grid: '#e7eaee',
    axis: '#b9c0ca',
    accent: '#0b5cad',
    good: '#1c6b3c',
    warning: '#7a5200',
    rss: '#475caa',
    mapped: '#0e9ea6',
    pymalloc: '#ca7b2d',
    raw: '#625c22',
    traced: '#4a3049',
    gen0: '#9a86d6',
    gen1: '#6a4bbf',
    gen2: '#351a7d',
  },
  dark: {
    surface: '#17191d',
    raised: '#1e2126',
    text: '#eceef1',
    muted: '#98a1ad',
    grid: '#262a30',
    axis: '#474d58',
    accent: '#74b4f4',
    good: '#74cf97',
    warning: '#f0c063',
    rss: '#74b3f7',
    mapped: '#90f3f4',
    pymalloc: '#b46121',
    raw: '#aebb74',
    traced: '#9171a0',
    gen0: '#7a66c4',
    gen1: '#a693ec',
    gen2: '#ded5ff',
  },
} as const

const variables = (colors: Record<string, string>): string =>
  Object.entries(colors)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')

const LAYERS = ['rss', 'mapped', 'pymalloc', 'raw', 'traced', 'gen0', 'gen1', 'gen2']
const seriesRules = LAYERS.map(
  (name) =>
    `.line.${name}{stroke:var(--${name})}.area.${name}{fill:var(--${name})}.pause.${name}{stroke:var(--${name})}text.series.${name}{fill:var(--${name})}dt.${name}::before{background:var(--${name})}`,
).join('\n')

export const PAGE_STYLE = `
:root{color-scheme:light dark;${variables(REPORT_COLORS.light)}}
@media screen and (prefers-color-scheme:dark){:root{${variables(REPORT_COLORS.dark)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:1264px;padding:28px 32px 64px;background:var(--surface);color:var(--text);font:13px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans SC",sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:22px;line-height:1.25;font-weight:600;margin:0;overflow-wrap:anywhere;unicode-bidi:isolate}
h2{font-size:15px;font-weight:600;margin:36px 0 12px;padding-top:14px;border-top:1px solid var(--grid)}
h3{font-size:13px;font-weight:600;margin:0}
p{margin:4px 0 0}
.muted,.meta{color:var(--muted)}
.meta{margin-top:4px}
code,pre,.mono{font:12px/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(124px,1fr));margin:24px 0 0;border-top:1px solid var(--grid);padding:0}
.figures div{padding:12px 16px 0 0;display:flex;flex-direction:column;justify-content:space-between}
.figures dt{color:var(--muted);font-size:12px}
.figures dd{margin:2px 0 0;font-size:17px;font-weight:600}
.answers{display:grid;grid-template-columns:repeat(auto-fit,minmax(400px,1fr));gap:24px 40px}
.answer{display:grid;grid-template-columns:20px 1fr;column-gap:8px;break-inside:avoid;align-content:start;min-width:0}
.answer>*{grid-column:2;min-width:0;overflow-wrap:anywhere}
.answer>svg{grid-column:1;grid-row:1;width:16px;height:16px;margin-top:2px;fill:none;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.good svg{stroke:var(--good)}.warning svg{stroke:var(--warning)}.neutral svg{stroke:var(--muted)}
details{margin-top:6px}
summary{color:var(--accent);cursor:pointer;width:max-content}
summary:focus-visible,.chart:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
details dl{display:grid;grid-template-columns:fit-content(45%) 1fr;overflow-wrap:break-word;gap:2px 16px;margin:6px 0 0;font-size:12px}
details dt{color:var(--muted)}details dd{margin:0}
.chart-head{display:flex;gap:12px;align-items:baseline;margin-top:14px}
.chart-head .muted{font-size:12px}
.chart{display:block;width:100%;height:auto;touch-action:pan-y;font:11px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans SC",sans-serif;font-variant-numeric:tabular-nums}
.chart text{fill:var(--muted)}
.grid{stroke:var(--grid);fill:none}.axis{stroke:var(--axis);fill:none}
.mark{stroke:var(--muted);stroke-dasharray:1 3;fill:none}
.limit{stroke:var(--muted);stroke-dasharray:6 4;fill:none}
.line{fill:none;stroke-width:1.5;stroke-linejoin:round}
.line.mapped{stroke-dasharray:7 3}.line.raw{stroke-dasharray:4 2}.line.traced{stroke-dasharray:1.5 2}
.pause{stroke-width:1.6;fill:none}
.chart text.series{font-weight:600}
.cursor{stroke:var(--accent);fill:none;visibility:hidden}.cursor.on{visibility:visible}
${seriesRules}
#tip{position:fixed;z-index:1;pointer-events:none;width:276px;padding:8px 12px 10px;background:var(--raised);border:1px solid var(--axis);border-radius:4px;font-size:12px;box-shadow:0 4px 16px #0003}
#tip[hidden]{display:none}
#tip h4{margin:6px 0 0;font-size:11px;font-weight:600;color:var(--muted)}
#tip dl{display:grid;grid-template-columns:1fr auto;gap:0 12px;margin:0}
#tip dd{margin:0;text-align:right}#tip dt{white-space:nowrap}
#tip dt::before{content:"";display:inline-block;width:8px;height:8px;margin-right:6px;border-radius:1px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:12px}
th,td{padding:4px 12px 4px 0;text-align:right;border-bottom:1px solid var(--grid);white-space:nowrap;vertical-align:top}
th{font-weight:600;color:var(--muted)}
th:first-child,td:first-child,.left{text-align:left}
td:first-child{white-space:normal;overflow-wrap:anywhere;min-width:180px;max-width:520px;unicode-bidi:isolate}
.bar{display:block;width:100%;height:3px;margin-top:2px}
.bar rect{fill:var(--rss)}.bar .rest{fill:var(--grid)}
.pairs{display:grid;grid-template-columns:repeat(auto-fit,minmax(480px,1fr));gap:0 40px}
.pairs>section{min-width:0}
.layers td:nth-child(2){width:50%}
.layers .bar{height:10px;margin-top:4px}
pre{margin:0;padding:12px 16px;background:var(--raised);overflow:auto;max-height:480px;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}
.source{border-collapse:collapse}
.source td{border:0;padding:0 12px 0 0;white-space:pre;color:var(--muted)}
.source td:first-child{white-space:pre;min-width:0;max-width:none;text-align:right}
.source td:last-child{width:100%;text-align:left;color:var(--text);white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}
.source tr:hover td{background:var(--raised)}
.source .heat{width:64px;min-width:64px}.source .heat svg{margin-top:7px;height:5px}
footer{margin-top:48px;padding-top:12px;border-top:1px solid var(--grid);color:var(--muted);font-size:12px;overflow-wrap:anywhere}
@media (max-width:640px){body{padding:16px}.answers,.pairs{grid-template-columns:1fr}}
@page{margin:14mm}
@media print{
:root{color-scheme:light}
body{max-width:none;padding:0;font-size:9.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
h2{margin-top:24px}h2,h3,.chart-head{break-after:avoid}
.chart,tr,.figures div{break-inside:avoid}
details::details-content{content-visibility:visible;height:auto;display:block}
summary{display:none}
pre{max-height:none}
.answers{grid-template-columns:1fr;gap:14px}
.pairs{grid-template-columns:1fr}
.scroll{overflow:visible}
#tip,.screen{display:none}
}
`
