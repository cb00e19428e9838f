// Writes polkadot-js.json: what Polkadot.js makes of accounts, addresses, key files and a signature.
import { Keyring } from '@polkadot/keyring';
import { cryptoWaitReady, encodeAddress } from '@polkadot/util-crypto';
import { hexToU8a, u8aToHex } from '@polkadot/util';
import fs from 'node:fs';

await cryptoWaitReady();
const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 });
const hex = bytes => u8aToHex(bytes).slice(2);

const words12 = 'abandon '.repeat(11) + 'about';
const words24 = 'abandon '.repeat(23) + 'art';
const development = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';
const seed = '0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a';

const accounts = [
  '//Alice', '//Bob', '//Charlie', '//Alice//stash', '//Alice/soft', '//1', `${development}/1/2//3`,
  '///password', '//Alice///password',
  words12, words24, `${words12}//hard/soft`, `${words12}//hard/soft///correct horse/battery///staple`,
  `${words12}///Substrate`, `${words24}//a path element that is far longer than thirty-two bytes, hashed`,
  development, seed, `${seed}//Alice`, '//Élodie//ⅻ',
  // Around the length at which a path element is hashed.
  ...[31, 32, 70].map(length => '//' + 'x'.repeat(length)),
].map(suri => {
  const pair = keyring.addFromUri(suri);
  return { suri, public_key: hex(pair.publicKey), address: pair.address };
});

const alice = hexToU8a('0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d');
const addresses = [0, 2, 42, 63, 64, 255, 256, 1284, 16383]
  .map(prefix => ({ prefix, address: encodeAddress(alice, prefix) }));

const keyFile = (note, suri, passphrase, meta) =>
  ({ note, passphrase, suri, json: JSON.stringify(keyring.addFromUri(suri, meta).toJson(passphrase)) });
const key_files = [
  keyFile('soft derivation, with a chain', `${words12}//hard/soft`, 'pässphräse 1',
    { name: 'Dr. Ada', genesisHash: '0x' + 'ab'.repeat(32), whenCreated: 1700000000000 }),
  keyFile('no chain', words24, 'x', { name: 'No chain' }),
];
const unencrypted = JSON.stringify(keyring.addFromUri(words24).toJson());
const ed25519 = JSON.stringify(new Keyring({ type: 'ed25519' }).addFromUri('//Alice').toJson('x'));
const message = 'a message';
const signature = { by: '//Alice', message, signature: hex(keyring.addFromUri('//Alice').sign(message)) };

const { version } = JSON.parse(fs.readFileSync('node_modules/@polkadot/keyring/package.json'));
const made_by = `@polkadot/keyring and @polkadot/util-crypto ${version}`;
const all = { made_by, accounts, addresses, key_files, unencrypted, ed25519, signature };
fs.writeFileSync('polkadot-js.json', JSON.stringify(all, null, 1) + '\n');
