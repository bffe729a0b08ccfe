import { countryChoices } from '../../components/countries.ts';
import { SelectField, TextField } from '../../components/field.tsx';
import { languageChoices } from '../../components/language-choices.ts';
import { isLanguage, useWords } from '../../words/words.tsx';
import { AvatarChoice } from './avatar-choice.tsx';
import { interestsFit, type Profile } from './profile.ts';

interface ProfileFieldsProps {
  profile: Profile;
  tried: boolean;
  onChange: (profile: Profile) => void;
}

export function NicknameField({ profile, tried, onChange }: ProfileFieldsProps) {
  const say = useWords();
  return (
    <TextField
      label={say('child.nickname')}
      value={profile.nickname}
      maxLength={30}
      autoComplete="off"
      detail={say('child.nickname.detail')}
      error={tried && profile.nickname.trim() === '' ? say('child.nickname.empty') : undefined}
      onValue={(nickname) => {
        onChange({ ...profile, nickname });
      }}
    />
  );
}

export function ProfileFields({ profile, onChange }: ProfileFieldsProps) {
  const say = useWords();
  return (
    <>
      <AvatarChoice
        value={profile.avatar}
        onValue={(avatar) => {
          onChange({ ...profile, avatar });
        }}
      />
      <TextField
        label={say('child.interests')}
        value={profile.interests}
        autoComplete="off"
        detail={say('child.interests.detail')}
        error={interestsFit(profile.interests) ? undefined : say('child.interests.many')}
        onValue={(interests) => {
          onChange({ ...profile, interests });
        }}
      />
      <div className="pair-of-fields">
        <SelectField
          label={say('child.language')}
          value={profile.language}
          choices={languageChoices}
          onValue={(language) => {
            if (isLanguage(language)) onChange({ ...profile, language });
          }}
        />
        <SelectField
          label={say('child.country')}
          value={profile.country}
          choices={countryChoices(say.language)}
          detail={say('child.country.detail')}
          onValue={(country) => {
            onChange({ ...profile, country });
          }}
        />
      </div>
    </>
  );
}
