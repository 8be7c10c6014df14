/**
 * A shell in memory, for development and tests. Never part of a build.
 *
 * It answers as the real one does and plays no tricks ahead of it: what the bank's page comes to is said from outside, by
 * {@link FakeShell.end}, {@link FakeShell.wait} and their like.
 */
import type {
  AccountView,
  Commands,
  ConnectionView,
  DecideDuplicateArgument,
  DecidedView,
  DuplicateView,
  KeysAnswerView,
  LeaveRequestView,
  MappingView,
  Problem,
  PurposeView,
  RemovalFailureView,
  RemovedView,
  SessionView,
  StatusView,
  UpdateResultView,
} from './bindings';
import { auditPage } from './fake.audit';
import { accessHandlers } from './fake.access';
import { settingsHandlers } from './fake.settings';
import { BALANCE_QUESTIONS, balanceHandlers } from './fake.balances';
import { bookHandlers } from './fake.books';
import { KEY_QUESTIONS, keyHandlers } from './fake.keys';
import { MAIL_QUESTIONS, mailHandlers } from './fake.mail';
import { SCHEDULE_QUESTIONS, scheduleHandlers } from './fake.schedules';
import { STATEMENT_QUESTIONS, statementHandlers } from './fake.statements';
import { worldAtStart, type World } from './fake.world';
import { PLATYPUS, READY, accounts, change, connection, problem, session as sampleSession } from './samples';
import { removal } from './samples.life';
import { backup } from './samples.records';
import type { ArgumentOf, Shell } from './shell';

type Name = keyof Commands;
type Handlers = {
  [N in Name]: (argument: Commands[N]['argument']) => Commands[N]['answer'] | Promise<Commands[N]['answer']>;
};

export class FakeShell implements Shell {
  world: World;
  /** Every command that was run, in order, apart from the questions. */
  readonly acts: { name: Name; argument: unknown }[] = [];
  /** What a command fails with from now on. */
  readonly failing = new Map<Name, Problem>();
  /** The connections that turn out to work by themselves. */
  readonly healed = new Set<string>();
  /** What is never answered. */
  readonly silent = new Set<Name>();
  /** What Plaid answers to a removal, in place of removing. */
  removalFailure: RemovalFailureView | null = null;
  /** What Plaid answers to keys. */
  keysAnswer: KeysAnswerView = { kind: 'taken', request_id: 'mGx4tQeW7sPz1Bo' };

  #listeners = new Set<() => void>();
  #sessions = 0;
  /** The connection of the session, as it was before. */
  #before: ConnectionView | null = null;

  constructor(world: Partial<World> = {}) {
    this.world = { ...worldAtStart(), ...world };
  }

  async ask<N extends Name>(name: N, ...[argument]: ArgumentOf<N>): Promise<Commands[N]['answer']> {
    if (!QUESTIONS.has(name)) this.acts.push({ name, argument });
    if (this.silent.has(name)) return new Promise(() => undefined);
    const failure = this.failing.get(name);
    // The real shell, too, rejects with plain data.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    if (failure !== undefined) throw failure;
    return this.#handlers[name](argument);
  }

  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Changes the world and says so. */
  change(changes: Partial<World>): void {
    this.world = { ...this.world, ...changes };
    this.#listeners.forEach((listener) => listener());
  }

  /** The user wishes to leave the open page in this way. */
  wishToLeave(leave_requested: LeaveRequestView): void {
    this.#changeSession({ leave_requested });
  }

  /** The page of the open session is left, and its result is being read. */
  settle(): void {
    this.#changeSession({ stage: 'settling', leave_requested: null });
  }

  /** The result can't be read now. */
  wait(code: Problem['code'], retry_at: string): void {
    this.#changeSession({ stage: 'waiting', leave_requested: null, problem: problem(code), retry_at });
    this.#changeStatus('update_interrupted');
  }

  /** The user has to tell accounts apart. */
  askToTellApart(mapping: MappingView): void {
    this.change({ mapping });
    this.#changeSession({ stage: 'awaiting_mapping', leave_requested: null });
    this.#changeStatus('awaiting_mapping');
  }

