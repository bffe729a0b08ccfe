// Chooses the token set: what the person chose on this device, else what the system asks for.

export type Theme = 'system' | 'light' | 'dark';

const remembered = 'buddy.theme';

export function chosenTheme(): Theme {
  try {
    const stored = localStorage.getItem(remembered);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

function apply(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const theme = chosenTheme();
  const root = document.documentElement;
  root.dataset.theme = theme === 'system' ? (dark ? 'dark' : 'light') : theme;
  root.dataset.contrast = matchMedia('(prefers-contrast: more)').matches ? 'more' : 'normal';
}

export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(remembered, theme);
  } catch {
    // Storage may be refused; the system's choice then stays.
  }
  apply();
}

/** Applies the theme now and whenever the system changes its mind. */
export function watchTheme(): void {
  apply();
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)']) {
    matchMedia(query).addEventListener('change', apply);
  }
}
