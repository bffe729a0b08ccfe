// A rough word for how hard a password is to guess: by length and by how many different characters it has.

export type Strength = 'empty' | 'weak' | 'fair' | 'strong';

export const shortestPassword = 10;

export function strengthOf(password: string): Strength {
  if (password.length < shortestPassword) return 'empty';
  const different = new Set(password.toLowerCase()).size;
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length;
  const score = password.length + 2 * kinds + Math.min(different, 12);
  if (different < 6 || score < 22) return 'weak';
  return score < 34 ? 'fair' : 'strong';
}
