import { expect, it } from 'vitest';
import { strengthOf } from './password.ts';

it('calls long and varied passwords strong and short or repeated ones weak', () => {
  expect(strengthOf('short')).toBe('empty');
  expect(strengthOf('aaaaaaaaaaaa')).toBe('weak');
  expect(strengthOf('purple river')).toBe('fair');
  expect(strengthOf('four small words here 7')).toBe('strong');
});
