/**
 * What may belong together, each with a yes of its own. Nothing is ticked beforehand, and nothing that is not ticked is
 * linked.
 */
import { useId, useState, type SubmitEvent } from 'react';

import { Button } from '../../components/Button';
import { Checkbox } from '../../components/Checkbox';
import { DialogPanel } from '../../components/Dialog';
import { Placeholder } from '../../components/Placeholder';
import { useDiscard } from '../../components/useDiscard';
import { useFocusOnFault } from '../../components/useFocusOnFault';
import type { Problem, SuggestionView } from '../../ipc/bindings';
import { useAct } from '../../ipc/queries';
import { accountLabel, counted, typeLabel } from '../../words/account';
import { Institution } from '../../words/Institution';
import { ProblemNotice } from '../../words/ProblemNotice';
import { AtBank } from './AtBank';
import styles from './bankAccounts.module.css';
import { Continues } from './Continues';
import { EMPTY, argumentOf, faultsOf, isSame, isUsable, type Draft } from './opening';
import { OpeningFields } from './OpeningFields';
import { SuggestAgain } from './SuggestAgain';

interface Props {
  suggestions: readonly SuggestionView[];
  /** How many were refused before. */
  refused: number;
  onDone: (said: string) => void;
  onClose: () => void;
}

export function ReviewSuggestions({ suggestions, refused, onDone, onClose }: Props) {
  const formId = useId();
  const { chosen, drafts, put, tick, failed, isPending, checks, onSubmit } = useReview(suggestions, onDone);
  const form = useFocusOnFault(checks);
  const isEntered = [...drafts.values()].some((draft) => !isSame(draft, EMPTY));
  const { leave, question } = useDiscard(isEntered, onClose);
  return (
    <DialogPanel
      title="Which of these belong together?"
      icon="link"
      width="wide"
      onEscape={leave}
      aside={chosen.length === 0 && 'Tick what is right. Nothing is linked otherwise.'}
      actions={
        <>
          <Button onPress={leave}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} isDisabled={chosen.length === 0} isPending={isPending}>
            {chosen.length === 0 ? 'Link' : `Link ${counted(chosen.length, 'account', 'accounts')}`}
          </Button>
        </>
      }
    >
      {suggestions.length === 0 ? (
        <Placeholder icon="check" title="Nothing is left to be suggested" />
      ) : (
        <form ref={form} id={formId} onSubmit={onSubmit}>
          <ul className={styles.suggestions}>
            {suggestions.map((suggestion) => (
              <Suggested
                key={`${suggestion.bank_account.id} ${suggestion.account.id}`}
                suggestion={suggestion}
                draft={drafts.get(suggestion.bank_account.id) ?? null}
                isChecked={checks > 0}
                onTick={(isTicked) => tick(suggestion.bank_account.id, isTicked)}
                onDraft={(draft) => put(suggestion.bank_account.id, draft)}
                onRefused={() => put(suggestion.bank_account.id, null)}
              />
            ))}
          </ul>
        </form>
      )}
      {refused > 0 && <SuggestAgain refused={refused} />}
      {question}
      {failed !== null && (
        <>
          <p>
            <strong>{failed.called}</strong> could not be linked. What was linked before it stays.
          </p>
          <ProblemNotice problem={failed.problem} />
        </>
      )}
    </DialogPanel>
  );
}

/** What is ticked and entered, and what comes of it. */
function useReview(suggestions: readonly SuggestionView[], onDone: Props['onDone']) {
  const link = useAct('link_bank_account');
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map());
  const [failed, setFailed] = useState<{ called: string; problem: Problem } | null>(null);
  const [checks, setChecks] = useState(0);
  const chosen = suggestions.filter(({ bank_account }) => drafts.has(bank_account.id));

  const put = (id: string, draft: Draft | null) => {
    const next = new Map(drafts);
    if (draft === null) next.delete(id);
    else next.set(id, draft);
    setDrafts(next);
  };
  const tick = (id: string, isTicked: boolean) => {
    // Statements mostly begin on one day: what was entered last stands there to be seen and changed.
    const startsOn = [...drafts.values()].findLast((draft) => draft.startsOn !== null)?.startsOn ?? null;
    put(id, isTicked ? { ...EMPTY, startsOn } : null);
  };
  const linkAll = async () => {
    setFailed(null);
    for (const suggestion of chosen) {
      const { bank_account, account, continues } = suggestion;
      const draft = drafts.get(bank_account.id) ?? EMPTY;
      const opening = continues === null ? argumentOf(draft) : null;
      const { problem } = await link.run({ account_id: account.id, bank_account_id: bank_account.id, opening });
      if (problem !== null) {
        setFailed({ called: `${bank_account.code} ${bank_account.name}`, problem });
        return;
      }
    }
    onDone(`${counted(chosen.length, 'bank account is', 'bank accounts are')} linked.`);
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecks(checks + 1);
    if (chosen.length === 0 || link.isPending) return;
    if (chosen.every((suggestion) => isReady(suggestion, drafts))) void linkAll();
  };
  const { isPending } = link;
  return {
    chosen,
    drafts,
    put,
    tick,
    failed,
    isPending,
    checks,
    onSubmit,
  };
}

interface SuggestedProps {
  suggestion: SuggestionView;
  /** What was entered, where it is ticked. */
  draft: Draft | null;
  isChecked: boolean;
  onTick: (isTicked: boolean) => void;
  onDraft: (draft: Draft) => void;
  onRefused: () => void;
}

function Suggested({ suggestion, draft, isChecked, onTick, onDraft, onRefused }: SuggestedProps) {
  const { bank_account, currency, account, institution, by_digits, continues } = suggestion;
  const refuse = useAct('refuse_suggestion');
  const doRefuse = async () => {
    const { problem } = await refuse.run({ account_id: account.id, bank_account_id: bank_account.id });
    // What was entered belongs to this suggestion, and another one may come in its place.
    if (problem === null) onRefused();
  };
  return (
    <li className={styles.suggestion} data-ticked={draft !== null || undefined}>
      <div className={styles.asked}>
        <Checkbox isSelected={draft !== null} onChange={onTick}>
          {`${bank_account.code} ${bank_account.name} could be fed by ${accountLabel(account)}`}
        </Checkbox>
        <Button
          size="small"
          variant="quiet"
          isPending={refuse.isPending}
          aria-label={`Don’t suggest this: ${accountLabel(account)} for ${bank_account.code} ${bank_account.name}`}
          onPress={() => void doRefuse()}
        >
          Don’t suggest this
        </Button>
      </div>
      <p className={styles.about}>
        <Institution institution={institution} /> · <span className={styles.number}>{account.number}</span> ·{' '}
        {typeLabel(account.kind, account.subtype)} · {currency} ·{' '}
        {by_digits && account.mask !== null ? `Both have the digits ${account.mask}` : 'The names are alike'}
      </p>
      <AtBank accountId={account.id} />
      {draft !== null &&
        (continues === null ? (
          <OpeningFields
            draft={draft}
            currency={currency}
            account={account}
            faults={isChecked ? faultsOf(draft, currency, new Date()) : null}
            onChange={onDraft}
          />
        ) : (
          <Continues begins={continues} />
        ))}
      {refuse.problem !== null && <ProblemNotice problem={refuse.problem} />}
    </li>
  );
}

function isReady({ bank_account, currency, continues }: SuggestionView, drafts: ReadonlyMap<string, Draft>): boolean {
  const draft = drafts.get(bank_account.id) ?? EMPTY;
  return continues !== null || isUsable(faultsOf(draft, currency, new Date()));
}
