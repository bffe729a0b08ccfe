// What is kept and who gets it, use by use: the same words for everybody, before and after signing up.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { NoticeUse } from '../../api/types.ts';
import { countryName } from '../../components/countries.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords, type Say } from '../../words/words.tsx';
import { noticeQuery } from './queries.ts';
import './consent.css';

/** Who it is and where: "OpenAI, United States, another company". */
export function whoOf(use: NoticeUse, say: Say): string {
  if (use.purpose === 'account') return say('notice.here');
  const name = use.name === use.processor ? use.processor : `${use.name} (${use.processor})`;
  const place = use.country === null ? '' : `, ${countryName(use.country, say.language)}`;
  return say(use.outside ? 'notice.outside' : 'notice.inside', { who: name + place });
}

/** `level`: of its heading, below whatever stands above it. */
export function UseCard({ use, level, children }: { use: NoticeUse; level: 2 | 3; children?: ReactNode }) {
  const say = useWords();
  const Heading = level === 2 ? 'h2' : 'h3';
  const id = `use-${use.purpose}-${use.processor}`.replaceAll(/[^a-z0-9-]/gi, '-');
  return (
    <section className="card consent-use" aria-labelledby={id}>
      <Heading id={id}>{use.title}</Heading>
      <p className="soft">{whoOf(use, say)}</p>
      <p>{use.why}</p>
      <p>{use.gets}</p>
      {children}
    </section>
  );
}

/** The whole notice, for everybody. */
export function PublicNotice() {
  const say = useWords();
  const notice = useQuery(noticeQuery(say.language));
  if (notice.isPending) return <Loading lines={6} />;
  if (notice.isError) return <ProblemCard error={notice.error} onRetry={() => void notice.refetch()} />;
  return (
    <div className="stack">
      {notice.data.intro.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {notice.data.uses.map((use) => (
        <UseCard use={use} level={2} key={use.purpose + use.processor} />
      ))}
      <p className="soft">{say('notice.version', { version: notice.data.version })}</p>
    </div>
  );
}