  /** The bank that was picked looks connected already. */
  askOfDuplicate(duplicate: DuplicateView): void {
    this.change({ duplicate });
    this.#changeSession({
      stage: 'awaiting_choice',
      leave_requested: null,
      institution: duplicate.institution,
    });
  }

  /** The session is settled, and what it came to is in the records. */
  end(changes: Partial<UpdateResultView> = {}): void {
    const { session, results } = this.world;
    if (session === null) throw new Error('there is a session to end');
    const result = resultOf(session, this.#accountsOf(session), changes);
    this.change({ session: null, results: [...results, result] });
    if (session.purpose === 'connect') {
      if (result.outcome === 'connected') this.#add(result);
    } else this.#write(session.connection_id, result);
  }

  /** Plaid has removed everything that it was asked to. */
  finishRemovals(): void {
    this.removalFailure = null;
    this.change({ connections: this.world.connections.map(withoutRemovals) });
  }

  readonly #handlers: Handlers = {
    application: () => this.world.application,
    ...accessHandlers(this),
    ...settingsHandlers(this),
    ...mailHandlers(this),
    ...keyHandlers(this),
    ...bookHandlers(this),
    ...scheduleHandlers(this),
    ...statementHandlers(this),
    ...balanceHandlers(this),
    retry_start: () => this.#done({ application: READY }),
    bank_connections: () => this.world.connections,
    sessions: () => (this.world.session === null ? [] : [this.world.session]),
    results: () => this.world.results,
    start_update: ({ connection_id, even_if_healthy }) =>
      this.healed.has(connection_id) && !even_if_healthy ? { kind: 'healed' } : this.#start('update', connection_id),
    start_connect: () => this.#start('connect', null),
    start_replace: ({ connection_id }) => this.#start('replace', connection_id),
    start_reconnect: ({ connection_id }) => this.#start('reconnect', connection_id),
    show_link_window: () => this.#changeSession({ place: 'window' }),
    open_in_browser: () => this.#changeSession({ place: 'browser' }),
    stay: () => this.#changeSession({ leave_requested: null }),
    leave: () => {
      if (this.world.session?.stage === 'requested') return this.#done({ session: null });
      this.settle();
      return null;
    },
    request_quit: () => {
      if (this.world.session?.stage === 'open') this.wishToLeave('quit');
      return null;
    },
    retry_settling: () => this.#changeSession({ stage: 'settling', problem: null, retry_at: null }),
    retry_session: () => this.#changeSession({ stage: 'settling', problem: null, retry_at: null }),
    mapping: () => there(this.world.mapping),
    decide_mapping: () => {
      this.end();
      return null;
    },
    duplicate: () => there(this.world.duplicate),
    decide_duplicate: (decision) => this.#decideDuplicate(decision),
    give_up: () => {
      this.#restore();
      return this.#done({ session: null });
    },
    acknowledge_result: ({ session_id }) =>
      this.#done({ results: this.world.results.filter((result) => result.session_id !== session_id) }),
    remove_connection: ({ connection_id }) => this.#remove(connection_id),
    retry_removal: () => {
      if (this.removalFailure === null) this.finishRemovals();
      return null;
    },
    connection_log: () => this.world.log,
    audit: (argument) => auditPage(this.world.audit, argument),
    audit_state: () => this.world.auditState,
    check_audit: () => this.world.auditState,
    export_audit: ({ format, filter }) => {
      const entries = auditPage(this.world.audit, { filter, before: null }).found;
      return { file: `/downloads/bank-connections-audit-20261123T062408Z.${format}`, entries };
    },
    show_export: () => null,
    orphans: () => this.world.orphans,
    look_for_orphans: () => null,
    remove_orphans: ({ item_ids }) => {
      const { orphans } = this.world;
      const found = orphans.found.map((one) =>
        item_ids.includes(one.item_id) ? { ...one, state: 'removed' as const } : one,
      );
      return this.#done({ orphans: { ...orphans, found } });
    },
    records: () => this.world.records,
    records_condition: () => this.world.condition,
    back_up_now: () => {
      const { records } = this.world;
      const taken = backup({ name: 'now', taken_at: '2026-11-23T10:00:00Z', kind: 'asked_for' });
      return this.#done({ records: { ...records, backups: [taken, ...records.backups] } });
    },
    restore_backup: () => this.#done({ application: READY }),
    begin_anew: () => this.#done({ application: READY }),
  };

  #start(purpose: PurposeView, id: string | null): { kind: 'opened'; session_id: string } {
    const connection = id === null ? null : this.#connection(id);
    this.#sessions += 1;
    const session = sampleSession({
      id: `lks_${this.#sessions}`,
      purpose,
      connection_id: id,
      institution: connection?.institution ?? null,
    });
    this.#before = connection;
    this.change({ session });
    this.#changeStatus('updating');
    return { kind: 'opened', session_id: session.id };
  }

  #decideDuplicate({ choice }: DecideDuplicateArgument): DecidedView {
    if (choice.kind === 'stop') {
      this.change({ session: null });
      return { kind: 'stopped' };
    }
    if (choice.kind === 'use_existing') {
      const { connection_id } = choice;
      const existing = this.world.duplicate?.existing.find((one) => one.connection_id === connection_id);
      if (existing?.obsolete !== true) {
        this.change({ session: null });
        return { kind: 'update', connection_id };
      }
      this.#changeSession({ purpose: 'reconnect', connection_id });
    }
    this.settle();
    return { kind: 'goes_on' };
  }

  #remove(id: string): RemovedView {
    const { removalFailure: failure } = this;
    const going = {
      status: { kind: 'removing', reason: null } as const,
      can_update: false,
      can_replace: false,
      can_remove: false,
      removals: [removal({ failure })],
    };
    const connection = { ...this.#connection(id), ...going };
    this.#put(failure === null ? withoutRemovals(connection) : connection);
    return failure === null ? { kind: 'removed' } : { kind: 'removing', failure };
  }

  /** Writes a result to the connection it is about. */
  #write(id: string | null, result: UpdateResultView): void {
    const { connections } = this.world;
    const connection = connections.find((one) => one.id === id);
    if (connection === undefined || result.status === null) return;
    const works = result.status.kind !== 'obsolete';
    this.#put({
      ...connection,
      status: result.status,
      updated_at: result.settled_at,
      can_update: works,
      can_replace: works,
      can_remove: works,
      can_reconnect: !works,
      news: null,
      removals: result.removal === null ? connection.removals : [result.removal],
    });
  }

  #add({ institution, settled_at }: UpdateResultView): void {
    const added = connection({
      id: `con_${this.#sessions}`,
      institution: institution ?? PLATYPUS,
      accounts: this.#newAccounts(),
      updated_at: settled_at,
    });
    this.change({ connections: [...this.world.connections, added] });
  }

  #accountsOf({ connection_id }: SessionView): AccountView[] {
    return this.world.connections.find(({ id }) => id === connection_id)?.accounts ?? this.#newAccounts();
  }

  /** Numbered after all that are there. */
  #newAccounts(): AccountView[] {
    return accounts(this.world.connections.flatMap((one) => one.accounts).length + 1, 3);
  }

  #connection(id: string): ConnectionView {
    const connection = this.world.connections.find((one) => one.id === id);
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    if (connection === undefined) throw problem('not_found');
    return connection;
  }

  #changeSession(changes: Partial<SessionView>): null {
    const { session } = this.world;
    return session === null ? null : this.#done({ session: { ...session, ...changes } });
  }

  /** The connection of the session, which can't be changed meanwhile. */
  #changeStatus(kind: StatusView['kind']): void {
    const id = this.world.session?.connection_id;
    const busy = {
      status: { kind, reason: null },
      can_update: false,
      can_replace: false,
      can_reconnect: false,
      can_remove: false,
    };
    this.change({ connections: this.world.connections.map((one) => (one.id === id ? { ...one, ...busy } : one)) });
  }

  /** The connection is as it was before the session. */
  #restore(): void {
    if (this.#before !== null) this.#put(this.#before);
  }

  #put(connection: ConnectionView): void {
    this.change({ connections: this.world.connections.map((one) => (one.id === connection.id ? connection : one)) });
  }

  #done(changes: Partial<World>): null {
    this.change(changes);
    return null;
  }
}

