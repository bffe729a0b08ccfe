// How far the bound of llm::tokens_at_most() (server/llm/token_estimate.cpp), a token for a byte, lies above what tokenizers really count: over the guided mentor's
// lines in five languages, and over what children type when they do not write.
//
//     cd "$(mktemp -d)" && npm install gpt-tokenizer llama3-tokenizer-js mistral-tokenizer-js @anthropic-ai/tokenizer
//     cp …/tools/token_counts.mjs . && node token_counts.mjs …/data/mentor
//     node token_counts.mjs --texts FILE.json     the most that any of them counts, for each text of a JSON list
//
// Ends with 1 if any text has more tokens than estimated.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

import { getTokenizer } from '@anthropic-ai/tokenizer';
import { encode as cl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { encode as o200k } from 'gpt-tokenizer/encoding/o200k_base';
import llama from 'llama3-tokenizer-js';
import mistral from 'mistral-tokenizer-js';

const claude = getTokenizer();
const tokenizers = {
  o200k: (text) => o200k(text).length,
  cl100k: (text) => cl100k(text).length,
  llama3: (text) => llama.encode(text, { bos: false, eos: false }).length,
  mistral: (text) => mistral.encode(text, false, false).length,
  claude: (text) => claude.encode(text.normalize('NFKC'), 'all').length,
};
const languages = ['en', 'es', 'fr', 'de', 'pt'];
/// As the server bounds them.
const tokensAtMost = (text) => Buffer.byteLength(text);

/// Every text of more than one word below a language's key.
function textsIn(value, language, found) {
  if (typeof value === 'string' && language && value.includes(' ')) found[language].push(value);
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) textsIn(inner, languages.includes(key) ? key : language, found);
}

function readFolder(folder, found) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) readFolder(path, found);
    else if (extname(path) === '.json') textsIn(JSON.parse(readFileSync(path, 'utf8').replace(/^\s*\/\/.*$/gm, '')), languages.find((one) => entry.name.includes(`.${one}.`)), found);
  }
}

/// The same on every run.
function drawer(seed) {
  let state = seed;
  return (choices) => {
    state = (state * 48271) % 2147483647;
    return choices[state % choices.length];
  };
}

function typed() {
  const draw = drawer(7);
  const some = (choices, length) => Array.from({ length }, () => draw([...choices])).join('');
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const lists = {
    drumming: () => some('asdfghjkl', 60),
    consonants: () => some('bcdfghjklmnpqrstvwxz', 60),
    'mixed case': () => some(letters + letters.toUpperCase(), 60),
    'short words': () => Array.from({ length: 20 }, () => some(letters, 3)).join(' '),
    figures: () => some('0123456789', 60),
    signs: () => some('!?.,;:-_()[]{}#*+=/', 60),
    emojis: () => Array.from({ length: 20 }, () => draw(['😀', '😭', '🎉', '🦦', '🏳️‍🌈', '👨‍👩‍👧', '❤️', '🥺'])).join(draw(['', ' '])),
  };
  return Object.fromEntries(Object.entries(lists).map(([name, make]) => [name, Array.from({ length: 200 }, make)]));
}

function report(name, texts) {
  const step = Math.max(1, Math.floor(texts.length / 1000));
  const sample = texts.filter((_, i) => i % step === 0);
  const estimated = sample.reduce((sum, text) => sum + tokensAtMost(text), 0);
  let narrowest = Infinity;
  const ratios = Object.entries(tokenizers).map(([tokenizer, count]) => {
    const counts = sample.map(count);
    sample.forEach((text, i) => { narrowest = Math.min(narrowest, tokensAtMost(text) / counts[i]); });
    return `${tokenizer} ${(estimated / counts.reduce((sum, one) => sum + one, 0)).toFixed(2)}`;
  });
  console.log(`${name.padEnd(12)} ${String(sample.length).padStart(5)} texts  ${ratios.join('  ')}  narrowest ${narrowest.toFixed(2)}`);
  return narrowest >= 1;
}

const [first, file] = process.argv.slice(2);
if (first === '--texts') {
  const texts = JSON.parse(readFileSync(file, 'utf8'));
  console.log(JSON.stringify(texts.map((text) => [text, Math.max(...Object.values(tokenizers).map((count) => count(text)))]), null, 1));
} else {
  const found = Object.fromEntries(languages.map((language) => [language, []]));
  readFolder(first, found);
  const kinds = { ...found, ...typed() };
  const isRight = Object.entries(kinds).filter(([, texts]) => texts.length > 0).map(([name, texts]) => report(name, texts));
  process.exitCode = isRight.every(Boolean) ? 0 : 1;
}
