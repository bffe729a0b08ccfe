// Where a child reads, in words for its age, how Buddy works.
import { LinkButton } from '../../components/button.tsx';
import type { AgeBand } from '../../api/types.ts';
import { useWords } from '../../words/words.tsx';
import { DocumentWords } from './document-words.tsx';

function ToOwnPage({ band }: { band: AgeBand }) {
  const say = useWords();
  return <LinkButton to={`/documents/child-${band}`}>{say('documents.child')}</LinkButton>;
}

export function ChildDocument({ band }: { band: AgeBand }) {
  return (
    <DocumentWords>
      <ToOwnPage band={band} />
    </DocumentWords>
  );
}
