// Waiting, without jumps: keeps the room that the content will take.
import { useWords } from '../words/words.tsx';
import { Buddy } from './buddy.tsx';
import './loading.css';

export function Loading({ lines = 3 }: { lines?: number }) {
  const say = useWords();
  return (
    <div className="loading" role="status">
      <span className="hidden-text">{say('app.loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span className="loading-line" key={index} />
      ))}
    </div>
  );
}

/** Fills the page while a shell or its words load; wordless, as there may be no words yet. */
export function LoadingPage() {
  return (
    <div className="loading-page">
      <Buddy pose="listening" size={72} />
    </div>
  );
}
