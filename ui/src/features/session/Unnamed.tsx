/** The accounts on record that no answer names, while the answers are given. */
import { Icon } from '../../components/Icon';
import type { AmbiguityView } from '../../ipc/bindings';
import { accountLabel } from '../../words/account';
import { unnamed, type Answers } from './decisions';
import styles from './MappingDialog.module.css';

interface Props {
  ambiguities: readonly AmbiguityView[];
  answers: Answers;
  /** Whether everything is answered. */
  isFinal: boolean;
}

export function Unnamed({ ambiguities, answers, isFinal }: Props) {
  const accounts = unnamed(ambiguities, answers);
  return (
    <div role="status">
      {accounts.length > 0 && (
        <div className={styles.unnamed} data-final={isFinal || undefined}>
          <p>
            <strong>Will stop being used</strong>
            {isFinal ? '' : ', unless you name it above'}. The history stays.
          </p>
          <ul>
            {accounts.map((account) => (
              <li key={account.id}>
                <Icon name="minus" />
                <span>
                  <span className={styles.number}>{account.number}</span> {accountLabel(account)}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
