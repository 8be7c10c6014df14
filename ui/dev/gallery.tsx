/** Every screen and state, one at a time: `gallery.html?leaving`. Without a name, the list of them. */
import { createRoot } from 'react-dom/client';

import { App } from '../src/App';
import '../src/styles/tokens.css';
import '../src/styles/base.css';
import type { Scene } from './scene';
import { SCENES } from './scenes';

const PATIENCE_MS = 3_000;

const root = createRoot(document.getElementById('root')!);
const scene = SCENES[decodeURIComponent(location.search.slice(1))];
if (scene === undefined) root.render(<Contents />);
else void show(scene);

async function show({ shell, play }: Scene): Promise<void> {
  root.render(<App shell={shell} />);
  await play?.({ shell, press });
  document.documentElement.dataset['played'] = 'true';
}

/** Presses the button of this name as soon as it can be pressed. */
async function press(name: string): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (performance.now() < until) {
    const named = (element: HTMLElement) => element.textContent.includes(name) || element.ariaLabel === name;
    const button = [...document.querySelectorAll<HTMLElement>('button, [role=row], [role=tab]')].find(named);
    if (button !== undefined && !button.hasAttribute('disabled')) {
      button.click();
      return;
    }
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`there is no button \`${name}\``);
}

function Contents() {
  return (
    <ul id="scenes" style={{ padding: '2rem', columns: '16rem' }}>
      {Object.keys(SCENES).map((name) => (
        <li key={name}>
          <a href={`?${encodeURIComponent(name)}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
