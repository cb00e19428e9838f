// The chain's part of the story, with the libraries under Polkadot.js Apps and the bundles alone:
//
//   node story.js ws://127.0.0.1:9944 ../../target/ink
//
// //Alice deploys, registers and governs; doctors and patients act for themselves. Keys are random bytes of the right
// lengths: what is sealed is no business of the chain. But encryption keys prove whose they are, with a signature that
// any wallet makes. It ends with a line of JSON that says what was decoded.

import assert from 'node:assert/strict';
import { stringToU8a, u8aConcat, u8aToHex } from '@polkadot/util';
import { blake2AsHex, blake2AsU8a, randomAsHex, randomAsU8a } from '@polkadot/util-crypto';
import { Ledger } from './ledger.js';
import { checkVocabulary } from './vocabulary.js';

const [url, bundles] = process.argv.slice(2);
assert.ok(url && bundles, 'usage: node story.js <the node, ws://...> <the folder of the bundles>');

const DAY_MS = 86_400_000;
const PARAMETERS = {
  selfRegistration: false,
  longestConsentDays: 366,
  maxPage: 50,
  quorum: 1,
  upgradeNoticeS: 0,
};
const key = () => randomAsHex(60);
/** A public encryption key with its owner's signature, as `SignedKey` of the bundles says what is signed. */
const signedKey = (owner, serial = 1, signer = owner) => {
  const publicKey = randomAsU8a(1_216);
  const number = new Uint8Array(4);
  new DataView(number.buffer).setUint32(0, serial);
  const signed = ['<Bytes>', 'medink/v1/encryption-key', owner.publicKey, number, publicKey, '</Bytes>'];
  const bytes = u8aConcat(...signed.map((part) => (typeof part === 'string' ? stringToU8a(part) : part)));
  return { key: u8aToHex(publicKey), serial, signature: u8aToHex(signer.sign(bytes)) };
};
/** A content identifier: CIDv1, raw, SHA2-256. */
const cid = () => `0x01551220${randomAsHex(32).slice(2)}`;
const record = (generation) => ({ cid: cid(), key: { by: { Generation: generation }, bytes: key() } });
const wholeHistory = (generation, until) => ({
  scope: { WholeHistory: { generation, key: key() } },
  purpose: 'Treatment',
  fromMs: 0,
  untilMs: until,
  salt: randomAsHex(16),
  keySerial: 1,
  sealedPairwise: randomAsHex(1_173),
  signature: randomAsHex(64),
});
/** What the log's parameters, other contracts' rights and new code go through: proposals. */
const authorize = (contract) => ({ AuthorizeContract: contract });
const deauthorize = (contract) => ({ DeauthorizeContract: contract });
const upgrade = (contract, codeHash) => ({ UpgradeCode: { contract, codeHash } });

const ledger = await Ledger.connect(url);
try {
  await story();
} finally {
  await ledger.close();
}

