// A law with its source, as a line of a reason.
import type { LawRule } from '../../api/types.ts';
import { useWords } from '../../words/words.tsx';

type Shown = Pick<LawRule, 'rule' | 'citation' | 'url' | 'status'>;

export function Laws({ rules }: { rules: readonly Shown[] }) {
  const say = useWords();
  return (
    <>
      {rules.map(({ rule, citation, url, status }) => (
        <p className="soft" key={rule}>
          {say('powers.because')}{' '}
          <a href={url} rel="noreferrer">
            {citation}
          </a>
          {status === 'pending' && ` (${say('powers.pending')})`}
        </p>
      ))}
    </>
  );
}
