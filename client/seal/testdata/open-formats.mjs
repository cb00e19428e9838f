// Opens every known answer of formats-v2.json without this crate. Written from the crate's documentation alone.
import { Keyring } from '@polkadot/keyring';
import { __tests as transcripts } from '@scure/sr25519';
import { cryptoWaitReady, signatureVerify, sr25519Verify } from '@polkadot/util-crypto';
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { RistrettoPoint } from '@noble/curves/ed25519';
import { blake2b } from '@noble/hashes/blake2b';
import crypto from 'node:crypto';
import fs from 'node:fs';

await cryptoWaitReady();
const known = JSON.parse(fs.readFileSync('formats-v2.json'));
const answer = name => Buffer.from(known[name], 'hex');
const text = string => Buffer.from(string);

const u32 = number => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(number); return bytes; };
const context = (...parts) => Buffer.concat(parts.map(Buffer.from).flatMap(part => [u32(part.length), part]));
const hmac = (key, ...data) => { const mac = crypto.createHmac('sha256', key); data.forEach(d => mac.update(d)); return mac.digest(); };
const extract = (salt, secret) => hmac(salt, secret);
const expand = (prk, info) => hmac(prk, info, Buffer.of(1));
const blake = bytes => Buffer.from(blake2b(bytes, { dkLen: 32 }));
const gcm = (key, nonce, aad, body) => {
  const cipher = crypto.createDecipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(aad);
  cipher.setAuthTag(body.subarray(-16));
  return Buffer.concat([cipher.update(body.subarray(0, -16)), cipher.final()]);
};
const small = (key, aad, sealed) => gcm(key, sealed.subarray(0, 12), aad, sealed.subarray(12));
const unpad = plain => plain.subarray(2, 2 + plain.readUInt16BE(0));
const same = (name, found, wanted) => {
  if (Buffer.compare(Buffer.from(found), Buffer.from(wanted))) throw new Error(`${name} differs`);
  console.log('as known:', name);
};

const sha256 = bytes => crypto.createHash('sha256').update(bytes).digest();
const u64 = number => { const bytes = Buffer.alloc(8); bytes.writeBigUInt64BE(BigInt(number)); return bytes; };

const [genesis, contract, digest, recordKey, directory] =
  [0x11, 0x22, 0x44, 0x33, 0x55].map(byte => Buffer.alloc(32, byte));
const salt = Buffer.alloc(16, 0x66);

// Accounts: the scalar is what Polkadot.js stores, divided by the cofactor 8.
const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 });
const scalar = pair => {
  const stored = pair.encodePkcs8().subarray(16, 48);
  let number = [...stored].reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n) >> 3n;
  return Buffer.from(Array.from({ length: 32 }, () => { const byte = Number(number & 255n); number >>= 8n; return byte; }));
};
const patient = keyring.addFromJson(JSON.parse(known['key-file']));
patient.decodePkcs8('passphrase');
same('key-file in Polkadot.js', patient.publicKey, keyring.addFromUri('//Patient').publicKey);
if (!signatureVerify('x', patient.sign('x'), patient.address).isValid) throw new Error('the imported key does not sign');
const account = keyring.addFromUri(known['account-phrase']);
same('account-address', account.publicKey, answer('account-address'));
const doctor = keyring.addFromUri('//Doctor');
const scope = [genesis, contract, patient.publicKey];

// Keys.
const root = pair => extract(text('medink/v1/account-root'), scalar(pair));
const patientRoot = expand(root(patient), context(text('medink/v1/patient-root'), ...scope));
const generation = number => expand(patientRoot, context(text('medink/v1/generation-key'), u32(number)));
const pairwise = expand(patientRoot, context(text('medink/v1/pairwise-key'), doctor.publicKey, salt));
same('generation-key-1', generation(1), answer('generation-key-1'));
same('generation-key-2', generation(2), answer('generation-key-2'));
same('pairwise-key', pairwise, answer('pairwise-key'));