async function story() {
  const alice = await ledger.account('//Alice');
  const house = await ledger.account('//Alice//doctor//House', alice);
  const wilson = await ledger.account('//Alice//doctor//Wilson', alice);
  const ada = await ledger.account('//Alice//patient//Ada', alice);
  const grace = await ledger.account('//Alice//patient//Grace', alice);
  const stranger = await ledger.account('//Alice//stranger');

  const { admin, audit, doctor, patient, code } = await deploy(alice, stranger);
  checkVocabulary([admin, audit, doctor, patient]);
  const parameters = { ...PARAMETERS, longestConsentDays: 365 };
  const now = () => Date.now();

  // Governing.
  await admin.refuses('MissingRole', 'add_admin', stranger, ada.address);
  await admin.refuses('AlreadyAdmin', 'add_admin', alice, alice.address);
  await admin.refuses('NotAnAdmin', 'remove_admin', alice, ada.address);
  await admin.refuses('LastAdmin', 'remove_admin', alice, alice.address);
  await admin.refuses('CallerNotAuthorized', 'set_role', alice, alice.address, ada.address, 'Patient', true);
  await admin.refuses('NotPaused', 'resume', alice);
  const range = await admin.refuses('InvalidParameter', 'update_system_parameters', alice, {
    ...parameters,
    maxPage: 51,
  });
  assert.deepEqual(range.toJSON(), { min: 1, max: 50 });
  expect(await admin.change('update_system_parameters', alice, parameters), 'SystemParametersChanged', 'ActionLogged');
  expect(await admin.change('add_admin', alice, wilson.address), 'RoleChanged', 'ActionLogged');
  await decideTogether(admin, parameters, { alice, wilson, stranger });
  expect(await admin.change('remove_admin', alice, wilson.address), 'RoleChanged', 'ActionLogged');
  assert.deepEqual((await admin.read('admins', 0, 10)).items.toJSON(), [alice.address]);

  // The log's own rules.
  await audit.refuses('CallerNotAuthorized', 'log_action', alice, alice.address, alice.address, 'Paused', randomAsHex(32));
  await audit.refuses('CallerNotAuthorized', 'authorize_contract', alice, alice.address, doctor.address);
  await audit.refuses('CallerNotAuthorized', 'update_system_parameters', alice, alice.address, { maxPage: 25 });
  await admin.refuses('AlreadyAuthorized', 'propose', alice, authorize(doctor.address));
  await admin.refuses('NotAuthorized', 'propose', alice, deauthorize(ada.address));
  await admin.refuses('NotAContract', 'propose', alice, authorize(ada.address));
  for (const own of [admin, audit, doctor, patient]) {
    await admin.refuses('StaysAuthorized', 'propose', alice, deauthorize(own.address));
  }
  const set = await admin.change('propose', alice, { AuditParameters: { maxPage: 25 } });
  expect(set, 'AuditParametersChanged', 'ActionLogged');
  const page = await audit.refuses('PageSize', 'entries', alice, 0, 26);
  assert.deepEqual(page.toJSON(), { max: 25 });

  // People.
  const short = { ...signedKey(house), key: '0x00' };
  await doctor.refuses('InvalidEncryptionKey', 'register_doctor', alice, house.address, short, '0x');
  await doctor.refuses('KeyNotProved', 'register_doctor', alice, house.address, signedKey(house, 1, alice), '0x');
  await doctor.refuses('KeyNotProved', 'register_doctor', alice, house.address, signedKey(wilson), '0x');
  await doctor.refuses('UnknownDoctor', 'suspend_doctor', alice, house.address);
  for (const somebody of [house, wilson]) {
    const events = await doctor.change('register_doctor', alice, somebody.address, signedKey(somebody), '0x01');
    expect(events, 'RoleChanged', 'DoctorChanged', 'AttestationChanged', 'ActionLogged');
  }
  await doctor.refuses('AlreadyRegistered', 'register_doctor', alice, house.address, signedKey(house), '0x01');
  await doctor.refuses('NotSuspended', 'reinstate_doctor', alice, house.address);
  await doctor.refuses('Empty', 'update_profile', house, '0x');
  const tooLong = await doctor.refuses('TooLong', 'update_profile', house, randomAsHex(1_025));
  assert.deepEqual(tooLong.toJSON(), { max: 1_024 });
  const profile = randomAsHex(300);
  expect(await doctor.change('update_profile', house, profile), 'DoctorProfileChanged', 'ActionLogged');
  // What an admin attested lapsed with the change.
  assert.ok((await doctor.read('doctor', house.address)).unwrap().attested.isNone);
  await doctor.refuses('NotAttested', 'withdraw_attestation', alice, house.address);
  await doctor.refuses('ProfileChanged', 'attest_doctor', alice, house.address, blake2AsHex('0x01'));
  const attested = await doctor.change('attest_doctor', alice, house.address, blake2AsHex(profile));
  expect(attested, 'AttestationChanged', 'ActionLogged');
  const who = (await doctor.read('doctor', house.address)).unwrap().attested.unwrap().by.toString();
  assert.equal(who, alice.address);
  expect(await doctor.change('withdraw_attestation', alice, house.address), 'AttestationChanged', 'ActionLogged');
  const stale = await doctor.refuses('StaleKey', 'replace_encryption_key', wilson, signedKey(wilson));
  assert.deepEqual(stale.toJSON(), { serial: 1 });
  const newer = signedKey(wilson, 2);
  expect(await doctor.change('replace_encryption_key', wilson, newer), 'EncryptionKeyReplaced', 'ActionLogged');
  const proved = (await doctor.read('encryption_key', wilson.address)).unwrap().toJSON();
  assert.deepEqual(proved, newer, 'the key is kept with its proof');
  await patient.refuses('SelfRegistrationClosed', 'register_patient', ada, ada.address, signedKey(ada), '0x');
  await patient.refuses('UnknownPatient', 'add_medical_record', alice, ada.address, record(1));
  for (const somebody of [ada, grace]) {
    const events = await patient.change('register_patient', alice, somebody.address, signedKey(somebody), '0x');
    expect(events, 'RoleChanged', 'PatientRegistered', 'ActionLogged');
  }
  expect(await patient.change('update_profile', ada, randomAsHex(300)), 'PatientProfileChanged', 'ActionLogged');
  const roles = await admin.read('roles', ada.address);
  assert.deepEqual(roles.toJSON(), { admin: false, doctor: false, patient: true });

  // Records.
  const first = record(1);
  expect(await patient.change('add_medical_record', ada, ada.address, first), 'RecordAdded', 'ActionLogged');
  const duplicate = await patient.refuses('DuplicateRecord', 'add_medical_record', ada, ada.address, first);
  assert.deepEqual(duplicate.toJSON(), { number: 1 });
  const wrong = await patient.refuses('WrongGeneration', 'add_medical_record', ada, ada.address, record(7));
  assert.deepEqual(wrong.toJSON(), { current: 1 });
  const byPairwise = { cid: cid(), key: { by: { Pairwise: randomAsHex(16) }, bytes: key() } };
  await patient.refuses('WrongKeyKind', 'add_medical_record', ada, ada.address, byPairwise);
  await patient.refuses('UnknownRecord', 'erase_record', ada, 9);
  const text = { ...record(1), cid: u8aToHex(stringToU8a('bafkreigh2akiscaildcqabsyg3dfr6chu3f')) };
  await patient.refuses('InvalidCid', 'add_medical_record', ada, ada.address, text);
  await patient.refuses('PlaceTaken', 'add_medical_record', grace, grace.address, first);
  const batch = await patient.change('add_medical_records', ada, ada.address, [record(1), record(1)]);
  assert.equal(batch.filter((label) => label === 'RecordAdded').length, 2);
  const kept = (await patient.read('record', ada.address, 1)).unwrap();
  assert.deepEqual([kept.cid.toHex(), kept.author.toString(), kept.state.type], [first.cid, ada.address, 'Live']);

  // Consents.
  const until = now() + 30 * DAY_MS;
  await doctor.refuses('UnknownDoctor', 'grant_access', ada, stranger.address, wholeHistory(1, until));
  await doctor.refuses('InvalidPeriod', 'grant_access', ada, house.address, wholeHistory(1, 1));
  const longest = await doctor.refuses(
    'ConsentTooLong',
    'grant_access',
    ada,
    house.address,
    wholeHistory(1, now() + 400 * DAY_MS),
  );
  assert.deepEqual(longest.toJSON(), { maxDays: 365 });
  await doctor.refuses('Overflow', 'grant_access', ada, house.address, wholeHistory(0xffff_ffff, until));
  const single = (numbers) => ({
    ...wholeHistory(1, until),
    scope: { Records: numbers.map((number) => ({ number, key: key() })) },
  });
  const most = await doctor.refuses('TooMany', 'grant_access', ada, house.address, single([...Array(33).keys()]));
  assert.deepEqual(most.toJSON(), { max: 32 });
  await doctor.refuses('Duplicate', 'grant_access', ada, house.address, single([1, 1]));
  await patient.refuses('NoConsent', 'log_access', house, ada.address, 1);
  await patient.refuses('UnknownRecord', 'vouches_for', ada, ada.address, { Records: [9] });
  await doctor.refuses('UnknownRecord', 'grant_access', ada, house.address, single([9]));
  const sealedToOld = await doctor.refuses('StaleKey', 'grant_access', ada, wilson.address, wholeHistory(1, until));
  assert.deepEqual(sealedToOld.toJSON(), { serial: 2 });
  const grants = [
    [house, wholeHistory(1, until)],
    [wilson, { ...wholeHistory(1, until), keySerial: 2 }],
  ];
  for (const [somebody, grant] of grants) {
    const events = await doctor.change('grant_access', ada, somebody.address, grant);
    expect(events, 'ConsentGranted', 'ActionLogged');
  }
  await doctor.refuses('Duplicate', 'grant_access', ada, house.address, grants[0][1]);
  assert.ok((await patient.read('has_access', ada.address, house.address, 1)).isTrue);
  assert.ok((await patient.read('has_access', ada.address, stranger.address, 1)).isFalse);
  const consent = (await doctor.read('consent', ada.address, house.address)).unwrap();
  assert.deepEqual([consent.purpose.type, consent.scope.type], ['Treatment', 'WholeHistory']);
  expect(await patient.change('log_access', house, ada.address, 1), 'RecordAccessed', 'ActionLogged');
  expect(await patient.change('begin_visit', house, ada.address, randomAsHex(32)), 'VisitBegun', 'ActionLogged');
  await patient.refuses('MissingRole', 'begin_visit', ada, ada.address, randomAsHex(32));
  await patient.refuses('NotTheAuthor', 'amend_record', house, ada.address, 1, record(1));
  expect(await patient.change('annotate_record', house, ada.address, 1, record(1)), 'RecordAdded', 'ActionLogged');
  expect(await patient.change('amend_record', house, ada.address, 4, record(1)), 'RecordAdded', 'ActionLogged');
  const note = (await patient.read('record', ada.address, 4)).unwrap();
  assert.deepEqual([note.refersTo.toJSON(), note.amends.toJSON(), note.author.toString()], [1, null, house.address]);

  expect(await doctor.change('suspend_doctor', alice, house.address), 'RoleChanged', 'DoctorChanged', 'ActionLogged');
  await patient.refuses('DoctorSuspended', 'log_access', house, ada.address, 1);
  await doctor.change('reinstate_doctor', alice, house.address);

  // A revoke, and the keys that change with it.
  expect(await doctor.change('revoke_access', ada, house.address), 'ConsentRevoked', 'ActionLogged');
  await patient.refuses('NoConsent', 'log_access', house, ada.address, 1);
  const pending = await patient.refuses('RotationPending', 'add_medical_record', ada, ada.address, record(1));
  assert.deepEqual(pending.toJSON(), { generation: 2 });
  const elsewhere = await patient.refuses('WrongGeneration', 'rotate_generation', ada, 2, key());
  assert.deepEqual(elsewhere.toJSON(), { current: 1 });
  expect(await patient.change('rotate_generation', ada, 1, key()), 'GenerationRotated', 'ActionLogged');
  expect(await patient.change('renew_link', ada, 2, key()), 'LinkRenewed', 'ActionLogged');
  const rewrap = [{ doctor: wilson.address, key: key(), signature: randomAsHex(64) }];
  expect(await doctor.change('rewrap_consents', ada, 2, rewrap), 'ConsentRewrapped', 'ActionLogged');
  const reseal = [{ number: 1, cid: null, key: key() }];
  assert.deepEqual((await patient.refuses('WrongGeneration', 'reseal_records', ada, 1, reseal)).toJSON(), { current: 2 });
  expect(await patient.change('reseal_records', ada, 2, reseal), 'RecordResealed', 'ActionLogged');
  expect(await patient.change('erase_record', ada, 2), 'RecordErased', 'ActionLogged');
  await patient.refuses('RecordErased', 'log_access', ada, ada.address, 2);

  // A pause takes nothing away that ends a danger, and no pause follows on another's heels.
  expect(await admin.change('pause', alice), 'PauseChanged', 'ActionLogged');
  assert.ok((await admin.read('standing', ada.address)).paused.isTrue);
  await patient.refuses('Paused', 'add_medical_record', ada, ada.address, record(2));
  await admin.refuses('Paused', 'pause', alice);
  expect(await doctor.change('revoke_access', ada, wilson.address), 'ConsentRevoked', 'ActionLogged');
  expect(await patient.change('rotate_generation', ada, 2, key()), 'GenerationRotated', 'ActionLogged');
  expect(await admin.change('resume', alice), 'PauseChanged', 'ActionLogged');
  await admin.refuses('PausedRecently', 'pause', alice);

  await upgrades(admin, { alice, parameters, code });

  const entries = await readLog(audit);
  const decoded = { events: [...ledger.events].sort(), errors: [...ledger.errors].sort(), entries };
  console.log(JSON.stringify(decoded));
}

