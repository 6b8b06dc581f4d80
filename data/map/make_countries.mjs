// SPDX-License-Identifier: Apache-2.0
// Rewrites countries.csv from the npm packages world-atlas, topojson-client and i18n-iso-countries (run where they are
// installed: `npm install world-atlas topojson-client i18n-iso-countries && node make_countries.mjs > countries.csv`).
import { createRequire } from "node:module";
const require = createRequire(process.cwd() + "/");
const { feature } = require("topojson-client");
const { numericToAlpha3 } = require("i18n-iso-countries");
const atlas = require("world-atlas/countries-110m.json");

// Natural Earth draws these three without an ISO number.
const unnumbered = { Kosovo: "XKX", "N. Cyprus": "CYP", Somaliland: "SOM" };
const perDegree = 10;

// A ring that crosses the date line jumps by 360 degrees: unrolled, then cut at 180 into its two sides.
function sides(ring) {
    let turn = 0;
    const unrolled = ring.map(([x, y], i) => {
        if (i > 0 && x - ring[i - 1][0] < -180) turn += 360;
        if (i > 0 && x - ring[i - 1][0] > 180) turn -= 360;
        return [x + turn, y];
    });
    if (unrolled.every(([x]) => Math.abs(x) <= 180)) return [unrolled];
    const edge = unrolled.some(([x]) => x > 180) ? 180 : -180;
    const kept = (keeps) => unrolled.slice(1).flatMap((b, i) => {
        const a = unrolled[i];
        const at = [edge, a[1] + ((b[1] - a[1]) * (edge - a[0])) / (b[0] - a[0] || 1)];
        return [...(keeps(a[0]) ? [a] : []), ...(keeps(a[0]) !== keeps(b[0]) ? [at] : [])];
    });
    const here = kept((x) => Math.abs(x) <= 180);
    const beyond = kept((x) => Math.abs(x) > 180).map(([x, y]) => [x - 2 * edge, y]);
    return [here, beyond].filter((part) => part.length > 2).map((part) => [...part, part[0]]);
}

// "x y" of the first point, then the steps to the next ones, all in tenths of a degree; rings are split by ';'.
function ringText(ring) {
    const points = ring.map(([x, y]) => [Math.round(x * perDegree), Math.round(y * perDegree)]);
    points.pop();
    const kept = points.filter((p, i) => i === 0 || p[0] !== points[i - 1][0] || p[1] !== points[i - 1][1]);
    if (kept.length < 3) return "";
    return kept.map((p, i) => (i === 0 ? p : [p[0] - kept[i - 1][0], p[1] - kept[i - 1][1]]).join(" ")).join(" ");
}

const rings = new Map();
for (const country of feature(atlas, atlas.objects.countries).features) {
    const code = numericToAlpha3(country.id) ?? unnumbered[country.properties.name];
    if (!code) throw new Error("no ISO3 code for " + country.properties.name);
    if (code === "ATA") continue;
    const { type, coordinates } = country.geometry;
    const polygons = type === "Polygon" ? [coordinates] : coordinates;
    const texts = polygons.flatMap((polygon) => polygon.flatMap(sides).map(ringText)).filter((text) => text !== "");
    rings.set(code, [...(rings.get(code) ?? []), ...texts]);
}
console.log("iso3,outline");
for (const code of [...rings.keys()].sort()) console.log(code + "," + rings.get(code).join(";"));
