// Which alerts moderators were told of, since when they wait, and how grave they are. Nothing of what was said.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Case } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { moment } from '../../components/moments.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { casesQuery, useTakeCase } from './queries.ts';
import './cases.css';

function CaseRow({ row }: { row: Case }) {
  const say = useWords();
  const take = useTakeCase();
  return (
    <li className="case">
      <p>
        <Icon name={row.acknowledged_at === null ? 'warning' : 'info'} size={18} />
        <strong>{say(`cases.${row.severity}`)}</strong>
        <span>{say('cases.since', { when: moment(row.raised_at, say.language) })}</span>
        <span className="soft">{say('cases.again', { count: row.reminders })}</span>
        <span>{say(row.guardian_told ? 'cases.guardian' : 'cases.protected')}</span>
        <code>{row.id}</code>
      </p>
      <Link href={`/staff/openings?alert=${encodeURIComponent(row.id)}`}>{say('cases.read')}</Link>
      {take.isError && <ProblemCard error={take.error} />}
      {row.acknowledged_at === null ? (
        <Button
          look="primary"
          busy={take.isPending}
          onPress={() => {
            take.mutate(row.id);
          }}
        >
          {say('cases.take')}
        </Button>
      ) : (
        <span className="soft">{say('cases.taken', { when: moment(row.acknowledged_at, say.language) })}</span>
      )}
    </li>
  );
}

export function Cases() {
  const say = useWords();
  const cases = useQuery(casesQuery);
  return (
    <section className="card stack" aria-labelledby="cases">
      <h2 id="cases">{say('cases.title')}</h2>
      {cases.isPending && <Loading lines={2} />}
      {cases.isError && <ProblemCard error={cases.error} onRetry={() => void cases.refetch()} />}
      {cases.isSuccess && cases.data.length === 0 && <p className="soft">{say('cases.none')}</p>}
      {cases.isSuccess && cases.data.length > 0 && (
        <>
          <p className="soft">{say('cases.lead')}</p>
          <ul className="cases">
            {cases.data.map((row) => (
              <CaseRow row={row} key={row.id} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
