/** What narrows the lines: the statement, words, days and amounts. */
import { useState } from 'react';

import { Button } from '../../components/Button';
import { DateField } from '../../components/DateField';
import { SearchField } from '../../components/SearchField';
import { TextField } from '../../components/TextField';
import { useFindShortcut } from '../../components/useFindShortcut';
import { EVERYTHING, isOpen, type Faults, type Narrowing } from './lineFilter';
import styles from './lines.module.css';

interface Props {
  narrowing: Narrowing;
  faults: Faults;
  onChange: (narrowing: Narrowing) => void;
}

export function LineFilters({ narrowing, faults, onChange }: Props) {
  const search = useFindShortcut();
  // Whoever is still typing is not told yet what is wrong with it.
  const [typed, setTyped] = useState<'least' | 'greatest' | null>(null);
  const typedIn = (field: 'least' | 'greatest') => (isFocused: boolean) => setTyped(isFocused ? field : null);
  const change = (changes: Partial<Narrowing>) => onChange({ ...narrowing, ...changes });
  return (
    <div className={styles.filters} role="group" aria-label="Filters">
      <div className={styles.search} ref={search}>
        <SearchField
          label="Search lines"
          placeholder="Description or reference"
          value={narrowing.text}
          onChange={(text) => change({ text })}
        />
      </div>
      <div>
        <div className={styles.pair}>
          <DateField label="From" value={narrowing.from} onChange={(from) => change({ from })} />
          <DateField label="To" value={narrowing.to} onChange={(to) => change({ to })} />
        </div>
        <p className={styles.fault} role="alert">
          {faults.days}
        </p>
      </div>
      <div className={styles.pair}>
        <TextField
          label="Amount from"
          layout="inline"
          inputMode="decimal"
          value={narrowing.least}
          error={typed === 'least' ? null : faults.least}
          onFocusChange={typedIn('least')}
          onChange={(least) => change({ least })}
        />
        <TextField
          label="Amount to"
          layout="inline"
          inputMode="decimal"
          value={narrowing.greatest}
          error={typed === 'greatest' ? null : faults.greatest}
          onFocusChange={typedIn('greatest')}
          onChange={(greatest) => change({ greatest })}
        />
      </div>
      {!isOpen(narrowing) && (
        <Button variant="quiet" onPress={() => onChange(EVERYTHING)}>
          Clear filters
        </Button>
      )}
    </div>
  );
}
