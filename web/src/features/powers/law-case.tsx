// Staff try a case: what laws come to for an age, a place, a day and a setting, with the rules behind.
import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import type { LawAnswer } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { caseQuery } from './queries.ts';
import './powers.css';

function valueOf(value: unknown, unit: string | undefined): string {
  if (Array.isArray(value)) return value.join(', ');
  return `${String(value === true ? '✓' : value)}${unit === undefined ? '' : ` ${unit}`}`;
}

function Answer({ answer }: { answer: LawAnswer }) {
  const say = useWords();
  return (
    <section className="stack card" aria-labelledby="answer">
      <h2 id="answer">{say('law.answer')}</h2>
      <p>{say('law.knowledge', { knowledge: answer.knowledge, packs: answer.packs.join(', ') })}</p>
      <ul className="powers-list">
        {answer.powers.map(({ power, value, unit, meaning, asked_by, beaten }) => (
          <li key={power}>
            <p>
              <strong>{power}</strong>: {valueOf(value, unit)}
            </p>
            <p className="soft">{meaning}</p>
            {asked_by.map(({ rule, citation, url }) => (
              <p className="soft" key={rule}>
                <code>{rule}</code>{' '}
                <a href={url} rel="noreferrer">
                  {citation}
                </a>
              </p>
            ))}
            {beaten.length > 0 && <p className="soft">{say('law.beats', { rules: beaten.map(({ rule }) => rule).join(', ') })}</p>}
          </li>
        ))}
      </ul>
      {answer.not_counted.length > 0 && (
        <>
          <h3>{say('law.not-counted')}</h3>
          <ul>
            {answer.not_counted.map(({ rule, why }) => (
              <li key={rule}>
                <code>{rule}</code>: {why}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

export function LawCase() {
  const say = useWords();
  const [age, setAge] = useState('11');
  const [place, setPlace] = useState('US-NY');
  const [on, setOn] = useState('');
  const [setting, setSetting] = useState('home');
  const [asked, setAsked] = useState({ age: '', place: '', on: '', setting: '' });
  const answer = useQuery(caseQuery(asked));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setAsked({ age: age.trim(), place: place.trim().toUpperCase(), on, setting });
  };
  return (
    <>
      <p className="soft">{say('law.lead')}</p>
      <form className="stack card" onSubmit={submit} noValidate>
        <div className="law-case">
          <TextField label={say('law.age')} value={age} inputMode="numeric" maxLength={3} onValue={setAge} />
          <TextField label={say('law.place')} value={place} maxLength={6} autoComplete="off" onValue={setPlace} />
          <TextField label={say('law.on')} type="date" value={on} onValue={setOn} />
          <SelectField
            label={say('law.setting')}
            value={setting}
            choices={[
              { value: 'home', label: say('law.home') },
              { value: 'school', label: say('law.school') },
            ]}
            onValue={setSetting}
          />
        </div>
        <div className="row">
          <Button type="submit" look="primary">
            {say('law.try')}
          </Button>
        </div>
      </form>
      {answer.isLoading && <Loading lines={6} />}
      {answer.isError && <ProblemCard error={answer.error} />}
      {answer.isSuccess && <Answer answer={answer.data} />}
    </>
  );
}
