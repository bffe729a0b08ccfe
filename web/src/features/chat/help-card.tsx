// The crisis card: calm, one sentence, large ways to call and write, someone you trust.
import type { NoticeEvent } from '../../api/types.ts';
import { HelpLines, TrustedPeople } from '../../components/help-lines.tsx';
import { useWords } from '../../words/words.tsx';
import './help-card.css';

export function HelpCard({ notice }: { notice: NoticeEvent }) {
  const say = useWords();
  return (
    <section className="help-card" aria-label={say('chat.help-card')}>
      <p className="help-card-sentence">{notice.text}</p>
      <HelpLines lines={notice.lines ?? []} />
      <p className="help-card-people">{say('help.people')}</p>
      <TrustedPeople names={notice.people ?? []} />
    </section>
  );
}
