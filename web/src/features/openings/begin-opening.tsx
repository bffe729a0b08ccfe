// Says why, for how long and whose words; then they are open.
import { useState, type SubmitEvent } from 'react';
import { AreaField } from '../../components/area-field.tsx';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { purposes, useBegin } from './queries.ts';

const lengths = ['15', '30', '60', '120', '240'];
const shortestReason = 10;

/** `alert`: the alert whose talk is opened; without one a child is named. */
export function BeginOpening({ alert, onDone }: { alert: string | undefined; onDone: () => void }) {
  const say = useWords();
  const begin = useBegin();
  const [child, setChild] = useState('');
  const [purpose, setPurpose] = useState(alert === undefined ? '' : 'safety');
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState('30');
  const [quiet, setQuiet] = useState('');
  const [tried, setTried] = useState(false);
  const chosen = purposes.find((each) => each === purpose);
  const lacksReason = reason.replace(/\s/g, '').length < shortestReason;
  const lacksChild = alert === undefined && child.trim() === '';

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (chosen === undefined || lacksReason || lacksChild) return;
    const whose = alert === undefined ? { child: child.trim() } : { alert };
    const told = quiet === '' ? {} : { quiet: quiet === 'yes' };
    begin.mutate({ ...whose, purpose: chosen, reason: reason.trim(), minutes: Number(minutes), ...told }, { onSuccess: onDone });
  };

  return (
    <form className="card stack" onSubmit={submit} noValidate aria-labelledby="begin">
      <h2 id="begin">{say('opening.begin')}</h2>
      <Notice tone="notice">{say('opening.lead')}</Notice>
      {alert === undefined ? (
        <TextField
          label={say('opening.child')}
          detail={say('opening.child.detail')}
          value={child}
          spellCheck={false}
          error={tried && lacksChild ? say('opening.child.empty') : undefined}
          onValue={setChild}
        />
      ) : (
        <p>
          {say('opening.alert')} <code className="opening-id">{alert}</code>
        </p>
      )}
      <SelectField
        label={say('opening.purpose')}
        value={purpose}
        empty={say('opening.purpose.none')}
        choices={purposes.map((value) => ({ value, label: say(`opening.purpose.${value}`) }))}
        error={tried && chosen === undefined ? say('opening.purpose.empty') : undefined}
        onValue={setPurpose}
      />
      <AreaField
        label={say('opening.reason')}
        detail={say('opening.reason.detail')}
        maxLength={500}
        value={reason}
        error={tried && lacksReason ? say('opening.reason.empty') : undefined}
        onValue={setReason}
      />
      <SelectField
        label={say('opening.minutes')}
        value={minutes}
        choices={lengths.map((value) => ({ value, label: say('opening.minutes.count', { count: Number(value) }) }))}
        onValue={setMinutes}
      />
      <SelectField
        label={say('opening.quiet')}
        detail={say('opening.quiet.detail')}
        value={quiet}
        empty={say('opening.quiet.usual')}
        choices={(['no', 'yes'] as const).map((value) => ({ value, label: say(`opening.quiet.${value}`) }))}
        onValue={setQuiet}
      />
      {begin.isError && <ProblemCard error={begin.error} />}
      <div className="row">
        <Button type="submit" look="primary" busy={begin.isPending}>
          {say('opening.submit')}
        </Button>
      </div>
    </form>
  );
}
