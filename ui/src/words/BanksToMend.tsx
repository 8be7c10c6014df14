/** The banks that nothing could be read of, or can't be expected to be: each once, with the button that mends it. */
import { Button } from '../components/Button';
import { Notice } from '../components/Notice';
import type { ConnectionView } from '../ipc/bindings';
import styles from './BanksToMend.module.css';
import { Institution } from './Institution';
import type { Mend } from './mend';
import { needsUser, nextStepOf, works, worksSince } from './status';
import { useNow } from './useNow';
import { useWhomToAsk } from './useWhomToAsk';

interface Props {
  title: string;
  banks: readonly ConnectionView[];
  /** What to do with a bank that works meanwhile. */
  again: string;
  /** When its login was refused, where it was asked already. */
  since?: string;
  onMend: Mend;
}

export function BanksToMend({ title, banks, again, since, onMend }: Props) {
  const now = useNow();
  const whomToAsk = useWhomToAsk();
  if (banks.length === 0) return null;
  const isWorking = (bank: ConnectionView) => (since === undefined ? works(bank, now) : worksSince(bank, since, now));
  const next = (bank: ConnectionView) => {
    if (isWorking(bank)) return `It works again. ${again}`;
    return works(bank, now) ? `Its login was refused when it was asked. ${again}` : nextStepOf(bank);
  };
  const isMended = banks.every(isWorking);
  return (
    <Notice tone={isMended ? 'info' : 'warning'} icon={isMended ? 'refresh' : 'attention'} title={title}>
      <ul className={styles.banks}>
        {banks.map((bank) => (
          <li key={bank.id}>
            <span className={styles.told}>
              <Institution institution={bank.institution} /> {next(bank)}
            </span>
            {onMend !== null && needsUser(bank) && !works(bank, now) && (
              <Button size="small" aria-label={`Update ${bank.institution.name}`} onPress={() => onMend(bank)}>
                Update…
              </Button>
            )}
          </li>
        ))}
      </ul>
      {onMend === null && !isMended && <p>{whomToAsk}</p>}
    </Notice>
  );
}
