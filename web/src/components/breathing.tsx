// One minute of slow breathing: a circle that grows and shrinks, and words that say the same without it.
import { useEffect, useState } from 'react';
import { useWords } from '../words/words.tsx';
import { Button } from './button.tsx';
import './breathing.css';

const steps = [
  { name: 'in', seconds: 4 },
  { name: 'hold', seconds: 2 },
  { name: 'out', seconds: 6 },
] as const;
const rounds = 5;

export function Breathing() {
  const say = useWords();
  const [beat, setBeat] = useState<number>();
  const running = beat !== undefined && beat < rounds * steps.length;
  const step = steps[(beat ?? 0) % steps.length] ?? steps[0];

  useEffect(() => {
    if (!running) return undefined;
    const timer = setTimeout(() => {
      setBeat((now) => (now ?? 0) + 1);
    }, step.seconds * 1000);
    return () => {
      clearTimeout(timer);
    };
  }, [beat, running, step]);

  return (
    <section className="breathing">
      <div className="breathing-room" aria-hidden="true">
        <span className={`breathing-circle breathing-${running ? step.name : 'rest'}`} />
      </div>
      <div className="stack-tight">
        <h3>{say('help.breathe')}</h3>
        <p aria-live="polite">
          {running && say(`help.breathe.${step.name}`)}
          {beat === undefined && say('help.breathe.detail')}
          {beat !== undefined && !running && say('help.breathe.done')}
        </p>
        <div className="row">
          <Button
            onPress={() => {
              setBeat(running ? undefined : 0);
            }}
          >
            {say(running ? 'help.breathe.stop' : 'help.breathe.start')}
          </Button>
        </div>
      </div>
    </section>
  );
}
