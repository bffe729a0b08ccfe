// A report to take along: which children, which parts, as what. The browser fetches the file by a plain link.
import { useState } from 'react';
import type { Child, Insights } from '../../api/types.ts';
import { useWords } from '../../words/words.tsx';
import { reportAddress, reportParts, type ReportPart } from './queries.ts';

function toggled<T>(list: readonly T[], item: T, on: boolean): T[] {
  return on ? [...list, item] : list.filter((each) => each !== item);
}

interface ChoicesProps<T extends string> {
  title: string;
  all: readonly (readonly [T, string])[];
  chosen: readonly T[];
  onChosen: (chosen: T[]) => void;
}

function Choices<T extends string>({ title, all, chosen, onChosen }: ChoicesProps<T>) {
  return (
    <fieldset className="insight-choices">
      <legend>{title}</legend>
      {all.map(([value, label]) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={({ target }) => {
              onChosen(toggled(chosen, value, target.checked));
            }}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

export function ReportForm({ child, family, period }: { child: Child; family: readonly Child[]; period: Insights['period'] }) {
  const say = useWords();
  const [children, setChildren] = useState<readonly string[]>([child.id]);
  const [parts, setParts] = useState<readonly ReportPart[]>(reportParts);
  const ready = children.length > 0 && parts.length > 0;
  const order = { period: period.span, from: period.first, children, parts };
  return (
    <section className="card stack" aria-labelledby="report">
      <h2 id="report">{say('report.title')}</h2>
      <p>{say('report.lead')}</p>
      <Choices title={say('report.children')} all={family.map(({ id, nickname }) => [id, nickname] as const)} chosen={children} onChosen={setChildren} />
      <Choices title={say('report.parts')} all={reportParts.map((part) => [part, say(`insights.${partWords[part]}`)] as const)} chosen={parts} onChosen={setParts} />
      {ready ? (
        <div className="row">
          <a className="button button-primary" href={reportAddress({ ...order, format: 'pdf' })} download>
            {say('report.pdf')}
          </a>
          <a className="button button-quiet" href={reportAddress({ ...order, format: 'csv' })} download>
            {say('report.csv')}
          </a>
        </div>
      ) : (
        <p role="status">{say('report.nothing')}</p>
      )}
      <p className="soft">{say('report.detail')}</p>
    </section>
  );
}

const partWords = {
  changes: 'changes',
  moods: 'felt',
  times: 'times',
  topics: 'topics',
  learning: 'learning',
  strengths: 'strengths',
} as const;
