import { colorProperties, fontFamily } from '#shared/domain/brand.ts';

/** The one style sheet of all pages, inline in each and named by its hash in their policies. */
export const stylesheet = `
@font-face { font-family: 'Inter Variable'; font-style: normal; font-weight: 100 900; font-display: swap;
  src: url('/pages/inter.woff2') format('woff2-variations'); }
:root { color-scheme: light dark; ${colorProperties('light')} }
@media (prefers-color-scheme: dark) { :root { ${colorProperties('dark')} } }
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column; align-items: center;
  padding: 12vh 16px 32px; background: var(--canvas); color: var(--text); font: 400 14px/20px ${fontFamily};
  font-feature-settings: 'cv11', 'ss03'; -webkit-font-smoothing: antialiased; overflow-wrap: anywhere; }
main { width: 100%; max-width: 400px; padding: 32px; background: var(--surface); border: 1px solid var(--line);
  border-radius: 8px; }
main.wide { max-width: 1120px; padding: 24px; }
.brand { display: flex; align-items: center; gap: 8px; margin: 0 0 24px; font-weight: 600; }
.brand svg { flex: none; width: 24px; height: 24px; fill: none; stroke: var(--on-accent); stroke-width: 2;
  stroke-linecap: round; }
.brand rect { fill: var(--accent); stroke: none; }
h1 { margin: 0 0 4px; font-size: 20px; line-height: 28px; font-weight: 600; letter-spacing: -0.01em; }
p { margin: 0 0 12px; }
.lead { margin-bottom: 20px; color: var(--text-muted); }
p:last-child, form:last-child { margin-bottom: 0; }
strong { font-weight: 600; }
a { color: var(--accent); }
.field { margin: 0 0 16px; }
label { display: block; margin: 0 0 4px; font-size: 13px; font-weight: 500; }
input { display: block; width: 100%; height: 40px; padding: 0 12px; color: inherit; font: inherit;
  background: var(--surface); border: 1px solid var(--line-control); border-radius: 6px; }
input[readonly] { background: var(--canvas); border-color: var(--line); color: var(--text-muted); }
input[aria-invalid='true'] { border-color: var(--negative); }
[hidden] { display: none; }
.switch label { display: inline-flex; align-items: center; gap: 8px; margin: 0; font-weight: 400; cursor: pointer; }
.switch input { width: 16px; height: 16px; margin: 0; accent-color: var(--accent); }
.hint { margin: 4px 0 0; font-size: 12px; line-height: 16px; color: var(--text-muted); }
.error { margin: 4px 0 0; font-size: 13px; line-height: 18px; color: var(--negative); }
.notice { margin: 0 0 20px; padding: 8px 12px; border-radius: 6px; background: var(--negative-soft); color: var(--negative); }
button { display: block; width: 100%; min-height: 40px; margin: 0; padding: 8px 16px; font: inherit; font-weight: 600;
  color: var(--on-accent); background: var(--accent); border: 1px solid transparent; border-radius: 6px; cursor: pointer; }
button:hover { background: var(--accent-hover); }
button.secondary, button.choice { color: var(--text); background: var(--surface); border-color: var(--line-control); }
button.secondary:hover, button.choice:hover { background: var(--hover); }
button.choice { display: flex; align-items: center; gap: 12px; margin: 0 0 8px; text-align: left; font-weight: 500; }
button.choice .code { margin-left: auto; padding-left: 12px; font-weight: 400; color: var(--text-muted);
  white-space: nowrap; }
.dot { flex: none; width: 10px; height: 10px; border-radius: 50%; background: var(--text-muted); }
.dot.blue { background: var(--tenant-blue); } .dot.teal { background: var(--tenant-teal); }
.dot.green { background: var(--tenant-green); } .dot.amber { background: var(--tenant-amber); }
.dot.rose { background: var(--tenant-rose); } .dot.violet { background: var(--tenant-violet); }
.providers { margin: 20px 0 0; padding: 16px 0 0; border-top: 1px solid var(--line); }
.providers h2 { margin: 0 0 8px; font-size: 13px; line-height: 20px; font-weight: 400; color: var(--text-muted); }
.providers button + button { margin-top: 8px; }
.reference { margin: 16px 0 0; font-size: 12px; color: var(--text-muted); }
table { width: 100%; border-collapse: collapse; }
th { padding: 8px 12px 8px 0; font-size: 12px; font-weight: 500; text-align: left; color: var(--text-muted); }
td { padding: 8px 12px 8px 0; border-top: 1px solid var(--line); vertical-align: top; }
td.when { white-space: nowrap; color: var(--text-muted); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 12px 0 16px; }
dt { color: var(--text-muted); } dd { margin: 0; }
ul { margin: 0 0 16px; padding: 0 0 0 20px; }
iframe { display: block; width: 100%; height: 560px; border: 1px solid var(--line); border-radius: 6px; background: var(--canvas); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
@media (max-width: 480px) {
  body { padding: 0; background: var(--surface); }
  main, main.wide { padding: 24px 20px; border: 0; border-radius: 0; }
  input { height: 44px; font-size: 16px; } button { min-height: 44px; }
  td.when { white-space: normal; }
}
@media print {
  body { padding: 0; background: none; } main { border: 0; }
  form, .providers { display: none; }
}
`;
