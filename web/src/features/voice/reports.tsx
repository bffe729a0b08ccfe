// Answers that children reported: opened one at a time, with the look on record, and judged.
import { useQuery } from '@tanstack/react-query';
import type { AnswerReport, OpenedReport } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { Loading } from '../../components/loading.tsx';
import { moment } from '../../components/moments.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { reportsQuery, useDecideReport, useOpenReport } from './queries.ts';
import './voice.css';

const findings = ['fault', 'fine', 'unsure'] as const;

function Words({ opened }: { opened: OpenedReport }) {
  const say = useWords();
  const decide = useDecideReport();
  return (
    <>
      {opened.child === null && <p className="soft">{say('reports.alone')}</p>}
      <dl className="stack">
        {opened.before.map((turn) => (
          <div key={turn.child}>
            <dt>{say('reports.before')}</dt>
            <dd>
              <blockquote>{turn.child}</blockquote>
              <blockquote>{turn.buddy}</blockquote>
            </dd>
          </div>
        ))}
        {opened.child !== null && (
          <div>
            <dt>{say('reports.child')}</dt>
            <dd>
              <blockquote>{opened.child}</blockquote>
            </dd>
          </div>
        )}
        <div>
          <dt>{say('reports.answer')}</dt>
          <dd>
            <blockquote>{opened.answer}</blockquote>
          </dd>
        </div>
      </dl>
      {decide.isError && <ProblemCard error={decide.error} />}
      <div className="row">
        {findings.map((finding) => (
          <Button
            key={finding}
            busy={decide.isPending}
            onPress={() => {
              decide.mutate({ turn: opened.turn, finding });
            }}
          >
            {say(`reports.${finding}`)}
          </Button>
        ))}
      </div>
    </>
  );
}

function Row({ report }: { report: AnswerReport }) {
  const say = useWords();
  const open = useOpenReport();
  return (
    <li className="report">
      <p>
        <strong>{say(`reports.reason.${report.reason ?? 'other'}`)}</strong>{' '}
        <span className="soft">
          {say('reports.line', { when: moment(report.reported_at, say.language), voice: report.voice, advisor: report.advisor })}
        </span>
      </p>
      {report.is_protected && <p className="soft">{say('reports.protected')}</p>}
      {open.isError && <ProblemCard error={open.error} />}
      {open.isSuccess ? (
        <Words opened={open.data} />
      ) : (
        <div className="row">
          <Button
            busy={open.isPending}
            onPress={() => {
              open.mutate(report.turn);
            }}
          >
            {say('reports.open')}
          </Button>
        </div>
      )}
    </li>
  );
}

export function AnswerReports() {
  const say = useWords();
  const reports = useQuery(reportsQuery);
  return (
    <section className="card stack" aria-labelledby="reports">
      <h2 id="reports">{say('reports.title')}</h2>
      <p className="soft">{say('reports.lead')}</p>
      {reports.isPending && <Loading lines={2} />}
      {reports.isError && <ProblemCard error={reports.error} onRetry={() => void reports.refetch()} />}
      {reports.isSuccess && reports.data.length === 0 && <p>{say('reports.none')}</p>}
      {reports.isSuccess && (
        <ul className="reports">
          {reports.data.map((report) => (
            <Row report={report} key={report.turn} />
          ))}
        </ul>
      )}
    </section>
  );
}
