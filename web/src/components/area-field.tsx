// A field for some sentences, as the other fields are.
import { useId, type TextareaHTMLAttributes } from 'react';
import { describedBy, Frame, type FieldProps } from './field.tsx';

type AreaProps = FieldProps &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'onChange' | 'className'> & {
    onValue: (value: string) => void;
  };

export function AreaField({ label, detail, error, onValue, ...rest }: AreaProps) {
  const id = useId();
  const field = { label, detail, ...(error === undefined ? {} : { error }) };
  return (
    <Frame id={id} {...field}>
      <textarea
        rows={3}
        {...rest}
        id={id}
        className="field-input"
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, field)}
        onChange={(event) => {
          onValue(event.target.value);
        }}
      />
    </Frame>
  );
}
