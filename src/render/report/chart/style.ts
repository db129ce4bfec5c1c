/** How the report looks. The page lets no other style in, so every change here needs the new hash below. */
import { type Html, html } from './html.ts';

/** A test says what it must be. */
export const SHEET_HASH = 'sha256-+p5zUY/hcCflXnKoFxKnDHOrjudlE5gszcZzjMFMauc=';

/** Text of a template is used as markup. This one has no values in it. */
export const STYLE_SHEET: Html = html`<style>
:root { color-scheme: light dark; --page: #f4f6f8; --card: #ffffff; --text: #1b2127; --soft: #55606b; --line: #d9dfe5; --base: #7b8691; --in: #0b5fae; --out: #b4530a; --notice: #fff3d6; }
@media (prefers-color-scheme: dark) {
  :root { --page: #0f1317; --card: #181d23; --text: #e7ecf1; --soft: #a3afba; --line: #2e363f; --base: #7d8996; --in: #6fb4ff; --out: #ffab66; --notice: #3a2f14; }
}
@media print {
  :root { color-scheme: light; --page: #ffffff; --card: #ffffff; --text: #000000; --soft: #444444; --line: #cccccc; --base: #666666; --in: #0b5fae; --out: #b4530a; --notice: #ffffff; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 3rem; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.01em; }
h2 { margin: 0 0 0.25rem; font-size: 1.15rem; line-height: 1.3; }
p { margin: 0 0 0.75rem; max-width: 52rem; }
.sub, footer, .legend, caption { color: var(--soft); }
.notice { max-width: none; padding: 0.6rem 0.9rem; border: 1px solid var(--out); border-radius: 8px; background: var(--notice); }
code { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: 0.92em; }
.cards { display: grid; grid-template-columns: repeat(6, 1fr); gap: 0.6rem; margin: 1rem 0; }
.cards div, section { padding: 1rem 1.1rem; border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
.cards div { padding: 0.7rem 0.8rem; }
dt { color: var(--soft); font-size: 0.875rem; }
dd { margin: 0; color: var(--soft); font-size: 0.875rem; }
dd.big { color: var(--text); font-size: 1.25rem; font-weight: 650; line-height: 1.3; white-space: nowrap; }
section { margin: 0 0 1rem; }
section > :last-child { margin-bottom: 0; }
footer { padding: 0.5rem 0.2rem; font-size: 0.875rem; }
.chart { display: block; width: 100%; margin: 0.5rem 0; padding: 8px 0; overflow: visible; }
.scaled { padding-left: 48px; }
.shared { position: absolute; }
.chart text { fill: var(--text); font-size: 13px; }
.chart .tick { fill: var(--soft); font-size: 12px; }
.chart .name { unicode-bidi: isolate; font-weight: 600; }
.grid { stroke: var(--line); }
.base { stroke: var(--base); }
.line { fill: none; stroke: var(--in); stroke-width: 2; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
.fill { fill: var(--in); opacity: 0.16; }
.in { fill: var(--in); }
.out { fill: var(--out); }
.paper { fill: var(--card); }
.track { fill: var(--line); opacity: 0.55; }
.in-hatched { fill: url(#hatch-in); stroke: var(--in); }
.in-dotted { fill: url(#dots-in); stroke: var(--in); }
.out-hatched { fill: url(#hatch-out); stroke: var(--out); }
.out-dotted { fill: url(#dots-out); stroke: var(--out); }
.in-open, .in-dashed { fill: var(--card); stroke: var(--in); }
.out-open, .out-dashed { fill: var(--card); stroke: var(--out); }
.in-dashed, .out-dashed { stroke-dasharray: 3 2; }
.renewal { fill: var(--in); }
.expiry { fill: none; stroke: var(--out); stroke-width: 2.5; }
.sure { stroke: var(--text); stroke-width: 2; }
.halo { stroke: var(--card); stroke-width: 6; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; margin: 0 0 0.5rem; font-size: 0.875rem; }
.legend svg { margin-right: 0.4rem; vertical-align: -1px; overflow: visible; }
details { margin-top: 0.5rem; }
summary { padding: 0.25rem 0; color: var(--in); cursor: pointer; }
.scrolls {
  margin-top: 0.5rem; overflow-x: auto;
  /* A shade at the side where more of a wide table is hidden; what moves with the table covers it at its end. */
  background:
    linear-gradient(to left, var(--card) 50%, transparent) right / 2rem 100% no-repeat local,
    linear-gradient(to left, var(--line), transparent) right / 0.6rem 100% no-repeat scroll;
}
:focus-visible { outline: 2px solid var(--in); outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: 0.35rem 0 0.35rem 0.75rem; border-top: 1px solid var(--line); text-align: right; vertical-align: top; }
thead th { border-top: 0; color: var(--soft); font-weight: 600; vertical-align: bottom; }
th:first-child, th.words, td.words { padding-left: 1.25rem; text-align: left; }
th:first-child { padding-left: 0; }
tbody th { font-weight: 500; }
tbody th, td:not(.words) { white-space: nowrap; }
bdi { white-space: normal; }
.long { overflow-wrap: anywhere; }
tbody th:has(bdi) { min-width: 6rem; }
.day { white-space: nowrap; }
small { color: var(--soft); font-size: 0.8125rem; }
@media (max-width: 58rem) { .cards { grid-template-columns: repeat(3, 1fr); } }
@media (max-width: 34rem) {
  body { padding: 1rem 0.6rem 2rem; }
  section { padding: 0.85rem 0.8rem; }
  .cards { grid-template-columns: 1fr 1fr; gap: 0.5rem; }
  .spare { display: none; }
  table { font-size: 0.8125rem; }
  th, td { padding-left: 0.4rem; }
  th.words, td.words { padding-left: 0.6rem; }
  tbody th:has(bdi) { min-width: 4.5rem; }
  th:first-child { padding-left: 0; }
}
@media print {
  @page { margin: 14mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  section, .cards div { break-inside: avoid; border-radius: 0; border-width: 1px 0 0; padding: 0.6rem 0; }
  section:has(details, #due) { break-inside: auto; }
  .cards { grid-template-columns: repeat(3, 1fr); }
  h2, p, .chart, tr, .legend { break-inside: avoid; }
  h2, h2 + p, .chart, thead { break-after: avoid; }
  .scrolls { overflow: visible; margin-top: 0.2rem; }
  table, small, .legend { font-size: 8.5pt; }
  th, td { padding-top: 0.12rem; padding-bottom: 0.12rem; }
  .chart { margin: 0.2rem 0; }
  section { margin-bottom: 0.5rem; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  summary { color: var(--soft); list-style: none; }
}
</style>`;
