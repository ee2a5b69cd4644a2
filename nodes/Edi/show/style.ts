/** The page's style: readable on paper, in black and white, on a phone, and in a dark mail client. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1a1a1a; --soft: #595959; --line: #b3b3b3; --box: #f2f2f2; --page: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --text: #ededed; --soft: #b0b0b0; --line: #5c5c5c; --box: #2a2a2a; --page: #161616; } }
@media print { :root { --text: #000; --soft: #333; --line: #888; --box: #fff; --page: #fff; } }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; font: 15px/1.45 system-ui, "Segoe UI", Arial, sans-serif; color: var(--text); background: var(--page); }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; break-after: avoid; }
p, ul { margin: 0; }
dl { margin: 1rem 0 0; }
h2 + dl { margin-top: 0; }
.about { color: var(--soft); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .5rem 1.5rem; }
dt, .soft { color: var(--soft); font-size: .85rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.boxes { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .75rem; }
.box { border: 1px solid var(--line); background: var(--box); padding: .6rem .75rem; break-inside: avoid; overflow-wrap: anywhere; }
.box h3 { margin: 0 0 .2rem; font-size: .85rem; color: var(--soft); font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
th { color: var(--soft); font-weight: 600; font-size: .85rem; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
.number { text-align: right; white-space: pre; font-variant-numeric: tabular-nums; }
.issues { border: 2px solid var(--text); padding: .6rem .75rem; margin: 1rem 0; break-inside: avoid; }
.issues ul { padding-left: 1.2rem; }
h1, p, li, dd, td, .box { white-space: pre-wrap; }
code, span, strong { unicode-bidi: isolate; }
code { font: .9em ui-monospace, Consolas, monospace; overflow-wrap: anywhere; }
@media (max-width: 34rem) { body { padding: 1rem; font-size: 16px; } th, td { padding-right: .4rem; } }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } .scroll { overflow: visible; } td { overflow-wrap: anywhere; } .number { white-space: pre-wrap; } }
`;
