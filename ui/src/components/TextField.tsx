/** A field for a line of text, or for several, with what is to be known of it below. */
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';

import styles from './TextField.module.css';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onFocusChange?: (isFocused: boolean) => void;
  description?: string | undefined;
  placeholder?: string;
  type?: 'text' | 'password' | 'email';
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email';
  isRequired?: boolean;
  isDisabled?: boolean;
  autoFocus?: boolean;
  /** Why the value can't be taken, or nothing. Empty where that is said elsewhere. */
  error?: string | null;
  /** How many lines. */
  rows?: number;
  /** `inline` among what narrows a list, with the label before it. */
  layout?: 'stacked' | 'inline';
}

export function TextField(props: Props) {
  const { label, description, placeholder = '', error = null, rows = 1, layout = 'stacked', ...field } = props;
  return (
    <AriaTextField
      {...field}
      className={styles.field ?? ''}
      data-layout={layout}
      isInvalid={error !== null}
      validationBehavior="aria"
      autoComplete="off"
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      {rows === 1 ? (
        <Input className={styles.input ?? ''} placeholder={placeholder} spellCheck={false} />
      ) : (
        <TextArea className={styles.input ?? ''} placeholder={placeholder} spellCheck={false} rows={rows} />
      )}
      {description !== undefined && error === null && (
        <Text slot="description" className={styles.description ?? ''}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </AriaTextField>
  );
}
