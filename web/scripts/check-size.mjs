// Fails when the first load of the child's page brings more compressed script than the budget.
// Counted: the entry, the child's shell, the words it needs, and all they import before they can run; gzip, the worse case.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const budget = 120_000;
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));

const roots = Object.keys(manifest).filter(
  (key) => manifest[key].isEntry || manifest[key].name === 'child-shell' || /virtual:words\/en\/(public|child)$/.test(key),
);
if (roots.length !== 4) throw new Error(`expected entry, child's shell and two catalogues, found: ${roots.join(', ')}`);

const files = new Set();
const visit = (key) => {
  const chunk = manifest[key];
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  (chunk.imports ?? []).forEach(visit);
};
roots.forEach(visit);

let gzip = 0;
let brotli = 0;
for (const file of files) {
  const bytes = readFileSync(join(dist, file));
  const size = gzipSync(bytes, { level: 9 }).length;
  gzip += size;
  brotli += brotliCompressSync(bytes).length;
  console.log(`${String(size).padStart(8)}  ${file}`);
}
console.log(`${String(gzip).padStart(8)}  gzip (${brotli} brotli) of ${budget} bytes`);
if (gzip > budget) {
  console.error("The child's page has become too heavy. Load what is not needed at once later, or do without it.");
  process.exit(1);
}
