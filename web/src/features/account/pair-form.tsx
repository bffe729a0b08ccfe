import { useState, type SubmitEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { usePairDevice } from './queries.ts';

function kindOfDevice(): string {
  if (/iPad|Tablet|Android(?!.*Mobile)/.test(navigator.userAgent)) return 'tablet';
  return /Mobi|iPhone/.test(navigator.userAgent) ? 'phone' : 'computer';
}

export function PairForm({ onDone }: { onDone: () => void }) {
  const say = useWords();
  const pair = usePairDevice();
  const [code, setCode] = useState('');
  const [name, setName] = useState(() => say('pair.name.default', { kind: kindOfDevice() }));
  const [tried, setTried] = useState(false);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (code.length !== 6) return;
    pair.mutate({ code, device_name: name.trim() }, { onSuccess: onDone });
  };

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextField
        label={say('pair.code')}
        large
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        error={tried && code.length !== 6 ? say('pair.code.wrong') : undefined}
        onValue={(value) => {
          setCode(value.replace(/\D/g, '').slice(0, 6));
        }}
      />
      <TextField
        label={say('pair.name')}
        value={name}
        maxLength={60}
        autoComplete="off"
        detail={say('pair.name.detail')}
        onValue={setName}
      />
      {pair.isError && <ProblemCard error={pair.error} />}
      <Button type="submit" look="primary" busy={pair.isPending}>
        {say('pair.submit')}
      </Button>
    </form>
  );
}
