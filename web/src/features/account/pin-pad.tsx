// The child's way in: a PIN by keys on the screen or by keyboard. When locked, it says until when; help stays outside of it.
import { useEffect, useState, type SubmitEvent } from 'react';
import type { PairedDevice } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { useSignInChild } from './queries.ts';
import './pin-pad.css';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Whole minutes until then, counted down while it is shown; 0 when it is over. */
function useMinutesUntil(until: string | null | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  const end = until == null ? 0 : Date.parse(until);
  useEffect(() => {
    if (end === 0) return undefined;
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 5_000);
    return () => {
      clearInterval(timer);
    };
  }, [end]);
  return Math.max(0, Math.ceil((end - now) / 60_000));
}

function Keys(props: { onDigit: (digit: string) => void; onDelete: () => void }) {
  const say = useWords();
  return (
    <div className="pin-keys">
      {[...keys, '0'].map((digit) => (
        <Button
          key={digit}
          onPress={() => {
            props.onDigit(digit);
          }}
        >
          {digit}
        </Button>
      ))}
      <Button look="plain" aria-label={say('pin.delete')} onPress={props.onDelete}>
        <Icon name="delete" size={26} />
      </Button>
    </div>
  );
}

export function PinPad({ device }: { device: PairedDevice }) {
  const say = useWords();
  const signIn = useSignInChild();
  const [pin, setPin] = useState('');
  const [short, setShort] = useState(false);
  const minutes = useMinutesUntil(device.locked_until);

  const type = (value: string) => {
    setShort(false);
    setPin(value.replace(/\D/g, '').slice(0, 6));
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setShort(pin.length < 4);
    if (pin.length < 4 || signIn.isPending) return;
    signIn.mutate(pin, {
      onError: () => {
        setPin('');
      },
    });
  };

  if (minutes > 0) {
    return (
      <Notice tone="notice" live>
        <p>{say('pin.locked', { minutes })}</p>
        <p>{say('pin.forgot')}</p>
      </Notice>
    );
  }
  return (
    <form className="pin" onSubmit={submit} noValidate>
      <TextField
        label={say('pin.label')}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        large
        value={pin}
        error={short ? say('pin.short') : undefined}
        onValue={type}
      />
      <Keys
        onDigit={(digit) => {
          type(pin + digit);
        }}
        onDelete={() => {
          type(pin.slice(0, -1));
        }}
      />
      {signIn.isError && <ProblemCard error={signIn.error} />}
      <Button type="submit" look="primary" busy={signIn.isPending}>
        {say('pin.submit')}
      </Button>
      <p className="soft">{say('pin.forgot')}</p>
    </form>
  );
}
