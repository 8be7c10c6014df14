/** Chooses one of several, or none of them, where that means all. */
import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';

import { Icon } from './Icon';
import styles from './Select.module.css';

interface Props {
  label: string;
  /** What stands for no choice, where there need not be one. */
  all?: string;
  options: readonly { id: string; label: string }[];
  value: string | null;
  isDisabled?: boolean;
  onChange: (value: string | null) => void;
}

/** The key of no choice. No option has it. */
const ALL = '\u0000all';

export function Select({ label, all, options, value, isDisabled = false, onChange }: Props) {
  return (
    <AriaSelect
      className={styles.field ?? ''}
      value={value ?? ALL}
      isDisabled={isDisabled}
      onChange={(key) => onChange(key === null || key === ALL ? null : String(key))}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <Button className={styles.button ?? ''}>
        <SelectValue className={styles.value ?? ''} />
        <Icon name="down" />
      </Button>
      <Popover className={styles.popover ?? ''}>
        <ListBox className={styles.list ?? ''}>
          {[...(all === undefined ? [] : [{ id: ALL, label: all }]), ...options].map((option) => (
            <ListBoxItem key={option.id} id={option.id} textValue={option.label} className={styles.item ?? ''}>
              {option.label}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
