/**
 * A shell in memory, for development and tests. Never part of a build.
 *
 * It answers as the real one does and plays no tricks ahead of it: what the bank's page comes to is said from outside, by
 * {@link FakeShell.end}, {@link FakeShell.wait} and their like.
 */
import type {
  ApplicationView,
  Commands,
  ConnectionView,
  MappingView,
  Problem,
  SessionView,
  UpdateResultView,
  UpdateStartView,
} from './bindings';
import { READY, change, demoConnections, problem, session as sampleSession } from './samples';
import type { ArgumentOf, Shell } from './shell';

type Name = keyof Commands;
type Handlers = {
  [N in Name]: (argument: Commands[N]['argument']) => Commands[N]['answer'] | Promise<Commands[N]['answer']>;
};

interface World {
  application: ApplicationView;
  connections: ConnectionView[];
  session: SessionView | null;
  results: UpdateResultView[];
  mapping: MappingView | null;
}

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

  #listeners = new Set<() => void>();
  #sessions = 0;

  constructor(world: Partial<World> = {}) {
    this.world = {
      application: READY,
      connections: demoConnections(),
      session: null,
      results: [],
      mapping: null,
      ...world,
    };
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

  /** The user wishes to close the bank's window or to quit. */
  wishToLeave(leave_requested: 'close' | 'quit'): void {
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

  /** The session is settled, and what it came to is in the records. */
  end(changes: Partial<UpdateResultView> = {}): void {
    const { session, connections, results } = this.world;
    if (session === null) throw new Error('there is a session to end');
    const connection = this.#connection(session.connection_id);
    const result: UpdateResultView = {
      session_id: session.id,
      connection_id: connection.id,
      institution: connection.institution,
      outcome: 'updated',
      recovered: false,
      status: { kind: 'active', reason: null },
      settled_at: '2026-11-23T06:24:08Z',
      changes: connection.accounts.map((account) => change(account.active ? 'kept' : 'still_inactive', account)),
      ...changes,
    };
    const updated = { ...connection, status: result.status, updated_at: result.settled_at, can_update: true };
    this.change({
      session: null,
      results: [...results, result],
      connections: connections.map((one) => (one.id === connection.id ? updated : one)),
    });
  }

  readonly #handlers: Handlers = {
    application: () => this.world.application,
    retry_start: () => this.#done({ application: READY }),
    bank_connections: () => this.world.connections,
    sessions: () => (this.world.session === null ? [] : [this.world.session]),
    results: () => this.world.results,
    start_update: ({ connection_id, even_if_healthy }) => this.#startUpdate(connection_id, even_if_healthy),
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
    mapping: () => {
      if (this.world.mapping === null) throw new Error('there is something to tell apart');
      return this.world.mapping;
    },
    decide_mapping: () => {
      this.end();
      return null;
    },
    acknowledge_result: ({ session_id }) =>
      this.#done({ results: this.world.results.filter((result) => result.session_id !== session_id) }),
  };

  #startUpdate(id: string, evenIfHealthy: boolean): UpdateStartView {
    const connection = this.#connection(id);
    if (this.healed.has(id) && !evenIfHealthy) return { kind: 'healed' };
    this.#sessions += 1;
    const session = sampleSession({
      id: `lks_${this.#sessions}`,
      connection_id: id,
      institution: connection.institution,
    });
    this.change({ session });
    this.#changeStatus('updating');
    return { kind: 'opened', session_id: session.id };
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

  /** The connection of the session, which can't be updated meanwhile. */
  #changeStatus(kind: 'updating' | 'update_interrupted' | 'awaiting_mapping'): void {
    const id = this.world.session?.connection_id;
    const busy = { status: { kind, reason: null }, can_update: false };
    this.change({ connections: this.world.connections.map((one) => (one.id === id ? { ...one, ...busy } : one)) });
  }

  #done(changes: Partial<World>): null {
    this.change(changes);
    return null;
  }
}

const QUESTIONS: ReadonlySet<Name> = new Set(['application', 'bank_connections', 'sessions', 'results', 'mapping']);
