// The chain's part of the story, with the libraries under Polkadot.js Apps and the bundles alone:
//
//   node story.js ws://127.0.0.1:9944 ../../target/ink
//
// //Alice deploys, registers and governs; doctors and patients act for themselves. Keys are random bytes of the right
// lengths: what is sealed is no business of the chain. It ends with a line of JSON that says what was decoded.

import assert from 'node:assert/strict';
import { u8aToHex } from '@polkadot/util';
import { blake2AsU8a, randomAsHex } from '@polkadot/util-crypto';
import { Ledger } from './ledger.js';
import { checkVocabulary } from './vocabulary.js';

const [url, bundles] = process.argv.slice(2);
assert.ok(url && bundles, 'usage: node story.js <the node, ws://...> <the folder of the bundles>');

const DAY_MS = 86_400_000;
const key = () => randomAsHex(60);
const encryptionKey = () => randomAsHex(1_216);
/** A content identifier: CIDv1, raw, SHA2-256. */
const cid = () => `0x01551220${randomAsHex(32).slice(2)}`;
const record = (generation) => ({ cid: cid(), key: { by: { Generation: generation }, bytes: key() } });
const wholeHistory = (generation, until) => ({
  scope: { WholeHistory: { generation, key: key() } },
  purpose: 'Treatment',
  fromMs: 0,
  untilMs: until,
  sealedPairwise: randomAsHex(1_169),
});

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
  const stranger = await ledger.account('//Alice//stranger');

  const { admin, audit, doctor, patient } = await deploy(alice, stranger);
  checkVocabulary([admin, audit, doctor, patient]);
  const parameters = { paused: false, selfRegistration: false, longestConsentDays: 365, maxPage: 50 };
  const now = () => Date.now();

  // Governing.
  await admin.refuses('MissingRole', 'add_admin', stranger, ada.address);
  await admin.refuses('AlreadyAdmin', 'add_admin', alice, alice.address);
  await admin.refuses('NotAnAdmin', 'remove_admin', alice, ada.address);
  await admin.refuses('LastAdmin', 'remove_admin', alice, alice.address);
  await admin.refuses('CallerNotAuthorized', 'set_role', alice, alice.address, ada.address, 'Patient', true);
  await admin.refuses('NotPaused', 'resume', alice);
  await admin.refuses('PausedApart', 'update_system_parameters', alice, { ...parameters, paused: true });
  const range = await admin.refuses('InvalidParameter', 'update_system_parameters', alice, {
    ...parameters,
    maxPage: 51,
  });
  assert.deepEqual(range.toJSON(), { min: 1, max: 50 });
  expect(await admin.change('update_system_parameters', alice, parameters), 'SystemParametersChanged', 'ActionLogged');
  expect(await admin.change('add_admin', alice, wilson.address), 'RoleChanged', 'ActionLogged');
  expect(await admin.change('remove_admin', alice, wilson.address), 'RoleChanged', 'ActionLogged');
  assert.deepEqual((await admin.read('admins', 0, 10)).items.toJSON(), [alice.address]);

  // The log's own rules.
  await audit.refuses('CallerNotAuthorized', 'log_action', alice, alice.address, alice.address, 'Paused', randomAsHex(32));
  await audit.refuses('AlreadyAuthorized', 'authorize_contract', alice, doctor.address);
  await audit.refuses('NotAuthorized', 'deauthorize_contract', alice, ada.address);
  await audit.refuses('NotAContract', 'authorize_contract', alice, ada.address);
  await audit.refuses('AdminStaysAuthorized', 'deauthorize_contract', alice, admin.address);
  expect(await audit.change('update_system_parameters', alice, { maxPage: 25 }), 'AuditParametersChanged', 'ActionLogged');
  const page = await audit.refuses('PageSize', 'entries', alice, 0, 26);
  assert.deepEqual(page.toJSON(), { max: 25 });

  // People.
  await doctor.refuses('InvalidEncryptionKey', 'register_doctor', alice, house.address, '0x00', '0x');
  await doctor.refuses('UnknownDoctor', 'suspend_doctor', alice, house.address);
  for (const somebody of [house, wilson]) {
    const events = await doctor.change('register_doctor', alice, somebody.address, encryptionKey(), '0x01');
    expect(events, 'RoleChanged', 'DoctorChanged', 'ActionLogged');
  }
  await doctor.refuses('AlreadyRegistered', 'register_doctor', alice, house.address, encryptionKey(), '0x01');
  await doctor.refuses('NotSuspended', 'reinstate_doctor', alice, house.address);
  await doctor.refuses('Empty', 'update_profile', house, '0x');
  const tooLong = await doctor.refuses('TooLong', 'update_profile', house, randomAsHex(1_025));
  assert.deepEqual(tooLong.toJSON(), { max: 1_024 });
  expect(await doctor.change('update_profile', house, randomAsHex(300)), 'DoctorProfileChanged', 'ActionLogged');
  await patient.refuses('SelfRegistrationClosed', 'register_patient', ada, ada.address, encryptionKey(), '0x');
  await patient.refuses('UnknownPatient', 'add_medical_record', alice, ada.address, record(1));
  expect(
    await patient.change('register_patient', alice, ada.address, encryptionKey(), '0x'),
    'RoleChanged',
    'PatientRegistered',
    'ActionLogged',
  );
  expect(await patient.change('update_profile', ada, randomAsHex(300)), 'PatientProfileChanged', 'ActionLogged');
  const roles = await admin.read('roles', ada.address);
  assert.notEqual(roles.toString(), (await admin.read('roles', stranger.address)).toString());

  // Records.
  const first = record(1);
  expect(await patient.change('add_medical_record', ada, ada.address, first), 'RecordAdded', 'ActionLogged');
  const duplicate = await patient.refuses('DuplicateRecord', 'add_medical_record', ada, ada.address, first);
  assert.deepEqual(duplicate.toJSON(), { number: 1 });
  const wrong = await patient.refuses('WrongGeneration', 'add_medical_record', ada, ada.address, record(7));
  assert.deepEqual(wrong.toJSON(), { current: 1 });
  const byPairwise = { cid: cid(), key: { by: 'Pairwise', bytes: key() } };
  await patient.refuses('WrongKeyKind', 'add_medical_record', ada, ada.address, byPairwise);
  await patient.refuses('UnknownRecord', 'erase_record', ada, 9);
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
  for (const somebody of [house, wilson]) {
    const events = await doctor.change('grant_access', ada, somebody.address, wholeHistory(1, until));
    expect(events, 'ConsentGranted', 'ActionLogged');
  }
  assert.ok((await doctor.read('has_access', ada.address, house.address, 1)).isTrue);
  const consent = (await doctor.read('consent', ada.address, house.address)).unwrap();
  assert.deepEqual([consent.purpose.type, consent.scope.type], ['Treatment', 'WholeHistory']);
  expect(await patient.change('log_access', house, ada.address, 1), 'RecordAccessed', 'ActionLogged');
  expect(await patient.change('amend_record', house, ada.address, 1, record(1)), 'RecordAdded', 'ActionLogged');

  expect(await doctor.change('suspend_doctor', alice, house.address), 'RoleChanged', 'DoctorChanged', 'ActionLogged');
  await patient.refuses('DoctorSuspended', 'log_access', house, ada.address, 1);
  await doctor.change('reinstate_doctor', alice, house.address);

  // A revoke, and the keys that change with it.
  expect(await doctor.change('revoke_access', ada, house.address), 'ConsentRevoked', 'ActionLogged');
  await patient.refuses('NoConsent', 'log_access', house, ada.address, 1);
  const pending = await patient.refuses('RotationPending', 'add_medical_record', ada, ada.address, record(1));
  assert.deepEqual(pending.toJSON(), { generation: 2 });
  expect(await patient.change('rotate_generation', ada, key()), 'GenerationRotated', 'ActionLogged');
  expect(await doctor.change('rewrap_consents', ada, 2, [[wilson.address, key()]]), 'ConsentRewrapped', 'ActionLogged');
  const reseal = [{ number: 1, cid: null, key: key() }];
  expect(await patient.change('reseal_records', ada, reseal), 'RecordResealed', 'ActionLogged');
  expect(await patient.change('erase_record', ada, 2), 'RecordErased', 'ActionLogged');
  await patient.refuses('RecordErased', 'log_access', ada, ada.address, 2);

  await admin.change('pause', alice);
  await patient.refuses('Paused', 'add_medical_record', ada, ada.address, record(2));
  await admin.refuses('Paused', 'pause', alice);
  await admin.change('resume', alice);

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
  const parameters = { paused: false, selfRegistration: false, longestConsentDays: 366, maxPage: 50 };
  const admin = await ledger.instantiate(code.admin, alice, parameters);
  const audit = await ledger.instantiate(code.audit, alice, admin.address, { maxPage: 50 });
  const doctor = await ledger.instantiate(code.doctor, alice, admin.address, audit.address);
  const patient = await ledger.instantiate(code.patient, alice, admin.address, audit.address, doctor.address);
  const contracts = { audit: audit.address, doctor: doctor.address, patient: patient.address };

  await admin.refuses('NotWired', 'add_admin', alice, stranger.address);
  await admin.refuses('NotAContract', 'register_contracts', alice, { ...contracts, patient: stranger.address });
  const wired = await admin.change('register_contracts', alice, contracts);
  expect(wired, 'RoleChanged', 'ContractsRegistered', 'ActionLogged');
  await admin.refuses('AlreadyWired', 'register_contracts', alice, contracts);
  for (const contract of [doctor, patient]) {
    const events = await audit.change('authorize_contract', alice, contract.address);
    expect(events, 'AuthorizationChanged', 'ActionLogged');
  }
  return { admin, audit, doctor, patient };
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
