/** Sign-ins whose login was made at Plaid and never arrived, each with the text for Plaid Support. */
import type { AvailabilityView, LostLoginView } from '../../ipc/bindings';
import { Institution } from '../../words/Institution';
import { SupportText } from '../../words/SupportText';
import { formatDateTime } from '../../words/time';
import styles from './orphans.module.css';

interface Props {
  lost: readonly LostLoginView[];
  availability: AvailabilityView;
}

export function LostLogins({ lost, availability }: Props) {
  return (
    <>
      <p className={styles.introduction}>
        {availability === 'refused'
          ? 'Plaid made a login for each of these sign-ins, but its answer did not arrive. Plaid Support can find and remove it with this text.'
          : 'Plaid made a login for each of these sign-ins, but its answer did not arrive. Where it is still there, it is listed above. Where it is not, Plaid Support can look for it with this text.'}
      </p>
      {lost.map((login) => (
        <article key={login.session_id} className={styles.lost}>
          <h3>
            {login.institution === null ? 'Bank not told' : <Institution institution={login.institution} />}
            <time className={styles.at} dateTime={login.at}>
              {formatDateTime(login.at)}
            </time>
          </h3>
          <SupportText text={login.support_text} />
        </article>
      ))}
    </>
  );
}
