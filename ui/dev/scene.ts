/** A scene of the gallery: a shell that answers in one way, and what the user does until the scene stands. */
import { FakeShell } from '../src/ipc/fake';
import { problem } from '../src/ipc/samples';

export interface Stage {
  shell: FakeShell;
  press: (name: string) => Promise<void>;
}

export interface Scene {
  shell: FakeShell;
  play?: (stage: Stage) => Promise<void> | void;
}

type Name = Parameters<FakeShell['failing']['set']>[0];

export const UPDATE = 'Update Bank Connections – Plaid';
export const OPEN = 'Open the bank’s window';
export const IN_THE_PAST = '2026-11-23T06:25:10Z';

export function scene(world: ConstructorParameters<typeof FakeShell>[0] = {}, play?: Scene['play']): Scene {
  return { shell: new FakeShell(world), ...(play && { play }) };
}

export function silent(name: Name, play?: Scene['play']): Scene {
  const silence = scene({}, play);
  silence.shell.silent.add(name);
  return silence;
}

export function failing(name: Name, code: Parameters<typeof problem>[0], play?: Scene['play']): Scene {
  const failure = scene({}, play);
  failure.shell.failing.set(name, problem(code));
  return failure;
}

/** After the screen stands. */
export async function later(act: () => void): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 300));
  act();
}

/** Types into the search field. */
export async function type(text: string): Promise<void> {
  await later(() => {
    const input = [...document.querySelectorAll('input[type=search]')].find((one) => one.closest('[hidden]') === null);
    if (!(input instanceof HTMLInputElement)) throw new Error('there is a search field');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
}
