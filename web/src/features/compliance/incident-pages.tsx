// An incident: recording it, its clock, its timeline, and the decisions that the law asks for.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IncidentWithTimeline } from '../../api/types.ts';
import { AreaField } from '../../components/area-field.tsx';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { moment } from '../../components/moments.ts';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { ClockWord } from './board.tsx';
import { incidentQuery, longestText, useAddEntry, useRecordIncident } from './queries.ts';
import './compliance.css';

const kinds = ['disclosure', 'loss', 'alteration', 'outage', 'safety', 'other'] as const;
const severities = ['low', 'medium', 'high', 'critical'] as const;
const entries = ['note', 'families', 'authority_told', 'authority_not_needed', 'persons_told', 'persons_not_needed', 'closed'] as const;

/** Now, as a date field of this browser writes it. */
function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function NewIncident({ onDone }: { onDone: (id: string) => void }) {
  const say = useWords();
  const record = useRecordIncident();
  const [kind, setKind] = useState<string>('disclosure');
  const [severity, setSeverity] = useState<string>('medium');
  const [found, setFound] = useState(localNow);
  const [families, setFamilies] = useState('0');
  const [text, setText] = useState('');
  return (
    <section className="card stack" aria-label={say('incident.new')}>
      <p>{say('incident.new.lead')}</p>
      <SelectField
        label={say('incident.kind')}
        value={kind}
        choices={kinds.map((value) => ({ value, label: say(`incident.kind.${value}`) }))}
        onValue={setKind}
      />
      <SelectField
        label={say('incident.severity')}
        value={severity}
        choices={severities.map((value) => ({ value, label: say(`incident.severity.${value}`) }))}
        onValue={setSeverity}
      />
      <TextField label={say('incident.found-at')} type="datetime-local" value={found} onValue={setFound} />
      <TextField label={say('incident.families')} type="number" min={0} value={families} onValue={setFamilies} />
      <AreaField label={say('incident.what')} detail={say('incident.what.detail')} value={text} maxLength={longestText} onValue={setText} />
      {record.isError && <ProblemCard error={record.error} />}
      <div className="row">
        <Button
          look="primary"
          busy={record.isPending}
          isDisabled={text.trim() === '' || found === ''}
          onPress={() => {
            record.mutate(
              {
                kind: kinds.find((one) => one === kind) ?? 'other',
                severity: severities.find((one) => one === severity) ?? 'medium',
                found_at: new Date(found).toISOString(),
                families: Math.max(0, Math.trunc(Number(families))),
                text,
              },
              {
                onSuccess: ({ id }) => {
                  onDone(id);
                },
              },
            );
          }}
        >
          {say('incident.record')}
        </Button>
      </div>
    </section>
  );
}

function AddEntry({ incident }: { incident: IncidentWithTimeline }) {
  const say = useWords();
  const add = useAddEntry(incident.id);
  const [kind, setKind] = useState<string>('note');
  const [families, setFamilies] = useState(String(incident.families));
  const [text, setText] = useState('');
  const chosen = entries.find((one) => one === kind) ?? 'note';
  return (
    <div className="stack">
      <SelectField
        label={say('incident.entry')}
        value={kind}
        choices={entries.map((value) => ({ value, label: say(`incident.entry.${value}`) }))}
        onValue={setKind}
      />
      {chosen === 'families' && <TextField label={say('incident.families')} type="number" min={0} value={families} onValue={setFamilies} />}
      <AreaField label={say('incident.reason')} value={text} maxLength={longestText} onValue={setText} />
      {add.isError && <ProblemCard error={add.error} />}
      <div className="row">
        <Button
          look="primary"
          busy={add.isPending}
          isDisabled={text.trim() === ''}
          onPress={() => {
            const count = chosen === 'families' ? { families: Math.max(0, Math.trunc(Number(families))) } : {};
            add.mutate(
              { kind: chosen, text, ...count },
              {
                onSuccess: () => {
                  setText('');
                },
              },
            );
          }}
        >
          {say('incident.add')}
        </Button>
      </div>
    </div>
  );
}

export function IncidentPage({ id }: { id: string }) {
  const say = useWords();
  const query = useQuery(incidentQuery(id));
  if (query.isPending) return <Loading lines={6} />;
  if (query.data === undefined) return <ProblemCard error={query.error} onRetry={() => void query.refetch()} />;
  const incident = query.data;
  return (
    <section className="card stack" aria-labelledby="incident">
      <h2 id="incident">{say(`incident.kind.${incident.kind}`)}</h2>
      <p>
        {say(`incident.severity.${incident.severity}`)} · {say('board.families', { count: incident.families })} ·{' '}
        {say('incident.found', { when: moment(incident.found_at, say.language) })}
      </p>
      <p>
        {incident.clock !== null && <ClockWord clock={incident.clock} />}{' '}
        {say(`incident.authority.${incident.authority}`, { when: moment(incident.authority_due, say.language) })}{' '}
        {say(`incident.persons.${incident.persons}`)}
      </p>
      <ol className="board-list">
        {incident.timeline.map((entry) => (
          <li key={entry.at + entry.kind}>
            <p className="soft">
              {say(`incident.entry.${entry.kind}`)}, {moment(entry.at, say.language)}
            </p>
            <p className="board-words">{entry.text}</p>
          </li>
        ))}
      </ol>
      {incident.closed_at === null ? <AddEntry incident={incident} /> : <p>{say('incident.is-closed')}</p>}
    </section>
  );
}
