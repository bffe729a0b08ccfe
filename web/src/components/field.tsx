// Labelled inputs. The label stands above, the explanation below, an error takes its place beside an icon.
import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from 'react';
import { Icon } from './icon.tsx';
import './field.css';

export interface FieldProps {
  label: string;
  detail?: ReactNode;
  error?: string | undefined;
}

export function describedBy(id: string, props: FieldProps): string | undefined {
  if (props.error !== undefined) return `${id}-error`;
  return props.detail === undefined ? undefined : `${id}-detail`;
}

export function Frame(props: FieldProps & { id: string; children: ReactNode }) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={props.id}>
        {props.label}
      </label>
      {props.children}
      {props.error === undefined ? (
        props.detail !== undefined && (
          <div className="field-detail" id={`${props.id}-detail`}>
            {props.detail}
          </div>
        )
      ) : (
        <p className="field-error" id={`${props.id}-error`}>
          <Icon name="warning" size={18} />
          {props.error}
        </p>
      )}
    </div>
  );
}

type InputProps = FieldProps &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'onChange' | 'className'> & {
    /** For codes: wide, large figures. */
    large?: boolean;
    onValue: (value: string) => void;
  };

export function TextField({ label, detail, error, large = false, onValue, ...rest }: InputProps) {
  const id = useId();
  const field = { label, detail, ...(error === undefined ? {} : { error }) };
  return (
    <Frame id={id} {...field}>
      <input
        {...rest}
        id={id}
        className={large ? 'field-input field-large' : 'field-input'}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, field)}
        onChange={(event) => {
          onValue(event.target.value);
        }}
      />
    </Frame>
  );
}

export interface Choice {
  value: string;
  label: string;
}

type SelectProps = FieldProps &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id' | 'onChange'> & {
    choices: readonly Choice[];
    empty?: string;
    onValue: (value: string) => void;
  };

export function SelectField({ label, detail, error, choices, empty, onValue, ...rest }: SelectProps) {
  const id = useId();
  const field = { label, detail, ...(error === undefined ? {} : { error }) };
  return (
    <Frame id={id} {...field}>
      <span className="field-choice">
        <select
          {...rest}
          id={id}
          className="field-input field-select"
          aria-invalid={error !== undefined}
          aria-describedby={describedBy(id, field)}
          onChange={(event) => {
            onValue(event.target.value);
          }}
        >
          {empty !== undefined && <option value="">{empty}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      </span>
    </Frame>
  );
}

export function SwitchField(props: { label: string; on: boolean; busy?: boolean; onChange: (on: boolean) => void }) {
  const id = useId();
  return (
    <div className="switch">
      <input
        id={id}
        className="switch-input"
        type="checkbox"
        role="switch"
        checked={props.on}
        aria-disabled={props.busy ?? false}
        onChange={(event) => {
          if (props.busy !== true) props.onChange(event.target.checked);
        }}
      />
      <label htmlFor={id}>{props.label}</label>
    </div>
  );
}
