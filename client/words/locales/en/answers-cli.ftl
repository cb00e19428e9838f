### What the command line asks and answers (client/cli).

## Questions

ask-passphrase = Passphrase of the account
ask-present-passphrase = Present passphrase of the account
ask-key-file-passphrase = Passphrase of the key file
ask-new-passphrase = New passphrase (at least { $least } characters)
ask-archive-password = Password of the archive (at least { $least } characters)
ask-backup-passphrase = Passphrase of the backup
ask-new-backup-passphrase = Passphrase of the backup (at least { $least } characters)
ask-passphrase-or-none = Passphrase of the account (Enter to look without it)
ask-again = The same again
ask-phrase = Phrase (not shown)
ask-words = words, or Enter for any
ask-kind = kind, or Enter for any
ask-author = author (a name or an address), or Enter for anybody
ask-in-place-of = { $what } [{ $now }]
ask-nothing-yet = none
ask-to-go-on = { $question } Go on? (y/n)
ask-words-for-yes = y yes
ask-erase-record = Erasing record { $number } takes its key and place from the chain and its content from this store. Nobody can bring it back. The log keeps that it was erased.
ask-remove-account = { $name }, { $address }, will be gone from this machine. Without its phrase or an exported file nobody can bring it back, nor open what only it opens.
ask-new-key = The account and its phrase stay, and open everything as before. Others seal to the new key from now on; patients seal their consents to you again at their next use, and until then those open as before.
ask-attest =
    { $profile }
    Attest only what you have checked. Everybody sees that it was you.

## Names of what is shown

field-node = node
field-chain = chain
field-store = store
field-profile = profile
field-trouble = trouble
field-deployment = deployment
field-uploads = uploads
field-node-log = node log
field-paused = paused
field-upgrade = upgrade
field-file = file
field-address = address
field-registered = registered
field-records = records
field-generation = key generation
field-status = status
field-balance = balance
field-roles = roles
field-specialty = specialty
field-organization = organization
field-languages = languages
field-title = title
field-kind = kind
field-date = date
field-text = text
field-code = code
field-dosage = dosage
field-self-registration = self-registration
field-longest-consent = longest consent
field-page = largest page
field-log-page = largest page of the log
field-quorum = quorum
field-notice = notice of upgrades
field-network = network
field-peer = peer
field-peers = peers
field-keys = keys
field-start = start
field-blocks = blocks
field-disk = disk
field-made = made
field-holds = holds
field-checked = checked
field-restored = restored

## Heads of columns

head-no = NO
head-index = #
head-state = STATE
head-status = STATUS
head-date = DATE
head-added = ADDED
head-by = BY
head-amends = AMENDS
head-about = ABOUT
head-kind = KIND
head-title = TITLE
head-type = TYPE
head-bytes = BYTES
head-name = NAME
head-called = CALLED
head-address = ADDRESS
head-time = TIME
head-action = ACTION
head-actor = ACTOR
head-subject = SUBJECT
head-who = WHO
head-verified = VERIFIED
head-opened = OPENED
head-doctor = DOCTOR
head-patient = PATIENT
head-scope = SCOPE
head-purpose = PURPOSE
head-left = LEFT
head-until = UNTIL
head-specialty = SPECIALTY
head-organization = ORGANIZATION
head-key = KEY
head-value = VALUE
head-from = FROM
head-approvals = APPROVALS
head-when = WHEN
head-what = WHAT
head-would-take = IT WOULD TAKE
head-fee-about = FEE, ABOUT
head-deposit-about = DEPOSIT, ABOUT
head-hospital = HOSPITAL
head-blocks = BLOCKS
head-turns = TURNS
head-yes-votes = YES
head-no-votes = NO VOTES

## States

state-erased = erased
state-unreadable = can't be read
state-here = here
state-not-here = not in this store
status-active = active
status-suspended = suspended
stage-open = open
stage-expired = expired
stage-announced = announced
stage-ready = ready
stage-carried-out = carried out
stage-called-off = called off
source-environment = environment ({ $variable })
source-file = config file
source-default = default
setting-only-account = the only one of this machine
setting-asked-for = none: asked for
setting-wait-by-chain = included on a development chain, finalized on others
cli-none-yet = none yet
cli-true = true
cli-false = false
cli-no = no
cli-until = until { $until }
cli-entries = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
cli-admins = { $count ->
    [one] { $count } admin
   *[other] { $count } admins
}
cli-amount = { $amount }
cli-amount-back = { $amount } back
cli-verified-by = by { $who }
cli-numbers = { $numbers }
cli-numbers-and-more = { $numbers } and { $more } more
cli-unreadable = unreadable: { $why }
cli-more = More: the same with { $option }
cli-older = Older ones: the same with { $option }

