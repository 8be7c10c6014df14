/** Chooses one of many: what is typed narrows them. Drawn anew only where something of it changes. */
import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import { memo } from 'react';

import { Icon } from './Icon';
import styles from './SearchSelect.module.css';

interface Props {
  label: string;
  options: readonly { id: string; label: string }[];
  value: string | null;
  description?: string;
  /** What is said where nothing fits. */
  nothing: string;
  /** Why the choice can't be taken, or nothing. */
  error?: string | null;
  onChange: (value: string | null) => void;
}

export const SearchSelect = memo(function SearchSelect({
  label,
  options,
  value,
  description,
  nothing,
  error = null,
  onChange,
}: Props) {
  return (
    <ComboBox
      className={styles.field ?? ''}
      defaultItems={options}
      allowsEmptyCollection
      isInvalid={error !== null}
      validationBehavior="aria"
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <div className={styles.box}>
        <Input className={styles.input ?? ''} spellCheck={false} autoComplete="off" />
        <Button className={styles.open ?? ''}>
          <Icon name="down" />
        </Button>
      </div>
      {description !== undefined && error === null && (
        <Text slot="description" className={styles.description ?? ''}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
      <Popover className={styles.popover ?? ''}>
        <ListBox<Props['options'][number]>
          className={styles.list ?? ''}
          renderEmptyState={() => <p className={styles.nothing}>{nothing}</p>}
        >
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={styles.item ?? ''}>
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
});
