import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import type { Child } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { SelectField, TextField, type Choice } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { ageOf, interestsFit, interestsOf, isPin, youngest, type Profile } from './profile.ts';
import { NicknameField, ProfileFields } from './profile-fields.tsx';
import { familyQuery, useCreateChild } from './queries.ts';
import './family.css';

function monthChoices(language: string): Choice[] {
  const name = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => ({
    value: String(month + 1),
    label: name.format(new Date(Date.UTC(2000, month, 15))),
  }));
}

function yearChoices(): Choice[] {
  const now = new Date().getFullYear();
  return Array.from({ length: 19 }, (_, age) => String(now - age)).map((value) => ({ value, label: value }));
}

interface Birth {
  month: string;
  year: string;
}

function BirthFields(props: { birth: Birth; error: string | undefined; onChange: (birth: Birth) => void }) {
  const say = useWords();
  const { birth, onChange } = props;
  return (
    <div className="pair-of-fields">
      <SelectField
        label={say('child.birth.month')}
        value={birth.month}
        empty="–"
        choices={monthChoices(say.language)}
        detail={say('child.birth.detail')}
        error={props.error}
        onValue={(month) => {
          onChange({ ...birth, month });
        }}
      />
      <SelectField
        label={say('child.birth.year')}
        value={birth.year}
        empty="–"
        choices={yearChoices()}
        onValue={(year) => {
          onChange({ ...birth, year });
        }}
      />
    </div>
  );
}

function Form(props: { start: Profile; onDone: (child: Child) => void }) {
  const say = useWords();
  const create = useCreateChild();
  const [profile, setProfile] = useState(props.start);
  const [birth, setBirth] = useState<Birth>({ month: '', year: '' });
  const [pin, setPin] = useState('');
  const [tried, setTried] = useState(false);

  const complete = birth.month !== '' && birth.year !== '';
  const tooYoung = complete && ageOf(Number(birth.year), Number(birth.month)) < youngest;
  const missing = tried && !complete ? say('child.birth.empty') : undefined;
  const birthError = tooYoung ? say('child.birth.young') : missing;
  const ready = profile.nickname.trim() !== '' && complete && !tooYoung && isPin(pin) && interestsFit(profile.interests);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!ready) return;
    create.mutate(
      {
        nickname: profile.nickname.trim(),
        birth_year: Number(birth.year),
        birth_month: Number(birth.month),
        avatar: profile.avatar,
        interests: interestsOf(profile.interests),
        language: profile.language,
        country: profile.country,
        pin,
      },
      { onSuccess: props.onDone },
    );
  };

  return (
    <form className="stack card" onSubmit={submit} noValidate>
      <NicknameField profile={profile} tried={tried} onChange={setProfile} />
      <BirthFields birth={birth} error={birthError} onChange={setBirth} />
      <ProfileFields profile={profile} tried={tried} onChange={setProfile} />
      <TextField
        label={say('child.pin')}
        value={pin}
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        detail={say('child.pin.detail')}
        error={tried && !isPin(pin) ? say('child.pin.wrong') : undefined}
        onValue={setPin}
      />
      {create.isError && <ProblemCard error={create.error} />}
      <div className="row">
        <Button type="submit" look="primary" busy={create.isPending}>
          {say('child.new.submit')}
        </Button>
      </div>
    </form>
  );
}

export function AddChild({ onDone }: { onDone: (child: Child) => void }) {
  const family = useQuery(familyQuery);
  if (family.isPending) return <Loading lines={6} />;
  if (family.isError) return <ProblemCard error={family.error} onRetry={() => void family.refetch()} />;
  const { country, language } = family.data;
  return <Form start={{ nickname: '', avatar: 'fox', interests: '', language, country }} onDone={onDone} />;
}