## Transactions

cli-step = { $what }: block { $block }, fee { $fee }{ $which ->
    [charged] , deposit { $deposit }
    [refunded] , deposit { $deposit } back
   *[none] {""}
}, { $elapsed } ms, { $transaction }
cli-rehearsed = Nothing was submitted, stored or changed.
cli-rehearsed-nothing = It would take no transaction.
cli-rehearsed-sum = In all about { $fees } in fees and { $deposits } in deposits.
cli-rehearsed-sum-at-least = In all at least about { $fees } in fees and { $deposits } in deposits.
cli-rehearsed-has = { $account } has { $amount } to spend.
cli-rehearsed-lacks = { $account } has { $amount } to spend, which is not enough.
cli-rehearsed-more = What stands on these transactions can be told only when they are done; more may come after them.
cli-rehearsed-earlier = { $count ->
    [one] Besides, { $count } upload of this machine was interrupted: its account's next record command finishes it first.
   *[other] Besides, { $count } uploads of this machine were interrupted: their account's next record command finishes them first.
}
cli-known-later = known later
cli-sent = Sent { $amount }.

## This machine

cli-node-started = { $rpc } (process { $pid }), started in { $seconds } s
cli-node-ran = { $rpc } (process { $pid }), was running already
cli-node-ran-not = The node was not running.
cli-node-stopped = The node has stopped. Its data stays.
cli-node-killed = The node did not stop by itself within 10 s and was killed. Its last block may be lost; look at its log ({ $command }).
cli-node-starting = starting (process { $pid })
cli-node-off = not running; start it with: { $command }
cli-genesis = genesis { $genesis }
cli-chain = { $name }, block { $block }, genesis { $genesis }
cli-admin-contract = admin contract { $address }
cli-paused-until = until { $until } at the latest
cli-uploads = { $count } under way or interrupted; finished by the account's next: { $command }
cli-network-validates = { $name }; this node makes blocks and votes when the hospitals have admitted it ({ $command })
cli-network-follows = { $name }; this node follows ({ $command })
cli-man = Manual pages are in { $folder }.
cli-config-file = Config file: { $file }
cli-config-file-absent = Config file: { $file } (not there)
cli-profiles = Profiles: { $profiles }
cli-config-set = { $line }, in { $file }
cli-config-replaced = { $line }, in place of { $was }, in { $file }
cli-config-unset = { $key } is not in { $file } any more
cli-config-unset-was = { $key } is not in { $file } any more; it was { $was }

## The panels

cli-panels-at = The panels are at
cli-panels-once = This address lets one browser in, once. Ctrl-C stops.
cli-panels-another = For another browser:
cli-panels-to = To the panels
cli-panels-stopped = Stopped. Every account is locked.
cli-panels-reachable = others can reach the pages at { $address }, and what goes between them and a browser is not encrypted.
cli-panels-trusting = other users of this machine are served too: one who gets the browser's cookie can act as whoever is unlocked.

## A deployment

cli-deployed = The contracts are deployed.
cli-deployed-already = The contracts were deployed already.
cli-deployment-file-opens = Whoever has the deployment file can use the system and read the doctors' directory.
cli-checked = The chain has what the bundles and the deployment file say.
cli-invited = The deployment file is written. Others join with: { $command }, at a node of the same chain.
cli-invited-careful = Whoever has it can use the system and read the doctors' directory: send it to nobody else, and by a way that nobody else reads.
cli-joined = This machine has joined. An admin registers you with your card: { $command }
cli-joined-again = This machine had joined already; the file is taken over again.

## Accounts

cli-account-made = Show its registration card with: { $command }
cli-phrase =
    The phrase of this account, shown only now. It alone restores the account and everything sealed to it:
    write it down and keep it where nobody finds it.
cli-accounts-none = There is no account on this machine yet. Make one with: { $command }
cli-account-renamed = { $was } is called { $now } now.
cli-account-renamed-in-config = The config file names it so, too, in: { $profiles }.
cli-account-not-renamed-in-config = The config file may still name { $was }: { $why }
cli-account-not-renamed-in-config-next = Change it there ({ $line }).
cli-account-removed = { $name } is removed from this machine.
cli-passphrase-changed = { $name } opens with the new passphrase from now on. Copies of its key file that were made before still open with the old one.
cli-new-key = The encryption key of this account is number { $number } now. What others seal to you is sealed to it from now on; patients seal their consents to you again at their next use.
cli-card = Registration card (no secret; an admin needs it to register this account):
cli-exported = Exported, encrypted under the same passphrase. Polkadot.js can import the file.

