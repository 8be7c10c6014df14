/**
 * What the screens read, and how they act: the query cache over the commands.
 *
 * Everything read is read again when the shell says that something changed, and after every act. Nothing is guessed ahead.
 */
import {
  QueryClient,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useIsMutating,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';

import type {
  AuditFilterArgument,
  AuditPageView,
  Commands,
  LinePageView,
  LinesArgument,
  MessagePageView,
  Problem,
  SessionView,
  UpdateResultView,
} from './bindings';
import { asProblem, useShell, type ArgumentOf, type Shell } from './shell';

/** The sessions under way, the most pressing first, and the results not yet acknowledged. */
export interface Progress {
  sessions: SessionView[];
  results: UpdateResultView[];
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always', staleTime: Infinity, refetchOnWindowFocus: 'always' },
      // An answer can be a secret, and is gone with the screen that asked for it.
      mutations: { retry: false, networkMode: 'always', gcTime: 0 },
    },
  });
}

/** Reads everything again whenever the shell says so. To be called once. */
export function useChanges(): void {
  const shell = useShell();
  const cache = useQueryClient();
  useEffect(() => shell.onChanged(() => void cache.invalidateQueries()), [shell, cache]);
}

export function useApplication() {
  return useRead('application');
}

/** Whether the desktop shows a tray by now is looked at anew by whoever opens the settings. */
export function useTray() {
  const tray = useRead('tray');
  const { refetch } = tray;
  useEffect(() => void refetch(), [refetch]);
  return tray;
}

export function useNotifications() {
  return useRead('notifications');
}

export function useConnections() {
  return useRead('bank_connections');
}

export function useBankAccounts() {
  return useRead('bank_accounts');
}

export function useProgress() {
  const shell = useShell();
  return useQuery<Progress, Problem>({
    queryKey: ['progress'],
    queryFn: () => readProgress(shell).catch(rethrowProblem),
  });
}

export function useMapping(sessionId: string) {
  return useRead('mapping', { session_id: sessionId });
}

export function useDuplicate(sessionId: string) {
  return useRead('duplicate', { session_id: sessionId });
}

export function useConnectionLog() {
  return useRead('connection_log');
}

