/** What the mail server said to a test message, in its own words. */
import { useEffect, useRef } from 'react';

import { Mark } from '../../components/Mark';
import { Notice } from '../../components/Notice';
import type { Code, Problem, TestMessageView } from '../../ipc/bindings';
import { counted } from '../../words/account';
import { wordsOfProblem } from '../../words/problem';
import styles from './mail.module.css';

interface Props {
  isPending: boolean;
  /** Why not even the first recipient was reached. */
  problem: Problem | null;
  answer: TestMessageView | null;
}

export function TestAnswer(props: Props) {
  const place = useRef<HTMLDivElement>(null);
  const isThere = props.problem !== null || props.answer !== null;
  useEffect(() => {
    // Below long settings it would come in unseen.
    if (isThere) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isThere]);
  return (
    <div ref={place}>
      <Answer {...props} />
    </div>
  );
}

/** The problems whose message is what the server said; the others are told in our words already. */
const OF_THE_SERVER: ReadonlySet<Code> = new Set<Code>([
  'mail_unreachable',
  'mail_password_refused',
  'mail_refused',
  'mail_not_encrypted',
]);

function Answer({ isPending, problem, answer }: Props) {
  if (isPending) return <p role="status">The test message is being sent…</p>;
  if (problem !== null) {
    const { title, sentence } = wordsOfProblem(problem);
    return (
      <Notice tone="danger" icon="attention" title={title} isSpoken>
        <p>{sentence}</p>
        {problem.hint !== null && <p>{problem.hint}</p>}
        {OF_THE_SERVER.has(problem.code) && <p className={styles.answer}>{problem.message}</p>}
      </Notice>
    );
  }
  if (answer === null) return null;
  const refused = answer.deliveries.filter(({ accepted }) => !accepted).length;
  return (
    <Notice
      tone={refused === 0 ? 'good' : 'warning'}
      icon={refused === 0 ? 'check' : 'attention'}
      title={
        refused === 0
          ? 'The server took the test message'
          : `The server refused ${counted(refused, 'recipient', 'recipients')}`
      }
      isSpoken
    >
      <ul className={styles.answers} aria-label="The server’s answers">
        {answer.deliveries.map(({ recipient, accepted, answer: words }) => (
          <li key={recipient}>
            <Mark tone={accepted ? 'good' : 'danger'} icon={accepted ? 'check' : 'stop'}>
              {recipient}
            </Mark>
            <p className={styles.answer}>{words}</p>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
