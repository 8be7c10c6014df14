/** The profiles that there are, and the way to another one. */
import { Button } from '../../components/Button';
import { Mark } from '../../components/Mark';
import type { ProfileChoiceView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { ProblemNotice } from '../../words/ProblemNotice';
import { nameOfProfile } from '../../words/plaidKeys';
import styles from './plaidKeys.module.css';

interface Props {
  profiles: readonly ProfileChoiceView[];
  mayChange: boolean;
}

export function Profiles({ profiles, mayChange }: Props) {
  const open = useAct('open_profile');
  return (
    <>
      <ul className={styles.profiles} aria-label="Profiles">
        {profiles.map(({ folder, owner, is_open }) => (
          <li key={folder} className={styles.profile}>
            <span className={styles.name}>{nameOfProfile(owner)}</span>
            {is_open ? (
              <Mark tone="good" icon="check">
                In use
              </Mark>
            ) : (
              <Button
                size="small"
                aria-label={`Open ${nameOfProfile(owner)}`}
                isDisabled={!mayChange}
                isPending={open.isPending}
                onPress={() => void open.run({ folder })}
              >
                Open
              </Button>
            )}
          </li>
        ))}
      </ul>
      {open.problem !== null && <ProblemNotice problem={open.problem} />}
    </>
  );
}
