/** What Plaid said to keys, in words and in its own. */
import type { ReactNode } from 'react';

import { Notice } from '../../components/Notice';
import type { KeysAnswerView } from '../../ipc/bindings';
import { ProblemNotice } from '../../words/ProblemNotice';
import { REASONS } from '../../words/plaidKeys';
import styles from './plaidKeys.module.css';
import type { Keys } from './useKeys';

interface Props {
  keys: Keys;
  /** What else can be done where Plaid did not take keys that were to be saved. */
  otherwise?: ReactNode;
}

export function KeysAnswer({ keys: { isTesting, isSaving, result }, otherwise }: Props) {
  if (isTesting || isSaving) return <p role="status">Plaid is being asked…</p>;
  switch (result.kind) {
    case 'nothing':
      return null;
    case 'problem':
      return <ProblemNotice problem={result.problem} />;
    case 'tested':
    case 'saved':
      return (
        <Answer
          answer={result.answer}
          isSaved={result.kind === 'saved'}
          {...(result.kind === 'saved' && { otherwise })}
        />
      );
  }
}

/** Whether there is nothing in what was said that is not in the title. */
function saysTheSame(message: string, title: string): boolean {
  return message.replaceAll("'", '’').replace(/\.$/, '').toLowerCase() === title.toLowerCase();
}

interface AnswerProps {
  answer: KeysAnswerView;
  isSaved: boolean;
  otherwise?: ReactNode;
}

function Answer({ answer, isSaved, otherwise }: AnswerProps) {
  switch (answer.kind) {
    case 'taken':
      return (
        <Notice tone="good" icon="check" title="Plaid takes the keys" isSpoken>
          {!isSaved && <p>They were tested only. Nothing was saved.</p>}
          {answer.request_id !== '' && <p className={styles.code}>request ID {answer.request_id}</p>}
        </Notice>
      );
    case 'kept_untested':
      return (
        <Notice tone="warning" icon="key" title="The secret is saved untested" isSpoken>
          Test it as soon as Plaid can be reached.
        </Notice>
      );
    case 'refused': {
      const { title, sentence } = REASONS[answer.reason];
      const words = [answer.error_type, answer.error_code].filter((word) => word !== null);
      return (
        <Notice tone="danger" icon="attention" title={title} isSpoken action={otherwise}>
          <p>{sentence}</p>
          {isSaved && <p>Nothing was saved. What was there before stays in use.</p>}
          {(words.length > 0 || !saysTheSame(answer.message, title)) && (
            <p className={styles.code}>
              {words.length > 0 && `${words.join(' · ')}: `}
              {answer.message}
            </p>
          )}
          {answer.request_id !== null && <p className={styles.code}>request ID {answer.request_id}</p>}
        </Notice>
      );
    }
  }
}
