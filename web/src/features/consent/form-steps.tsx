// A signed form in three steps: choose, print and sign, send a picture of it. Staff looks at it then.
import { useState } from 'react';
import type { ConsentForm, Consents, FamilyUse } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { dayText } from '../../components/moments.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { whoOf } from './notice-list.tsx';
import { largestFile, unsigned, useOpenForm, useSendForm } from './queries.ts';
import './consent.css';

const keyOf = ({ purpose, processor }: { purpose: string; processor: string }) => `${purpose} ${processor}`;

function Choose({ uses, version }: { uses: FamilyUse[]; version: string }) {
  const say = useWords();
  const open = useOpenForm();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const wanted = uses.filter((use) => chosen.includes(keyOf(use)));
  return (
    <>
      <p>{say('consent.form.lead')}</p>
      <fieldset className="consent-choices">
        <legend>{say('consent.form.choose')}</legend>
        {uses.map((use) => (
          <label key={keyOf(use)}>
            <input
              type="checkbox"
              checked={chosen.includes(keyOf(use))}
              onChange={(event) => {
                const others = chosen.filter((key) => key !== keyOf(use));
                setChosen(event.target.checked ? [...others, keyOf(use)] : others);
              }}
            />
            <span>
              {use.title}: {whoOf(use, say)}
            </span>
          </label>
        ))}
      </fieldset>
      {open.isError && <ProblemCard error={open.error} />}
      <div className="row">
        <Button
          look="primary"
          busy={open.isPending}
          isDisabled={wanted.length === 0}
          onPress={() => {
            open.mutate({ uses: wanted, version });
          }}
        >
          {say('consent.form.make')}
        </Button>
      </div>
    </>
  );
}

function Paper({ form, uses }: { form: ConsentForm; uses: FamilyUse[] }) {
  const say = useWords();
  const signed = uses.filter((use) => form.uses.some((one) => keyOf(one) === keyOf(use)));
  return (
    <div className="consent-paper">
      <h3>{say('consent.paper.title')}</h3>
      <p>{say('consent.paper.code', { code: form.code })}</p>
      <p>{say('consent.paper.text')}</p>
      <ul>
        {signed.map((use) => (
          <li key={keyOf(use)}>
            <strong>{use.title}</strong>: {whoOf(use, say)}. {use.gets}
          </li>
        ))}
      </ul>
      <p>{say('consent.paper.back')}</p>
      <p className="consent-line">{say('consent.paper.name')}</p>
      <p className="consent-line">{say('consent.paper.signature')}</p>
      <p className="soft">{say('notice.version', { version: form.notice_version })}</p>
    </div>
  );
}

function Send({ form }: { form: ConsentForm }) {
  const say = useWords();
  const send = useSendForm();
  const [large, setLarge] = useState(false);
  return (
    <>
      <label className="field-label" htmlFor="consent-file">
        {say('consent.form.file')}
      </label>
      <input
        id="consent-file"
        className="field-input"
        type="file"
        accept="application/pdf,image/jpeg,image/png"
        disabled={send.isPending}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file === undefined) return;
          setLarge(file.size > largestFile);
          if (file.size <= largestFile) send.mutate({ form: form.id, file });
        }}
      />
      {large && <Notice tone="notice">{say('consent.form.large')}</Notice>}
      {send.isPending && <p role="status">{say('consent.form.sending')}</p>}
      {send.isError && <ProblemCard error={send.error} />}
    </>
  );
}

export function FormSteps({ consents }: { consents: Consents }) {
  const say = useWords();
  const missing = unsigned(consents);
  const form = consents.forms[0];
  if (missing.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="consent-form">
      <h2 id="consent-form">{say('consent.form.title')}</h2>
      {form?.state === 'sent' && <Notice tone="calm">{say('consent.form.waits', { when: dayText(form.sent_at ?? form.made_at, say.language) })}</Notice>}
      {form?.state === 'rejected' && <Notice tone="notice">{form.flaw}</Notice>}
      {form?.state === 'open' && (
        <>
          <p>{say('consent.form.print.lead')}</p>
          <Paper form={form} uses={consents.uses} />
          <div className="row">
            <Button
              onPress={() => {
                print();
              }}
            >
              {say('consent.form.print')}
            </Button>
          </div>
          <Send form={form} />
        </>
      )}
      {form?.state !== 'open' && form?.state !== 'sent' && <Choose uses={missing} version={consents.notice_version} />}
    </section>
  );
}
