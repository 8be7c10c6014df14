/** The entries of the audit. The arrow keys lead through them, each can be copied. */
import type { ReactNode } from 'react';
import { Cell, Column, Row, Table, TableBody, TableHeader } from 'react-aria-components/Table';
import { VisuallyHidden } from 'react-aria-components/VisuallyHidden';

import { CopyButton } from '../../components/CopyButton';
import { Highlight } from '../../components/Highlight';
import type { AuditEntryView } from '../../ipc/bindings';
import { Institution } from '../../words/Institution';
import { actLabel, objectLabel, outcomeLabel, outcomeTone } from '../../words/audit';
import { detailLabel } from '../../words/auditDetails';
import { formatDateTime } from '../../words/time';
import styles from './audit.module.css';
import { lineOf } from './entries';

interface Props {
  entries: readonly AuditEntryView[];
  searched: string;
  empty: ReactNode;
}

export function AuditTable({ entries, searched, empty }: Props) {
  return (
    <Table aria-label="Audit" className={styles.table ?? ''}>
      <TableHeader>
        <Column id="entry">Entry</Column>
        <Column id="at">When</Column>
        <Column id="who">Who</Column>
        <Column id="what" isRowHeader>
          What
        </Column>
        <Column id="object">To what</Column>
        <Column id="outcome">Outcome</Column>
        <Column id="requests">Request IDs</Column>
        <Column id="details">Details</Column>
        <Column id="copy">
          <VisuallyHidden>Copy</VisuallyHidden>
        </Column>
      </TableHeader>
      <TableBody renderEmptyState={() => empty}>
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} searched={searched} />
        ))}
      </TableBody>
    </Table>
  );
}

function EntryRow({ entry, searched }: { entry: AuditEntryView; searched: string }) {
  const { id, at, who, institution, request_ids, details } = entry;
  return (
    <Row id={id} textValue={lineOf(entry)}>
      <Cell>{id}</Cell>
      <Cell>{at === null ? <span className={styles.none}>No time</span> : <Time at={at} />}</Cell>
      <Cell>
        <Highlight text={who} part={searched} />
      </Cell>
      <Cell>
        <Highlight text={actLabel(entry.what)} part={searched} />
      </Cell>
      <Cell>
        {institution === null ? (
          <Highlight text={objectLabel(entry)} part={searched} />
        ) : (
          <Institution institution={institution} layout="stacked" searched={searched} />
        )}
      </Cell>
      <Cell>
        <span className={styles.outcome} data-tone={outcomeTone(entry)}>
          <Highlight text={outcomeLabel(entry)} part={searched} />
        </span>
      </Cell>
      <Cell>
        <Codes texts={request_ids} searched={searched} />
      </Cell>
      <Cell>
        <Codes texts={details.map(detailLabel)} searched={searched} />
      </Cell>
      <Cell>
        <CopyButton text={lineOf(entry)} variant="quiet" isIconOnly>
          Copy this entry
        </CopyButton>
      </Cell>
    </Row>
  );
}

/** In the time zone of the computer, and in UTC, as it is recorded, for whoever points at it. */
function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={`${at} (UTC)`}>
      {formatDateTime(at)}
    </time>
  );
}

function Codes({ texts, searched }: { texts: readonly string[]; searched: string }) {
  if (texts.length === 0) return <span className={styles.none}>–</span>;
  return texts.map((text, index) => (
    <span key={index} className={styles.code}>
      <Highlight text={text} part={searched} />
    </span>
  ));
}
