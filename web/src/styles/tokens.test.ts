import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/styles/tokens.css', 'utf8');

function tokensOf(selector: string): Map<string, string> {
  const block = css.split(selector)[1]?.split('}')[0] ?? '';
  return new Map([...block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]));
}

const light = tokensOf("[data-theme='light'] {");
const dark = tokensOf("[data-theme='dark'] {");
const sets = {
  light,
  dark,
  'light, more contrast': new Map([...light, ...tokensOf("[data-theme='light'][data-contrast='more'] {")]),
  'dark, more contrast': new Map([...dark, ...tokensOf("[data-theme='dark'][data-contrast='more'] {")]),
};

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [bright = 0, deep = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (deep + 0.05);
}

const grounds = ['paper', 'surface', 'sunken'];
const pairs = (texts: string[], on: string[]) => texts.flatMap((text) => on.map((ground) => [text, ground] as const));
const readable = [
  ...pairs(['ink', 'ink-soft', 'brand', 'alert'], grounds),
  ['on-brand', 'brand'],
  ['on-brand', 'brand-strong'],
  ['on-brand-soft', 'brand-soft'],
  ['on-accent', 'accent'],
  ['safe', 'safe-soft'],
  ['notice', 'notice-soft'],
  ['notice', 'accent-soft'],
  ['alert', 'alert-soft'],
] as const;
const visible = pairs(['control', 'focus', 'brand'], grounds);

describe.each(Object.entries(sets))('the %s tokens', (_, tokens) => {
  const between = (a: string, b: string) => contrast(tokens.get(a) ?? '#000000', tokens.get(b) ?? '#000000');

  it.each(readable)('keep %s readable on %s', (text, ground) => {
    expect(between(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(visible)('keep %s visible on %s', (sign, ground) => {
    expect(between(sign, ground)).toBeGreaterThanOrEqual(3);
  });
});
