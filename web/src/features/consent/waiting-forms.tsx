// Staff's list of signed forms: look at the paper, compare the code, decide. Oldest first.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WaitingForm } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { SelectField } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { dayText } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { whoOf } from './notice-list.tsx';
import { flaws, useDecide, waitingFormsQuery } from './queries.ts';
import './consent.css';

function FormCase({ form }: { form: WaitingForm }) {
  const say = useWords();
  const decide = useDecide();
  const [flaw, setFlaw] = useState('');
  const chosen = flaws.find((one) => one === flaw);
  return (
    <section className="card stack" aria-label={say('forms.case', { code: form.code })}>
      <h2>{form.code}</h2>
      <p>{say('forms.from', { email: form.email, when: form.sent_at === null ? '' : dayText(form.sent_at, say.language) })}</p>
      <ul>
        {form.uses.map((use) => (
          <li key={use.purpose + use.processor}>
            {use.title}: {whoOf(use, say)}
          </li>
        ))}
      </ul>
      {!form.is_current && <Notice tone="notice">{say('forms.outdated')}</Notice>}
      <p>
        <a href={`/api/staff/consent-forms/${form.id}/file`} download>
          {say('forms.open', { type: form.file_type })}
        </a>
      </p>
      {decide.isError && <ProblemCard error={decide.error} />}
      <div className="row">
        <Button
          look="primary"
          busy={decide.isPending}
          onPress={() => {
            decide.mutate({ form: form.id, flaw: undefined });
          }}
        >
          {say('forms.approve')}
        </Button>
      </div>
      <SelectField
        label={say('forms.flaw')}
        value={flaw}
        empty={say('forms.flaw.none')}
        choices={flaws.map((value) => ({ value, label: say(`forms.flaw.${value}`) }))}
        onValue={setFlaw}
      />
      <div className="row">
        <Button
          look="danger"
          busy={decide.isPending}
          isDisabled={chosen === undefined}
          onPress={() => {
            decide.mutate({ form: form.id, flaw: chosen });
          }}
        >
          {say('forms.reject')}
        </Button>
      </div>
    </section>
  );
}

export function WaitingForms() {
  const say = useWords();
  const forms = useQuery(waitingFormsQuery);
  if (forms.isPending) return <Loading lines={4} />;
  if (forms.isError) return <ProblemCard error={forms.error} onRetry={() => void forms.refetch()} />;
  return (
    <div className="stack">
      <p className="soft">{say('forms.lead')}</p>
      {forms.data.length === 0 && <Notice tone="safe">{say('forms.none')}</Notice>}
      {forms.data.map((form) => (
        <FormCase form={form} key={form.id} />
      ))}
    </div>
  );
}
