/** The banks that nothing could be read of, or can't be expected to be: each once, with the button that mends it. */
import { Button } from '../components/Button';
import { Notice } from '../components/Notice';
import type { ConnectionView } from '../ipc/bindings';
import styles from './BanksToMend.module.css';
import { Institution } from './Institution';
import type { Mend } from './mend';
import { needsUser, nextStepOf, works } from './status';
import { useNow } from './useNow';
import { useWhomToAsk } from './useWhomToAsk';

interface Props {
  title: string;
  banks: readonly ConnectionView[];
  /** What to do with a bank that works meanwhile. */
  again: string;
  onMend: Mend;
}

export function BanksToMend({ title, banks, again, onMend }: Props) {
  const now = useNow();
  const whomToAsk = useWhomToAsk();
  if (banks.length === 0) return null;
  const isMended = banks.every((bank) => works(bank, now));
  return (
    <Notice tone={isMended ? 'info' : 'warning'} icon={isMended ? 'refresh' : 'attention'} title={title}>
      <ul className={styles.banks}>
        {banks.map((bank) => (
          <li key={bank.id}>
            <span className={styles.told}>
              <Institution institution={bank.institution} />{' '}
              {works(bank, now) ? `It works again. ${again}` : nextStepOf(bank)}
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