// Card.
const card = Buffer.from(known.card.slice('medink1:'.length), 'base64url');
same('card, version', card.subarray(0, 1), Buffer.of(2));
same('card, address', card.subarray(1, 33), patient.publicKey);
same('card, serial', card.subarray(33, 37), u32(1));
same('card, encryption key', blake(card.subarray(37, 37 + 1216)), answer('patient-encryption-key-blake2b'));
const proof = Buffer.concat([text('<Bytes>medink/v1/encryption-key'), card.subarray(1, 37 + 1216), text('</Bytes>')]);
if (!sr25519Verify(proof, card.subarray(-64), patient.publicKey)) throw new Error('the key does not prove itself');
console.log('as known: card, signature');

// Signatures in a context of medink's own. The library has only the context `substrate` in its plain functions; this
// is its own transcript with another.
const { SigningContext } = transcripts;
const verify = (name, message, signature, publicKey) => {
  const transcript = new SigningContext('SigningContext');
  transcript.label(text(name));
  transcript.bytes(message);
  transcript.protoName('Schnorr-sig');
  const own = RistrettoPoint.fromHex(publicKey);
  const point = RistrettoPoint.fromHex(signature.subarray(0, 32));
  transcript.commitPoint('sign:pk', own);
  transcript.commitPoint('sign:R', point);
  const challenge = transcript.challengeScalar('sign:c');
  const half = Buffer.from(signature.subarray(32));
  half[31] &= 127;
  const scalar = [...half].reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  if (!RistrettoPoint.BASE.multiply(scalar).equals(own.multiply(challenge).add(point))) throw new Error(`${name} is not signed so`);
  console.log('as known:', name);
};
const terms = [doctor.publicKey, Buffer.of(1), u64(1_700_000_000_000), u64(1_800_000_000_000), salt, u32(1),
  blake(text('scope')), blake(text('sealed'))];
verify('medink/v1/consent', context(text('medink/v1/consent'), ...scope, ...terms), answer('consent-signature'), patient.publicKey);

// To a person.
const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const openAs = async (pair, purpose, sealed, ...more) => {
  if (sealed[0] !== 2) throw new Error('another suite');
  const serial = sealed.subarray(1, 5);
  const seed = Uint8Array.from(expand(root(pair), context(text('medink/v1/encryption-key'), serial)));
  const recipientKey = await suite.kem.importKey('raw', seed.buffer, false);
  const info = context(text(purpose), ...scope, pair.publicKey, ...more);
  const receiver = await suite.createRecipientContext({ recipientKey, enc: sealed.subarray(5, 1125), info });
  return Buffer.from(await receiver.open(sealed.subarray(1125), sealed.subarray(0, 5)));
};
for (const name of ['person-pairwise', 'person-pairwise-second-key']) {
  same(name, await openAs(doctor, 'medink/v1/person/pairwise-key', answer(name), salt), pairwise);
}
const desk = answer('profile-desk');
const opened = await openAs(patient, 'medink/v1/person/patient-profile', desk.subarray(1));
same('profile-desk', unpad(opened), text('{"name":"P"}'));

// Wraps.
const wraps = [
  ['record-by-generation', generation(1), [u32(1), digest], recordKey],
  ['record-by-pairwise', pairwise, [doctor.publicKey, salt, digest], recordKey],
  ['generation-by-pairwise', pairwise, [doctor.publicKey, salt, u32(2)], generation(2)],
  ['generation-link', generation(2), [u32(2), u32(1)], generation(1)],
  ['profile-by-generation', generation(1), [u32(1), digest], recordKey],
  ['profile-by-pairwise', pairwise, [doctor.publicKey, salt, digest], recordKey],
];
for (const [kind, key, more, wanted] of wraps) {
  same(`wrap-${kind}`, small(key, context(text(`medink/v1/wrap/${kind}`), ...scope, ...more), answer(`wrap-${kind}`)), wanted);
}

