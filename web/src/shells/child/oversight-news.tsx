// Tells the child once, over whatever it sees, that its grown-ups changed what they may see. Closed without "I have read it", it
// comes back at the next visit.
import { useState } from 'react';
import type { ChildFace, OversightContract } from '../../api/types.ts';
import { Dialog } from '../../components/dialog.tsx';
import { OversightNews } from '../../features/who-looks/who-sees.tsx';
import { useWords } from '../../words/words.tsx';

export default function OversightNewsDialog({ child, news }: { child: ChildFace; news: NonNullable<OversightContract['news']> }) {
  const say = useWords();
  const [open, setOpen] = useState(true);
  const close = () => {
    setOpen(false);
  };
  if (!open) return null;
  return (
    <Dialog title={say('news.title')} onClose={close}>
      <OversightNews band={child.age_band} level={news.level} before={news.before} onRead={close} />
    </Dialog>
  );
}
