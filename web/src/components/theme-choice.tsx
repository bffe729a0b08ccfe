import { useState } from 'react';
import { useWords } from '../words/words.tsx';
import { chooseTheme, chosenTheme, type Theme } from './theme.ts';
import './theme-choice.css';

const themes: readonly Theme[] = ['system', 'light', 'dark'];

export function ThemeChoice() {
  const say = useWords();
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <fieldset className="theme-choice">
      <legend>{say('app.theme')}</legend>
      {themes.map((each) => (
        <label key={each} className="theme-option">
          <input
            type="radio"
            name="theme"
            value={each}
            checked={theme === each}
            onChange={() => {
              chooseTheme(each);
              setTheme(each);
            }}
          />
          {say(`app.theme.${each}`)}
        </label>
      ))}
    </fieldset>
  );
}