/** Uploads and instantiates the four, tells them of each other, and lets them into the log. */
async function deploy(alice, stranger) {
  const code = {};
  for (const name of ['admin', 'audit', 'doctor', 'patient']) {
    code[name] = await ledger.upload(bundles, name, alice);
  }
  const admin = await ledger.instantiate(code.admin, alice, PARAMETERS, []);
  const audit = await ledger.instantiate(code.audit, alice, admin.address, { maxPage: 50 });
  const doctor = await ledger.instantiate(code.doctor, alice, admin.address, audit.address);
  const patient = await ledger.instantiate(code.patient, alice, admin.address, audit.address, doctor.address);
  const contracts = { audit: audit.address, doctor: doctor.address, patient: patient.address };

  await admin.refuses('NotWired', 'add_admin', alice, stranger.address);
  await admin.refuses('NotAContract', 'register_contracts', alice, { ...contracts, patient: stranger.address });
  const wired = await admin.change('register_contracts', alice, contracts);
  expect(wired, 'RoleChanged', 'ContractsRegistered', 'AuthorizationChanged', 'ActionLogged');
  await admin.refuses('AlreadyWired', 'register_contracts', alice, contracts);
  for (const contract of [doctor, patient]) {
    assert.ok((await audit.read('is_authorized', contract.address)).isTrue);
  }
  return { admin, audit, doctor, patient, code };
}

