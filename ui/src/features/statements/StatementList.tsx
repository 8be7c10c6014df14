/** The list of statements, with the button that imports more. */
import { useId, useState } from 'react';

import { Button } from '../../components/Button';
import { Placeholder } from '../../components/Placeholder';
import { SearchField } from '../../components/SearchField';
import { useFindShortcut } from '../../components/useFindShortcut';
import type { StatementView } from '../../ipc/bindings';
import { useGaps, useImportAccounts } from '../../ipc/queries';
import { isUsable } from '../../words/accountSearch';
import { CAUSES_OF_DIFFERENCE, compareAmounts } from '../../words/difference';
import { countOpen, gapsOf } from './gaps';
import { foundStatements, NEWEST_FIRST } from './search';
import { StatementTable } from './StatementTable';
import styles from './statements.module.css';
import type { Place } from './StatementsWindow';
import type { ImportFlow } from './useImportFlow';

interface Props {
  statements: readonly StatementView[];
  imports: ImportFlow;
  onOpen: (place: Place) => void;
  /** Opens the window that takes statements out, with these chosen, narrowed as the list is. */
  onExport: (ids: readonly string[], searched: string) => void;
  /** Shows the days of which no transactions were read. */
  onShowGaps: () => void;
  onShowConnections: () => void;
}

export function StatementList({ statements, imports, onOpen, onExport, onShowGaps, onShowConnections }: Props) {
  const gaps = gapsOf(useGaps().data ?? []);
  const [searched, setSearched] = useState('');
  const [sort, setSort] = useState(NEWEST_FIRST);
  const search = useFindShortcut();
  const titleId = useId();
  const shown = foundStatements(statements, searched, sort);
  return (
    <section className={styles.card} aria-labelledby={titleId}>
      <div className={styles.toolbar}>
        <h2 id={titleId} className={styles.title}>
          Statements <span className={styles.count}>{countLabel(shown.length, statements.length)}</span>
        </h2>
        <div className={styles.search} ref={search}>
          <SearchField
            label="Search statements"
            placeholder="Bank account, statement or person"
            value={searched}
            onChange={setSearched}
          />
        </div>
        {/* What is open is said above. */}
        {gaps.length > 0 && countOpen(gaps) === 0 && (
          <Button variant="quiet" onPress={onShowGaps}>
            Days without transactions
          </Button>
        )}
        {imports.run !== null && !imports.isUnderWay && (
          <Button variant="quiet" onPress={imports.show}>
            Last import
          </Button>
        )}
        {shown.length > 0 && (
          <Button
            onPress={() =>
              onExport(
                shown.map(({ id }) => id),
                searched,
              )
            }
          >
            Export…
          </Button>
        )}
        <Button variant="primary" icon="download" onPress={imports.open}>
          Import statements
        </Button>
      </div>
      {shown.length > 0 && <p className={styles.note}>{noteOf(shown)}</p>}
      <div className={styles.scroll}>
        <StatementTable
          statements={shown}
          searched={searched.trim()}
          sort={sort}
          onSort={setSort}
          onOpen={onOpen}
          empty={
            statements.length > 0 ? (
              <NothingFound searched={searched.trim()} onClear={() => setSearched('')} />
            ) : (
              <NoneYet onImport={imports.open} onShowConnections={onShowConnections} />
            )
          }
        />
      </div>
    </section>
  );
}

/** What the balance at the bank is, and what to think of where it is another one than the closing balance. */
function noteOf(shown: readonly StatementView[]): string {
  const told =
    'The balance at the bank is reckoned back from what the bank said on the day of the import, over what was booked since.';
  return shown.some(differs) ? `${told} ${CAUSES_OF_DIFFERENCE}` : told;
}

function differs({ bank, closing }: StatementView): boolean {
  return bank !== null && compareAmounts(bank.amount, closing.amount) !== 0;
}

function NothingFound({ searched, onClear }: { searched: string; onClear: () => void }) {
  return (
    <Placeholder
      icon="search"
      title={`Nothing found for “${searched}”`}
      action={<Button onPress={onClear}>Clear search</Button>}
    >
      Statements are found by bank account, name and who imported them.
    </Placeholder>
  );
}

/** What has to be done first, by what there is. */
function NoneYet({ onImport, onShowConnections }: { onImport: () => void; onShowConnections: () => void }) {
  const accounts = useImportAccounts().data;
  if (accounts === undefined) return null;
  if (accounts.length === 0) {
    return (
      <Placeholder
        icon="statement"
        title="No statements yet"
        action={<Button onPress={onShowConnections}>Show connections</Button>}
      >
        Connect a bank first. Then link its accounts to your bank accounts, and import.
      </Placeholder>
    );
  }
  if (!accounts.some(isUsable)) {
    return (
      <Placeholder
        icon="statement"
        title="No statements yet"
        action={<Button onPress={onImport}>Show the accounts</Button>}
      >
        No account can be imported yet. Link the accounts at the bank to your bank accounts under Bank accounts first.
        The import window says what stands in the way of each.
      </Placeholder>
    );
  }
  return (
    <Placeholder
      icon="statement"
      title="No statements yet"
      action={<Button onPress={onImport}>Import statements</Button>}
    >
      Import the transactions of your linked accounts up to a statement date. Each import makes a statement of each bank
      account.
    </Placeholder>
  );
}

function countLabel(shown: number, all: number): string {
  return shown === all ? String(all) : `${shown} of ${all}`;
}
