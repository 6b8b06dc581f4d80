// SPDX-License-Identifier: Apache-2.0
#include "report/page_style.h"

namespace countervail {

std::string_view page_style() {
    return R"css(
:root { color-scheme: light; --ink: #1a1a1a; --quiet: #4d4d4d; --line: #d0d0d0; --link: #0b4f8a; --wash: #f5f6f7; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
body { margin: 0; background: #fff; color: var(--ink); font: 1rem/1.55 "DejaVu Sans", system-ui, Arial, sans-serif;
  overflow-wrap: anywhere; }
header, nav, main, footer { max-width: 66rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 1.6rem 0 .6rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 2.6rem 0 .6rem; padding-top: 1rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
p { margin: .5rem 0; max-width: 46rem; }
.answer { font-size: 1.2rem; line-height: 1.5; }
.facts, .rests, .notes, footer { color: var(--quiet); font-size: .88rem; }
.facts { list-style: none; margin: .8rem 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
nav ul { list-style: none; margin: 1rem 0 0; padding: .5rem 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem;
  border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
a { color: var(--link); text-decoration: underline; text-underline-offset: .15em; }
a:hover { text-decoration-thickness: .15em; }
:focus-visible { outline: 3px solid #b34700; outline-offset: 2px; }
.skip { position: absolute; left: .5rem; top: -6rem; background: #fff; padding: .5rem 1rem; z-index: 2; }
.skip:focus { top: .5rem; }
.cite { font-size: .8rem; }
figure { margin: 1rem 0; }
figure svg { display: block; width: 100%; height: auto; }
.wide svg { max-width: 64rem; }
.narrow { display: none; }
.narrow svg { max-width: 30rem; }
.scroll { overflow-x: auto; margin: 1rem 0 .3rem; border: 1px solid var(--line); }
.tall { max-height: 30rem; overflow-y: auto; }
.tall thead th { position: sticky; top: 0; }
table { border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums; min-width: 100%;
  overflow-wrap: normal; }
caption { text-align: left; font-weight: bold; padding: .5rem .6rem; }
caption span { display: inline-block; position: sticky; left: .6rem; max-width: min(60rem, calc(100vw - 4.5rem)); }
th, td { padding: .3rem .6rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
thead th { vertical-align: bottom; background: var(--wash); }
tbody th { font-weight: normal; min-width: 6.5em; }
tbody tr:nth-child(even) { background: #fafafa; }
.number { text-align: right; white-space: nowrap; }
.word { white-space: nowrap; }
.long { min-width: 11rem; }
.address { overflow-wrap: anywhere; min-width: 12rem; }
.unit { display: block; font-weight: normal; color: var(--quiet); }
.why { min-width: 16rem; }
.sources { padding-left: 0; list-style: none; font-size: .88rem; }
.sources li { padding: .4rem .5rem; border-top: 1px solid var(--line); }
:target { background: #fff3c4; }
.label { color: var(--quiet); }
@media (max-width: 40rem) {
  h1 { font-size: 1.35rem; }
  .answer { font-size: 1.08rem; }
  .both .wide { display: none; }
  .narrow { display: block; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  body { font-size: 10pt; }
  .skip, nav { display: none; }
  .both .wide { display: block; }
  .narrow { display: none; }
  .scroll, .tall { overflow: visible; border: 0; max-height: none; }
  .tall thead th { position: static; }
  table { font-size: 7.5pt; overflow-wrap: break-word; }
  th, td { padding: .2rem .35rem; }
  .number { white-space: normal; }
  .why, .long, .address { min-width: 0; }
  figure, tr, .sources li { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; }
}
)css";
}

}  // namespace countervail
