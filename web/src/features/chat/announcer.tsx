// Reads the answer aloud for screen readers, clause by clause, once each. The visible bubbles stay silent.
import { useWords } from '../../words/words.tsx';
import type { Phase } from './live-turn.ts';
import type { ShownTurn } from './turn-view.tsx';

export function Announcer({ turn, phase }: { turn: ShownTurn | undefined; phase: Phase }) {
  const say = useWords();
  return (
    <div className="hidden-text" role="log" aria-live="polite" aria-relevant="additions" aria-atomic="false">
      {phase === 'thinking' && <p key="thinking">{say('chat.thinking')}</p>}
      {phase === 'paused' && <p key="paused">{say('chat.paused')}</p>}
      {turn?.parts.map((part, index) => {
        const key = `${turn.key} ${String(index)}`;
        if (part.kind === 'words') {
          return part.clauses.map((clause, at) => <p key={`${key} ${String(at)}`}>{clause}</p>);
        }
        const { notice } = part;
        return <p key={key}>{notice.kind === 'help' ? say('chat.announce.help', { text: notice.text }) : notice.text}</p>;
      })}
    </div>
  );
}
