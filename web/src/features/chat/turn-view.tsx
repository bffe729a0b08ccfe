// One exchange: what the child wrote, what Buddy understood, and the answer in the parts in which it came.
import { lazy, memo, Suspense } from 'react';
import type { AdvisorEvent, MoodEvent, NoticeEvent, Turn } from '../../api/types.ts';
import { Icon } from '../../components/icon.tsx';
import { useWords } from '../../words/words.tsx';
import { HelpCard } from './help-card.tsx';
import type { Part } from './live-turn.ts';
import { MoodChip } from './mood-chip.tsx';
import './turn-view.css';

const Thumbs = lazy(() =>
  import('./thumbs.tsx').then(
    (part) => ({ default: part.Thumbs }),
    () => ({ default: () => null }),
  ),
);

export interface ShownTurn {
  key: string;
  id: string | undefined;
  text: string;
  parts: readonly Part[];
  mood: MoodEvent | null;
  advisor: AdvisorEvent | null;
  state: Turn['state'];
}

function QuietNotice({ notice }: { notice: NoticeEvent }) {
  return (
    <p className="quiet-notice">
      <Icon name={notice.kind === 'break' ? 'leaf' : 'info'} size={18} />
      {notice.text}
    </p>
  );
}

function Words({ clauses, advisor }: { clauses: readonly string[]; advisor: AdvisorEvent | null }) {
  const say = useWords();
  return (
    <div className="bubble bubble-buddy">
      <span className="hidden-text">{advisor?.name ?? say('chat.buddy')}: </span>
      {clauses.map((clause, index) => (
        <span className="clause" key={index}>
          {clause}
        </span>
      ))}
    </div>
  );
}

function Waiting({ paused }: { paused: boolean }) {
  const say = useWords();
  return (
    <div className="bubble bubble-buddy bubble-waiting">
      {paused ? (
        <span>{say('chat.paused')}</span>
      ) : (
        <>
          <span className="hidden-text">{say('chat.thinking')}</span>
          <span className="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
        </>
      )}
    </div>
  );
}

function Ending({ state }: { state: Turn['state'] }) {
  const say = useWords();
  if (state === 'stopped') return <p className="turn-ending">{say('chat.stopped')}</p>;
  if (state === 'interrupted') return <p className="turn-ending">{say('chat.interrupted')}</p>;
  return null;
}

interface TurnViewProps {
  turn: ShownTurn;
  conversation: string | undefined;
  waiting: 'no' | 'thinking' | 'paused';
  onMood: (turn: string, mood: MoodEvent) => void;
}

function PartView({ part, advisor }: { part: Part; advisor: AdvisorEvent | null }) {
  if (part.kind === 'words') return <Words clauses={part.clauses} advisor={advisor} />;
  return part.notice.kind === 'help' ? <HelpCard notice={part.notice} /> : <QuietNotice notice={part.notice} />;
}

export const TurnView = memo(function TurnView({ turn, conversation, waiting, onMood }: TurnViewProps) {
  const say = useWords();
  const spoken = turn.parts.some((part) => part.kind === 'words');
  const helped = turn.parts.some((part) => part.kind === 'notice' && part.notice.kind === 'help');
  return (
    <article className="turn">
      <div className="bubble bubble-child">
        <span className="hidden-text">{say('chat.you')}: </span>
        {turn.text}
      </div>
      <div className="turn-mood">
        {turn.mood !== null && turn.id !== undefined && conversation !== undefined && (
          <MoodChip
            mood={turn.mood}
            conversation={conversation}
            turn={turn.id}
            onCorrected={onMood}
          />
        )}
      </div>
      {turn.parts.map((part, index) => (
        <PartView part={part} advisor={turn.advisor} key={index} />
      ))}
      {waiting !== 'no' && (!spoken || waiting === 'paused') && (
        <Waiting paused={waiting === 'paused'} key={`waiting after ${String(turn.parts.length)}`} />
      )}
      <Ending state={turn.state} />
      {spoken && waiting === 'no' && !helped && turn.state !== 'running' && turn.id !== undefined && conversation !== undefined && (
        <div className="turn-mood">
          <Suspense>
            <Thumbs conversation={conversation} turn={turn.id} />
          </Suspense>
        </div>
      )}
    </article>
  );
});
