import type { Avatar as AvatarName } from '../../api/types.ts';
import { Avatar, avatarNames } from '../../components/avatar.tsx';
import { useWords } from '../../words/words.tsx';
import './avatar-choice.css';

export function AvatarChoice(props: { value: AvatarName; onValue: (avatar: AvatarName) => void }) {
  const say = useWords();
  return (
    <fieldset className="avatar-choice">
      <legend className="field-label">{say('child.avatar')}</legend>
      {avatarNames.map((name) => (
        <label key={name} className="avatar-option">
          <input
            type="radio"
            name="avatar"
            value={name}
            checked={props.value === name}
            onChange={() => {
              props.onValue(name);
            }}
          />
          <Avatar name={name} size={52} />
          <span className="hidden-text">{say('child.avatar.name', { avatar: name })}</span>
        </label>
      ))}
    </fieldset>
  );
}
