// Tells a child, once a day, that a grown-up asked Buddy to forget it.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useWords } from '../../words/words.tsx';
import { myDataQuery } from './queries.ts';

const place = 'buddy-erasure-told';

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

export function ErasureNews() {
  const say = useWords();
  const mine = useQuery(myDataQuery);
  const [told, setTold] = useState(() => localStorage.getItem(place) === today());
  const on = mine.data?.erased_on ?? null;
  if (told || on === null) return null;
  const close = () => {
    localStorage.setItem(place, today());
    setTold(true);
  };
  const when = new Intl.DateTimeFormat(say.language, { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(on));
  return (
    <Dialog title={say('mine.forget.title')} onClose={close}>
      <p>{say('mine.forget.text', { when })}</p>
      <p>{say('mine.forget.talk')}</p>
      <div className="row">
        <Button look="primary" onPress={close}>
          {say('mine.forget.ok')}
        </Button>
      </div>
    </Dialog>
  );
}
