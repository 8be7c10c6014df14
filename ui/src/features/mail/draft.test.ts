import { expect, test } from 'vitest';

import { mailSettings } from '../../ipc/samples.life';
import { argumentOf, draftOf, faultsOf, withSecurity } from './draft';

test('what is stored comes back as it was, without the password', () => {
  expect(draftOf(mailSettings()).password).toBe('');
  expect({ ...argumentOf(draftOf(mailSettings())), has_password: true }).toEqual({ ...mailSettings(), password: null });
});

test('an empty password keeps the stored one, and spaces of a password are its own', () => {
  expect(argumentOf({ ...draftOf(null), password: ' secret ' }).password).toBe(' secret ');
});

test('nothing typed yet names what is missing', () => {
  expect(Object.keys(faultsOf(draftOf(null)))).toEqual(['host', 'sender', 'recipients']);
  expect(faultsOf(draftOf(mailSettings()))).toEqual({});
});

test.each(['', '0', '65536', '2.5', 'smtp'])('`%s` is no port', (port) => {
  expect(faultsOf({ ...draftOf(mailSettings()), port })).toHaveProperty('port');
});

test.each(['not a server', 'smtp.firm.example:587', 'https://smtp.firm.example', '-.example', 'a..b'])(
  '`%s` is no server',
  (host) => {
    expect(faultsOf({ ...draftOf(mailSettings()), host })).toHaveProperty('host');
  },
);

test.each(['smtp.firm.example', 'localhost', '192.0.2.1', '2001:db8::1', ' smtp.firm.example '])(
  '`%s` is a server',
  (host) => {
    expect(faultsOf({ ...draftOf(mailSettings()), host })).toEqual({});
  },
);

test('recipients are separated in whatever way, and a wrong one is named', () => {
  const draft = draftOf(mailSettings());
  expect(argumentOf({ ...draft, recipients: 'a@b.example, c@d.example;\n e@f.example' }).recipients).toEqual([
    'a@b.example',
    'c@d.example',
    'e@f.example',
  ]);
  expect(faultsOf({ ...draft, recipients: 'a@b.example\nnobody' }).recipients).toBe(
    '“nobody” is not an e-mail address.',
  );
});

test('the usual port follows the encryption, a port of one’s own stays', () => {
  const draft = draftOf(null);
  expect(withSecurity(draft, 'tls').port).toBe('465');
  expect(withSecurity({ ...draft, port: '2525' }, 'tls').port).toBe('2525');
});
