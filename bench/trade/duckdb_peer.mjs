// SPDX-License-Identifier: Apache-2.0
// DuckDB on the same file: node duckdb_peer.mjs CSV DATABASE THREADS SELLER BUYER, DATABASE a file or ":memory:". Prints one figure a line, "name value".
// Columns have their types, so that nothing is guessed; NA has the width that the publisher gives it. Nulls of q stay nulls.
import { rmSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [, , csv, database, threads, a, b] = process.argv;
const thresholds = Array.from({ length: 61 }, (_, step) => 0.3 + step / 100);
const clock = async (name, work) => {
  const begun = performance.now();
  const result = await work();
  console.log(`${name} ${(performance.now() - begun) / 1000}`);
  return result;
};

if (database !== ':memory:') rmSync(database, { force: true });
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
let instance, connection;
await clock('import_seconds', async () => {
  instance = await DuckDBInstance.create(database, { threads });
  connection = await instance.connect();
  await connection.run(`create table trade as select * from read_csv(${quoted(csv)}, header = true, auto_detect = false, delim = ',', quote = '"',
    columns = {'t': 'USMALLINT', 'i': 'USMALLINT', 'j': 'USMALLINT', 'k': 'VARCHAR', 'v': 'DOUBLE', 'q': 'DOUBLE'}, nullstr = '           NA')`);
});
console.log(`import_peak_mb ${process.resourceUsage().maxRSS / 1024}`);

// Herfindahl–Hirschman index of every importer's imports of every product.
const hhi = `select count(*) as groups, sum(hhi) as total from
  (select j, k, sum(v * v) / (sum(v) * sum(v)) as hhi from trade where t = 2022 group by j, k)`;
// For each threshold the share of what the seller sells the buyer in products of which it supplies more than that of the buyer's imports.
const asymmetry = (seller, buyer) => `with lines as
    (select k, sum(v) as imports, sum(v) filter (i = ${seller}) as sold from trade where t = 2022 and j = ${buyer} group by k),
  limits as (select unnest([${thresholds.join(',')}]) as threshold)
  select threshold, coalesce(sum(sold) filter (sold > threshold * imports), 0) / sum(sold) as share from limits, lines where sold > 0 group by threshold order by threshold`;

for (const round of [0, 1, 2]) {
  const found = (await clock(`hhi_seconds`, () => connection.runAndReadAll(hhi))).getRowsJson()[0];
  const curves = await clock(`asymmetry_seconds`, async () => [await connection.runAndReadAll(asymmetry(a, b)), await connection.runAndReadAll(asymmetry(b, a))]);
  if (round > 0) continue;
  console.log(`hhi_groups ${found[0]}\nhhi_total ${found[1]}`);
  console.log(`share_at_half_a ${curves[0].getRowsJson()[20][1]}\nshare_at_half_b ${curves[1].getRowsJson()[20][1]}`);
}
