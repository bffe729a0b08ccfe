// A labelled field for several lines.
import { useId } from 'react';
import './field.css';
import './area-field.css';

export function AreaField(props: { label: string; detail?: string; value: string; rows?: number; longest: number; onValue: (value: string) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {props.label}
      </label>
      <textarea
        id={id}
        className="field-input area-field"
        rows={props.rows ?? 4}
        maxLength={props.longest}
        value={props.value}
        aria-describedby={props.detail === undefined ? undefined : `${id}-detail`}
        onChange={(event) => {
          props.onValue(event.target.value);
        }}
      />
      {props.detail !== undefined && (
        <div className="field-detail" id={`${id}-detail`}>
          {props.detail}
        </div>
      )}
    </div>
  );
}
