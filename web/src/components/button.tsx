// Buttons are verbs. `primary` once per view, `quiet` for the rest, `plain` inside text, `danger` when something is lost.
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Link } from 'wouter';
import './button.css';

type Look = 'primary' | 'quiet' | 'plain' | 'danger' | 'round';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  look?: Look;
  busy?: boolean;
  children: ReactNode;
}

/** A busy button keeps its focus but does nothing until its call has ended. */
export function Button({ look = 'quiet', busy = false, children, ...rest }: ButtonProps) {
  const idle = busy ? { type: 'button' as const, onPress: undefined } : {};
  return (
    <AriaButton {...rest} {...idle} className={`button button-${look}`} data-busy={busy}>
      {children}
    </AriaButton>
  );
}

export function LinkButton(props: { to: string; look?: Look; children: ReactNode; label?: string; replace?: boolean }) {
  return (
    <Link
      href={props.to}
      className={`button button-${props.look ?? 'quiet'}`}
      aria-label={props.label}
      replace={props.replace ?? false}
    >
      {props.children}
    </Link>
  );
}
