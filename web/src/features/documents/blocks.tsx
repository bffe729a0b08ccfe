// A document's text, block by block. The server sends words and what they are, never markup.
import { Fragment, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { DocumentBlock, DocumentRun } from '../../api/types.ts';
import { countryName } from '../../components/countries.ts';
import { useWords } from '../../words/words.tsx';

function RunText({ run }: { run: DocumentRun }) {
  const say = useWords();
  if (run.to?.startsWith('/') === true) return <Link href={run.to}>{run.text}</Link>;
  if (run.to !== undefined) return <a href={run.to}>{run.text}</a>;
  switch (run.look) {
    case 'bold':
      return <strong>{run.text}</strong>;
    case 'code':
      return <code>{run.text}</code>;
    case 'country':
      return run.text === '' ? say('documents.nowhere') : countryName(run.text, say.language);
    default:
      return run.text;
  }
}

function Runs({ runs }: { runs: readonly DocumentRun[] }): ReactNode {
  return runs.map((run, at) => (
    <Fragment key={at}>
      <RunText run={run} />
    </Fragment>
  ));
}

/** On a narrow screen each row of three cells or more becomes a card, and every cell says what it is. */
function Table({ block }: { block: DocumentBlock }) {
  const heads = block.parts.map((runs) => runs.map(({ text }) => text).join(''));
  return (
    <table className={heads.length > 2 ? 'document-table document-wide' : 'document-table'}>
      <thead>
        <tr>
          {block.parts.map((runs, at) => (
            <th scope="col" key={at}>
              <Runs runs={runs} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {block.rows?.map((row, at) => (
          <tr key={at}>
            {row.map((cell, column) => (
              <td data-head={heads[column]} key={column}>
                <Runs runs={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Items({ block }: { block: DocumentBlock }) {
  const items = block.parts.map((runs, at) => (
    <li key={at}>
      <Runs runs={runs} />
    </li>
  ));
  return block.kind === 'steps' ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function BlockText({ block }: { block: DocumentBlock }) {
  const text = <Runs runs={block.parts[0] ?? []} />;
  switch (block.kind) {
    case 'heading':
      return block.level === 3 ? <h3>{text}</h3> : <h2>{text}</h2>;
    case 'list':
    case 'steps':
      return <Items block={block} />;
    case 'table':
      return <Table block={block} />;
    default:
      return <p>{text}</p>;
  }
}

export function Blocks({ blocks }: { blocks: readonly DocumentBlock[] }): ReactNode {
  return blocks.map((block, at) => <BlockText block={block} key={at} />);
}