// Why a doctor begins a visit.
const visit = [...scope, doctor.publicKey, salt];
const reasonKey = expand(pairwise, context(text('medink/v1/visit/reason-key'), ...visit));
same('visit-reason', small(reasonKey, context(text('medink/v1/visit/reason'), ...visit), answer('visit-reason')), Buffer.of(1, 2, 0, 0));

// Record.
const record = answer('record');
const [committed, prefix, commitment] = [record.subarray(0, 55), record.subarray(48, 55), record.subarray(55, 87)];
same('record-header-digest', blake(record.subarray(0, 87)), answer('record-header-digest'));
const prk = extract(record.subarray(16, 48), answer('record-key'));
same('record, key commitment', expand(prk, context(text('medink/v1/record/key-commitment'), committed)), commitment);
const contentKey = expand(prk, context(text('medink/v1/record/content-key'), committed));
const chunk = (number, last, from, to) =>
  gcm(contentKey, Buffer.concat([prefix, u32(number), Buffer.of(last)]), Buffer.of(), record.subarray(from, to));
const afterDetails = 87 + 2 ** record[7] + 16;
const details = chunk(0, 0, 87, afterDetails);
const json = details.subarray(4, 4 + details.readUInt32BE(0));
const { size, title } = JSON.parse(json);
const content = chunk(1, 0, afterDetails, record.length - 144);
const statement = chunk(2, 1, record.length - 144, record.length);
const [author, contentDigest, signature] = [statement.subarray(0, 32), statement.subarray(32, 64), statement.subarray(64)];
same('record, title', text(title), text('Blood count'));
same('record, content', content.subarray(0, size), text('hello'));
same('record, author', author, doctor.publicKey);
same('record, digest of the content', sha256(content.subarray(0, size)), contentDigest);
const authored = context(text('medink/v1/record-author'), ...scope, author, sha256(json), contentDigest);
verify('medink/v1/record-author', authored, signature, author);
same('record, padding', content.subarray(size), Buffer.alloc(Number(record.readBigUInt64BE(8)) - size));

// Profiles and journal.
const profile = answer('profile-generation');
const body = profile.subarray(65);
const number = profile.readUInt32BE(1);
const wrapContext = context(text('medink/v1/wrap/profile-by-generation'), ...scope, u32(number), blake(body));
const profileKey = small(generation(number), wrapContext, profile.subarray(5, 65));
same('profile-generation', unpad(small(profileKey, context(text('medink/v1/profile/patient'), ...scope), body)), text('{"name":"P"}'));
const doctorContext = context(text('medink/v1/profile/doctor'), genesis, contract, doctor.publicKey);
same('profile-doctor', unpad(small(directory, doctorContext, answer('profile-doctor').subarray(1))), text('{"name":"D"}'));
const journalKey = expand(root(patient), context(text('medink/v1/journal-key')));
const journal = small(journalKey, context(text('medink/v1/journal'), text('upload-1')), answer('journal').subarray(1));
same('journal', journal, text('half done'));

// Backup: one chunk, which is the last.
const backup = answer('backup');
const [front, rest] = [backup.subarray(0, 40), backup.subarray(72)];
same('backup, start', front.subarray(0, 8), Buffer.concat([text('MDNKBK'), Buffer.of(1, 1)]));
const backupSalt = front.subarray(8);
const stretched = crypto.scryptSync('passphrase', backupSalt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 });
const backupPrk = extract(backupSalt, stretched);
const backupKey = name => expand(backupPrk, context(text(`medink/v1/backup/${name}`), front));
same('backup, key commitment', backupKey('key-commitment'), backup.subarray(40, 72));
const lastNonce = Buffer.concat([Buffer.alloc(7), u32(0), Buffer.of(1)]);
same('backup, content', gcm(backupKey('content-key'), lastNonce, Buffer.of(), rest), text('a machine'));
