/** The fields of the mail settings. */
import { ChoiceRow } from '../../components/ChoiceRow';
import { TextField } from '../../components/TextField';
import type { SecurityView } from '../../ipc/bindings';
import { SECURITIES } from '../../words/mail';
import { withSecurity, type Draft, type Faults } from './draft';
import styles from './mail.module.css';

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
  faults: Faults;
  /** Whether a password is in the keyring. */
  hasPassword: boolean;
  isDisabled: boolean;
}

export function SettingsFields({ draft, onChange, faults, hasPassword, isDisabled }: Props) {
  const field = (name: Exclude<keyof Draft, 'security'>) => ({
    value: draft[name],
    onChange: (value: string) => onChange({ ...draft, [name]: value }),
    error: faults[name] ?? null,
    isDisabled,
  });
  return (
    <>
      <div className={styles.server}>
        <TextField label="Server" placeholder="smtp.example.com" isRequired {...field('host')} />
        <TextField label="Port" inputMode="numeric" isRequired {...field('port')} />
      </div>
      <ChoiceRow<SecurityView>
        label="Encryption"
        options={[
          { value: 'starttls', ...SECURITIES.starttls },
          { value: 'tls', ...SECURITIES.tls },
        ]}
        value={draft.security}
        onChange={(security) => onChange(withSecurity(draft, security))}
        isDisabled={isDisabled}
      />
      <TextField label="Username" description="Empty where the server asks for none." {...field('userName')} />
      <TextField
        label="Password"
        type="password"
        placeholder={hasPassword ? '••••••••' : ''}
        description={
          hasPassword ? 'Stored in the keyring, never shown. Empty keeps it.' : 'Is stored in the keyring, never shown.'
        }
        {...field('password')}
      />
      <TextField
        label="Sender"
        type="email"
        placeholder="bank-connections@example.com"
        isRequired
        {...field('sender')}
      />
      <TextField
        label="Recipients"
        description="One address a line. Each gets a message of its own."
        rows={3}
        isRequired
        {...field('recipients')}
      />
    </>
  );
}
