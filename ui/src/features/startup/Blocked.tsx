/** The application can't start: why, what to do, and the way on. Nothing of the records can be shown here. */
import type { ReactNode } from 'react';

import { Button } from '../../components/Button';
import { Icon, type IconName } from '../../components/Icon';
import type { Code, Problem } from '../../ipc/bindings';
import { useAct, useProfiles } from '../../ipc/queries';
import { nameOfProfile } from '../../words/plaidKeys';
import { ProblemDetails, ProblemNotice } from '../../words/ProblemNotice';
import { StartupFrame } from '../../words/StartupFrame';
import { wordsOfProblem } from '../../words/problem';
import styles from './startup.module.css';

interface Props {
  problem: Problem;
  /** Whether another profile may open where this one does not. */
  canChooseProfile?: boolean;
  /** Another way on, below the buttons. */
  children?: ReactNode;
}

export function Blocked({ problem, canChooseProfile = false, children }: Props) {
  const retry = useAct('retry_start');
  const quit = useAct('request_quit');
  const { title, sentence } = wordsOfProblem(problem);
  return (
    <StartupFrame>
      <div className={styles.card} role="alert">
        <span className={styles.emblem}>
          <Icon name={iconOf(problem.code)} size="large" />
        </span>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.sentence}>{sentence}</p>
        {problem.hint !== null && <p className={styles.hint}>{problem.hint}</p>}
        {problem.code === 'profile_unreadable' && <ProfileChoice />}
        <div className={styles.actions}>
          <Button variant="primary" autoFocus isPending={retry.isPending} onPress={() => void retry.run()}>
            Try again
          </Button>
          <Button variant="quiet" onPress={() => void quit.run()}>
            Quit
          </Button>
        </div>
        <ProblemDetails problem={retry.problem ?? problem} />
        {canChooseProfile && problem.code !== 'profile_unreadable' && (
          <ProfileChoice lead="The other profiles on this computer are unaffected. Open one of them meanwhile:" />
        )}
      </div>
      {children}
    </StartupFrame>
  );
}

/** Where it can’t be told which profile is meant, or where the one that is meant does not open, the user says it. */
function ProfileChoice({ lead }: { lead?: string }) {
  const profiles = useProfiles();
  const open = useAct('open_profile');
  const found = open.problem ?? profiles.error;
  const others = profiles.data?.filter(({ is_open }) => !is_open) ?? [];
  if (others.length === 0 && found === null) return null;
  return (
    <>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      <div className={styles.choice} role="group" aria-label="Profiles">
        {others.map(({ folder, owner }) => (
          <Button key={folder} isDisabled={open.isPending} onPress={() => void open.run({ folder })}>
            {`Open ${nameOfProfile(owner)}`}
          </Button>
        ))}
      </div>
      {found !== null && <ProblemNotice problem={found} />}
    </>
  );
}

function iconOf(code: Code): IconName {
  if (code.startsWith('keyring')) return 'key';
  if (code.startsWith('database') || code === 'disk_full') return 'disk';
  return 'attention';
}
