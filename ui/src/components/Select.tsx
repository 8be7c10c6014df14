/** Chooses one of several, or none of them, where that means all. */
import { Button } from 'react-aria-components/Button';
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';

import { Icon } from './Icon';
import styles from './Select.module.css';

interface Props {
  label: string;
  /** What stands for no choice, where there need not be one. */
  all?: string;
  options: readonly { id: string; label: string; description?: string }[];
  value: string | null;
  isDisabled?: boolean;
  /** `stacked` in a form, where the label stands above and the field takes the line. */
  layout?: 'inline' | 'stacked';
  /** What stands there before anything is chosen. */
  placeholder?: string;
  /** Why the choice can't be taken, or nothing. */
  error?: string | null;
  onChange: (value: string | null) => void;
}

/** The key of no choice. No option has it. */
const ALL = '\u0000all';

export function Select(props: Props) {
  const { label, all, options, value, isDisabled = false, layout = 'inline', placeholder, error = null } = props;
  const { onChange } = props;
  return (
    <AriaSelect
      className={styles.field ?? ''}
      data-layout={layout}
      isInvalid={error !== null}
      validationBehavior="aria"
      {...(placeholder !== undefined && { placeholder })}
      value={value ?? ALL}
      isDisabled={isDisabled}
      onChange={(key) => onChange(key === null || key === ALL ? null : String(key))}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <Button className={styles.button ?? ''}>
        <SelectValue className={styles.value ?? ''} />
        <Icon name="down" />
      </Button>
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
      <Popover className={styles.popover ?? ''}>
        <ListBox className={styles.list ?? ''}>
          {[...(all === undefined ? [] : [{ id: ALL, label: all }]), ...options].map((option) => (
            <ListBoxItem key={option.id} id={option.id} textValue={option.label} className={styles.item ?? ''}>
              <Text slot="label">{option.label}</Text>
              {'description' in option && (
                <Text slot="description" className={styles.description ?? ''}>
                  {option.description}
                </Text>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
