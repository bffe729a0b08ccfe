// Who sees what, and who looked: for the child, in words of its age.
import { useQuery } from '@tanstack/react-query';
import type { ChildFace, Look, OversightLevel } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Loading } from '../../components/loading.tsx';
import { moment } from '../../components/moments.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { contractQuery, looksQuery, useNoteTold } from './queries.ts';
import './who-looks.css';

type Band = ChildFace['age_band'];

function LevelText({ level, band }: { level: OversightLevel; band: Band }) {
  const say = useWords();
  return <p>{say(`sees.${level}.${band === '7-9' ? 'young' : 'older'}`)}</p>;
}

function LookLine({ look }: { look: Look }) {
  const say = useWords();
  return (
    <li>
      {say(`looked.${look.what}`, { who: look.who ?? say('looked.someone') })}
      <span className="soft"> {moment(look.at, say.language)}</span>
    </li>
  );
}

function Looks() {
  const say = useWords();
  const looks = useQuery(looksQuery);
  if (looks.isPending) return <Loading lines={3} />;
  if (looks.isError) return <ProblemCard error={looks.error} onRetry={() => void looks.refetch()} />;
  if (looks.data.looks.length + looks.data.staff.length === 0) return <p>{say('looked.nobody')}</p>;
  return (
    <ul className="look-list">
      {looks.data.staff.map((look) => (
        <li key={look.at}>
          {look.text}
          <span className="soft"> {moment(look.at, say.language)}</span>
        </li>
      ))}
      {looks.data.looks.map((look) => (
        <LookLine look={look} key={`${look.at} ${look.what}`} />
      ))}
    </ul>
  );
}

export function WhoSees({ band }: { band: Band }) {
  const say = useWords();
  const contract = useQuery(contractQuery);
  return (
    <div className="stack">
      <p>{say('sees.always')}</p>
      {contract.isPending && <Loading lines={2} />}
      {contract.isError && <ProblemCard error={contract.error} onRetry={() => void contract.refetch()} />}
      {contract.isSuccess && <LevelText level={contract.data.level} band={band} />}
      <p>{say('sees.change')}</p>
      <section className="stack" aria-labelledby="looked">
        <h3 id="looked">{say('looked.title')}</h3>
        <Looks />
      </section>
    </div>
  );
}

const order: readonly OversightLevel[] = ['titles', 'summary', 'excerpts', 'transcript'];

/** What changed, once. `onRead`: the child has read it. */
export function OversightNews(props: { band: Band; level: OversightLevel; before: OversightLevel; onRead: () => void }) {
  const say = useWords();
  const note = useNoteTold();
  const wider = order.indexOf(props.level) > order.indexOf(props.before);
  return (
    <div className="stack">
      <p>{say(wider ? 'news.wider' : 'news.narrower')}</p>
      <LevelText level={props.level} band={props.band} />
      {wider && <p>{say('news.from-now')}</p>}
      {note.isError && <ProblemCard error={note.error} />}
      <div className="row">
        <Button
          look="primary"
          busy={note.isPending}
          onPress={() => {
            note.mutate(props.level, { onSuccess: props.onRead });
          }}
        >
          {say('news.read')}
        </Button>
      </div>
    </div>
  );
}
