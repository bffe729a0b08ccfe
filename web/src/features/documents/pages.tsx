// The documents for everybody: the list, and one of them, to read or to print.
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import type { Document, DocumentHead } from '../../api/types.ts';
import { Button, LinkButton } from '../../components/button.tsx';
import { countryChoices } from '../../components/countries.ts';
import { Title } from '../../components/desk.tsx';
import { SelectField } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemCard } from '../../components/problem-card.tsx';
import { useWords } from '../../words/words.tsx';
import { Blocks } from './blocks.tsx';
import { DocumentWords } from './document-words.tsx';
import { documentQuery, documentsQuery } from './queries.ts';
import './documents.css';

/** Those that say something of their own for a country. */
const ofCountries = new Set(['privacy', 'crisis']);

function Shelf({ documents }: { documents: readonly DocumentHead[] }) {
  return (
    <ul className="document-shelf">
      {documents.map(({ kind, title, lead, language }) => (
        <li className="card" key={kind} lang={language}>
          <Link href={`/documents/${kind}`}>{title}</Link>
          <p className="soft">{lead}</p>
        </li>
      ))}
    </ul>
  );
}

function AllDocuments() {
  const say = useWords();
  const all = useQuery(documentsQuery(say.language));
  return (
    <>
      <Title>{say('documents.title')}</Title>
      <p className="document-lead">{say('documents.lead')}</p>
      {all.isPending && <Loading lines={6} />}
      {all.isError && <ProblemCard error={all.error} onRetry={() => void all.refetch()} />}
      {all.isSuccess && (
        <>
          <Shelf documents={all.data.filter(({ audience }) => audience === 'grown_ups')} />
          <h2>{say('documents.children')}</h2>
          <Shelf documents={all.data.filter(({ audience }) => audience === 'children')} />
        </>
      )}
    </>
  );
}

function Changes({ page }: { page: Document }) {
  const say = useWords();
  return (
    <details className="document-changes">
      <summary>{say('documents.changes')}</summary>
      <ul lang="en">
        {page.changes.map(({ on, says }) => (
          <li key={on + says}>
            {on}: {says}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Paper({ page }: { page: Document }) {
  const say = useWords();
  const day = new Intl.DateTimeFormat(say.language, { dateStyle: 'long' }).format(new Date(page.since));
  return (
    <article className="document">
      <div lang={page.language}>
        <Title>{page.title}</Title>
        <p className="document-lead">{page.lead}</p>
      </div>
      {page.language !== say.language && <Notice>{say('documents.english')}</Notice>}
      {!page.reviewed && page.audience === 'grown_ups' && <Notice>{say('documents.unchecked')}</Notice>}
      <div className="document-text" lang={page.language}>
        <Blocks blocks={page.blocks} />
      </div>
      <p className="soft">{say('documents.version', { version: page.version, day })}</p>
      <Changes page={page} />
    </article>
  );
}

function OneDocument({ kind, home }: { kind: string; home: string }) {
  const say = useWords();
  const [search, setSearch] = useSearchParams();
  const country = search.get('country') ?? home;
  const page = useQuery(documentQuery(kind, say.language, ofCountries.has(kind) ? country : ''));
  return (
    <>
      <div className="row document-tools">
        <LinkButton to="/documents" look="plain">
          <Icon name="back" />
          {say('documents.all')}
        </LinkButton>
        <Button
          look="plain"
          onPress={() => {
            window.print();
          }}
        >
          {say('documents.print')}
        </Button>
      </div>
      {ofCountries.has(kind) && (
        <div className="document-tools">
          <SelectField
            label={say('documents.country')}
            value={country}
            choices={countryChoices(say.language)}
            empty={say('documents.country.choose')}
            onValue={(value) => {
              setSearch({ country: value }, { replace: true });
            }}
          />
        </div>
      )}
      {page.isPending && <Loading lines={8} />}
      {page.isError && <ProblemCard error={page.error} onRetry={() => void page.refetch()} />}
      {page.isSuccess && <Paper page={page.data} />}
    </>
  );
}

/** `country`: of whoever reads, where it is known. */
export function DocumentPages({ kind, country = '' }: { kind: string | undefined; country?: string | undefined }) {
  return (
    <DocumentWords fallback={<Loading lines={8} />}>{kind === undefined ? <AllDocuments /> : <OneDocument kind={kind} home={country} />}</DocumentWords>
  );
}

function FooterLinks() {
  const say = useWords();
  return (
    <nav className="document-links" aria-label={say('documents.footer')}>
      <Link href="/documents/terms">{say('documents.terms')}</Link>
      <Link href="/documents/privacy">{say('documents.privacy')}</Link>
      <Link href="/documents">{say('documents.all')}</Link>
    </nav>
  );
}

/** At the foot of every public page. */
export function DocumentLinks() {
  return (
    <DocumentWords fallback={<div className="document-links" />}>
      <FooterLinks />
    </DocumentWords>
  );
}
