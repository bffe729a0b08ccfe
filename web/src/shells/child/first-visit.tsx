// Three cards before the first conversation, in words for the child's age: what I am, who can see, how to get help.
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { AgeBand } from '../../api/types.ts';
import { Buddy, type Pose } from '../../components/buddy.tsx';
import { Button } from '../../components/button.tsx';
import { useWords } from '../../words/words.tsx';

const remembered = 'buddy.met';

export function hasMetBuddy(): boolean {
  try {
    return localStorage.getItem(remembered) === 'yes';
  } catch {
    return false;
  }
}

export function rememberMeeting(): void {
  try {
    localStorage.setItem(remembered, 'yes');
  } catch {
    // Storage may be refused; the cards then come again, which does no harm.
  }
}

const cards = ['what', 'who', 'help'] as const;
const poses: readonly Pose[] = ['speaking', 'listening', 'gentle'];

/** How the words of the catalogue call an age band. */
const ages: Record<AgeBand, string> = { '7-9': 'young', '10-12': 'child', '13-17': 'teen' };

export function FirstVisit(props: { age: AgeBand; help: ReactNode; onDone: () => void }) {
  const say = useWords();
  const [step, setStep] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const card = cards[step] ?? 'what';
  const last = step === cards.length - 1;

  useEffect(() => {
    heading.current?.focus();
  }, [step]);

  return (
    <div className="first">
      <header className="child-bar">{props.help}</header>
      <main className="first-main">
        <h1 className="hidden-text">{say('first.title')}</h1>
        <section className="card first-card">
          <Buddy pose={poses[step] ?? 'listening'} size={112} />
          <p className="soft">{say('first.step', { step: step + 1, steps: cards.length })}</p>
          <h2 ref={heading} tabIndex={-1}>
            {say(`first.${card}.title`)}
          </h2>
          <p>{say(`first.${card}.text`, { age: ages[props.age] })}</p>
        </section>
        <div className="row first-go">
          {step > 0 && (
            <Button
              onPress={() => {
                setStep(step - 1);
              }}
            >
              {say('first.back')}
            </Button>
          )}
          <Button
            look="primary"
            onPress={() => {
              if (last) props.onDone();
              else setStep(step + 1);
            }}
          >
            {say(last ? 'first.start' : 'first.next')}
          </Button>
        </div>
      </main>
    </div>
  );
}
