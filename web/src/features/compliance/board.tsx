// What an operator must answer for, on one page: requests with their clocks first, then everything that is evidence.
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Clock, ComplianceBoard, Processor } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { TextField } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { dayText, moment } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { boardQuery, usePutAgreement } from './queries.ts';
import './compliance.css';

export function ClockWord({ clock }: { clock: Clock }) {
  const say = useWords();
  return (
    <span className={`clock clock-${clock}`}>
      <Icon name={clock === 'in_time' ? 'check' : 'warning'} size={18} />
      {say(`board.clock.${clock}`)}
    </span>
  );
}

function Section({ title, id, lead, children }: { title: string; id: string; lead?: string; children: ReactNode }) {
  return (
    <section className="card stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead !== undefined && <p className="soft">{lead}</p>}
      {children}
    </section>
  );
}

function Requests({ board }: { board: ComplianceBoard }) {
  const say = useWords();
  return (
    <Section title={say('board.requests')} id="requests" lead={say('board.requests.lead')}>
      {board.requests.length === 0 && <p>{say('board.requests.none')}</p>}
      <ul className="board-list">
        {board.requests.map((request) => (
          <li key={request.id}>
            <p>
              <ClockWord clock={request.clock} />
              <strong>{say(`board.kind.${request.kind}`)}</strong>
              <span>{say(request.by_child ? 'board.by-child' : 'board.by-guardian')}</span>
              <span>{say(`board.state.${request.state}`)}</span>
              {request.severity !== 'usual' && <strong>{say(`board.severity.${request.severity}`)}</strong>}
            </p>
            <p className="soft">
              {say('board.request.times', { opened: dayText(request.opened_at, say.language), due: dayText(request.due_at, say.language) })}
            </p>
            <LinkButton to={`/staff/compliance/requests/${request.id}`}>{say('board.request.open')}</LinkButton>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Incidents({ board }: { board: ComplianceBoard }) {
  const say = useWords();
  return (
    <Section title={say('board.incidents')} id="incidents">
      {board.incidents.length === 0 && <p>{say('board.incidents.none')}</p>}
      <ul className="board-list">
        {board.incidents.map((incident) => (
          <li key={incident.id}>
            <p>
              {incident.clock !== null && <ClockWord clock={incident.clock} />}
              <strong>{say(`incident.kind.${incident.kind}`)}</strong>
              <span>{say(`incident.severity.${incident.severity}`)}</span>
              <span>{say('incident.found', { when: moment(incident.found_at, say.language) })}</span>
              <span>{incident.closed_at === null ? say('incident.is-open') : say('incident.is-closed')}</span>
            </p>
            <LinkButton to={`/staff/compliance/incidents/${incident.id}`}>{say('incident.open')}</LinkButton>
          </li>
        ))}
      </ul>
      <div className="row">
        <LinkButton to="/staff/compliance/incidents/new">
          <Icon name="plus" />
          {say('incident.new')}
        </LinkButton>
      </div>
    </Section>
  );
}

function AgreementForm({ processor, onDone }: { processor: string; onDone: () => void }) {
  const say = useWords();
  const put = usePutAgreement();
  const [signed, setSigned] = useState('');
  const [until, setUntil] = useState('');
  const [reference, setReference] = useState('');
  return (
    <div className="stack">
      <TextField label={say('board.agreement.signed')} type="date" value={signed} onValue={setSigned} />
      <TextField label={say('board.agreement.until')} detail={say('board.agreement.until.detail')} type="date" value={until} onValue={setUntil} />
      <TextField label={say('board.agreement.reference')} value={reference} maxLength={200} onValue={setReference} />
      {put.isError && <ProblemCard error={put.error} />}
      <div className="row">
        <Button
          busy={put.isPending}
          isDisabled={signed === '' || reference.trim() === ''}
          onPress={() => {
            put.mutate({ processor, signed_on: signed, valid_until: until === '' ? null : until, reference }, { onSuccess: onDone });
          }}
        >
          {say('board.agreement.keep')}
        </Button>
      </div>
    </div>
  );
}

function ProcessorRow({ line }: { line: Processor }) {
  const say = useWords();
  const [edits, setEdits] = useState(false);
  const name = line.name === '' ? line.processor : line.name;
  return (
    <li>
      <p>
        <span className={`clock clock-${line.state === 'in_force' ? 'in_time' : line.state === 'ends_soon' ? 'soon' : 'late'}`}>
          <Icon name={line.state === 'in_force' ? 'check' : 'warning'} size={18} />
          {say(`board.agreement.${line.state}`)}
        </span>
        <strong>{name}</strong>
        <span>{line.country}</span>
        <span>{line.purposes.map((purpose) => say(`board.purpose.${purpose}`)).join(', ')}</span>
      </p>
      {line.agreement !== null && (
        <p className="soft">
          {say('board.agreement.is', {
            signed: line.agreement.signed_on,
            until: line.agreement.valid_until ?? say('board.agreement.open-ended'),
            reference: line.agreement.reference,
          })}
        </p>
      )}
      <Button
        aria-expanded={edits}
        onPress={() => {
          setEdits(!edits);
        }}
      >
        {say('board.agreement.write', { name })}
      </Button>
      {edits && (
        <AgreementForm
          processor={line.processor}
          onDone={() => {
            setEdits(false);
          }}
        />
      )}
    </li>
  );
}

function Processors({ board }: { board: ComplianceBoard }) {
  const say = useWords();
  return (
    <Section title={say('board.processors')} id="processors">
      {board.processors.length === 0 && <p>{say('board.processors.none')}</p>}
      <ul className="board-list">
        {board.processors.map((line) => (
          <ProcessorRow line={line} key={line.processor} />
        ))}
      </ul>
    </Section>
  );
}

function Consents({ board }: { board: ComplianceBoard }) {
  const say = useWords();
  return (
    <Section title={say('board.consents')} id="consents" lead={say('board.consents.lead', { count: board.families })}>
      {board.consents.length === 0 && <p>{say('board.consents.none')}</p>}
      <ul className="board-lines">
        {board.consents.map((line) => (
          <li key={line.purpose + line.processor + line.state + line.method}>
            <strong>{say('board.families', { count: line.families })}</strong> {say(`board.consent.${line.state}`)}:{' '}
            {say(`board.purpose.${line.purpose}`)}, {line.name === 'here' ? say('board.here') : line.name}
            <span className="soft">
              {' '}
              {say('board.method', { method: line.method })}
              {!line.is_used && ` · ${say('board.unused')}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Kept({ board }: { board: ComplianceBoard }) {
  const say = useWords();
  return (
    <Section title={say('board.retention')} id="retention">
      {board.retention.length === 0 && <p>{say('board.retention.none')}</p>}
      <ul className="board-lines">
        {board.retention.map((run) => (
          <li key={run.began_at}>
            {moment(run.began_at, say.language)}: {run.ended_at === null && say('board.retention.cut')}
            {run.classes.length === 0
              ? say('board.retention.nothing')
              : run.classes
                  .map((each) => say('board.retention.class', { name: each.class, removed: each.removed, held: each.held }))
                  .join(', ')}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Audit({ board }: { board: ComplianceBoard }) {
  const say = useWords();
  const { entries, anchor, check } = board.audit;
  return (
    <Section title={say('board.audit')} id="audit">
      {check === null ? (
        <Notice tone="notice">{say('board.audit.never')}</Notice>
      ) : (
        <Notice tone={check.fault === null ? 'safe' : 'alert'}>
          {check.fault === null
            ? say('board.audit.whole', { when: moment(check.at, say.language), entries: check.entries, anchors: check.anchors })
            : say('board.audit.broken', { when: moment(check.at, say.language), number: check.fault_at ?? 0 })}
        </Notice>
      )}
      <p>{say('board.audit.entries', { entries })}</p>
      {anchor !== null && <p className="soft">{say('board.audit.anchor', { when: moment(anchor.at, say.language), number: anchor.number })}</p>}
    </Section>
  );
}

function Work({ board }: { board: ComplianceBoard }) {
  const say = useWords();
  return (
    <Section title={say('board.work')} id="work">
      {board.work.length === 0 && <p>{say('board.work.none')}</p>}
      <ul className="board-lines">
        {board.work.map((each) => (
          <li key={each.what + each.state}>
            {say(`board.work.${each.what}`, { count: each.count, state: each.state, when: dayText(each.first, say.language) })}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Board() {
  const say = useWords();
  const board = useQuery(boardQuery);
  if (board.isPending) return <Loading lines={8} />;
  if (board.data === undefined) return <ProblemCard error={board.error} onRetry={() => void board.refetch()} />;
  return (
    <div className="stack board">
      <p className="soft">{say('board.lead')}</p>
      {board.isError && <ProblemCard error={board.error} onRetry={() => void board.refetch()} />}
      <Requests board={board.data} />
      <Incidents board={board.data} />
      <Processors board={board.data} />
      <Work board={board.data} />
      <Audit board={board.data} />
      <Kept board={board.data} />
      <Consents board={board.data} />
      <Section title={say('board.take')} id="take" lead={say('board.take.lead')}>
        <div className="row">
          <a className="button button-quiet" href="/api/staff/compliance/evidence" download>
            {say('board.take.evidence')}
          </a>
          <a className="button button-quiet" href="/api/staff/compliance/assessment" download>
            {say('board.take.assessment')}
          </a>
        </div>
      </Section>
    </div>
  );
}