## People

cli-registered-doctor = { $address } is registered as a doctor.
cli-registered-patient = { $address } is registered as a patient.
cli-patient-registered = You are registered as a patient.
cli-patient-profile = The profile is written, sealed.
cli-doctor-profile = The directory has the new profile.
cli-doctors-none = No doctor is registered yet. An admin does it with: { $command }
cli-patients-none = No patient has given a consent. A patient does it with: { $command }
cli-other-directory-key = sealed with another directory key than this deployment file's

## Records

cli-no-record = There is no record yet. Add one with: { $command }
cli-record-unreadable = Record { $number } can't be read: { $why }
cli-nothing-found = { $count ->
    [one] Nothing was found, of { $count } record.
   *[other] Nothing was found, of { $count } records.
}
cli-found-none-so-far = { $count ->
    [one] { $count } record was found, none so far back.
   *[other] { $count } records were found, none so far back.
}
cli-found = { $start } to { $end } of { $found } found, of { $all } records.
cli-recorded = Recorded as number { $number }: { $bytes } bytes of ciphertext at { $place }
cli-note-added = The note is written as number { $number }: { $bytes } bytes of ciphertext at { $place }
cli-record-amended = Record { $new } is the new version of record { $number }, which stays.
cli-record-renamed = Record { $new } is the new version of record { $number }, which stays. Its content is the same; you have signed it.
cli-note-about = The note is written as record { $new }. It refers to record { $number }, which stays as it is.
cli-record-opened = Record { $number } is opened and verified: { $bytes } bytes, { $media_type }.
cli-access-logged = The access is in the log.
cli-record-erased = Record { $number } is erased.
cli-reading-input = Reading from the terminal; Ctrl-D on a line of its own ends it.
cli-archive = { $count ->
    [one] The archive is written: { $count } document, your profile, your consents and the log about you. Begin with { $file } in it.
   *[other] The archive is written: { $count } documents, your profile, your consents and the log about you. Begin with { $file } in it.
}
cli-archive-encrypted = It opens with its password alone, in 7-Zip, WinZip, Keka, Ark and others, and holds another archive.
cli-archive-open = It is not encrypted: everybody who gets it can read it.
cli-archive-left-out = Record { $number }: { $why }
cli-archive-more = And { $count } more, which { $file } names.

## Consents

cli-consent-given = { $doctor } has a consent until { $until }.
cli-consents-none = You have given no consent. Give one with: { $command }
cli-consent-revoked = The consent is revoked and your keys are at generation { $generation }: what { $doctor } has opens nothing that is written from now on.
cli-not-unseen = What the doctor has already seen can't be unseen.
cli-reencrypted = { $count ->
    [one] { $count } past record has a new key and place.
   *[other] { $count } past records have new keys and places.
}
cli-not-reencrypted = { $count ->
    [one] { $count } is as it was: its content is not in this store.
   *[other] { $count } are as they were: their content is not in this store.
}

## The log

cli-log-nothing = The log has no such entry.
cli-accesses-none = Nobody has opened anything of this patient.
cli-accesses-none-so-far = { $count ->
    [one] There is { $count } access in all, none so far back.
   *[other] There are { $count } accesses in all, none so far back.
}
cli-accesses = { $start } to { $end } of { $total } accesses, newest first.
cli-opened-profile = profile and titles
cli-visit = visit: { $reason }
cli-reason-sealed = the reason is sealed
cli-foreign = { $what } (foreign)
cli-foreign-note = (foreign): written by a contract that is not one of this deployment's four. The log proves that it was written, not that it is true.
cli-log-written = { $count ->
    [one] { $count } entry written; the last one's hash is { $hash }.
   *[other] { $count } entries written; the last one's hash is { $hash }.
}
cli-log-check = Check them with: { $command }
cli-log-head = Write this down elsewhere, and they can be checked with no node: { $option }
cli-verify-head = { $count ->
    [one] the head given, of { $count } entry
   *[other] the head given, of { $count } entries
}
cli-verify-whole = The export is the whole log: { $entries } entries, every hash right, the last one the chain's.
cli-verify-as-head = The export is what the head says: { $entries } entries, every hash right, the last one the head's.
cli-verify-beginning = The export is the true beginning of the log: { $entries } of { $known } entries, every hash right.
cli-verify-first = The first { $known } of { $entries } entries are what the head says, every hash right. The others are chained to them, and the head says nothing of them.
cli-verify-against = It was held against { $against }.
cli-verify-contracts = The file says that it is of chain { $genesis } with the contracts admin { $admin }, audit { $audit }, doctor { $doctor }, patient { $patient }: { $which }
cli-verify-contracts-same = those of this machine's deployment file.
cli-verify-contracts-unknown = this machine has no deployment file of that chain to compare them with. Compare them with an admin's.
cli-verify-foreign = { $count ->
    [one] { $count } of the entries is foreign: a contract that is not one of these four wrote it (no. { $numbers }). That it was written is proved, what it says is not.
   *[other] { $count } of the entries are foreign: a contract that is not one of these four wrote them (no. { $numbers }). That they were written is proved, what they say is not.
}
cli-verify-foreign-next = If you know of that contract, accept them with --allow-foreign.

