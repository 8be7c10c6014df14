/** Who gets a summary of each run by e-mail, and that mail has to be set up for it. */
import { Button } from '../../components/Button';
import { Notice } from '../../components/Notice';
import { TextField } from '../../components/TextField';
import { useOutbox } from '../../ipc/queries';
import { addressesOf } from './draft';

interface Props {
  value: string;
  fault: string | null;
  onChange: (value: string) => void;
  onShowMail: () => void;
}

export function RecipientFields({ value, fault, onChange, onShowMail }: Props) {
  const isMissing = useOutbox().data?.is_configured === false;
  const isMeant = addressesOf(value).length > 0;
  return (
    <>
      <TextField
        label="Recipients of a summary"
        value={value}
        rows={3}
        inputMode="email"
        onChange={onChange}
        error={fault}
        description="One e-mail address a line. Leave it empty for no e-mail: the result is kept here as well."
      />
      {isMissing && (
        <Notice
          tone={isMeant ? 'warning' : 'info'}
          icon="mail"
          title="Mail is not set up"
          isInline
          action={
            <Button size="small" onPress={onShowMail}>
              Set up mail
            </Button>
          }
        >
          No summary goes out until it is. What you have typed here stays.
        </Notice>
      )}
    </>
  );
}
