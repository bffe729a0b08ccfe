// What Buddy understood, as a gentle word; one tap opens the ten words, of which the child may choose a better one.
import { useId, useState } from 'react';
import { Button } from '../../components/button.tsx';
import type { Mood, MoodEvent } from '../../api/types.ts';
import { useWords } from '../../words/words.tsx';
import { useCorrectMood } from './queries.ts';
import './mood-chip.css';

const moods: readonly Mood[] = ['joy', 'calm', 'curiosity', 'boredom', 'sadness', 'loneliness', 'anger', 'fear', 'shame', 'stress'];

interface MoodChipProps {
  mood: MoodEvent;
  conversation: string;
  turn: string;
  onCorrected: (turn: string, mood: MoodEvent) => void;
}

export function MoodChip(props: MoodChipProps) {
  const say = useWords();
  const group = useId();
  const [open, setOpen] = useState(false);
  const correct = useCorrectMood(props.conversation);
  const { mood } = props;

  const choose = (chosen: Mood) => {
    correct.mutate(
      { turn: props.turn, mood: chosen },
      {
        onSuccess: (now) => {
          setOpen(false);
          props.onCorrected(props.turn, now);
        },
      },
    );
  };

  return (
    <div className="mood">
      <div className="mood-line">
        <span>{say(mood.corrected ? 'chat.mood.corrected' : 'chat.mood', { mood: mood.word })}</span>
        <Button
          look="plain"
          aria-expanded={open}
          aria-controls={open ? group : undefined}
          onPress={() => {
            setOpen(!open);
          }}
        >
          {say('chat.mood.change')}
        </Button>
      </div>
      {open && (
        <div className="mood-choices" role="group" id={group} aria-label={say('chat.mood.choose')}>
          {moods.map((each) => (
            <Button
              key={each}
              aria-pressed={each === mood.mood}
              isDisabled={correct.isPending}
              onPress={() => {
                choose(each);
              }}
            >
              {say(`mood.${each}`)}
            </Button>
          ))}
          {correct.isError && <p role="alert">{say('chat.mood.failed')}</p>}
        </div>
      )}
    </div>
  );
}
