/**
 * Measures what a first visit loads: the entry script and everything it imports statically, gzipped.
 * Fails above the budget, so that a heavy import is noticed in the commit that adds it.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budget = 120_000;
const distribution = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', distribution), 'utf8'));

/** @param {string} key @param {Set<string>} files */
function collect(key, files) {
  const chunk = manifest[key];
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) collect(imported, files);
}

const initial = new Set();
collect('index.html', initial);

let total = 0;
for (const file of initial) {
  const bytes = gzipSync(readFileSync(new URL(file, distribution)), { level: 9 }).length;
  total += bytes;
  console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${file}`);
}
console.log(
  `${(total / 1000).toFixed(1).padStart(7)} kB  initial JavaScript, gzipped (budget ${budget / 1000} kB)`,
);
if (total > budget) {
  console.error('The initial JavaScript is over its budget: load the new part lazily, or do without it.');
  process.exit(1);
}
