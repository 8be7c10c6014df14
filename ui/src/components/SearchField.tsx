/** A field that narrows what a view shows. Escape empties it. */
import { Button } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';

import { Icon } from './Icon';
import styles from './SearchField.module.css';

interface Props {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}

export function SearchField({ label, placeholder, value, onChange }: Props) {
  return (
    <AriaSearchField className={styles.field ?? ''} aria-label={label} value={value} onChange={onChange}>
      <Icon name="search" />
      <Input className={styles.input ?? ''} placeholder={placeholder} spellCheck={false} autoComplete="off" />
      <Button className={styles.clear ?? ''} aria-label="Clear search">
        <Icon name="close" />
      </Button>
    </AriaSearchField>
  );
}
