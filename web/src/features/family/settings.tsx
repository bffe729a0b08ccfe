// Settings read like sentences; each is saved by itself, at once.
import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent, type ReactNode } from 'react';
import type { Family, FamilyChange } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { countryChoices, countryName, timeZones } from '../../components/countries.ts';
import { SelectField, SwitchField, TextField } from '../../components/field.tsx';
import { languageChoices } from '../../components/language-choices.ts';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { isLanguage, useWords, type Language, type Say } from '../../words/words.tsx';
import { familyQuery, regionsQuery, useChangeFamily } from './queries.ts';
import './family.css';

interface SettingProps {
  title: string;
  sentence: string;
  children: (save: (change: FamilyChange, then?: () => void) => void, busy: boolean) => ReactNode;
}

/** One setting: how it is now in a sentence, the control, and what became of the last change. */
function Setting(props: SettingProps) {
  const say = useWords();
  const change = useChangeFamily();
  const save = (body: FamilyChange, then?: () => void) => {
    change.mutate(body, { onSuccess: () => then?.() });
  };
  return (
    <section className="card sentence-setting" aria-label={props.title}>
      <h2>{props.title}</h2>
      <p>{props.sentence}</p>
      {props.children(save, change.isPending)}
      {change.isError && <ProblemCard error={change.error} />}
      {change.isSuccess && (
        <Notice tone="safe" live>
          {say('app.saved')}
        </Notice>
      )}
    </section>
  );
}

function Trusted({ family, save, busy }: { family: Family; save: (change: FamilyChange, then?: () => void) => void; busy: boolean }) {
  const say = useWords();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(family.trusted_adult?.name ?? '');
  const [email, setEmail] = useState(family.trusted_adult?.email ?? '');
  const [tried, setTried] = useState(false);
  const emailFits = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || !emailFits) return;
    save({ trusted_adult: { name: name.trim(), email: email.trim() } }, () => {
      setOpen(false);
    });
  };

  if (!open) {
    return (
      <div className="row">
        <Button
          onPress={() => {
            setOpen(true);
          }}
        >
          {say(family.trusted_adult === null ? 'settings.trusted.add' : 'settings.trusted.edit')}
        </Button>
        {family.trusted_adult !== null && (
          <Button
            look="danger"
            busy={busy}
            onPress={() => {
              save({ trusted_adult: null }, () => {
                setName('');
                setEmail('');
              });
            }}
          >
            {say('settings.trusted.remove')}
          </Button>
        )}
      </div>
    );
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextField
        label={say('settings.trusted.name')}
        value={name}
        maxLength={60}
        autoComplete="off"
        error={tried && name.trim() === '' ? say('settings.trusted.name.empty') : undefined}
        onValue={setName}
      />
      <TextField
        label={say('settings.trusted.email')}
        type="email"
        value={email}
        autoComplete="off"
        error={tried && !emailFits ? say('field.email') : undefined}
        onValue={setEmail}
      />
      <div className="row">
        <Button type="submit" look="primary" busy={busy}>
          {say('settings.save')}
        </Button>
        <Button
          onPress={() => {
            setOpen(false);
          }}
        >
          {say('app.cancel')}
        </Button>
      </div>
    </form>
  );
}

function Place({ family, save }: { family: Family; save: (change: FamilyChange) => void }) {
  const say = useWords();
  const regions = useQuery(regionsQuery(family.country));
  const states = regions.data ?? [];
  return (
    <>
      {states.length > 0 && family.region === '' && <Notice tone="notice">{say('settings.place.hint')}</Notice>}
      <div className="pair-of-fields">
        <SelectField
          label={say('settings.place.country')}
          value={family.country}
          choices={countryChoices(say.language)}
          onValue={(country) => {
            save({ country });
          }}
        />
        <SelectField
          label={say('settings.place.zone')}
          value={family.time_zone}
          choices={timeZones(family.time_zone)}
          onValue={(zone) => {
            save({ time_zone: zone });
          }}
        />
      </div>
      {states.length > 0 && (
        <SelectField
          label={say('settings.place.region')}
          detail={say('settings.place.region.detail')}
          value={family.region}
          empty={say('settings.place.region.none')}
          choices={states.map(({ id, name }) => ({ value: id, label: name }))}
          onValue={(region) => {
            save({ region });
          }}
        />
      )}
    </>
  );
}

function trustedSentence(family: Family, say: Say): string {
  const adult = family.trusted_adult;
  return adult === null ? say('settings.trusted.none') : say('settings.trusted.some', { name: adult.name, email: adult.email });
}

function SettingList({ family, onLanguage }: { family: Family; onLanguage: (language: Language) => void }) {
  const say = useWords();
  return (
    <div className="stack">
      <section className="card sentence-setting" aria-labelledby="consent">
        <h2 id="consent">{say('settings.consent')}</h2>
        <p>{say('settings.consent.sentence')}</p>
        <div className="row">
          <LinkButton to="/home/consent">{say('settings.consent.go')}</LinkButton>
        </div>
      </section>
      <Setting title={say('settings.alerts')} sentence={say(family.alert_emails ? 'settings.alerts.on' : 'settings.alerts.off')}>
        {(save, busy) => (
          <SwitchField
            label={say('settings.alerts.label')}
            on={family.alert_emails}
            busy={busy}
            onChange={(on) => {
              save({ alert_emails: on });
            }}
          />
        )}
      </Setting>
      <Setting title={say('settings.trusted')} sentence={trustedSentence(family, say)}>
        {(save, busy) => <Trusted family={family} save={save} busy={busy} />}
      </Setting>
      <Setting
        title={say('settings.place')}
        sentence={say('settings.place.sentence', {
          country: countryName(family.country, say.language),
          zone: family.time_zone.replaceAll('_', ' '),
        })}
      >
        {(save) => <Place family={family} save={save} />}
      </Setting>
      <Setting title={say('settings.language')} sentence={say('settings.language.sentence')}>
        {(save) => (
          <SelectField
            label={say('app.language')}
            value={family.language}
            choices={languageChoices}
            onValue={(language) => {
              if (!isLanguage(language)) return;
              save({ language }, () => {
                onLanguage(language);
              });
            }}
          />
        )}
      </Setting>
      <section className="card sentence-setting" aria-labelledby="guardians">
        <h2 id="guardians">{say('settings.guardians')}</h2>
        <ul>
          {family.guardians.map(({ email, email_verified }) => (
            <li key={email}>{say(email_verified ? 'settings.guardian.confirmed' : 'settings.guardian.unconfirmed', { email })}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}

export function FamilySettings({ onLanguage }: { onLanguage: (language: Language) => void }) {
  const family = useQuery(familyQuery);
  if (family.isPending) return <Loading lines={6} />;
  if (family.isError) return <ProblemCard error={family.error} onRetry={() => void family.refetch()} />;
  return <SettingList family={family.data} onLanguage={onLanguage} />;
}
