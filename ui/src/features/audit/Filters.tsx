/** What narrows the audit: person, act, days and words. */
import { Button } from '../../components/Button';
import { DateField } from '../../components/DateField';
import { SearchField } from '../../components/SearchField';
import { Select } from '../../components/Select';
import { useFindShortcut } from '../../components/useFindShortcut';
import { actLabel } from '../../words/audit';
import styles from './audit.module.css';
import { EVERYTHING, isOpen, type Narrowing } from './filter';

interface Props {
  narrowing: Narrowing;
  people: readonly string[];
  acts: readonly string[];
  onChange: (narrowing: Narrowing) => void;
}

export function Filters({ narrowing, people, acts, onChange }: Props) {
  const search = useFindShortcut();
  const change = (changes: Partial<Narrowing>) => onChange({ ...narrowing, ...changes });
  return (
    <div className={styles.filters} role="group" aria-label="Filters">
      <Select
        label="Person"
        all="Everybody"
        options={people.map((name) => ({ id: name, label: name }))}
        value={narrowing.who}
        onChange={(who) => change({ who })}
      />
      <Select
        label="Act"
        all="Every act"
        options={acts
          .map((act) => ({ id: act, label: actLabel(act) }))
          .sort((one, other) => one.label.localeCompare(other.label))}
        value={narrowing.what}
        onChange={(what) => change({ what })}
      />
      <DateField label="From" value={narrowing.from} onChange={(from) => change({ from })} />
      <DateField label="To" value={narrowing.to} onChange={(to) => change({ to })} />
      <div className={styles.search} ref={search}>
        <SearchField
          label="Search the audit"
          placeholder="Bank, outcome, ID or any word"
          value={narrowing.text}
          onChange={(text) => change({ text })}
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
