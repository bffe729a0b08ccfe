import { describe, expect, it } from 'vitest';
import { ageOf, interestsFit, interestsOf, isPin } from './profile.ts';

describe('profile', () => {
  it('counts full years from the month of birth on', () => {
    expect(ageOf(2019, 11, new Date('2026-11-01T12:00:00'))).toBe(7);
    expect(ageOf(2019, 12, new Date('2026-11-30T12:00:00'))).toBe(6);
  });

  it('reads interests between commas and refuses too many or too long ones', () => {
    expect(interestsOf(' dinosaurs, football ,,')).toEqual(['dinosaurs', 'football']);
    expect(interestsFit('a,b,c,d,e,f,g,h,i')).toBe(false);
    expect(interestsFit('x'.repeat(31))).toBe(false);
  });

  it('knows a PIN', () => {
    expect(['1234', '123456', '123', '1234567', '12a4'].map(isPin)).toEqual([true, true, false, false, false]);
  });
});