/** Two admins decide: what one proposes waits for the other. In the end one decides alone again. */
async function decideTogether(admin, parameters, { alice, wilson, stranger }) {
  const addStranger = { AddAdmin: stranger.address };
  const both = { ...parameters, quorum: 2 };
  expect(await admin.change('update_system_parameters', alice, both), 'SystemParametersChanged', 'ActionLogged');
  const made = await admin.change('propose', alice, addStranger);
  expect(made, 'ProposalChanged', 'ActionLogged');
  assert.ok(!made.includes('RoleChanged'), 'it waits');
  await admin.refuses('UnknownProposal', 'approve', alice, 9);
  await admin.refuses('AlreadyApproved', 'approve', alice, 1);
  await admin.refuses('NotApproved', 'withdraw_approval', wilson, 1);
  const missing = await admin.refuses('QuorumMissing', 'carry_out', wilson, 1);
  assert.deepEqual(missing.toJSON(), { quorum: 2 });
  assert.ok((await admin.read('is_admin', stranger.address)).isFalse);
  expect(await admin.change('withdraw_approval', alice, 1), 'ProposalChanged', 'ActionLogged');
  await admin.refuses('ProposalClosed', 'approve', wilson, 1);

  await admin.change('update_system_parameters', alice, parameters);
  const entry = (await admin.read('proposal', 2)).unwrap();
  assert.deepEqual([entry.proposer.toString(), entry.state.type], [alice.address, 'Open']);
  const done = await admin.change('approve', wilson, 2);
  expect(done, 'SystemParametersChanged', 'ProposalChanged', 'ActionLogged');
  const page = await admin.read('proposals', 0, 0);
  assert.deepEqual(page.items.map(({ state }) => state.type), ['CarriedOut', 'CalledOff']);
}

