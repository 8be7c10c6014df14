// What an import is compared with: fetches every page of an Item's transactions and inserts them into a fresh file, and does
// nothing else. Reads one line of JSON, `{ base_url, client_id, secret, access_token, file }`, and writes one,
// `{ ms, peak_kib, transactions }`.

import { readFileSync } from 'node:fs';

import Database from 'better-sqlite3';
import { Configuration, PlaidApi } from 'plaid';

const PAGE = 500;

const order = JSON.parse(readFileSync(0, 'utf8'));
const headers = { 'PLAID-CLIENT-ID': order.client_id, 'PLAID-SECRET': order.secret };
const plaid = new PlaidApi(new Configuration({ basePath: order.base_url, baseOptions: { headers } }));

const records = new Database(order.file);
// The quickest that a file on disk can be written.
records.pragma('journal_mode = wal');
records.pragma('synchronous = normal');
records.exec(`create table transactions (
  transaction_id text primary key,
  account_id text not null,
  pending_transaction_id text,
  date text not null,
  amount real not null,
  currency text,
  description text not null,
  reference text,
  pending integer not null
)`);
const insert = records.prepare('insert into transactions values (?, ?, ?, ?, ?, ?, ?, ?, ?)');
const insertPage = records.transaction((told) => {
  for (const one of told) {
    insert.run(
      one.transaction_id,
      one.account_id,
      one.pending_transaction_id,
      one.date,
      one.amount,
      one.iso_currency_code,
      one.original_description ?? one.name,
      one.payment_meta.reference_number,
      one.pending ? 1 : 0,
    );
  }
});

const begun = performance.now();
let cursor;
let hasMore = true;
while (hasMore) {
  const { data } = await plaid.transactionsSync({
    access_token: order.access_token,
    cursor,
    count: PAGE,
    options: { include_original_description: true },
  });
  insertPage(data.added);
  cursor = data.next_cursor;
  hasMore = data.has_more;
}
const ms = performance.now() - begun;

const transactions = records.prepare('select count(*) from transactions').pluck().get();
records.close();
console.log(JSON.stringify({ ms, peak_kib: process.resourceUsage().maxRSS, transactions }));
