// The help lines of a country: large buttons that call or write, in the order the server gives.
import type { HelpLine } from '../api/types.ts';
import { useWords, type Say } from '../words/words.tsx';
import { Icon, type IconName } from './icon.tsx';
import './help-lines.css';

interface Way {
  icon: IconName;
  href: string;
  label: string;
}

const digits = (dial: string) => dial.replace(/[^0-9+*#,]/g, '');

function textAddress(line: HelpLine): string {
  const body = line.sms_keyword === undefined ? '' : `?&body=${encodeURIComponent(line.sms_keyword)}`;
  return `sms:${digits(line.dial)}${body}`;
}

function web(address: string): string {
  return address.startsWith('https://') ? address : `https://${address.replace(/^[a-z]+:\/*/i, '')}`;
}

function wayOf(line: HelpLine, say: Say): Way {
  switch (line.channel) {
    case 'emergency':
    case 'call':
      return { icon: 'phone', href: `tel:${digits(line.dial)}`, label: say('help.call', { number: line.display }) };
    case 'sms': {
      const keyword = line.sms_keyword;
      const label =
        keyword === undefined
          ? say('help.text', { number: line.display })
          : say('help.text.keyword', { keyword, number: line.display });
      return { icon: 'message', href: textAddress(line), label };
    }
    case 'whatsapp':
      return { icon: 'message', href: `https://wa.me/${digits(line.dial).replace('+', '')}`, label: say('help.whatsapp', { number: line.display }) };
    case 'email':
      return { icon: 'mail', href: `mailto:${line.dial}`, label: say('help.write') };
    case 'chat':
      return { icon: 'message', href: web(line.dial), label: say('help.chat') };
  }
}

export function HelpLines({ lines }: { lines: readonly HelpLine[] }) {
  const say = useWords();
  return (
    <ul className="help-lines">
      {lines.map((line) => {
        const way = wayOf(line, say);
        const outside = way.href.startsWith('https:');
        return (
          <li key={`${line.channel} ${line.service} ${line.dial}`} className="help-line">
            <div className="help-line-about">
              <strong>{line.service}</strong>
              {line.hours !== undefined && line.hours !== '' && <span className="soft">{line.hours}</span>}
              {!line.verified && <span className="soft">{say('help.unchecked')}</span>}
            </div>
            <a
              className={line.channel === 'emergency' ? 'button button-primary' : 'button button-quiet'}
              href={way.href}
              {...(outside ? { target: '_blank', rel: 'noopener noreferrer' } : {})}
            >
              <Icon name={way.icon} />
              {way.label}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** Someone you trust: the names the family gave, or how to choose someone. */
export function TrustedPeople({ names }: { names: readonly string[] }) {
  const say = useWords();
  if (names.length === 0) return <p>{say('help.people.none')}</p>;
  return (
    <>
      <ul className="trusted">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <p>{say('help.people.detail')}</p>
    </>
  );
}