/** The entries that the filter lets through, part by part. Those of the filter before stay until they are there. */
export function useAudit(filter: AuditFilterArgument) {
  const shell = useShell();
  return useInfiniteQuery<AuditPageView, Problem, InfiniteData<AuditPageView>, unknown[], number | null>({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) => shell.ask('audit', { filter, before: pageParam }).catch(rethrowProblem),
    initialPageParam: null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useAuditState() {
  return useRead('audit_state');
}

export function useMailSettings() {
  return useRead('mail_settings');
}

/** Whether messages can go out, and how many wait. Small, because the frame asks for it all the time. */
export function useOutbox() {
  return useRead('outbox');
}

/** The messages, part by part, what is open first. */
export function useMessages() {
  const shell = useShell();
  return useInfiniteQuery<MessagePageView, Problem, InfiniteData<MessagePageView>, unknown[], number>({
    queryKey: ['messages'],
    queryFn: ({ pageParam }) => shell.ask('messages', { offset: pageParam }).catch(rethrowProblem),
    initialPageParam: 0,
    getNextPageParam: ({ all }, pages) => {
      const read = pages.reduce((sum, { messages }) => sum + messages.length, 0);
      return read < all ? read : null;
    },
  });
}

/** What a message says. For whoever has opened it. */
export function useMessageText(messageId: string) {
  return useRead('message_text', { message_id: messageId });
}

/** What stands between the application and the keyring. */
export function useKeyring() {
  return useRead('keyring');
}

export function useEncryption() {
  return useRead('encryption');
}

/** Whether the records are put under another key at this moment, whoever asked for it. */
export function useIsKeyChanging(): boolean {
  return useIsMutating({ mutationKey: ['rotate_database_key'] }) > 0;
}

export function usePlaidKeys() {
  return useRead('plaid_keys');
}

export function useProfiles() {
  return useRead('profiles');
}

export function useOrphans() {
  return useRead('orphans');
}

export function useRecords() {
  return useRead('records');
}

export function useRecordsCondition() {
  return useRead('records_condition');
}

export function useUsers() {
  return useRead('users');
}

export function useLockSetting() {
  return useRead('lock_setting');
}

export function useRefreshAccounts() {
  return useRead('refresh_accounts');
}

export function useRefreshRun() {
  return useRead('refresh_run');
}

export function useBalanceHistory(accountId: string) {
  return useRead('balance_history', { account_id: accountId });
}

export function useImportAccounts() {
  return useRead('import_accounts');
}

export function useImportRun() {
  return useRead('import_run');
}

export function useStatements() {
  return useRead('statements');
}

/** Which lines, but not which part of them. */
export type LinesQuery = Omit<LinesArgument, 'offset' | 'count'>;

export const LINES_AT_ONCE = 200;
/** What is out of sight is soon forgotten: there can be a hundred thousand lines. */
const LINES_KEPT_MS = 20_000;

/** The first part of the lines, and how many there are. Those of the query before stay until they are there. */
export function useFirstLines(query: LinesQuery) {
  const shell = useShell();
  return useQuery({ ...linesPart(shell, query, 0), placeholderData: keepPreviousData });
}

/** Other parts of the lines, each as soon as it is there. */
export function useMoreLines(query: LinesQuery, parts: readonly number[]) {
  const shell = useShell();
  const answers = useQueries({ queries: parts.map((part) => linesPart(shell, query, part)) });
  const pages = new Map<number, LinePageView>();
  parts.forEach((part, index) => {
    const page = answers[index]?.data;
    if (page !== undefined) pages.set(part, page);
  });
  const failed = answers.filter(({ error }) => error !== null);
  return {
    pages,
    problem: failed[0]?.error ?? null,
    retry: () => failed.forEach(({ refetch }) => void refetch()),
  };
}

function linesPart(shell: Shell, query: LinesQuery, part: number) {
  const argument = { ...query, offset: part * LINES_AT_ONCE, count: LINES_AT_ONCE };
  return queryOptions<LinePageView, Problem>({
    queryKey: ['statement_lines', argument],
    queryFn: () => shell.ask('statement_lines', argument).catch(rethrowProblem),
    gcTime: LINES_KEPT_MS,
  });
}

export function useDoubtful() {
  return useRead('doubtful_transactions');
}

export function useGaps() {
  return useRead('gap_report');
}

export function useMostStatementLines() {
  return useRead('most_statement_lines');
}

export function useSchedules() {
  return useRead('schedules');
}

export function useScheduleRun(runId: string) {
  return useRead('schedule_run', { run_id: runId });
}

/** Forgets everything that was read, apart from what the application is doing: nobody is there who may see it. */
export function useForgetting(): () => void {
  const cache = useQueryClient();
  return useCallback(() => {
    const ofRecords = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== 'application' };
    void cache.cancelQueries(ofRecords);
    cache.removeQueries(ofRecords);
  }, [cache]);
}

/** What a command answers, kept until something changes. */
function useRead<Name extends keyof Commands>(name: Name, ...argument: ArgumentOf<Name>) {
  const shell = useShell();
  return useQuery<Commands[Name]['answer'], Problem>({
    queryKey: [name, ...argument],
    queryFn: () => shell.ask(name, ...argument).catch(rethrowProblem),
  });
}

/** What came of an act. */
export type Outcome<Answer> = { problem: null; answer: Answer } | { problem: Problem };

/** A command as an act of the user. */
export interface Act<Name extends keyof Commands> {
  /** Runs the command. Settled once everything that it may have changed is read again; never rejects. */
  run: (...argument: ArgumentOf<Name>) => Promise<Outcome<Commands[Name]['answer']>>;
  isPending: boolean;
  /** What the last run failed with. */
  problem: Problem | null;
}

/** The argument of an act on its way. It is taken out on the way: the cache remembers acts, and it may hold a password. */
interface Handed<Name extends keyof Commands> {
  argument: ArgumentOf<Name> | null;
}

export function useAct<Name extends keyof Commands>(name: Name): Act<Name> {
  const shell = useShell();
  const cache = useQueryClient();
  const { mutateAsync, isPending, error } = useMutation<Commands[Name]['answer'], Problem, Handed<Name>>({
    mutationKey: [name],
    mutationFn: (handed) => {
      const { argument } = handed;
      handed.argument = null;
      if (argument === null) throw new Error('an act is run once');
      return shell.ask(name, ...argument).catch(rethrowProblem);
    },
    onSettled: () => cache.invalidateQueries(),
  });
  return {
    run: (...argument) =>
      mutateAsync({ argument }).then(
        (answer) => ({ problem: null, answer }),
        (problem: unknown) => ({ problem: asProblem(problem) }),
      ),
    isPending,
    problem: error,
  };
}

/** The sessions first: one that settles in between is then among the results, never in neither. */
async function readProgress(shell: Shell): Promise<Progress> {
  const sessions = await shell.ask('sessions');
  const results = await shell.ask('results');
  return { sessions, results };
}

function rethrowProblem(error: unknown): never {
  // A problem of the shell is plain data, not an `Error`; the queries declare it as what they fail with.
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw asProblem(error);
}
