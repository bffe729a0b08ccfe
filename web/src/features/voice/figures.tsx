// What people say of Buddy in figures, each with how sure it is and what it should be; and guardians' own words.
import { useQuery } from '@tanstack/react-query';
import type { Feedback } from '../../api/types.ts';
import { Loading } from '../../components/loading.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { feedbackQuery } from './queries.ts';
import './voice.css';

const percent = (share: number | null) => (share === null ? '–' : `${String(Math.round(share * 100))} %`);
const points = (score: number | null) => (score === null ? '–' : String(Math.round(score)));

function Table({ figures }: { figures: Feedback }) {
  const say = useWords();
  const { satisfied, promoters } = figures;
  const name = (kind: Feedback['thumbs'][number]) => [kind.advisor, kind.voice].filter((each) => each !== '').join(', ');
  const rows = [
    {
      name: say('voice.satisfied'),
      now: percent(satisfied.share),
      between: `${percent(satisfied.low)} … ${percent(satisfied.high)}`,
      target: percent(satisfied.target),
      answers: satisfied.answers,
    },
    {
      name: say('voice.promoters'),
      now: points(promoters.score),
      between: `${points(promoters.low)} … ${points(promoters.high)}`,
      target: points(promoters.target),
      answers: promoters.answers,
    },
    ...figures.thumbs.map((kind) => ({
      name: say('voice.thumbs', { kind: name(kind) }),
      now: percent(kind.share),
      between: `${percent(kind.low)} … ${percent(kind.high)}`,
      target: '–',
      answers: kind.answers,
    })),
  ];
  return (
    <div className="voice-table" role="region" aria-label={say('voice.table')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('voice.figure')}</th>
            <th scope="col">{say('voice.now')}</th>
            <th scope="col">{say('voice.between')}</th>
            <th scope="col">{say('voice.target')}</th>
            <th scope="col">{say('voice.answers')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td>{row.now}</td>
              <td>{row.between}</td>
              <td>{row.target}</td>
              <td>{row.answers ?? say('voice.few', { least: figures.least_shown })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function VoiceFigures() {
  const say = useWords();
  const figures = useQuery(feedbackQuery);
  return (
    <section className="card stack" aria-labelledby="voice">
      <h2 id="voice">{say('voice.title')}</h2>
      <p className="soft">{say('voice.lead')}</p>
      {figures.isPending && <Loading lines={4} />}
      {figures.isError && <ProblemCard error={figures.error} onRetry={() => void figures.refetch()} />}
      {figures.isSuccess && (
        <>
          <Table figures={figures.data} />
          <h3>{say('voice.words')}</h3>
          {figures.data.words.length === 0 && <p className="soft">{say('voice.no-words')}</p>}
          <ul className="reports">
            {figures.data.words.map((said, index) => (
              <li className="report" key={index}>
                <p className="soft">{say(`voice.said.${said.question}`, { mark: said.mark, month: said.month })}</p>
                <blockquote>{said.words}</blockquote>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