## Stores

cli-store-place = { $place }
cli-store-kubo = { $place } (Kubo { $version })
cli-store = { $place }, { $blocks } blocks, { $bytes } bytes, { $pins } pins
cli-store-not-made = { $place }, not made yet
cli-copied = { $count ->
    [one] Copied { $count } record ({ $bytes } bytes) { $to }; { $before } were there already.
   *[other] Copied { $count } records ({ $bytes } bytes) { $to }; { $before } were there already.
}
cli-copied-to = to { $store }
cli-copied-here = to this machine's store
cli-not-copied = Not to { $store }: { $why }
cli-not-had = { $count ->
    [one] { $count } record could not be had: { $why }
   *[other] { $count } records could not be had. The first: { $why }
}
cli-store-checked = { $store }: { $whole } of { $records } records are whole and right ({ $bytes } bytes hashed)
cli-store-flaw = record { $number } of { $patient } ({ $place }) in { $store }: { $what }
cli-store-flaws-more = and { $count } more: see --json
cli-store-flaw-next = Copy it from a store that has it: { $repair } among several; { $push } or { $pull } between this machine's and a daemon's
cli-store-unreadable = record { $number } of { $patient } can't be read: { $why }
cli-store-unreadable-more = and { $count } more that can't be read: see --json
cli-store-unreadable-next = No copy brings back what can't be read; its patient can erase it.
cli-flaw-unreadable = can't be read: { $why }
cli-flaw-absent = not there
cli-flaw-blocks = { $missing } blocks missing, { $damaged } damaged
cli-flaw-blocks-more = { $missing } blocks missing, { $damaged } damaged, { $more } more faulty
cli-gc = { $store }: { $blocks } blocks removed, { $bytes } bytes freed, { $kept } blocks kept
cli-gc-not-made = { $store }: not made yet, so there is nothing to collect
cli-stores-head = Live records: { $records }. Each is to be in so many stores at least: { $copies }.
cli-stores-has = { $store }: has { $whole }; in part or damaged { $partly }; not there { $absent }
cli-stores-failed = { $store }: { $why }
cli-stores-short = Records that are in fewer stores than that: { $short }
cli-stores-row = record { $number } of { $patient } is in { $have } of { $all } stores; lacking in { $stores }
cli-stores-row-unasked = record { $number } of { $patient } is in { $have } of { $all } stores that could be asked
cli-stores-more = And { $left } more: see { $option }
cli-stores-repair = What a store lacks is brought there by: { $command }
cli-stores-brought = { $store }: records brought { $brought } ({ $bytes } bytes), there already { $before }
cli-stores-unmended = record { $number } of { $patient } could not be brought to { $store }: { $why }
cli-stores-unreadable = record { $number } of { $patient } can't be read: { $why }
cli-stores-unreadable-next = No copy brings back what can't be read; its patient can erase it.
cli-keeping-begins = Keeps in { $store } what the chain refers to. Ctrl-C stops.
cli-keeping-brought = brought to { $store }: record { $number } of { $patient }, { $bytes } bytes, { $cid }
cli-keeping-missing = can't be had yet: record { $number } of { $patient }, { $cid }: { $why }
cli-keeping-let-go = let go in { $store }: { $cid } of { $patient }, which is no record's any more
cli-keeping-stands = log entries looked at { $entries }, records kept { $kept }, missing { $waiting }
cli-keeping-trouble = { $why } Tried again in { $seconds } s.
cli-keeping-stopped = Stopped. What is in the store stays.
cli-swarm-key-written = A new network's key is in { $path }. Bring it to each daemon as swarm.key by a way that nobody else reads: who has it can join.

## A check-up, a backup

