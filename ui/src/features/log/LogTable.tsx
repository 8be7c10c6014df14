/** The lines of the log. The arrow keys lead through them, each can be copied. */
import { Fragment, type ReactNode } from 'react';
import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components/Table';
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';

import { CopyButton } from '../../components/CopyButton';
import { Highlight } from '../../components/Highlight';
import type { LogEntryView } from '../../ipc/bindings';
import { Institution } from '../../words/Institution';
import { LOG_KINDS, LOG_OUTCOMES, LOG_TONES } from '../../words/log';
import { formatDateTime } from '../../words/time';
import { banksOf, lineOf } from './entries';
import styles from './log.module.css';

interface Props {
  entries: readonly LogEntryView[];
  searched: string;
  empty: ReactNode;
}

export function LogTable({ entries, searched, empty }: Props) {
  return (
    <Table aria-label="Connection log" className={styles.table ?? ''}>
      <TableHeader>
        <Column id="at">When</Column>
        <Column id="who">Who</Column>
        <Column id="bank" isRowHeader>
          Bank
        </Column>
        <Column id="kind">What</Column>
        <Column id="outcome">Outcome</Column>
        <Column id="error">Error code</Column>
        <Column id="request">Request ID</Column>
        <Column id="session">Session ID</Column>
        <Column id="copy">
          <VisuallyHidden>Copy</VisuallyHidden>
        </Column>
      </TableHeader>
      <TableBody renderEmptyState={() => empty}>
        {entries.map((entry, index) => (
          <LogRow key={index} id={index} entry={entry} searched={searched} />
        ))}
      </TableBody>
    </Table>
  );
}

function LogRow({ id, entry, searched }: { id: number; entry: LogEntryView; searched: string }) {
  const { at, who, kind, outcome } = entry;
  const { bank, picked } = banksOf(entry);
  return (
    <Row id={id} textValue={lineOf(entry)}>
      <Cell>
        <time dateTime={at}>{formatDateTime(at)}</time>
      </Cell>
      <Cell>
        <Highlight text={who} part={searched} />
      </Cell>
      <Cell>
        {bank === null ? (
          <span className={styles.none}>No bank picked</span>
        ) : (
          <Institution institution={bank} layout="stacked" searched={searched} />
        )}
        {picked !== null && (
          <p className={styles.picked}>
            Picked: <Institution institution={picked} searched={searched} />
          </p>
        )}
      </Cell>
      <Cell>
        <Highlight text={LOG_KINDS[kind]} part={searched} />
      </Cell>
      <Cell>
        <span className={styles.outcome} data-tone={LOG_TONES[outcome]}>
          <Highlight text={LOG_OUTCOMES[outcome]} part={searched} />
        </span>
      </Cell>
      <Code text={entry.error_code} searched={searched} />
      <Code text={entry.request_id} searched={searched} />
      <Code text={entry.plaid_session_id} searched={searched} />
      <Cell>
        <CopyButton text={lineOf(entry)} variant="quiet" isIconOnly>
          Copy this line
        </CopyButton>
      </Cell>
    </Row>
  );
}

function Code({ text, searched }: { text: string | null; searched: string }) {
  return (
    <Cell>
      {text === null ? (
        <span className={styles.none}>–</span>
      ) : (
        <span className={styles.code}>
          {searched === '' ? <Breakable text={text} /> : <Highlight text={text} part={searched} />}
        </span>
      )}
    </Cell>
  );
}

/** Breaks behind the lines of a code, where it has to. */
function Breakable({ text }: { text: string }) {
  return text.split(/(?<=_)/).map((part, index) => (
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}