const QUESTIONS: ReadonlySet<Name> = new Set<Name>([
  'is_active',
  'application',
  'bank_connections',
  'bank_accounts',
  'preview_bank_accounts',
  ...SCHEDULE_QUESTIONS,
  ...STATEMENT_QUESTIONS,
  ...BALANCE_QUESTIONS,
  'sessions',
  'results',
  'mapping',
  'duplicate',
  'connection_log',
  'audit',
  'audit_state',
  ...MAIL_QUESTIONS,
  ...KEY_QUESTIONS,
  'orphans',
  'records',
  'records_condition',
  'users',
  'tray',
  'notifications',
  'lock_setting',
  'password_strength',
  'is_active',
]);

const OUTCOMES = {
  update: 'updated',
  connect: 'connected',
  replace: 'replaced',
  reconnect: 'reconnected',
} as const satisfies Record<PurposeView, UpdateResultView['outcome']>;

function resultOf(
  session: SessionView,
  listed: readonly AccountView[],
  changes: Partial<UpdateResultView>,
): UpdateResultView {
  const { id, purpose, connection_id, institution } = session;
  return {
    session_id: id,
    purpose,
    connection_id,
    institution: institution ?? PLATYPUS,
    expected_institution: null,
    outcome: OUTCOMES[purpose],
    recovered: false,
    status: { kind: 'active', reason: null },
    settled_at: '2026-11-23T06:24:08Z',
    changes: listed.map((account) =>
      change(purpose === 'connect' ? 'new' : account.active ? 'kept' : 'still_inactive', account),
    ),
    removal: null,
    support_text: null,
    is_nothing_sent: false,
    exit_code: null,
    request_id: null,
    ...changes,
  };
}

function withoutRemovals(connection: ConnectionView): ConnectionView {
  if (connection.status.kind !== 'removing') return { ...connection, removals: [] };
  return { ...connection, status: { kind: 'obsolete', reason: null }, can_reconnect: true, removals: [] };
}

function there<Asked>(asked: Asked | null): Asked {
  if (asked === null) throw new Error('there is something to ask about');
  return asked;
}
