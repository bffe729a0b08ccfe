// Where the child writes. Enter sends, Shift and Enter makes a new line; while Buddy answers, the same place stops him.
import { useId, useRef, type SubmitEvent, type KeyboardEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useWords } from '../../words/words.tsx';
import './composer.css';

const longest = 4000;

interface ComposerProps {
  text: string;
  busy: boolean;
  onText: (text: string) => void;
  onSend: (text: string) => void;
  onStop: () => void;
}

export function Composer(props: ComposerProps) {
  const say = useWords();
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const tooLong = props.text.length > longest;
  const ready = props.text.trim() !== '' && !tooLong && !props.busy;

  const send = () => {
    if (!ready) return;
    props.onSend(props.text.trim());
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send();
  };

  return (
    <form className="composer" onSubmit={submit}>
      <label className="hidden-text" htmlFor={id}>
        {say('chat.input')}
      </label>
      <textarea
        id={id}
        ref={input}
        className="composer-input"
        rows={1}
        value={props.text}
        placeholder={say('chat.placeholder')}
        aria-invalid={tooLong}
        aria-describedby={tooLong ? `${id}-long` : undefined}
        enterKeyHint="send"
        autoComplete="off"
        onKeyDown={onKeyDown}
        onChange={(event) => {
          props.onText(event.target.value);
        }}
      />
      {props.busy ? (
        <Button
          key="stop"
          onPress={() => {
            props.onStop();
            input.current?.focus();
          }}
        >
          <Icon name="stop" />
          <span className="composer-word">{say('chat.stop')}</span>
        </Button>
      ) : (
        <Button key="send" type="submit" look="primary" isDisabled={!ready}>
          <Icon name="send" />
          <span className="composer-word">{say('chat.send')}</span>
        </Button>
      )}
      {tooLong && (
        <p className="composer-long" id={`${id}-long`} role="alert">
          {say('chat.long')}
        </p>
      )}
    </form>
  );
}