check-node = node
check-deployment = deployment
check-stores = stores
check-accounts = accounts
check-journal = journal
check-references = references
check-memory = memory
check-ok = ok
check-not-looked = not looked at
check-warning = warning
check-broken = broken
check-repaired = repaired
cli-check-well = All is well.
cli-check-well-now = All is well now; repaired: { $repaired }.
cli-check-not-well = Not well: { $left }. What to do stands below each.
cli-backup-written = The backup is written: { $files } files, { $bytes } bytes, without the content of this machine's store.
cli-backup-with-store = The backup is written: { $files } files, { $bytes } bytes, with the content of this machine's store.
cli-backup-read-back = It was read back whole. It opens with its passphrase alone: { $command }
cli-backup-not-read-back = It could not be read back from here; check it with: { $command }
cli-backup-credentials-elsewhere = { $count ->
    [one] Not in it: { $count } file with credentials that is not beside the config file.
   *[other] Not in it: { $count } files with credentials that are not beside the config file.
}
cli-backup-made = { $at }
cli-backup-holds = { $files } files, { $bytes } bytes, without the store's content
cli-backup-holds-store = { $files } files, { $bytes } bytes, with the store's content
cli-backup-checked = every file is whole and right; nothing was written
cli-backup-restored = { $written } written, { $there } were there already
cli-backup-restored-next = The chain is not in a backup: it comes from its node. Look at everything with: { $command }

## A network of hospitals

cli-network-begun = The network's file is written. Give it to the other hospitals.
cli-network-ready = The node is ready to join. When it has caught up ({ $status }), lay down its keys ({ $keys }) and ask a hospital to propose this one.
cli-network-catching-up = { $peers }; the node is still catching up
cli-network-blocks = newest { $best }, final { $finalized } ({ $behind } behind)
hospital-no-turn = no turn yet
hospital-missing = missing
hospital-missed-some = missed some
hospital-well = well
hospital-no-keys = makes no blocks: its node's keys are not laid down ({ $command })
hospital-coming = makes blocks from a coming session
cli-motions-seats = { $count ->
    [one] { $count } hospital has a seat; it takes { $majority } of them to decide.
   *[other] { $count } hospitals have a seat; it takes { $majority } of them to decide.
}
cli-motions-none = Nothing is voted on.
cli-motion-until = block { $block }
motion-state-open = open
motion-state-carried = carried
motion-state-lost = lost
cli-motion-decided = It is decided.
cli-motion-made = Motion { $number } is made, with your vote. The others vote with: { $command }
cli-motion-call = It is about the call { $call }.
cli-motion-carried-out = Motion { $number } is carried out: { $what }.
cli-motion-removed = Motion { $number } did not get the votes that it takes, and is removed: { $what }.
cli-vote-counts = Your vote on motion { $number } counts.
cli-vote-carried = Motion { $number } has the votes that it takes. Carry it out with: { $command }
cli-vote-lost = Motion { $number } can't get the votes that it takes any more. Remove it with: { $command }
cli-call-carried-out = The call { $call } is carried out.
cli-keys-laid-down =
    The node's keys are laid down: { $keys }
    With a seat in the council it makes blocks from the next session but one, if it was started with { $option }.
cli-keys-taken-back = The node's keys are taken back. It makes no blocks from the next session but one.
cli-leave-moved = Motion { $number } is made. The node makes no blocks from the next session but one; stop it then. The seat is gone when the others have voted: { $command }

## Governing

cli-changed = Changed.
cli-nothing-to-change = Nothing to change.
cli-admin-added = The account is an admin now.
cli-admin-removed = The account is no admin any more.
cli-authorized = The contract may write to the log. Its entries are shown as foreign.
cli-deauthorized = The contract may not write to the log any more.
cli-upgraded = The contract has the new code.
cli-new-code = The new code is { $hash }.
cli-proposal-approved = Proposal { $number } has the approvals it needs and is carried out.
cli-approval-withdrawn = Your approval of proposal { $number } is taken back.
cli-proposal-would-wait = Proposal { $number } would wait.
cli-proposal-approve = Another admin approves it with: { $command }
cli-proposal-carry-out = Carry it out with: { $command }
cli-proposals-none = Nothing was ever proposed that one admin could not decide alone.
cli-expires = expires { $at }
cli-not-before = not before { $at }
cli-made = made { $at }
cli-approvals = { $approvals } of { $quorum }
cli-attested = The profile is verified by you. It is self-declared again once the doctor changes it.
cli-attestation-withdrawn = The profile is self-declared again.
cli-suspended = The doctor is suspended.
cli-reinstated = The doctor may act again.
cli-paused = Paused for three days at most. What takes access away goes on: revoking, changing keys, erasing, suspending. End it with: { $command }
cli-resumed = The system goes on.
