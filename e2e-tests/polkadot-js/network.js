// A network's council with the libraries under Polkadot.js Apps: who has a seat, what is voted on, and a vote.
//
//   node network.js ws://127.0.0.1:9944 clinic.json 'the passphrase' 0x<the motion's hash>
//
// It votes yes with the account of the key file. It ends with a line of JSON that says what it saw.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ledger } from './ledger.js';

const [url, file, passphrase, hash] = process.argv.slice(2);
assert.ok(url && file && passphrase && hash, 'usage: node network.js <node> <key file> <passphrase> <motion>');

const ledger = await Ledger.connect(url);
try {
  const { query, tx } = ledger.api;
  assert.ok(tx.sudo === undefined, 'nobody stands above the council');
  const hospital = ledger.keyring.addFromJson(JSON.parse(readFileSync(file, 'utf8')));
  hospital.unlock(passphrase);

  const seats = (await query.council.members()).map((seat) => seat.toString());
  assert.deepEqual((await query.hospitals.members()).map((seat) => seat.toString()), seats, 'each hospital has a seat');
  const open = (await query.council.proposals()).map((motion) => motion.toHex());
  assert.deepEqual(open, [hash], 'the motion is open');
  const { section, method, args } = (await query.council.proposalOf(hash)).unwrap();
  const before = (await query.council.voting(hash)).unwrap();

  const { events } = await ledger.submit(tx.council.vote(hash, before.index, true), hospital);
  const voted = events.find(({ event }) => ledger.api.events.council.Voted.is(event));
  assert.ok(voted, 'the vote is told');
  const after = (await query.council.voting(hash)).unwrap();
  const who = (votes) => votes.map((account) => account.toString());
  console.log(
    JSON.stringify({
      seats,
      motion: `${section}.${method}`,
      about: args.map((argument) => argument.toString()),
      threshold: before.threshold.toNumber(),
      before: who(before.ayes),
      after: who(after.ayes),
    }),
  );
} finally {
  await ledger.close();
}