/** New code is announced, and comes only when its notice is over. */
async function upgrades(admin, { alice, parameters, code }) {
  const unknown = await admin.change('propose', alice, upgrade('Doctor', `0x${'07'.repeat(32)}`));
  expect(unknown, 'ProposalChanged', 'ActionLogged');
  await admin.refuses('UnknownCode', 'carry_out', alice, 3);
  // Genuine code in the place of its like: that it was announced at once is what the deployment allows.
  await admin.change('propose', alice, upgrade('Audit', code.audit.hash));
  expect(await admin.change('carry_out', alice, 4), 'CodeChanged', 'ProposalChanged', 'ActionLogged');
  // From now on a notice is due, and can't be shortened any more.
  await admin.change('update_system_parameters', alice, { ...parameters, upgradeNoticeS: 3_600 });
  const bounds = await admin.refuses('InvalidParameter', 'update_system_parameters', alice, parameters);
  assert.equal(bounds.toJSON().min, 3_600);
  await admin.change('propose', alice, upgrade('Audit', code.audit.hash));
  await admin.refuses('NoticeRunning', 'carry_out', alice, 5);
  const entry = (await admin.read('proposal', 5)).unwrap();
  assert.ok(entry.state.isAnnounced, 'everybody can see it coming');
}

/** Reads the whole log page by page and recomputes its chain of hashes. Returns the number of entries. */
async function readLog(audit) {
  const head = await audit.read('head');
  let [next, previous, count] = [0, `0x${'00'.repeat(32)}`, 0];
  while (next !== null) {
    const page = await audit.read('entries', next, 25);
    for (const entry of page.items) {
      assert.equal(entry.index.toNumber(), count, 'entries come in order');
      assert.equal(entry.previous.toHex(), previous, `entry ${count} holds the hash of the one before`);
      previous = u8aToHex(blake2AsU8a(entry.toU8a()));
      count += 1;
    }
    next = page.next.isSome ? page.next.unwrap().toNumber() : null;
  }
  assert.ok(count > 25, 'the log has more than a page');
  // Every value of Polkadot.js has a `hash` of its own, which hides the field.
  const end = [head.count.toNumber(), head.toJSON().hash];
  assert.deepEqual([count, previous], end, 'the chain of hashes ends at the head');
  return count;
}

/** These events came, whatever others did. */
function expect(events, ...labels) {
  for (const label of labels) {
    assert.ok(events.includes(label), `${label} is among ${events.join(', ')}`);
  }
}
